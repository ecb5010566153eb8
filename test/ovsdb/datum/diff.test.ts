import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyDiff,
  decodeDatum,
  diffOf,
  encodeDatum,
  OvsdbError,
  sameValue,
  type Value,
} from '../../../src/ovsdb/datum/index.ts';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import type { ColumnType } from '../../../src/ovsdb/schema/types.ts';
import { columnType, valueOf } from './arbitraries.ts';

const integer: ColumnType = { key: { type: 'integer' }, min: 1, max: 1 };
const optional: ColumnType = { key: { type: 'string' }, min: 0, max: 1 };
const set: ColumnType = { key: { type: 'integer' }, min: 0, max: 3 };
const map: ColumnType = { key: { type: 'string' }, value: { type: 'string' }, min: 0, max: 3 };
const onePair: ColumnType = { ...map, max: 1 };

const gills: Json = ['map', [['2 gills', '1 chopin']]];
const pints: Json = ['map', [['2 pints', '1 quart']]];
const gallon: Json = ['map', [['2 gills', '1 gallon']]];
const both: Json = [
  'map',
  [
    ['2 gills', '1 chopin'],
    ['2 pints', '1 quart'],
  ],
];

/** Old value, new value, the difference between them; the first nine are those of Open vSwitch's own tests. */
const cases: [ColumnType, Json, Json, Json][] = [
  [integer, 0, 2, 2],
  [set, ['set', [0, 1]], ['set', [1, 2]], ['set', [0, 2]]],
  [set, ['set', [0, 1]], 1, 0],
  [set, ['set', []], ['set', [0, 1]], ['set', [0, 1]]],
  [set, ['set', [0, 1]], ['set', []], ['set', [0, 1]]],
  [map, gills, pints, both],
  [map, gills, gills, ['map', []]],
  [map, gills, ['map', []], gills],
  [map, gills, gallon, gallon],
  [optional, 'a', 'a', 'a'],
  [optional, 'a', ['set', []], ['set', []]],
  [onePair, gills, gills, gills],
];

describe('applyDiff', () => {
  it.each(cases)('%j: %j becomes %j by %j', (type, old, updated, diff) => {
    const read = (json: Json): Value => decodeDatum(type, json, { constraints: false });
    expect(encodeDatum(type, diffOf(type, read(old), read(updated)))).toEqual(diff);
    expect(encodeDatum(type, applyDiff(type, read(old), read(diff)))).toEqual(updated);
  });

  it('keeps sets and maps in canonical order', () => {
    expect(applyDiff(set, [1, 3], [2, 3])).toEqual([1, 2]);
    const changed = applyDiff(map, new Map([['b', '1']]), new Map([['a', '2']])) as ReadonlyMap<
      string,
      string
    >;
    expect([...changed]).toEqual([
      ['a', '2'],
      ['b', '1'],
    ]);
  });

  it('applies any number of changes to a large set', () => {
    const numbers: ColumnType = { key: { type: 'integer' }, min: 0, max: Infinity };
    const sets = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 100, size: 'max' });
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const [old, updated] = [a.sort((x, y) => x - y), b.sort((x, y) => x - y)];
        expect(applyDiff(numbers, old, diffOf(numbers, old, updated))).toEqual(updated);
      }),
    );
  });

  it('refuses a result that the type does not allow: the old value was not the server’s', () => {
    expect(() => applyDiff(set, [1, 2, 3], [4])).toThrow(OvsdbError);
    expect(() => applyDiff({ ...map, min: 1 }, new Map([['a', '1']]), new Map([['a', '1']]))).toThrow(
      OvsdbError,
    );
  });

  it('undoes diffOf, for every type and value, and changes neither argument', () => {
    const typed = columnType.chain((type) => fc.tuple(fc.constant(type), valueOf(type), valueOf(type)));
    fc.assert(
      fc.property(typed, ([type, old, updated]) => {
        const before = structuredClone(old);
        const diff = diffOf(type, old, updated);
        const result = applyDiff(type, old, diff);
        expect(sameValue(type, result, updated)).toBe(true);
        expect(result).toEqual(updated);
        expect(encodeDatum(type, result)).toEqual(encodeDatum(type, updated));
        expect(old).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });
});
