import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OvsdbError } from '../../../src/ovsdb/datum/index.ts';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import {
  formatBaseType,
  formatColumnType,
  parseAtomicType,
  parseBaseType,
  parseColumnType,
} from '../../../src/ovsdb/schema/index.ts';
import { anyJson } from '../datum/arbitraries.ts';

describe('parseAtomicType', () => {
  it.each(['integer', 'real', 'boolean', 'string', 'uuid'])('%s', (type) => {
    expect(parseAtomicType(type)).toBe(type);
  });

  it.each<[Json, string]>([
    ['void', '"void" is not an atomic-type'],
    ['constructor', '"constructor" is not an atomic-type'],
    [1, 'atomic-type expected'],
  ])('refuses %j', (json, reason) => {
    expect(() => parseAtomicType(json)).toThrow(reason);
  });
});

describe('parseBaseType and formatBaseType', () => {
  it.each<[Json, Json]>([
    ['string', 'string'],
    [{ type: 'string' }, 'string'],
    [
      { type: 'integer', enum: ['set', [5, -1, 4]] },
      { type: 'integer', enum: ['set', [-1, 4, 5]] },
    ],
    [
      { type: 'boolean', enum: true },
      { type: 'boolean', enum: true },
    ],
    [
      { type: 'integer', minInteger: -5, maxInteger: 10 },
      { type: 'integer', minInteger: -5, maxInteger: 10 },
    ],
    [
      { type: 'real', minReal: -2.5 },
      { type: 'real', minReal: -2.5 },
    ],
    [
      { type: 'string', minLength: 0, maxLength: 5 },
      { type: 'string', maxLength: 5 },
    ],
    [
      { type: 'uuid', refTable: 'Port', refType: 'strong' },
      { type: 'uuid', refTable: 'Port' },
    ],
    [
      { type: 'uuid', refTable: 'Port', refType: 'weak' },
      { type: 'uuid', refTable: 'Port', refType: 'weak' },
    ],
  ])('%j => %j', (json, canonical) => {
    expect(formatBaseType(parseBaseType(json))).toEqual(canonical);
  });

  it('takes a reference for strong where the schema says nothing', () => {
    expect(parseBaseType({ type: 'uuid', refTable: 'Port' })).toEqual({
      type: 'uuid',
      refTable: 'Port',
      refType: 'strong',
    });
  });

  it.each<[Json, string]>([
    [{}, "Parsing ovsdb type failed: Required 'type' member is missing."],
    [[], 'Parsing ovsdb type failed: Object expected.'],
    [{ type: 1 }, "Type mismatch for member 'type'."],
    [{ type: 'integer', minInteger: 5, maxInteger: 3 }, 'minInteger exceeds maxInteger'],
    [{ type: 'integer', minInteger: 0.5 }, "Type mismatch for member 'minInteger'."],
    [{ type: 'real', minReal: 555, maxReal: 444 }, 'minReal exceeds maxReal'],
    [{ type: 'string', minLength: 5, maxLength: 3 }, 'minLength exceeds maxLength'],
    [{ type: 'string', maxLength: -1 }, 'maxLength out of valid range 0 to 4294967295'],
    [{ type: 'string', minInteger: 1 }, "Member 'minInteger' is present but not allowed here"],
    [{ type: 'string', a: 1, b: 2 }, "Member 'a' and 1 other member are present but not allowed here"],
    [{ type: 'string', enum: ['set', []] }, 'set must have 1 to unlimited members but 0 are present'],
    [{ type: 'string', enum: 1 }, 'expected string'],
    [{ type: 'uuid', refTable: 'a-b-c' }, "Type mismatch for member 'refTable'."],
    [{ type: 'uuid', refTable: 'a', refType: 'lost' }, 'refType must be "strong" or "weak" (not "lost")'],
  ])('refuses %j', (json, reason) => {
    expect(() => parseBaseType(json)).toThrow(reason);
  });
});

describe('parseColumnType and formatColumnType', () => {
  it.each<[Json, Json]>([
    ['integer', 'integer'],
    [{ key: 'integer', min: 1, max: 1 }, 'integer'],
    [
      { key: 'boolean', min: 0 },
      { key: 'boolean', min: 0 },
    ],
    [
      { key: 'uuid', min: 1, max: 3 },
      { key: 'uuid', max: 3 },
    ],
    [
      { key: 'real', min: 0, max: 'unlimited' },
      { key: 'real', min: 0, max: 'unlimited' },
    ],
    [
      { key: 'string', value: 'uuid', min: 0, max: 10 },
      { key: 'string', value: 'uuid', min: 0, max: 10 },
    ],
    [{ key: { type: 'string', maxLength: 5 } }, { key: { type: 'string', maxLength: 5 } }],
  ])('%j => %j', (json, canonical) => {
    expect(formatColumnType(parseColumnType(json))).toEqual(canonical);
  });

  it.each<[Json, string]>([
    [{}, "Required 'key' member is missing."],
    [{ key: 'void' }, '"void" is not an atomic-type'],
    [{ key: 'real', min: 5, max: 3 }, 'ovsdb type fails constraint checks'],
    [{ key: 'real', min: 0, max: 0 }, 'ovsdb type fails constraint checks'],
    [{ key: 'real', max: -1 }, 'bad min or max value'],
    [{ key: 'real', min: -1 }, 'bad min or max value'],
    [{ key: 'real', max: 'many' }, 'bad min or max value'],
  ])('refuses %j', (json, reason) => {
    expect(() => parseColumnType(json)).toThrow(reason);
  });

  it('throws nothing but OvsdbError, and what it reads survives writing', () => {
    fc.assert(
      fc.property(anyJson, (json) => {
        try {
          const type = parseColumnType(json);
          expect(parseColumnType(formatColumnType(type))).toEqual(type);
        } catch (error) {
          expect(error).toBeInstanceOf(OvsdbError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
