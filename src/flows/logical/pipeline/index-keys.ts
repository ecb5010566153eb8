/**
 * What a flow insists on, for an index of its table: fields (or bits of them) that must have one of a few values for
 * the flow to match. Anything that is true of every packet that fits will do, so an index may only ever leave out
 * flows that cannot match.
 *
 *     inport == "p1" && ip4.dst == 10.0.0.0/24    → inport, ip4.dst[8..31]
 *     ip4.dst == {10.0.0.1, 10.0.0.2} && ip4      → ip4.dst, either of two values; eth.type
 */
import { resolveField, type Expression, type Field } from '../../language/index.ts';

/** A field under a mask: where its words are, and which of their bits count. */
export interface IndexSignature {
  readonly id: string;
  readonly words: readonly number[];
  readonly masks: readonly number[];
}

/** A flow matches only if the field has one of these values. */
export interface IndexKey {
  readonly signature: IndexSignature;
  /** `keyOf` of each value. */
  readonly values: readonly number[];
}

/** More values than this are not listed under each of them. */
const MOST_VALUES = 256;

/**
 * One number for the values of up to four words. Up to 53 bits it is exact; of wider values two may share one: a key
 * finds candidates, which are then looked at whole.
 */
export const mix = (w0: number, w1: number, w2: number, w3: number): number => {
  if ((w2 | w3) === 0 && w1 < 0x200000) return w1 * 0x100000000 + w0;
  let hash = Math.imul(w0 ^ Math.imul(w1, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ w2 ^ (hash >>> 15), 0xc2b2ae35);
  hash = Math.imul(hash ^ w3 ^ (hash >>> 13), 0x27d4eb2f);
  // Apart from the exact ones.
  return -1 - ((hash ^ (hash >>> 16)) >>> 0);
};

export const keyIn = ({ words, masks }: IndexSignature, packet: Uint32Array): number => {
  const at = (i: number): number =>
    i < words.length ? ((packet[words[i] as number] as number) & (masks[i] as number)) >>> 0 : 0;
  if (words.length === 1) return at(0);
  return mix(at(0), at(1), at(2), at(3));
};

/** Keys that hold for every packet that the expression matches; none where nothing simple does. */
export const indexKeys = (
  expression: Expression,
  portKey: (name: string) => number | undefined,
): readonly IndexKey[] => {
  const parts = expression.type === 'and' ? expression.children : [expression];
  return parts.map((part) => keyOf(part, portKey)).filter((key) => key !== undefined);
};

const keyOf = (part: Expression, portKey: (name: string) => number | undefined): IndexKey | undefined => {
  if (part.type !== 'or') return single(part, portKey);
  if (part.children.length > MOST_VALUES) return undefined;
  const values: number[] = [];
  let signature: IndexSignature | undefined;
  for (const child of part.children) {
    const key = single(child, portKey);
    if (key === undefined || (signature !== undefined && signature.id !== key.signature.id)) return undefined;
    signature = key.signature;
    values.push(...key.values);
  }
  return signature && { signature, values };
};

const single = (part: Expression, portKey: (name: string) => number | undefined): IndexKey | undefined => {
  if (part.type === 'string' && part.operator === '==') {
    const { field } = resolveField({ symbol: part.symbol, offset: 0, width: 0 });
    const key = portKey(part.string);
    // Of a port that is not here no packet ever is.
    return { signature: signatureOf(field, 0xffffffffn), values: key === undefined ? [] : [key] };
  }
  if (part.type !== 'comparison' || part.operator !== '==' || part.mask === 0n) return undefined;
  const { field, offset } = resolveField({ symbol: part.symbol, offset: 0, width: part.symbol.width });
  const shift = BigInt(offset);
  const signature = signatureOf(field, part.mask << shift);
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = wordsOf(part.value << shift, signature.words.length);
  return { signature, values: [signature.words.length === 1 ? w0 : mix(w0, w1, w2, w3)] };
};

const signatureOf = (field: Field, mask: bigint): IndexSignature => ({
  id: `${field.words.join()}/${mask.toString(16)}`,
  words: field.words,
  masks: wordsOf(mask, field.words.length),
});

const wordsOf = (value: bigint, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Number((value >> BigInt(32 * i)) & 0xffffffffn));
