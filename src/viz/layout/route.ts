/** Heights of rows, and the way of every edge through the channels between them. */
import { widthOf, type CardBlock } from './blocks.ts';
import { assignTracks, isStraight, type Crossing } from './channel.ts';
import { rowHeight, type Rows, type Side } from './component.ts';
import { pinAt, type Graph, type Link } from './graph.ts';
import { STACK_GAP, type StackPart } from './hanging.ts';
import type { PlacedEdge, PlacedNode, Point } from './types.ts';

export interface PlacedComponent {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

const TRACK = 10;
const CHANNEL_PAD = 22;

/** An edge's way across one channel, by the channel's number. */
interface Use {
  readonly crossing: Crossing;
  track: number;
}

/**
 * What is nearly upright is made so: no eye sees half a pixel, but it does see a slant. Where several such
 * halves add up, they become a small step.
 */
const upright = (points: readonly Point[]): Point[] => {
  const made: Point[] = [];
  for (const point of points) {
    const before = made.at(-1);
    if (before === undefined || Math.abs(before.y - point.y) < 0.05) made.push(point);
    else if (Math.abs(before.x - point.x) < 0.5) made.push({ x: before.x, y: point.y });
    else {
      const middle = (before.y + point.y) / 2;
      made.push({ x: before.x, y: middle }, { x: point.x, y: middle }, point);
    }
  }
  return made;
};

const straighten = (given: readonly Point[]): Point[] => {
  const points = upright(given);
  return points.filter((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (before === undefined || after === undefined) return true;
    const sameX = Math.abs(before.x - point.x) < 0.05 && Math.abs(after.x - point.x) < 0.05;
    const sameY = Math.abs(before.y - point.y) < 0.05 && Math.abs(after.y - point.y) < 0.05;
    return !sameX && !sameY;
  });
};

const bottomOf = (block: CardBlock): number => block.y + block.card.height;

export const routeComponent = (graph: Graph, given: Rows): PlacedComponent => {
  const { rows, routes, pinX } = given;
  const left = Math.min(...rows.flat().map(({ x }) => x));
  for (const block of rows.flat()) block.x -= left;

  const channels = rows.map((): Use[] => []);
  const use = (row: number, crossing: Crossing): Use => {
    const made = { crossing, track: -1 };
    channels[row]?.push(made);
    return made;
  };
  const pinned = (block: CardBlock, link: Link, side: Side): number =>
    pinX(block, pinAt(link, block.node), side);
  const down = routes.map((route) => ({
    route,
    uses:
      route.strands.length === 0
        ? [
            use(route.upper.row, {
              ups: [pinned(route.upper, route.link, 'bottom'), pinned(route.lower, route.link, 'bottom')],
              downs: [],
            }),
          ]
        : route.strands.map((strand) =>
            use(strand.upper.row, { ups: [strand.upperX()], downs: [strand.lowerX()] }),
          ),
  }));
  let y = 0;
  const channelTop: number[] = [];
  rows.forEach((row, r) => {
    for (const block of row) block.y = y;
    y += rowHeight(row);
    channelTop.push(y);
    const uses = channels[r] ?? [];
    assignTracks(uses.map(({ crossing }) => crossing)).forEach((track, i) => {
      const one = uses[i];
      if (one !== undefined) one.track = track;
    });
    const tracks = Math.max(0, ...uses.map(({ track }) => track + 1));
    if (uses.length > 0) y += CHANNEL_PAD * 2 + Math.max(0, tracks - 1) * TRACK;
  });
  const trackY = (row: number, { track }: Use): number =>
    (channelTop[row] ?? 0) + CHANNEL_PAD + Math.max(0, track) * TRACK;

  const cross = (row: number, one: Use): Point[] => {
    if (isStraight(one.crossing)) return [];
    const [from, to] = [one.crossing.ups[0] ?? 0, one.crossing.downs[0] ?? one.crossing.ups[1] ?? 0];
    return [
      { x: from, y: trackY(row, one) },
      { x: to, y: trackY(row, one) },
    ];
  };
  const edges: PlacedEdge[] = [];
  for (const { route, uses } of down) {
    const { link, upper, lower, strands } = route;
    const start = { x: pinned(upper, link, 'bottom'), y: bottomOf(upper) };
    const level = strands.length === 0;
    const end = { x: pinned(lower, link, level ? 'bottom' : 'top'), y: level ? bottomOf(lower) : lower.y };
    const between = uses.flatMap((one, i) => cross(strands[i]?.upper.row ?? upper.row, one));
    edges.push({ edge: link.edge, points: straighten([start, ...between, end]) });
  }

  const nodes: PlacedNode[] = [];
  for (const block of rows.flat()) {
    if (block.kind === 'passage') continue;
    nodes.push(placed(graph, block.node, block.card, block.x, block.y));
    for (const part of block.stacks) {
      const corner = { x: block.x + part.slot.center - part.width / 2, y: bottomOf(block) + STACK_GAP };
      hang(graph, part, corner, nodes, edges);
    }
  }
  const width = Math.max(...rows.flat().map((block) => block.x + widthOf(block)));
  return { width, height: y, nodes, edges };
};

const placed = (graph: Graph, node: number, card: PlacedNode['card'], x: number, y: number): PlacedNode => ({
  node: graph.nodes[node] as PlacedNode['node'],
  card,
  x,
  y,
});

const hang = (
  graph: Graph,
  part: StackPart,
  { x, y }: Point,
  nodes: PlacedNode[],
  edges: PlacedEdge[],
): void => {
  for (const one of part.nodes) nodes.push(placed(graph, one.node, one.card, x + one.x, y + one.y));
  for (const { edge, points } of part.edges)
    edges.push({ edge, points: points.map((point) => ({ x: x + point.x, y: y + point.y })) });
};
