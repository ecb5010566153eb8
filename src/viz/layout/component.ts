/**
 * Lays out nodes that hang together, in rows (Sugiyama's four steps): rank, order, place, route. What is said
 * of a step stands in its own file; this one carries blocks from one to the next.
 */
import {
  freePins,
  heightOf,
  stackPart,
  widthOf,
  type Block,
  type CardBlock,
  type Passage,
} from './blocks.ts';
import { makeCard, pinSlot, type Slot } from './card.ts';
import { otherEnd, pinAt, pinOf, type Graph, type Link } from './graph.ts';
import { orderRows, type Joint } from './order.ts';
import { placeRow } from './place.ts';
import { rankNodes } from './ranks.ts';
import { findStacks } from './stacks.ts';

/** A joint with the places at which it meets both blocks. */
export interface Strand extends Joint {
  readonly upperX: () => number;
  readonly lowerX: () => number;
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
  readonly pinX: (block: CardBlock, pin: string) => number;
}

const CARD_GAP = 40;
const PASSAGE_GAP = 16;
const PASSES = 14;
const WEIGHT = { card: 1, passage: 6 };

const gapAfter = (block: Block, next: Block | undefined): number =>
  block.kind === 'passage' || next?.kind === 'passage' ? PASSAGE_GAP : CARD_GAP;

const slotOf = (block: CardBlock, pin: string): Slot | undefined =>
  [...block.top, ...block.bottom].find((slot) => slot.pins.some((one) => one.pin.id === pin));

const pinOffset = (block: CardBlock, pin: string): number => {
  const slot = slotOf(block, pin);
  return slot === undefined
    ? widthOf(block) / 2
    : slot.center + (slot.pins.find((one) => one.pin.id === pin)?.offset ?? 0);
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
          [sum, weight] = [sum + s.weight * (block.x + s.upperX() - s.lowerX()), weight + s.weight];
        for (const s of below)
          [sum, weight] = [sum + s.weight * (block.x + s.lowerX() - s.upperX()), weight + s.weight];
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

const pack = (rows: readonly Block[][]): void => {
  for (const row of rows) {
    let x = 0;
    row.forEach((block, i) => {
      block.x = x;
      x += widthOf(block) + gapAfter(block, row[i + 1]);
    });
  }
};

const remake = (graph: Graph, block: CardBlock): void => {
  const node = graph.nodes[block.node];
  if (node !== undefined) block.card = makeCard({ node, top: block.top, bottom: block.bottom });
};

/** Rows of placed blocks: every `x` is set, no `y` yet. */
export const makeRows = (graph: Graph, members: readonly number[]): Rows => {
  const ranks = rankNodes(graph, members);
  const rankOf = (node: number): number => ranks.get(node) ?? 0;
  const stacks = findStacks(graph, ranks, members);
  const stacked = new Set(stacks.flatMap(({ units }) => units.flatMap(({ nodes }) => nodes)));
  const inStack = new Set(stacks.flatMap(({ units }) => units.flatMap(({ links }) => links)));
  const rows: Block[][] = [];
  const put = <B extends Block>(block: B): B => {
    while (rows.length <= block.row) rows.push([]);
    rows[block.row]?.push(block);
    return block;
  };

  const cards = new Map<number, CardBlock>();
  for (const node of members) {
    if (stacked.has(node)) continue;
    const hanging = stacks.filter(({ hub }) => hub === node).map((stack) => stackPart(graph, stack));
    const block: CardBlock = {
      kind: 'card',
      node,
      top: [],
      bottom: [...freePins(graph, node).map(pinSlot), ...hanging.map(({ slot }) => slot)],
      stacks: hanging,
      card: { width: 0, height: 0, texts: [], badges: [], items: [], pins: [], rules: [] },
      x: 0,
      y: 0,
      row: rankOf(node),
      order: 0,
    };
    const seen = new Set<string>();
    for (const link of graph.linksOf[node] ?? []) {
      const id = pinAt(link, node);
      const one = graph.nodes[node];
      const pin = one === undefined ? undefined : pinOf(one, id);
      if (inStack.has(link) || seen.has(id) || pin === undefined) continue;
      seen.add(id);
      (rankOf(otherEnd(link, node)) < block.row ? block.top : block.bottom).push(pinSlot(pin));
    }
    cards.set(node, put(block));
  }
  for (const block of cards.values()) remake(graph, block);

  const pinX = (block: CardBlock, pin: string): number => block.x + pinOffset(block, pin);
  const routes: Route[] = [];
  for (const link of graph.links) {
    const [from, to] = [cards.get(link.from), cards.get(link.to)];
    if (from === undefined || to === undefined || inStack.has(link)) continue;
    const [upper, lower] = from.row <= to.row ? [from, to] : [to, from];
    const chain: Block[] = [upper];
    for (let row = upper.row + 1; row < lower.row; row++) {
      chain.push(put<Passage>({ kind: 'passage', x: 0, y: 0, row, order: 0 }));
    }
    if (upper.row < lower.row) chain.push(lower);
    const at = (block: Block): (() => number) =>
      block.kind === 'card' ? () => pinX(block, pinAt(link, block.node)) : () => block.x;
    const strands = chain.slice(1).map((below, i): Strand => {
      const above = chain[i] as Block;
      const weight = above.kind === 'passage' || below.kind === 'passage' ? WEIGHT.passage : WEIGHT.card;
      return { upper: above, lower: below, weight, upperX: at(above), lowerX: at(below) };
    });
    routes.push({ link, upper, lower, strands });
  }
  const strands = routes.flatMap((route) => route.strands);

  orderRows(rows, strands);
  pack(rows);
  const towards = new Map<string, { readonly block: CardBlock; readonly link: Link }>();
  for (const { link, upper, lower } of routes) {
    towards.set(`${upper.node} ${pinAt(link, upper.node)}`, { block: lower, link });
    towards.set(`${lower.node} ${pinAt(link, lower.node)}`, { block: upper, link });
  }
  const target = (block: CardBlock, slot: Slot) => towards.get(`${block.node} ${slot.pins[0]?.pin.id ?? ''}`);
  for (let round = 0; round < 3; round++) {
    for (const block of cards.values()) {
      const aim = (slot: Slot): number => {
        const other = target(block, slot);
        // A stack hangs in the middle of what else there is; what leads nowhere comes last.
        if (other === undefined) return slot.pins.length > 1 ? block.x + widthOf(block) / 2 : Infinity;
        return other.block.x + widthOf(other.block) / 2;
      };
      const by = (a: Slot, b: Slot): number => (aim(a) === aim(b) ? 0 : aim(a) - aim(b));
      block.top.sort(by);
      block.bottom.sort(by);
      remake(graph, block);
    }
    place(rows, strands, PASSES);
  }
  for (const block of cards.values()) {
    for (const slot of [...block.top, ...block.bottom]) {
      const other = target(block, slot);
      if (other === undefined || slot.labelled) continue;
      slot.wish = pinX(other.block, pinAt(other.link, other.block.node)) - block.x;
    }
    remake(graph, block);
  }
  return { rows, routes, pinX };
};

export const rowHeight = (row: readonly Block[]): number => Math.max(0, ...row.map(heightOf));
