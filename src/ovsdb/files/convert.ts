/**
 * A database under a new schema, as `ovsdb-client convert` leaves it. A member of a cluster may log the new schema
 * alone; every reader then converts the rows that it has (ovsdb-server since 3.2; earlier ones log the rows too).
 *
 * - Tables and columns that the new schema lacks are dropped, new ones are empty.
 * - A column whose type changed is read anew from its JSON text.
 * - Rows outside the root set that no strong reference leads to any more are removed (RFC 7047 §3.2, `isRoot`).
 */
import { encodeDatum } from '../datum/codec.ts';
import type { Atom, Value } from '../datum/value.ts';
import { Raw } from '../json/raw.ts';
import { Rope } from '../json/rope.ts';
import type { Json } from '../json/value.ts';
import type { Database } from '../rows/database.ts';
import { Row } from '../rows/row.ts';
import type { BaseType, TableSchema } from '../schema/types.ts';

/** Fills the empty `target` with the rows of `source`. */
export const convertRows = (source: Database, target: Database): void => {
  for (const [name, table] of target.all) {
    const old = source.all.get(name);
    if (old === undefined) continue;
    const shared = [...table.schema.columns.keys()].filter((column) => old.columns.get(column) !== undefined);
    for (const row of old)
      table.set(new Row(table.columns, row.uuid, new ConvertedRow(row, old.schema, shared)));
  }
  collectGarbage(target);
};

/** A row of the old schema as the text of one of the new, made when it is asked for. */
class ConvertedRow extends Raw {
  private readonly row: Row;
  private readonly table: TableSchema;
  private readonly shared: readonly string[];

  constructor(row: Row, table: TableSchema, shared: readonly string[]) {
    super(new Rope(), 0, 0);
    this.row = row;
    this.table = table;
    this.shared = shared;
  }

  override parse(): Json {
    const members: [string, Json][] = [];
    for (const name of this.shared) {
      const column = this.table.columns.get(name);
      if (column !== undefined) members.push([name, encodeDatum(column.type, this.row.get(name))]);
    }
    return Object.fromEntries(members);
  }
}

/** Marks what strong references reach from the root set, and removes the rest. */
const collectGarbage = (database: Database): void => {
  const reached = new Set<string>();
  const pending: Row[] = [];
  const reach = (table: string | undefined, uuid: Atom): void => {
    const row = table === undefined ? undefined : database.all.get(table)?.row(String(uuid));
    if (row === undefined || reached.has(`${table} ${row.uuid}`)) return;
    reached.add(`${table} ${row.uuid}`);
    pending.push(row);
  };
  const collected = [...database.all.values()].filter((table) => !table.schema.isRoot);
  if (collected.length === 0) return;
  const links = strongLinks(database);
  const follow = (row: Row): void => {
    for (const { column, key, value } of links.get(row.tableName) ?? []) {
      for (const [k, v] of pairsOf(row.get(column))) {
        if (key !== undefined) reach(key, k);
        if (value !== undefined && v !== undefined) reach(value, v);
      }
    }
  };
  for (const table of database.all.values()) if (table.schema.isRoot) for (const row of table) follow(row);
  for (let row = pending.pop(); row !== undefined; row = pending.pop()) follow(row);
  for (const table of collected) {
    for (const uuid of [...table.rows.keys()]) if (!reached.has(`${table.name} ${uuid}`)) table.delete(uuid);
  }
};

interface Link {
  readonly column: string;
  /** The tables that keys and values refer to strongly. */
  readonly key: string | undefined;
  readonly value: string | undefined;
}

const strongLinks = (database: Database): ReadonlyMap<string, readonly Link[]> => {
  const strong = (base: BaseType | undefined): string | undefined =>
    base?.refTable !== undefined && base.refType !== 'weak' ? base.refTable : undefined;
  const links = new Map<string, Link[]>();
  for (const table of database.schema.tables.values()) {
    const all = [...table.columns.values()].map(({ name, type }) => ({
      column: name,
      key: strong(type.key),
      value: strong(type.value),
    }));
    links.set(
      table.name,
      all.filter(({ key, value }) => key !== undefined || value !== undefined),
    );
  }
  return links;
};

const pairsOf = (value: Value): Iterable<readonly [Atom, Atom | undefined]> => {
  if (value === undefined) return [];
  if (value instanceof Map) return value as ReadonlyMap<Atom, Atom>;
  const atoms = Array.isArray(value) ? (value as readonly Atom[]) : [value as Atom];
  return atoms.map((atom) => [atom, undefined] as const);
};
