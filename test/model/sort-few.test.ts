import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortFew } from '../../src/model/sort-few.ts';

it('sorts as the engine does, equal ones left in their order', () => {
  const items = fc.array(fc.record({ key: fc.nat(5), at: fc.nat() }), { maxLength: 20 });
  const compare = (a: { key: number }, b: { key: number }): number => a.key - b.key;
  fc.assert(
    fc.property(items, (list) => {
      expect(sortFew([...list], compare)).toEqual([...list].sort(compare));
    }),
  );
});
