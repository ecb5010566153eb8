/** What logical switches and ports are given besides ACLs: DHCP, DNS, QoS, mirrors, network functions (ovn-nb(5)). */
import type { Row } from '../../ovsdb/index.ts';
import type { Northbound } from '../generated/index.ts';
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import {
  holdingSwitches,
  nameOr,
  namesOf,
  nbColumns,
  oneOrAll,
  some,
  sorted,
  switchesWith,
} from './joins.ts';
import { northboundKind, type Of } from './kind.ts';

const portsGiven = (network: Network, uuid: string): readonly Row<Northbound['Logical_Switch_Port']>[] => [
  ...network.nbRows.where('Logical_Switch_Port', 'dhcpv4_options', uuid),
  ...network.nbRows.where('Logical_Switch_Port', 'dhcpv6_options', uuid),
];

export const dhcpOptions = northboundKind('DHCP_Options', {
  title: 'DHCP options',
  name: 'dhcp-options',
  words: ['dhcp', 'dhcp-option', 'dhcp-options-list'],
  summary: 'DHCP options: networks, what is handed out, and to how many ports',
  named: (row) => row.get('cidr'),
  joins: [
    nbColumns({ Logical_Switch_Port: ['name', 'dhcpv4_options', 'dhcpv6_options'] }),
    holdingSwitches('ports'),
  ],
  fields: (f) => [
    f.label(['cidr'], 'cidr'),
    f.of('ports', 'table', [], ({ ref }, network) => some(portsGiven(network, ref.uuid).length), 'number'),
    f.of('switches', 'table', [], ({ ref }, network) =>
      sorted(portsGiven(network, ref.uuid).flatMap(({ uuid }) => switchesWith(network, 'ports', uuid))),
    ),
    f.of('server', 'table', ['options'], ({ row }) => {
      const options = row.get('options');
      return options.get('server_id') ?? options.get('server_mac');
    }),
    f.key('options', 'router', 'table'),
    f.key('options', 'lease_time', 'table', { type: 'number' }),
    f.key('options', 'dns_server', 'wide'),
    f.key('options', 'mtu', 'wide', { type: 'number' }),
    f.key('options', 'server_mac', 'wide'),
    f.of('port-names', 'more', [], ({ ref }, network) => namesOf(portsGiven(network, ref.uuid))),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

export const dns = northboundKind('DNS', {
  title: 'DNS records',
  name: 'dns',
  words: ['dns-record'],
  summary: 'DNS records that logical switches answer',
  named: (row) => row.get('external_ids').get('ls_name'),
  joins: [holdingSwitches('dns_records')],
  fields: (f) => [
    f.label(['external_ids']),
    f.of('switches', 'table', [], ({ ref }, network) => switchesWith(network, 'dns_records', ref.uuid)),
    f.count('records', 'table', 'size'),
    f.column('records'),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

const bySwitch = (network: Network): ((a: Of<Northbound['QoS']>, b: Of<Northbound['QoS']>) => number) => {
  const holder = ({ ref }: Of<Northbound['QoS']>): string =>
    switchesWith(network, 'qos_rules', ref.uuid)[0] ?? '';
  return (a, b) =>
    naturalCompare(holder(a), holder(b)) ||
    naturalCompare(a.row.get('direction'), b.row.get('direction')) ||
    Number(b.row.get('priority')) - Number(a.row.get('priority')) ||
    naturalCompare(a.row.get('match'), b.row.get('match'));
};

export const qos = northboundKind('QoS', {
  title: 'QoS rule',
  name: 'qos-rules',
  words: ['qos', 'qos-list'],
  summary: 'QoS rules of logical switches, in the order in which they are evaluated',
  named: (row) => `${row.get('direction')} ${row.get('priority')} ${row.get('match')}`,
  joins: [holdingSwitches('qos_rules')],
  order: bySwitch,
  fields: (f) => [
    f.of('switch', 'table', [], ({ ref }, network) => oneOrAll(switchesWith(network, 'qos_rules', ref.uuid))),
    ...f.columns('table', 'direction', 'priority', 'match', 'action', 'bandwidth'),
    f.column('external_ids', 'more'),
  ],
});

export const mirrors = northboundKind('Mirror', {
  title: 'mirror',
  name: 'mirrors',
  words: ['mirror-list'],
  summary: 'Mirrors: where copies of packets go, and of which ports',
  joins: [
    nbColumns({
      Logical_Switch_Port: ['name', 'mirror_rules'],
      Mirror_Rule: ['priority', 'action', 'match'],
    }),
  ],
  fields: (f) => [
    f.name(),
    ...f.columns('table', 'type', 'sink', 'filter', 'index'),
    f.of('ports', 'table', [], ({ ref }, { nbRows }) =>
      namesOf(nbRows.where('Logical_Switch_Port', 'mirror_rules', ref.uuid)),
    ),
    f.of('rules', 'wide', ['mirror_rules'], ({ row }, { nbRows }) =>
      nbRows
        .rows('Mirror_Rule', row.get('mirror_rules'))
        .map((rule) => `${rule.get('priority')} ${rule.get('action')} ${rule.get('match')}`)
        .sort((a, b) => naturalCompare(b, a)),
    ),
    f.column('external_ids', 'more'),
  ],
});

export const mirrorRules = northboundKind('Mirror_Rule', {
  title: 'mirror rule',
  name: 'mirror-rules',
  summary: 'Rules of mirrors: which packets are copied',
  named: (row) => `${row.get('priority')} ${row.get('match')}`,
  joins: [nbColumns({ Mirror: ['name', 'mirror_rules'] })],
  fields: (f) => [
    f.column('priority'),
    f.of('mirror', 'table', [], ({ ref }, { nbRows }) =>
      oneOrAll(namesOf(nbRows.where('Mirror', 'mirror_rules', ref.uuid))),
    ),
    ...f.columns('table', 'action', 'match'),
  ],
});

export const networkFunctions = northboundKind('Network_Function', {
  title: 'network function',
  name: 'network-functions',
  words: ['nf', 'nfs'],
  summary: 'Network functions: ports through which ACLs send packets',
  joins: [
    nbColumns({
      Logical_Switch_Port: ['name'],
      Network_Function_Health_Check: ['name'],
      Network_Function_Group: ['name', 'network_function', 'network_function_active'],
    }),
  ],
  fields: (f) => [
    f.name(),
    f.of('inport', 'table', ['inport'], ({ row }, { nbRows }) =>
      nameOr(nbRows.row('Logical_Switch_Port', row.get('inport')), row.get('inport')),
    ),
    f.of('outport', 'table', ['outport'], ({ row }, { nbRows }) =>
      nameOr(nbRows.row('Logical_Switch_Port', row.get('outport')), row.get('outport')),
    ),
    f.of('groups', 'table', [], ({ ref }, { nbRows }) =>
      namesOf(nbRows.where('Network_Function_Group', 'network_function', ref.uuid)),
    ),
    f.of(
      'active',
      'table',
      [],
      ({ ref }, { nbRows }) =>
        nbRows.where('Network_Function_Group', 'network_function_active', ref.uuid).length > 0,
    ),
    f.of('health-check', 'wide', ['health_check'], ({ row }, { nbRows }) =>
      nameOr(nbRows.row('Network_Function_Health_Check', row.get('health_check')), row.get('health_check')),
    ),
    f.column('id', 'wide'),
    f.column('external_ids', 'more'),
  ],
});

export const networkFunctionGroups = northboundKind('Network_Function_Group', {
  title: 'network function group',
  name: 'network-function-groups',
  words: ['nfg', 'nfgs'],
  summary: 'Groups of network functions: members, the active one, and the ACLs that use them',
  joins: [nbColumns({ Network_Function: ['name'], ACL: ['network_function_group'] })],
  fields: (f) => [
    f.name(),
    f.of('members', 'table', ['network_function'], ({ row }, { nbRows }) =>
      namesOf(nbRows.rows('Network_Function', row.get('network_function'))),
    ),
    f.of('active', 'table', ['network_function_active'], ({ row }, { nbRows }) =>
      nameOr(
        nbRows.row('Network_Function', row.get('network_function_active')),
        row.get('network_function_active'),
      ),
    ),
    ...f.columns('table', 'mode', 'fallback'),
    f.of(
      'acls',
      'table',
      [],
      ({ ref }, { nbRows }) => some(nbRows.where('ACL', 'network_function_group', ref.uuid).length),
      'number',
    ),
    f.column('id', 'wide'),
    f.column('external_ids', 'more'),
  ],
});

export const networkFunctionHealthChecks = northboundKind('Network_Function_Health_Check', {
  title: 'network function health check',
  name: 'network-function-health-checks',
  words: ['nf-health-check', 'nf-health-checks'],
  summary: 'Health checks of network functions',
  joins: [nbColumns({ Network_Function: ['name', 'health_check'] })],
  fields: (f) => [
    f.name(),
    f.of('network-functions', 'table', [], ({ ref }, { nbRows }) =>
      namesOf(nbRows.where('Network_Function', 'health_check', ref.uuid)),
    ),
    f.column('options'),
    f.column('external_ids', 'more'),
  ],
});

export const serviceKinds = [
  dhcpOptions,
  dns,
  qos,
  mirrors,
  mirrorRules,
  networkFunctions,
  networkFunctionGroups,
  networkFunctionHealthChecks,
];
