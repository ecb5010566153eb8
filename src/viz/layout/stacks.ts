/**
 * A router with fifty node switches would be fifty cards wide. What hangs on one node only (a switch, a gateway router
 * with its external switch, a tenant's router with its switches) is set in a grid below it instead, reached through
 * gutters between the columns:
 *
 *     ┌──────────── hub ────────────┐
 *     └┬┬─────────────┬┬────────────┘
 *      │└─ unit 0      │└─ unit 1
 *      └── unit 2      └── unit 3
 */
import { groups } from 'd3';
import { otherEnd, type Graph, type Link } from './graph.ts';

/** One thing that hangs by one link, with what hangs on it in turn. */
export interface Unit {
  readonly root: number;
  readonly link: Link;
  readonly children: readonly Unit[];
}

export interface Stack {
  readonly hub: number;
  readonly units: readonly Unit[];
}

/** Fewer than this stand side by side. */
const STACK_FROM = 7;
/** Deeper trees are no longer seen as one thing. */
const DEEPEST = 5;

/** The tree below `root`, if it is one: everything beyond `link` is reached by that link only, each step a row lower. */
const unitAt = (
  graph: Graph,
  ranks: ReadonlyMap<number, number>,
  root: number,
  link: Link,
  depth: number,
): Unit | undefined => {
  const rank = ranks.get(root) ?? 0;
  const children: Unit[] = [];
  for (const onward of graph.linksOf[root] ?? []) {
    if (onward === link) continue;
    const next = otherEnd(onward, root);
    if (depth === DEEPEST || ranks.get(next) !== rank + 1) return undefined;
    const child = unitAt(graph, ranks, next, onward, depth + 1);
    if (child === undefined) return undefined;
    children.push(child);
  }
  // Two links to one node: each would be the other's way out.
  const roots = new Set(children.map((child) => child.root));
  return roots.size < children.length ? undefined : { root, link, children };
};

/** Everything in a unit: what stands in no row. */
export const unitNodes = (unit: Unit): number[] => [unit.root, ...unit.children.flatMap(unitNodes)];

export const unitLinks = (unit: Unit): Link[] => [unit.link, ...unit.children.flatMap(unitLinks)];

/** A card, or cards one below the other. */
export const isSlim = ({ children }: Unit): boolean =>
  children.length === 0 || (children.length === 1 && children.every(isSlim));

/** Units of one hub that are of one kind and of like width make one stack. */
export const findStacks = (
  graph: Graph,
  ranks: ReadonlyMap<number, number>,
  members: readonly number[],
): Stack[] => {
  const shapeOf = (unit: Unit): string => `${graph.nodes[unit.root]?.kind} ${isSlim(unit)}`;
  const taken = new Set<number>();
  const stacks: Stack[] = [];
  for (const hub of [...members].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) || a - b)) {
    if (taken.has(hub)) continue;
    const rank = ranks.get(hub) ?? 0;
    const units = (graph.linksOf[hub] ?? [])
      .filter((link) => ranks.get(otherEnd(link, hub)) === rank + 1)
      .map((link) => unitAt(graph, ranks, otherEnd(link, hub), link, 0))
      .filter((unit) => unit !== undefined)
      .sort((a, b) => a.root - b.root);
    for (const [, same] of groups(units, shapeOf)) {
      if (same.length < STACK_FROM) continue;
      stacks.push({ hub, units: same });
      for (const unit of same) for (const node of unitNodes(unit)) taken.add(node);
    }
  }
  return stacks;
};
