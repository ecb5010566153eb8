import { describe, expect, it } from 'vitest';
import { sipHash, sipKey } from '../../../src/model/redact/siphash.ts';

/** The bytes 0, 1, 2, … as little-endian words, as the authors' test vectors have them. */
const counting = (length: number): number[] => {
  const bytes = new Uint8Array(Math.ceil(length / 8) * 8);
  for (let i = 0; i < length; i++) bytes[i] = i;
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / 4 }, (_, i) => view.getInt32(4 * i, true));
};

const key = sipKey(Uint8Array.from({ length: 16 }, (_, i) => i));

describe('sipHash', () => {
  it.each([
    [0, 0x726fdb47dd0e0e31n],
    [8, 0x93f5f5799a932462n],
    [15, 0xa129ca6149be45e5n],
  ])('%i bytes => the authors’ vector', (length, expected) => {
    expect(sipHash(key, counting(length), length)).toBe(Number(BigInt(expected) & 0xffffffffn));
  });

  it('needs a key of 16 bytes', () => {
    expect(() => sipKey(new Uint8Array(8))).toThrow(RangeError);
  });
});
