/**
 * Edges as a drawing from top to bottom needs them: which of the two ends stands higher, by the rows that the layout
 * would give them, and which pins no edge takes.
 */
import { buildGraph, components, type Graph, type Link } from './layout/graph.ts';
import { rankNodes } from './layout/ranks.ts';
import type { Pin, Scene, SceneEdge, SceneNode } from './scene.ts';

/** One end of an edge; the pin is missing where the edge names one that its node does not have. */
export interface JointEnd {
  /** Its place in `scene.nodes`. */
  readonly index: number;
  readonly node: SceneNode;
  readonly pin: Pin | undefined;
}

export interface Joint {
  readonly edge: SceneEdge;
  readonly upper: JointEnd;
  readonly lower: JointEnd;
  /** Both ends stand in one row. */
  readonly level: boolean;
}

export interface Joints {
  readonly joints: readonly Joint[];
  /** Joints of each node, in the order of the edges. */
  readonly of: readonly (readonly Joint[])[];
  /** Rows of nodes, 0 at the top of what hangs together. */
  readonly ranks: readonly number[];
  /** Nodes that hang together, as places in `scene.nodes`. */
  readonly parts: readonly (readonly number[])[];
  /** Of each node the pins that no edge takes. */
  readonly free: readonly (readonly Pin[])[];
}

const jointOf = (
  graph: Graph,
  link: Link,
  ranks: readonly number[],
  pins: readonly ReadonlyMap<string, Pin>[],
): Joint => {
  const endOf = (index: number, pin: string): JointEnd => ({
    index,
    node: graph.nodes[index] as SceneNode,
    pin: pins[index]?.get(pin),
  });
  const from = endOf(link.from, link.edge.from.pin);
  const to = endOf(link.to, link.edge.to.pin);
  const [a, b] = [ranks[link.from] ?? 0, ranks[link.to] ?? 0];
  const [upper, lower] = a <= b ? [from, to] : [to, from];
  return { edge: link.edge, upper, lower, level: a === b };
};

/** As in the layout, an edge from a node to itself is left out: its pin says what is wrong. */
export const jointsOf = (scene: Pick<Scene, 'nodes' | 'edges'>): Joints => {
  const graph = buildGraph(scene);
  const parts = components(graph);
  const ranks = graph.nodes.map(() => 0);
  for (const part of parts) {
    if (part.length === 1) continue;
    for (const [node, rank] of rankNodes(graph, part)) ranks[node] = rank;
  }
  const pins = graph.nodes.map((node) => new Map(node.pins.map((pin) => [pin.id, pin])));
  const joints = graph.links.map((link) => jointOf(graph, link, ranks, pins));
  const of = graph.nodes.map((): Joint[] => []);
  const taken = graph.nodes.map(() => new Set<string>());
  for (const joint of joints) {
    for (const { index, pin } of [joint.upper, joint.lower]) {
      of[index]?.push(joint);
      if (pin !== undefined) taken[index]?.add(pin.id);
    }
  }
  const free = graph.nodes.map((node, i) => node.pins.filter(({ id }) => taken[i]?.has(id) !== true));
  return { joints, of, ranks, parts, free };
};
