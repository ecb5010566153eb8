/** The parts that a page of `show` is put together from: sections, headings, tables. */
import type { Network } from '../../model/index.ts';
import { alignColumns, type Cell, type Line } from './columns.ts';
import type { Shown } from './focus.ts';
import type { Style } from './style.ts';
import { nameText } from './words.ts';

export interface Page {
  readonly network: Network;
  readonly shown: Shown;
  readonly style: Style;
  readonly width: number | undefined;
  readonly all: boolean;
}

export const section = <T>(
  page: Page,
  title: string,
  things: readonly T[],
  lines: (page: Page, thing: T) => string[],
): string[][] =>
  things.map((thing, i) => [...(i === 0 ? [page.style.bold(title), ''] : []), ...lines(page, thing)]);

export const heading = (
  { style }: Page,
  name: string,
  alias: string | undefined,
  notes: readonly string[],
): string => {
  const own = alias === undefined ? '' : style.dim(` (${nameText(name)})`);
  const said = notes.filter((note) => note !== '').join(' · ');
  return `${style.bold(style.name(nameText(alias ?? name)))}${own}${said === '' ? '' : `  ${style.dim(said)}`}`;
};

/** The port that was asked for stands out among the others. */
export const portCell = (
  { shown, style }: Page,
  port: { readonly uuid: string; readonly name: string },
): Cell =>
  shown.port?.uuid === port.uuid
    ? [{ text: `▸ ${nameText(port.name)}`, paint: style.bold }]
    : [{ text: nameText(port.name) }];

const header = (style: Style, names: readonly string[]): Line => ({
  isHeader: true,
  cells: names.map((text) => [{ text, paint: style.dim }]),
});

export const text = (value: string | undefined): Cell =>
  value === undefined || value === '' ? [] : [{ text: value }];

export const table = (
  { style }: Page,
  names: readonly string[],
  rows: readonly Line[],
  width: number | undefined,
): string[] => {
  const used = names.map((_, column) => rows.some(({ cells }) => (cells[column] ?? []).length > 0));
  const keep = (line: Line): Line => ({ ...line, cells: line.cells.filter((_, column) => used[column]) });
  return alignColumns([keep(header(style, names)), ...rows.map(keep)], { indent: '  ', width });
};
