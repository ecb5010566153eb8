/**
 * Referential integrity after a conversion: RFC 7047 §3.2 (`isRoot`, `refType`). Everywhere else database files say
 * what was removed; a conversion that is logged as a schema alone leaves it to its readers.
 *
 * - A row outside the root set is removed when no strong reference leads to it from the root set.
 * - A weak reference to a row that was removed goes with it; in a map, its pair does.
 */
import { encodeDatum } from '../datum/codec.ts';
import type { Atom, Value } from '../datum/value.ts';
import type { Database } from '../rows/database.ts';
import type { Row } from '../rows/row.ts';
import type { Table } from '../rows/table.ts';
import type { BaseType, ColumnType } from '../schema/types.ts';

interface Link {
  readonly column: string;
  readonly type: ColumnType;
  /** The tables that keys and values refer to. */
  readonly key: string | undefined;
  readonly value: string | undefined;
}

type Removed = ReadonlyMap<string, ReadonlySet<string>>;

export const collectGarbage = (database: Database): void => {
  const collected = [...database.all.values()].filter((table) => !table.schema.isRoot && table.size > 0);
  if (collected.length === 0) return;
  const reached = reachedRows(database);
  const removed = new Map<string, Set<string>>();
  for (const table of collected) {
    for (const [uuid, row] of [...table.rows]) {
      if (reached.has(row)) continue;
      table.delete(uuid);
      const uuids = removed.get(table.name) ?? new Set();
      removed.set(table.name, uuids.add(uuid));
    }
  }
  if (removed.size > 0) for (const table of database.all.values()) dropWeakReferences(table, removed);
};

const reachedRows = (database: Database): ReadonlySet<Row> => {
  const reached = new Set<Row>();
  const pending: Row[] = [];
  const reach = (table: string | undefined, uuid: Atom | undefined): void => {
    if (table === undefined || uuid === undefined) return;
    const row = database.all.get(table)?.row(String(uuid));
    if (row === undefined || reached.has(row)) return;
    reached.add(row);
    pending.push(row);
  };
  const links = new Map([...database.all].map(([name, table]) => [name, linksOf(table, 'strong')]));
  const follow = (row: Row): void => {
    for (const { column, key, value } of links.get(row.tableName) ?? []) {
      for (const [k, v] of pairsOf(row.get(column))) {
        reach(key, k);
        reach(value, v);
      }
    }
  };
  for (const table of database.all.values()) if (table.schema.isRoot) for (const row of table) follow(row);
  for (let row = pending.pop(); row !== undefined; row = pending.pop()) follow(row);
  return reached;
};

const dropWeakReferences = (table: Table, removed: Removed): void => {
  const links = linksOf(table, 'weak');
  if (links.length === 0) return;
  for (const row of [...table]) {
    let changed = row;
    for (const { column, type, key, value } of links) {
      const gone = (target: string | undefined, uuid: Atom | undefined): boolean =>
        target !== undefined && removed.get(target)?.has(String(uuid)) === true;
      const pairs = pairsOf(row.get(column));
      const kept = pairs.filter(([k, v]) => !gone(key, k) && !gone(value, v));
      if (kept.length === pairs.length) continue;
      changed = changed.replaced({ [column]: encodeDatum(type, valueOf(type, kept)) });
    }
    if (changed !== row) table.set(changed);
  }
};

const linksOf = (table: Table, kind: 'strong' | 'weak'): readonly Link[] => {
  const target = (base: BaseType | undefined): string | undefined =>
    (base?.refType ?? 'strong') === kind ? base?.refTable : undefined;
  return [...table.schema.columns.values()]
    .map(({ name, type }) => ({ column: name, type, key: target(type.key), value: target(type.value) }))
    .filter(({ key, value }) => key !== undefined || value !== undefined);
};

type Pair = readonly [Atom, Atom | undefined];

const pairsOf = (value: Value): readonly Pair[] => {
  if (value === undefined) return [];
  if (value instanceof Map) return [...(value as ReadonlyMap<Atom, Atom>)];
  const atoms = Array.isArray(value) ? (value as readonly Atom[]) : [value as Atom];
  return atoms.map((atom): Pair => [atom, undefined]);
};

const valueOf = (type: ColumnType, pairs: readonly Pair[]): Value =>
  type.value === undefined
    ? pairs.map(([atom]) => atom)
    : new Map(pairs as readonly (readonly [Atom, Atom])[]);
