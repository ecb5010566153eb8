/**
 * A logical switch port in the order in which an operator asks: what it is, where it is bound, its addresses, the
 * ACLs that apply, NAT and services, what its switch hands out, what was learned, the physical side, what is wrong.
 */
import type { Row } from '../../../ovsdb/index.ts';
import type { PortBinding } from '../../bindings.ts';
import type { Network } from '../../network.ts';
import { aclsOfPort } from '../../relations/acls.ts';
import { addressesOf } from '../../relations/addresses.ts';
import { attachmentsOf, routersOf } from '../../relations/attachments.ts';
import {
  fdbOfPort,
  igmpGroupsOfPort,
  isForeign,
  macBindingsFor,
  staticMacBindingsFor,
  type Neighbour,
} from '../../relations/learned.ts';
import { loadBalancersOf, servicesOf } from '../../relations/load-balancers.ts';
import { natOfPort } from '../../relations/nat.ts';
import { groupsOfPort } from '../../relations/port-groups.ts';
import { qosOfPort } from '../../relations/qos.ts';
import { distinct, type NbRow, type SbRow } from '../../relations/rows.ts';
import { refOf } from '../../rowref.ts';
import type { SwitchPort } from '../../switches.ts';
import { fact, section } from '../build.ts';
import type { Describer } from '../describer.ts';
import { nbLink } from '../links.ts';
import type { Description, Section } from '../types.ts';
import { aclSection } from './acl-section.ts';
import { BINDING_SAID, bindingSection, interfaceSection, noNorthbound } from './binding-section.ts';
import { firstHops, gatewaySection, sourceSections } from './first-hop.ts';
import { fdbSection, igmpSection, macBindingSection, staticMacBindingSection } from './learned-section.ts';
import { serviceSection } from './load-balancer-section.ts';
import { natSection } from './nat-section.ts';
import { nestingSections } from './nesting-section.ts';
import { portHeadline } from './port-headline.ts';
import {
  addressSection,
  dhcpSection,
  dnsSection,
  healthSection,
  identitySection,
  mirrorSection,
  placementFacts,
  qosSection,
} from './port-parts.ts';
import { carrierOf, localnetsBeside, portPhysicalSections } from './port-physical.ts';
import { portProblems, problemSection } from './port-problems.ts';
import { restOf } from './rest.ts';

type PortRow = NbRow<'Logical_Switch_Port'>;

const SAID = [
  'name',
  'type',
  'options',
  'parent_name',
  'tag',
  'tag_request',
  'addresses',
  'dynamic_addresses',
  'port_security',
  'up',
  'enabled',
  'dhcpv4_options',
  'dhcpv6_options',
  'mirror_rules',
  'ha_chassis_group',
  'health_checks',
];

/** What the Northbound says of its packets: ACLs, port groups. */
const securitySections = (network: Network, row: PortRow): readonly Section[] => {
  const { applied, forOthers } = aclsOfPort(network, row);
  const groups = groupsOfPort(network, row.uuid);
  const others =
    forOthers === 0
      ? undefined
      : `${forOthers} more ${forOthers === 1 ? 'ACL' : 'ACLs'} of its switch can match other ports only.`;
  return [
    ...section('port-groups', 'Port groups', {
      facts: [
        fact(
          'port-groups',
          'Held by',
          groups.map((group) => nbLink(group, group.get('name'))),
        ),
      ],
    }),
    ...aclSection(network, applied, [others]),
  ];
};

const serviceSections = (network: Network, port: SwitchPort, row: PortRow): readonly Section[] => {
  const switches = network.nbRows.where('Logical_Switch', 'ports', row.uuid);
  const attachments = switches.flatMap((one) => attachmentsOf(network.northbound.switch(one)));
  const routers = routersOf(attachments);
  const routerRows = network.nbRows.rows(
    'Logical_Router',
    routers.map(({ uuid }) => uuid),
  );
  const { ips } = port.type === 'router' ? { ips: [] } : addressesOf(port);
  const balanced = [...switches, ...routerRows].flatMap((one) => loadBalancersOf(network, one));
  const loadBalancers = distinct(balanced.map((one) => one.row));
  const hops = firstHops(network, attachments, routerRows);
  return [
    ...natSection(network, natOfPort(network, port.name, ips, routerRows)),
    ...(ips.length === 0
      ? []
      : serviceSection(servicesOf(network, loadBalancers, ips), loadBalancers.length)),
    ...dhcpSection(network, row),
    ...dnsSection(network, row, ips),
    ...(port.type === 'router' ? [] : [...gatewaySection(hops), ...sourceSections(network, hops, ips)]),
  ];
};

/** A port as the routers in front of it see it; a port to a router is none. */
const neighbourOf = (network: Network, port: SwitchPort): Neighbour => {
  if (port.type === 'router') return { macs: [], ips: [], routerPorts: [] };
  const switches = network.nb === undefined ? [] : network.northbound.switchesOf(port);
  const held = switches.length === 0 ? [port.switch].filter((one) => one !== undefined) : switches;
  const attachments = held.flatMap(attachmentsOf);
  return {
    ...addressesOf(port),
    routerPorts: attachments.flatMap(({ routerPort }) => routerPort?.name ?? []),
  };
};

