/**
 * Pieces for one answer: what it needs of a server is selected for as long as nothing changes there. It costs a large
 * server a fraction of what following it would: conditions can be joined by "and", and of the flows of a datapath, of
 * which a packet takes a few, only some columns are read at first.
 */
import { expectedDatabases, type DatabaseName, type Demand } from '../model/index.ts';
import {
  Database,
  Moment,
  selectedRow,
  type Clause,
  type Json,
  type Row,
  type Select,
  type Spec,
  type Table,
} from '../ovsdb/index.ts';
import { OvnscopeError } from '../text/index.ts';
import type { CommandArguments } from './command.ts';
import type { Io } from './io.ts';
import { openPieces, Pieces, type Opened, type Piece } from './pieces.ts';
import type { Needs } from './read.ts';
import { isByUuid, Selects, type Question } from './selects.ts';
import { DATABASES, GLOBAL_TABLES, type Role } from './sources.ts';

/** What cannot be selected in peace: too much changes, or the server went away. Following it may do. */
export class Unsteady extends OvnscopeError {
  constructor(cause?: OvnscopeError) {
    super('connection', 'the database changed while it was read', { cause });
  }
}

/** How often what was read may be thrown away because something changed. */
const MOST_RESTARTS = 3;

/** Of rows of which few will be looked at, the columns that are read before any is. */
const BRIEF: Readonly<Record<string, readonly string[]>> = {
  Logical_Flow: ['pipeline', 'table_id', 'priority', 'match', 'actions', 'tags'],
};

/** Where northd does not yet write the tag that says how a match reads (`acl_ct_translation`, OVN after 25.09). */
const hasMeaningfulTags = ({ schema }: Database): boolean => !/^(?:1?\d|20)\./.test(schema.version);

/** Changes by the second, and no answer depends on them. */
const RESTLESS_TABLES: ReadonlySet<string> = new Set(['Chassis_Private', 'Connection', 'SSL']);
const RESTLESS_COLUMNS = /(^|_)(cfg|timestamp|statistics|status)$/;

interface Selected extends Piece {
  database: Database;
  selects: Selects;
  moment: Moment | undefined;
}

const globalSpec = (role: Role): Spec => ({ [GLOBAL_TABLES[role]]: {} });

const NEEDS: Needs = Object.fromEntries(
  (Object.keys(DATABASES) as Role[]).map((role) => [role, globalSpec(role)]),
);

export class SelectedPieces extends Pieces<Selected> {
  private restarts = 0;

  private constructor(opened: Opened) {
    super(opened, (reading, replica) => ({
      reading,
      replica,
      database: emptyLike(reading.database),
      selects: new Selects(),
      moment: undefined,
    }));
  }

  /** Throws as `readSources` does. Whoever opens it closes it. */
  static async open(args: CommandArguments, io: Io): Promise<SelectedPieces> {
    return new SelectedPieces(await openPieces(args, io, NEEDS));
  }

  protected databaseOf({ database }: Selected): Database {
    return database;
  }

  protected demandOf({ selects }: Selected): Demand {
    return selects;
  }

  get moment(): string {
    return String(this.restarts);
  }

  /** Throws `Unsteady` where there is no end of changes. */
  async fetch(): Promise<boolean> {
    const work = this.pieces.map((piece) => ({ piece, questions: piece.selects.take() }));
    if (work.every(({ questions }) => questions.length === 0)) return !(await this.inTime(this.holds()));
    this.rounds++;
    await this.inTime(Promise.all(work.map(({ piece, questions }) => this.answer(piece, questions))));
    return true;
  }

