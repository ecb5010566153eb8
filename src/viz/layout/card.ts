/** The inside of a card: which line of text stands where, and how large the card must be for it. */
import type { Pin, SceneNode, Tone } from '../scene.ts';
import { printable } from '../../text/index.ts';
import { placeRow } from './place.ts';
import { ellipsize, textWidth } from '../text.ts';
import type { Card, CardBadge, CardItem, CardText, PlacedPin } from './types.ts';

export const SIZES = {
  kind: 9,
  title: 14,
  subtitle: 10,
  fact: 11,
  pin: 11,
  detail: 10,
  item: 11,
  value: 10.5,
  more: 10.5,
  badge: 9.5,
};
const PAD = 12;
const WIDEST = 260;
const NAME_WIDEST = 180;
const VALUE_WIDEST = 125;
const BADGE_GAP = 5;

type Side = 'top' | 'bottom';

/** A place on a card's edge that a pin takes; a stack of units below takes one for all of its pins. */
export interface Slot {
  readonly pins: readonly { readonly pin: Pin; readonly offset: number }[];
  readonly labelled: boolean;
  width: number;
  /** Of its middle, from the card's left; set when the card is. */
  center: number;
  /** Where a dot would best be, so that its edge runs straight. */
  wish?: number;
  /** Written instead of labels: "48 ports, named below". */
  readonly note?: string;
}

export interface CardPlan {
  readonly node: SceneNode;
  /** The pin that is met from the left, and the port whose label is written there. */
  readonly entry?: { readonly pin: Pin; readonly label: Pin };
  readonly top: readonly Slot[];
  readonly bottom: readonly Slot[];
  readonly minWidth?: number;
}

const shorten = (text: string, width: number, size: number, bold = false): string => {
  const head = text.length > 500 ? text.slice(0, 500) : text;
  return ellipsize(printable(head), width, size, bold);
};

const nameOf = (text: string): string => (text === '' ? '""' : text);

const SLOT_DOT = 16;
const SLOT_WIDEST = 170;

/** A slot for one pin; its width follows from its label. */
export const pinSlot = (pin: Pin): Slot => {
  const texts = pin.labelled ? [nameOf(pin.name), ...pin.details] : [];
  const widths = texts.map((text, i) =>
    textWidth(shorten(text, SLOT_WIDEST, slotSize(i), i === 0), slotSize(i), i === 0),
  );
  return {
    pins: [{ pin, offset: 0 }],
    labelled: pin.labelled,
    width: pin.labelled ? Math.max(60, ...widths) + 18 : SLOT_DOT,
    center: 0,
  };
};

const slotSize = (line: number): number => (line === 0 ? SIZES.pin : SIZES.detail);

const slotTexts = (slot: Slot): { text: string; tone: Tone }[] => {
  const [only] = slot.pins;
  if (slot.note !== undefined) return [{ text: slot.note, tone: 'idle' }];
  if (!slot.labelled || only === undefined) return [];
  return [
    { text: nameOf(only.pin.name), tone: only.pin.tone },
    ...only.pin.details.map((text) => ({ text, tone: 'idle' as const })),
  ];
};

const stripHeight = (slots: readonly Slot[]): number => {
  const lines = Math.max(0, ...slots.map((slot) => slotTexts(slot).length));
  return lines === 0 ? 0 : lines * 13 + 16;
};

const kindText = (node: SceneNode): string =>
  ({ router: 'ROUTER', switch: 'SWITCH', physical: 'PHYSICAL NETWORK' })[node.kind];

class Builder {
  readonly texts: CardText[] = [];
  readonly badges: CardBadge[] = [];
  readonly items: CardItem[] = [];
  readonly pins: PlacedPin[] = [];
  readonly rules: number[] = [];
  width = 0;
  y = 0;

  text(style: CardText['style'], text: string, tone: Tone = 'idle', x = PAD): void {
    const bold = style === 'title';
    const shown = shorten(nameOf(text), WIDEST, SIZES[style], bold);
    this.texts.push({ x, y: this.y, text: shown, style, anchor: 'start', tone });
    this.width = Math.max(this.width, x + textWidth(shown, SIZES[style], bold) + PAD);
  }
}

