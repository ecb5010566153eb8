/**
 * Both sides in one picture: routers over their switches, switches over the chassis where their ports are bound,
 * chassis over the physical networks that their bridges lead to. It is the logical view with its ports moved to the
 * chassis; ports bound nowhere have a card of their own.
 */
import { isWorkload, type Network, type SwitchPort } from '../../model/index.ts';
import { logicalScene } from '../logical/index.ts';
import { portItem } from '../logical/switches.ts';
import { count } from '../logical/words.ts';
import { chassisCard } from '../physical/card.ts';
import { gatewayRoles } from '../physical/gateways.ts';
import { physicalNetworks } from '../physical/networks.ts';
import { transportNodes, type TransportNode } from '../physical/transport-nodes.ts';
import type { Fact, Item, Scene, SceneNode } from '../scene.ts';
import { bindingEdges, type Pair } from './bindings.ts';
import { defaultOptions, type CombinedOptions } from './options.ts';
import { placesOf, type Places } from './places.ts';
import { portSections, sumFact } from './sections.ts';

export type { CombinedOptions } from './options.ts';

const TIER = { router: 0, switch: 1, chassis: 2, physical: 3 } as const;

/** Of what stays in a switch's card, as many lead out of OVN and are written out. */
const SPECIAL_LISTED = 4;

/** A switch's card without the ports that stand in the chassis' cards. */
const withoutWorkloads = (node: SceneNode, portOf: ReadonlyMap<string, SwitchPort>): SceneNode => ({
  ...node,
  sections: node.sections.flatMap((section) => {
    const items = section.items.filter(({ id }) => {
      const port = portOf.get(id);
      return port === undefined || !isWorkload(port);
    });
    const leading = items.filter(({ id }) => ['localnet', 'vtep'].includes(portOf.get(id)?.type ?? ''));
    return items.length === 0
      ? []
      : [{ ...section, items, listed: Math.min(leading.length, SPECIAL_LISTED) }];
  }),
});

const migratingFacts = (many: number): readonly Fact[] =>
  many === 0 ? [] : [{ text: `${count(many, 'port')} bound here as well, migrating`, tone: 'idle' }];

/** The card of ports that are on no chassis; none where there are no such ports. */
const notBoundCard = (
  network: Network,
  places: Places,
  itemOf: (port: SwitchPort) => Item,
  portsListed: number,
): readonly SceneNode[] => {
  const sections = portSections(places.nowhere, itemOf, portsListed);
  if (sections.length === 0) return [];
  const isKnown = network.sb !== undefined;
  return [
    {
      id: 'not-bound',
      kind: 'chassis',
      label: 'on no chassis',
      row: undefined,
      title: isKnown ? 'Not bound' : 'Not known where',
      subtitle: undefined,
      facts: [
        ...(isKnown ? [] : [{ text: 'no Southbound was read', tone: 'unknown' } as const]),
        sumFact(sections, ''),
      ],
      badges: [],
      pins: [],
      sections,
      tooltip: isKnown
        ? 'ports that no chassis has bound'
        : 'ports of which no database tells where they are bound',
      tier: TIER.chassis,
    },
  ];
};

const pairsOf = (nodes: readonly TransportNode[], places: Places): readonly Pair[] =>
  nodes.flatMap((on) =>
    [...(places.on.get(on) ?? [])].flatMap(([of, ports]) => (of === undefined ? [] : [{ of, on, ports }])),
  );

/** The scene of logical and physical topology. Pure: the same network gives the same scene. */
export const combinedScene = (network: Network, given: Partial<CombinedOptions> = {}): Scene => {
  network.expectMany();
  const nodes = transportNodes(network);
  const options = { ...defaultOptions(nodes.length), ...given };
  // Without chassis, the logical view's own physical networks are all there is.
  const joined = nodes.length > 0;
  const logical = logicalScene(network, joined ? { portsListed: 0, physicalFan: 0 } : { portsListed: 0 });
  const portOf = new Map(network.switchPorts.map((port) => [port.uuid, port]));
  const items = new Map<string, { readonly item: Item; readonly at: number }>();
  for (const { sections } of logical.nodes) {
    for (const section of sections)
      for (const item of section.items) items.set(item.id, { item, at: items.size });
  }
  const itemOf = (port: SwitchPort): Item => items.get(port.uuid)?.item ?? portItem(port);
  const places = placesOf(network, nodes, ({ uuid }) => items.get(uuid)?.at ?? items.size);
  const pairs = pairsOf(nodes, places);
  const isDrawn = pairs.length <= options.bindingEdges;
  const bindings = bindingEdges(isDrawn ? pairs : []);
  const roles = gatewayRoles(network);
  const physical = physicalNetworks(network, nodes, TIER.physical, options.physicalFan);
  const lower = joined ? physical.nodes : [];
  const upper = logical.nodes.map((node): SceneNode => {
    if (node.kind === 'physical') return { ...node, tier: TIER.physical };
    if (node.kind !== 'switch') return { ...node, tier: TIER.router };
    const rest = withoutWorkloads(node, portOf);
    return { ...rest, pins: [...rest.pins, ...(bindings.pins.get(node.id) ?? [])], tier: TIER.switch };
  });
  const chassis = nodes.map((node): SceneNode => {
    const sections = portSections(places.on.get(node) ?? new Map(), itemOf, options.portsListed);
    const card = chassisCard(node, {
      southbound: network.sb !== undefined,
      interconnect: network.interconnect,
      activeGateways: roles.active.get(node.name) ?? 0,
      ports: [
        ...(node.isRemote ? [] : [sumFact(sections, ' bound')]),
        ...migratingFacts(places.migrating.get(node) ?? 0),
      ],
    });
    return {
      ...card,
      pins: [...(bindings.pins.get(node.id) ?? []), ...(physical.pins.get(node.id) ?? [])],
      sections,
      tier: TIER.chassis,
    };
  });
  const notBound = notBoundCard(network, places, itemOf, options.portsListed);
  const unbound = [...places.nowhere.values()].reduce((sum, ports) => sum + ports.length, 0);
  return {
    view: 'combined',
    title: 'Logical and physical',
    summary: [
      logical.summary,
      ...(unbound === 0 || network.sb === undefined ? [] : [`${unbound} not bound`]),
    ].join(' · '),
    nodes: [...upper, ...chassis, ...notBound, ...lower],
    edges: [...logical.edges, ...bindings.edges, ...physical.edges],
    containers: [],
    notes: [
      ...logical.notes,
      ...(isDrawn
        ? []
        : [
            `${pairs.length} pairs of logical switch and chassis are not drawn as edges: the chassis list their ports by switch.`,
          ]),
    ],
  };
};
