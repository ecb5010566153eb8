/**
 * A placed scene for draw.io (diagrams.net): the picture as it is, to go on drawing. Cards, frames and pins are vertices
 * with our coordinates; edges end at pins and keep their corners. Not compressed.
 *
 *     mxfile > diagram > mxGraphModel > root > mxCell 0, mxCell 1, then
 *       UserObject (label, tooltip, row) > mxCell vertex parent=1 > mxGeometry       cards, frames
 *       mxCell vertex parent=CARD > mxGeometry relative                              pins
 *       UserObject > mxCell edge source=PIN target=PIN > mxGeometry > Array points
 */
import { changeGlyph } from '../layout/card/change.ts';
import { SIZES } from '../layout/card/index.ts';
import type { CardText, PlacedEdge, PlacedNode, PlacedScene } from '../layout/types.ts';
import type { RowRef } from '../../model/index.ts';
import type { EdgeKind, NodeKind, SceneEdge, Tone } from '../scene.ts';
import { escapeLines, escapeXml } from '../svg/escape.ts';
import { colours } from '../svg/index.ts';
import { HUES } from '../svg/theme.ts';
import { named } from '../words.ts';

const { light } = colours;

const INKS: Readonly<Record<Tone, string>> = {
  good: light.good,
  bad: light.bad,
  warn: light.warn,
  unknown: light.muted,
  idle: light.ink,
};

const LOOKS: Readonly<Partial<Record<NodeKind, string>>> = {
  router: `rounded=1;arcSize=8;fillColor=${light.router};strokeColor=${light['router-line']};`,
  'load balancer': `rounded=1;arcSize=8;fillColor=${light.router};strokeColor=${light['router-line']};`,
  physical: `dashed=1;fillColor=${light.physical};strokeColor=${light['physical-line']};`,
  external: `dashed=1;fillColor=${light.physical};strokeColor=${light['physical-line']};`,
  remote: `dashed=1;fillColor=${light.physical};strokeColor=${light['physical-line']};`,
  chassis: `fillColor=${light.card};strokeColor=${light.muted};strokeWidth=1.5;`,
};

const EDGES: Readonly<Record<EdgeKind, string>> = {
  link: '',
  peer: 'strokeWidth=3;',
  localnet: 'dashed=1;',
  tunnel: 'dashed=1;dashPattern=1 2;',
  patch: 'strokeWidth=3;',
  binding: '',
  backend: 'endArrow=classic;',
};

const STRENGTHS: ReadonlySet<CardText['style']> = new Set(['title', 'pin', 'section', 'banner', 'kind']);

/** Attributes of a cell that a person may ask about. */
const about = (label: string, tooltip: string, row: RowRef | undefined): string =>
  `label="${escapeXml(label)}" tooltip="${escapeLines(tooltip).replaceAll('\n', '&#10;')}"${
    row === undefined ? '' : ` row="${escapeXml(`${row.table}/${row.uuid}`)}"`
  }`;

const geometry = (x: number, y: number, width: number, height: number): string =>
  `<mxGeometry x="${x}" y="${y}" width="${width}" height="${height}" as="geometry"/>`;

/** A line of text in a card: a cell of its own, where the layout has put it. */
const textCell = (id: string, parent: string, { x, y, text, style, anchor, tone }: CardText): string => {
  const size = SIZES[style];
  const width = 10;
  const strong = STRENGTHS.has(style) ? 1 : style === 'more' ? 2 : 0;
  const align = anchor === 'start' ? 'left' : anchor === 'end' ? 'right' : 'center';
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  const ink = tone === 'idle' && MUTED.has(style) ? light.muted : INKS[tone];
  const look = `text;html=0;align=${align};verticalAlign=middle;spacing=0;overflow=visible;whiteSpace=nowrap;fontSize=${size};fontStyle=${strong};fontColor=${ink};connectable=0;`;
  return `<mxCell id="${id}" value="${escapeXml(text)}" style="${look}" vertex="1" parent="${parent}">${geometry(
    left,
    Math.round((y - size) * 10) / 10,
    width,
    size * 1.3,
  )}</mxCell>`;
};

