/**
 * A card as lines of text in a box:
 *
 *     ╭ router r1 ────────── 1 2 ╮
 *     │ 10.0.0.1/24              │
 *     ├──────────────────────────┤
 *     │ ● app-1        10.0.0.11 │
 *     ╰──────────────────────────╯
 */
import { displayWidth } from '../../text/index.ts';
import { changeGlyph } from '../layout/card/change.ts';
import type { SceneNode, SceneTable, Tone } from '../scene.ts';
import { isWrong, kindOf, moreOf, named, openRows, openSections, stepsOf } from '../words.ts';
import { apart, cut, fill } from './cells.ts';
import { BELOW } from './tree.ts';
import type { Glyphs } from './glyphs.ts';

/** A line of a card before it is as wide as its box. */
type Line =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'apart'; readonly left: string; readonly right: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[]; readonly grid: Grid }
  | { readonly kind: 'rule' };

/** A column that is cut to no less than this can still be read. */
const READABLE = 20;

type Table = Extract<Line, { readonly kind: 'table' }>;

/** Columns of one table. */
class Grid {
  readonly widths: number[] = [];

  take(cells: readonly string[]): void {
    cells.forEach((cell, i) => {
      this.widths[i] = Math.max(this.widths[i] ?? 0, displayWidth(cell));
    });
  }

  /**
   * Columns in blocks, one below the other where they do not all fit: each begins with the first `keys` columns, which
   * say what the row is.
   */
  blocks(room: number, keys: number): readonly (readonly number[])[] {
    const least = (column: number): number => Math.min(this.widths[column] ?? 0, READABLE) + 2;
    const lead = [...this.widths.keys()].slice(0, keys);
    const start = lead.reduce((sum, column) => sum + least(column), -2);
    const blocks: number[][] = [];
    let used = Infinity;
    for (const column of [...this.widths.keys()].slice(keys)) {
      if (used + least(column) > room) {
        blocks.push([...lead]);
        used = start;
      }
      blocks.at(-1)?.push(column);
      used += least(column);
    }
    return blocks.length === 0 ? [lead] : blocks;
  }

  /** Of these columns, the widest give way until all of them fit. */
  fitted(columns: readonly number[], room: number): readonly number[] {
    const widths = columns.map((column) => this.widths[column] ?? 0);
    let over = widths.reduce((sum, width) => sum + width + 2, -2) - room;
    while (over > 0) {
      const widest = Math.max(...widths);
      if (widest <= 3) break;
      const at = widths.indexOf(widest);
      const next = Math.max(3, ...widths.filter((width) => width < widest));
      const less = Math.min(over, Math.max(1, widest - next));
      widths[at] = widest - less;
      over -= less;
    }
    return widths;
  }
}

export interface TextCard {
  readonly title: string;
  readonly steps: string;
  readonly lines: readonly Line[];
}

/** Texts of cells that no terminal shows in full. */
const LONGEST_CELL = 300;

const head = (text: string): string => (text.length > LONGEST_CELL ? text.slice(0, LONGEST_CELL) : text);

const toned = (text: string, tone: Tone | undefined, { marks }: Glyphs): string =>
  tone !== undefined && isWrong(tone) ? `${marks[tone]} ${text}` : text;

const tableLines = (table: SceneTable, glyphs: Glyphs): Line[] => {
  const { rows, more } = openRows(table);
  const grid = new Grid();
  const all = [
    [...table.columns],
    ...rows.map(({ cells, change }) =>
      table.columns.map((_, i) => {
        const { text = '', tone } = cells[i] ?? {};
        return head((i === 0 ? changeGlyph(change) : '') + toned(text, tone, glyphs));
      }),
    ),
  ];
  for (const cells of all) grid.take(cells);
  return [
    { kind: 'rule' },
    { kind: 'table', rows: all, grid },
    ...(more === 0 ? [] : [{ kind: 'text' as const, text: moreOf(more) }]),
  ];
};

