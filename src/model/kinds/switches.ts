/** Logical switches, their ports and what belongs to them (ovn-nb(5)); from the Southbound where there is no Northbound. */
import type { Northbound } from '../generated/index.ts';
import type { Network } from '../network.ts';
import { isLink, type LogicalSwitch, type SwitchPort } from '../switches.ts';
import { tallyPorts } from '../tally.ts';
import {
  holdingSwitches,
  hostColumns,
  namesOf,
  nbColumns,
  oneOrAll,
  some,
  sorted,
  switchesWith,
} from './joins.ts';
import { northboundKind } from './kind.ts';
import { bindingViews, configured, interfaceViews, portViews, viewed, type Viewed } from './views.ts';

type SwitchSubject = Viewed<Northbound['Logical_Switch'], LogicalSwitch>;
type PortSubject = Viewed<Northbound['Logical_Switch_Port'], SwitchPort>;

const labelOf = (thing: { readonly name: string; readonly alias: string | undefined }): string =>
  thing.alias ?? thing.name;

/** `physnet1`, or `physnet1:77` with a VLAN. */
const physical = ({ networkName, tag }: SwitchPort): string | undefined =>
  networkName === undefined || tag === undefined ? networkName : `${networkName}:${tag}`;

const attachedRouters = ({ ports }: LogicalSwitch): readonly string[] =>
  sorted(
    ports.map(({ peer }) =>
      peer?.kind === 'router port' && peer.router !== undefined ? labelOf(peer.router) : undefined,
    ),
  );

export const switches = northboundKind<'Logical_Switch', SwitchSubject>('Logical_Switch', {
  title: 'logical switch',
  name: 'switches',
  words: ['switch', 'ls', 'logical-switches'],
  summary: 'Logical switches: subnets, ports and routers that are attached',
  joins: [
    portViews,
    bindingViews,
    nbColumns({ Port_Group: ['ports', 'acls'], Load_Balancer_Group: ['load_balancer'] }),
    nbColumns({ Copp: ['name'], Forwarding_Group: ['name'] }),
  ],
  subjects: (network) => viewed(network, network.switches),
  fields: (f) => [
    f.name(),
    f.of('alias', 'table', ['external_ids'], ({ alias }) => alias),
    f.of('subnets', 'table', ['ports', 'other_config'], ({ view }) => view.subnets),
    f.of('ports', 'table', ['ports'], ({ view }) => view.ports.length, 'number'),
    f.of('down', 'table', ['ports'], ({ view }) => some(tallyPorts(view.ports).down), 'number'),
    f.of('routers', 'table', ['ports'], ({ view }) => attachedRouters(view)),
    f.of('physical-networks', 'table', ['ports'], ({ view }) =>
      sorted(view.ports.filter(({ type }) => type === 'localnet').map(physical)),
    ),
    f.of('acls', 'wide', ['acls'], ({ view }) => view.counts?.acls, 'number'),
    f.of('port-group-acls', 'wide', ['ports'], ({ view }) => view.counts?.portGroupAcls, 'number'),
    f.of(
      'load-balancers',
      'wide',
      ['load_balancer', 'load_balancer_group'],
      ({ view }) => view.counts?.loadBalancers,
      'number',
    ),
    f.of('qos-rules', 'wide', ['qos_rules'], ({ view }) => view.counts?.qosRules, 'number'),
    f.of('dns-records', 'wide', ['dns_records'], ({ view }) => view.counts?.dnsRecords, 'number'),
    f.of('dhcp-ports', 'wide', ['ports'], ({ view }) => view.counts?.dhcpPorts, 'number'),
    f.of('tunnel-key', 'wide', [], ({ view }) => view.tunnelKey, 'number'),
    f.of('port-names', 'more', ['ports'], ({ view }) => sorted(view.ports.map(({ name }) => name))),
    f.of('forwarding-groups', 'more', ['forwarding_groups'], (subject, { nbRows }) =>
      namesOf(nbRows.rows('Forwarding_Group', configured(subject)?.get('forwarding_groups') ?? [])),
    ),
    f.of('copp', 'more', ['copp'], (subject, { nbRows }) =>
      nbRows.row('Copp', configured(subject)?.get('copp'))?.get('name'),
    ),
    ...f.columns('more', 'other_config', 'external_ids'),
  ],
});

const addressesOf = ({ addresses }: SwitchPort): readonly string[] =>
  addresses.map(({ kind, mac, ips, text }) =>
    kind === 'dynamic' && mac !== undefined ? [mac, ...ips].join(' ') : text,
  );

/** Where it is bound; two places while it migrates. */
const placesOf = ({ binding }: SwitchPort): string | readonly string[] | undefined => {
  if (binding === undefined) return undefined;
  const { chassis, additional } = binding;
  if (additional.length === 0) return chassis?.label;
  const all = [chassis, ...additional].filter((one) => one !== undefined);
  return oneOrAll([...new Set(all.map(({ label }) => label))]);
};

const dhcpOf = (network: Network, uuid: string | undefined): string | undefined =>
  uuid === undefined ? undefined : (network.nbRows.row('DHCP_Options', uuid)?.get('cidr') ?? uuid);

