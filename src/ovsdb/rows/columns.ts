/**
 * The columns of one table as its rows are decoded: which the server has, which were read, and what to give for
 * those that are missing. One object serves all rows of the table.
 */
import { excerpt, messageOf } from '../../text/index.ts';
import { OvsdbError } from '../datum/error.ts';
import { decodeDatum, defaultValue } from '../datum/codec.ts';
import type { Value } from '../datum/value.ts';
import type { Json } from '../json/value.ts';
import { adapterOf } from '../schema/adapt.ts';
import { defaultOfShape } from '../schema/expected.ts';
import type { ColumnSchema, ColumnType, TableSchema } from '../schema/types.ts';
import type { Problems } from './problems.ts';

export interface Column {
  readonly name: string;
  readonly index: number;
  readonly type: ColumnType;
  readonly default: Value;
  /** Every object answers to this name ("constructor"), whether a row has such a member or not. */
  readonly isInherited: boolean;
  /** Makes the value what the generated types say, where this database's schema has another type. */
  adapt?: (value: Value) => Value;
}

export class Columns {
  readonly table: TableSchema;
  readonly problems: Problems;
  private readonly database: string;
  private readonly byName = new Map<string, Column>();
  private byOrder: readonly Column[] | undefined;
  private namesByOrder: readonly string[] | undefined;
  private readonly expected = new Map<string, Value>();
  private readonly wanted: ReadonlySet<string> | undefined;

  /** `read`: the columns that were asked for; all of the table's without it. */
  constructor(database: string, table: TableSchema, problems: Problems, read?: readonly string[]) {
    this.database = database;
    this.table = table;
    this.problems = problems;
    this.wanted = read === undefined ? undefined : new Set(read);
    for (const column of table.columns.values()) this.define(column);
  }

  private define(column: ColumnSchema): void {
    const { name, type } = column;
    const isInherited = name in Object.prototype;
    this.byName.set(name, { name, index: this.byName.size, type, default: defaultValue(type), isInherited });
  }

  get size(): number {
    return this.byName.size;
  }

  get(name: string): Column | undefined {
    return this.byName.get(name);
  }

  /** By name: servers give the columns of a schema in an order of their own. */
  sorted(): readonly Column[] {
    return (this.byOrder ??= [...this.byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1)));
  }

  /** Those of `sorted`: one list for all rows of the table. */
  names(): readonly string[] {
    return (this.namesByOrder ??= this.sorted().map(({ name }) => name));
  }

  all(): IterableIterator<Column> {
    return this.byName.values();
  }

  /** Whether the database has the column and it was read. */
  has(name: string): boolean {
    return this.byName.has(name) && (this.wanted === undefined || this.wanted.has(name));
  }

  /** Columns of a newer schema, as shape codes: rows give the shape's default where the server has none. */
  expect(columns: Readonly<Record<string, string>>): void {
    for (const [name, code] of Object.entries(columns)) {
      if (this.expected.has(name)) continue;
      this.expected.set(name, defaultOfShape(code));
      const column = this.byName.get(name);
      const adapter = column === undefined ? undefined : adapterOf(column.type, code);
      if (column === undefined || adapter === undefined) continue;
      column.adapt = adapter.adapt;
      if (adapter.loss !== undefined) this.report(undefined, name, adapter.loss);
    }
  }

  missing(name: string): Value {
    return this.expected.get(name);
  }

  /** Decodes one cell; what does not fit the schema is reported and read as the default. */
  decode(column: Column, json: Json | undefined, uuid: string): Value {
    if (json === undefined) return column.default;
    try {
      return decodeDatum(column.type, json, { constraints: false });
    } catch (error) {
      this.report(uuid, column.name, unfit(error));
      return column.default;
    }
  }

  report(uuid: string | undefined, column: string | undefined, message: string): void {
    const place = [this.database, this.table.name, uuid, column].filter((part) => part !== undefined);
    this.problems.add(excerpt(place.join(':')), message);
  }
}

/** Why a cell could not be read, without what stands in it: it may be a key or a password. */
const unfit = (error: unknown): string => {
  if (!(error instanceof OvsdbError)) return messageOf(error);
  return error.json === undefined ? error.reason : `${error.reason}, read ${nounOf(error.json)}`;
};

const nounOf = (json: Json): string => {
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'a list';
  return typeof json === 'object' ? 'an object' : `a ${typeof json}`;
};
