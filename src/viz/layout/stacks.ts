/**
 * A router with fifty node switches would be fifty cards wide. What hangs on one node only (a switch, or a
 * gateway router with its external switch) is set in a grid below it instead, reached through gutters between
 * the columns:
 *
 *     ┌──────────── hub ────────────┐
 *     └┬┬─────────────┬┬────────────┘
 *      │└─ unit 0      │└─ unit 1
 *      └── unit 2      └── unit 3
 */
import { groups } from 'd3';
import { otherEnd, type Graph, type Link } from './graph.ts';

/** One thing that hangs: its nodes from the hub outward, and the links that hold them. */
export interface Unit {
  readonly nodes: readonly number[];
  readonly links: readonly Link[];
}

export interface Stack {
  readonly hub: number;
  readonly units: readonly Unit[];
}

/** Fewer than this stand side by side. */
const STACK_FROM = 7;
/** Longer chains are no longer seen as one thing. */
const LONGEST = 3;

const chain = (
  graph: Graph,
  ranks: ReadonlyMap<number, number>,
  start: number,
  by: Link,
): Unit | undefined => {
  const unit = { nodes: [start], links: [by] };
  let [at, came] = [start, by];
  for (;;) {
    const onward = (graph.linksOf[at] ?? []).filter((link) => link !== came);
    if (onward.length === 0) return unit;
    const [next] = onward;
    if (onward.length > 1 || next === undefined || unit.nodes.length === LONGEST) return undefined;
    const node = otherEnd(next, at);
    if (unit.nodes.includes(node) || (ranks.get(node) ?? 0) <= (ranks.get(at) ?? 0)) return undefined;
    unit.nodes.push(node);
    unit.links.push(next);
    [at, came] = [node, next];
  }
};

/** Units of one hub that have the same kinds of nodes make one stack. */
export const findStacks = (
  graph: Graph,
  ranks: ReadonlyMap<number, number>,
  members: readonly number[],
): Stack[] =>
  members.flatMap((hub) => {
    const rank = ranks.get(hub) ?? 0;
    const units = (graph.linksOf[hub] ?? [])
      .filter((link) => ranks.get(otherEnd(link, hub)) === rank + 1)
      .map((link) => chain(graph, ranks, otherEnd(link, hub), link))
      .filter((unit) => unit !== undefined)
      .sort((a, b) => (a.nodes[0] ?? 0) - (b.nodes[0] ?? 0));
    const shape = (unit: Unit): string => unit.nodes.map((node) => graph.nodes[node]?.kind).join();
    return groups(units, shape)
      .filter(([, same]) => same.length >= STACK_FROM)
      .map(([, same]) => ({ hub, units: same }));
  });
