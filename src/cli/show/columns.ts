/**
 * Aligned columns of text. A cell is a list of items: they stand side by side while the table fits the
 * terminal, and one under the other when it does not. Column widths count terminal cells.
 */
import { displayWidth } from '../width.ts';

/** One piece of text and how to emphasise it; the text is already printable. */
export interface Item {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

export type Cell = readonly Item[];

export interface Line {
  readonly cells: readonly Cell[];
  /** The first line, when it names the columns. */
  readonly isHeader?: true;
}

const GAP = '  ';
const SEPARATOR = ', ';

const widthOf = (cell: Cell, stacked: boolean): number => {
  const widths = cell.map(({ text }) => displayWidth(text));
  if (stacked) return Math.max(0, ...widths);
  return widths.reduce((sum, width) => sum + width, 0) + Math.max(0, cell.length - 1) * SEPARATOR.length;
};

const widthsOf = (lines: readonly Line[], stacked: boolean): number[] => {
  const columns = Math.max(0, ...lines.map(({ cells }) => cells.length));
  return Array.from({ length: columns }, (_, column) =>
    lines.reduce((widest, { cells }) => Math.max(widest, widthOf(cells[column] ?? [], stacked)), 0),
  );
};

const paint = ({ text, paint: painter }: Item): string => (painter === undefined ? text : painter(text));

const joinRow = (cells: readonly Cell[], widths: readonly number[], indent: string): string => {
  const used = widths.map((width, column) => (width === 0 ? undefined : (cells[column] ?? [])));
  const last = used.reduce(
    (found, cell, column) => (cell !== undefined && cell.length > 0 ? column : found),
    -1,
  );
  let text = indent;
  used.forEach((cell, column) => {
    if (cell === undefined || column > last) return;
    text += cell.map(paint).join(SEPARATOR);
    if (column < last) text += ' '.repeat((widths[column] ?? 0) - widthOf(cell, false)) + GAP;
  });
  return text;
};

const stack = ({ cells }: Line): readonly (readonly Cell[])[] => {
  const height = Math.max(1, ...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, i) =>
    cells.map((cell) => {
      const item = cell[i];
      return item === undefined ? [] : [item];
    }),
  );
};

/** For a terminal that is too narrow for columns: the first cell, and below it the others under their names. */
const listed = (head: Line, { cells }: Line, indent: string): string[] => {
  const nameOf = (column: number): string => head.cells[column]?.map(({ text }) => text).join(' ') ?? '';
  const longest = Math.max(
    ...cells.slice(1).map((cell, i) => (cell.length === 0 ? 0 : nameOf(i + 1).length)),
  );
  return cells.flatMap((cell, column) =>
    cell.map((item, i) => {
      const text = item.paint === undefined ? item.text : item.paint(item.text);
      if (column === 0) return `${indent}${text}`;
      return `${indent}${indent || GAP}${(i === 0 ? nameOf(column) : '').padEnd(longest)}${GAP}${text}`;
    }),
  );
};

/** Lines of text without trailing blanks; a column without content takes no room. */
export const alignColumns = (
  lines: readonly Line[],
  { indent = '', width = Infinity }: { readonly indent?: string; readonly width?: number | undefined } = {},
): string[] => {
  const flat = widthsOf(lines, false);
  const total = flat.reduce(
    (sum, one) => sum + (one === 0 ? 0 : one + GAP.length),
    indent.length - GAP.length,
  );
  if (total <= width) return lines.map(({ cells }) => joinRow(cells, flat, indent));
  const narrow = widthsOf(lines, true);
  const stacked = narrow.reduce(
    (sum, one) => sum + (one === 0 ? 0 : one + GAP.length),
    indent.length - GAP.length,
  );
  const [head, ...rest] = lines;
  if (stacked > width && head?.isHeader === true) return rest.flatMap((line) => listed(head, line, indent));
  return lines.flatMap((line) => stack(line).map((cells) => joinRow(cells, narrow, indent)));
};
