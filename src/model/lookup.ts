/**
 * Rows by what they hold. A table that was read whole answers from an index, made when a column was asked for a few
 * times: one question costs less without; who is about to ask about every row says so (`expectMany`). Of a
 * database that is read piece by piece, what is asked for and not there yet is *demanded*: whoever reads asks the
 * server for it and puts the question again (`Demand`). So a description asks a server for what it prints and for
 * no more, by the same code that describes a saved database.
 *
 *     row      by UUID
 *     where    a scalar or optional column equals, a set column includes
 *     whereKey a map column has the key with this value
 *     all      every row
 */
import type { AnyTables, Atom, BaseType, Clause, ColumnType, Database, Row, Value } from '../ovsdb/index.ts';
import { sortFew } from './sort-few.ts';

/** Takes note of what a question needs of one database: rows of which any one clause holds, or every row. */
export interface Demand {
  /** True while the rows have not come yet: what is answered then may lack some. */
  want(table: string, clause: Clause | true): boolean;
  /** The same for rows of which all of the clauses hold, where a server can be asked so. */
  wantAll?(table: string, clauses: readonly Clause[]): boolean;
  /** The rows of which all of the clauses hold, where they came as the answer to just this. */
  answerTo?(table: string, clauses: readonly Clause[]): readonly Row[] | undefined;
  /** Whether some columns of the row were not read: they seem to have their default. */
  isBrief?(row: Row): boolean;
}

type Index = ReadonlyMap<Atom, readonly Row[]>;

/** A column that was asked for, or a key of it. */
interface Asked {
  readonly rows: Iterable<Row>;
  readonly column: string;
  readonly key: string | undefined;
  readonly type: ColumnType;
  /** Whether rows are given in the order of their UUIDs. */
  readonly ordered: boolean;
  questions: number;
  /** To the questions that were asked so far. */
  readonly answers: Map<Atom, readonly Row[]>;
  index: Index | undefined;
}

const NONE: readonly never[] = [];

/** So many rows that whoever reads them puts them into an order of his own. */
const UNORDERED: ReadonlySet<string> = new Set(['Logical_Flow']);

/** This many questions about a column are answered by looking through the rows. */
const WITHOUT_INDEX = 2;

export class Lookup<D> {
  readonly database: Database<D> | undefined;
  private readonly demand: Demand | undefined;
  /** How many questions so far were answered without all the rows: an answer that leaves it as it was is whole. */
  missing = 0;
  /** By table, then by column and key. */
  private readonly asked = new Map<string, Map<string, Asked | undefined>>();
  private withoutIndex = WITHOUT_INDEX;

  constructor(database: Database<D> | undefined, demand?: Demand) {
    this.database = database;
    this.demand = demand;
  }

  /** Questions will come by the thousand: an index pays from the first one on. */
  expectMany(): void {
    this.withoutIndex = 0;
  }

  /** Every row of the table, in the order in which they were read. */
  all<T extends keyof D & string>(table: T): Iterable<Row<D[T]>> {
    this.want(table, true);
    return this.database?.table(table) ?? NONE;
  }

  row<T extends keyof D & string>(table: T, uuid: string | undefined): Row<D[T]> | undefined {
    if (uuid === undefined || this.database === undefined) return undefined;
    const row = this.database.table(table).row(uuid);
    // A server refuses to be asked for what is no UUID.
    if (row === undefined && UUID.test(uuid)) this.want(table, ['_uuid', '==', ['uuid', uuid]]);
    return row;
  }

  /** Of a table that is known by its name only. */
  anyRow(table: string, uuid: string): Row | undefined {
    return this.row(table as keyof D & string, uuid) as Row | undefined;
  }

  /** Those that exist, in the order of the UUIDs. */
  rows<T extends keyof D & string>(table: T, uuids: readonly string[]): readonly Row<D[T]>[] {
    const found: Row<D[T]>[] = [];
    for (const uuid of uuids) {
      const row = this.row(table, uuid);
      if (row !== undefined) found.push(row);
    }
    return found;
  }

