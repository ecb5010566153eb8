import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasNumber,
  rangesOf,
  rangesOfNumbers,
  rangesText,
  withoutNumber,
} from '../../../src/model/l2/ranges.ts';

describe('ranges', () => {
  it.each([
    [[], ''],
    [[5], '5'],
    [[3, 1, 2, 2], '1-3'],
    [[10, 11, 13], '10-11,13'],
  ])('of %j => %s', (numbers, text) => expect(rangesText(rangesOfNumbers(numbers))).toBe(text));

  it('that touch or overlap are one', () => {
    const given = [
      { first: 20, last: 30 },
      { first: 1, last: 9 },
      { first: 10, last: 12 },
      { first: 25, last: 26 },
    ];
    expect(rangesText(rangesOf(given))).toBe('1-12,20-30');
  });

  it('that are empty are none', () => expect(rangesOf([{ first: 5, last: 4 }])).toEqual([]));

  const numbers = fc.uniqueArray(fc.nat(60));
  it('hold the numbers that they were made of', () => {
    fc.assert(
      fc.property(numbers, fc.nat(60), (all, one) => {
        expect(hasNumber(rangesOfNumbers(all), one)).toBe(all.includes(one));
      }),
    );
  });

  it('without a number hold all others', () => {
    fc.assert(
      fc.property(numbers, fc.nat(60), (all, one) => {
        expect(withoutNumber(rangesOfNumbers(all), one)).toEqual(
          rangesOfNumbers(all.filter((other) => other !== one)),
        );
      }),
    );
  });
});
