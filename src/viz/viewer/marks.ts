/** Rings around what is looked at, and around the step of a trace, drawn above everything. */
import { roundedLine, SvgWriter } from '../svg/index.ts';
import type { PlacedNode, PlacedScene } from '../layout/index.ts';
import type { Box } from './camera.ts';
import type { Focus } from './state.ts';

export interface Marks {
  readonly focus?: Focus | undefined;
  /** The card that Tab comes to. */
  readonly tab?: string | undefined;
  readonly step?: { readonly node: string; readonly edge: string | undefined } | undefined;
}

export const cardBox = ({ x, y, card }: PlacedNode): Box => ({
  x,
  y,
  width: card.width,
  height: card.height,
});

/** Where a port or a row of a card is written; nothing if it is not. */
export const partBox = ({ x, y, card }: PlacedNode, part: string): Box | undefined => {
  const item = card.items.find((one) => one.item.id === part);
  if (item !== undefined) return { x: x + item.x - 7, y: y + item.y - 8, width: item.width + 6, height: 16 };
  const pin = card.pins.find((one) => one.pin.id === part);
  return pin === undefined ? undefined : { x: x + pin.x - 9, y: y + pin.y - 9, width: 18, height: 18 };
};

const ring = (svg: SvgWriter, box: Box, by: number, kind: string): void => {
  svg.shape('rect', {
    class: `ring ${kind}`,
    x: box.x - by,
    y: box.y - by,
    width: box.width + 2 * by,
    height: box.height + 2 * by,
    rx: by === 0 ? 4 : 10,
  });
};

export const markup = (placed: PlacedScene, { focus, step }: Marks): string => {
  const svg = new SvgWriter();
  const find = (id: string | undefined): PlacedNode | undefined =>
    id === undefined ? undefined : placed.nodes.find(({ node }) => node.id === id);
  const way = step?.edge === undefined ? undefined : placed.edges.find(({ edge }) => edge.id === step.edge);
  if (way !== undefined) svg.shape('path', { class: 'way', d: roundedLine(way.points) });
  const at = find(step?.node);
  if (at !== undefined) ring(svg, cardBox(at), 9, 'now');
  const one = find(focus?.node);
  if (one === undefined) return svg.toString();
  ring(svg, cardBox(one), 4, '');
  const part = focus?.part === undefined ? undefined : partBox(one, focus.part);
  if (part !== undefined) ring(svg, part, 0, 'part');
  return svg.toString();
};
