/**
 * A logical router port: its addresses, router and peer, where it is centralised, what it advertises, the NAT and
 * routes that use it, the neighbours learned on it, what is wrong.
 */
import type { PortBinding } from '../../bindings.ts';
import type { Network } from '../../network.ts';
import { isWithin } from '../../relations/addresses.ts';
import { igmpGroupsOfPort, macBindingsOn, staticMacBindingsOn } from '../../relations/learned.ts';
import { gatewayPortOf, natOfRouter } from '../../relations/nat.ts';
import type { NbRow } from '../../relations/rows.ts';
import { routesOfRouter, type Route } from '../../relations/routes.ts';
import type { RouterPort } from '../../routers.ts';
import { fact, listing, section } from '../build.ts';
import type { Describer } from '../describer.ts';
import { chassisNamed, missing, nbLink, portLink, routerLink, sbLink, switchLink } from '../links.ts';
import type { Described, Description, Fact, Section } from '../types.ts';
import { bfdSection } from './bfd-section.ts';
import { BINDING_SAID, bindingSection, noNorthbound } from './binding-section.ts';
import { igmpSection, macBindingSection, staticMacBindingSection } from './learned-section.ts';
import { natSection } from './nat-section.ts';
import { problemSection } from './port-problems.ts';
import { ownerFact, restOf } from './rest.ts';
import { routeSection } from './route-section.ts';
import { routerPortHeadline, routerPortProblems } from './router-port-problems.ts';

type PortRow = NbRow<'Logical_Router_Port'>;

const SAID = [
  'name',
  'mac',
  'networks',
  'peer',
  'enabled',
  'options',
  'gateway_chassis',
  'ha_chassis_group',
  'ipv6_ra_configs',
  'ipv6_prefix',
  'dhcp_relay',
];

const peerFacts = (network: Network, port: RouterPort): readonly Fact[] => {
  const { peerName } = port;
  const attached = network.switchPortsTo(port.name);
  const switches = attached.map((one) => one.switch).filter((one) => one !== undefined);
  const named = peerName === undefined ? undefined : network.routerPort(peerName);
  const isSwitchPort = attached.some(({ name }) => name === peerName);
  const { peer } = port;
  return [
    ...fact('switch-ports', 'Switch ports', attached.map(portLink)),
    ...fact('switches', 'Switches', [...new Set(switches)].map(switchLink)),
    ...(peerName === undefined || isSwitchPort
      ? []
      : named === undefined
        ? fact('peer', 'Peer', missing('logical router port', peerName), {
            tone: 'bad',
            note: 'does not exist',
          })
        : fact('peer', 'Peer', portLink(named))),
    ...fact(
      'peer-router',
      'Peer router',
      peer?.kind === 'router port' && peer.router !== undefined ? routerLink(peer.router) : undefined,
    ),
  ];
};

const identitySection = (
  network: Network,
  port: RouterPort,
  row: PortRow | undefined,
): readonly Section[] => {
  const routers =
    row === undefined ? [port.router].filter((one) => one !== undefined) : network.northbound.routersOf(port);
  const prefix = row?.get('ipv6_prefix') ?? [];
  return section('identity', 'What it is', {
    facts: [
      fact('alias', 'Also known as', port.alias),
      row === undefined ? [] : ownerFact(network, row, 'OVN_Northbound'),
      fact('router', 'Router', routers.map(routerLink)),
      fact('mac', 'MAC', port.mac),
      fact('networks', 'Networks', port.networks),
      fact('ipv6-prefix', 'Delegated IPv6 prefixes', prefix),
      peerFacts(network, port),
      row === undefined ? [] : fact('enabled', 'Enabled', port.enabled, port.enabled ? {} : { tone: 'bad' }),
      fact(
        'reside-on-redirect-chassis',
        'Centralised',
        row?.get('options').get('reside-on-redirect-chassis') === 'true'
          ? 'traffic through it is centralised on the gateway chassis'
          : undefined,
      ),
      row === undefined ? [] : fact('options', 'Options', row.get('options')),
    ],
  });
};

