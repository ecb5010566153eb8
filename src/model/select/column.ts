/**
 * What can be shown, filtered and sorted by: a name that a person typed → where its value comes from.
 *
 *     column = field               as the kind calls it: `tunnel-key`
 *            | schema column       as the database calls it: `tunnel_key`; `_uuid`
 *            | column ":" key      the value of a key of a map; the key is all that follows the first colon
 *            | "uuid" | "host" | "alias"   unless the kind has a field of that name
 *
 * Which columns there are is known twice: before anything is read, from the schemas that this program was made with,
 * and after, from the database itself, which may be newer or older. A name of neither is an error only then.
 */
import { OvnscopeError } from '../../text/index.ts';
import type { AnyTables, Atom, Database } from '../../ovsdb/index.ts';
import { expectedDatabases } from '../expected.ts';
import type { Field, FieldValue, Kind, Subject } from '../kinds/types.ts';
import type { Network } from '../network.ts';
import type { DatabaseName } from '../rowref.ts';
import { isMap } from './elements.ts';
import { nearest } from '../find/nearest.ts';
import { columnWithoutSecrets, fieldWithoutSecrets } from './secrets.ts';
import { known } from '../known.ts';

export interface Column {
  /** As it was typed. */
  readonly name: string;
  readonly type: NonNullable<Field['type']>;
  /** Whether the kind made it; other databases may have a part in it. */
  readonly isField: boolean;
  /** Columns of the kind's own table that it is made from. */
  readonly reads: readonly string[];
  readonly value: (subject: Subject, network: Network) => FieldValue;
}

/** The columns of the kind's table that this program was made with. */
export const expectedColumns = ({ database, table }: Pick<Kind, 'database' | 'table'>): readonly string[] =>
  Object.keys(expectedDatabases[database].tables[table] ?? {});

/** The databases of one name that were read: several only of hosts. */
export const databasesOf = (network: Network, name: DatabaseName): readonly Database<AnyTables>[] => {
  const one = (database: unknown): readonly Database<AnyTables>[] =>
    database === undefined ? [] : [database as Database<AnyTables>];
  switch (name) {
    case 'OVN_Northbound':
      return one(network.nb);
    case 'OVN_Southbound':
      return one(network.sb);
    case 'OVN_IC_Northbound':
      return one(network.icNbRows.database);
    case 'OVN_IC_Southbound':
      return one(network.icSbRows.database);
    case 'Open_vSwitch':
      return network.hosts.flatMap(({ database }) => one(database));
  }
};

/** Every column of the kind's table: of the databases at hand, and of those that this program was made with. */
export const tableColumns = (kind: Kind, network: Network): ReadonlySet<string> => {
  const found = databasesOf(network, kind.database).flatMap(({ schema }) => [
    ...(schema.tables.get(kind.table)?.columns.keys() ?? []),
  ]);
  return new Set([...found, ...expectedColumns(kind)]);
};

const MADE: Readonly<Record<string, (subject: Subject) => FieldValue>> = {
  uuid: ({ ref }) => ref.uuid,
  _uuid: ({ ref }) => ref.uuid,
  alias: ({ alias }) => alias,
  host: ({ host }) => host?.name,
};

export const fieldColumn = (kind: Kind, field: Field): Column => {
  const withoutSecrets = fieldWithoutSecrets(kind, field);
  return {
    name: field.name,
    type: field.type ?? 'text',
    isField: true,
    reads: field.columns,
    value: (subject, network) => withoutSecrets(field.value(subject, network)),
  };
};

const rawColumn = (kind: Kind, name: string): Column => {
  const inKind = columnWithoutSecrets(kind.table, name);
  return {
    name,
    type: 'text',
    isField: false,
    reads: [name],
    // Where only the Southbound was read, a kind of the Northbound stands over rows of another table.
    value: ({ ref, row }) =>
      (ref.table === kind.table ? inKind : columnWithoutSecrets(ref.table, name))(row.get(name)),
  };
};

/** `undefined` for a name that is no column. */
export const findColumn = (kind: Kind, columns: ReadonlySet<string>, name: string): Column | undefined => {
  const field = kind.fields.find((one) => one.name === name);
  if (field !== undefined) return fieldColumn(kind, field);
  if (columns.has(name)) return rawColumn(kind, name);
  const made = known(MADE, name);
  if (made !== undefined) {
    return {
      name,
      type: 'text',
      isField: false,
      reads: name === 'alias' ? ['external_ids'] : [],
      value: made,
    };
  }
  const colon = name.indexOf(':');
  const map = colon < 0 ? undefined : findColumn(kind, columns, name.slice(0, colon));
  return map === undefined ? undefined : keyColumn(map, name, name.slice(colon + 1));
};

const keyColumn = (map: Column, name: string, key: string): Column => ({
  ...map,
  name,
  type: 'text',
  value: (subject, network) => {
    const value = map.value(subject, network);
    return isMap(value) ? heldUnder(value, key) : undefined;
  },
});

/** Some maps have numbers as keys: QoS queues, DSCP marks. */
const heldUnder = (map: ReadonlyMap<Atom, Atom>, key: string): Atom | undefined =>
  map.get(key) ?? (/^-?\d+$/.test(key) ? map.get(Number(key)) : undefined);

/** Throws `OvnscopeError` of kind `usage` with the nearest names. */
export const columnOf = (kind: Kind, columns: ReadonlySet<string>, name: string): Column => {
  const found = findColumn(kind, columns, name);
  if (found !== undefined) return found;
  const names = [...kind.fields.map((field) => field.name), ...columns, 'uuid'];
  const near = nearest(name, names, 3);
  throw new OvnscopeError('usage', `${kind.name} have no column "${name}"`, {
    hint:
      near.length > 0
        ? `did you mean ${near.map((one) => `"${one}"`).join(' or ')}?`
        : `ovnscope get ${kind.name} -o json shows all of them`,
  });
};
