import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkAtom,
  compareAtoms,
  decodeAtom,
  encodeAtom,
  formatAtom,
  OvsdbError,
} from '../../../src/ovsdb/datum/index.ts';
import { parseJson } from '../../../src/ovsdb/json/exact.ts';
import type { BaseType } from '../../../src/ovsdb/schema/types.ts';
import { atomicType, atomOf } from './arbitraries.ts';

const UUID = '550e8400-e29b-41d4-a716-446655440000';

describe('decodeAtom', () => {
  it.each([
    ['integer', '0', 0],
    ['integer', '-0', 0],
    ['integer', '1e3', 1000],
    ['integer', '9007199254740991', 9007199254740991],
    ['integer', '9007199254740993', 9007199254740993n],
    ['integer', '9223372036854775807', 2n ** 63n - 1n],
    ['integer', '-9223372036854775808', -(2n ** 63n)],
    ['integer', '1e17', 10n ** 17n],
    ['real', '1', 1],
    ['real', '-0.0', 0],
    ['real', '9223372036854775807', 2 ** 63],
    ['boolean', 'true', true],
    ['string', '"\\u0001\\ud834\\udd1e"', '\u0001𝄞'],
    ['uuid', `["uuid","${UUID}"]`, UUID],
    ['uuid', `["uuid","${UUID.toUpperCase()}"]`, UUID],
  ] as const)('%s %s', (type, text, atom) => {
    const decoded = decodeAtom({ type }, parseJson(text));
    expect(Object.is(decoded, atom)).toBe(true);
  });

  it.each([
    ['integer', '0.5', 'expected integer, read 0.5'],
    ['integer', '"1"', 'expected integer, read "1"'],
    ['integer', '9223372036854775808', 'expected integer, read 9223372036854775808'],
    ['integer', '1e30', 'expected integer, read 1e+30'],
    ['real', 'null', 'expected real, read null'],
    ['boolean', '"true"', 'expected boolean, read "true"'],
    ['boolean', '0', 'expected boolean, read 0'],
    ['string', '1', 'expected string, read 1'],
    ['string', '"\\u001b[2J"', undefined],
    ['uuid', `"${UUID}"`, `expected ["uuid", <string>], read "${UUID}"`],
    ['uuid', '["named-uuid","x"]', 'expected ["uuid", <string>], read ["named-uuid","x"]'],
    ['uuid', `["uuid","${UUID}",1]`, `expected ["uuid", <string>], read ["uuid","${UUID}",1]`],
    ['uuid', '["uuid","x"]', '"x" is not a valid UUID, read ["uuid","x"]'],
  ] as const)('%s refuses %s', (type, text, message) => {
    const decode = (): unknown => decodeAtom({ type }, parseJson(text));
    if (message === undefined) expect(decode()).toBe('\u001b[2J');
    else expect(decode).toThrow(message);
  });

  it('shows no control characters and no endless text in an error', () => {
    const hostile = ['uuid', `\u001b]0;${'x'.repeat(1e6)}`];
    const error = caught(() => decodeAtom({ type: 'uuid' }, hostile));
    expect(error.kind).toBe('data');
    expect(error.message).not.toContain('\u001b');
    expect(error.message.length).toBeLessThan(1000);
  });
});

const caught = (run: () => unknown): OvsdbError => {
  try {
    run();
  } catch (error) {
    if (error instanceof OvsdbError) return error;
  }
  throw new Error('no OvsdbError was thrown');
};

describe('checkAtom', () => {
  const small: BaseType = { type: 'integer', minInteger: -10, maxInteger: 10 };
  const word: BaseType = { type: 'string', enum: ['abc', 'def'] };
  const pair: BaseType = { type: 'string', minLength: 2, maxLength: 2 };

  it.each([
    [small, -10],
    [small, 10],
    [word, 'def'],
    [pair, 'ab'],
    [pair, '𝄞𝄞'],
    [{ type: 'string', maxLength: 1 }, '𝄞'],
    [{ type: 'real', enum: [0] }, -0],
  ] as [BaseType, number][])('%j allows %s', (base, atom) => {
    expect(() => checkAtom(base, atom)).not.toThrow();
  });

  it('compares integers of any size', () => {
    const large: BaseType = { type: 'integer', minInteger: 2n ** 60n };
    expect(() => checkAtom(large, 2n ** 61n)).not.toThrow();
    expect(() => checkAtom(large, 5)).toThrow('5 is less than minimum allowed value 1152921504606846976');
  });

  it.each([
    [small, 11, '11 is not in the valid range -10 to 10 (inclusive)'],
    [{ type: 'integer', minInteger: 5 }, 4, '4 is less than minimum allowed value 5'],
    [{ type: 'real', maxReal: -1 }, 0.5, '0.5 is greater than maximum allowed value -1'],
    [word, 'ab', 'ab is not one of the allowed values ([abc, def])'],
    [word, '', '"" is not one of the allowed values ([abc, def])'],
    [pair, '𝄞', '"𝄞" length 1 is less than minimum allowed length 2'],
    [pair, 'abc', '"abc" length 3 is greater than maximum allowed length 2'],
  ] as [BaseType, string, string][])('%j refuses %s', (base, atom, message) => {
    const error = caught(() => checkAtom(base, atom));
    expect([error.tag, error.message]).toEqual(['constraint violation', message]);
  });
});

describe('compareAtoms', () => {
  it('orders strings by their UTF-8 bytes, as strcmp', () => {
    const strings = ['', '\b', 'A', 'a', 'a\u0000', 'ab', 'b', 'é', '\ud7ff', '\ue000', '\uffff', '𝄞', '😀'];
    expect([...strings].reverse().sort(compareAtoms)).toEqual(strings);
  });

  it('agrees with the bytes for every pair of strings', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareAtoms(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  it('orders numbers by size, exact or not, and false before true', () => {
    expect([2n ** 62n, 5, -(2n ** 60n), -1].sort(compareAtoms)).toEqual([-(2n ** 60n), -1, 5, 2n ** 62n]);
    expect([true, false].sort(compareAtoms)).toEqual([false, true]);
  });

  it('is a total order', () => {
    const three = atomicType.chain((type) => fc.tuple(atomOf(type), atomOf(type), atomOf(type)));
    fc.assert(
      fc.property(three, ([a, b, c]) => {
        expect(Math.sign(compareAtoms(a, b))).toBe(-Math.sign(compareAtoms(b, a)) + 0);
        expect(compareAtoms(a, b) === 0).toBe(a === b);
        if (compareAtoms(a, b) <= 0 && compareAtoms(b, c) <= 0)
          expect(compareAtoms(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('encodeAtom', () => {
  it('is undone by decodeAtom', () => {
    const typed = atomicType.chain((type) => fc.tuple(fc.constant(type), atomOf(type)));
    fc.assert(fc.property(typed, ([type, atom]) => decodeAtom({ type }, encodeAtom(type, atom)) === atom));
  });
});

describe('formatAtom', () => {
  it.each([
    ['string', 'abc', 'abc'],
    ['string', 'a b', '"a b"'],
    ['string', 'true', '"true"'],
    ['string', '', '""'],
    ['real', 0.1 + 0.2, '0.3'],
    ['integer', 2n ** 60n, '1152921504606846976'],
    ['uuid', UUID, UUID],
  ] as const)('%s %s => %s', (type, atom, text) => {
    expect(formatAtom(type, atom)).toBe(text);
  });
});
