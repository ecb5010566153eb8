/**
 * A row of twenty cards is wider than any screen: it is broken into lines, as a text is. Edges to the lower ones run
 * between the cards of the upper ones. Cards are dealt out to the lines in turn, so that each stays about where it was
 * from left to right, below what it is joined with.
 */
import { heightOf, widthOf, type CardBlock } from './blocks.ts';

/** Of the cards of a line: with what runs between them, about as wide as a picture can be read at once. */
const WIDEST = 2400;
const CARD_GAP = 40;
/** What lies between two rows, on the average. */
const ROW_GAP = 80;
/** Width to height of many cards. */
const ASPECT = 1.7;

/** Passages of edges between cards of other rows, beyond which the lines would cost more than they give. */
const MOST_PASSAGES = 4000;

const widthOfRow = (row: readonly CardBlock[]): number =>
  row.reduce((sum, block) => sum + widthOf(block) + CARD_GAP, -CARD_GAP);

/** Into how many lines each row is broken, 1 where it is not. `edges`: how many there are between the rows. */
export const linesFor = (rows: readonly (readonly CardBlock[])[], edges: number): readonly number[] => {
  const all = rows.flat();
  const area = all.reduce((sum, block) => sum + (widthOf(block) + CARD_GAP) * (heightOf(block) + ROW_GAP), 0);
  const within = (limit: number): readonly number[] =>
    rows.map((row) => Math.max(1, Math.min(row.length, Math.ceil(widthOfRow(row) / limit))));
  // One card may be wider than that; of very many, lines would only make the picture high.
  let limit = Math.max(WIDEST, Math.sqrt(area * ASPECT), ...all.map(widthOf));
  for (;;) {
    const lines = within(limit);
    const passages = (edges * lines.reduce((sum, many) => sum + many, 0)) / 2;
    if (passages <= MOST_PASSAGES || lines.every((many) => many === 1)) return lines;
    limit *= 2;
  }
};

/** New rows by node. `rows` are in order from left to right. */
export const dealt = (
  rows: readonly (readonly CardBlock[])[],
  lines: readonly number[],
): ReadonlyMap<number, number> => {
  const found = new Map<number, number>();
  let next = 0;
  rows.forEach((row, r) => {
    const many = lines[r] ?? 1;
    row.forEach(({ node }, i) => found.set(node, next + (i % many)));
    next += many;
  });
  return found;
};
