/** Cards that the reader has moved, and lines to them: three pieces each, nothing is avoided. */
import type { PlacedEdge, PlacedFrame, PlacedNode, PlacedScene, Point } from '../layout/index.ts';

interface End extends Point {
  /** Away from the card. */
  readonly dx: number;
  readonly dy: number;
}

/** Where a pin is and which way its line leaves; where it has two places, the one that is nearer to `other`. */
const endAt = ({ x, y, card }: PlacedNode, pin: string, other: Point): End => {
  let best: End | undefined;
  for (const one of card.pins) {
    if (one.pin.id !== pin) continue;
    const side = one.y <= 0 ? { dx: 0, dy: -1 } : one.y >= card.height ? { dx: 0, dy: 1 } : { dx: -1, dy: 0 };
    const end = { x: x + one.x, y: y + one.y, ...side };
    const far = (at: Point): number => Math.abs(at.x - other.x) + Math.abs(at.y - other.y);
    if (best === undefined || far(end) < far(best)) best = end;
  }
  return best ?? { x: x + card.width / 2, y: y + card.height, dx: 0, dy: 1 };
};

const middle = ({ x, y, card }: PlacedNode): Point => ({ x: x + card.width / 2, y: y + card.height / 2 });

const STUB = 18;

/** Orthogonal: out of the one card, across, into the other. */
export const lineBetween = (from: PlacedNode, to: PlacedNode, fromPin: string, toPin: string): Point[] => {
  const [a, b] = [endAt(from, fromPin, middle(to)), endAt(to, toPin, middle(from))];
  const out = { x: a.x + a.dx * STUB, y: a.y + a.dy * STUB };
  const into = { x: b.x + b.dx * STUB, y: b.y + b.dy * STUB };
  // Two ends that face each other meet half-way; all others go round by the stub of the first.
  const half = (out.y + into.y) / 2;
  const facing = a.dy === -b.dy && a.dy !== 0 && (into.y - out.y) * a.dy >= 0;
  const across = facing
    ? [
        { x: a.x, y: half },
        { x: b.x, y: half },
      ]
    : [out, { x: into.x, y: out.y }, into];
  const points = [{ x: a.x, y: a.y }, ...across, { x: b.x, y: b.y }];
  return points.filter((point, i) => i === 0 || point.x !== points[i - 1]?.x || point.y !== points[i - 1]?.y);
};

const PAD = 20;

const around = (frame: PlacedFrame, nodes: readonly PlacedNode[]): PlacedFrame => {
  let [left, top, right, bottom] = [frame.x, frame.y, frame.x + frame.width, frame.y + frame.height];
  for (const { x, y, card } of nodes) {
    left = Math.min(left, x - PAD);
    top = Math.min(top, y - PAD);
    right = Math.max(right, x + card.width + PAD);
    bottom = Math.max(bottom, y + card.height + PAD);
  }
  return { ...frame, x: left, y: top, width: right - left, height: bottom - top };
};

/** The scene with some cards elsewhere. Frames grow with their cards. */
export const movePlaced = (placed: PlacedScene, pinned: ReadonlyMap<string, Point>): PlacedScene => {
  const moved = new Set<string>();
  const nodes = placed.nodes.map((one): PlacedNode => {
    const at = pinned.get(one.node.id);
    if (at === undefined || (at.x === one.x && at.y === one.y)) return one;
    moved.add(one.node.id);
    return { ...one, ...at };
  });
  if (moved.size === 0) return placed;
  const byId = new Map(nodes.map((one) => [one.node.id, one]));
  const edges = placed.edges.map((one): PlacedEdge => {
    const { from, to } = one.edge;
    if (!moved.has(from.node) && !moved.has(to.node)) return one;
    const [a, b] = [byId.get(from.node), byId.get(to.node)];
    return a === undefined || b === undefined
      ? one
      : { edge: one.edge, points: lineBetween(a, b, from.pin, to.pin) };
  });
  const frames = placed.frames.map((frame) =>
    around(
      frame,
      nodes.filter(({ node }) => node.container === frame.container.id && moved.has(node.id)),
    ),
  );
  return { ...placed, nodes, edges, frames };
};