  /** Whether all rows stood there at one time; begins anew where they did not. */
  private async holds(): Promise<boolean> {
    const steady = await Promise.all(
      this.pieces.map(({ moment }) => steadily(moment?.holds() ?? Promise.resolve(true))),
    );
    if (!steady.includes(false)) return true;
    if (++this.restarts > MOST_RESTARTS) throw new Unsteady();
    for (const piece of this.pieces) {
      await steadily(piece.moment?.finish() ?? Promise.resolve());
      piece.moment = undefined;
      piece.selects = new Selects();
      piece.database = emptyLike(piece.reading.database);
    }
    return false;
  }

  private async answer(piece: Selected, asked: readonly Question[]): Promise<void> {
    // A table that an older schema lacks has no rows.
    const questions = asked.filter(({ table }) => piece.database.schema.tables.has(table));
    if (questions.length === 0) return;
    const moment = (piece.moment ??= await begin(piece));
    const byUuid = questions.filter(isByUuid);
    const others = questions.filter((question) => !isByUuid(question)).map((question) => [question]);
    // One by one: between two of them other clients get their turns.
    const groups = byUuid.length === 0 ? others : [byUuid, ...others];
    const answered = Promise.all(
      groups.map(async (group) => {
        const answers = await steadily(moment.select(...group.map((one) => selectOf(one, piece.database))));
        group.forEach((question, i) => put(piece, question, answers[i] ?? []));
      }),
    );
    if (others.some(([question]) => question !== undefined && isBrief(question))) moment.tidy();
    await answered;
  }
}

const steadily = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw error instanceof OvnscopeError ? new Unsteady(error) : error;
  }
};

const begin = ({ replica, database }: Selected): Promise<Moment> => {
  const { connection } = replica;
  if (connection === undefined) throw new Unsteady();
  const tables = [...database.all.values()].filter(({ name }) => !RESTLESS_TABLES.has(name));
  const columns = tables.map((table): [string, readonly string[]] => [
    table.name,
    columnsOf(table).filter((name) => !RESTLESS_COLUMNS.test(name)),
  ]);
  return steadily(Moment.begin(connection, database.name, Object.fromEntries(columns)));
};

const columnsOf = ({ schema }: Table): readonly string[] => [...schema.columns.keys()];

const isBrief = (question: Question): boolean => question.table in BRIEF && !isByUuid(question);

const selectOf = (question: Question, database: Database): Select => {
  const { table, clauses } = question;
  const own = database.table(table);
  const columns = isBrief(question)
    ? BRIEF[table]?.filter(
        (name) => own.schema.columns.has(name) && (name !== 'tags' || hasMeaningfulTags(database)),
      )
    : columnsOf(own);
  return { op: 'select', table, where: clauses, columns: ['_uuid', ...(columns ?? [])] };
};

/** What the question says of columns that hold one value, the rows need not say again. */
const givenBy = ({ clauses }: Question, { schema }: Table): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    clauses
      .filter(([column, fn]: Clause) => (fn === '==' || fn === 'includes') && isScalar(schema, column))
      .map(([column, , value]) => [column, value]),
  );

const isScalar = ({ columns }: Table['schema'], name: string): boolean => {
  const type = columns.get(name)?.type;
  return type?.max === 1 && type.value === undefined;
};

const put = ({ database, selects }: Selected, question: Question, rows: readonly Json[]): void => {
  const table = database.table(question.table) as Table;
  const given = givenBy(question, table);
  const brief = isBrief(question);
  const answer: Row[] = [];
  for (const json of rows) {
    const row = selectedRow(table, json, given);
    const known = table.row(row.uuid);
    if (brief) answer.push(known ?? row);
    if (known !== undefined && (brief || !selects.isBrief(known))) continue;
    table.set(row);
    if (brief) selects.addBrief(row);
  }
  if (brief) selects.addAnswer(question, answer);
};

/** Everything that the schemas of this version know, and none of its rows. */
const emptyLike = ({ name, schema, origin, problems }: Database): Database => {
  const database = new Database(schema, origin, problems);
  for (const table of Object.keys(expectedDatabases[name as DatabaseName]?.tables ?? {}))
    database.open(table);
  return database;
};
