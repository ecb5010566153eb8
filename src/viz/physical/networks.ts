/**
 * Physical networks by the bridge mappings of chassis: a card each, joined to every chassis that maps it, unless
 * those are so many that a fan of edges says nothing.
 */
import { naturalCompare, type Network } from '../../model/index.ts';
import { count, lines } from '../logical/words.ts';
import type { Fact, Pin, SceneEdge, SceneNode } from '../scene.ts';
import { withMore } from '../some.ts';
import type { TransportNode } from './transport-nodes.ts';

export interface PhysicalNetworks {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  /** By the id of a chassis' card, the pins from which it is joined to physical networks. */
  readonly pins: ReadonlyMap<string, readonly Pin[]>;
}

interface Mapped {
  readonly at: TransportNode;
  readonly bridge: string;
}

const mappedNetworks = (nodes: readonly TransportNode[]): Map<string, Mapped[]> => {
  const found = new Map<string, Mapped[]>();
  for (const at of nodes) {
    for (const [name, bridge] of at.mappings) {
      const known = found.get(name);
      if (known === undefined) found.set(name, [{ at, bridge }]);
      else known.push({ at, bridge });
    }
  }
  return found;
};

/** By the physical network that they name, the logical switches with a localnet port. */
const localnets = (network: Network): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const { ports, alias, name } of network.switches) {
    for (const port of ports) {
      if (port.type !== 'localnet' && port.type !== 'l2gateway') continue;
      const { networkName, tag } = port;
      if (networkName === undefined) continue;
      const text = `${alias ?? name}${tag === undefined ? '' : `, vlan ${tag}`}`;
      const known = found.get(networkName);
      if (known === undefined) found.set(networkName, [text]);
      else known.push(text);
    }
  }
  return found;
};

/** `br-ex on 3 chassis` */
const bridgeFacts = (mapped: readonly Mapped[]): readonly Fact[] => {
  const counts = new Map<string, number>();
  for (const { bridge } of mapped) counts.set(bridge, (counts.get(bridge) ?? 0) + 1);
  const facts = [...counts]
    .sort(([a, x], [b, y]) => y - x || naturalCompare(a, b))
    .map(([bridge, many]): Fact => ({ text: `${bridge} on ${many} chassis`, tone: 'idle' }));
  return withMore(facts, 3, (left) => ({ text: `and ${left} more bridges`, tone: 'idle' }));
};

const pin = (id: string, at: TransportNode, name: string, bridge: string): Pin => ({
  id,
  row: at.ref,
  name: bridge,
  details: [],
  labelled: false,
  tone: 'idle',
  tooltip: `${at.label}: bridge mapping ${name} → ${bridge}`,
});

const switchFacts = (switches: readonly string[]): readonly Fact[] => {
  if (switches.length === 0) return [{ text: 'no localnet port names it', tone: 'unknown' }];
  const text = switches.length <= 2 ? switches.join(' · ') : count(switches.length, 'localnet port');
  return [{ text, tone: 'idle' }];
};

export const physicalNetworks = (
  network: Network,
  nodes: readonly TransportNode[],
  tier: number,
  largestFan: number,
): PhysicalNetworks => {
  const mapped = mappedNetworks(nodes);
  const switches = localnets(network);
  const cards: SceneNode[] = [];
  const edges: SceneEdge[] = [];
  const pins = new Map<string, Pin[]>();
  const names = [...new Set([...mapped.keys(), ...switches.keys()])].sort(naturalCompare);
  names.forEach((name, i) => {
    const id = `physical-${i}`;
    const here = mapped.get(name) ?? [];
    const own: Pin[] = [];
    if (here.length <= largestFan) {
      for (const { at, bridge } of here) {
        const edge = `${id}-${at.id}`;
        own.push(pin(`${edge}-to`, at, name, bridge));
        const from = pin(`${edge}-from`, at, name, bridge);
        const known = pins.get(at.id);
        if (known === undefined) pins.set(at.id, [from]);
        else known.push(from);
        edges.push({
          id: edge,
          from: { node: at.id, pin: from.id },
          to: { node: id, pin: `${edge}-to` },
          kind: 'localnet',
          group: -1,
          tooltip: `${at.label} – physical network ${name} by ${bridge}`,
        });
      }
    }
    const unmapped: readonly Fact[] =
      here.length > 0 ? [] : [{ text: 'no chassis has a bridge mapping for it', tone: 'bad' }];
    cards.push({
      id,
      kind: 'physical',
      row: undefined,
      title: name,
      subtitle: undefined,
      facts: [...unmapped, ...bridgeFacts(here), ...switchFacts(switches.get(name) ?? [])],
      badges: [],
      pins: own,
      sections: [],
      outside: 'network',
      tooltip: lines([
        `physical network ${name}, as named by ovn-bridge-mappings`,
        ...(switches.get(name) ?? []),
      ]),
      tier,
    });
  });
  return { nodes: cards, edges, pins };
};
