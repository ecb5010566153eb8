/** Bits of a packet that an index looks at, and the one number that stands for their value. */
import { resolveField, symbolsOfAllVersions } from '../../language/index.ts';

/** A field under a mask: where its words are, and which of their bits count. */
export interface IndexSignature {
  readonly words: readonly number[];
  readonly masks: readonly number[];
  /** How far a value is shifted into the field. */
  readonly offset: number;
  /** A field of strings: its value is the key of a port. */
  readonly isPort: boolean;
}

const known = new Map<string, IndexSignature | undefined>();
/** One for the same bits of the same field, whatever name they have. */
const byBits = new Map<string, IndexSignature>();

/** `undefined` for what is no field: a predicate, an unknown name, bits that it does not have. */
export const signatureFor = (
  name: string,
  low: string | undefined,
  high: string | undefined,
  prefix: { readonly length: number; readonly of: number } | undefined,
): IndexSignature | undefined => {
  const key = `${name}[${low ?? ''}..${high ?? ''}]/${prefix === undefined ? '' : `${prefix.length}:${prefix.of}`}`;
  if (!known.has(key)) known.set(key, make(name, low, high, prefix));
  return known.get(key);
};

const make = (
  name: string,
  low: string | undefined,
  high: string | undefined,
  prefix: { readonly length: number; readonly of: number } | undefined,
): IndexSignature | undefined => {
  const symbol = symbolsOfAllVersions().get(name);
  if (symbol === undefined || symbol.predicate !== undefined || symbol.ovnField) return undefined;
  const first = low === undefined ? 0 : Number(low);
  const last = high === undefined ? symbol.width - 1 : Number(high);
  const isPort = symbol.width === 0;
  if (!isPort && (first > last || last >= symbol.width)) return undefined;
  const { field, offset } = resolveField({ symbol, offset: first, width: last - first + 1 });
  const width = isPort ? 32 : last - first + 1;
  if (prefix !== undefined && prefix.of !== width) return undefined;
  const all = (1n << BigInt(width)) - 1n;
  const ignored = prefix === undefined ? 0n : (1n << BigInt(prefix.of - prefix.length)) - 1n;
  const mask = (all & ~ignored) << BigInt(offset);
  if (mask === 0n) return undefined;
  const id = `${field.words.join()}/${mask.toString(16)}`;
  let signature = byBits.get(id);
  if (signature === undefined) {
    const masks = field.words.map((_, i) => Number((mask >> BigInt(32 * i)) & 0xffffffffn));
    signature = { words: field.words, masks, offset, isPort };
    byBits.set(id, signature);
  }
  // Bits at another place of another symbol are the same bits: the value is shifted alike.
  return signature.offset === offset ? signature : undefined;
};

/**
 * One number for the values of up to four words. Up to 53 bits it is exact; of wider values two may share one: a key
 * finds candidates, which are then looked at whole.
 */
const mix = (w0: number, w1: number, w2: number, w3: number): number => {
  if ((w2 | w3) === 0 && w1 < 0x200000) return w1 * 0x100000000 + w0;
  let hash = Math.imul(w0 ^ Math.imul(w1, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ w2 ^ (hash >>> 15), 0xc2b2ae35);
  hash = Math.imul(hash ^ w3 ^ (hash >>> 13), 0x27d4eb2f);
  // Apart from the exact ones.
  return -1 - ((hash ^ (hash >>> 16)) >>> 0);
};

/** Of the packet's bits. */
export const packetKey = ({ words, masks }: IndexSignature, packet: Uint32Array): number => {
  const w0 = ((packet[words[0] as number] as number) & (masks[0] as number)) >>> 0;
  if (words.length === 1) return w0;
  const w1 = ((packet[words[1] as number] as number) & (masks[1] as number)) >>> 0;
  if (words.length === 2) return mix(w0, w1, 0, 0);
  const w2 = ((packet[words[2] as number] as number) & (masks[2] as number)) >>> 0;
  if (words.length === 3) return mix(w0, w1, w2, 0);
  return mix(w0, w1, w2, ((packet[words[3] as number] as number) & (masks[3] as number)) >>> 0);
};

/** Of a constant; what does not fit into the field is cut as a packet's bits are, which can only find too much. */
export const valueKey = (signature: IndexSignature, words: readonly number[]): number => {
  const { masks, offset } = signature;
  const at = (i: number): number =>
    i < masks.length ? (shifted(words, offset, i) & (masks[i] as number)) >>> 0 : 0;
  return masks.length === 1 ? at(0) : mix(at(0), at(1), at(2), at(3));
};

/** The word at `i` of the value shifted left. */
const shifted = (words: readonly number[], offset: number, i: number): number => {
  const whole = offset >> 5;
  const bits = offset & 31;
  const here = words[i - whole] ?? 0;
  if (bits === 0) return here;
  const below = words[i - whole - 1] ?? 0;
  return (here << bits) | (below >>> (32 - bits));
};
