/** Inputs of a size that would be felt if work grew faster than they do. */
import { describe, expect, it } from 'vitest';
import {
  annotate,
  compileExpression,
  fields,
  formatExpression,
  integerSet,
  MICROFLOW_WORDS,
  parseExpression,
  simplify,
  standardSymbols,
  storeField,
  type Scope,
} from '../../../../src/flows/language/index.ts';
import { lookupPort, readAnnotated, valueOf } from './read.ts';

const MANY = 100_000;

const ipv4 = (at: number): string => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`;
const ipv6 = (at: number): string => `fd00::${(at >> 16).toString(16)}:0:${(at & 0xffff).toString(16)}`;

const range = (make: (at: number) => string): string[] => Array.from({ length: MANY }, (_, at) => make(at));

const sets = new Map([
  ['v4', integerSet(range(ipv4))],
  ['v6', integerSet(range(ipv6))],
]);

const scope: Scope = {
  symbols: standardSymbols(),
  addressSet: (name) => sets.get(name),
  portGroup: () => range((at) => `p${at}`),
};

const packet = (name: 'ipv4Src' | 'ipv6Src', type: bigint, value: bigint): Uint32Array => {
  const words = new Uint32Array(MICROFLOW_WORDS);
  storeField(words, fields.ethType, type);
  storeField(words, fields[name], value);
  return words;
};

describe('large inputs', () => {
  it('an address set of 100,000 entries', () => {
    const matches = compileExpression(simplify(readAnnotated('ip4.src == $v4', scope)), lookupPort);
    const asks = [0n, 1n, BigInt(MANY) - 1n, BigInt(MANY)].map((at) =>
      matches(packet('ipv4Src', 0x800n, 0x0a000000n + at)),
    );
    expect(asks).toEqual([true, true, true, false]);
    // Every look is a few steps: this would not end otherwise.
    const misses = range((at) => String(at)).filter((at) => matches(packet('ipv4Src', 0x800n, BigInt(at))));
    expect(misses).toEqual([]);
  });

  it('an address set of 100,000 IPv6 entries', () => {
    const matches = compileExpression(simplify(readAnnotated('ip6.src == $v6', scope)), lookupPort);
    const address = (at: number): bigint =>
      (0xfd00n << 112n) | (BigInt(at >> 16) << 32n) | BigInt(at & 0xffff);
    const asks = [0, 1, 65536, MANY - 1, MANY].map((at) => matches(packet('ipv6Src', 0x86ddn, address(at))));
    expect(asks).toEqual([true, true, true, true, false]);
  });

  it('none of 100,000 entries', () => {
    const matches = compileExpression(readAnnotated('ip4.src != $v4', scope), lookupPort);
    expect(matches(packet('ipv4Src', 0x800n, 0x0a000001n))).toBe(false);
    expect(matches(packet('ipv4Src', 0x800n, 0x0b000001n))).toBe(true);
  });

  it('a port group of 100,000 ports', () => {
    const numbers = new Map(range((at) => `p${at}`).map((name, at) => [name, at + 1]));
    const matches = compileExpression(readAnnotated('inport == @all', scope), (name) => numbers.get(name));
    const words = new Uint32Array(MICROFLOW_WORDS);
    expect(matches(words)).toBe(false);
    words[1] = MANY;
    expect(matches(words)).toBe(true);
    words[1] = MANY + 1;
    expect(matches(words)).toBe(false);
  });

  it.each([' && ', ' || '])('matches of far more than 10,000 characters, joined by %s', (sign) => {
    const text = Array.from({ length: 5000 }, (_, at) => `(ip4.src == ${ipv4(at)} ? tcp.dst != ${at})`)
      .join(sign)
      .replaceAll('?', sign === ' && ' ? '||' : '&&');
    const { value } = parseExpression(text, scope);
    const annotated = valueOf(annotate(value!, scope.symbols));
    expect(formatExpression(annotated).length).toBeGreaterThan(text.length);
    compileExpression(simplify(annotated), lookupPort)(new Uint32Array(MICROFLOW_WORDS));
  });

  it('strings and comments that never end', () => {
    for (const text of ['"'.padEnd(MANY, 'x'), '/*'.padEnd(MANY, 'x'), '{'.repeat(MANY), '['.repeat(MANY)]) {
      expect(parseExpression(text, scope).error).toBeDefined();
    }
  });
});
