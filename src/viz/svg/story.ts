/** The steps of the trace that a picture shows, below it: what the numbers in it stand for. */
import type { ScenePath } from '../scene.ts';
import { someOf, withMore } from '../some.ts';
import { ellipsize } from '../text.ts';
import type { SvgWriter } from './writer.ts';

const STEP = 20;
const LINE = 15;
const INDENT = 28;
/** More steps, and more lines of one, are counted. */
const STEPS = 60;
const LINES = 12;
/** A column of this width can be read; wider pictures have several. */
const COLUMN = 760;
const GAP = 32;

interface Line {
  readonly y: number;
  readonly x: number;
  readonly text: string;
  readonly style: 'story' | 'line';
  readonly number: number | undefined;
}

export interface Story {
  readonly height: number;
  readonly lines: readonly Line[];
}

type Block = {
  readonly title: string;
  readonly number: number | undefined;
  readonly lines: readonly string[];
};

const heightOf = ({ lines }: Block): number => STEP + lines.length * LINE + 8;

const blocksOf = ({ steps }: ScenePath): Block[] => {
  const { shown, left } = someOf(steps, STEPS);
  const blocks = shown.map(({ title, lines }, i): Block => ({
    title,
    number: i + 1,
    lines: withMore(lines, LINES, (more) => `and ${more} more`),
  }));
  return left > 0 ? [...blocks, { title: `and ${left} more steps`, number: undefined, lines: [] }] : blocks;
};

/** Steps down one column after the other, as many columns as the width has room for. */
export const placeStory = (path: ScenePath | undefined, width: number): Story => {
  if (path === undefined) return { height: 0, lines: [] };
  const blocks = blocksOf(path);
  const columns = Math.max(1, Math.min(blocks.length, Math.floor((width + GAP) / (COLUMN + GAP))));
  const columnWidth = (width - (columns - 1) * GAP) / columns;
  const total = blocks.reduce((sum, block) => sum + heightOf(block), 0);
  const lines: Line[] = [];
  let [x, y, deepest] = [0, 0, 0];
  for (const block of blocks) {
    if (y > 0 && y + heightOf(block) / 2 > total / columns && x + columnWidth < width - 1)
      [x, y] = [x + columnWidth + GAP, 0];
    const { title, number } = block;
    const room = columnWidth - INDENT;
    lines.push({ x, y: y + 14, text: ellipsize(title, room, 12, true), style: 'story', number });
    block.lines.forEach((text, i) =>
      lines.push({
        x,
        y: y + STEP + (i + 1) * LINE - 4,
        text: ellipsize(text, room, 11),
        style: 'line',
        number: undefined,
      }),
    );
    y += heightOf(block);
    deepest = Math.max(deepest, y);
  }
  return { height: deepest + 24, lines };
};

export const drawStory = (svg: SvgWriter, left: number, top: number, { lines }: Story): void => {
  if (lines.length === 0) return;
  svg.open('g', { 'aria-label': 'steps' });
  for (const { x, y, text, style, number } of lines) {
    if (number !== undefined) {
      svg.shape('circle', { class: 'step', cx: left + x + 9, cy: top + y - 4, r: 9 });
      svg.text(String(number), {
        class: 'number',
        x: left + x + 9,
        y: top + y - 0.4,
        'text-anchor': 'middle',
      });
    }
    svg.text(text, { class: style, x: left + x + INDENT, y: top + y });
  }
  svg.close('g');
};
