/** `ovnscope describe` as text: what it is, then section by section, labels in one column. */
import { excerpt } from '../../text/index.ts';
import type { Description, Fact, Listing, Section, Tone } from '../../model/index.ts';
import { alignColumns, coloured, plain, type Cell, type Item, type Line, type Style } from '../show/index.ts';
import { displayWidth } from '../width.ts';
import { itemsOf } from './value.ts';

export interface DescribeOptions {
  readonly color: boolean;
  readonly width?: number | undefined;
  /** Lists whole, whatever their length. */
  readonly all?: boolean | undefined;
}

/** A list with more rows is cut; rows that need attention stay. */
const ROWS_SHOWN = 25;
const LABEL_AT_MOST = 36;

/** The text, ending in a newline. */
export const renderDescription = (described: Description, options: DescribeOptions): string => {
  const style = options.color ? coloured : plain;
  const { kind, name, alias, headline, sections } = described;
  const own = alias === undefined ? '' : style.dim(` (${excerpt(name)})`);
  const lines = [
    `${excerpt(kind)} ${style.bold(style.name(excerpt(alias ?? (name || '""'))))}${own}`,
    ...(headline === '' ? [] : [`  ${excerpt(headline, 400)}`]),
  ];
  for (const one of sections) lines.push('', ...sectionLines(one, style, options));
  return `${lines.join('\n')}\n`;
};

const sectionLines = (section: Section, style: Style, options: DescribeOptions): string[] => {
  const width = Math.min(
    LABEL_AT_MOST,
    section.facts.reduce((widest, fact) => Math.max(widest, labelOf(fact).length), 0),
  );
  return [
    style.bold(excerpt(section.title)),
    ...section.facts.flatMap((fact) => factLines(fact, width, style, options.width)),
    ...(section.listing === undefined ? [] : listingLines(section.listing, style, options)),
    ...section.notes.map((note) => `  ${style.dim(excerpt(note, 600))}`),
  ];
};

const painter = (style: Style, tone: Tone | undefined): ((text: string) => string) | undefined =>
  tone === undefined ? undefined : style[tone];

/** A label may be made of a key that somebody chose. */
const labelOf = ({ label }: Fact): string => excerpt(label);

/** Elements side by side as far as the line goes, then below; a map's pairs each on a line of its own. */
const factLines = (fact: Fact, width: number, style: Style, columns: number | undefined): string[] => {
  const paint = painter(style, fact.tone) ?? ((text: string): string => text);
  const indent = 2 + width + 2;
  const room = columns === undefined ? 100 : Math.max(columns - indent, 20);
  const items = itemsOf(fact.value);
  const lines = fact.value instanceof Map ? items : wrapped(items, room);
  const note = fact.note === undefined ? '' : style.dim(` (${excerpt(fact.note, 200)})`);
  return lines.map((text, i) => {
    const label = (i === 0 ? labelOf(fact) : '').padEnd(width);
    return `  ${label}  ${paint(text)}${i === lines.length - 1 ? note : ''}`;
  });
};

const wrapped = (items: readonly string[], room: number): string[] => {
  const lines: string[] = [];
  for (const [i, item] of items.entries()) {
    const text = i === items.length - 1 ? item : `${item},`;
    const last = lines.at(-1);
    if (last !== undefined && displayWidth(last) + 1 + displayWidth(text) <= room)
      lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
};

const listingLines = (listing: Listing, style: Style, { width, all }: DescribeOptions): string[] => {
  const { columns, rows, tones } = listing;
  const keep = new Set(
    rows.flatMap((_, i) => (all === true || i < ROWS_SHOWN || tones?.get(i) === 'bad' ? [i] : [])),
  );
  const used = columns.map((_, column) => rows.some((row) => itemsOf(row[column]).length > 0));
  const only = <T>(cells: readonly T[]): T[] => cells.filter((_, column) => used[column]);
  const head: Line = {
    isHeader: true,
    cells: only(columns).map(({ heading }) => [{ text: heading, paint: style.dim }]),
  };
  const body = [...keep].map((i): Line => {
    const paint = painter(style, tones?.get(i));
    return { cells: only(columns.map((_, column) => cellOf(rows[i]?.[column], paint))) };
  });
  const left = rows.length - keep.size;
  return [
    ...alignColumns([head, ...body], { indent: '  ', width }),
    ...(left === 0 ? [] : [style.dim(`  … and ${left} more (--all shows them)`)]),
  ];
};

const cellOf = (value: Parameters<typeof itemsOf>[0], paint: Item['paint']): Cell =>
  itemsOf(value, 300).map((text) => (paint === undefined ? { text } : { text, paint }));
