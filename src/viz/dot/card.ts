/**
 * A card as an HTML-like label: a table with a strip of pins at its top and one at its bottom, whose cells are ports
 * that edges meet.
 */
import { changeGlyph } from '../layout/card/change.ts';
import type { Fact, Item, NodeKind, Pin, SceneNode, SceneTable, Tone } from '../scene.ts';
import { colours } from '../svg/index.ts';
import { kindOf, MARKS, marked, moreOf, named, openRows, openSections, stepsOf } from '../words.ts';
import { html } from './escape.ts';

const { light } = colours;

/** A pin as it is drawn: a port of the node, and what is written there. */
export interface PortCell {
  readonly port: string;
  readonly pin: Pin;
  /** Named here; the pin of the other end where that one has no room for its name. */
  readonly label: Pin | undefined;
}

export interface Strips {
  readonly top: readonly PortCell[];
  readonly bottom: readonly PortCell[];
}

const INKS: Readonly<Record<Tone, string>> = {
  good: light.good,
  bad: light.bad,
  warn: light.warn,
  unknown: light.muted,
  idle: light.ink,
};

/** A text in some size and colour; nothing for no text, which Graphviz would not read. */
const font = (markup: string, size: number, colour: string): string =>
  markup === '' ? '' : `<FONT POINT-SIZE="${size}" COLOR="${colour}">${markup}</FONT>`;

const cell = (markup: string, more = ''): string => `<TD ALIGN="LEFT" BALIGN="LEFT"${more}>${markup}</TD>`;
const line = (markup: string): string => (markup === '' ? '' : `<TR>${cell(markup)}</TR>`);
const inner = (rows: string): string =>
  `<TR><TD ALIGN="LEFT"><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1">${rows}</TABLE></TD></TR>`;

const pinCell = ({ port, pin, label }: PortCell): string => {
  const dot = font(pin.tone === 'bad' ? '◆' : pin.tone === 'unknown' ? '○' : '●', 7, INKS[pin.tone]);
  if (label === undefined) return `<TD PORT="${port}">${dot}</TD>`;
  const name = `<B>${html(changeGlyph(label.change) + marked(named(label.name), label.tone))}</B>`;
  const details = label.details.filter((text) => text !== '').map((text) => html(text));
  const lines = [font(name, 10, INKS[label.tone]), ...details.map((text) => font(text, 10, light.muted))];
  return `<TD PORT="${port}" CELLPADDING="4">${lines.join('<BR/>')}</TD>`;
};

const strip = (cells: readonly PortCell[]): string =>
  cells.length === 0
    ? ''
    : `<TR><TD CELLPADDING="0"><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1"><TR>${cells
        .map(pinCell)
        .join('')}</TR></TABLE></TD></TR>`;

const factLine = ({ text, tone }: Fact, bold = false): string => {
  const shown = html(marked(text, tone), 120);
  return line(font(bold && shown !== '' ? `<B>${shown}</B>` : shown, 10, INKS[tone]));
};

const head = (node: SceneNode): string => {
  const steps = stepsOf(node)
    .map((step) => `(${step})`)
    .join(' ');
  const kind = font(html(changeGlyph(node.change) + kindOf(node).toUpperCase()), 8, light.muted);
  const numbers = steps === '' ? '' : ` ${font(`<B>${steps}</B>`, 10, light.taken)}`;
  const badges = node.badges.map(({ text }) => html(text)).filter((text) => text !== '');
  return [
    line(kind + numbers),
    line(font(`<B>${html(named(node.title))}</B>`, 13, light.ink)),
    line(font(html(node.subtitle ?? ''), 9, light.muted)),
    ...node.facts.map((fact) => factLine(fact)),
    line(font(badges.join(' · '), 9, light.muted)),
  ].join('');
};

const itemRow = ({ name, detail, tone, change }: Item): string =>
  `<TR>${cell(font(MARKS[tone], 9, INKS[tone]))}${cell(font(html(changeGlyph(change) + named(name)), 10, light.ink))}<TD ALIGN="RIGHT">${font(
    detail === '' ? '' : `  ${html(detail)}`,
    10,
    light.muted,
  )}</TD></TR>`;

const sections = (node: SceneNode): string =>
  openSections(node)
    .map(({ title, items, more }) => {
      const caption = html(title ?? '');
      return [
        '<HR/>',
        line(caption === '' ? '' : font(`<B>${caption}</B>`, 9, light.ink)),
        items.length === 0 ? '' : inner(items.map(itemRow).join('')),
        more === 0 ? '' : line(font(`<I>${moreOf(more)}</I>`, 9, light.muted)),
      ].join('');
    })
    .join('');

const tableRows = (table: SceneTable | undefined): string => {
  if (table === undefined) return '';
  const { rows, more } = openRows(table);
  const titles = table.columns.map((text) => cell(font(html(text), 9, light.muted)));
  const body = rows.map(({ cells, change }) =>
    table.columns.map((_, i) => {
      const { text = '', tone = 'idle' } = cells[i] ?? {};
      return cell(font(html((i === 0 ? changeGlyph(change) : '') + marked(text, tone)), 9, INKS[tone]));
    }),
  );
  const lines = [titles, ...body].filter((cells) => cells.length > 0);
  const grid = lines.length === 0 ? '' : inner(lines.map((cells) => `<TR>${cells.join('')}</TR>`).join(''));
  return `<HR/>${grid}${more === 0 ? '' : line(font(`<I>${moreOf(more)}</I>`, 9, light.muted))}`;
};

const LOOKS: Readonly<Partial<Record<NodeKind, readonly [fill: string, border: string]>>> = {
  router: [light.router, light['router-line']],
  'load balancer': [light.router, light['router-line']],
  physical: [light.physical, light['physical-line']],
  external: [light.physical, light['physical-line']],
  remote: [light.physical, light['physical-line']],
  chassis: [light.card, light.muted],
};
const ROUNDED: ReadonlySet<NodeKind> = new Set(['router', 'load balancer']);

/** The label between its angle brackets. */
export const cardLabel = (node: SceneNode, strips: Strips): string => {
  const [fill, own] = LOOKS[node.kind] ?? [light.card, light.line];
  const taken = (node.steps?.length ?? 0) > 0;
  const border = node.change !== undefined ? light[node.change] : taken ? light.taken : own;
  const attributes = [
    `BORDER="${node.change !== undefined || taken ? 2 : 1}" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3"`,
    `BGCOLOR="${fill}" COLOR="${border}"${ROUNDED.has(node.kind) ? ' STYLE="ROUNDED"' : ''}`,
  ].join(' ');
  const banner = node.banner === undefined ? '' : factLine(node.banner, true);
  const rows = [
    strips.top.length === 0 ? '' : `${strip(strips.top)}<HR/>`,
    head(node),
    sections(node),
    tableRows(node.table),
    banner === '' ? '' : `<HR/>${banner}`,
    strips.bottom.length === 0 ? '' : `<HR/>${strip(strips.bottom)}`,
  ];
  // Rules stand between rows only.
  const inside = rows
    .join('')
    .replace(/(<HR\/>)+/g, '<HR/>')
    .replace(/^<HR\/>|<HR\/>$/g, '');
  return `<TABLE ${attributes}>${inside}</TABLE>`;
};
