import { describe, expect, it } from 'vitest';
import { asBoolean, asInteger, asRecord, asText, asWords } from '../../../src/host/linux/values.ts';
import type { Json } from '../../../src/host/types.ts';

describe('asInteger', () => {
  it.each<[Json | undefined, number | undefined]>([
    [12, 12],
    ['12', 12],
    ['  12 ', 12],
    ['-1', -1],
    ['0x4008', 0x4008],
    [1.5, undefined],
    ['1.5', undefined],
    ['', undefined],
    ['0x', undefined],
    [null, undefined],
    [true, undefined],
    [1e300, undefined],
    ['99999999999999999999', undefined],
    [undefined, undefined],
  ])('%j => %j', (value, expected) => {
    expect(asInteger(value)).toBe(expected);
  });
});

describe('asBoolean', () => {
  it.each<[Json, boolean | undefined]>([
    [true, true],
    ['on', true],
    [1, true],
    ['off', false],
    [0, false],
    [null, undefined],
    ['maybe', undefined],
  ])('%j => %j', (value, expected) => {
    expect(asBoolean(value)).toBe(expected);
  });
});

it('reads text, words and objects', () => {
  expect([asText('a'), asText(100), asText(null)]).toEqual(['a', '100', undefined]);
  expect([asWords(['a', 1, null]), asWords('a'), asWords(''), asWords(3)]).toEqual([
    ['a', '1'],
    ['a'],
    [],
    undefined,
  ]);
  expect([asRecord({ a: 1 }), asRecord([]), asRecord(null)]).toEqual([{ a: 1 }, undefined, undefined]);
});
