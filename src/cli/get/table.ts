/**
 * `-o table` and `-o wide`: a line for each thing. A cell that is empty prints `-`, so that every line has every column.
 * Only on a terminal long cells of a table are cut and columns stacked when they do not fit; elsewhere a line is a line.
 */
import type { Column, FieldValue, Selection } from '../../model/index.ts';
import { printable } from '../../text/index.ts';
import { alignColumns, type Cell, type Item, type Line } from '../show/columns.ts';
import { displayWidth } from '../width.ts';
import type { Style } from '../show/style.ts';
import { textsOf } from './item.ts';

export interface TableOptions {
  readonly style: Style;
  readonly headings: boolean;
  /** Of the terminal; `undefined` where there is none. */
  readonly width: number | undefined;
  readonly wide: boolean;
}

const LONGEST_CELL = 60;

/** As many elements of a list as a person reads in a table. */
const MOST_ITEMS = 8;

const GOOD = new Set(['up', 'true', 'active', 'enabled', 'ok', 'online', 'yes', 'bound']);
const BAD = new Set(['down', 'false', 'error', 'offline', 'failed', 'no', 'unbound', 'admin_down']);

const cut = (text: string): string => {
  if (displayWidth(text) <= LONGEST_CELL) return text;
  let [kept, width] = ['', 0];
  for (const character of text) {
    width += displayWidth(character);
    if (width > LONGEST_CELL - 1) break;
    kept += character;
  }
  return `${kept}…`;
};

const painter = (column: Column, text: string, style: Style): Item => {
  if (column.type !== 'state') return { text };
  const word = text.toLowerCase();
  if (GOOD.has(word)) return { text, paint: style.good };
  return BAD.has(word) ? { text, paint: style.bad } : { text };
};

const cellOf = (column: Column, value: FieldValue, options: TableOptions): Cell => {
  const texts = textsOf(value).map(printable);
  if (texts.length === 0) return [{ text: '-', paint: options.style.dim }];
  if (options.width === undefined) return [painter(column, texts.join(', '), options.style)];
  if (options.wide) return texts.map((text) => painter(column, text, options.style));
  const more = texts.length - MOST_ITEMS;
  const shown = more > 1 ? texts.slice(0, MOST_ITEMS) : texts;
  return [
    ...shown.map((text) => painter(column, cut(text), options.style)),
    ...(more > 1 ? [{ text: `… ${more} more`, paint: options.style.dim }] : []),
  ];
};

export const tableTexts = function* (
  { columns, subjects, network }: Selection,
  options: TableOptions,
): Generator<string> {
  if (subjects.length === 0) return;
  const head: Line = {
    cells: columns.map(({ name }) => [{ text: printable(name.toUpperCase()), paint: options.style.bold }]),
    isHeader: true,
  };
  const rows = subjects.map((subject): Line => ({
    cells: columns.map((column) => cellOf(column, column.value(subject, network), options)),
  }));
  const lines = options.headings ? [head, ...rows] : rows;
  for (const line of alignColumns(lines, { width: options.width })) yield `${line}\n`;
};
