import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeDatum,
  defaultValue,
  encodeDatum,
  OvsdbError,
  sameValue,
} from '../../../src/ovsdb/datum/index.ts';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import type { ColumnType } from '../../../src/ovsdb/schema/types.ts';
import { anyJson, columnType, valueOf } from './arbitraries.ts';

const A = '11111111-1111-1111-1111-111111111111';
const B = '22222222-2222-2222-2222-222222222222';
const ZERO = '00000000-0000-0000-0000-000000000000';

const scalar: ColumnType = { key: { type: 'string' }, min: 1, max: 1 };
const optional: ColumnType = { key: { type: 'integer' }, min: 0, max: 1 };
const set: ColumnType = { key: { type: 'string' }, min: 0, max: Infinity };
const three: ColumnType = { key: { type: 'integer' }, min: 1, max: 3 };
const refs: ColumnType = { key: { type: 'uuid', refTable: 'Port' }, min: 0, max: Infinity };
const map: ColumnType = { key: { type: 'string' }, value: { type: 'string' }, min: 0, max: Infinity };

describe('decodeDatum', () => {
  it.each<[ColumnType, Json, unknown]>([
    [scalar, 'a', 'a'],
    [scalar, ['set', ['a']], 'a'],
    [scalar, 'set', 'set'],
    [optional, ['set', []], undefined],
    [optional, 7, 7],
    [optional, ['set', [7]], 7],
    [set, 'a', ['a']],
    [set, ['set', []], []],
    [set, ['set', ['b', 'a', 'c']], ['a', 'b', 'c']],
    [refs, ['uuid', A], [A]],
    [
      refs,
      [
        'set',
        [
          ['uuid', B],
          ['uuid', A],
        ],
      ],
      [A, B],
    ],
    [map, ['map', []], new Map()],
    [
      map,
      [
        'map',
        [
          ['__proto__', '1'],
          ['constructor', '2'],
        ],
      ],
      new Map([
        ['__proto__', '1'],
        ['constructor', '2'],
      ]),
    ],
  ])('%j: %j', (type, json, value) => {
    expect(decodeDatum(type, json)).toEqual(value);
  });

  it('puts the keys of a map in canonical order', () => {
    const decoded = decodeDatum(map, [
      'map',
      [
        ['b', '1'],
        ['a', '2'],
      ],
    ]) as ReadonlyMap<string, string>;
    expect([...decoded]).toEqual([
      ['a', '2'],
      ['b', '1'],
    ]);
  });

  it.each<[ColumnType, Json, string]>([
    [scalar, ['set', []], 'set must have exactly one member but 0 are present'],
    [scalar, ['set', ['a', 'b']], 'set must have exactly one member but 2 are present'],
    [optional, ['set', [1, 2]], 'set must have 0 to 1 members but 2 are present'],
    [three, ['set', [1, 2, 3, 4]], 'set must have 1 to 3 members but 4 are present'],
    [set, ['set', ['a', 'b', 'a']], 'set contains duplicate'],
    [set, ['set', 'a'], 'expected ["set", <array>]'],
    [set, ['set', [], []], 'expected ["set", <array>]'],
    [set, ['set', [['set', []]]], 'expected string'],
    [set, ['map', []], 'expected string'],
    [map, ['set', []], 'expected ["map", <array>]'],
    [map, ['map', [['a']]], 'expected 2-element array'],
    [
      map,
      [
        'map',
        [
          ['a', '1'],
          ['a', '2'],
        ],
      ],
      'map contains duplicate key',
    ],
    [refs, ['set', [['named-uuid', 'row']]], 'expected ["uuid", <string>]'],
  ])('%j refuses %j', (type, json, reason) => {
    expect(() => decodeDatum(type, json)).toThrow(reason);
  });

  it('passes over constraints when told to, but never takes one value for another', () => {
    const narrow: ColumnType = { key: { type: 'integer', maxInteger: 3 }, min: 1, max: 2 };
    const lax = { constraints: false };
    expect(() => decodeDatum(narrow, 4)).toThrow('4 is greater than maximum allowed value 3');
    expect(decodeDatum(narrow, 4, lax)).toEqual([4]);
    expect(decodeDatum(narrow, ['set', [1, 2, 3]], lax)).toEqual([1, 2, 3]);
    expect(decodeDatum(narrow, ['set', []], lax)).toEqual([]);
    expect(() => decodeDatum(narrow, ['set', [1, 1]], lax)).toThrow('duplicate');
    expect(() => decodeDatum(scalar, ['set', []], lax)).toThrow('exactly one');
  });

  it('throws nothing but OvsdbError, whatever the JSON', () => {
    fc.assert(
      fc.property(columnType, anyJson, fc.boolean(), (type, json, constraints) => {
        try {
          const value = decodeDatum(type, json, { constraints });
          expect(
            sameValue(type, decodeDatum(type, encodeDatum(type, value), { constraints: false }), value),
          ).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(OvsdbError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('refuses JSON of any depth without following it', () => {
    let deep: Json = [];
    for (let level = 0; level < 1e5; level++) deep = ['set', [deep]];
    expect(() => decodeDatum(set, deep)).toThrow(OvsdbError);
  });
});

describe('encodeDatum', () => {
  it.each<[ColumnType, Json]>([
    [optional, ['set', []]],
    [set, 'a'],
    [set, ['set', ['a', 'b']]],
    [refs, ['uuid', A]],
    [map, ['map', [['a', '1']]]],
  ])('%j: %j', (type, json) => {
    expect(encodeDatum(type, decodeDatum(type, json))).toEqual(json);
  });

  it('is undone by decodeDatum', () => {
    const typed = columnType.chain((type) => fc.tuple(fc.constant(type), valueOf(type)));
    fc.assert(
      fc.property(typed, ([type, value]) => {
        const decoded = decodeDatum(type, encodeDatum(type, value));
        expect(decoded).toEqual(value);
        expect(sameValue(type, decoded, value)).toBe(true);
      }),
    );
  });
});

describe('defaultValue', () => {
  it.each<[ColumnType, unknown]>([
    [scalar, ''],
    [optional, undefined],
    [set, []],
    [three, [0]],
    [refs, []],
    [map, new Map()],
    [{ key: { type: 'uuid' }, min: 1, max: 1 }, ZERO],
    [{ key: { type: 'boolean' }, value: { type: 'real' }, min: 1, max: 1 }, new Map([[false, 0]])],
  ])('%j', (type, value) => {
    expect(defaultValue(type)).toEqual(value);
  });
});

describe('sameValue', () => {
  it('is equality of JSON', () => {
    const typed = columnType.chain((type) => fc.tuple(fc.constant(type), valueOf(type), valueOf(type)));
    fc.assert(
      fc.property(typed, ([type, a, b]) => {
        const text = (value: typeof a): string =>
          JSON.stringify(encodeDatum(type, value), (_, x: unknown) => (typeof x === 'bigint' ? `${x}n` : x));
        expect(sameValue(type, a, b)).toBe(text(a) === text(b));
      }),
    );
  });
});
