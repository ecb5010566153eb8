/** The scene as a graph of numbers, which is what a layout computes with. */
import type { Pin, Scene, SceneEdge, SceneNode } from '../scene.ts';

export interface Link {
  readonly edge: SceneEdge;
  readonly from: number;
  readonly to: number;
}

export interface Graph {
  readonly nodes: readonly SceneNode[];
  readonly links: readonly Link[];
  /** Links of each node. */
  readonly linksOf: readonly (readonly Link[])[];
}

export const otherEnd = (link: Link, node: number): number => (link.from === node ? link.to : link.from);

export const pinAt = (link: Link, node: number): string =>
  link.from === node ? link.edge.from.pin : link.edge.to.pin;

export const pinOf = (node: SceneNode, id: string): Pin | undefined => node.pins.find((pin) => pin.id === id);

/** Edges from a node to itself are left out: the pin says what is wrong with them. */
export const buildGraph = (scene: Pick<Scene, 'nodes' | 'edges'>): Graph => {
  const index = new Map(scene.nodes.map((node, i) => [node.id, i]));
  const links: Link[] = [];
  const linksOf = scene.nodes.map((): Link[] => []);
  for (const edge of scene.edges) {
    const [from, to] = [index.get(edge.from.node), index.get(edge.to.node)];
    if (from === undefined || to === undefined || from === to) continue;
    const link = { edge, from, to };
    links.push(link);
    linksOf[from]?.push(link);
    linksOf[to]?.push(link);
  }
  return { nodes: scene.nodes, links, linksOf };
};

/** Nodes that hang together, each list in the scene's order. */
export const components = (graph: Graph): number[][] => {
  const seen = new Set<number>();
  const found: number[][] = [];
  graph.nodes.forEach((_, start) => {
    if (seen.has(start)) return;
    seen.add(start);
    const members = [start];
    for (let i = 0; i < members.length; i++) {
      const at = members[i] ?? 0;
      for (const link of graph.linksOf[at] ?? []) {
        const next = otherEnd(link, at);
        if (seen.has(next)) continue;
        seen.add(next);
        members.push(next);
      }
    }
    found.push(members.sort((a, b) => a - b));
  });
  return found;
};
