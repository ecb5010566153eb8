import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someItems, someOf, withMore } from '../../src/viz/some.ts';

const words = (all: string, most: number): string =>
  withMore(all.split(' '), most, (left) => `and ${left} more`).join(' ');

describe('the first of many', () => {
  it('are all, where only one would be left', () => {
    expect(words('a b c', 3)).toBe('a b c');
    expect(words('a b c d', 3)).toBe('a b c d');
    expect(words('a b c d e', 3)).toBe('a b c and 2 more');
  });

  it('are the first ones, and what is left is counted', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.nat(20), (all, most) => {
        const { shown, left } = someOf(all, most);
        expect(shown).toEqual(all.slice(0, shown.length));
        expect(shown.length + left).toBe(all.length);
        expect(left).not.toBe(1);
        expect(shown.length).toBeLessThanOrEqual(most + 1);
      }),
    );
  });

  it('of a section without a title are none, where none are to be listed', () => {
    expect(someItems({ title: undefined, items: ['a'], listed: 0 })).toBeUndefined();
    expect(someItems({ title: 'web', items: ['a'], listed: 0 })).toEqual({ shown: ['a'], left: 0 });
    expect(someItems({ title: 'web', items: ['a', 'b'], listed: 0 })).toEqual({ shown: [], left: 2 });
  });
});
