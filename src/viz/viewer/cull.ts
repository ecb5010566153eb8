/** What has to be drawn: only what is in the window, and with no more detail than one can see. */
import type { PlacedEdge, PlacedNode } from '../layout/index.ts';
import type { Box } from './camera.ts';

/** Left, top, right, bottom of every thing, one after the other. */
export type Boxes = Float64Array;

export const cardBoxes = (nodes: readonly PlacedNode[]): Boxes => {
  const boxes = new Float64Array(nodes.length * 4);
  nodes.forEach(({ x, y, card }, i) => boxes.set([x, y, x + card.width, y + card.height], i * 4));
  return boxes;
};

export const edgeBoxes = (edges: readonly PlacedEdge[]): Boxes => {
  const boxes = new Float64Array(edges.length * 4);
  edges.forEach(({ points }, i) => {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const { x, y } of points) {
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
    }
    boxes.set([left, top, right, bottom], i * 4);
  });
  return boxes;
};

/** Numbers of those that the window meets, in order. */
export const meeting = (boxes: Boxes, window: Box): number[] => {
  const found: number[] = [];
  const [right, bottom] = [window.x + window.width, window.y + window.height];
  for (let i = 0, at = 0; at < boxes.length; i++, at += 4) {
    if ((boxes[at] ?? 0) > right || (boxes[at + 2] ?? 0) < window.x) continue;
    if ((boxes[at + 1] ?? 0) > bottom || (boxes[at + 3] ?? 0) < window.y) continue;
    found.push(i);
  }
  return found;
};

/** `full`: elements that can be read and focused; `plain`: rectangles on a canvas, with titles where there is room. */
export type Detail = 'full' | 'plain';

/** Elements that a browser draws without a pause. */
const MOST = 5000;
/** Below this, text of 11 pixels is less than 3. */
const SMALLEST = 0.22;
/** However near, more than this is a canvas. */
const LARGEST = 14_000;

export const weightOf = ({ card }: PlacedNode): number =>
  4 + card.texts.length + card.items.length * 2 + card.pins.length + card.badges.length * 2;

export const detailFor = (k: number, weight: number): Detail => {
  if (weight > LARGEST || k < SMALLEST) return 'plain';
  return k >= 0.55 || weight <= MOST ? 'full' : 'plain';
};
