/** Sets of VLANs as ranges: ascending, apart from each other by one at least. 4,094 VLANs of a trunk are one range. */

export interface Range {
  readonly first: number;
  readonly last: number;
}

export type Ranges = readonly Range[];

export const ALL_VLANS: Ranges = [{ first: 0, last: 4095 }];

/** In any order, overlapping or not. */
export const rangesOf = (given: readonly Range[]): Ranges => {
  const sorted = given.filter(({ first, last }) => first <= last).sort((a, b) => a.first - b.first);
  const joined: { first: number; last: number }[] = [];
  for (const { first, last } of sorted) {
    const before = joined.at(-1);
    if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last);
    else joined.push({ first, last });
  }
  return joined;
};

export const rangesOfNumbers = (numbers: readonly number[]): Ranges =>
  rangesOf(numbers.map((one) => ({ first: one, last: one })));

/** The range with the number, by halving. */
export const rangeWith = <R extends Range>(ranges: readonly R[], number: number): R | undefined => {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (range === undefined) return undefined;
    if (number < range.first) high = middle - 1;
    else if (number > range.last) low = middle + 1;
    else return range;
  }
  return undefined;
};

export const hasNumber = (ranges: Ranges, number: number): boolean => rangeWith(ranges, number) !== undefined;

export const withoutNumber = (ranges: Ranges, number: number): Ranges =>
  ranges.flatMap(({ first, last }) =>
    number < first || number > last
      ? [{ first, last }]
      : rangesOf([
          { first, last: number - 1 },
          { first: number + 1, last },
        ]),
  );

/** `1,3-5`. */
export const rangesText = (ranges: Ranges): string =>
  ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
