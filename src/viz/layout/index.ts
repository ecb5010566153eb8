/**
 * Coordinates for a scene. Each part that hangs together is laid out by itself; parts are set on shelves, the
 * large ones first, and nodes on their own come last.
 */
import type { Container, Scene } from '../scene.ts';
import { textWidth } from '../text.ts';
import { listFreePins } from './free-pins.ts';
import { freePins } from './hanging.ts';
import { makeCard, pinSlot } from './card/index.ts';
import { makeRows } from './component.ts';
import { buildGraph, components, type Graph } from './graph.ts';
import { routeComponent, type PlacedComponent } from './route.ts';
import type { PlacedCaption, PlacedEdge, PlacedFrame, PlacedNode, PlacedScene, Point } from './types.ts';

export type * from './types.ts';

const PART_GAP = 64;
const CARD_GAP = 28;
const NARROWEST = 1100;
/** The longest title of a frame that makes it wider. */
const FRAME_TITLE = 480;
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

interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly captions: readonly PlacedCaption[];
  readonly frames: readonly PlacedFrame[];
}

/** Several sheets on shelves, each moved to its place. */
const join = (
  boxes: readonly (PlacedComponent & { readonly frames?: readonly PlacedFrame[] })[],
  width: number,
  gap: number,
  down: number,
): Sheet => {
  const { at, ...size } = shelves(boxes, width, gap);
  const [nodes, edges, frames]: [PlacedNode[], PlacedEdge[], PlacedFrame[]] = [[], [], []];
  boxes.forEach((box, i) => {
    const by = { x: at[i]?.x ?? 0, y: (at[i]?.y ?? 0) + down };
    for (const node of box.nodes) nodes.push(moveNode(node, by));
    for (const edge of box.edges) edges.push(moveEdge(edge, by));
    for (const frame of box.frames ?? [])
      frames.push({ ...frame, x: round(frame.x + by.x), y: round(frame.y + by.y) });
  });
  return { ...size, nodes, edges, captions: [], frames };
};

/** What has no container, or is within one of them. */
const sheetOf = (scene: Pick<Scene, 'nodes' | 'edges'>, caption: string, narrowest: number): Sheet => {
  const graph = buildGraph(scene);
  const parts = components(graph);
  const large = parts.filter((part) => part.length > 1).sort((a, b) => b.length - a.length);
  const laid = large.map((part) => routeComponent(graph, makeRows(graph, part)));
  const islands = parts.filter((part) => part.length === 1).map(([node]) => island(graph, node ?? 0));

  const area = [...laid, ...islands].reduce(
    (sum, { width, height }) => sum + (width + CARD_GAP) * (height + CARD_GAP),
    0,
  );
  const width = Math.max(narrowest, Math.sqrt(area * ASPECT), ...laid.map((part) => part.width));
  const above = join(laid, width, PART_GAP, 0);
  const top = laid.length === 0 ? 0 : above.height + PART_GAP;
  const captions: PlacedCaption[] = [];
  if (islands.length > 0 && laid.length > 0) captions.push({ x: 0, y: top, text: caption });
  const offset = captions.length === 0 ? top : top + 16;
  const below = join(islands, width, CARD_GAP, offset);
  return {
    width: Math.max(above.width, below.width),
    height: islands.length === 0 ? above.height : offset + below.height,
    nodes: [...above.nodes, ...below.nodes],
    edges: [...above.edges, ...below.edges],
    captions,
    frames: [],
  };
};

const FRAME_PAD = 20;
const FRAME_HEAD = 44;

const framed = (container: Container, inner: Sheet): PlacedComponent & { frames: PlacedFrame[] } => {
  const by = { x: FRAME_PAD, y: FRAME_HEAD };
  const title = Math.min(
    FRAME_TITLE,
    Math.max(textWidth(container.title, 14, true), textWidth(container.subtitle ?? '', 10)),
  );
  const width = Math.ceil(Math.max(inner.width, title) + 2 * FRAME_PAD);
  const height = Math.ceil(inner.height + FRAME_HEAD + FRAME_PAD);
  return {
    width,
    height,
    nodes: inner.nodes.map((node) => moveNode(node, by)),
    edges: inner.edges.map((edge) => moveEdge(edge, by)),
    frames: [{ container, x: 0, y: 0, width, height }],
  };
};

/** Pure and deterministic: the same scene gives the same coordinates. */
export const layoutScene = (given: Scene): PlacedScene => {
  const scene = { ...given, nodes: listFreePins(given) };
  const known = new Set(scene.containers.map(({ id }) => id));
  const containerOf = new Map<string, string>();
  for (const { id, container } of scene.nodes)
    if (container !== undefined && known.has(container)) containerOf.set(id, container);
  const within = (container: string | undefined): Pick<Scene, 'nodes' | 'edges'> => ({
    nodes: scene.nodes.filter(({ id }) => containerOf.get(id) === container),
    edges: scene.edges.filter(({ from }) => containerOf.get(from.node) === container),
  });
  const free = sheetOf(within(undefined), 'Not joined to anything', NARROWEST);
  const boxes = scene.containers.map((container) =>
    framed(container, sheetOf(within(container.id), 'Not joined to anything', 0)),
  );
  const area = boxes.reduce((sum, { width, height }) => sum + (width + PART_GAP) * (height + PART_GAP), 0);
  const width = Math.max(free.width, NARROWEST, Math.sqrt(area * ASPECT));
  const down = free.nodes.length === 0 ? 0 : free.height + PART_GAP;
  const frames = join(boxes, width, PART_GAP / 2, down);
  return {
    view: scene.view,
    title: scene.title,
    width: round(Math.max(free.width, frames.width)),
    height: round(boxes.length === 0 ? free.height : down + frames.height),
    summary: scene.summary,
    nodes: [...free.nodes, ...frames.nodes],
    edges: [...free.edges, ...frames.edges],
    captions: free.captions,
    frames: frames.frames,
    notes: scene.notes,
    path: scene.path,
  };
};
