/**
 * Patch ports of a host and which of them lead to each other. A pair carries packets only if each names the other
 * (ovs-vswitchd.conf.db(5), `options:peer`); everything else is told at the port that is at fault.
 */
import { lines } from '../logical/words.ts';
import type { SceneEdge } from '../scene.ts';
import type { BridgeCard, CardPort } from './types.ts';

export interface Patches {
  readonly edges: readonly SceneEdge[];
  /** By the id of a port that carries nothing: why. */
  readonly wrong: ReadonlyMap<string, string>;
}

interface End {
  readonly bridge: BridgeCard;
  readonly port: CardPort;
}

const interfaceName = ({ interfaces, name }: CardPort): string => interfaces[0]?.name ?? name;

/** Patch ports by the names of their interfaces: peers are named by these. */
const endsOf = (bridges: readonly BridgeCard[]): ReadonlyMap<string, End> => {
  const ends = new Map<string, End>();
  for (const bridge of bridges)
    for (const port of bridge.ports)
      if (port.role === 'patch') ends.set(interfaceName(port), { bridge, port });
  return ends;
};

const wrongOf = ({ port }: End, ends: ReadonlyMap<string, End>): string | undefined => {
  const { peer } = port;
  if (peer === undefined) return 'names no peer';
  const other = ends.get(peer);
  if (other === undefined) return `no patch port ${peer}`;
  if (other.port.id === port.id) return 'names itself as its peer';
  if (other.port.peer === interfaceName(port)) return undefined;
  return other.port.peer === undefined ? `${peer} names no peer` : `${peer} leads to ${other.port.peer}`;
};

/** An edge for each pair, and one for each port that names another one in vain. */
export const patchesOf = (bridges: readonly BridgeCard[]): Patches => {
  const ends = endsOf(bridges);
  const edges = new Map<string, SceneEdge>();
  const wrong = new Map<string, string>();
  for (const end of ends.values()) {
    const { bridge, port } = end;
    const why = wrongOf(end, ends);
    if (why !== undefined) wrong.set(port.id, why);
    const other = port.peer === undefined ? undefined : ends.get(port.peer);
    if (other === undefined || other.port.id === port.id) continue;
    const id = [port.id, other.port.id].sort().join('-');
    if (edges.has(id)) continue;
    edges.set(id, {
      id,
      from: { node: bridge.id, pin: port.id },
      to: { node: other.bridge.id, pin: other.port.id },
      kind: 'patch',
      group: -1,
      tone: why === undefined ? undefined : 'bad',
      tooltip: lines([
        `${bridge.name} – ${other.bridge.name}`,
        `${port.name} – ${other.port.name}`,
        why === undefined ? '' : `carries nothing: ${why}`,
      ]),
    });
  }
  return { edges: [...edges.values()], wrong };
};

/** Rows of bridges: those that the others hang on above, each other one by how many patches lie between. */
export const tiersOf = (
  bridges: readonly BridgeCard[],
  edges: readonly SceneEdge[],
): ReadonlyMap<string, number> => {
  const near = new Map<string, string[]>(bridges.map(({ id }) => [id, []]));
  for (const { from, to } of edges) {
    near.get(from.node)?.push(to.node);
    near.get(to.node)?.push(from.node);
  }
  const degree = ({ id }: BridgeCard): number => near.get(id)?.length ?? 0;
  const starts = [...bridges].sort(
    (a, b) => Number(b.isIntegration) - Number(a.isIntegration) || degree(b) - degree(a),
  );
  const tiers = new Map<string, number>();
  for (const start of starts) {
    if (tiers.has(start.id)) continue;
    tiers.set(start.id, 0);
    const queue = [start.id];
    for (let i = 0; i < queue.length; i++) {
      const at = queue[i] ?? '';
      for (const next of near.get(at) ?? []) {
        if (tiers.has(next)) continue;
        tiers.set(next, (tiers.get(at) ?? 0) + 1);
        queue.push(next);
      }
    }
  }
  return tiers;
};