export const ports = northboundKind<'Logical_Switch_Port', PortSubject>('Logical_Switch_Port', {
  title: 'logical switch port',
  name: 'ports',
  words: ['port', 'lsp', 'lsps', 'switch-port', 'switch-ports', 'logical-switch-ports'],
  summary: 'Logical switch ports: addresses, switch, state and chassis',
  joins: [
    portViews,
    bindingViews,
    hostColumns,
    interfaceViews,
    nbColumns({
      DHCP_Options: ['cidr'],
      Port_Group: ['name', 'ports'],
      Mirror: ['name'],
      HA_Chassis_Group: ['name'],
    }),
    { OVN_Southbound: { Port_Binding: ['port_security', 'virtual_parent'] } },
  ],
  subjects: (network) => viewed(network, network.switchPorts),
  fields: (f) => [
    f.name(),
    f.of('alias', 'table', ['external_ids'], ({ alias }) => alias),
    f.of('type', 'table', ['type'], ({ view }) => view.type),
    f.of('addresses', 'table', ['addresses', 'dynamic_addresses'], ({ view }) => addressesOf(view)),
    f.of('switch', 'table', [], ({ view: { switch: one } }) =>
      one === undefined ? undefined : labelOf(one),
    ),
    f.of('state', 'table', ['type', 'up', 'enabled'], ({ view }) => view.state, 'state'),
    f.of('chassis', 'table', [], ({ view }) => placesOf(view)),
    f.of('tag', 'wide', ['tag'], ({ view }) => view.tag, 'number'),
    f.of('parent', 'wide', ['parent_name'], ({ view }) => view.parentName),
    f.of('peer', 'wide', ['type', 'options', 'peer'], ({ view }) =>
      isLink(view) ? view.peerName : undefined,
    ),
    f.of('physical-network', 'wide', ['options'], ({ view }) => view.networkName),
    f.of('interface', 'wide', [], ({ view }, network) =>
      oneOrAll(network.interfacesOf(view.name).map(({ host, name }) => `${host.name}:${name}`)),
    ),
    f.of('port-security', 'wide', ['port_security'], (subject) =>
      subject.ref.database === 'OVN_Northbound'
        ? subject.row.get('port_security')
        : subject.view.binding?.row.get('port_security'),
    ),
    f.of('dhcpv4', 'wide', ['dhcpv4_options'], (subject, network) =>
      dhcpOf(network, configured(subject)?.get('dhcpv4_options')),
    ),
    f.of('dhcpv6', 'wide', ['dhcpv6_options'], (subject, network) =>
      dhcpOf(network, configured(subject)?.get('dhcpv6_options')),
    ),
    f.of('tunnel-key', 'wide', [], ({ view }) => view.binding?.row.get('tunnel_key'), 'number'),
    f.of('macs', 'more', ['addresses', 'dynamic_addresses'], ({ view }) =>
      sorted(view.addresses.map(({ mac }) => mac)),
    ),
    f.of('ips', 'more', ['addresses', 'dynamic_addresses'], ({ view }) =>
      sorted(view.addresses.flatMap(({ ips }) => ips)),
    ),
    f.of('switch-name', 'more', [], ({ view }) => view.switch?.name),
    f.of('enabled', 'more', ['enabled'], ({ view }) => view.enabled),
    f.of('requested-chassis', 'more', ['options'], ({ view }) => view.binding?.requested?.label),
    f.of('virtual-parent', 'more', ['type'], ({ view }) => view.binding?.row.get('virtual_parent')),
    f.of('port-groups', 'more', [], ({ view }, { nbRows }) =>
      namesOf(nbRows.where('Port_Group', 'ports', view.uuid)),
    ),
    f.of('mirrors', 'more', ['mirror_rules'], (subject, { nbRows }) =>
      namesOf(nbRows.rows('Mirror', configured(subject)?.get('mirror_rules') ?? [])),
    ),
    f.of('ha-chassis-group', 'more', ['ha_chassis_group'], (subject, { nbRows }) =>
      nbRows.row('HA_Chassis_Group', configured(subject)?.get('ha_chassis_group'))?.get('name'),
    ),
    ...f.columns('more', 'tag_request', 'options', 'external_ids'),
  ],
});

export const portHealthChecks = northboundKind('Logical_Switch_Port_Health_Check', {
  title: 'logical switch port health check',
  name: 'port-health-checks',
  words: ['lsp-health-checks', 'lsp-hc'],
  summary: 'Health checks of logical switch ports',
  named: (row) => row.get('address'),
  joins: [nbColumns({ Logical_Switch_Port: ['name', 'health_checks'] })],
  fields: (f) => [
    f.label(['address'], 'address'),
    f.of('logical-port', 'table', [], ({ ref }, { nbRows }) =>
      oneOrAll(namesOf(nbRows.where('Logical_Switch_Port', 'health_checks', ref.uuid))),
    ),
    ...f.columns('table', 'protocol', 'port', 'status'),
    ...f.columns('wide', 'src_ip', 'options'),
  ],
});

export const forwardingGroups = northboundKind('Forwarding_Group', {
  title: 'forwarding group',
  name: 'forwarding-groups',
  words: ['fwd-group', 'fwd-groups'],
  summary: 'Forwarding groups of logical switches: one virtual address, served by several ports',
  joins: [holdingSwitches('forwarding_groups')],
  fields: (f) => [
    f.name(),
    ...f.columns('table', 'vip', 'vmac', 'liveness'),
    f.of('switch', 'table', [], ({ ref }, network) =>
      oneOrAll(switchesWith(network, 'forwarding_groups', ref.uuid)),
    ),
    f.column('child_port', 'table', { as: 'ports' }),
    f.column('external_ids', 'more'),
  ],
});

export const switchKinds = [switches, ports, portHealthChecks, forwardingGroups];
