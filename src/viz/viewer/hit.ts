/** What is under a point: found by coordinates, since from far away there are no elements. */
import type { PlacedEdge, PlacedNode, PlacedScene, Point } from '../layout/index.ts';
import { SWITCH } from './cards.ts';

export interface Hit {
  readonly card?: PlacedNode;
  /** Of a port or a row. */
  readonly part?: string;
  /** On the switch that unfolds the card. */
  readonly onSwitch?: boolean;
  readonly edge?: PlacedEdge;
}

const partAt = ({ x, y, card }: PlacedNode, at: Point): string | undefined => {
  const [left, top] = [at.x - x, at.y - y];
  const pin = card.pins.find((one) => Math.hypot(one.x - left, one.y - top) < 7);
  if (pin !== undefined) return pin.pin.id;
  return card.items.find(
    (one) => left >= one.x - 6 && left <= one.x + one.width && Math.abs(top - one.y) <= 8,
  )?.item.id;
};

const onLine = (a: Point, b: Point, at: Point, reach: number): boolean =>
  at.x >= Math.min(a.x, b.x) - reach &&
  at.x <= Math.max(a.x, b.x) + reach &&
  at.y >= Math.min(a.y, b.y) - reach &&
  at.y <= Math.max(a.y, b.y) + reach;

/** `k` is the scale: lines and switches are as large for a finger from far away. */
export const hitAt = (placed: PlacedScene, at: Point, k: number): Hit => {
  const reach = SWITCH.radius + 2;
  for (let i = placed.nodes.length - 1; i >= 0; i--) {
    const one = placed.nodes[i] as PlacedNode;
    const [left, top] = [at.x - one.x, at.y - one.y];
    const { width, height } = one.card;
    if (left < -8 || top < -reach || left > width + reach || top > height + 8) continue;
    if (k > 0.2 && Math.hypot(left - width + SWITCH.left, top) <= reach) return { card: one, onSwitch: true };
    const part = k > 0.3 ? partAt(one, at) : undefined;
    if (part !== undefined) return { card: one, part };
    if (left >= 0 && top >= 0 && left <= width && top <= height) return { card: one };
  }
  const near = 5 / k;
  const edge = placed.edges.find(({ points }) =>
    points.some((point, i) => i > 0 && onLine(points[i - 1] as Point, point, at, near)),
  );
  return edge === undefined ? {} : { edge };
};
