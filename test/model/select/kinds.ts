/** Kinds for tests of selections: small, so that a test can say all of what comes out. */
import { Network, type Kind, type Subject } from '../../../src/model/index.ts';
import type { DatabaseName } from '../../../src/model/index.ts';
import { naturalCompare } from '../../../src/model/index.ts';
import type { AnyTables, Database, Row } from '../../../src/ovsdb/index.ts';
import { northbound, openVSwitch, type Rows } from '../build.ts';

const subjectOf = (database: DatabaseName, row: Row): Subject => {
  const ids = row.get('external_ids');
  return {
    ref: { database, table: row.tableName, uuid: row.uuid },
    name: String(row.get('name') ?? '') || row.uuid,
    alias: ids instanceof Map ? (ids.get('neutron:port_name') as string | undefined) : undefined,
    row,
  };
};

const byName = (a: Subject, b: Subject): number =>
  naturalCompare(a.name, b.name) || naturalCompare(a.ref.uuid, b.ref.uuid);

const rowsOf = (database: unknown, table: string): Iterable<Row> =>
  database === undefined ? [] : (database as Database<AnyTables>).table(table);

export const ports: Kind = {
  title: 'logical switch port',
  name: 'ports',
  words: ['port', 'lsp'],
  database: 'OVN_Northbound',
  table: 'Logical_Switch_Port',
  summary: 'ports of logical switches',
  fields: [
    { name: 'name', level: 'table', columns: ['name'], value: ({ name }) => name },
    {
      name: 'addresses',
      level: 'table',
      columns: ['addresses'],
      value: ({ row }) => row.get('addresses'),
    },
    { name: 'up', level: 'table', columns: ['up'], type: 'state', value: ({ row }) => row.get('up') },
    { name: 'tag', level: 'wide', columns: ['tag'], type: 'number', value: ({ row }) => row.get('tag') },
    { name: 'options', level: 'more', columns: ['options'], value: ({ row }) => row.get('options') },
  ],
  joins: { OVN_Southbound: { Port_Binding: ['logical_port', 'chassis'] } },
  subjects: (network) =>
    [...rowsOf(network.nb, 'Logical_Switch_Port')]
      .map((row) => subjectOf('OVN_Northbound', row))
      .sort(byName),
};

export const acls: Kind = {
  title: 'ACL',
  name: 'acls',
  words: ['acl'],
  database: 'OVN_Northbound',
  table: 'ACL',
  summary: 'access control',
  fields: [
    { name: 'name', level: 'table', columns: ['name'], value: ({ name }) => name },
    {
      name: 'priority',
      level: 'table',
      columns: ['priority'],
      type: 'number',
      value: ({ row }) => row.get('priority'),
    },
    { name: 'match', level: 'table', columns: ['match'], value: ({ row }) => row.get('match') },
  ],
  joins: {},
  subjects: (network) =>
    [...rowsOf(network.nb, 'ACL')].map((row) => subjectOf('OVN_Northbound', row)).sort(byName),
};

export const interfaces: Kind = {
  title: 'interface',
  name: 'interfaces',
  words: ['interface'],
  database: 'Open_vSwitch',
  table: 'Interface',
  summary: 'interfaces of hosts',
  fields: [
    { name: 'name', level: 'table', columns: ['name'], value: ({ name }) => name },
    {
      name: 'statistics',
      level: 'table',
      columns: ['statistics'],
      value: ({ row }) => row.get('statistics'),
    },
  ],
  joins: {},
  subjects: (network) =>
    network.hosts.flatMap((host) =>
      [...rowsOf(host.database, 'Interface')].map((row) => ({ ...subjectOf('Open_vSwitch', row), host })),
    ),
};

const kinds = [ports, acls, interfaces];

export const registry = {
  kinds,
  kindOf: (word: string): Kind | undefined =>
    kinds.find(({ name, words }) => name === word || words.includes(word)),
};

export const networkOf = (rows: Rows, table = 'Logical_Switch_Port'): Network =>
  new Network({ nb: northbound({ [table]: rows }) });

export const hostNetwork = (rows: Rows): Network =>
  new Network({ ovs: [{ name: 'hv1', database: openVSwitch({ Interface: rows }) }] });
