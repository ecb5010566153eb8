/**
 * What hangs on one card, laid out below it in a grid: units, each a card with what hangs on that in turn. Coordinates
 * are the part's own, until `route.ts` knows where the hub stands.
 */
import type { Pin } from '../scene.ts';
import { makeCard, pinSlot, type CardPlan, type Slot } from './card/index.ts';
import { pinAt, pinOf, type Graph, type Link } from './graph.ts';
import { isSlim, type Unit } from './stacks.ts';
import type { Card, PlacedEdge, Point } from './types.ts';

/** From a hub's card down to its stacks. */
export const STACK_GAP = 24;

const GUTTER_STEP = 9;
const GUTTER_PAD = 12;
const UNIT_GAP = 26;
const CHAIN_GAP = 26;
/** Width to height that a stack tries to have. */
const ASPECT = 2.2;

interface InnerNode extends Point {
  readonly node: number;
  readonly card: Card;
}

interface Box {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly InnerNode[];
  readonly edges: readonly PlacedEdge[];
}

interface UnitBox extends Box {
  readonly unit: Unit;
  /** Where the edge from the hub meets the first card's left side. */
  readonly entry: number;
}

/** A stack below its hub: everything but the hub's card itself. `edges` begin at `-STACK_GAP`, the hub's lower edge. */
export interface StackPart extends Box {
  /** The one slot of the hub from which all pins of the stack hang, right above their gutters. */
  readonly slot: Slot;
}

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

const moved = <T extends Point>(one: T, by: Point): T => ({ ...one, x: one.x + by.x, y: one.y + by.y });

const movedEdge = ({ edge, points }: PlacedEdge, by: Point): PlacedEdge => ({
  edge,
  points: points.map(({ x, y }) => ({ x: x + by.x, y: y + by.y })),
});

/** From the hub's only child straight down. */
const below = (card: Card, child: UnitBox, down: Slot): PlacedEdge => {
  const [first] = child.nodes;
  const pin = first?.card.pins.find((one) => one.pin.id === pinAt(child.unit.link, child.unit.root));
  const [from, to] = [down.center, pin?.x ?? 0];
  const middle = card.height + CHAIN_GAP / 2;
  const lower = card.height + CHAIN_GAP;
  const points =
    Math.abs(from - to) < 0.5
      ? [
          { x: from, y: card.height },
          { x: from, y: lower },
        ]
      : [
          { x: from, y: card.height },
          { x: from, y: middle },
          { x: to, y: middle },
          { x: to, y: lower },
        ];
  return { edge: child.unit.link.edge, points };
};

/** A unit's card with everything below it. The card is met from the left, or from above where it is an only child. */
const unitBox = (graph: Graph, hub: number, unit: Unit, minWidth: number, onlyChild: boolean): UnitBox => {
  const { root, link, children } = unit;
  const [own, theirs] = [pinFor(graph, root, link), pinFor(graph, hub, link)];
  const [only] = children;
  const single = children.length === 1 && only !== undefined;
  const child = single ? unitBox(graph, root, only, minWidth, true) : undefined;
  const part = children.length > 1 ? stackPart(graph, root, children) : undefined;
  const down = single ? pinSlot(pinFor(graph, root, only.link)) : undefined;
  const bottom = [down, part?.slot].filter((slot) => slot !== undefined);
  bottom.push(...freePins(graph, root).map(pinSlot));
  const plan = { node: graph.nodes[root] as CardPlan['node'], bottom, minWidth };
  const card = makeCard(
    onlyChild
      ? { ...plan, top: [pinSlot(own)] }
      : { ...plan, top: [], entry: { pin: own, label: own.labelled ? own : theirs } },
  );
  const nodes: InnerNode[] = [{ node: root, card, x: 0, y: 0 }];
  const edges: PlacedEdge[] = [];
  let [width, height] = [card.width, card.height];
  const add = (box: Box, by: Point): void => {
    nodes.push(...box.nodes.map((one) => moved(one, by)));
    edges.push(...box.edges.map((one) => movedEdge(one, by)));
    width = Math.max(width, by.x + box.width);
    height = Math.max(height, by.y + box.height);
  };
  if (child !== undefined && down !== undefined) {
    edges.push(below(card, child, down));
    add(child, { x: 0, y: card.height + CHAIN_GAP });
  }
  if (part !== undefined) add(part, { x: part.slot.center - part.width / 2, y: card.height + STACK_GAP });
  const entry = card.pins.find((pin) => pin.x === 0)?.y ?? 20;
  return { unit, width, height, nodes, edges, entry };
};

const columnsFor = (boxes: readonly Box[]): number => {
  const widest = Math.max(...boxes.map(({ width }) => width));
  const tallest = Math.max(...boxes.map(({ height }) => height));
  const ideal = Math.sqrt((ASPECT * boxes.length * (tallest + UNIT_GAP)) / (widest + 60));
  return Math.max(1, Math.min(boxes.length, Math.ceil(ideal)));
};

/** Lays the units of a hub out in a grid, row by row; every column is as wide as its widest unit. */
export const stackPart = (graph: Graph, hub: number, units: readonly Unit[]): StackPart => {
  let boxes = units.map((unit) => unitBox(graph, hub, unit, 0, false));
  if (units.every(isSlim)) {
    // Cards of one grid are equally wide.
    const widest = Math.max(...boxes.map(({ width }) => width));
    boxes = units.map((unit, i) => {
      const box = boxes[i] as UnitBox;
      return box.width === widest && box.nodes.length === 1 ? box : unitBox(graph, hub, unit, widest, false);
    });
  }
  const columns = columnsFor(boxes);
  const rows = Math.ceil(boxes.length / columns);
  const gutter = GUTTER_PAD * 2 + rows * GUTTER_STEP;
  const lefts: number[] = [];
  let width = 0;
  for (let column = 0; column < columns; column++) {
    lefts.push(width + gutter);
    let widest = 0;
    for (let i = column; i < boxes.length; i += columns) widest = Math.max(widest, boxes[i]?.width ?? 0);
    width += gutter + widest;
  }
  const nodes: InnerNode[] = [];
  const edges: PlacedEdge[] = [];
  const pins: { pin: Pin; offset: number }[] = [];
  let y = 0;
  for (let r = 0; r < rows; r++) {
    let highest = 0;
    for (let column = 0; column < columns; column++) {
      const box = boxes[r * columns + column];
      if (box === undefined) continue;
      const by = { x: lefts[column] ?? 0, y };
      for (const one of box.nodes) nodes.push(moved(one, by));
      for (const one of box.edges) edges.push(movedEdge(one, by));
      const line = by.x - GUTTER_PAD - r * GUTTER_STEP;
      const meet = y + box.entry;
      const points = [
        { x: line, y: -STACK_GAP },
        { x: line, y: meet },
        { x: by.x, y: meet },
      ];
      edges.push({ edge: box.unit.link.edge, points });
      pins.push({ pin: pinFor(graph, hub, box.unit.link), offset: line - width / 2 });
      highest = Math.max(highest, box.height);
    }
    y += highest + UNIT_GAP;
  }
  const labelled = pins.some(({ pin }) => pin.labelled);
  const note = labelled ? { note: `${pins.length} ports, named at the other end` } : {};
  const slot: Slot = { pins, labelled: false, width, center: 0, ...note };
  return { width, height: y - UNIT_GAP, nodes, edges, slot };
};
