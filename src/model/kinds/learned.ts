/** What the data plane learned and what OVN tells the outside: MAC bindings, FDB, IGMP, monitors, routes (ovn-sb(5)). */
import type { Row } from '../../ovsdb/index.ts';
import type { Southbound } from '../generated/index.ts';
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import {
  chassisColumns,
  chassisLabel,
  chassisOf,
  datapathColumns,
  datapathLabel,
  datapathOf,
  portColumns,
  portOf,
  sbColumns,
  sorted,
} from './joins.ts';
import { southboundKind, type Of } from './kind.ts';
import { oncePerNetwork } from './once.ts';
import type { FieldMaker } from './fields.ts';
import type { Field } from './types.ts';

interface InDatapath {
  readonly datapath: string | undefined;
}

/** Many tables refer to a datapath by a column of this name. */
const datapathField = <R extends InDatapath>(f: FieldMaker<R, Of<R>>): Field =>
  f.of('datapath', 'table', ['datapath'], ({ row }, network) =>
    datapathOf(network, (row as unknown as Row<InDatapath>).get('datapath')),
  );

interface AtPort {
  readonly logical_port: string;
}

/** Newer tables refer to a port binding where older ones give the logical port's name. */
const portField = <R extends AtPort>(f: FieldMaker<R, Of<R>>): Field =>
  f.of('logical-port', 'table', ['logical_port'], ({ row }, network) =>
    portOf(network, (row as unknown as Row<AtPort>).get('logical_port')),
  );

export const macBindings = southboundKind('MAC_Binding', {
  title: 'MAC binding',
  name: 'mac-bindings',
  words: ['mac-binding', 'neighbours', 'neighbors', 'arp'],
  summary: 'MAC addresses of neighbours that routers learned',
  named: (row) => row.get('ip'),
  joins: [datapathColumns],
  fields: (f) => [
    f.label(['ip'], 'ip'),
    ...f.columns('table', 'mac', 'logical_port'),
    datapathField(f),
    f.column('timestamp', 'wide'),
  ],
});

export const southboundStaticMacBindings = southboundKind('Static_MAC_Binding', {
  title: 'southbound static MAC binding',
  name: 'southbound-static-mac-bindings',
  summary: 'Static MAC bindings, as the Southbound has them',
  named: (row) => row.get('ip'),
  joins: [datapathColumns],
  fields: (f) => [
    f.label(['ip'], 'ip'),
    ...f.columns('table', 'mac', 'logical_port'),
    datapathField(f),
    f.column('override_dynamic_mac'),
  ],
});

const keyOf = (datapath: string, port: number | bigint): string => `${datapath}/${port}`;

/** Datapath and tunnel key of a port → its name. */
const portsByKey = oncePerNetwork(
  ({ sbRows }) =>
    new Map(
      Array.from(sbRows.all('Port_Binding'), (row): [string, string] => [
        keyOf(row.get('datapath'), row.get('tunnel_key')),
        row.get('logical_port'),
      ]),
    ),
);

type Fdb = Row<Southbound['FDB']>;

const datapathOfFdb = (network: Network, row: Fdb): Row<Southbound['Datapath_Binding']> | undefined =>
  network.sbRows.where('Datapath_Binding', 'tunnel_key', row.get('dp_key'))[0];

export const fdb = southboundKind('FDB', {
  title: 'FDB entry',
  name: 'fdb',
  words: ['fdbs', 'fdb-entries'],
  summary: 'MAC addresses that logical switches learned, and on which port',
  named: (row) => row.get('mac'),
  joins: [
    datapathColumns,
    sbColumns({ Datapath_Binding: ['tunnel_key'], Port_Binding: ['datapath', 'tunnel_key', 'logical_port'] }),
  ],
  fields: (f) => [
    f.label(['mac'], 'mac'),
    f.of('logical-port', 'table', ['dp_key', 'port_key'], ({ row }, network) => {
      const datapath = datapathOfFdb(network, row);
      return datapath === undefined
        ? undefined
        : portsByKey(network).get(keyOf(datapath.uuid, row.get('port_key')));
    }),
    f.of('datapath', 'table', ['dp_key'], ({ row }, network) => {
      const datapath = datapathOfFdb(network, row);
      return datapath === undefined ? undefined : datapathLabel(datapath);
    }),
    ...f.columns('wide', 'dp_key', 'port_key', 'timestamp'),
  ],
});

const portNames = (network: Network, uuids: readonly string[]): readonly string[] =>
  sorted(uuids.map((uuid) => portOf(network, uuid)));

export const multicastGroups = southboundKind('Multicast_Group', {
  title: 'multicast group',
  name: 'multicast-groups',
  words: ['mcast-groups'],
  summary: 'Groups of ports to which one packet is copied',
  joins: [datapathColumns, portColumns],
  order: (network) => {
    const switchOf = ({ row }: Of<Southbound['Multicast_Group']>): string =>
      datapathOf(network, row.get('datapath')) ?? '';
    return (a, b) => naturalCompare(switchOf(a), switchOf(b));
  },
  fields: (f) => [
    f.name(),
    datapathField(f),
    f.column('tunnel_key'),
    f.count('ports', 'table', 'size'),
    f.of('ports', 'wide', ['ports'], ({ row }, network) => portNames(network, row.get('ports'))),
  ],
});

