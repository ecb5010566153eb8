/** How many edges lie between nodes. */
import type { Scene } from '../scene.ts';

export type Neighbours = ReadonlyMap<string, ReadonlySet<string>>;

/** Of edges whose ends are there; a node is no neighbour of itself. */
export const neighboursOf = ({ nodes, edges }: Pick<Scene, 'nodes' | 'edges'>): Neighbours => {
  const found = new Map(nodes.map(({ id }) => [id, new Set<string>()]));
  for (const { from, to } of edges) {
    const [a, b] = [found.get(from.node), found.get(to.node)];
    if (a === undefined || b === undefined || a === b) continue;
    a.add(to.node);
    b.add(from.node);
  }
  return found;
};

/** Everything within so many edges of the nodes given, and these. */
export const within = (
  neighbours: Neighbours,
  from: readonly string[],
  hops: number,
): ReadonlySet<string> => {
  const reached = new Set(from);
  let rim: readonly string[] = [...reached];
  for (let hop = 0; hop < hops && rim.length > 0; hop++) {
    const next: string[] = [];
    for (const id of rim) {
      for (const other of neighbours.get(id) ?? []) {
        if (reached.has(other)) continue;
        reached.add(other);
        next.push(other);
      }
    }
    rim = next;
  }
  return reached;
};
