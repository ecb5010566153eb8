/**
 * What a row is made of: a card with the stacks that hang on it, or the narrow passage of an edge on its way to
 * a lower row.
 */
import type { Pin } from '../scene.ts';
import { makeCard, pinSlot, type CardPlan, type Slot } from './card/index.ts';
import { pinAt, pinOf, type Graph, type Link } from './graph.ts';
import type { Stack, Unit } from './stacks.ts';
import type { Card, Point } from './types.ts';

interface Placed {
  x: number;
  y: number;
  row: number;
  /** Position within the row. */
  order: number;
}

export interface CardBlock extends Placed {
  readonly kind: 'card';
  readonly node: number;
  readonly top: Slot[];
  readonly bottom: Slot[];
  readonly stacks: readonly StackPart[];
  card: Card;
}

export interface Passage extends Placed {
  readonly kind: 'passage';
}

export type Block = CardBlock | Passage;

/** A stack, right below the slot of its hub. */
export interface StackPart {
  readonly stack: Stack;
  readonly width: number;
  readonly height: number;
  readonly units: readonly PlacedUnit[];
  readonly slot: Slot;
}

/** A unit's cards relative to the stack, and the x of the gutter line that leads to it. */
export interface PlacedUnit {
  readonly unit: Unit;
  readonly cards: readonly (Point & { readonly node: number; readonly card: Card })[];
  readonly gutter: number;
}

/** From a hub's card down to its stacks. */
export const STACK_GAP = 24;

export const widthOf = (block: Block): number => (block.kind === 'card' ? block.card.width : 0);

export const heightOf = (block: Block): number => {
  if (block.kind === 'passage') return 0;
  const deepest = Math.max(0, ...block.stacks.map(({ height }) => height + STACK_GAP));
  return block.card.height + deepest;
};

const GUTTER_STEP = 9;
const GUTTER_PAD = 12;
const UNIT_GAP = 26;
export const CHAIN_GAP = 26;
/** Width to height that a stack tries to have. */
const ASPECT = 2.2;

const missing: Pin = {
  id: '',
  row: undefined,
  name: '?',
  details: [],
  labelled: false,
  tone: 'bad',
  tooltip: '',
};

const pinFor = (graph: Graph, node: number, link: Link): Pin => {
  const one = graph.nodes[node];
  return (one === undefined ? undefined : pinOf(one, pinAt(link, node))) ?? missing;
};

/** Pins without an edge: labelled ones say so, others only show that something is wrong. */
export const freePins = (graph: Graph, node: number): Pin[] => {
  const used = new Set((graph.linksOf[node] ?? []).map((link) => pinAt(link, node)));
  return (graph.nodes[node]?.pins ?? []).filter(({ id }) => !used.has(id));
};

const unitPlans = (graph: Graph, hub: number, unit: Unit, minWidth: number): CardPlan[] =>
  unit.nodes.map((node, i) => {
    const up = unit.links[i] as Link;
    const down = unit.links[i + 1];
    const before = unit.nodes[i - 1] ?? hub;
    const [own, theirs] = [pinFor(graph, node, up), pinFor(graph, before, up)];
    const bottom = [
      ...(down === undefined ? [] : [pinSlot(pinFor(graph, node, down))]),
      ...freePins(graph, node).map(pinSlot),
    ];
    const plan = { node: graph.nodes[node] as CardPlan['node'], bottom, minWidth };
    return i === 0
      ? { ...plan, top: [], entry: { pin: own, label: own.labelled ? own : theirs } }
      : { ...plan, top: [pinSlot(own)] };
  });

const heightOfUnit = (cards: readonly Card[]): number =>
  cards.reduce((sum, { height }) => sum + height, (cards.length - 1) * CHAIN_GAP);

/** Lays a stack's units out in a grid, row by row. */
export const stackPart = (graph: Graph, stack: Stack): StackPart => {
  const { hub, units } = stack;
  const drafts = units.map((unit) => unitPlans(graph, hub, unit, 0).map(makeCard));
  const cardWidth = Math.max(...drafts.flat().map(({ width }) => width));
  const tallest = Math.max(...drafts.map(heightOfUnit));
  const ideal = Math.sqrt((ASPECT * units.length * (tallest + UNIT_GAP)) / (cardWidth + 60));
  const columns = Math.max(1, Math.min(units.length, Math.ceil(ideal)));
  const rows = Math.ceil(units.length / columns);
  const gutter = GUTTER_PAD * 2 + rows * GUTTER_STEP;
  const placed: PlacedUnit[] = [];
  let y = 0;
  for (let r = 0; r < rows; r++) {
    let highest = 0;
    for (let column = 0; column < columns; column++) {
      const unit = units[r * columns + column];
      if (unit === undefined) continue;
      const cards = unitPlans(graph, hub, unit, cardWidth).map(makeCard);
      const left = column * (gutter + cardWidth);
      let cardY = y;
      const positioned = cards.map((card, i) => {
        const at = { x: left + gutter, y: cardY, node: unit.nodes[i] ?? 0, card };
        cardY += card.height + CHAIN_GAP;
        return at;
      });
      placed.push({ unit, cards: positioned, gutter: left + gutter - GUTTER_PAD - r * GUTTER_STEP });
      highest = Math.max(highest, heightOfUnit(cards));
    }
    y += highest + UNIT_GAP;
  }
  const width = columns * (gutter + cardWidth);
  return { stack, width, height: y - UNIT_GAP, units: placed, slot: stackSlot(graph, stack, placed, width) };
};

/** The one slot of the hub from which all pins of a stack hang, right above their gutters. */
const stackSlot = (graph: Graph, { hub }: Stack, units: readonly PlacedUnit[], width: number): Slot => {
  const pins = units.map(({ unit, gutter }) => ({
    pin: pinFor(graph, hub, unit.links[0] as Link),
    offset: gutter - width / 2,
  }));
  const labelled = pins.some(({ pin }) => pin.labelled);
  const note = labelled ? { note: `${pins.length} ports, named at the other end` } : {};
  return { pins, labelled: false, width, center: 0, ...note };
};
