/** The inside of a card: which line of text stands where, and how large the card must be for it. */
import type { NodeKind, Pin, SceneNode } from '../../scene.ts';
import type { Card } from '../types.ts';
import { CardBuilder } from './builder.ts';
import { changeGlyph } from './change.ts';
import { listSections, listTable } from './lists.ts';
import { PAD, shorten, WIDEST, widthIn } from './sizes.ts';
import { slotTexts, SLOT_WIDEST, spread, stripHeight, type Slot } from './slots.ts';

export { CHANGE_GLYPHS, changeGlyph } from './change.ts';
export { SIZES } from './sizes.ts';
export { pinSlot, type Slot } from './slots.ts';

const BADGE_GAP = 5;

type Side = 'top' | 'bottom';

export interface CardPlan {
  readonly node: SceneNode;
  /** The pin that is met from the left, and the port whose label is written there. */
  readonly entry?: { readonly pin: Pin; readonly label: Pin };
  readonly top: readonly Slot[];
  readonly bottom: readonly Slot[];
  readonly minWidth?: number;
}

/** What a card of that kind is called. */
export const KIND_LABELS: Readonly<Record<NodeKind, string>> = {
  router: 'router',
  switch: 'switch',
  physical: 'physical network',
  external: 'external network',
  chassis: 'chassis',
  bridge: 'bridge',
  remote: 'remote end',
  'load balancer': 'load balancer',
  backend: 'backend',
  port: 'port',
  table: 'table',
  group: 'folded',
};

const STEP = 18;

/** The numbers of a trace's steps, at the right of the first line. */
const steps = (b: CardBuilder, numbers: readonly number[], used: number): void => {
  numbers.forEach((number, i) => {
    b.steps.push({ x: -(PAD + STEP / 2 + (numbers.length - 1 - i) * (STEP + 2)), y: b.y - 3, number });
  });
  if (numbers.length > 0) b.needs(used + numbers.length * (STEP + 2) + PAD);
};

/** More steps than this at one node are told as the first and the last. */
const STEPS_SHOWN = 6;

const head = (b: CardBuilder, node: SceneNode): void => {
  b.y += 18;
  const label = (node.label ?? KIND_LABELS[node.kind]).toUpperCase();
  b.text('kind', changeGlyph(node.change) + label);
  const numbers = node.steps ?? [];
  steps(b, numbers.length > STEPS_SHOWN ? [numbers[0] ?? 0, numbers.at(-1) ?? 0] : numbers, b.width);
  b.y += 16;
  // A card with a table is wide anyway.
  b.text('title', node.title, 'idle', PAD, node.table === undefined ? WIDEST : 2 * WIDEST);
  if (node.subtitle !== undefined) {
    b.y += 13;
    b.text('subtitle', node.subtitle);
  }
  for (const { text, tone } of node.facts) {
    b.y += 15;
    b.text('fact', text, tone);
  }
  b.y += 8;
};

const badges = (b: CardBuilder, node: SceneNode): void => {
  if (node.badges.length === 0) return;
  let x = PAD;
  b.y += 2;
  for (const badge of node.badges) {
    const width = Math.round(widthIn(badge.text, 'badge') * 1.1 + 12);
    if (x > PAD && x + width > WIDEST) {
      x = PAD;
      b.y += 20;
    }
    b.badges.push({ x, y: b.y, width, badge });
    x += width + BADGE_GAP;
    b.needs(x - BADGE_GAP + PAD);
  }
  b.y += 24;
};

/** A dot without a label is beside the title. */
const UNLABELLED_ENTRY = 29;

const entry = (b: CardBuilder, plan: CardPlan): void => {
  if (plan.entry === undefined) return;
  const { pin, label } = plan.entry;
  if (!label.labelled) {
    b.pins.push({ x: 0, y: UNLABELLED_ENTRY, pin });
    return;
  }
  b.rules.push(b.y);
  b.y += 15;
  b.pins.push({ x: 0, y: b.y - 4, pin });
  b.text('pin', changeGlyph(label.change) + label.name, label.tone);
  for (const detail of label.details) {
    b.y += 13;
    b.text('detail', detail);
  }
  b.y += 8;
};

const strip = (b: CardBuilder, slots: readonly Slot[], side: Side, edge: number, height: number): void => {
  for (const slot of slots) {
    const texts = slotTexts(slot);
    const first = side === 'top' ? edge + 20 : edge - height + 15;
    texts.forEach(({ text, tone }, i) => {
      const style = slot.note !== undefined ? 'more' : i === 0 ? 'pin' : 'detail';
      const room = slot.note === undefined ? SLOT_WIDEST : slot.width;
      const shown = shorten(text, room, style);
      b.texts.push({ x: slot.center, y: first + i * 13, text: shown, style, anchor: 'middle', tone });
    });
    for (const { pin, offset } of slot.pins) b.pins.push({ x: slot.center + offset, y: edge, pin });
  }
};

const BANNER = 22;

/** Where a trace ends: one line across the card. */
const banner = (b: CardBuilder, node: SceneNode): number | undefined => {
  if (node.banner === undefined) return undefined;
  const top = b.y;
  b.y += 15;
  b.text('banner', node.banner.text, node.banner.tone, PAD, 2 * WIDEST);
  b.y = top + BANNER;
  return top;
};

const fromLeft = <T extends { readonly x: number }>(things: readonly T[], width: number): T[] =>
  things.map((one) => (one.x < 0 ? { ...one, x: width + one.x } : one));

/** The finished card. Sets the middles of the plan's slots. */
export const makeCard = (plan: CardPlan): Card => {
  const { node, top, bottom } = plan;
  const b = new CardBuilder();
  const topHeight = stripHeight(top);
  const bottomHeight = stripHeight(bottom);
  b.y = topHeight;
  if (topHeight > 0) b.rules.push(b.y);
  head(b, node);
  badges(b, node);
  entry(b, plan);
  listSections(b, node.sections);
  if (node.table !== undefined) listTable(b, node.table);
  const flag = banner(b, node);
  b.y += 2;
  if (bottomHeight > 0) b.rules.push(b.y);
  const sum = (slots: readonly Slot[]): number => slots.reduce((total, slot) => total + slot.width, 0);
  const smallest = node.kind === 'switch' ? 150 : 130;
  const width = Math.ceil(Math.max(smallest, b.width, sum(top), sum(bottom), plan.minWidth ?? 0));
  const height = Math.ceil(b.y + bottomHeight);
  spread(top, width);
  spread(bottom, width);
  strip(b, top, 'top', 0, topHeight);
  strip(b, bottom, 'bottom', height, bottomHeight);
  return {
    width,
    height,
    badges: b.badges,
    rules: b.rules,
    pins: b.pins,
    steps: fromLeft(b.steps, width),
    banner: flag === undefined ? undefined : { y: flag, height: BANNER, tone: node.banner?.tone ?? 'idle' },
    texts: fromLeft(b.texts, width),
    items: b.items.map((item) => (item.width > 0 ? item : { ...item, width: width - 2 * PAD })),
  };
};