const head = (b: Builder, node: SceneNode): void => {
  b.y += 18;
  b.text('kind', kindText(node));
  b.y += 16;
  b.text('title', node.title);
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

const badges = (b: Builder, node: SceneNode): void => {
  if (node.badges.length === 0) return;
  let x = PAD;
  b.y += 2;
  for (const badge of node.badges) {
    const width = Math.round(textWidth(badge.text, SIZES.badge, true) + 12);
    if (x > PAD && x + width > WIDEST) {
      x = PAD;
      b.y += 20;
    }
    b.badges.push({ x, y: b.y, width, badge });
    x += width + BADGE_GAP;
    b.width = Math.max(b.width, x - BADGE_GAP + PAD);
  }
  b.y += 24;
};

const entry = (b: Builder, plan: CardPlan): void => {
  if (plan.entry === undefined) return;
  const { pin, label } = plan.entry;
  b.rules.push(b.y);
  b.y += 15;
  b.pins.push({ x: 0, y: b.y - 4, pin });
  b.text('pin', label.name, label.tone);
  for (const detail of label.details) {
    b.y += 13;
    b.text('detail', detail);
  }
  b.y += 8;
};

const items = (b: Builder, node: SceneNode): void => {
  if (node.items.length === 0 && node.more === undefined) return;
  b.rules.push(b.y);
  b.y += 3;
  const shown = node.items.map((item) => ({
    item,
    name: shorten(nameOf(item.name), NAME_WIDEST, SIZES.item),
    value: shorten(item.detail, VALUE_WIDEST, SIZES.value),
  }));
  const names = Math.max(0, ...shown.map(({ name }) => textWidth(name, SIZES.item)));
  const values = Math.max(0, ...shown.map(({ value }) => textWidth(value, SIZES.value)));
  b.width = Math.max(b.width, PAD + 14 + names + (values === 0 ? 0 : values + 14) + PAD);
  for (const { item, name, value } of shown) {
    b.y += 16;
    b.items.push({ x: PAD + 4, y: b.y - 4, width: 0, item });
    b.texts.push({ x: PAD + 14, y: b.y, text: name, style: 'item', anchor: 'start', tone: item.tone });
    if (value !== '')
      b.texts.push({ x: -PAD, y: b.y, text: value, style: 'value', anchor: 'end', tone: 'idle' });
  }
  if (node.more !== undefined) {
    b.y += 16;
    b.text('more', node.more, 'idle', PAD + 14);
  }
  b.y += 8;
};

/** Dots keep away from rounded corners. */
const CORNER = 18;

/** Sets the middles of slots: evenly over the width, or nearest to what all of them wish for. */
const spread = (slots: readonly Slot[], width: number): void => {
  if (slots.length > 0 && slots.every(({ wish }) => wish !== undefined)) {
    const extents = slots.map((slot) => ({ width: slot.width, gap: 0 }));
    const lefts = placeRow(
      extents,
      slots.map((slot) => ({ x: (slot.wish ?? 0) - slot.width / 2, weight: 1 })),
    );
    const packed = slots.reduce((sum, slot) => sum + slot.width, 0);
    const inset = Math.max(0, Math.min(CORNER - SLOT_DOT / 2, (width - packed) / 2));
    let [before, after] = [inset, packed];
    slots.forEach((slot, i) => {
      const last = width - inset - after;
      slot.center = Math.min(Math.max(lefts[i] ?? 0, before), Math.max(last, before)) + slot.width / 2;
      before += slot.width;
      after -= slot.width;
    });
    return;
  }
  const used = slots.reduce((sum, slot) => sum + slot.width, 0);
  const room = (width - used) / Math.max(1, slots.length);
  let x = 0;
  for (const slot of slots) {
    slot.center = x + (slot.width + room) / 2;
    x += slot.width + room;
  }
};

const strip = (b: Builder, slots: readonly Slot[], side: Side, edge: number, height: number): void => {
  for (const slot of slots) {
    const texts = slotTexts(slot);
    const first = side === 'top' ? edge + 20 : edge - height + 15;
    texts.forEach(({ text, tone }, i) => {
      const style = slot.note !== undefined ? 'more' : i === 0 ? 'pin' : 'detail';
      const room = slot.note === undefined ? SLOT_WIDEST : slot.width;
      const shown = shorten(text, room, SIZES[style], style === 'pin');
      b.texts.push({ x: slot.center, y: first + i * 13, text: shown, style, anchor: 'middle', tone });
    });
    for (const { pin, offset } of slot.pins) b.pins.push({ x: slot.center + offset, y: edge, pin });
  }
};

/** The finished card. Sets the middles of the plan's slots. */
export const makeCard = (plan: CardPlan): Card => {
  const { node, top, bottom } = plan;
  const b = new Builder();
  const topHeight = stripHeight(top);
  const bottomHeight = stripHeight(bottom);
  b.y = topHeight;
  if (topHeight > 0) b.rules.push(b.y);
  head(b, node);
  badges(b, node);
  entry(b, plan);
  items(b, node);
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
    texts: b.texts.map((text) => (text.x < 0 ? { ...text, x: width + text.x } : text)),
    items: b.items.map((item) => ({ ...item, width: width - 2 * PAD })),
  };
};
