import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson, parseJson } from '../../../src/ovsdb/json/exact.ts';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import { bigInteger, hardText, json } from './arbitraries.ts';

/** Spaces wherever JSON allows them. */
const spaced = (text: string): string => ` \t${text.replaceAll(/^([{[])|([}\]])$/g, '\n$1$2\r ')} `;

/** The same text with an integer in it that sends it to our own parser. */
const withLong = (text: string): string => `[9007199254740993,${text}]`;

describe('parseJson', () => {
  it.each([
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['9007199254740993', 9007199254740993n],
    ['-9007199254740993', -9007199254740993n],
    ['9223372036854775807', 9223372036854775807n],
    ['123456789012345678901234567890', 123456789012345678901234567890n],
    ['0000000000000000', undefined],
    ['1234567890123456.5', 1234567890123456.5],
    ['12345678901234567e0', 12345678901234567],
    ['"9007199254740993"', '9007199254740993'],
    ['{"9007199254740993":[1]}', { '9007199254740993': [1] }],
  ])('%s => %s', (text, value) => {
    if (value === undefined) expect(() => parseJson(text)).toThrow('not JSON');
    else expect(parseJson(text)).toStrictEqual(value);
  });

  it('is undone by formatJson and undoes it', () => {
    const withBig = fc.oneof(json, bigInteger, fc.array(fc.oneof(bigInteger, json)));
    fc.assert(
      fc.property(withBig, (value) => {
        const text = formatJson(value as Json);
        expect(formatJson(parseJson(text))).toBe(text);
      }),
    );
  });

  it('keeps every integer of 64 bits', () => {
    fc.assert(
      fc.property(bigInteger, (integer) => {
        expect(BigInt(parseJson(integer.toString()) as bigint)).toBe(integer);
      }),
    );
  });

  it('keeps a long integer wherever it stands, also among shorter ones', () => {
    for (let before = 0; before < 40; before++) {
      const text = `[${Array.from({ length: before }, () => '7').join(',')}${before === 0 ? '' : ','}9007199254740993]`;
      expect((parseJson(text) as Json[]).at(-1)).toBe(9007199254740993n);
      expect(
        (parseJson(`{"${'x'.repeat(before)}":9007199254740993}`) as Record<string, Json>)['x'.repeat(before)],
      ).toBe(9007199254740993n);
    }
  });

  it('agrees with JSON.parse on every other text', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = spaced(JSON.stringify(value));
        const expected = formatJson(JSON.parse(text) as Json);
        expect(formatJson(parseJson(text))).toBe(expected);
        expect(formatJson((parseJson(withLong(text)) as Json[])[1] as Json)).toBe(expected);
      }),
    );
  });

  it('refuses what JSON.parse refuses', () => {
    const alphabet = fc.constantFrom(...'{}[]",:\\ \n01.-+eEtrufalsn\u0001é');
    const damaged = fc.tuple(json, fc.nat(), alphabet).map(([value, at, character]) => {
      const text = JSON.stringify(value);
      const cut = at % (text.length + 1);
      return text.slice(0, cut) + character + text.slice(cut + 1);
    });
    const accepts = (parse: () => unknown): boolean => {
      try {
        parse();
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(damaged, (text) => {
        const accepted = accepts(() => JSON.parse(text));
        expect(accepts(() => parseJson(text))).toBe(accepted);
        expect(accepts(() => parseJson(withLong(text)))).toBe(accepts(() => JSON.parse(withLong(text))));
      }),
    );
  });

  it('says where the fault is and what was expected', () => {
    expect(() => parseJson('{"a":1,}')).toThrow(
      expect.objectContaining({ kind: 'data', where: 'offset 7', expected: 'a string' }),
    );
    expect(() => parseJson('["\\x"]')).toThrow(
      expect.objectContaining({ where: 'offset 1', expected: 'a string' }),
    );
    expect(() => parseJson('')).toThrow(/stands the end/);
  });

  it('keeps a member called __proto__ as data', () => {
    for (const text of ['{"__proto__":{"op":"x"}}', '{"__proto__":{"op":"x"},"n":9007199254740993}']) {
      const object = parseJson(text) as Record<string, unknown>;
      expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
      expect(Object.keys(object)).toContain('__proto__');
      expect(object['op']).toBeUndefined();
      expect(formatJson(object as Json)).toBe(text);
    }
  });

  it('reads a string of any length beside a long integer', () => {
    const text = 'ab\\"'.repeat(5_000_000);
    const [, read] = parseJson(withLong(`"${text}"`)) as [bigint, string];
    expect(read.length).toBe(15_000_000);
  });

  it('stops at a thousand levels, and does not overflow the stack', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}9007199254740993${']'.repeat(depth)}`;
    expect(formatJson(parseJson(nested(1000)))).toBe(nested(1000));
    expect(() => parseJson(nested(1001))).toThrow(expect.objectContaining({ kind: 'data' }));
    expect(() => parseJson(nested(100_000))).toThrow(expect.objectContaining({ kind: 'data' }));
  });
});

describe('formatJson', () => {
  it('sorts members when asked, at every level', () => {
    expect(formatJson({ b: { d: 1, c: 2 }, a: [{ z: 1, y: 2 }] }, true)).toBe(
      '{"a":[{"y":2,"z":1}],"b":{"c":2,"d":1}}',
    );
    expect(formatJson({ b: 1, a: 2 })).toBe('{"b":1,"a":2}');
  });

  it('writes what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.oneof(json, hardText), (value) => {
        expect(formatJson(value)).toBe(JSON.stringify(value));
      }),
    );
  });
});
