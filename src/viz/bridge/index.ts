/**
 * The bridge view: the inside of hosts. A frame for each host, its bridges within, joined by patch ports; all other
 * ports are listed in the cards.
 */
import type { Network } from '../../model/index.ts';
import { count, lines } from '../logical/words.ts';
import type { Container, Scene, SceneEdge, SceneNode } from '../scene.ts';
import { bridgeNode } from './card.ts';
import { hostBridges } from './open-vswitch.ts';
import { patchesOf, tiersOf } from './patches.ts';
import { hostsOf, type BridgeSubject } from './subject.ts';
import type { HostBridges } from './types.ts';

export type { BridgeSubject } from './subject.ts';

/** Items of a section that are written out, by the number of hosts. */
const listedOf = (hosts: number): number => (hosts <= 1 ? 40 : hosts <= 4 ? 12 : hosts <= 12 ? 6 : 0);

const containerOf = ({ id, name, subtitle, row, bridges }: HostBridges): Container => ({
  id,
  title: name,
  subtitle,
  row,
  tooltip: lines([`host ${name}`, count(bridges.length, 'bridge')]),
});

interface Tally {
  ports: number;
  bad: number;
  dangling: number;
}

const summaryOf = (hosts: readonly HostBridges[], { ports, bad, dangling }: Tally): string => {
  const bridges = hosts.reduce((sum, host) => sum + host.bridges.length, 0);
  return [
    count(hosts.length, 'host'),
    count(bridges, 'bridge'),
    `${count(ports, 'port')}${bad === 0 ? '' : ` (${bad} down)`}`,
    ...(dangling === 0 ? [] : [`${count(dangling, 'patch port')} without a pair`]),
  ].join(' · ');
};

/** Frames and cards for hosts, whatever told of their bridges. */
export const sceneOfHosts = (
  hosts: readonly HostBridges[],
  title: string,
  notes: readonly string[] = [],
): Scene => {
  const nodes: SceneNode[] = [];
  const edges: SceneEdge[] = [];
  const tally: Tally = { ports: 0, bad: 0, dangling: 0 };
  for (const { id, name, bridges } of hosts) {
    const patches = patchesOf(bridges);
    const tiers = tiersOf(bridges, patches.edges);
    tally.dangling += patches.wrong.size;
    edges.push(...patches.edges);
    for (const bridge of bridges) {
      tally.ports += bridge.ports.length;
      tally.bad += bridge.ports.filter(({ tone }) => tone === 'bad').length;
      nodes.push(
        bridgeNode(bridge, {
          container: id,
          host: name,
          tier: tiers.get(bridge.id) ?? 0,
          wrong: patches.wrong,
          listed: listedOf(hosts.length),
        }),
      );
    }
  }
  return {
    view: 'bridge',
    title,
    summary: summaryOf(hosts, tally),
    nodes,
    edges,
    containers: hosts.map(containerOf),
    notes: [...hosts.flatMap((host) => host.notes), ...notes],
  };
};

/** Chassis of which nothing is known inside. */
const unreadNotes = (network: Network): readonly string[] => {
  const read = new Set(network.hosts.map(({ systemId }) => systemId));
  const unread = network.chassis.filter(({ name }) => !read.has(name)).length;
  return unread === 0
    ? []
    : [
        `${unread} chassis not shown: the Open_vSwitch ${unread === 1 ? 'database of its host was' : 'databases of their hosts were'} not read.`,
      ];
};

/**
 * The bridges of every host whose Open_vSwitch database was read, or of those hosts that `subject` is on: a host, a
 * bridge, a port or an interface of one, a chassis, or a logical port by where it is bound.
 */
export const bridgeScene = (network: Network, subject?: BridgeSubject): Scene => {
  network.expectMany();
  if (subject === undefined) {
    return sceneOfHosts(hostBridges(network, network.hosts), 'Bridges', unreadNotes(network));
  }
  const hosts = hostsOf(network, subject);
  const names = hosts.map(({ name }) => name).join(', ');
  return hosts.length === 0
    ? sceneOfHosts([], `Bridges for ${subject.name}`, [
        `${subject.kind} ${subject.name} is on no host whose Open_vSwitch database was read.`,
      ])
    : sceneOfHosts(hostBridges(network, hosts), `Bridges of ${names}`);
};
