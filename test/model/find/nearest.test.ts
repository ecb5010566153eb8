import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/model/index.ts';
import { distance } from '../../../src/model/find/nearest.ts';

describe('how far two names are apart', () => {
  it.each([
    ['web', 'web', 0],
    ['web', 'wbe', 1],
    ['web', 'wb', 1],
    ['web', 'webs', 1],
    ['web', 'wib', 1],
    ['web-1', 'wbe-2', 2],
    ['', 'abc', 3],
  ])('%s, %s: %i', (a, b, far) => {
    expect(distance(a, b, 5)).toBe(far);
    expect(distance(b, a, 5)).toBe(far);
  });

  it('stops counting past the limit', () => {
    expect(distance('abcdef', 'uvwxyz', 2)).toBe(3);
    expect(distance('a', 'abcdef', 2)).toBe(3);
  });

  it('is the same both ways, zero for the same only, and no longer than the longer one', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const far = distance(a, b, 20);
        expect(far).toBe(distance(b, a, 20));
        expect(far === 0).toBe(a === b);
        expect(far).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe('the nearest names', () => {
  it('come in the order of their distance, then as a person counts', () => {
    expect(nearest('web-11', ['web-2', 'web-10', 'web-1', 'db', 'WEB-11'], 3)).toEqual([
      'WEB-11',
      'web-1',
      'web-10',
    ]);
  });

  it('are none when nothing is near, and never what nobody can have typed', () => {
    expect(nearest('web', ['database', 'x'.repeat(300)], 5)).toEqual([]);
    expect(nearest('x'.repeat(300), ['x'.repeat(299)], 5)).toEqual([]);
    expect(nearest('', ['a'], 5)).toEqual([]);
  });
});
