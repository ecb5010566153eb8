/**
 * Coordinates for a scene. Each part that hangs together is laid out by itself; parts are set on shelves, the
 * large ones first, and nodes on their own come last.
 */
import type { Scene } from '../scene.ts';
import { freePins } from './blocks.ts';
import { makeCard, pinSlot } from './card.ts';
import { makeRows } from './component.ts';
import { buildGraph, components, type Graph } from './graph.ts';
import { routeComponent, type PlacedComponent } from './route.ts';
import type { PlacedCaption, PlacedEdge, PlacedNode, PlacedScene, Point } from './types.ts';

export type * from './types.ts';

const PART_GAP = 64;
const CARD_GAP = 28;
const NARROWEST = 1100;
/** Width to height of the whole. */
const ASPECT = 1.7;

const round = (value: number): number => Math.round(value * 10) / 10;

interface Box {
  readonly width: number;
  readonly height: number;
}

/** Left to right, row by row, in the order given. */
const shelves = (
  boxes: readonly Box[],
  width: number,
  gap: number,
): { at: Point[]; height: number; width: number } => {
  const at: Point[] = [];
  let [x, y, high, wide] = [0, 0, 0, 0];
  for (const box of boxes) {
    if (x > 0 && x + box.width > width) [x, y, high] = [0, y + high + gap, 0];
    at.push({ x, y });
    wide = Math.max(wide, x + box.width);
    x += box.width + gap;
    high = Math.max(high, box.height);
  }
  return { at, height: y + high, width: wide };
};

const island = (graph: Graph, index: number): PlacedComponent => {
  const node = graph.nodes[index] as PlacedNode['node'];
  const card = makeCard({ node, top: [], bottom: freePins(graph, index).map(pinSlot) });
  return { width: card.width, height: card.height, nodes: [{ node, card, x: 0, y: 0 }], edges: [] };
};

const moveNode = (one: PlacedNode, by: Point): PlacedNode => ({
  ...one,
  x: round(one.x + by.x),
  y: round(one.y + by.y),
});

const moveEdge = ({ edge, points }: PlacedEdge, by: Point): PlacedEdge => ({
  edge,
  points: points.map(({ x, y }) => ({ x: round(x + by.x), y: round(y + by.y) })),
});

/** Pure and deterministic: the same scene gives the same coordinates. */
export const layoutScene = (scene: Scene): PlacedScene => {
  const graph = buildGraph(scene);
  const parts = components(graph);
  const large = parts.filter((part) => part.length > 1).sort((a, b) => b.length - a.length);
  const laid = large.map((part) => routeComponent(graph, makeRows(graph, part)));
  const islands = parts.filter((part) => part.length === 1).map(([node]) => island(graph, node ?? 0));

  const area = [...laid, ...islands].reduce(
    (sum, { width, height }) => sum + (width + CARD_GAP) * (height + CARD_GAP),
    0,
  );
  const width = Math.max(NARROWEST, Math.sqrt(area * ASPECT), ...laid.map((part) => part.width));
  const above = shelves(laid, width, PART_GAP);
  const below = shelves(islands, width, CARD_GAP);
  const top = laid.length === 0 ? 0 : above.height + PART_GAP;
  const captions: PlacedCaption[] = [];
  if (islands.length > 0 && laid.length > 0) captions.push({ x: 0, y: top, text: 'Not joined to anything' });
  const offset = captions.length === 0 ? top : top + 16;

  const nodes: PlacedNode[] = [];
  const edges: PlacedEdge[] = [];
  const place = (boxes: readonly PlacedComponent[], at: readonly Point[], down: number): void => {
    boxes.forEach((box, i) => {
      const by = { x: at[i]?.x ?? 0, y: (at[i]?.y ?? 0) + down };
      nodes.push(...box.nodes.map((node) => moveNode(node, by)));
      edges.push(...box.edges.map((edge) => moveEdge(edge, by)));
    });
  };
  place(laid, above.at, 0);
  place(islands, below.at, offset);
  const bottom = islands.length === 0 ? above.height : offset + below.height;
  return {
    width: round(Math.max(above.width, below.width)),
    height: round(bottom),
    summary: scene.summary,
    nodes,
    edges,
    captions,
  };
};
