/**
 * The output of `ovsdb-client dump -f json`: ovsdb-client(1). One JSON object a table, one after the other:
 *
 *     {"caption": "NAME table", "headings": [COLUMN…], "data": [[<value>…]…]}
 *
 * A dump has no schema and no checksums: the schema has to come from elsewhere, and bytes that were changed on the
 * way cannot be told from those that were not.
 */
import { excerpt, messageOf, OvnscopeError } from '../../text/index.ts';
import type { Body } from '../json/body.ts';
import { Raw } from '../json/raw.ts';
import { MessageScanner } from '../json/scanner.ts';
import { isArray, isObject, type Json } from '../json/value.ts';
import { Database, type Origin } from '../rows/database.ts';
import { Problems } from '../rows/problems.ts';
import { Row } from '../rows/row.ts';
import type { DatabaseSchema } from '../schema/types.ts';
import type { Damage } from './log.ts';

/** `{"data": [ROW`: rows are the third container of a table. */
const DUMP_ROW_DEPTH = 3;

export interface DumpTable {
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly (Json | Raw)[];
}

/** Collects the JSON objects of a file that is a dump or a schema. */
export class DumpReader {
  readonly tables: DumpTable[] = [];
  /** Set when the file holds a schema instead. */
  schema: Json | undefined;
  damage: Damage | undefined;
  private readonly scanner = new MessageScanner(DUMP_ROW_DEPTH);
  private done = 0;
  private objects = 0;

  push(chunk: Uint8Array): void {
    if (this.damage !== undefined) return;
    try {
      this.scanner.push(chunk, (body) => this.take(body));
    } catch (error) {
      this.stop(messageOf(error));
    }
  }

  end(): void {
    const reason = this.scanner.unfinished();
    if (reason !== undefined && this.damage === undefined) this.stop(`the dump ends ${reason}`);
  }

  private take(body: Body): void {
    if (this.damage !== undefined) return;
    const { root } = body;
    const caption = isObject(root) ? root['caption'] : undefined;
    const name = typeof caption === 'string' ? /^(.*) table$/s.exec(caption)?.[1] : undefined;
    const headings = isObject(root) && name !== undefined ? body.open(root['headings'] ?? null) : null;
    const columns = headings instanceof Raw ? headings.parse() : headings;
    const rows: (Json | Raw)[] = [];
    if (
      isObject(root) &&
      name !== undefined &&
      isArray(columns) &&
      body.visit('array', root['data'], (_, row) => rows.push(row))
    ) {
      this.tables.push({ name, headings: columns.map(String), rows });
    } else if (this.objects === 0 && isObject(root) && isObject(root['tables'])) {
      this.schema = body.full();
    } else return this.stop('no table of a dump: expected an object with caption, headings and data');
    this.objects++;
    this.done += body.bytes;
  }

  /** White space between tables is not counted: the offset is the least that it can be. */
  private stop(reason: string): void {
    this.damage = { offset: this.done, reason };
  }
}

/** The schema that knows most of the tables and columns of a dump; none that lacks more than half of them. */
export const schemaForDump = (
  tables: readonly DumpTable[],
  schemas: Iterable<DatabaseSchema>,
): DatabaseSchema | undefined => {
  const wanted = tables.reduce((sum, table) => sum + table.headings.length, 0);
  let best: DatabaseSchema | undefined;
  let most = wanted / 2;
  for (const schema of schemas) {
    let known = 0;
    for (const { name, headings } of tables) {
      const columns = schema.tables.get(name)?.columns;
      if (columns !== undefined) known += headings.filter((h) => h === '_uuid' || columns.has(h)).length;
    }
    if (known > most) [best, most] = [schema, known];
  }
  return best;
};

/** Throws `OvnscopeError` of kind `file` when no table of the dump names its rows. */
export const databaseOfDump = (
  tables: readonly DumpTable[],
  schema: DatabaseSchema,
  origin: Origin,
): Database => {
  const database = new Database(schema, origin, new Problems());
  if (!tables.some(({ headings }) => headings.includes('_uuid'))) {
    throw new OvnscopeError('file', `${excerpt(origin.name)}: no table of the dump has the column _uuid`, {
      hint: 'dump whole tables: ovsdb-client dump -f json REMOTE DATABASE',
    });
  }
  for (const dumped of tables) fillTable(database, dumped);
  return database;
};

const fillTable = (database: Database, { name, headings, rows }: DumpTable): void => {
  const report = (message: string): void =>
    database.problems.add(`${database.origin.name}: table ${excerpt(name, 60)}`, message);
  const uuidAt = headings.indexOf('_uuid');
  if (uuidAt < 0) return report('left out: it has no column _uuid');
  const known = headings.filter((heading) => database.schema.tables.get(name)?.columns.has(heading));
  const table = database.open(name, known);
  if (table === undefined) return report('left out: it is not in the schema');
  const unknown = headings.filter(
    (heading) => heading !== '_uuid' && table.columns.get(heading) === undefined,
  );
  if (unknown.length > 0) report(`columns that are not in the schema: ${excerpt(unknown.join(', '))}`);
  for (const row of rows) {
    const cells = row instanceof Raw ? row.parse() : row;
    const uuid =
      isArray(cells) && cells.length === headings.length ? uuidOf(cells[uuidAt] as Json) : undefined;
    if (uuid === undefined) report(`a row left out: not ${headings.length} values with a UUID`);
    else {
      const members = headings.map((heading, at): [string, Json] => [
        heading,
        (cells as readonly Json[])[at] as Json,
      ]);
      table.set(new Row(table.columns, uuid, Object.fromEntries(members)));
    }
  }
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const uuidOf = (json: Json): string | undefined => {
  const text = isArray(json) && json[0] === 'uuid' ? json[1] : undefined;
  return typeof text === 'string' && UUID.test(text) ? text : undefined;
};
