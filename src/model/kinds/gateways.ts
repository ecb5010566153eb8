/** Where routers leave the network: gateway chassis, HA chassis groups, BFD sessions (ovn-nb(5), ovn-architecture(7)). */
import type { Row } from '../../ovsdb/index.ts';
import type { Northbound, Southbound } from '../generated/index.ts';
import type { Network } from '../network.ts';
import {
  chassisColumns,
  chassisLabel,
  chassisOf,
  namesOf,
  nbColumns,
  oneOrAll,
  routersWith,
  holdingRouters,
  sbColumns,
  some,
  sorted,
} from './joins.ts';
import { northboundKind, southboundKind } from './kind.ts';

const redirectColumns = sbColumns({ Port_Binding: ['logical_port', 'chassis'] });

/** Whether the gateway port is on this chassis now. */
const isActive = (network: Network, port: string, chassis: string): boolean =>
  network.bindingOf(`cr-${port}`)?.chassis?.name === chassis;

export const gatewayChassis = northboundKind('Gateway_Chassis', {
  title: 'gateway chassis',
  name: 'gateway-chassis',
  words: ['lrp-get-gateway-chassis'],
  summary: 'Chassis on which router ports may be centralised, and which of them serve now',
  joins: [chassisColumns, redirectColumns, nbColumns({ Logical_Router_Port: ['name', 'gateway_chassis'] })],
  fields: (f) => [
    f.name(),
    f.of('router-port', 'table', [], ({ ref }, { nbRows }) =>
      oneOrAll(namesOf(nbRows.where('Logical_Router_Port', 'gateway_chassis', ref.uuid))),
    ),
    f.of('chassis', 'table', ['chassis_name'], ({ row }, network) =>
      chassisLabel(network, row.get('chassis_name')),
    ),
    f.column('priority'),
    f.of('active', 'table', ['chassis_name'], ({ row, ref }, network) =>
      network.nbRows
        .where('Logical_Router_Port', 'gateway_chassis', ref.uuid)
        .some((port) => isActive(network, port.get('name'), row.get('chassis_name'))),
    ),
    ...f.columns('more', 'chassis_name', 'options', 'external_ids'),
  ],
});

type Member = Row<Northbound['HA_Chassis']>;

const byPriority = (a: { priority: number; label: string }, b: { priority: number; label: string }): number =>
  Number(b.priority) - Number(a.priority) || (a.label < b.label ? -1 : 1);

const memberOf = (network: Network, row: Member): { priority: number; label: string } => ({
  priority: Number(row.get('priority')),
  label: chassisLabel(network, row.get('chassis_name')) ?? row.get('chassis_name'),
});

export const haChassisGroups = northboundKind('HA_Chassis_Group', {
  title: 'HA chassis group',
  name: 'ha-chassis-groups',
  words: ['ha-group', 'ha-groups'],
  summary: 'Groups of chassis that stand in for one another, and the ports that use them',
  joins: [
    chassisColumns,
    nbColumns({
      HA_Chassis: ['chassis_name', 'priority'],
      Logical_Router_Port: ['name', 'ha_chassis_group'],
      Logical_Switch_Port: ['name', 'ha_chassis_group'],
    }),
  ],
  fields: (f) => [
    f.name(),
    f.of('members', 'table', ['ha_chassis'], ({ row }, network) =>
      network.nbRows
        .rows('HA_Chassis', row.get('ha_chassis'))
        .map((member) => memberOf(network, member))
        .sort(byPriority)
        .map(({ label, priority }) => `${label}=${priority}`),
    ),
    f.of('ports', 'table', [], ({ ref: { uuid } }, { nbRows }) =>
      namesOf([
        ...nbRows.where('Logical_Router_Port', 'ha_chassis_group', uuid),
        ...nbRows.where('Logical_Switch_Port', 'ha_chassis_group', uuid),
      ]),
    ),
    f.column('external_ids', 'more'),
  ],
});

export const haChassis = northboundKind('HA_Chassis', {
  title: 'HA chassis',
  name: 'ha-chassis',
  summary: 'Members of HA chassis groups',
  named: (row) => row.get('chassis_name'),
  joins: [chassisColumns, nbColumns({ HA_Chassis_Group: ['name', 'ha_chassis'] })],
  fields: (f) => [
    f.of('chassis', 'table', ['chassis_name'], ({ row }, network) =>
      chassisLabel(network, row.get('chassis_name')),
    ),
    f.of('group', 'table', [], ({ ref }, { nbRows }) =>
      oneOrAll(namesOf(nbRows.where('HA_Chassis_Group', 'ha_chassis', ref.uuid))),
    ),
    f.column('priority'),
    ...f.columns('more', 'chassis_name', 'external_ids'),
  ],
});

