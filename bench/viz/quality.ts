/** How good a drawing is, in numbers that do not depend on who drew it. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Line = readonly { readonly x: number; readonly y: number }[];

/** Boxes of nodes and of labels, polylines of edges; pixels. */
export interface Drawing {
  readonly nodes: readonly Box[];
  readonly labels: readonly Box[];
  readonly edges: readonly Line[];
}

export interface Quality {
  /** Pairs of edges' pieces that cross. */
  readonly crossings: number;
  /** Pairs of nodes that overlap. */
  readonly overlaps: number;
  readonly labelOverlaps: number;
  /** Corners of all edges. */
  readonly bends: number;
  /** Millions of square pixels. */
  readonly area: number;
}

const touch = (a: Box, b: Box): boolean =>
  a.x + 0.5 < b.x + b.width &&
  b.x + 0.5 < a.x + a.width &&
  a.y + 0.5 < b.y + b.height &&
  b.y + 0.5 < a.y + a.height;

/** From left to right, each only beside those that begin before it ends. */
const overlapping = (boxes: readonly Box[]): number => {
  const sorted = [...boxes].sort((a, b) => a.x - b.x);
  let count = 0;
  sorted.forEach((a, i) => {
    for (let j = i + 1; j < sorted.length; j++) {
      const b = sorted[j] as Box;
      if (b.x >= a.x + a.width) break;
      if (touch(a, b)) count++;
    }
  });
  return count;
};

interface Piece {
  readonly edge: number;
  readonly left: number;
  readonly right: number;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

const side = (a: Piece['from'], b: Piece['from'], c: Piece['from']): number =>
  Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));

const cross = (a: Piece, b: Piece): boolean =>
  side(a.from, a.to, b.from) * side(a.from, a.to, b.to) < 0 &&
  side(b.from, b.to, a.from) * side(b.from, b.to, a.to) < 0;

const crossings = (edges: readonly Line[]): number => {
  const pieces: Piece[] = [];
  edges.forEach((line, edge) => {
    for (let i = 1; i < line.length; i++) {
      const [from, to] = [line[i - 1] as Piece['from'], line[i] as Piece['to']];
      pieces.push({ edge, from, to, left: Math.min(from.x, to.x), right: Math.max(from.x, to.x) });
    }
  });
  pieces.sort((a, b) => a.left - b.left);
  let count = 0;
  pieces.forEach((a, i) => {
    for (let j = i + 1; j < pieces.length; j++) {
      const b = pieces[j] as Piece;
      if (b.left > a.right) break;
      if (a.edge !== b.edge && cross(a, b)) count++;
    }
  });
  return count;
};

const STRAIGHT = 0.02;

const bendsOf = (line: Line): number => {
  let count = 0;
  for (let i = 1; i + 1 < line.length; i++) {
    const [a, b, c] = [line[i - 1], line[i], line[i + 1]] as [Piece['from'], Piece['from'], Piece['from']];
    const turn = Math.atan2(c.y - b.y, c.x - b.x) - Math.atan2(b.y - a.y, b.x - a.x);
    if (Math.abs(Math.sin(turn)) > STRAIGHT) count++;
  }
  return count;
};

export const qualityOf = ({ nodes, labels, edges }: Drawing): Quality => {
  const right = Math.max(0, ...nodes.map(({ x, width }) => x + width));
  const bottom = Math.max(0, ...nodes.map(({ y, height }) => y + height));
  const left = Math.min(right, ...nodes.map(({ x }) => x));
  const top = Math.min(bottom, ...nodes.map(({ y }) => y));
  return {
    crossings: crossings(edges),
    overlaps: overlapping(nodes),
    labelOverlaps: overlapping(labels),
    bends: edges.reduce((sum, line) => sum + bendsOf(line), 0),
    area: ((right - left) * (bottom - top)) / 1e6,
  };
};
