/** Where pins stand along a card's upper and lower edge, and what is written at them. */
import type { Pin, Tone } from '../../scene.ts';
import { placeRow } from '../place.ts';
import { changeGlyph } from './change.ts';
import { nameOf, shorten, widthIn } from './sizes.ts';

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

const SLOT_DOT = 16;
export const SLOT_WIDEST = 170;

const slotStyle = (line: number): 'pin' | 'detail' => (line === 0 ? 'pin' : 'detail');

/** A slot for one pin; its width follows from its label. */
export const pinSlot = (pin: Pin): Slot => {
  const texts = pin.labelled ? [changeGlyph(pin.change) + nameOf(pin.name), ...pin.details] : [];
  const widths = texts.map((text, i) => {
    const style = slotStyle(i);
    return widthIn(shorten(text, SLOT_WIDEST, style), style);
  });
  return {
    pins: [{ pin, offset: 0 }],
    labelled: pin.labelled,
    width: pin.labelled ? Math.max(60, ...widths) + 18 : SLOT_DOT,
    center: 0,
  };
};

export const slotTexts = (slot: Slot): { text: string; tone: Tone }[] => {
  const [only] = slot.pins;
  if (slot.note !== undefined) return [{ text: slot.note, tone: 'idle' }];
  if (!slot.labelled || only === undefined) return [];
  return [
    { text: changeGlyph(only.pin.change) + nameOf(only.pin.name), tone: only.pin.tone },
    ...only.pin.details.map((text) => ({ text, tone: 'idle' as const })),
  ];
};

export const stripHeight = (slots: readonly Slot[]): number => {
  const lines = Math.max(0, ...slots.map((slot) => slotTexts(slot).length));
  return lines === 0 ? 0 : lines * 13 + 16;
};

/** Dots keep away from rounded corners. */
const CORNER = 18;

/** Sets the middles of slots: evenly over the width, or nearest to what all of them wish for. */
export const spread = (slots: readonly Slot[], width: number): void => {
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
