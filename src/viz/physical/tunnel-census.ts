/**
 * Tunnels of so many chassis that nobody looks at each pair: how many there are of each type, and those that are
 * not as they should be. Chassis of the same encapsulations and transport zones are alike, so they are counted by
 * groups; single pairs are looked at only from hosts whose database was read.
 */
import { tunnelBetween, tunnelType, wrongOfTunnel, type Tunnel, type TunnelEnds } from './tunnels.ts';
import type { TransportNode } from './transport-nodes.ts';

export interface TunnelCensus {
  /** By type, as many pairs of chassis. */
  readonly counts: ReadonlyMap<string, number>;
  readonly exceptions: readonly Tunnel[];
}

/** Nodes that are alike in everything that decides about tunnels. */
const alike = (nodes: readonly TransportNode[]): readonly (readonly TransportNode[])[] => {
  const groups = new Map<string, TransportNode[]>();
  for (const node of nodes) {
    const types = [...new Set(node.encaps.map(({ type }) => type))].sort();
    const key = JSON.stringify([
      types,
      [...node.zones].sort(),
      node.isRemote,
      node.isInterconnect,
      node.isVtep,
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [node]);
    else group.push(node);
  }
  return [...groups.values()];
};

/** For each group those that share a zone with it, itself among them; where none has a zone, all. */
const neighbours = (groups: readonly (readonly TransportNode[])[]): readonly (readonly number[])[] => {
  const byZone = new Map<string | undefined, number[]>();
  const zonesOf = (group: readonly TransportNode[]): readonly (string | undefined)[] => {
    const zones = group[0]?.zones ?? [];
    return zones.length === 0 ? [undefined] : zones;
  };
  groups.forEach((group, i) => {
    for (const zone of zonesOf(group)) {
      const known = byZone.get(zone);
      if (known === undefined) byZone.set(zone, [i]);
      else known.push(i);
    }
  });
  return groups.map((group) => [...new Set(zonesOf(group).flatMap((zone) => byZone.get(zone) ?? []))]);
};

export const tunnelCensus = (ends: TunnelEnds, nodes: readonly TransportNode[]): TunnelCensus => {
  const groups = alike(nodes);
  const near = neighbours(groups);
  const counts = new Map<string, number>();
  const place = new Map(nodes.map((node, i) => [node, i]));
  const exceptions: Tunnel[] = [];
  groups.forEach((group, i) => {
    const [first] = group;
    if (first === undefined) return;
    for (const j of near[i] ?? []) {
      const other = groups[j] ?? [];
      const type = other[0] === undefined ? undefined : tunnelType(first, other[0]);
      if (type === undefined) continue;
      if (j >= i) {
        const pairs = i === j ? (group.length * (group.length - 1)) / 2 : group.length * other.length;
        counts.set(type, (counts.get(type) ?? 0) + pairs);
      }
      for (const a of group) {
        if (a.host === undefined) continue;
        for (const b of other) {
          const isLater = (place.get(a) ?? 0) > (place.get(b) ?? 0);
          // A pair of hosts that were both read is looked at once.
          if (a === b || (isLater && b.host !== undefined)) continue;
          const tunnel = isLater ? tunnelBetween(ends, b, a) : tunnelBetween(ends, a, b);
          if (tunnel !== undefined && wrongOfTunnel(tunnel).length > 0) exceptions.push(tunnel);
        }
      }
    }
  });
  const rank = ({ a, b }: Tunnel): readonly [number, number] => [place.get(a) ?? 0, place.get(b) ?? 0];
  return {
    counts: new Map([...counts].filter(([, many]) => many > 0).sort()),
    exceptions: exceptions.sort((x, y) => {
      const [[a, b], [c, d]] = [rank(x), rank(y)];
      return a - c || b - d;
    }),
  };
};
