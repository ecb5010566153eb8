/**
 * How a kind is written down: a table, what its rows are called, and its fields.
 *
 *     northboundKind('NAT', {
 *       title: 'NAT rule', name: 'nats', words: ['lr-nat'], summary: '…',
 *       named: (row) => row.get('external_ip'),
 *       joins: [nbColumns({ Logical_Router: ['name', 'nat'] })],
 *       fields: (f) => [f.column('external_ip'), f.of('router', 'table', [], ({ row }, network) => …)],
 *     })
 *
 * Definitions are typed by their table; `Kind` is the same without those types, so the one cast is here.
 *
 * Words: besides those of the definition every kind answers to its title and to its table's name, alone where no
 * database before it in the order NB, SB, Open_vSwitch, interconnection has a table of that name, and always after
 * the name of its database (`southbound-load-balancer`).
 */
import type { Row } from '../../ovsdb/index.ts';
import type { Host } from '../bridges.ts';
import { expectedDatabases } from '../expected.ts';
import type {
  InterconnectNorthbound,
  InterconnectSouthbound,
  Northbound,
  OpenVSwitch,
  Southbound,
} from '../generated/index.ts';
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import { refOf, type DatabaseName } from '../rowref.ts';
import { hostColumns, merged } from './joins.ts';
import { FieldMaker } from './fields.ts';
import type { Field, Joins, Kind, Subject } from './types.ts';

/** A subject whose row is typed. */
export interface Of<R> extends Omit<Subject, 'row'> {
  readonly row: Row<R>;
}

export interface Definition<R, S extends Of<R> = Of<R>> {
  readonly title: string;
  readonly name: string;
  readonly words?: readonly string[];
  readonly summary: string;
  /** What people call the row; without it the column `name`. The UUID stands in where this gives nothing. */
  readonly named?: (row: Row<R>, network: Network, host: Host | undefined) => string | undefined;
  readonly alias?: (row: Row<R>) => string | undefined;
  readonly joins?: readonly Joins[];
  readonly fields: (f: FieldMaker<R, S>) => readonly Field[];
  /** Where names do not give the order that people know; names decide between equals. */
  readonly order?: (network: Network) => (a: S, b: S) => number;
  /** Subjects that are not one for each row. */
  readonly subjects?: (network: Network) => readonly S[];
  /** Where another kind answers to the name of the table: only after that of the database, or not at all. */
  readonly tableWord?: 'prefixed' | 'none';
}

const PREFIXES: Readonly<Record<DatabaseName, string>> = {
  OVN_Northbound: 'northbound',
  OVN_Southbound: 'southbound',
  Open_vSwitch: 'ovs',
  OVN_IC_Northbound: 'interconnect-northbound',
  OVN_IC_Southbound: 'interconnect-southbound',
};

/** As people type it: lower case, `-` between words. */
export const slug = (text: string): string => text.toLowerCase().replace(/[\s_]+/g, '-');

const wordsOf = (
  database: DatabaseName,
  table: string,
  definition: Pick<Definition<never>, 'title' | 'name' | 'words' | 'tableWord'>,
): readonly string[] => {
  const { title, name, words = [], tableWord } = definition;
  const found = [slug(title), ...words];
  const order = Object.keys(PREFIXES) as DatabaseName[];
  const first = order.find((one) => Object.hasOwn(expectedDatabases[one].tables, table));
  if (first === database && tableWord === undefined) found.push(slug(table));
  if (tableWord !== 'none') found.push(`${PREFIXES[database]}-${slug(table)}`);
  return [...new Set(found)].filter((word) => word !== name);
};

/** Rows of a database as they come from the network. */
type Rows<R> = (network: Network) => Iterable<{ readonly row: Row<R>; readonly host?: Host }>;

const byNames = (a: Omit<Subject, 'row'>, b: Omit<Subject, 'row'>): number =>
  naturalCompare(a.name, b.name) ||
  naturalCompare(a.host?.name ?? '', b.host?.name ?? '') ||
  naturalCompare(a.ref.uuid, b.ref.uuid);