  /** Whether `only` in `where` makes a difference: a server is asked, and can be asked so. */
  get canNarrow(): boolean {
    return this.demand?.wantAll !== undefined;
  }

  /** The row with all of its columns, of which only some may have been read at first. */
  whole<T extends keyof D & string>(table: T, row: Row<D[T]>): Row<D[T]> {
    const isBrief = (one: Row<D[T]>): boolean => this.demand?.isBrief?.(one as Row) === true;
    if (!isBrief(row)) return row;
    const now = this.database?.table(table).row(row.uuid) ?? row;
    if (isBrief(now)) this.want(table, ['_uuid', '==', ['uuid', row.uuid]]);
    return now;
  }

  /**
   * `only`: of a server that can be asked so, no rows are asked for but those of which these clauses hold as well. Rows
   * that are here for another reason are among the answer all the same.
   */
  where<T extends keyof D & string, C extends keyof D[T] & string>(
    table: T,
    column: C,
    value: string | number | undefined,
    only: readonly Clause[] = NONE,
  ): readonly Row<D[T]>[] {
    const asked = this.askedOf(table, column, undefined);
    if (value === undefined || asked === undefined) return NONE;
    const { key } = asked.type;
    // Of what is there, no column of UUIDs holds anything else.
    if ((this.demand !== undefined || key.type !== 'uuid') && !mayHold(key, value)) return NONE;
    const clause = clauseOf(column, asked.type, value);
    this.wantAll(table, clause, only);
    const answer = UNORDERED.has(table) ? this.demand?.answerTo?.(table, [clause, ...only]) : undefined;
    if (answer !== undefined) return answer as readonly Row<D[T]>[];
    return (this.indexFor(asked, [value]).get(value) ?? NONE) as readonly Row<D[T]>[];
  }

  /** Rows whose column of references holds any of the UUIDs: each once. */
  whereAny<T extends keyof D & string, C extends keyof D[T] & string>(
    table: T,
    column: C,
    uuids: readonly string[],
  ): readonly Row<D[T]>[] {
    const asked = this.askedOf(table, column, undefined);
    if (asked === undefined) return NONE;
    for (const uuid of uuids) this.want(table, clauseOf(column, asked.type, uuid));
    const index = this.indexFor(asked, uuids);
    const found = new Set<unknown>();
    for (const uuid of uuids) for (const row of index.get(uuid) ?? NONE) found.add(row);
    return [...found] as readonly Row<D[T]>[];
  }

  /** Rows whose map column holds `key` with this value: `external_ids:iface-id` and its like. */
  whereKey<T extends keyof D & string, C extends keyof D[T] & string>(
    table: T,
    column: C,
    key: string,
    value: string | undefined,
  ): readonly Row<D[T]>[] {
    const asked = this.askedOf(table, column, key);
    const held = asked?.type.value;
    if (value === undefined || asked === undefined || held === undefined || !mayHold(held, value))
      return NONE;
    this.want(table, [column, 'includes', ['map', [[key, value]]]]);
    return (this.indexFor(asked, [value]).get(value) ?? NONE) as readonly Row<D[T]>[];
  }

  /** Nothing of a column that an older database lacks: a server would refuse to be asked for it. */
  private askedOf(table: string, column: string, key: string | undefined): Asked | undefined {
    let columns = this.asked.get(table);
    if (columns === undefined) this.asked.set(table, (columns = new Map<string, Asked | undefined>()));
    const id = key === undefined ? column : `${column}:${key}`;
    if (!columns.has(id)) columns.set(id, this.newlyAsked(table, column, key));
    return columns.get(id);
  }

