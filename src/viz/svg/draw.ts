/**
 * The picture itself, without header and legend: frames, edges, cards. Edges lie below cards; every card, port and
 * edge has its whole name as a tooltip and the row that it stands for in `data-row="TABLE/UUID"`.
 */
import type { RowRef } from '../../model/index.ts';
import { CHANGE_GLYPHS, changeGlyph, SIZES } from '../layout/card/index.ts';
import type { Card, PlacedEdge, PlacedFrame, PlacedNode, PlacedScene } from '../layout/index.ts';
import type { Change, NodeKind } from '../scene.ts';
import { ellipsize } from '../text.ts';
import { drawMark, drawPin, edgeClass, roundedLine } from './shapes.ts';
import type { SvgWriter } from './writer.ts';

const rowText = (row: RowRef | undefined): string | undefined =>
  row === undefined ? undefined : `${row.table}/${row.uuid}`;

/** One class name of a kind of two words. */
export const kindClass = (kind: NodeKind): string => kind.replace(' ', '-');

const classes = (...names: readonly (string | undefined | false)[]): string =>
  names.filter((name) => name !== undefined && name !== false && name !== '').join(' ');

const changeClass = (change: Change | undefined): string | undefined =>
  change === undefined ? undefined : `is-${change}`;

/** Half-way along an edge, where its change is marked. */
const middleOf = ({ points }: PlacedEdge): { x: number; y: number } => {
  const pieces = points.slice(1).map((to, i) => {
    const from = points[i] ?? to;
    return { from, to, length: Math.abs(from.x - to.x) + Math.abs(from.y - to.y) };
  });
  const longest = pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), {
    from: points[0] ?? { x: 0, y: 0 },
    to: points[0] ?? { x: 0, y: 0 },
    length: 0,
  });
  return { x: (longest.from.x + longest.to.x) / 2, y: (longest.from.y + longest.to.y) / 2 };
};

export const drawEdge = (svg: SvgWriter, placed: PlacedEdge, dimmed: boolean): void => {
  const { edge, points } = placed;
  const d = roundedLine(points);
  svg.shape('path', { class: 'halo', d });
  const state = edge.taken === true ? 'taken' : dimmed && 'dim';
  svg.shape(
    'path',
    {
      class: classes(edgeClass(edge), state, edge.tone === 'bad' && 'broken', changeClass(edge.change)),
      d,
      'data-id': edge.id,
    },
    edge.tooltip,
  );
  if (edge.change === undefined) return;
  const { x, y } = middleOf(placed);
  svg.shape('circle', { class: `glyph is-${edge.change}`, cx: x, cy: y, r: 7 });
  svg.text(CHANGE_GLYPHS[edge.change], { class: 'sign', x, y: y + 4, 'text-anchor': 'middle' });
};

/** Of cards with round corners; the others have small ones. */
const CORNERS: Readonly<Partial<Record<NodeKind, number>>> = { router: 14, 'load balancer': 14 };

const drawSteps = (svg: SvgWriter, card: Card): void => {
  for (const { x, y, number } of card.steps) {
    svg.shape('circle', { class: 'step', cx: x, cy: y, r: 8.5 });
    svg.text(String(number), { class: 'number', x, y: y + 3.6, 'text-anchor': 'middle' });
  }
};

export const drawNode = (svg: SvgWriter, { node, card, x, y }: PlacedNode, dimmed = false): void => {
  const taken = (node.steps?.length ?? 0) > 0;
  svg.open('g', {
    class: classes('card', kindClass(node.kind), changeClass(node.change), taken ? 'taken' : dimmed && 'dim'),
    transform: `translate(${x} ${y})`,
    'data-id': node.id,
    'data-row': rowText(node.row),
  });
  svg.title(node.tooltip);
  const rx = CORNERS[node.kind] ?? 4;
  if (node.kind === 'group')
    svg.shape('rect', { class: 'body back', x: 5, y: 5, width: card.width, height: card.height, rx });
  svg.shape('rect', { class: 'body', width: card.width, height: card.height, rx });
  for (const rule of card.rules) svg.shape('path', { class: 'rule', d: `M1 ${rule}H${card.width - 1}` });
  if (card.banner !== undefined) {
    const { y: top, height, tone } = card.banner;
    svg.shape('rect', { class: `banner-bar ${tone}`, x: 1, y: top, width: card.width - 2, height });
  }
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
  for (const { item, x: left, y: top, width, unmarked } of card.items) {
    if (unmarked !== true) drawMark(svg, item.tone, left, top);
    const area = {
      class: 'hit',
      x: left - 6,
      y: top - 8,
      width: width + 4,
      height: 16,
      'data-id': item.id,
      'data-row': rowText(item.row),
    };
    svg.shape('rect', area, item.tooltip);
  }
  for (const { pin, x: left, y: top } of card.pins) drawPin(svg, pin, left, top, rowText(pin.row));
  drawSteps(svg, card);
  svg.close('g');
};

const FRAME_PAD = 20;

export const drawFrame = (svg: SvgWriter, { container, x, y, width, height }: PlacedFrame): void => {
  const room = width - 2 * FRAME_PAD;
  svg.open('g', {
    class: classes('frame', changeClass(container.change)),
    'data-id': container.id,
    'data-row': rowText(container.row),
  });
  svg.title(container.tooltip);
  svg.shape('rect', { x, y, width, height, rx: 10 });
  svg.text(ellipsize(changeGlyph(container.change) + container.title, room, 14, true), {
    class: 'title',
    x: x + FRAME_PAD,
    y: y + 22,
  });
  if (container.subtitle !== undefined) {
    const text = ellipsize(container.subtitle, room, SIZES.subtitle);
    svg.text(text, { class: 'subtitle', x: x + FRAME_PAD, y: y + 36 });
  }
  svg.close('g');
};

/** Everything that has coordinates. */
export const drawPlaced = (svg: SvgWriter, placed: PlacedScene): void => {
  const dimmed = placed.path !== undefined;
  for (const frame of placed.frames) drawFrame(svg, frame);
  for (const edge of placed.edges) if (edge.edge.taken !== true) drawEdge(svg, edge, dimmed);
  for (const edge of placed.edges) if (edge.edge.taken === true) drawEdge(svg, edge, dimmed);
  for (const { text, x, y } of placed.captions) svg.text(text, { class: 'caption', x, y });
  for (const node of placed.nodes) drawNode(svg, node, dimmed);
};
