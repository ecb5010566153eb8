/** Heights of rows, and the way of every edge through the channels between them. */
import { CHAIN_GAP, heightOf, widthOf, type Block, type CardBlock } from './blocks.ts';
import { assignTracks, isStraight, type Crossing } from './channel.ts';
import { rowHeight, type Rows } from './component.ts';
import { pinAt, type Graph, type Link } from './graph.ts';
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

const straighten = (points: readonly Point[]): Point[] =>
  points.filter((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (before === undefined || after === undefined) return true;
    const sameX = Math.abs(before.x - point.x) < 0.05 && Math.abs(after.x - point.x) < 0.05;
    const sameY = Math.abs(before.y - point.y) < 0.05 && Math.abs(after.y - point.y) < 0.05;
    return !sameX && !sameY;
  });

const bottomOf = (block: Block): number => block.y + heightOf(block);

export const routeComponent = (graph: Graph, given: Rows): PlacedComponent => {
  const { rows, routes, stacks, pinX } = given;
  const left = Math.min(...rows.flat().map(({ x }) => x));
  for (const block of rows.flat()) block.x -= left;

  const channels = rows.map((): Use[] => []);
  const use = (row: number, crossing: Crossing): Use => {
    const made = { crossing, track: -1 };
    channels[row]?.push(made);
    return made;
  };
  const pinned = (block: CardBlock, link: Link): number => pinX(block, pinAt(link, block.node));
  const down = routes.map((route) => ({
    route,
    uses:
      route.strands.length === 0
        ? [
            use(route.upper.row, {
              ups: [pinned(route.upper, route.link), pinned(route.lower, route.link)],
              downs: [],
            }),
          ]
        : route.strands.map((strand) =>
            use(strand.upper.row, { ups: [strand.upperX()], downs: [strand.lowerX()] }),
          ),
  }));
  const hanging = stacks.flatMap(({ block, hub }) =>
    block.units.map((unit) => {
      const link = unit.unit.links[0] as Link;
      const crossing = { ups: [pinned(hub, link)], downs: [block.x + unit.gutter] };
      return { block, hub, unit, link, use: use(hub.row, crossing) };
    }),
  );

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
    const start = { x: pinned(upper, link), y: bottomOf(upper) };
    const end = { x: pinned(lower, link), y: strands.length === 0 ? bottomOf(lower) : lower.y };
    const between = uses.flatMap((one, i) => cross(strands[i]?.upper.row ?? upper.row, one));
    edges.push({ edge: link.edge, points: straighten([start, ...between, end]) });
  }
  for (const { block, hub, unit, link, use: one } of hanging) {
    const first = unit.cards[0];
    if (first === undefined) continue;
    const entryY = block.y + first.y + (first.card.pins.find(({ x }) => x === 0)?.y ?? 20);
    const gutter = block.x + unit.gutter;
    const points = [
      { x: pinned(hub, link), y: bottomOf(hub) },
      ...cross(hub.row, one),
      { x: gutter, y: entryY },
      { x: block.x + first.x, y: entryY },
    ];
    edges.push({ edge: link.edge, points: straighten(points) });
    edges.push(...chainEdges(block.x, block.y, unit));
  }

  const nodes: PlacedNode[] = [];
  for (const block of rows.flat()) {
    if (block.kind === 'card') nodes.push(placed(graph, block.node, block.card, block.x, block.y));
    if (block.kind !== 'stack') continue;
    for (const { cards } of block.units) {
      for (const one of cards)
        nodes.push(placed(graph, one.node, one.card, block.x + one.x, block.y + one.y));
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

type UnitOf = Rows['stacks'][number]['block']['units'][number];

/** Between the cards of one unit: from the upper one's pin to the lower one's. */
const chainEdges = (x: number, y: number, { unit, cards }: UnitOf): PlacedEdge[] =>
  cards.slice(1).flatMap((lower, i) => {
    const upper = cards[i];
    const link = unit.links[i + 1];
    if (upper === undefined || link === undefined) return [];
    const xOf = (end: typeof upper): number => {
      const pin = end.card.pins.find((one) => one.pin.id === pinAt(link, end.node));
      return x + end.x + (pin?.x ?? end.card.width / 2);
    };
    const [from, to, middle] = [xOf(upper), xOf(lower), y + lower.y - CHAIN_GAP / 2];
    const points = [
      { x: from, y: y + upper.y + upper.card.height },
      { x: from, y: middle },
      { x: to, y: middle },
      { x: to, y: y + lower.y },
    ];
    return [{ edge: link.edge, points: straighten(points) }];
  });