/** `entries`: the ports by which it hangs on what stands above it. */
export const textCard = (node: SceneNode, entries: readonly string[], glyphs: Glyphs): TextCard => {
  const lines: Line[] = entries.flatMap((entry) =>
    entry
      .split(BELOW)
      .map((text, i): Line => ({ kind: 'text', text: `${i === 0 ? glyphs.up : ' '} ${text}` })),
  );
  if (node.subtitle !== undefined) lines.push({ kind: 'text', text: node.subtitle });
  for (const { text, tone } of node.facts) lines.push({ kind: 'text', text: toned(text, tone, glyphs) });
  const badges = node.badges.map(({ text }) => text);
  if (badges.length > 0) lines.push({ kind: 'text', text: badges.join(` ${glyphs.between} `) });
  for (const { title, items, more } of openSections(node)) {
    lines.push({ kind: 'rule' });
    if (title !== undefined) lines.push({ kind: 'text', text: title });
    for (const { name, detail, tone, change } of items) {
      const left = `${glyphs.marks[tone]} ${changeGlyph(change)}${named(name)}`;
      lines.push({ kind: 'apart', left: head(left), right: head(detail) });
    }
    if (more > 0) lines.push({ kind: 'text', text: `${glyphs.dots} ${moreOf(more)}` });
  }
  if (node.table !== undefined) lines.push(...tableLines(node.table, glyphs));
  if (node.banner !== undefined)
    lines.push(
      { kind: 'rule' },
      { kind: 'text', text: `${glyphs.marks[node.banner.tone]} ${node.banner.text}` },
    );
  const steps = stepsOf(node).map(String).join(' ');
  return { title: `${changeGlyph(node.change)}${kindOf(node)} ${named(node.title)}`, steps, lines };
};

const wanted = (line: Line): number => {
  switch (line.kind) {
    case 'text':
      return displayWidth(head(line.text));
    case 'apart':
      return displayWidth(line.left) + (line.right === '' ? 0 : 3 + displayWidth(line.right));
    case 'table':
      return line.grid.widths.reduce((sum, width) => sum + width + 2, -2);
    case 'rule':
      return 0;
  }
};

/** The box's width, sides and all, if there is room. */
export const widthWanted = ({ title, steps, lines }: TextCard): number =>
  Math.max(
    displayWidth(head(title)) + (steps === '' ? 0 : displayWidth(steps) + 2) + 6,
    ...lines.map((line) => wanted(line) + 4),
  );

/** A line for each row, and again for each block of columns that do not fit beside the others. */
const tableInside = ({ rows, grid }: Table, room: number, { dots }: Glyphs): string[] => {
  // Columns without a title number the rows.
  const keys = 1 + Math.max(0, rows[0]?.findIndex((title) => title !== '') ?? 0);
  return grid.blocks(room, keys).flatMap((columns, block) => {
    const widths = grid.fitted(columns, room);
    const lines = rows.map((row) => {
      const cells = columns.map((column, i) => {
        const width = widths[i] ?? 0;
        return fill(cut(row[column] ?? '', width, dots), width);
      });
      return fill(cut(cells.join('  '), room, dots), room);
    });
    return block === 0 ? lines : [' '.repeat(room), ...lines];
  });
};

const inside = (line: Exclude<Line, Table>, room: number, { dots }: Glyphs): string => {
  switch (line.kind) {
    case 'apart':
      return apart(line.left, line.right, room, dots);
    default:
      return fill(cut(line.kind === 'text' ? line.text : '', room, dots), room);
  }
};

/** Lines of exactly `width` cells. `fork`: something hangs on the box. */
export const drawCard = (card: TextCard, width: number, fork: boolean, glyphs: Glyphs): string[] => {
  const { across, down, corners, rule, dots } = glyphs;
  const steps = card.steps === '' ? '' : ` ${card.steps} `;
  const title = ` ${cut(card.title, width - 5 - displayWidth(steps), dots)} `;
  const top = fill(title, width - 2 - displayWidth(steps), across);
  const bottom = across.repeat(width - 2);
  return [
    `${corners[0]}${top}${steps}${corners[1]}`,
    ...card.lines.flatMap((line) => {
      if (line.kind === 'rule') return [`${rule[0]}${across.repeat(width - 2)}${rule[1]}`];
      const room = width - 4;
      const texts = line.kind === 'table' ? tableInside(line, room, glyphs) : [inside(line, room, glyphs)];
      return texts.map((text) => `${down} ${text} ${down}`);
    }),
    `${corners[2]}${fork ? glyphs.fork + bottom.slice(1) : bottom}${corners[3]}`,
  ];
};
