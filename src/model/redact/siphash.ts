/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed pseudorandom function on short input. Who does not have the
 * key of 128 bits can tell nothing of other outputs from those that he has seen.
 *
 * 64-bit words are two 32-bit halves, as JavaScript's integers are of 32 bits; state is [v0 low, v0 high, v1 low, …].
 */
const state = new Int32Array(8);

/** `v[a] += v[b]` */
const add = (a: number, b: number): void => {
  const low = ((state[a] as number) >>> 0) + ((state[b] as number) >>> 0);
  state[a + 1] = ((state[a + 1] as number) + (state[b + 1] as number) + (low > 0xffffffff ? 1 : 0)) | 0;
  state[a] = low | 0;
};

/** `v[a] = (v[a] <<< bits) ^ v[b]` with 0 < bits < 32 */
const rotateXor = (a: number, bits: number, b: number): void => {
  const [low, high] = [state[a] as number, state[a + 1] as number];
  state[a] = ((low << bits) | (high >>> (32 - bits))) ^ (state[b] as number);
  state[a + 1] = ((high << bits) | (low >>> (32 - bits))) ^ (state[b + 1] as number);
};

/** `v[a] <<<= 32` */
const swap = (a: number): void => {
  const low = state[a] as number;
  state[a] = state[a + 1] as number;
  state[a + 1] = low;
};

const V0 = 0;
const V1 = 2;
const V2 = 4;
const V3 = 6;

const round = (): void => {
  add(V0, V1);
  rotateXor(V1, 13, V0);
  swap(V0);
  add(V2, V3);
  rotateXor(V3, 16, V2);
  add(V0, V3);
  rotateXor(V3, 21, V0);
  add(V2, V1);
  rotateXor(V1, 17, V2);
  swap(V2);
};

const absorb = (low: number, high: number): void => {
  state[V3] = (state[V3] as number) ^ low;
  state[V3 + 1] = (state[V3 + 1] as number) ^ high;
  round();
  round();
  state[V0] = (state[V0] as number) ^ low;
  state[V0 + 1] = (state[V0 + 1] as number) ^ high;
};

/** A key of 16 bytes as four little-endian words. */
export const sipKey = (bytes: Uint8Array): Int32Array => {
  if (bytes.length !== 16) throw new RangeError(`a key of ${bytes.length} bytes instead of 16`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, 16);
  return Int32Array.from([0, 4, 8, 12], (at) => view.getInt32(at, true));
};

/**
 * The low 32 bits of the hash of `bytes` bytes that are given as little-endian words; what the last words hold
 * beyond that length is zero.
 */
export const sipHash = (key: Int32Array, words: readonly number[], bytes: number): number => {
  const [k0, k1, k2, k3] = key as unknown as readonly [number, number, number, number];
  state[0] = k0 ^ 0x70736575;
  state[1] = k1 ^ 0x736f6d65;
  state[2] = k2 ^ 0x6e646f6d;
  state[3] = k3 ^ 0x646f7261;
  state[4] = k0 ^ 0x6e657261;
  state[5] = k1 ^ 0x6c796765;
  state[6] = k2 ^ 0x79746573;
  state[7] = k3 ^ 0x74656462;
  const whole = Math.floor(bytes / 8);
  for (let i = 0; i < whole; i++) absorb(words[2 * i] as number, words[2 * i + 1] as number);
  absorb(words[2 * whole] ?? 0, (words[2 * whole + 1] ?? 0) | (bytes << 24));
  state[V2] = (state[V2] as number) ^ 0xff;
  for (let i = 0; i < 4; i++) round();
  return ((state[0] as number) ^ (state[2] as number) ^ (state[4] as number) ^ (state[6] as number)) >>> 0;
};