const MUTED: ReadonlySet<CardText['style']> = new Set([
  'kind',
  'subtitle',
  'detail',
  'value',
  'more',
  'column',
]);

const cardStyle = ({ node }: PlacedNode): string => {
  const base = LOOKS[node.kind] ?? `fillColor=${light.card};strokeColor=${light.line};`;
  const steps = (node.steps?.length ?? 0) > 0 ? `strokeColor=${light.taken};strokeWidth=3;` : '';
  const change = node.change === undefined ? '' : `strokeColor=${light[node.change]};strokeWidth=2;`;
  return `html=0;container=1;collapsible=0;${base}${steps}${change}`;
};

const colourOf = ({ kind, group, tone, change, taken }: SceneEdge): string => {
  if (taken === true) return light.taken;
  if (change !== undefined) return light[change];
  if (tone === 'bad') return light.bad;
  if (kind === 'localnet') return light['physical-line'];
  return group < 0 ? light.muted : light[`e${group % HUES}` as 'e0'];
};

const PIN = 7;

class Sheet {
  readonly cells: string[] = [];
  private readonly pins = new Map<string, string>();
  private last = 0;

  private id(): string {
    return `c${++this.last}`;
  }

  frame({ container, x, y, width, height }: PlacedScene['frames'][number]): void {
    const label =
      changeGlyph(container.change) + [named(container.title), container.subtitle ?? ''].join('  ').trim();
    const style = `html=0;rounded=1;arcSize=2;verticalAlign=top;align=left;spacingLeft=12;spacingTop=6;fontStyle=1;fontSize=14;fillColor=${light.frame};strokeColor=${light.line};fontColor=${light.ink};`;
    this.cells.push(
      `<UserObject id="${this.id()}" ${about(label, container.tooltip, container.row)}><mxCell style="${style}" vertex="1" parent="1">${geometry(x, y, width, height)}</mxCell></UserObject>`,
    );
  }

  card(placed: PlacedNode): void {
    const { node, card, x, y } = placed;
    const id = this.id();
    this.cells.push(
      `<UserObject id="${id}" ${about('', node.tooltip, node.row)} name="${escapeXml(node.title)}"><mxCell style="${cardStyle(placed)}" vertex="1" parent="1">${geometry(x, y, card.width, card.height)}</mxCell></UserObject>`,
    );
    for (const rule of card.rules)
      this.shape(id, `line;strokeColor=${light.line};connectable=0;`, '', [0, rule - 1, card.width, 2]);
    for (const { badge, x: left, y: top, width } of card.badges)
      this.shape(
        id,
        `html=0;rounded=1;arcSize=50;fillColor=${light.badge};strokeColor=none;fontSize=${SIZES.badge};fontStyle=1;fontColor=${light.ink};connectable=0;`,
        badge.text,
        [left, top, width, 16],
      );
    for (const text of card.texts) this.cells.push(textCell(this.id(), id, text));
    for (const { item, x: left, y: top, unmarked } of card.items)
      if (unmarked !== true)
        this.shape(
          id,
          `${MARK_SHAPES[item.tone]}fillColor=${INKS[item.tone]};strokeColor=none;connectable=0;`,
          '',
          [left - 3.5, top - 3.5, 7, 7],
        );
    for (const { number, x: left, y: top } of card.steps)
      this.shape(
        id,
        `ellipse;html=0;fillColor=${light.taken};strokeColor=none;fontColor=${light['on-taken']};fontStyle=1;fontSize=10;connectable=0;`,
        String(number),
        [left - 8.5, top - 8.5, 17, 17],
      );
    for (const { pin, x: left, y: top } of card.pins) {
      const key = `${node.id}\n${pin.id}`;
      const own = this.id();
      if (!this.pins.has(key)) this.pins.set(key, own);
      const fill = pin.tone === 'bad' ? light.bad : pin.tone === 'warn' ? light.warn : light.ink;
      this.cells.push(
        `<UserObject id="${own}" ${about('', pin.tooltip, pin.row)}><mxCell style="ellipse;html=0;fillColor=${fill};strokeColor=none;" vertex="1" parent="${id}">${geometry(left - PIN / 2, top - PIN / 2, PIN, PIN)}</mxCell></UserObject>`,
      );
    }
  }