export const igmpGroups = southboundKind('IGMP_Group', {
  title: 'IGMP group',
  name: 'igmp-groups',
  words: ['igmp', 'mld-groups'],
  summary: 'Multicast groups that ports joined by IGMP or MLD',
  named: (row) => row.get('address'),
  joins: [datapathColumns, portColumns, chassisColumns],
  fields: (f) => [
    f.label(['address'], 'address'),
    f.column('protocol'),
    datapathField(f),
    f.of(
      'chassis',
      'table',
      ['chassis', 'chassis_name'],
      ({ row }, network) =>
        chassisOf(network, row.get('chassis')) ?? chassisLabel(network, row.get('chassis_name')),
    ),
    f.of('ports', 'table', ['ports'], ({ row }, network) => portNames(network, row.get('ports'))),
  ],
});

export const ipMulticast = southboundKind('IP_Multicast', {
  title: 'IP multicast configuration',
  name: 'ip-multicast',
  words: ['ip-multicasts'],
  summary: 'Multicast snooping and querying, switch by switch',
  named: (row, network) => datapathOf(network, row.get('datapath')),
  joins: [datapathColumns],
  fields: (f) => [
    datapathField(f),
    ...f.columns('table', 'enabled', 'querier', 'ip4_src', 'eth_src', 'table_size'),
    ...f.columns('wide', 'ip6_src', 'idle_timeout', 'query_interval', 'query_max_resp', 'seq_no'),
  ],
});

export const serviceMonitors = southboundKind('Service_Monitor', {
  title: 'service monitor',
  name: 'service-monitors',
  words: ['monitors', 'svc-monitors'],
  summary: 'Backends that are watched, and whether they answer',
  named: (row) => row.get('ip') || row.get('logical_port'),
  joins: [chassisColumns],
  fields: (f) => [
    f.label(['ip', 'logical_port'], 'ip'),
    ...f.columns('table', 'port', 'protocol', 'logical_port', 'status'),
    f.of('chassis', 'table', ['chassis_name'], ({ row }, network) =>
      chassisLabel(network, row.get('chassis_name')),
    ),
    ...f.columns('wide', 'type', 'mac', 'src_ip', 'src_mac', 'logical_input_port', 'remote', 'ic_learned'),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

export const southboundBfd = southboundKind('BFD', {
  title: 'southbound BFD session',
  name: 'southbound-bfd',
  summary: 'BFD sessions, as the chassis that run them report',
  named: (row) => `${row.get('logical_port')} ${row.get('dst_ip')}`,
  joins: [chassisColumns],
  fields: (f) => [
    ...f.columns('table', 'logical_port', 'dst_ip', 'status'),
    f.of('chassis', 'table', ['chassis_name'], ({ row }, network) =>
      chassisLabel(network, row.get('chassis_name')),
    ),
    ...f.columns('wide', 'min_tx', 'min_rx', 'detect_mult', 'src_port', 'disc'),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

export const ecmpNexthops = southboundKind('ECMP_Nexthop', {
  title: 'ECMP next hop',
  name: 'ecmp-nexthops',
  words: ['ecmp-nexthop'],
  summary: 'Next hops of ECMP routes with symmetric reply, and their MAC addresses',
  named: (row) => row.get('nexthop'),
  joins: [datapathColumns, portColumns],
  fields: (f) => [
    f.label(['nexthop'], 'nexthop'),
    f.column('mac'),
    f.of('port', 'table', ['port'], ({ row }, network) => portOf(network, row.get('port'))),
    datapathField(f),
    f.column('external_ids', 'more'),
  ],
});

export const advertisedRoutes = southboundKind('Advertised_Route', {
  title: 'advertised route',
  name: 'advertised-routes',
  summary: 'Routes that routers announce to the outside',
  named: (row) => row.get('ip_prefix'),
  joins: [datapathColumns, portColumns],
  fields: (f) => [
    f.label(['ip_prefix'], 'prefix'),
    datapathField(f),
    portField(f),
    f.of('tracked-port', 'table', ['tracked_port'], ({ row }, network) =>
      portOf(network, row.get('tracked_port')),
    ),
    f.column('external_ids', 'more'),
  ],
});

export const learnedRoutes = southboundKind('Learned_Route', {
  title: 'learned route',
  name: 'learned-routes',
  summary: 'Routes that routers learned from the outside',
  named: (row) => row.get('ip_prefix'),
  joins: [datapathColumns, portColumns],
  fields: (f) => [
    f.label(['ip_prefix'], 'prefix'),
    f.column('nexthop'),
    datapathField(f),
    portField(f),
    f.column('external_ids', 'more'),
  ],
});

export const advertisedMacBindings = southboundKind('Advertised_MAC_Binding', {
  title: 'advertised MAC binding',
  name: 'advertised-mac-bindings',
  summary: 'Addresses that switches announce to the outside',
  named: (row) => row.get('ip'),
  joins: [datapathColumns, portColumns],
  fields: (f) => [
    f.label(['ip'], 'ip'),
    f.column('mac'),
    datapathField(f),
    portField(f),
    f.column('external_ids', 'more'),
  ],
});

export const learnedKinds = [
  macBindings,
  southboundStaticMacBindings,
  fdb,
  multicastGroups,
  igmpGroups,
  ipMulticast,
  serviceMonitors,
  southboundBfd,
  ecmpNexthops,
  advertisedRoutes,
  learnedRoutes,
  advertisedMacBindings,
];
