/** OVN Interconnection: zones, gateways, transit switches and routers, routes (ovn-ic-nb(5), ovn-ic-sb(5)). */
import type { Network } from '../network.ts';
import { icNbColumns, icSbColumns, nameOr, namesOf, oneOrAll, some, sorted } from './joins.ts';
import { interconnectNorthboundKind, interconnectSouthboundKind } from './kind.ts';

export const transitSwitches = interconnectNorthboundKind('Transit_Switch', {
  title: 'transit switch',
  name: 'transit-switches',
  words: ['ts', 'ts-list'],
  summary: 'Transit switches, and the ports that zones have on them',
  joins: [
    icNbColumns({ Transit_Switch_Port: ['name'] }),
    icSbColumns({ Datapath_Binding: ['transit_switch', 'tunnel_key'], Port_Binding: ['transit_switch'] }),
  ],
  fields: (f) => [
    f.name(),
    f.of(
      'tunnel-key',
      'table',
      ['name'],
      ({ row }, { icSbRows }) =>
        icSbRows.where('Datapath_Binding', 'transit_switch', row.get('name'))[0]?.get('tunnel_key'),
      'number',
    ),
    f.of(
      'bindings',
      'table',
      ['name'],
      ({ row }, { icSbRows }) =>
        some(icSbRows.where('Port_Binding', 'transit_switch', row.get('name')).length),
      'number',
    ),
    f.of('ports', 'table', ['ports'], ({ row }, { icNbRows }) =>
      namesOf(icNbRows.rows('Transit_Switch_Port', row.get('ports'))),
    ),
    ...f.columns('more', 'other_config', 'external_ids'),
  ],
});

export const transitSwitchPorts = interconnectNorthboundKind('Transit_Switch_Port', {
  title: 'transit switch port',
  name: 'transit-switch-ports',
  words: ['tsp'],
  summary: 'Ports of transit switches',
  joins: [icNbColumns({ Transit_Switch: ['name', 'ports'] })],
  fields: (f) => [
    f.name(),
    f.of('transit-switch', 'table', [], ({ ref }, { icNbRows }) =>
      oneOrAll(namesOf(icNbRows.where('Transit_Switch', 'ports', ref.uuid))),
    ),
    ...f.columns('table', 'type', 'chassis', 'peer', 'addresses'),
    ...f.columns('more', 'other_config', 'external_ids'),
  ],
});

export const transitRouters = interconnectNorthboundKind('Transit_Router', {
  title: 'transit router',
  name: 'transit-routers',
  words: ['tr', 'tr-list'],
  summary: 'Transit routers, and their ports',
  joins: [icNbColumns({ Transit_Router_Port: ['name'] })],
  fields: (f) => [
    f.name(),
    f.of('ports', 'table', ['ports'], ({ row }, { icNbRows }) =>
      namesOf(icNbRows.rows('Transit_Router_Port', row.get('ports'))),
    ),
    ...f.columns('more', 'other_config', 'external_ids'),
  ],
});

export const transitRouterPorts = interconnectNorthboundKind('Transit_Router_Port', {
  title: 'transit router port',
  name: 'transit-router-ports',
  words: ['trp'],
  summary: 'Ports of transit routers',
  joins: [icNbColumns({ Transit_Router: ['name'] })],
  fields: (f) => [
    f.name(),
    f.of('transit-router', 'table', ['tr_uuid'], ({ row }, { icNbRows }) =>
      nameOr(icNbRows.row('Transit_Router', row.get('tr_uuid')), row.get('tr_uuid')),
    ),
    ...f.columns('table', 'mac', 'networks', 'chassis'),
    f.column('other_config', 'more'),
  ],
});

const zoneOf = ({ icSbRows }: Network, uuid: string): string | undefined =>
  nameOr(icSbRows.row('Availability_Zone', uuid), uuid);

const zoneNames = icSbColumns({ Availability_Zone: ['name'] });

export const availabilityZones = interconnectSouthboundKind('Availability_Zone', {
  title: 'availability zone',
  name: 'availability-zones',
  words: ['az', 'zones', 'zone'],
  summary: 'Availability zones of the interconnection: gateways, ports, routes',
  joins: [
    icSbColumns({
      Gateway: ['availability_zone'],
      Port_Binding: ['availability_zone'],
      Route: ['availability_zone'],
    }),
  ],
  fields: (f) => [
    f.name(),
    ...(['Gateway', 'Port_Binding', 'Route'] as const).map((table, index) =>
      f.of(
        ['gateways', 'ports', 'routes'][index] ?? table,
        'table',
        [],
        ({ ref }, { icSbRows }) => some(icSbRows.where(table, 'availability_zone', ref.uuid).length),
        'number',
      ),
    ),
    f.column('nb_ic_cfg', 'wide'),
  ],
});

export const interconnectGateways = interconnectSouthboundKind('Gateway', {
  title: 'interconnection gateway',
  name: 'interconnect-gateways',
  words: ['ic-gateways', 'ic-gateway'],
  summary: 'Gateway chassis through which zones are connected',
  tableWord: 'prefixed',
  joins: [zoneNames, icSbColumns({ Encap: ['type', 'ip'] })],
  fields: (f) => [
    f.name(),
    f.column('hostname'),
    f.of('zone', 'table', ['availability_zone'], ({ row }, network) =>
      zoneOf(network, row.get('availability_zone')),
    ),
    f.of('encaps', 'table', ['encaps'], ({ row }, { icSbRows }) =>
      sorted(icSbRows.rows('Encap', row.get('encaps')).map((one) => `${one.get('type')} ${one.get('ip')}`)),
    ),
    f.column('external_ids', 'more'),
  ],
});

