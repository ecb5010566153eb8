/**
 * The order of blocks within their rows, so that few edges cross: each block moves to the mean position of what
 * it is joined with in the next row, up and down in turns (barycentre heuristic, Sugiyama 1981); the best order
 * met on the way is kept.
 */
import { mean } from 'd3';
import type { Block } from './blocks.ts';

/** Two blocks of neighbouring rows, or passages between them. */
export interface Joint {
  readonly upper: Block;
  readonly lower: Block;
  readonly weight: number;
}

const SWEEPS = 12;

const number = (rows: readonly Block[][]): void => {
  for (const row of rows) row.forEach((block, i) => (block.order = i));
};

/** How many pairs of joints cross, by counting inversions in a Fenwick tree. */
export const countCrossings = (rows: readonly Block[][], joints: readonly Joint[]): number => {
  let crossings = 0;
  rows.forEach((_, r) => {
    const here = joints
      .filter(({ upper }) => upper.row === r)
      .sort((a, b) => a.upper.order - b.upper.order || a.lower.order - b.lower.order);
    const size = (rows[r + 1]?.length ?? 0) + 1;
    const tree = new Array<number>(size + 1).fill(0);
    here.forEach(({ lower }, seen) => {
      let notAfter = 0;
      for (let i = lower.order + 1; i > 0; i -= i & -i) notAfter += tree[i] ?? 0;
      crossings += seen - notAfter;
      for (let i = lower.order + 1; i <= size; i += i & -i) tree[i] = (tree[i] ?? 0) + 1;
    });
  });
  return crossings;
};

const neighbours = (joints: readonly Joint[]): Map<Block, { up: Block[]; down: Block[] }> => {
  const map = new Map<Block, { up: Block[]; down: Block[] }>();
  const of = (block: Block): { up: Block[]; down: Block[] } => {
    const known = map.get(block) ?? { up: [], down: [] };
    map.set(block, known);
    return known;
  };
  for (const { upper, lower } of joints) {
    of(upper).down.push(lower);
    of(lower).up.push(upper);
  }
  return map;
};

/** Orders `rows` in place and sets every block's `order`. */
export const orderRows = (rows: Block[][], joints: readonly Joint[]): void => {
  number(rows);
  const around = neighbours(joints);
  let best = rows.map((row) => [...row]);
  let fewest = Infinity;
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const down = sweep % 2 === 0;
    const side = down ? 'up' : 'down';
    const sequence = down ? rows : [...rows].reverse();
    for (const row of sequence) {
      const wish = new Map(
        row.map((b) => [b, mean(around.get(b)?.[side] ?? [], ({ order }) => order) ?? b.order]),
      );
      row.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || a.order - b.order);
      row.forEach((block, i) => (block.order = i));
    }
    const crossings = countCrossings(rows, joints);
    if (crossings < fewest) [best, fewest] = [rows.map((row) => [...row]), crossings];
  }
  best.forEach((row, r) => (rows[r] = row));
  number(rows);
};
