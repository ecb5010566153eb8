/**
 * A logical switch: subnets, ports with their state, routers in front of it, the physical networks behind it, what
 * applies to all of its packets, what was learned.
 */
import type { Network } from '../../network.ts';
import { aclsOfSwitch } from '../../relations/acls.ts';
import { attachmentsOf, chassisAround, routersOf } from '../../relations/attachments.ts';
import { recordsOfSwitch } from '../../relations/dns.ts';
import { fdbOfSwitch, igmpGroupsOfDatapath } from '../../relations/learned.ts';
import { loadBalancersOf } from '../../relations/load-balancers.ts';
import { groupsOfSwitch } from '../../relations/port-groups.ts';
import { qosOfSwitch } from '../../relations/qos.ts';
import type { NbRow, SbRow } from '../../relations/rows.ts';
import type { LogicalSwitch } from '../../switches.ts';
import { fact, listing, section } from '../build.ts';
import type { Describer } from '../describer.ts';
import { nbLink, routerLink } from '../links.ts';
import type { Description, Section } from '../types.ts';
import { aclSection } from './acl-section.ts';
import { noNorthbound } from './binding-section.ts';
import { datapathSection, multicastSections } from './datapath-section.ts';
import { firstHops, gatewaySection } from './first-hop.ts';
import { fdbSection, igmpSection } from './learned-section.ts';
import { loadBalancerSection } from './load-balancer-section.ts';
import { physicalSection } from './localnet-section.ts';
import { qosSection } from './port-parts.ts';
import { problemSection } from './port-problems.ts';
import { ownerFact, restOf } from './rest.ts';
import { switchPortList } from './port-lists.ts';
import { switchHeadline, switchProblems } from './switch-problems.ts';

type SwitchRow = NbRow<'Logical_Switch'>;

const SAID = [
  'name',
  'ports',
  'acls',
  'qos_rules',
  'load_balancer',
  'load_balancer_group',
  'dns_records',
  'copp',
  'other_config',
  'forwarding_groups',
];

const identitySection = (
  network: Network,
  one: LogicalSwitch,
  row: SwitchRow | undefined,
): readonly Section[] => {
  const copp = network.nbRows.row('Copp', row?.get('copp'));
  const networks = one.ports.flatMap(({ networkName }) => networkName ?? []);
  return section('identity', 'What it is', {
    facts: [
      fact('alias', 'Also known as', one.alias),
      row === undefined ? [] : ownerFact(network, row, 'OVN_Northbound'),
      fact('subnets', 'Subnets', one.subnets),
      fact('routers', 'Routers', routersOf(attachmentsOf(one)).map(routerLink)),
      fact('physical-networks', 'Physical networks', [...new Set(networks)]),
      row === undefined ? [] : fact('other-config', 'Configuration', row.get('other_config')),
      fact(
        'copp',
        'Control plane protection',
        copp === undefined ? row?.get('copp') : nbLink(copp, copp.get('name')),
      ),
    ],
  });
};

const ruleSections = (network: Network, row: SwitchRow): readonly Section[] => [
  ...section('port-groups', 'Port groups', {
    facts: [
      fact(
        'port-groups',
        'Of its ports',
        groupsOfSwitch(network, row).map((group) => nbLink(group, group.get('name'))),
      ),
    ],
  }),
  ...aclSection(network, aclsOfSwitch(network, row)),
  ...loadBalancerSection(network, loadBalancersOf(network, row)),
];

const dhcpSection = (network: Network, row: SwitchRow): readonly Section[] => {
  const ports = network.nbRows.rows('Logical_Switch_Port', row.get('ports'));
  const counts = new Map<string, number>();
  for (const port of ports) {
    for (const uuid of [port.get('dhcpv4_options'), port.get('dhcpv6_options')]) {
      if (uuid !== undefined) counts.set(uuid, (counts.get(uuid) ?? 0) + 1);
    }
  }
  const given = network.nbRows.rows('DHCP_Options', [...counts.keys()].sort());
  return section('dhcp', 'DHCP', {
    listing: listing(
      [
        ['cidr', 'CIDR'],
        ['ports', 'PORTS'],
        ['options', 'OPTIONS'],
      ],
      given.map((dhcp) => [nbLink(dhcp, dhcp.get('cidr')), counts.get(dhcp.uuid), dhcp.get('options')]),
    ),
  });
};

const dnsSection = (network: Network, row: SwitchRow): readonly Section[] =>
  section('dns', 'DNS records', {
    listing: listing(
      [
        ['name', 'NAME'],
        ['addresses', 'ADDRESSES'],
      ],
      recordsOfSwitch(network, row).map(({ name, values, row: dns }) => [nbLink(dns, name), values]),
    ),
  });

const forwardingSection = (network: Network, row: SwitchRow): readonly Section[] =>
  section('forwarding-groups', 'Forwarding groups', {
    listing: listing(
      [
        ['name', 'NAME'],
        ['vip', 'VIP'],
        ['mac', 'MAC'],
        ['liveness', 'LIVENESS'],
        ['ports', 'PORTS'],
      ],
      network.nbRows
        .rows('Forwarding_Group', row.get('forwarding_groups'))
        .map((group) => [
          nbLink(group, group.get('name')),
          group.get('vip'),
          group.get('vmac'),
          group.get('liveness'),
          group.get('child_port'),
        ]),
    ),
  });

const learnedSections = (
  network: Network,
  datapath: SbRow<'Datapath_Binding'> | undefined,
): readonly Section[] => [
  ...fdbSection(network, fdbOfSwitch(network, datapath?.get('tunnel_key')), datapath?.uuid),
  ...multicastSections(network, datapath),
  ...igmpSection(network, igmpGroupsOfDatapath(network, datapath?.uuid)),
];

/** `row` is the Northbound's; without it, what the Southbound tells. */
export const describeSwitch = (
  network: Network,
  one: LogicalSwitch,
  row: SwitchRow | undefined,
  datapath: SbRow<'Datapath_Binding'> | undefined,
): Description => {
  const attachments = attachmentsOf(one);
  const routers = routersOf(attachments);
  const routerRows = network.nbRows.rows(
    'Logical_Router',
    row === undefined ? [] : routers.map(({ uuid }) => uuid),
  );
  const localnets = one.ports.filter(({ networkName }) => networkName !== undefined);
  const chassis = localnets.length === 0 ? [] : chassisAround(network, one.ports);
  return {
    kind: row === undefined ? 'datapath' : 'logical switch',
    ref: one.ref,
    name: one.name,
    alias: one.alias,
    headline: switchHeadline(one),
    sections: [
      ...identitySection(network, one, row),
      ...datapathSection(network, datapath),
      ...switchPortList(network, one),
      ...noNorthbound(network),
      ...(row === undefined ? [] : ruleSections(network, row)),
      ...(row === undefined ? [] : dhcpSection(network, row)),
      ...(row === undefined ? [] : dnsSection(network, row)),
      ...(row === undefined ? [] : qosSection(qosOfSwitch(network, row))),
      ...(row === undefined ? [] : forwardingSection(network, row)),
      ...gatewaySection(firstHops(network, attachments, routerRows)),
      ...learnedSections(network, datapath),
      ...physicalSection(network, localnets, chassis),
      ...problemSection(switchProblems(network, one, row)),
      ...(row === undefined ? [] : restOf(network, row, SAID, { database: 'OVN_Northbound' })),
    ],
  };
};

export const switchDescriber: Describer = (network, row) => {
  const own = row as unknown as SwitchRow;
  return describeSwitch(network, network.northbound.switch(own), own, network.datapathOf(own.uuid));
};
