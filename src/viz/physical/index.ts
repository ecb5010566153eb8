/**
 * The physical view: chassis and what their hosts tell, the tunnels between them, and the physical networks that
 * their bridges lead to.
 */
import type { Network } from '../../model/index.ts';
import { count } from '../logical/words.ts';
import type { Pin, Scene, SceneNode, Section } from '../scene.ts';
import { TUNNEL_TYPES } from '../tunnel-types.ts';
import { someOf } from '../some.ts';
import { bridgeSections } from './bridges.ts';
import { chassisCard, portFacts } from './card.ts';
import { gatewayRoles, gatewaySection, type GatewayRoles } from './gateways.ts';
import { physicalNetworks } from './networks.ts';
import { defaultOptions, type PhysicalOptions } from './options.ts';
import { isPlain, plainTunnels } from './plain-tunnels.ts';
import { ItemIds, portsOfNode, type PortsOfNode } from './ports.ts';
import { transportNodes, type TransportNode } from './transport-nodes.ts';
import { tunnelCensus, type TunnelCensus } from './tunnel-census.ts';
import { tunnelEdge, tunnelPins } from './tunnel-edges.ts';
import { tunnelCard } from './tunnel-table.ts';
import { TunnelEnds, tunnelsAmong } from './tunnels.ts';

export type { PhysicalOptions } from './options.ts';

/** Of the router ports that a chassis serves, as many are written out where cards are open. */
const GATEWAYS_LISTED = 6;

const sectionsOf = (
  node: TransportNode,
  ports: PortsOfNode,
  roles: GatewayRoles,
  ids: ItemIds,
  options: PhysicalOptions,
): readonly Section[] => {
  const gateway = node.chassis === undefined ? [] : (roles.of.get(node.name) ?? []);
  const listed = options.portsListed === 0 ? 0 : GATEWAYS_LISTED;
  const own =
    node.host === undefined
      ? ports.items.length === 0
        ? []
        : [{ title: undefined, items: ports.items, listed: 0 }]
      : bridgeSections(
          node.host,
          ports.items,
          ports.isTold,
          options.portsListed,
          isPlain(node) ? TUNNEL_TYPES : undefined,
        );
  return [
    ...(gateway.length === 0 ? [] : [gatewaySection(gateway, listed)]),
    ...own.map((section) => ({ ...section, items: section.items.map((item) => ids.own(item, node)) })),
  ];
};

/** Gateway chassis that the Northbound names and that nobody registered as. */
const missingGateways = (
  network: Network,
  roles: GatewayRoles,
  nodes: readonly TransportNode[],
): readonly string[] => {
  if (network.sb === undefined) return [];
  const names = new Set(nodes.flatMap(({ chassis, name }) => (chassis === undefined ? [] : [name])));
  const missing = [...roles.of.keys()].filter((name) => !names.has(name)).sort();
  if (missing.length === 0) return [];
  const { shown, left } = someOf(missing, 5);
  const more = left > 0 ? ` and ${left} more` : '';
  return [
    `${count(missing.length, 'chassis', 'chassis')} named as gateway ${missing.length === 1 ? 'is' : 'are'} not in the Southbound: ${shown.join(', ')}${more}`,
  ];
};

const tunnelSummary = ({ counts, exceptions }: TunnelCensus, plain: number): readonly string[] => {
  const all = [...counts.values()].reduce((sum, many) => sum + many, plain);
  if (all === 0) return [];
  return [`${count(all, 'tunnel')}${exceptions.length === 0 ? '' : ` (${exceptions.length} broken)`}`];
};

const summaryOf = (
  nodes: readonly TransportNode[],
  census: TunnelCensus,
  plain: number,
  physical: number,
): string => {
  const chassis = nodes.filter(({ chassis: one }) => one !== undefined);
  const remote = chassis.filter(({ isRemote }) => isRemote).length;
  const stale = chassis.filter(
    (one) => !one.isRemote && !one.isVtep && (one.chassis?.behind ?? 0) > 0,
  ).length;
  const wrong = [
    ...(remote === 0 ? [] : [`${remote} remote`]),
    ...(stale === 0 ? [] : [`${stale} stale`]),
  ].join(', ');
  const hosts = nodes.filter(({ host }) => host !== undefined).length;
  return [
    `${chassis.length} chassis${wrong === '' ? '' : ` (${wrong})`}`,
    ...(hosts === 0 ? [] : [`${count(hosts, 'host')} read`]),
    ...tunnelSummary(census, plain),
    ...(physical === 0 ? [] : [count(physical, 'physical network')]),
  ].join(' · ');
};

/** The scene of chassis, tunnels and physical networks. Pure: the same network gives the same scene. */
export const physicalScene = (network: Network, given: Partial<PhysicalOptions> = {}): Scene => {
  network.expectMany();
  const nodes = transportNodes(network);
  const options = { ...defaultOptions(nodes.length), ...given };
  const roles = gatewayRoles(network);
  const ends = new TunnelEnds();
  const names = new Set(nodes.map(({ name }) => name));
  const census = tunnelCensus(ends, nodes);
  const drawn = nodes.length <= options.tunnelEdges ? tunnelsAmong(ends, nodes) : [];
  const dots = tunnelPins(drawn);
  const plain = plainTunnels(nodes, 1);
  const isPlainDrawn = nodes.length <= options.tunnelEdges;
  const physical = nodes.length === 0 ? undefined : physicalNetworks(network, nodes, 1, options.physicalFan);
  const ids = new ItemIds();
  const cards = nodes.map((node): SceneNode => {
    const ports = portsOfNode(network, node);
    const card = chassisCard(node, {
      southbound: network.sb !== undefined,
      interconnect: network.interconnect,
      activeGateways: roles.active.get(node.name) ?? 0,
      ports: node.chassis === undefined || node.isRemote ? [] : portFacts(ports.bound, ports.down),
      strays: ends.strays(node, names),
    });
    const pins: readonly Pin[] = [
      ...(dots.get(node.id) ?? []),
      ...((isPlainDrawn ? plain.pins.get(node.id) : undefined) ?? []),
      ...(physical?.pins.get(node.id) ?? []),
    ];
    return { ...card, pins, sections: sectionsOf(node, ports, roles, ids, options), tier: 0 };
  });
  const table =
    nodes.length > options.tunnelEdges ? [tunnelCard(ends, nodes, census, options.tunnelMatrix)] : [];
  return {
    view: 'physical',
    title: 'Physical topology',
    summary: summaryOf(nodes, census, plain.edges.length, physical?.nodes.length ?? 0),
    nodes: [...table, ...cards, ...(isPlainDrawn ? plain.nodes : []), ...(physical?.nodes ?? [])],
    edges: [...drawn.map(tunnelEdge), ...(isPlainDrawn ? plain.edges : []), ...(physical?.edges ?? [])],
    containers: [],
    notes: [
      ...(network.sb === undefined && network.hosts.length === 0
        ? ['Neither a Southbound nor the database of a host was read.']
        : []),
      ...missingGateways(network, roles, nodes),
      ...(isPlainDrawn || plain.edges.length === 0
        ? []
        : [
            `${count(plain.edges.length, 'tunnel')} of hosts without OVN are not drawn as edges: --view bridge lists them.`,
          ]),
    ],
  };
};