  private newlyAsked(table: string, column: string, key: string | undefined): Asked | undefined {
    const type = this.database?.schema.tables.get(table)?.columns.get(column)?.type;
    if (type === undefined) return undefined;
    const rows = (this.database as unknown as Database<AnyTables>).table(table);
    const ordered = !UNORDERED.has(table);
    return { rows, column, key, type, ordered, questions: 0, answers: new Map(), index: undefined };
  }

  /** Of all rows, or, for the first questions, of those only that may hold one of the values. */
  private indexFor(asked: Asked, values: readonly (string | number)[]): Index {
    if (asked.index !== undefined) return asked.index;
    const { rows, column, key, ordered } = asked;
    if (values.every((value) => asked.answers.has(value))) return asked.answers;
    if (++asked.questions > this.withoutIndex || typeof values[0] === 'number') {
      asked.index = indexOf(rows, column, key, ordered);
      return asked.index;
    }
    const texts = new Set(values.map(String));
    const candidates = [...rows].filter((row) => row.mayHold(column, texts));
    const found = indexOf(candidates, column, key, ordered);
    for (const text of texts) asked.answers.set(text, found.get(text) ?? NONE);
    return asked.answers;
  }

  private want(table: string, clause: true | Clause): void {
    if (this.demand?.want(table, clause) === true) this.missing++;
  }

  private wantAll(table: string, clause: Clause, only: readonly Clause[]): void {
    if (only.length === 0 || this.demand?.wantAll === undefined) this.want(table, clause);
    else if (this.demand.wantAll(table, [clause, ...only])) this.missing++;
  }
}

const clauseOf = (column: string, type: ColumnType, value: string | number): Clause => {
  const fn = type.min === 1 && type.max === 1 ? '==' : 'includes';
  return [column, fn, type.key.type === 'uuid' ? ['uuid', String(value)] : value];
};

/** Whether the schema lets a column hold the value: a server refuses to be asked for one that it cannot. */
export const mayHold = (base: BaseType, value: string | number): boolean => {
  if (typeof value === 'number') return base.type === 'integer' || base.type === 'real';
  if (base.type === 'uuid') return UUID.test(value);
  // A server ends the connection over text that OVSDB's strings cannot hold (RFC 7047, 3.1, ovsdb(7)).
  if (base.type !== 'string' || UNSPEAKABLE.test(value)) return false;
  return base.enum === undefined
    ? value.length <= (base.maxLength ?? Infinity) && value.length >= (base.minLength ?? 0)
    : base.enum.includes(value);
};

/** NUL, and half of a pair of surrogates. */
const UNSPEAKABLE = /\0|\p{Surrogate}/u;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const indexOf = (rows: Iterable<Row>, column: string, key: string | undefined, ordered: boolean): Index => {
  const index = new Map<Atom, Row[]>();
  const add = (atom: Atom, row: Row): void => {
    const known = index.get(atom);
    if (known === undefined) index.set(atom, [row]);
    else if (known[known.length - 1] !== row) known.push(row);
  };
  for (const row of rows) {
    const value: Value = row.get(column);
    if (value === undefined) continue;
    if (value instanceof Map) {
      const held = key === undefined ? undefined : (value as ReadonlyMap<Atom, Atom>).get(key);
      if (held !== undefined) add(held, row);
    } else if (Array.isArray(value)) {
      for (const atom of value as readonly Atom[]) add(atom, row);
    } else add(value as Atom, row);
  }
  if (!ordered) return index;
  for (const rows of index.values()) if (!isInOrder(rows)) sortFew(rows, byUuid);
  return index;
};

const isInOrder = (rows: readonly Row[]): boolean => {
  for (let i = 1; i < rows.length; i++) {
    if ((rows[i - 1] as Row).uuid > (rows[i] as Row).uuid) return false;
  }
  return true;
};

/** Not the order in which they were read: that is another one for a file than for a server. */
const byUuid = (a: Row, b: Row): number => (a.uuid < b.uuid ? -1 : a.uuid > b.uuid ? 1 : 0);