  private shape(
    parent: string,
    style: string,
    text: string,
    [x, y, width, height]: readonly [number, number, number, number],
  ): void {
    this.cells.push(
      `<mxCell id="${this.id()}" value="${escapeXml(text)}" style="${style}" vertex="1" parent="${parent}">${geometry(x, y, width, height)}</mxCell>`,
    );
  }

  edge({ edge, points }: PlacedEdge): void {
    const [source, target] = [edge.from, edge.to].map(({ node, pin }) => this.pins.get(`${node}\n${pin}`));
    if (source === undefined || target === undefined) return;
    const strong = edge.taken === true ? 'strokeWidth=4;' : '';
    const style = `html=0;edgeStyle=none;rounded=1;endArrow=none;${EDGES[edge.kind]}${strong}strokeColor=${colourOf(edge)};`;
    // The way is from the upper end; the edge may be written from the lower one.
    const corners = points.slice(1, -1).map(({ x, y }) => `<mxPoint x="${x}" y="${y}"/>`);
    const way = this.isTurned(edge, points) ? corners.reverse() : corners;
    const array = way.length === 0 ? '' : `<Array as="points">${way.join('')}</Array>`;
    this.cells.push(
      `<UserObject id="${this.id()}" ${about(changeGlyph(edge.change).trim(), edge.tooltip, undefined)}><mxCell style="${style}" edge="1" parent="1" source="${source}" target="${target}"><mxGeometry relative="1" as="geometry">${array}</mxGeometry></mxCell></UserObject>`,
    );
  }

  private readonly places = new Map<string, { readonly x: number; readonly y: number }>();

  /** Where pins stand, so that an edge's corners are told from its source. */
  place({ node, card, x, y }: PlacedNode): void {
    for (const one of card.pins) {
      const key = `${node.id}\n${one.pin.id}`;
      if (!this.places.has(key)) this.places.set(key, { x: x + one.x, y: y + one.y });
    }
  }

  private isTurned({ from }: SceneEdge, points: PlacedEdge['points']): boolean {
    const start = this.places.get(`${from.node}\n${from.pin}`);
    const [first, last] = [points[0], points.at(-1)];
    if (start === undefined || first === undefined || last === undefined) return false;
    const far = (point: { x: number; y: number }): number =>
      Math.abs(point.x - start.x) + Math.abs(point.y - start.y);
    return far(last) < far(first);
  }
}

const MARK_SHAPES: Readonly<Record<Tone, string>> = {
  good: 'ellipse;',
  bad: 'triangle;direction=south;',
  warn: 'shape=cross;size=0.3;rotation=45;',
  unknown: 'ellipse;',
  idle: '',
};

/** An mxfile of one page; ends in a newline. */
export const renderDrawio = (placed: PlacedScene): string => {
  const sheet = new Sheet();
  for (const frame of placed.frames) sheet.frame(frame);
  for (const node of placed.nodes) {
    sheet.place(node);
    sheet.card(node);
  }
  for (const edge of placed.edges) sheet.edge(edge);
  return [
    '<mxfile host="ovnscope">',
    `<diagram name="${escapeXml(placed.title)}">`,
    `<mxGraphModel grid="0" tooltips="1" connect="1" arrows="1" fold="1" page="0" pageWidth="${Math.ceil(placed.width)}" pageHeight="${Math.ceil(placed.height)}" math="0" background="${light.bg}">`,
    '<root>',
    '<mxCell id="0"/>',
    '<mxCell id="1" parent="0"/>',
    ...sheet.cells,
    '</root>',
    '</mxGraphModel>',
    '</diagram>',
    '</mxfile>',
    '',
  ].join('\n');
};