const learnedSections = (network: Network, port: SwitchPort): readonly Section[] => {
  const { binding } = port;
  const datapath = network.sbRows.row('Datapath_Binding', binding?.row.get('datapath'));
  const neighbour = neighbourOf(network, port);
  const fdb = fdbOfPort(network, datapath?.get('tunnel_key'), binding?.row.get('tunnel_key'));
  // The address of a virtual port is answered for by the port that has it now.
  const isWrong = (row: SbRow<'MAC_Binding'>): boolean =>
    port.type !== 'virtual' && isForeign(row, neighbour);
  return [
    ...macBindingSection(
      network,
      'MAC bindings that routers learned',
      macBindingsFor(network, neighbour),
      isWrong,
    ),
    ...staticMacBindingSection(network, staticMacBindingsFor(network, neighbour)),
    ...fdbSection(network, fdb, datapath?.uuid),
    ...igmpSection(network, igmpGroupsOfPort(network, binding?.uuid)),
  ];
};

const membershipSection = (network: Network, port: SwitchPort): readonly Section[] => {
  const { nbRows } = network;
  const functions = [
    ...nbRows.where('Network_Function', 'inport', port.uuid),
    ...nbRows.where('Network_Function', 'outport', port.uuid),
  ];
  return section('memberships', 'Used by', {
    facts: [
      fact(
        'forwarding-groups',
        'Forwarding groups',
        nbRows
          .where('Forwarding_Group', 'child_port', port.name)
          .map((group) => nbLink(group, group.get('name'))),
      ),
      fact(
        'network-functions',
        'Network functions',
        distinct(functions).map((one) => nbLink(one, one.get('name'))),
      ),
    ],
  });
};

const interfaceSections = (network: Network, port: SwitchPort): readonly Section[] => {
  const carrier = carrierOf(port);
  return carrier === undefined
    ? interfaceSection(network, port.name)
    : interfaceSection(network, carrier, 'OVS interfaces of the parent port');
};

/** Of the port binding; what only repeats the Northbound is left out where that is described. */
const bindingRest = (
  network: Network,
  binding: PortBinding | undefined,
  isRepeated: boolean,
): readonly Section[] => {
  if (binding === undefined) return [];
  const repeated = isRepeated ? ['parent_port', 'tag', 'external_ids'] : [];
  return restOf(network, binding.row, [...BINDING_SAID, 'mac', 'port_security', ...repeated], {
    database: 'OVN_Southbound',
    id: isRepeated ? 'binding-columns' : 'other-columns',
    title: isRepeated ? 'Other columns of the port binding' : 'Other columns',
  });
};

/** `row` is the Northbound's; without it, what the Southbound tells. */
export const describeSwitchPort = (
  network: Network,
  port: SwitchPort,
  row: PortRow | undefined,
): Description => {
  const bindings = network.bindingsCalled(port.name);
  const binding = port.binding ?? bindings[0];
  const localnets = localnetsBeside(network, port);
  const leavesBy = localnets.length > 0 ? 'physical network' : 'tunnels';
  const neighbours = row === undefined ? [] : (port.switch?.ports ?? []);
  return {
    kind: row === undefined ? 'port binding' : 'logical switch port',
    ref: port.ref,
    name: port.name,
    alias: port.alias,
    headline: portHeadline(network, port),
    sections: [
      ...identitySection(network, port, row),
      ...bindingSection(
        network,
        binding === undefined ? [] : [binding],
        [row === undefined ? [] : placementFacts(network, row)],
        leavesBy,
      ),
      ...nestingSections(network, port, neighbours),
      ...addressSection(port, row),
      ...noNorthbound(network),
      ...(row === undefined ? [] : securitySections(network, row)),
      ...(row === undefined ? [] : serviceSections(network, port, row)),
      ...healthSection(network, port, row),
      ...learnedSections(network, port),
      ...(row === undefined ? [] : qosSection(qosOfPort(network, row), row.get('options'))),
      ...(row === undefined ? [] : mirrorSection(network, row)),
      ...membershipSection(network, port),
      ...interfaceSections(network, port),
      ...portPhysicalSections(network, port, localnets),
      ...problemSection(portProblems(network, port, row)),
      ...(row === undefined
        ? []
        : restOf(network, row, port.type === 'switch' ? [...SAID, 'peer'] : SAID, {
            database: 'OVN_Northbound',
          })),
      ...bindingRest(network, binding, row !== undefined),
    ],
  };
};

export const switchPortDescriber: Describer = (network, row) => {
  const own = row as unknown as PortRow;
  return {
    ...describeSwitchPort(network, network.northbound.switchPort(own), own),
    ref: refOf('OVN_Northbound', row as Row),
  };
};
