/**
 * Where the blocks of a row stand from left to right: as near as can be to what they are joined with, in the
 * given order, without touching. For one row that is a least-squares fit under order constraints, which the
 * pool-adjacent-violators algorithm solves exactly; rows take turns until they agree.
 */
export interface Wish {
  /** Where the block's left side would like to be. */
  readonly x: number;
  readonly weight: number;
}

export interface Extent {
  readonly width: number;
  /** Room to the block on its right. */
  readonly gap: number;
}

/** Left sides of the blocks. */
export const placeRow = (extents: readonly Extent[], wishes: readonly Wish[]): number[] => {
  const starts: number[] = [];
  let total = 0;
  for (const { width, gap } of extents) {
    starts.push(total);
    total += width + gap;
  }
  // Relative to being packed, positions may only grow from left to right.
  const pools: { value: number; weight: number; size: number }[] = [];
  wishes.forEach(({ x, weight }, i) => {
    pools.push({ value: x - (starts[i] ?? 0), weight, size: 1 });
    for (;;) {
      const [before, last] = [pools[pools.length - 2], pools[pools.length - 1]];
      if (before === undefined || last === undefined || before.value <= last.value) break;
      const sum = before.weight + last.weight;
      before.value = (before.value * before.weight + last.value * last.weight) / sum;
      before.weight = sum;
      before.size += last.size;
      pools.pop();
    }
  });
  const moved = pools.flatMap(({ value, size }) => new Array<number>(size).fill(value));
  return starts.map((start, i) => start + (moved[i] ?? 0));
};
