/**
 * A placed scene as one self-contained SVG file: no script, no link, no font from elsewhere. Edges lie below
 * cards; every card, port and edge has its whole name as a tooltip and the row that it stands for in
 * `data-row="TABLE/UUID"`.
 */
import type { RowRef } from '../../model/index.ts';
import type { PlacedEdge, PlacedNode, PlacedScene } from '../layout/index.ts';
import { textWidth } from '../text.ts';
import { drawLegend, placeLegend } from './legend.ts';
import { drawMark, drawPin, edgeClass, roundedLine } from './shapes.ts';
import { stylesheet } from './theme.ts';
import { SvgWriter } from './writer.ts';

export interface SvgOptions {
  /** Stands above the picture. */
  readonly title?: string | undefined;
}

const MARGIN = 32;
const HEADER = 76;
const FOOTER_GAP = 30;
const NARROWEST = 720;

const rowText = (row: RowRef | undefined): string | undefined =>
  row === undefined ? undefined : `${row.table}/${row.uuid}`;

/** The file's text; ends in a newline. */
export const renderSvg = (placed: PlacedScene, { title = 'Logical topology' }: SvgOptions = {}): string => {
  const empty = placed.nodes.length === 0;
  const heading = title.length > 200 ? `${title.slice(0, 200)}…` : title;
  const inner = Math.max(
    NARROWEST,
    placed.width,
    Math.min(1600, Math.max(textWidth(heading, 18, true), textWidth(placed.summary, 12))),
  );
  const legend = placeLegend(inner);
  const width = Math.ceil(inner + 2 * MARGIN);
  const content = empty ? 60 : placed.height;
  const height = Math.ceil(HEADER + content + (empty ? 0 : FOOTER_GAP + legend.height) + MARGIN);
  const svg = new SvgWriter();
  svg.open('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-labelledby': 'picture-title picture-description',
  });
  svg.title(heading, { id: 'picture-title' });
  svg.description(placed.summary, { id: 'picture-description' });
  svg.own(stylesheet);
  svg.shape('rect', { class: 'bg', width, height });
  svg.text(heading, { class: 'heading', x: MARGIN, y: 38 });
  svg.text(placed.summary, { class: 'summary', x: MARGIN, y: 58 });
  if (empty)
    svg.text('There are no logical switches and no logical routers.', {
      class: 'caption',
      x: MARGIN,
      y: HEADER + 30,
    });
  const left = MARGIN + Math.round((inner - placed.width) / 2);
  svg.open('g', { transform: `translate(${left} ${HEADER})` });
  for (const edge of placed.edges) drawEdge(svg, edge);
  for (const caption of placed.captions)
    svg.text(caption.text, { class: 'caption', x: caption.x, y: caption.y });
  for (const node of placed.nodes) drawNode(svg, node);
  svg.close('g');
  if (!empty) drawLegend(svg, MARGIN, HEADER + content + FOOTER_GAP, legend.entries);
  svg.close('svg');
  return svg.toString();
};

const drawEdge = (svg: SvgWriter, { edge, points }: PlacedEdge): void => {
  const d = roundedLine(points);
  svg.shape('path', { class: 'halo', d });
  svg.shape('path', { class: edgeClass(edge), d }, edge.tooltip);
};

const CORNER = { router: 14, switch: 4, physical: 4 };

const drawNode = (svg: SvgWriter, { node, card, x, y }: PlacedNode): void => {
  svg.open('g', {
    class: `card ${node.kind}`,
    transform: `translate(${x} ${y})`,
    'data-row': rowText(node.row),
  });
  svg.title(node.tooltip);
  svg.shape('rect', { class: 'body', width: card.width, height: card.height, rx: CORNER[node.kind] });
  for (const rule of card.rules) svg.shape('path', { class: 'rule', d: `M1 ${rule}H${card.width - 1}` });
  for (const { badge, x: left, y: top, width } of card.badges) {
    svg.shape('rect', { class: 'badge', x: left, y: top, width, height: 16, rx: 8 }, badge.tooltip);
    svg.text(badge.text, { class: 'label', x: left + width / 2, y: top + 11.5, 'text-anchor': 'middle' });
  }
  for (const text of card.texts) {
    svg.text(text.text, {
      class: text.tone === 'idle' ? text.style : `${text.style} ${text.tone}`,
      x: text.x,
      y: text.y,
      'text-anchor': text.anchor === 'start' ? undefined : text.anchor,
    });
  }
  for (const { item, x: left, y: top, width } of card.items) {
    drawMark(svg, item.tone, left, top);
    const area = {
      class: 'hit',
      x: left - 6,
      y: top - 8,
      width: width + 4,
      height: 16,
      'data-row': rowText(item.row),
    };
    svg.shape('rect', area, item.tooltip);
  }
  for (const { pin, x: left, y: top } of card.pins) drawPin(svg, pin, left, top, rowText(pin.row));
  svg.close('g');
};
