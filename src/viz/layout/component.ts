/**
 * Lays out nodes that hang together, in rows (Sugiyama's four steps): rank, order, place, route. What is said
 * of a step stands in its own file; this one carries blocks from one to the next.
 */
import { group } from 'd3';
import type { SceneNode } from '../scene.ts';
import { heightOf, widthOf, type Block, type CardBlock, type Passage } from './blocks.ts';
import { makeCard, pinSlot, type Slot } from './card/index.ts';
import { otherEnd, pinAt, pinOf, type Graph, type Link } from './graph.ts';
import { orderRows, type Joint } from './order.ts';
import { placeRow } from './place.ts';
import { rankNodes } from './ranks.ts';
import { crowdOf } from './free-pins.ts';
import { freePins, stackPart, type StackPart } from './hanging.ts';
import { findStacks, unitLinks, unitNodes } from './stacks.ts';
import type { Card } from './types.ts';
import { dealt, linesFor } from './wrap.ts';

/** A joint with the places at which it meets both blocks. */
export interface Strand extends Joint {
  readonly upperX: () => number;
  readonly lowerX: () => number;
  /** Where the lower block is drawn from: `lowerX`, unless the pin may slide. */
  readonly lowerPull: () => number;
}

/** A link on its way down through the rows; none for one within a row. */
export interface Route {
  readonly link: Link;
  readonly upper: CardBlock;
  readonly lower: CardBlock;
  readonly strands: readonly Strand[];
}

export interface Rows {
  readonly rows: Block[][];
  readonly routes: readonly Route[];
  /** Where a pin meets its card, from the picture's left. */
  readonly pinX: (block: CardBlock, pin: string, side: Side) => number;
}

const CARD_GAP = 40;
const PASSAGE_GAP = 16;
const PASSES = 14;
const WEIGHT = { card: 1, passage: 6 };

const gapAfter = (block: Block, next: Block | undefined): number =>
  block.kind === 'passage' || next?.kind === 'passage' ? PASSAGE_GAP : CARD_GAP;

export type Side = 'top' | 'bottom';

const pinOffset = (block: CardBlock, pin: string, side: Side): number => {
  for (const { center, pins } of block[side]) {
    const found = pins.find((one) => one.pin.id === pin);
    if (found !== undefined) return center + found.offset;
  }
  return widthOf(block) / 2;
};

/** Packs each row, then lets rows take turns in moving towards what they are joined with. */
const place = (rows: readonly Block[][], strands: readonly Strand[], passes: number): void => {
  const up = new Map<Block, Strand[]>();
  const down = new Map<Block, Strand[]>();
  const add = (map: Map<Block, Strand[]>, block: Block, strand: Strand): void => {
    const known = map.get(block);
    if (known === undefined) map.set(block, [strand]);
    else known.push(strand);
  };
  for (const strand of strands) {
    add(up, strand.lower, strand);
    add(down, strand.upper, strand);
  }
  for (let pass = 0; pass < passes; pass++) {
    const last = pass >= passes - 4;
    const downward = pass % 2 === 0;
    for (const row of downward ? rows : [...rows].reverse()) {
      const wishes = row.map((block) => {
        const above = last || downward ? (up.get(block) ?? []) : [];
        const below = last || !downward ? (down.get(block) ?? []) : [];
        let [sum, weight] = [block.x * 0.01, 0.01];
        for (const s of above)
          [sum, weight] = [sum + s.weight * (block.x + s.upperX() - s.lowerPull()), weight + s.weight];
        for (const s of below)
          [sum, weight] = [sum + s.weight * (block.x + s.lowerPull() - s.upperX()), weight + s.weight];
        return { x: sum / weight, weight };
      });
      const extents = row.map((block, i) => ({ width: widthOf(block), gap: gapAfter(block, row[i + 1]) }));
      placeRow(extents, wishes).forEach((x, i) => {
        const block = row[i];
        if (block !== undefined) block.x = x;
      });
    }
  }
};

/** From here on a card is so wide that its one dot at the top need not be in the middle. */
const WIDE_CARD = 500;
const WIDE_INSET = 60;

/** A dot on a wide card goes where the edge comes from; the card stays where it is. */
const anywhere = (block: Block, from: () => number): (() => number) | undefined => {
  if (block.kind === 'passage' || block.top.length !== 1 || block.top[0]?.labelled !== false)
    return undefined;
  const dot = (): number =>
    Math.min(Math.max(from(), block.x + WIDE_INSET), block.x + widthOf(block) - WIDE_INSET);
  return widthOf(block) < WIDE_CARD ? undefined : dot;
};

