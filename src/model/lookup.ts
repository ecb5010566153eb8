/**
 * Rows by what they hold. A table that was read whole answers from an index, made on the first question. Of a
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

/** Takes note of what a question needs of one database: rows of which any one clause holds, or every row. */
export interface Demand {
  want(table: string, clause: Clause | true): void;
}

type Index = ReadonlyMap<Atom, readonly Row[]>;

const NONE: readonly never[] = [];

export class Lookup<D> {
  readonly database: Database<D> | undefined;
  private readonly demand: Demand | undefined;
  private readonly indexes = new Map<string, Index>();

  constructor(database: Database<D> | undefined, demand?: Demand) {
    this.database = database;
    this.demand = demand;
  }

  /** Every row of the table, in the order in which they were read. */
  all<T extends keyof D & string>(table: T): Iterable<Row<D[T]>> {
    this.want(table, true);
    return this.database?.table(table) ?? NONE;
  }

  row<T extends keyof D & string>(table: T, uuid: string | undefined): Row<D[T]> | undefined {
    if (uuid === undefined || this.database === undefined) return undefined;
    const row = this.database.table(table).row(uuid);
    if (row === undefined) this.want(table, ['_uuid', '==', ['uuid', uuid]]);
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

  where<T extends keyof D & string, C extends keyof D[T] & string>(
    table: T,
    column: C,
    value: string | number | undefined,
  ): readonly Row<D[T]>[] {
    const type = this.typeOf(table, column);
    if (value === undefined || type === undefined || !mayHold(type.key, value)) return NONE;
    const fn = type.min === 1 && type.max === 1 ? '==' : 'includes';
    this.want(table, [column, fn, type.key.type === 'uuid' ? ['uuid', String(value)] : value]);
    return (this.index(table, column).get(value) ?? NONE) as readonly Row<D[T]>[];
  }

  /** Rows whose map column holds `key` with this value: `external_ids:iface-id` and its like. */
  whereKey<T extends keyof D & string, C extends keyof D[T] & string>(
    table: T,
    column: C,
    key: string,
    value: string | undefined,
  ): readonly Row<D[T]>[] {
    const type = this.typeOf(table, column);
    if (value === undefined || type?.value === undefined || !mayHold(type.value, value)) return NONE;
    this.want(table, [column, 'includes', ['map', [[key, value]]]]);
    return (this.index(table, column, key).get(value) ?? NONE) as readonly Row<D[T]>[];
  }

  /** Nothing of a column that an older database lacks: a server would refuse to be asked for it. */
  private typeOf(table: string, column: string): ColumnType | undefined {
    return this.database?.schema.tables.get(table)?.columns.get(column)?.type;
  }

  private want(table: string, clause: Clause | true): void {
    this.demand?.want(table, clause);
  }

  private untyped(): Database<AnyTables> | undefined {
    return this.database as unknown as Database<AnyTables> | undefined;
  }

  private index(table: string, column: string, key?: string): Index {
    const id = key === undefined ? `${table}\n${column}` : `${table}\n${column}\n${key}`;
    let index = this.indexes.get(id);
    if (index === undefined) {
      index = indexOf(this.untyped()?.table(table) ?? NONE, column, key);
      this.indexes.set(id, index);
    }
    return index;
  }
}

/** Whether the schema lets a column hold the value: a server refuses to be asked for one that it cannot. */
export const mayHold = (base: BaseType, value: string | number): boolean => {
  if (typeof value === 'number') return base.type === 'integer' || base.type === 'real';
  if (base.type === 'uuid') return UUID.test(value);
  if (base.type !== 'string') return false;
  return base.enum === undefined
    ? value.length <= (base.maxLength ?? Infinity) && value.length >= (base.minLength ?? 0)
    : base.enum.includes(value);
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const indexOf = (rows: Iterable<Row>, column: string, key: string | undefined): Index => {
  const index = new Map<Atom, Row[]>();
  const add = (atom: Atom, row: Row): void => {
    const known = index.get(atom);
    if (known === undefined) index.set(atom, [row]);
    else if (known.at(-1) !== row) known.push(row);
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
  for (const rows of index.values()) if (rows.length > 1) rows.sort(byUuid);
  return index;
};

/** Not the order in which they were read: that is another one for a file than for a server. */
const byUuid = (a: Row, b: Row): number => (a.uuid < b.uuid ? -1 : 1);
