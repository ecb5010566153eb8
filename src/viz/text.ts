/**
 * How wide text will be, without a browser to ask. Advance widths are those of DejaVu Sans in thousandths of
 * an em, by class of character: it is the widest font that a picture is likely to be shown in, so that text
 * never runs out of its card.
 */
const CLASSES: readonly (readonly [characters: string, width: number])[] = [
  ["ijl|'", 300],
  [' .,:;`!/\\I[]()-ftr', 410],
  ['"*cksvxyzJ', 570],
  ['mwMW@%', 985],
  ['ABCDEFGHKLNOPQRSTUVXYZ&', 740],
  ['+<>=~#', 838],
];
const WIDTHS = new Map(
  CLASSES.flatMap(([characters, width]) => [...characters].map((c) => [c, width] as const)),
);
const DEFAULT = 640;
const WIDE = 1000;
const BOLD = 1.1;

const advance = (character: string): number => {
  const known = WIDTHS.get(character);
  if (known !== undefined) return known;
  return (character.codePointAt(0) ?? 0) >= 0x1100 ? WIDE : DEFAULT;
};

/** Pixels. */
export const textWidth = (text: string, size: number, bold = false): number => {
  let sum = 0;
  for (const character of text) sum += advance(character);
  return (sum / 1000) * size * (bold ? BOLD : 1);
};

/** No name that fits a card is longer; the rest of it is not measured. */
const LONGEST = 400;

/** As much of the text as fits, ending in an ellipsis when that is not all; never half a character. */
export const ellipsize = (text: string, width: number, size: number, bold = false): string => {
  const head = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  if (head === text && textWidth(text, size, bold) <= width) return text;
  const room = width - textWidth('…', size, bold);
  let [used, kept] = [0, ''];
  for (const character of head) {
    used += textWidth(character, size, bold);
    if (used > room) break;
    kept += character;
  }
  return `${kept}…`;
};