const pack = (rows: readonly Block[][]): void => {
  for (const row of rows) {
    let x = 0;
    row.forEach((block, i) => {
      block.x = x;
      x += widthOf(block) + gapAfter(block, row[i + 1]);
    });
  }
};

const EMPTY_CARD: Card = {
  width: 0,
  height: 0,
  texts: [],
  badges: [],
  items: [],
  pins: [],
  steps: [],
  banner: undefined,
  rules: [],
};

const SIDES: readonly Side[] = ['top', 'bottom'];

/** From left to right as their other ends stand, so that a card's own edges do not cross. */
const sortSlots = (block: CardBlock, side: Side, otherOf: (slot: Slot) => Block | undefined): void => {
  const aim = (slot: Slot): number => {
    const other = otherOf(slot);
    // A stack hangs in the middle of what else there is; what leads nowhere comes last.
    if (other === undefined) return slot.pins.length > 1 ? block.x + widthOf(block) / 2 : Infinity;
    return other.x + widthOf(other) / 2;
  };
  const aims = new Map(block[side].map((slot) => [slot, aim(slot)]));
  block[side].sort((a, b) => {
    const [x, y] = [aims.get(a) ?? 0, aims.get(b) ?? 0];
    return x === y ? 0 : x - y;
  });
};

const remake = (block: CardBlock): void => {
  block.card = makeCard({ node: block.shown, top: block.top, bottom: block.bottom });
};

/** Cards in rows, and the passages of edges that go past other rows; nothing has a place yet. */
interface Layers {
  readonly cards: ReadonlyMap<number, CardBlock>;
  readonly rows: Block[][];
  readonly routes: readonly Route[];
}

/** What hangs on cards and stands in no row. */
interface Hanging {
  readonly partsOf: ReadonlyMap<number, readonly StackPart[]>;
  readonly nodes: ReadonlySet<number>;
  readonly links: ReadonlySet<Link>;
}

const hangingOf = (graph: Graph, ranks: ReadonlyMap<number, number>, members: readonly number[]): Hanging => {
  const stacks = findStacks(graph, ranks, members);
  const partsOf = new Map<number, readonly StackPart[]>();
  for (const [hub, own] of group(stacks, (stack) => stack.hub))
    partsOf.set(
      hub,
      own.map(({ units }) => stackPart(graph, hub, units)),
    );
  return {
    partsOf,
    nodes: new Set(stacks.flatMap(({ units }) => units.flatMap(unitNodes))),
    links: new Set(stacks.flatMap(({ units }) => units.flatMap(unitLinks))),
  };
};

const pinX = (block: CardBlock, pin: string, side: Side): number => block.x + pinOffset(block, pin, side);

