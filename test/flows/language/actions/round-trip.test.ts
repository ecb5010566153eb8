import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatActions } from '../../../../src/flows/language/index.ts';
import { actionLists } from './arbitraries.ts';
import { actionsOf, prerequisitesOf } from './read.ts';

describe('formatActions', () => {
  it('is undone by parseActions', () => {
    fc.assert(
      fc.property(actionLists, (actions) => {
        expect(actionsOf(formatActions(actions))).toStrictEqual(actions);
      }),
      { numRuns: 1000 },
    );
  });

  it('writes what lenient reading and that of older spellings read the same', () => {
    fc.assert(
      fc.property(actionLists, (actions) => {
        const text = formatActions(actions);
        for (const changes of [{ lenient: true }, { older: true }]) {
          expect(actionsOf(text, changes)).toStrictEqual(actions);
          expect(prerequisitesOf(text, changes)).toBe(prerequisitesOf(text));
        }
      }),
      { numRuns: 200 },
    );
  });
});
