import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Backoff } from '../../../src/ovsdb/client/backoff.ts';

const steps = (backoff: Backoff, count: number): number[] =>
  Array.from({ length: count }, () => backoff.step());

describe('Backoff', () => {
  it('doubles from 1 s to 8 s', () => {
    expect(steps(new Backoff(() => 1), 6)).toEqual([1000, 2000, 4000, 8000, 8000, 8000]);
  });

  it('takes up to half of each step off', () => {
    expect(steps(new Backoff(() => 0), 5)).toEqual([500, 1000, 2000, 4000, 4000]);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 8 }),
        (luck) => {
          const backoff = new Backoff(() => luck.shift() ?? 0);
          for (const whole of [1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000]) {
            const step = backoff.step();
            expect(step).toBeGreaterThanOrEqual(whole / 2);
            expect(step).toBeLessThanOrEqual(whole);
          }
        },
      ),
    );
  });

  it('begins anew after success', () => {
    const backoff = new Backoff(() => 1);
    steps(backoff, 3);
    backoff.reset();
    expect(steps(backoff, 2)).toEqual([1000, 2000]);
  });
});
