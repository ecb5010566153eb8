import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson } from '../../../src/ovsdb/json/exact.ts';
import { Raw } from '../../../src/ovsdb/json/raw.ts';
import { Rope } from '../../../src/ovsdb/json/rope.ts';
import { MessageScanner } from '../../../src/ovsdb/json/scanner.ts';
import type { Body } from '../../../src/ovsdb/json/body.ts';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import { message } from './arbitraries.ts';

/** Feeds `bytes` in pieces of the given sizes, over and over. */
const scan = (bytes: Uint8Array, sizes: readonly number[], rowDepth = 5, wholeLimit = 0): Body[] => {
  const scanner = new MessageScanner(rowDepth, wholeLimit);
  const bodies: Body[] = [];
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const size = sizes[n % sizes.length] as number;
    // A copy, overwritten after use as a network buffer may be: nothing may keep a view of it.
    const piece = Uint8Array.from(bytes.subarray(at, at + size));
    scanner.push(piece, (body) => bodies.push(body));
    piece.fill(0x22);
    at += size;
  }
  expect(scanner.unfinished()).toBeUndefined();
  return bodies;
};

/** Compared as text: a member called `__proto__` counts there like any other. */
const texts = (bodies: readonly Body[]): string[] => bodies.map((body) => formatJson(body.full()));

const spaces = fc.constantFrom('', ' ', '\n', '\r\n\t ');
const stream = fc.array(fc.tuple(spaces, message), { minLength: 1, maxLength: 6 }).map((items) => ({
  messages: items.map(([, value]) => value),
  bytes: Buffer.from(items.map(([space, value]) => space + JSON.stringify(value)).join('')),
}));
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });

