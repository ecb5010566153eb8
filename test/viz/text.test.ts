import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ellipsize, textWidth } from '../../src/viz/text.ts';

describe('text width', () => {
  it('grows with the text and its size', () => {
    expect(textWidth('', 11)).toBe(0);
    expect(textWidth('mmm', 11)).toBeGreaterThan(textWidth('iii', 11));
    expect(textWidth('abc', 22)).toBeCloseTo(2 * textWidth('abc', 11));
  });
});

describe('ellipsis', () => {
  it('is set only where the text does not fit', () => {
    expect(ellipsize('short', 100, 11)).toBe('short');
    expect(ellipsize('a long name that cannot fit', 60, 11)).toBe('a long n…');
    expect(ellipsize('x'.repeat(65_536), 60, 11)).toMatch(/^x+…$/);
  });

  it('keeps to the width and never splits a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 20, max: 300 }),
        (text, width) => {
          const shown = ellipsize(text, width, 11);
          expect(textWidth(shown, 11)).toBeLessThanOrEqual(width);
          expect(shown).not.toMatch(/\p{Surrogate}/u);
        },
      ),
    );
  });
});
