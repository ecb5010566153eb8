/** Ways through the cards for somebody without a pointer: line by line, and from a card to the next one in a direction. */
import type { PlacedNode, PlacedScene } from '../layout/index.ts';
import type { Box } from './camera.ts';

/** Line by line, each from left to right: ids of the cards. */
export const readingOrder = (nodes: readonly PlacedNode[]): string[] => {
  const sorted = [...nodes].sort((a, b) => a.y - b.y || a.x - b.x);
  const ids: string[] = [];
  let line: PlacedNode[] = [];
  const end = (): void => {
    line.sort((a, b) => a.x - b.x);
    for (const { node } of line) ids.push(node.id);
    line = [];
  };
  for (const one of sorted) {
    const [first] = line;
    if (first !== undefined && one.y > first.y + Math.min(first.card.height, one.card.height) / 2) end();
    line.push(one);
  }
  end();
  return ids;
};

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

const STEPS: Readonly<Record<Direction, readonly [x: number, y: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** Nearest of all cards that lie mostly that way, or none. */
export const nearest = (
  nodes: readonly PlacedNode[],
  from: string,
  direction: Direction,
): string | undefined => {
  const start = nodes.find(({ node }) => node.id === from);
  if (start === undefined) return undefined;
  const [dx, dy] = STEPS[direction];
  let best: { readonly id: string; readonly cost: number } | undefined;
  for (const one of nodes) {
    const x = one.x + one.card.width / 2 - start.x - start.card.width / 2;
    const y = one.y + one.card.height / 2 - start.y - start.card.height / 2;
    const along = x * dx + y * dy;
    const across = Math.abs(x * dy) + Math.abs(y * dx);
    if (along <= 1) continue;
    // Cards beside the way count less the more they overlap with where one comes from.
    const [width, height] = [
      (start.card.width + one.card.width) / 2,
      (start.card.height + one.card.height) / 2,
    ];
    const off = Math.max(0, across - (dx === 0 ? width : height));
    if (off > along * 2) continue;
    const cost = along + 3 * off + across * 0.2;
    if (best === undefined || cost < best.cost) best = { id: one.node.id, cost };
  }
  return best?.id;
};

/** The whole picture, cards that were moved out of it included. */
export const extentOf = ({ width, height, nodes, frames }: PlacedScene): Box => {
  let [left, top, right, bottom] = [0, 0, width, height];
  const take = (x: number, y: number, wide: number, high: number): void => {
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x + wide), Math.max(bottom, y + high)];
  };
  for (const { x, y, card } of nodes) take(x, y, card.width, card.height);
  for (const frame of frames) take(frame.x, frame.y, frame.width, frame.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
};