describe('MessageScanner', () => {
  it.each([3, 5])('gives the same messages however the stream is cut, rows at depth %d', (rowDepth) => {
    const limit = fc.constantFrom(0, 20, 1_000_000);
    fc.assert(
      fc.property(stream, sizes, limit, ({ messages, bytes }, cut, wholeLimit) => {
        const bodies = scan(bytes, cut, rowDepth, wholeLimit);
        expect(texts(bodies)).toEqual(messages.map((one) => formatJson(one)));
      }),
      { numRuns: 300 },
    );
  });

  it('gives them one byte at a time', () => {
    fc.assert(
      fc.property(stream, ({ messages, bytes }) => {
        expect(texts(scan(bytes, [1]))).toEqual(messages.map((one) => formatJson(one)));
        expect(texts(scan(bytes, [1], 3, 1_000_000))).toEqual(messages.map((one) => formatJson(one)));
      }),
    );
  });

  it('says how long each message was', () => {
    const [first, second] = scan(Buffer.from('  {"a":1}\n["é"]'), [4]);
    expect([first?.bytes, second?.bytes]).toEqual([7, 6]);
  });

  it('counts bytes and rows of the message under way', () => {
    const scanner = new MessageScanner(3, 0);
    scanner.push(Buffer.from('{"r":[{"a":1},{"b":'), () => undefined);
    expect(scanner.progress).toEqual({ bytes: 19, rows: 1 });
    expect(scanner.unfinished()).toBe('in the middle of a message, after 19 bytes of it');
    scanner.push(Buffer.from('2}]}'), () => undefined);
    expect(scanner.progress).toEqual({ bytes: 0, rows: 0 });
    expect(scanner.unfinished()).toBeUndefined();
  });

  it('keeps rows as text until they are asked for', () => {
    const [body] = scan(Buffer.from('{"result":[{"rows":[{"a":[1,"}]"]},{"b":{}}]}]}'), [7]);
    const { rows } = (body?.root as { result: { rows: Json }[] }).result[0] as { rows: Json };
    const opened: (Json | Raw)[] = [];
    expect(body?.visit('array', rows, (_, row) => opened.push(row))).toBe(true);
    expect(opened.every((row) => row instanceof Raw)).toBe(true);
    expect(opened.map((row) => (row as Raw).parse())).toEqual([{ a: [1, '}]'] }, { b: {} }]);
    expect(body?.visit('object', rows, () => undefined)).toBe(false);
  });

  it('does not take an array of another depth for rows that are not there', () => {
    const [body] = scan(Buffer.from('{"a":[7],"b":["x"],"c":[1,2],"d":{"e":{"f":[{}]}}}'), [50]);
    const root = body?.root as Record<string, Json>;
    for (const name of ['a', 'b', 'c']) expect(body?.open(root[name] as Json)).toBe(root[name]);
  });

  it.each([
    ['HTTP/1.1 400 Bad Request\r\n\r\n', /no JSON message: "H/],
    ['\u001b[31m', /no JSON message: "\\e/],
    ['"a string"', /no JSON message/],
    ['{"a":1}}', /no JSON message/],
    ['{"a":}', /not JSON/],
    ['{"a":1]', /not JSON/],
    ['{a:1}', /not JSON/],
    ['[[[[{"row":1]]]]]', /not JSON/],
    ['['.repeat(1001), /more than 1000 levels/],
  ])('refuses %j', (text, reason) => {
    for (const size of [1, 1000]) {
      const read = (): unknown => {
        const scanner = new MessageScanner(5, 0);
        const bodies: Json[] = [];
        for (let at = 0; at < text.length; at += size) {
          scanner.push(Buffer.from(text.slice(at, at + size)), (body) => bodies.push(body.full()));
        }
        return bodies;
      };
      expect(read).toThrow(reason);
    }
  });

  it('reads a thousand levels', () => {
    const text = '['.repeat(1000) + ']'.repeat(1000);
    expect(JSON.stringify(scan(Buffer.from(text), [100])[0]?.full())).toBe(text);
  });

  it('looks at every byte once, one byte at a time included', () => {
    // Every byte is one step in a buffer that counts; the marks and blocks are too few to matter.
    const text = Buffer.from(`{"result":["${'x'.repeat(20_000)}",${'{"é":[1,2]},'.repeat(5000)}0]}`);
    const looked = (size: number): number => {
      let count = 0;
      const scanner = new MessageScanner(5, 0);
      for (let at = 0; at < text.length; at += size) {
        const piece = new Proxy(text.subarray(at, at + size), {
          get: (target, name) => {
            if (typeof name === 'string' && /^\d+$/.test(name)) count++;
            const value: unknown = Reflect.get(target, name, target);
            return typeof value === 'function' ? (value as () => void).bind(target) : value;
          },
        });
        scanner.push(piece, () => undefined);
      }
      return count;
    };
    for (const size of [1, 7, 1000, text.length]) expect(looked(size)).toBeLessThanOrEqual(text.length + 1);
  });
});

describe('Rope', () => {
  it('holds what was appended, across its blocks', () => {
    const rope = new Rope();
    const piece = Buffer.from('0123456789é'.repeat(40_000));
    for (let i = 0; i < 6; i++) rope.append(piece, 0, piece.length);
    expect(rope.length).toBe(6 * piece.length);
    const all = Buffer.concat(Array.from({ length: 6 }, () => piece));
    for (const [start, end] of [
      [0, 0],
      [0, all.length],
      [1_048_570, 1_048_590],
      [1_048_576, 1_048_577],
      [5, 2_097_160],
    ] as const) {
      expect(rope.text(start, end)).toBe(all.toString('utf8', start, end));
    }
    expect(rope.byteAt(1_048_576)).toBe(all[1_048_576]);
    expect(rope.byteAt(rope.length + 1_048_576)).toBe(-1);
    rope.reset();
    expect(rope.length).toBe(0);
    rope.append(Buffer.from('xyz'), 1, 3);
    expect(rope.text(0, rope.length)).toBe('yz');
  });
});

describe('Raw.onlyMember', () => {
  const raw = (text: string): Raw => {
    const rope = new Rope();
    rope.append(Buffer.from(text), 0, Buffer.byteLength(text));
    return new Raw(rope, 0, rope.length);
  };

  it.each([
    ['{"insert":{"a":1}}', 'insert', '{"a":1}'],
    ['{"initial":{}}', 'initial', '{}'],
    ['{"delete":null}', undefined, undefined],
    ['{"modify":{"a":1}}', undefined, undefined],
    ['{ "insert":{"a":1}}', undefined, undefined],
    ['{"insert":[1]}', undefined, undefined],
    ['{}', undefined, undefined],
  ])('%s', (text, name, inner) => {
    const found = raw(text).onlyMember(['initial', 'insert']);
    expect(found?.name).toBe(name);
    expect(found && JSON.stringify(found.value.parse())).toBe(inner);
  });
});
