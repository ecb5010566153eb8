/** Tables of the Southbound that repeat the Northbound's for the chassis, and those of controllers' rights (ovn-sb(5)). */
import type { Row } from '../../ovsdb/index.ts';
import type { Southbound } from '../generated/index.ts';
import type { Network } from '../network.ts';
import {
  chassisColumns,
  chassisLabel,
  chassisOf,
  datapathColumns,
  datapathLabels,
  datapathsOfGroup,
  groupColumns,
  namesOf,
  oneOrAll,
  sbColumns,
  some,
  sorted,
} from './joins.ts';
import { southboundKind } from './kind.ts';
import { bandText } from './meters.ts';

const datapathsOfLoadBalancer = (
  network: Network,
  row: Row<Southbound['Load_Balancer']>,
): readonly string[] => {
  const groups = [row.get('datapath_group'), row.get('ls_datapath_group'), row.get('lr_datapath_group')];
  return datapathLabels(network, [
    ...row.get('datapaths'),
    ...groups.flatMap((group) => datapathsOfGroup(network, group)),
  ]);
};

export const southboundLoadBalancers = southboundKind('Load_Balancer', {
  title: 'southbound load balancer',
  name: 'southbound-load-balancers',
  summary: 'Load balancers, as the Southbound has them, with their datapaths',
  joins: [groupColumns],
  fields: (f) => [
    f.label(),
    f.column('protocol'),
    f.of('vips', 'table', ['vips'], ({ row }) => sorted(row.get('vips').keys())),
    f.of(
      'datapaths',
      'table',
      ['datapaths', 'datapath_group', 'ls_datapath_group', 'lr_datapath_group'],
      ({ row }, network) => datapathsOfLoadBalancer(network, row),
    ),
    f.column('vips', 'more', { as: 'backends-of-vips' }),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

export const southboundAddressSets = southboundKind('Address_Set', {
  title: 'southbound address set',
  name: 'southbound-address-sets',
  summary: 'Address sets, as the Southbound has them, with those made from port groups',
  fields: (f) => [
    f.name(),
    f.count('addresses', 'table', 'size'),
    f.column('addresses'),
    f.column('options', 'more'),
  ],
});

export const southboundPortGroups = southboundKind('Port_Group', {
  title: 'southbound port group',
  name: 'southbound-port-groups',
  summary: 'Port groups, as the Southbound has them, switch by switch',
  fields: (f) => [f.name(), f.count('ports', 'table', 'size'), f.column('ports')],
});

export const southboundMirrors = southboundKind('Mirror', {
  title: 'southbound mirror',
  name: 'southbound-mirrors',
  summary: 'Mirrors, as the Southbound has them',
  joins: [sbColumns({ Port_Binding: ['logical_port', 'mirror_rules'] })],
  fields: (f) => [
    f.name(),
    ...f.columns('table', 'type', 'sink', 'filter', 'index'),
    f.of('ports', 'table', [], ({ ref }, { sbRows }) =>
      sorted(sbRows.where('Port_Binding', 'mirror_rules', ref.uuid).map((row) => row.get('logical_port'))),
    ),
    f.column('external_ids', 'more'),
  ],
});

export const southboundMeters = southboundKind('Meter', {
  title: 'southbound meter',
  name: 'southbound-meters',
  summary: 'Meters, as the Southbound has them',
  joins: [sbColumns({ Meter_Band: ['action', 'rate', 'burst_size'] })],
  fields: (f) => [
    f.name(),
    f.column('unit'),
    f.of('bands', 'table', ['bands'], ({ row }, { sbRows }) =>
      sorted(sbRows.rows('Meter_Band', row.get('bands')).map(bandText)),
    ),
  ],
});

export const southboundMeterBands = southboundKind('Meter_Band', {
  title: 'southbound meter band',
  name: 'southbound-meter-bands',
  summary: 'Bands of meters, as the Southbound has them',
  named: bandText,
  joins: [sbColumns({ Meter: ['name', 'bands'] })],
  fields: (f) => [
    f.of('meter', 'table', [], ({ ref }, { sbRows }) =>
      oneOrAll(namesOf(sbRows.where('Meter', 'bands', ref.uuid))),
    ),
    ...f.columns('table', 'action', 'rate', 'burst_size'),
  ],
});

export const southboundDns = southboundKind('DNS', {
  title: 'southbound DNS records',
  name: 'southbound-dns',
  summary: 'DNS records, as the Southbound has them, with their datapaths',
  named: (row) => row.get('external_ids').get('dns_id'),
  joins: [datapathColumns],
  fields: (f) => [
    f.label(['external_ids']),
    f.of('datapaths', 'table', ['datapaths'], ({ row }, network) =>
      datapathLabels(network, row.get('datapaths')),
    ),
    f.count('records', 'table', 'size'),
    f.column('records'),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

export const southboundDhcpOptions = southboundKind('DHCP_Options', {
  title: 'southbound DHCP option',
  name: 'southbound-dhcp-options',
  summary: 'DHCP options that this version of OVN can hand out',
  fields: (f) => [f.name(), ...f.columns('table', 'code', 'type')],
});

export const southboundDhcpv6Options = southboundKind('DHCPv6_Options', {
  title: 'southbound DHCPv6 option',
  name: 'southbound-dhcpv6-options',
  summary: 'DHCPv6 options that this version of OVN can hand out',
  fields: (f) => [f.name(), ...f.columns('table', 'code', 'type')],
});

export const southboundTemplateVariables = southboundKind('Chassis_Template_Var', {
  title: 'southbound chassis template variables',
  name: 'southbound-template-variables',
  summary: 'Template variables of load balancers, as the Southbound has them',
  named: (row) => row.get('chassis'),
  joins: [chassisColumns],
  fields: (f) => [
    f.label(['chassis'], 'chassis'),
    f.of('hostname', 'table', ['chassis'], ({ row }, network) => {
      const label = chassisLabel(network, row.get('chassis'));
      return label === row.get('chassis') ? undefined : label;
    }),
    f.of('size', 'wide', ['variables'], ({ row }) => some(row.get('variables').size), 'number'),
    f.column('variables'),
  ],
});

export const controllerEvents = southboundKind('Controller_Event', {
  title: 'controller event',
  name: 'controller-events',
  summary: 'Events that chassis report, such as load balancers without backends',
  named: (row) => `${row.get('event_type')} ${row.get('seq_num')}`,
  joins: [chassisColumns],
  fields: (f) => [
    f.column('event_type', 'table', { as: 'event' }),
    f.column('event_info', 'table', { as: 'info' }),
    f.of('chassis', 'table', ['chassis'], ({ row }, network) => chassisOf(network, row.get('chassis'))),
    f.column('seq_num'),
  ],
});

export const rbacRoles = southboundKind('RBAC_Role', {
  title: 'RBAC role',
  name: 'rbac-roles',
  summary: 'Roles of clients of the Southbound, and the tables that they may change',
  joins: [sbColumns({ RBAC_Permission: ['table'] })],
  fields: (f) => [
    f.name(),
    f.of('tables', 'table', ['permissions'], ({ row }) => sorted(row.get('permissions').keys())),
    f.of('permissions', 'more', ['permissions'], ({ row }, { sbRows }) =>
      sorted(
        [...row.get('permissions').values()].map(
          (uuid) => sbRows.row('RBAC_Permission', uuid)?.get('table') ?? uuid,
        ),
      ),
    ),
  ],
});

export const rbacPermissions = southboundKind('RBAC_Permission', {
  title: 'RBAC permission',
  name: 'rbac-permissions',
  summary: 'What a role may change in one table of the Southbound',
  named: (row) => row.get('table'),
  fields: (f) => [...f.columns('table', 'table', 'insert_delete', 'authorization', 'update')],
});

export const aclIds = southboundKind('ACL_ID', {
  title: 'ACL identifier',
  name: 'acl-ids',
  summary: 'Numbers by which the data plane knows ACLs that are not to be forgotten',
  named: (row) => String(row.get('id')),
  joins: [],
  fields: (f) => [f.column('id'), f.of('uuid', 'table', [], ({ ref }) => ref.uuid)],
});

export const southboundKinds = [
  southboundLoadBalancers,
  southboundAddressSets,
  southboundPortGroups,
  southboundMirrors,
  southboundMeters,
  southboundMeterBands,
  southboundDns,
  southboundDhcpOptions,
  southboundDhcpv6Options,
  southboundTemplateVariables,
  controllerEvents,
  rbacRoles,
  rbacPermissions,
  aclIds,
];