export const interconnectEncaps = interconnectSouthboundKind('Encap', {
  title: 'interconnection encapsulation',
  name: 'interconnect-encaps',
  summary: 'Tunnel endpoints of interconnection gateways',
  named: (row) => `${row.get('type')} ${row.get('ip')}`,
  joins: [icSbColumns({ Gateway: ['name', 'hostname'] })],
  fields: (f) => [
    ...f.columns('table', 'type', 'ip'),
    f.of('gateway', 'table', ['gateway_name'], ({ row }, { icSbRows }) => {
      const name = row.get('gateway_name');
      return icSbRows.where('Gateway', 'name', name)[0]?.get('hostname') || name;
    }),
    f.column('options'),
    f.column('gateway_name', 'more'),
  ],
});

export const interconnectDatapaths = interconnectSouthboundKind('Datapath_Binding', {
  title: 'interconnection datapath binding',
  name: 'interconnect-datapaths',
  summary: 'Tunnel keys of transit switches and routers',
  named: (row) => row.get('transit_switch'),
  fields: (f) => [
    f.label(['transit_switch'], 'transit-switch'),
    ...f.columns('table', 'type', 'tunnel_key'),
    ...f.columns('more', 'nb_ic_uuid', 'external_ids'),
  ],
});

export const interconnectPortBindings = interconnectSouthboundKind('Port_Binding', {
  title: 'interconnection port binding',
  name: 'interconnect-port-bindings',
  words: ['interconnect-bindings', 'interconnect-ports'],
  summary: 'Ports that zones have on transit switches',
  named: (row) => row.get('logical_port'),
  joins: [zoneNames, icSbColumns({ Gateway: ['name', 'hostname'], Encap: ['type', 'ip'] })],
  fields: (f) => [
    f.label(['logical_port'], 'logical-port'),
    f.column('transit_switch'),
    f.of('zone', 'table', ['availability_zone'], ({ row }, network) =>
      zoneOf(network, row.get('availability_zone')),
    ),
    f.of('gateway', 'table', ['gateway'], ({ row }, { icSbRows }) => {
      const name = row.get('gateway');
      return icSbRows.where('Gateway', 'name', name)[0]?.get('hostname') || name;
    }),
    ...f.columns('table', 'tunnel_key', 'address'),
    f.column('type', 'wide'),
    f.of('encap', 'wide', ['encap'], ({ row }, { icSbRows }) => {
      const encap = icSbRows.row('Encap', row.get('encap'));
      return encap === undefined ? row.get('encap') : `${encap.get('type')} ${encap.get('ip')}`;
    }),
    ...f.columns('more', 'nb_ic_uuid', 'external_ids'),
  ],
});

export const interconnectRoutes = interconnectSouthboundKind('Route', {
  title: 'interconnection route',
  name: 'interconnect-routes',
  summary: 'Routes that zones offer to one another',
  tableWord: 'prefixed',
  named: (row) => row.get('ip_prefix'),
  joins: [zoneNames],
  fields: (f) => [
    f.label(['ip_prefix'], 'prefix'),
    f.column('nexthop'),
    f.column('transit_switch'),
    f.of('zone', 'table', ['availability_zone'], ({ row }, network) =>
      zoneOf(network, row.get('availability_zone')),
    ),
    ...f.columns('table', 'origin', 'route_table'),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

export const interconnectServiceMonitors = interconnectSouthboundKind('Service_Monitor', {
  title: 'interconnection service monitor',
  name: 'interconnect-service-monitors',
  summary: 'Backends that one zone watches for another',
  named: (row) => row.get('ip'),
  fields: (f) => [
    f.label(['ip'], 'ip'),
    ...f.columns('table', 'port', 'protocol', 'logical_port', 'status'),
    f.column('source_availability_zone', 'table', { as: 'source-zone' }),
    f.column('target_availability_zone', 'table', { as: 'target-zone' }),
    ...f.columns('wide', 'type', 'src_ip', 'src_mac'),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

export const interconnectAddressSets = interconnectSouthboundKind('Address_Set', {
  title: 'interconnection address set',
  name: 'interconnect-address-sets',
  summary: 'Address sets that zones offer to one another',
  joins: [zoneNames],
  fields: (f) => [
    f.name(),
    f.of('zone', 'table', ['availability_zone'], ({ row }, network) =>
      zoneOf(network, row.get('availability_zone')),
    ),
    f.count('addresses', 'table', 'size'),
    f.column('addresses'),
    f.column('external_ids', 'more'),
  ],
});

export const interconnectKinds = [
  transitSwitches,
  transitSwitchPorts,
  transitRouters,
  transitRouterPorts,
  availabilityZones,
  interconnectGateways,
  interconnectEncaps,
  interconnectDatapaths,
  interconnectPortBindings,
  interconnectRoutes,
  interconnectServiceMonitors,
  interconnectAddressSets,
];