const gatewaySection = (network: Network, port: RouterPort, row: PortRow | undefined): readonly Section[] => {
  const { redirect } = port;
  const group = network.nbRows.row('HA_Chassis_Group', row?.get('ha_chassis_group'));
  const chassis = redirect?.chassis;
  return section('gateway', 'Gateway chassis', {
    facts: [
      fact(
        'ha-group',
        'HA chassis group',
        group === undefined ? port.haGroup : nbLink(group, group.get('name')),
      ),
      fact('redirect', 'Redirect binding', redirect === undefined ? undefined : sbLink(redirect.row)),
      redirect === undefined
        ? []
        : chassis === undefined
          ? fact('active', 'Served by', 'no chassis', { tone: 'bad' })
          : fact('active', 'Served by', chassisNamed(network, chassis.name), { tone: 'good' }),
      fact('redirect-tunnel-key', 'Tunnel key of the redirect binding', redirect?.row.get('tunnel_key')),
      fact('nat-addresses', 'Announced addresses', redirect?.row.get('nat_addresses')),
    ],
    listing: listing(
      [
        ['chassis', 'CHASSIS'],
        ['priority', 'PRIORITY'],
        ['active', 'ACTIVE'],
      ],
      port.gateways.map(({ chassisName, priority, active }): readonly Described[] => [
        chassisNamed(network, chassisName),
        priority,
        active,
      ]),
      port.gateways.map(({ active }) => (active ? 'good' : undefined)),
    ),
  });
};

const advertisedSection = (network: Network, row: PortRow): readonly Section[] => {
  const uuid = row.get('dhcp_relay');
  const relay = network.nbRows.row('DHCP_Relay', uuid);
  return section('advertised', 'Router advertisements and DHCP', {
    facts: [
      fact('ipv6-ra-configs', 'IPv6 router advertisements', row.get('ipv6_ra_configs')),
      fact('dhcp-relay', 'DHCP relay', relay === undefined ? uuid : nbLink(relay, relay.get('name'))),
      fact('dhcp-servers', 'Relayed to', relay?.get('servers')),
    ],
  });
};

/** By name, or because the next hop is in one of the port's networks. */
const leavesBy = ({ outputPort, nexthop }: Route, { name, networks }: RouterPort): boolean =>
  outputPort === undefined ? networks.some((one) => isWithin(nexthop, one)) : outputPort === name;

/** NAT that is done at this port, and static routes that leave by it. */
const trafficSections = (network: Network, port: RouterPort): readonly Section[] => {
  const { router } = port;
  const row = network.nbRows.row('Logical_Router', router?.uuid);
  if (router === undefined || row === undefined) return [];
  const nat = port.isGateway
    ? natOfRouter(network, row).filter((one) => gatewayPortOf(network, one.row, router)?.uuid === port.uuid)
    : [];
  const routes = routesOfRouter(network, router, row, network.datapathOf(row.uuid)?.uuid);
  return [
    ...natSection(network, nat, 'router'),
    ...routeSection(
      network,
      routes.filter((route) => leavesBy(route, port)),
      'Routes that leave by it',
    ),
  ];
};

const bindingsOf = (port: RouterPort): readonly PortBinding[] =>
  port.binding === undefined ? [] : [port.binding];

/** `row` is the Northbound's; without it, what the Southbound tells. */
export const describeRouterPort = (
  network: Network,
  port: RouterPort,
  row: PortRow | undefined,
): Description => ({
  kind: row === undefined ? 'port binding' : 'logical router port',
  ref: port.ref,
  name: port.name,
  alias: port.alias,
  headline: routerPortHeadline(network, port),
  sections: [
    ...identitySection(network, port, row),
    ...bindingSection(network, bindingsOf(port)),
    ...gatewaySection(network, port, row),
    ...noNorthbound(network),
    ...(row === undefined ? [] : advertisedSection(network, row)),
    ...(row === undefined ? [] : trafficSections(network, port)),
    ...bfdSection(network, [port.name]),
    ...macBindingSection(network, 'MAC bindings learned on it', macBindingsOn(network, port.name)),
    ...staticMacBindingSection(network, staticMacBindingsOn(network, port.name)),
    ...igmpSection(network, igmpGroupsOfPort(network, port.binding?.uuid)),
    ...problemSection(routerPortProblems(network, port, row)),
    ...(row === undefined ? [] : restOf(network, row, SAID, { database: 'OVN_Northbound' })),
    ...bindingsOf(port).flatMap((binding) =>
      restOf(network, binding.row, [...BINDING_SAID, ...(row === undefined ? [] : ['mac', 'external_ids'])], {
        database: 'OVN_Southbound',
        id: row === undefined ? 'other-columns' : 'binding-columns',
        title: row === undefined ? 'Other columns' : 'Other columns of the port binding',
      }),
    ),
  ],
});

export const routerPortDescriber: Describer = (network, row) => {
  const own = row as unknown as PortRow;
  return describeRouterPort(network, network.northbound.routerPort(own), own);
};