export const bfd = northboundKind('BFD', {
  title: 'BFD session',
  name: 'bfd',
  words: ['bfds', 'bfd-sessions'],
  summary: 'BFD sessions of routes and routing policies, with their state',
  named: (row) => `${row.get('logical_port')} ${row.get('dst_ip')}`,
  joins: [
    nbColumns({
      Logical_Router_Static_Route: ['bfd', 'ip_prefix'],
      Logical_Router_Policy: ['bfd_sessions'],
    }),
    holdingRouters('static_routes'),
    holdingRouters('policies'),
  ],
  fields: (f) => [
    ...f.columns('table', 'logical_port', 'dst_ip', 'status'),
    f.of('routers', 'table', [], ({ ref: { uuid } }, network) =>
      sorted([
        ...network.nbRows
          .where('Logical_Router_Static_Route', 'bfd', uuid)
          .flatMap((row) => routersWith(network, 'static_routes', row.uuid)),
        ...network.nbRows
          .where('Logical_Router_Policy', 'bfd_sessions', uuid)
          .flatMap((row) => routersWith(network, 'policies', row.uuid)),
      ]),
    ),
    f.of('routes', 'table', [], ({ ref }, { nbRows }) =>
      sorted(nbRows.where('Logical_Router_Static_Route', 'bfd', ref.uuid).map((row) => row.get('ip_prefix'))),
    ),
    f.of(
      'policies',
      'wide',
      [],
      ({ ref }, { nbRows }) => some(nbRows.where('Logical_Router_Policy', 'bfd_sessions', ref.uuid).length),
      'number',
    ),
    ...f.columns('wide', 'min_tx', 'min_rx', 'detect_mult'),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

export const southboundGatewayChassis = southboundKind('Gateway_Chassis', {
  title: 'southbound gateway chassis',
  name: 'southbound-gateway-chassis',
  summary: 'Chassis of gateway ports, as the Southbound has them',
  joins: [chassisColumns, sbColumns({ Port_Binding: ['logical_port', 'gateway_chassis'] })],
  fields: (f) => [
    f.name(),
    f.of('binding', 'table', [], ({ ref }, { sbRows }) =>
      sorted(sbRows.where('Port_Binding', 'gateway_chassis', ref.uuid).map((row) => row.get('logical_port'))),
    ),
    f.of('chassis', 'table', ['chassis'], ({ row }, network) => chassisOf(network, row.get('chassis'))),
    f.column('priority'),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

const southboundMember = (
  network: Network,
  row: Row<Southbound['HA_Chassis']>,
): { priority: number; label: string } => ({
  priority: Number(row.get('priority')),
  label: chassisOf(network, row.get('chassis')) ?? '(no chassis)',
});

export const southboundHaChassisGroups = southboundKind('HA_Chassis_Group', {
  title: 'southbound HA chassis group',
  name: 'southbound-ha-chassis-groups',
  summary: 'Groups of chassis that stand in for one another, as the Southbound has them',
  joins: [
    chassisColumns,
    sbColumns({ HA_Chassis: ['chassis', 'priority'], Port_Binding: ['logical_port', 'ha_chassis_group'] }),
  ],
  fields: (f) => [
    f.name(),
    f.of('members', 'table', ['ha_chassis'], ({ row }, network) =>
      network.sbRows
        .rows('HA_Chassis', row.get('ha_chassis'))
        .map((member) => southboundMember(network, member))
        .sort(byPriority)
        .map(({ label, priority }) => `${label}=${priority}`),
    ),
    f.of('bindings', 'table', [], ({ ref }, { sbRows }) =>
      sorted(
        sbRows.where('Port_Binding', 'ha_chassis_group', ref.uuid).map((row) => row.get('logical_port')),
      ),
    ),
    f.of('referring-chassis', 'wide', ['ref_chassis'], ({ row }, network) =>
      sorted(row.get('ref_chassis').map((uuid) => chassisOf(network, uuid))),
    ),
    f.column('external_ids', 'more'),
  ],
});

export const southboundHaChassis = southboundKind('HA_Chassis', {
  title: 'southbound HA chassis',
  name: 'southbound-ha-chassis',
  summary: 'Members of HA chassis groups, as the Southbound has them',
  named: (row) => row.get('chassis'),
  joins: [chassisColumns, sbColumns({ HA_Chassis_Group: ['name', 'ha_chassis'] })],
  fields: (f) => [
    f.of('chassis', 'table', ['chassis'], ({ row }, network) => chassisOf(network, row.get('chassis'))),
    f.of('group', 'table', [], ({ ref }, { sbRows }) =>
      oneOrAll(namesOf(sbRows.where('HA_Chassis_Group', 'ha_chassis', ref.uuid))),
    ),
    f.column('priority'),
    f.column('external_ids', 'more'),
  ],
});

export const gatewayKinds = [
  gatewayChassis,
  haChassisGroups,
  haChassis,
  bfd,
  southboundGatewayChassis,
  southboundHaChassisGroups,
  southboundHaChassis,
];
