/** Reading and writing some bits of a packet's field, up to 128 of them, in words of 32. */
import { resolveField, type Field, type FieldReference } from '../../language/index.ts';
import type { Packet } from './packet.ts';

export interface Subfield {
  readonly field: Field;
  readonly offset: number;
  readonly width: number;
}

const resolved = new WeakMap<FieldReference, Subfield>();

/** What a reference stands for, remembered: actions are executed more often than they are parsed. */
export const subfieldOf = (reference: FieldReference): Subfield => {
  let known = resolved.get(reference);
  if (known === undefined) resolved.set(reference, (known = resolveField(reference)));
  return known;
};

const ones = (bits: number): number => (bits >= 32 ? 0xffffffff : (1 << Math.max(bits, 0)) - 1) >>> 0;

/** The bits as words, least significant first. */
export const readBits = (packet: Packet, { field, offset, width }: Subfield): number[] => {
  const words: number[] = [];
  const shift = offset & 31;
  for (let done = 0; done < width; done += 32) {
    const i = (offset + done) >> 5;
    const low = (packet[field.words[i] as number] as number) >>> shift;
    const next = field.words[i + 1];
    const high = shift === 0 || next === undefined ? 0 : (packet[next] as number) << (32 - shift);
    words.push(((low | high) & ones(width - done)) >>> 0);
  }
  return words;
};

/** The lowest 32 bits of it. */
export const readNumber = (packet: Packet, subfield: Subfield): number => readBits(packet, subfield)[0] ?? 0;

/** Words that are missing are 0; bits beyond the width are left out. */
export const writeBits = (packet: Packet, subfield: Subfield, value: readonly number[]): void =>
  writeMasked(packet, subfield, value, undefined);

/** Writes only where the mask has ones; without a mask everywhere. */
export const writeMasked = (
  packet: Packet,
  { field, offset, width }: Subfield,
  value: readonly number[],
  mask: readonly number[] | undefined,
): void => {
  const shift = offset & 31;
  for (let done = 0, n = 0; done < width; done += 32, n++) {
    const bits = ((mask === undefined ? 0xffffffff : (mask[n] ?? 0)) & ones(width - done)) >>> 0;
    const word = value[n] ?? 0;
    const i = (offset + done) >> 5;
    put(packet, field.words[i] as number, word << shift, bits << shift);
    const next = field.words[i + 1];
    if (shift !== 0 && next !== undefined) put(packet, next, word >>> (32 - shift), bits >>> (32 - shift));
  }
};

const put = (packet: Packet, word: number, value: number, mask: number): void => {
  packet[word] = (((packet[word] as number) & ~mask) | (value & mask)) >>> 0;
};

/** A constant of the language as words. */
export const wordsOfBigInt = (value: bigint, width: number): number[] => {
  const words: number[] = [];
  for (let done = 0; done < Math.max(width, 1); done += 32) {
    words.push(Number((value >> BigInt(done)) & 0xffffffffn));
  }
  return words;
};