const make = <R, S extends Of<R>>(
  database: DatabaseName,
  table: string,
  rows: Rows<R>,
  definition: Definition<R, S>,
  joins: Joins = {},
): Kind => {
  const { named = (row: Row<R>) => (row as unknown as Row<{ name: string }>).get('name'), alias } =
    definition;
  const subjectOf = (network: Network, row: Row<R>, host: Host | undefined): Of<R> => ({
    ref: refOf(database, row as unknown as Row),
    name: named(row, network, host) || row.uuid,
    alias: alias?.(row),
    row,
    host,
  });
  const plain = (network: Network): readonly S[] =>
    Array.from(rows(network), ({ row, host }) => subjectOf(network, row, host) as S);
  const { subjects = plain, order } = definition;
  const kind: Omit<Kind, 'subjects'> & { subjects: (network: Network) => readonly S[] } = {
    title: definition.title,
    name: definition.name,
    words: wordsOf(database, table, definition),
    database,
    table,
    summary: definition.summary,
    fields: definition.fields(new FieldMaker<R, S>(expectedDatabases[database].tables[table] ?? {})),
    joins: merged(joins, ...(definition.joins ?? [])),
    subjects: (network) => {
      const first = order?.(network);
      return [...subjects(network)].sort((a, b) => (first?.(a, b) ?? 0) || byNames(a, b));
    },
  };
  return kind as unknown as Kind;
};

const alone = function* <R>(rows: Iterable<Row<R>>): Generator<{ readonly row: Row<R> }> {
  for (const row of rows) yield { row };
};

/** A kind over a table of the Northbound. */
export const northboundKind = <
  T extends keyof Northbound & string,
  S extends Of<Northbound[T]> = Of<Northbound[T]>,
>(
  table: T,
  definition: Definition<Northbound[T], S>,
): Kind => make('OVN_Northbound', table, ({ nbRows }) => alone(nbRows.all(table)), definition);

/** A kind over a table of the Southbound. */
export const southboundKind = <
  T extends keyof Southbound & string,
  S extends Of<Southbound[T]> = Of<Southbound[T]>,
>(
  table: T,
  definition: Definition<Southbound[T], S>,
): Kind => make('OVN_Southbound', table, ({ sbRows }) => alone(sbRows.all(table)), definition);

export const interconnectNorthboundKind = <T extends keyof InterconnectNorthbound & string>(
  table: T,
  definition: Definition<InterconnectNorthbound[T]>,
): Kind => make('OVN_IC_Northbound', table, ({ icNbRows }) => alone(icNbRows.all(table)), definition);

export const interconnectSouthboundKind = <T extends keyof InterconnectSouthbound & string>(
  table: T,
  definition: Definition<InterconnectSouthbound[T]>,
): Kind => make('OVN_IC_Southbound', table, ({ icSbRows }) => alone(icSbRows.all(table)), definition);

const hostField: Field = {
  name: 'host',
  level: 'table',
  columns: [],
  value: ({ host }) => host?.name,
};

/** A kind over a table of every host's Open_vSwitch database: its second field is the host, where that is not the thing. */
export const hostKind = <T extends keyof OpenVSwitch & string>(
  table: T,
  definition: Definition<OpenVSwitch[T]>,
): Kind => {
  const fields = (f: FieldMaker<OpenVSwitch[T], Of<OpenVSwitch[T]>>): readonly Field[] => {
    const [first, ...others] = definition.fields(f);
    const second: Field = table === 'Open_vSwitch' ? { ...hostField, level: 'more' } : hostField;
    return first === undefined ? [second] : [first, second, ...others];
  };
  const rows: Rows<OpenVSwitch[T]> = function* (network) {
    for (const host of network.hosts) for (const row of host.rows.all(table)) yield { row, host };
  };
  return make('Open_vSwitch', table, rows, { ...definition, fields }, hostColumns);
};