const layersOf = (
  graph: Graph,
  members: readonly number[],
  hanging: Hanging,
  ranks: ReadonlyMap<number, number>,
): Layers => {
  const rankOf = (node: number): number => ranks.get(node) ?? 0;
  const rows: Block[][] = [];
  const put = <B extends Block>(block: B): B => {
    while (rows.length <= block.row) rows.push([]);
    rows[block.row]?.push(block);
    return block;
  };

  const cards = new Map<number, CardBlock>();
  for (const node of members) {
    const stacks = hanging.partsOf.get(node) ?? [];
    const block: CardBlock = {
      kind: 'card',
      node,
      shown: graph.nodes[node] as SceneNode,
      top: [],
      bottom: [...freePins(graph, node).map(pinSlot), ...stacks.map(({ slot }) => slot)],
      stacks,
      card: EMPTY_CARD,
      x: 0,
      y: 0,
      row: rankOf(node),
      order: 0,
    };
    const seen = new Set<string>();
    const one = graph.nodes[node] as SceneNode;
    const links = (graph.linksOf[node] ?? []).filter((link) => !hanging.links.has(link));
    const crowd = crowdOf(one, new Set(links.map((link) => pinAt(link, node))));
    block.shown = crowd === undefined ? one : { ...one, sections: [...one.sections, crowd] };
    for (const link of links) {
      const id = pinAt(link, node);
      const pin = pinOf(one, id);
      const side: Side = rankOf(otherEnd(link, node)) < block.row ? 'top' : 'bottom';
      if (seen.has(`${side} ${id}`) || pin === undefined) continue;
      // A port with edges both ways (peers that do not agree) has its label on one side only.
      const labelled =
        pin.labelled && crowd === undefined && !seen.has(`top ${id}`) && !seen.has(`bottom ${id}`);
      seen.add(`${side} ${id}`);
      block[side].push(pinSlot({ ...pin, labelled }));
    }
    cards.set(node, put(block));
  }
  for (const block of cards.values()) remake(block);

  const routes: Route[] = [];
  for (const link of graph.links) {
    const [from, to] = [cards.get(link.from), cards.get(link.to)];
    if (from === undefined || to === undefined || hanging.links.has(link)) continue;
    const [upper, lower] = from.row <= to.row ? [from, to] : [to, from];
    const chain: Block[] = [upper];
    for (let row = upper.row + 1; row < lower.row; row++) {
      chain.push(put<Passage>({ kind: 'passage', x: 0, y: 0, row, order: 0 }));
    }
    if (upper.row < lower.row) chain.push(lower);
    const at = (block: Block, side: Side): (() => number) =>
      block.kind === 'card' ? () => pinX(block, pinAt(link, block.node), side) : () => block.x;
    const strands = chain.slice(1).map((below, i): Strand => {
      const above = chain[i] as Block;
      const weight = above.kind === 'passage' || below.kind === 'passage' ? WEIGHT.passage : WEIGHT.card;
      const [upperX, lowerX] = [at(above, 'bottom'), at(below, 'top')];
      return {
        upper: above,
        lower: below,
        weight,
        upperX,
        lowerX,
        lowerPull: anywhere(below, upperX) ?? lowerX,
      };
    });
    routes.push({ link, upper, lower, strands });
  }
  return { cards, rows, routes };
};

/** In rows that are no wider than they need be. */
const wrapped = (
  graph: Graph,
  members: readonly number[],
  hanging: Hanging,
  ranks: ReadonlyMap<number, number>,
): Layers => {
  const layers = layersOf(graph, members, hanging, ranks);
  const rows = layers.rows.map((row) => row.filter((block) => block.kind === 'card'));
  const edges = graph.links.length - hanging.links.size;
  const lines = linesFor(rows, edges);
  if (lines.every((many) => many === 1)) return layers;
  orderRows(
    layers.rows,
    layers.routes.flatMap(({ strands }) => strands),
  );
  const ordered = layers.rows.map((row) => row.filter((block) => block.kind === 'card'));
  return layersOf(graph, members, hanging, dealt(ordered, lines));
};

/** Rows of placed blocks: every `x` is set, no `y` yet. */
export const makeRows = (graph: Graph, members: readonly number[]): Rows => {
  const ranks = rankNodes(graph, members);
  const hanging = hangingOf(graph, ranks, members);
  const standing = members.filter((node) => !hanging.nodes.has(node));
  const { cards, rows, routes } = wrapped(graph, standing, hanging, ranks);
  const strands = routes.flatMap((route) => route.strands);

  orderRows(rows, strands);
  pack(rows);
  const towards = new Map<string, { readonly block: CardBlock; readonly link: Link; readonly side: Side }>();
  for (const { link, upper, lower } of routes) {
    const under = upper.row < lower.row ? 'top' : 'bottom';
    towards.set(`bottom ${upper.node} ${pinAt(link, upper.node)}`, { block: lower, link, side: under });
    towards.set(`${under} ${lower.node} ${pinAt(link, lower.node)}`, { block: upper, link, side: 'bottom' });
  }
  const target = (block: CardBlock, slot: Slot, side: Side) =>
    towards.get(`${side} ${block.node} ${slot.pins[0]?.pin.id ?? ''}`);
  for (let round = 0; round < 3; round++) {
    for (const block of cards.values()) {
      for (const side of SIDES) sortSlots(block, side, (slot) => target(block, slot, side)?.block);
      remake(block);
    }
    place(rows, strands, PASSES);
  }
  for (const block of cards.values()) {
    for (const side of SIDES) {
      for (const slot of block[side]) {
        const other = target(block, slot, side);
        if (other === undefined || slot.labelled) continue;
        slot.wish = pinX(other.block, pinAt(other.link, other.block.node), other.side) - block.x;
      }
    }
    remake(block);
  }
  return { rows, routes, pinX };
};

export const rowHeight = (row: readonly Block[]): number => Math.max(0, ...row.map(heightOf));
