/**
 * The order in which OVN meets the strings of a hash set: of the ports that several sets have in common it makes an
 * expression in this order, which shows where expressions are printed.
 */

/** Items in the order in which a hash table that was filled with them gives them. */
export const hashTableOrder = <T>(items: Iterable<T>, hashOf: (item: T) => number): readonly T[] =>
  fill(items, hashOf).flat();

/** The strings that all sets have, in the order in which a set that was filled with those of the first gives them. */
export const hashSetOrder = (sets: readonly ReadonlySet<string>[]): readonly string[] => {
  const [first, ...others] = sets;
  if (first === undefined) return [];
  return hashTableOrder(first, hashString).filter((string) => others.every((set) => set.has(string)));
};

interface Entry<T> {
  readonly item: T;
  readonly hash: number;
}

/** Buckets of which the latest entry comes first. A table that has become too full moves, bucket by bucket. */
const fill = <T>(items: Iterable<T>, hashOf: (item: T) => number): readonly (readonly T[])[] => {
  let buckets: Entry<T>[][] = [[]];
  let size = 0;
  for (const item of items) {
    const hash = hashOf(item);
    buckets[hash & (buckets.length - 1)]!.unshift({ item, hash });
    size++;
    if (size <= 2 * (buckets.length - 1) + 1) continue;
    const mask = maskFor(size);
    const moved: Entry<T>[][] = Array.from({ length: mask + 1 }, () => []);
    for (const bucket of buckets) {
      for (const entry of bucket) moved[entry.hash & mask]!.unshift(entry);
    }
    buckets = moved;
  }
  return buckets.map((bucket) => bucket.map(({ item }) => item));
};

/** All bits below the highest one of half the size, but never just one bit. */
const maskFor = (size: number): number => {
  let mask = size >>> 1;
  for (let shift = 1; shift < 32; shift *= 2) mask |= mask >>> shift;
  return mask | ((mask & 1) << 1);
};

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

/** Murmur's hash of 32 bits over the text's bytes. */
export const hashString = (string: string): number => {
  const bytes = utf8Bytes(string);
  let hash = 0;
  let at = 0;
  const mix = (data: number): number => Math.imul(rotate(Math.imul(data, 0xcc9e2d51), 15), 0x1b873593);
  const word = (): number => {
    let value = 0;
    for (let byte = 0; byte < 4; byte++) value |= (bytes[at + byte] ?? 0) << (8 * byte);
    at += 4;
    return value;
  };
  while (at + 4 <= bytes.length) hash = (Math.imul(rotate(hash ^ mix(word()), 13), 5) + 0xe6546b64) | 0;
  if (at < bytes.length) hash = (Math.imul(rotate(hash ^ mix(word()), 13), 5) + 0xe6546b64) | 0;
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

const utf8Bytes = (text: string): readonly number[] => {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const tail = (shift: number): number => 0x80 | ((point >> shift) & 0x3f);
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), tail(0));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), tail(6), tail(0));
    else bytes.push(0xf0 | (point >> 18), tail(12), tail(6), tail(0));
  }
  return bytes;
};
