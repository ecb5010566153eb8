/**
 * Writes a database as `ovsdb-client backup` does (ovsdb-client(1), ovsdb(5) "Standalone Format"), so that every
 * program that reads standalone files can open it:
 *
 *     record of the schema
 *     record of one transaction   {"_date": ms, "_comment": text, TABLE: {UUID: {COLUMN: <value>}}}
 *
 * - One transaction, because ovsdb-server checks references when it has read each.
 * - Columns with the value that they have by default are left out, as ovsdb-server does.
 * - Columns that ovsdb-server keeps in memory only ("ephemeral": link states, counters) are written, unlike in a
 *   backup: they are half of what a later look needs, and ovsdb-server takes them.
 * - The header of a record tells length and SHA-1 of what follows. A database can be larger than any string or
 *   buffer, so its text is made twice, in pieces: to measure it, then to write it.
 */
import { createHash } from 'node:crypto';
import { compareAtoms } from '../datum/atoms.ts';
import { defaultValue, encodeDatum, sameValue } from '../datum/codec.ts';
import type { Atom, Value } from '../datum/value.ts';
import { formatJson } from '../json/exact.ts';
import type { Json } from '../json/value.ts';
import type { Database } from '../rows/database.ts';
import type { Row } from '../rows/row.ts';
import type { Table } from '../rows/table.ts';
import { formatDatabaseSchema } from '../schema/format.ts';
import type { ColumnSchema, ColumnType } from '../schema/types.ts';

export interface StandaloneOptions {
  /** Milliseconds since 1970, for the record of the rows. */
  readonly date: number;
  readonly comment: string;
  /** Changes a value on its way into the file; sets and maps are put in order afterwards. */
  readonly transform?: (table: string, column: ColumnSchema, value: Value) => Value;
  /** Tables whose rows are left out. */
  readonly leaveOut?: readonly string[];
}

export interface TableRows {
  readonly name: string;
  readonly rows: number;
}

/** Text is handed on in pieces of about this many characters. */
const PIECE = 1 << 18;

export class StandaloneWriter {
  /** Of the whole file. */
  readonly bytes: number;
  /** What is written of each table, in the order of their names. */
  readonly tables: readonly TableRows[];
  private readonly database: Database;
  private readonly options: StandaloneOptions;
  private readonly start: Buffer;

  private constructor(database: Database, options: StandaloneOptions, measured: Measured) {
    this.database = database;
    this.options = options;
    const schema = Buffer.from(`${formatJson(formatDatabaseSchema(database.schema))}\n`);
    const sha1 = createHash('sha1').update(schema).digest('hex');
    this.start = Buffer.concat([header(schema.length, sha1), schema, header(measured.bytes, measured.sha1)]);
    this.bytes = this.start.length + measured.bytes;
    this.tables = writtenTables(database, options).map(({ name, size }) => ({ name, rows: size }));
  }

  /**
   * Makes the text once to measure it; others get a turn in between. What cannot be understood in a row is added to
   * `database.problems`, here and once more when the text is written.
   */
  static async of(database: Database, options: StandaloneOptions): Promise<StandaloneWriter> {
    const sha1 = createHash('sha1');
    let bytes = 0;
    for (const piece of rowsRecord(database, options)) {
      sha1.update(piece);
      bytes += piece.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return new StandaloneWriter(database, options, { bytes, sha1: sha1.digest('hex') });
  }

  get rows(): number {
    return this.tables.reduce((sum, { rows }) => sum + rows, 0);
  }

  /** The file; as often as it is asked for. */
  *chunks(): Generator<Uint8Array> {
    yield this.start;
    yield* rowsRecord(this.database, this.options);
  }
}

interface Measured {
  readonly bytes: number;
  readonly sha1: string;
}

const header = (length: number, sha1: string): Buffer => Buffer.from(`OVSDB JSON ${length} ${sha1}\n`);

const writtenTables = (database: Database, { leaveOut = [] }: StandaloneOptions): readonly Table[] =>
  [...database.all.values()]
    .filter(({ name }) => !leaveOut.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

function* rowsRecord(database: Database, options: StandaloneOptions): Generator<Buffer> {
  let text = `{"_date":${options.date},"_comment":${JSON.stringify(options.comment)}`;
  for (const table of writtenTables(database, options)) {
    if (table.size === 0) continue;
    text += `,${JSON.stringify(table.name)}:{`;
    let separator = '';
    for (const uuid of [...table.rows.keys()].sort()) {
      text += `${separator}"${uuid}":${rowText(table, table.row(uuid) as Row, options)}`;
      separator = ',';
      if (text.length < PIECE) continue;
      yield Buffer.from(text);
      text = '';
    }
    text += '}';
  }
  yield Buffer.from(`${text}}\n`);
}

const rowText = (table: Table, stored: Row, { transform }: StandaloneOptions): string => {
  // A copy: what is decoded of a million rows is not to be remembered.
  const row = stored.replaced({});
  const members: [string, Json][] = [];
  for (const column of table.schema.columns.values()) {
    const { name, type } = column;
    const read = row.stored(name);
    const changed = transform === undefined ? read : transform(table.name, column, read);
    const value = changed === read ? read : inOrder(type, changed);
    if (!sameValue(type, value, defaultValue(type))) members.push([name, encodeDatum(type, value)]);
  }
  return formatJson(Object.fromEntries(members));
};

/** Sets and maps in canonical order without duplicates, as every reader expects them. */
const inOrder = (type: ColumnType, value: Value): Value => {
  if (type.value !== undefined) {
    return new Map([...(value as ReadonlyMap<Atom, Atom>)].sort(([a], [b]) => compareAtoms(a, b)));
  }
  if (!Array.isArray(value)) return value;
  return [...new Set(value as readonly Atom[])].sort(compareAtoms);
};
