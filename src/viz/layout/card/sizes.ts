/** Sizes of type in pixels, by style, and the widths that hold texts together. */
import { printable } from '../../../text/index.ts';
import { ellipsize, textWidth } from '../../text.ts';

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
  section: 10,
  column: 9.5,
  cell: 10.5,
  step: 10,
  banner: 11.5,
};

export type Style = keyof typeof SIZES;

/** From a card's side to its texts. */
export const PAD = 12;
/** The widest line of a card's head. */
export const WIDEST = 260;

export const isBold = (style: Style): boolean =>
  style === 'title' || style === 'pin' || style === 'section' || style === 'banner';

/** What of a text fits, safe to show. */
export const shorten = (text: string, width: number, style: Style): string => {
  const head = text.length > 500 ? text.slice(0, 500) : text;
  return ellipsize(printable(head), width, SIZES[style], isBold(style));
};

export const widthIn = (text: string, style: Style): number => textWidth(text, SIZES[style], isBold(style));

/** An empty name is one, too. */
export const nameOf = (text: string): string => (text === '' ? '""' : text);
