import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSort, sorted, type FieldValue } from '../../../src/model/index.ts';

const order = (values: readonly FieldValue[], { isNumber = false, descending = false } = {}) =>
  sorted(values, [{ value: (value) => value, isNumber, descending }]);

describe('parseSort', () => {
  it.each([
    ['name', [{ column: 'name', descending: false }]],
    [
      'priority,-name',
      [
        { column: 'priority', descending: false },
        { column: 'name', descending: true },
      ],
    ],
    ['-external_ids:a-b', [{ column: 'external_ids:a-b', descending: true }]],
  ])('%j => %j', (text, keys) => {
    expect(parseSort(text)).toEqual(keys);
  });

  it.each(['', ',', 'name,', '-'])('%j is no order', (text) => {
    expect(() => parseSort(text)).toThrow(/needs names of columns/);
  });
});

describe('sorted', () => {
  it.each<[string, readonly FieldValue[], readonly FieldValue[]]>([
    ['text as a person counts', ['web10', 'web9', 'web1'], ['web1', 'web9', 'web10']],
    ['numbers by value', [10, 9n, 2.5, -1], [-1, 2.5, 9n, 10]],
    ['addresses by value', ['10.0.0.10/24', '10.0.0.9'], ['10.0.0.9', '10.0.0.10/24']],
    ['IPv4 before IPv6', ['fd00::1', '10.0.0.1'], ['10.0.0.1', 'fd00::1']],
    ['IPv6 by value', ['fd00::10', 'fd00:0::9'], ['fd00:0::9', 'fd00::10']],
    ['a shorter prefix first', ['10.0.0.0/24', '10.0.0.0/8'], ['10.0.0.0/8', '10.0.0.0/24']],
    ['lists by elements', [['b'], ['a', 'z'], ['a']], [['a'], ['a', 'z'], ['b']]],
    ['what is not there last', [undefined, 'b', '', [], 'a'], ['a', 'b', undefined, '', []]],
  ])('%s', (_, values, expected) => {
    expect(order(values)).toEqual(expected);
  });

  it('leaves what is not there last when descending', () => {
    expect(order([undefined, 1, 2], { descending: true })).toEqual([2, 1, undefined]);
  });

  it('counts text that holds numbers, where a column does', () => {
    expect(order(['-5', '10', '9'], { isNumber: true })).toEqual(['-5', '9', '10']);
  });

  it('goes on with the next column where one is equal, and keeps the order where all are', () => {
    const row = fc.record({ a: fc.integer({ min: 0, max: 3 }), b: fc.constantFrom('x', 'y', undefined) });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const items = rows.map((one, at) => ({ ...one, at }));
        const result = sorted(items, [
          { value: ({ a }) => a, isNumber: true, descending: true },
          { value: ({ b }) => b, isNumber: false, descending: false },
        ]);
        const rank = (b: string | undefined): number => (b === undefined ? 2 : b === 'x' ? 0 : 1);
        const expected = items.toSorted((x, y) => y.a - x.a || rank(x.b) - rank(y.b) || x.at - y.at);
        expect(result).toEqual(expected);
      }),
    );
  });

  it('is one order, whatever the values', () => {
    const atom = fc.oneof(fc.integer(), fc.bigInt(), fc.string(), fc.boolean(), fc.ipV4(), fc.ipV6());
    const value: fc.Arbitrary<FieldValue> = fc.oneof(atom, fc.constant(undefined), fc.array(fc.string()));
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const once = order(values);
        expect(order(once)).toEqual(once);
        expect(once.length).toBe(values.length);
      }),
    );
  });
});
