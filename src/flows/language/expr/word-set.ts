/** Some words of a microflow under masks: one key. */
export interface WordKey {
  readonly words: readonly number[];
  readonly masks: readonly number[];
}

/** The keys of a hash table that take up at most half of its places. */
const SPARSE = 2;
const EMPTY = -1;

/**
 * A set of values that a field under a mask may have: however many there are, a look into it takes a few steps and
 * makes nothing new. Values lie in one array of 32-bit words, found by open addressing.
 */
export class WordSet {
  private readonly words: Int32Array;
  private readonly masks: Int32Array;
  private readonly values: Int32Array;
  /** By hash: the place of a value in `values`. */
  private readonly slots: Int32Array;

  /** Each of the values has as many words as the key. */
  constructor(key: WordKey, values: readonly (readonly number[])[]) {
    const width = key.words.length;
    this.words = Int32Array.from(key.words);
    this.masks = Int32Array.from(key.masks, (mask) => mask | 0);
    this.values = new Int32Array(values.length * width);
    let size = 4;
    while (size < values.length * SPARSE) size *= 2;
    this.slots = new Int32Array(size).fill(EMPTY);
    for (const [at, value] of values.entries()) {
      this.values.set(value, at * width);
      this.add(at * width);
    }
  }

  private add(at: number): void {
    let hash = 0;
    for (let word = 0; word < this.words.length; word++) hash = mix(hash, this.values[at + word]!);
    let slot = finish(hash) & (this.slots.length - 1);
    while (this.slots[slot] !== EMPTY) slot = (slot + 1) & (this.slots.length - 1);
    this.slots[slot] = at;
  }

  /** Whether the microflow has one of the values. */
  has(microflow: Uint32Array): boolean {
    const { words, masks, slots } = this;
    let hash = 0;
    for (let at = 0; at < words.length; at++) hash = mix(hash, microflow[words[at]!]! & masks[at]!);
    const last = slots.length - 1;
    for (let slot = finish(hash) & last; ; slot = (slot + 1) & last) {
      const at = slots[slot]!;
      if (at === EMPTY) return false;
      if (this.equals(at, microflow)) return true;
    }
  }

  private equals(start: number, microflow: Uint32Array): boolean {
    const { words, masks, values } = this;
    for (let at = 0; at < words.length; at++) {
      if ((microflow[words[at]!]! & masks[at]!) !== values[start + at]!) return false;
    }
    return true;
  }
}

const mix = (hash: number, word: number): number => Math.imul(hash ^ word, 0x9e3779b1) ^ (hash >>> 15);

/** Brings what the high bits have to the low ones, which choose the slot. */
const finish = (hash: number): number => {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return once ^ (once >>> 13) ^ (once >>> 21);
};
