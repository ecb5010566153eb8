/**
 * Which row a node stands in. The outside is at the top, and everything as many rows below it as steps away: external
 * networks, gateway routers, join switches, routers, switches. Where a network leads out at many places (a gateway
 * router on every chassis) that would be one long row: there the routers farthest from the outside stand highest, and
 * the ways out hang below. The outside: physical networks, and gateway routers where none is drawn.
 */
import { otherEnd, type Graph } from './graph.ts';

const breadthFirst = (
  graph: Graph,
  members: ReadonlySet<number>,
  starts: Iterable<number>,
): Map<number, number> => {
  const distance = new Map([...starts].map((node) => [node, 0]));
  const queue = [...distance.keys()];
  for (let i = 0; i < queue.length; i++) {
    const at = queue[i] ?? 0;
    for (const link of graph.linksOf[at] ?? []) {
      const next = otherEnd(link, at);
      if (distance.has(next) || !members.has(next)) continue;
      distance.set(next, (distance.get(at) ?? 0) + 1);
      queue.push(next);
    }
  }
  return distance;
};

/** Routers one or two steps away: by a peer, or across a switch. */
const routersNear = (graph: Graph, node: number): Set<number> => {
  const near = new Set<number>();
  for (const link of graph.linksOf[node] ?? []) {
    const next = otherEnd(link, node);
    if (graph.nodes[next]?.kind === 'router') near.add(next);
    else for (const second of graph.linksOf[next] ?? []) near.add(otherEnd(second, next));
  }
  near.delete(node);
  return new Set([...near].filter((one) => graph.nodes[one]?.kind === 'router'));
};

const outside = (graph: Graph, members: readonly number[]): number[] => {
  const physical = members.filter((node) => graph.nodes[node]?.kind === 'physical');
  if (physical.length > 0) return physical;
  const marked = members.filter((node) => graph.nodes[node]?.outside === 'network');
  if (marked.length > 0) return marked;
  return members.filter((node) => graph.nodes[node]?.outside === 'gateway');
};

/** Up to as many ways out stand side by side at the top. */
const WAYS_OUT = 4;

const tops = (graph: Graph, members: readonly number[]): number[] => {
  const routers = members.filter((node) => graph.nodes[node]?.kind === 'router');
  if (routers.length === 0) return [members[0] ?? 0];
  const starts = outside(graph, members);
  const distance = breadthFirst(graph, new Set(members), starts);
  const height = (node: number): number => distance.get(node) ?? 0;
  if (starts.length > 0) {
    const found = routers.filter((node) =>
      [...routersNear(graph, node)].every((near) => height(near) <= height(node)),
    );
    if (found.length > 0) return found;
  }
  // Peers never stand in one row: of two, the one with more ports is higher.
  const taken = new Set<number>();
  const byPorts = [...routers].sort(
    (a, b) => (graph.nodes[b]?.pins.length ?? 0) - (graph.nodes[a]?.pins.length ?? 0) || a - b,
  );
  for (const node of byPorts) {
    const links = graph.linksOf[node] ?? [];
    if (!links.some((link) => taken.has(otherEnd(link, node)))) taken.add(node);
  }
  return [...taken];
};

/** Rows that the view wants, without empty ones; undefined where it leaves them to the layout. */
const wanted = (graph: Graph, members: readonly number[]): Map<number, number> | undefined => {
  const tiers = members.map((node) => graph.nodes[node]?.tier);
  if (tiers.includes(undefined)) return undefined;
  const rows = [...new Set(tiers)].sort((a, b) => (a ?? 0) - (b ?? 0));
  const rowOf = new Map(rows.map((tier, row) => [tier, row]));
  return new Map(members.map((node, i) => [node, rowOf.get(tiers[i]) ?? 0]));
};

/**
 * Row numbers of a component's nodes, from 0 at the top, without empty rows. A switch that only a physical
 * network joins to the rest stands right above it.
 */
export const rankNodes = (graph: Graph, members: readonly number[]): Map<number, number> => {
  const given = wanted(graph, members);
  if (given !== undefined) return given;
  const out = outside(graph, members);
  if (out.length > 0 && out.length <= WAYS_OUT) return breadthFirst(graph, new Set(members), out);
  const isPhysical = (node: number): boolean => graph.nodes[node]?.kind === 'physical';
  const inner = new Set(members.filter((node) => !isPhysical(node)));
  const ranks = breadthFirst(graph, inner, tops(graph, members));
  const physical = members.filter(isPhysical);
  const joined = physical.flatMap((node) =>
    (graph.linksOf[node] ?? []).map((link) => ranks.get(otherEnd(link, node)) ?? 0),
  );
  const row = Math.max(0, ...joined);
  for (const node of physical) {
    for (const link of graph.linksOf[node] ?? []) {
      const start = otherEnd(link, node);
      if (ranks.has(start)) continue;
      const far = breadthFirst(graph, new Set([...inner].filter((one) => !ranks.has(one))), [start]);
      for (const [one, steps] of far) ranks.set(one, Math.max(0, row - steps));
    }
  }
  const lowest = Math.max(0, ...ranks.values());
  for (const node of physical) ranks.set(node, lowest + 1);
  return ranks;
};
