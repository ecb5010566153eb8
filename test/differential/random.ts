/**
 * Chance that can be had again: every choice of a run follows from one seed. `fork` gives an own stream to each part, so
 * that leaving one part out changes nothing in the others; that is what makes a failing deployment shrinkable.
 */
export class Random {
  private state: number;
  private readonly seed: string;

  constructor(seed: string) {
    this.seed = seed;
    // FNV-1a: words that differ little give streams that have nothing to do with each other.
    let hash = 0x811c9dc5;
    for (let index = 0; index < seed.length; index++) {
      hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
    }
    this.state = hash >>> 0;
  }

  /** A stream of its own for the part that `word` names. */
  fork(word: string): Random {
    return new Random(`${this.seed}/${word}`);
  }

  /** At least 0, below 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let value = this.state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const index = this.int(0, list.length - 1);
    if (list.length === 0) throw new Error('nothing to pick from');
    return list[index] as T;
  }

  /** `undefined` of an empty list. */
  maybe<T>(list: readonly T[]): T | undefined {
    return list.length === 0 ? undefined : this.pick(list);
  }

  shuffled<T>(list: readonly T[]): T[] {
    const copy = [...list];
    for (let last = copy.length - 1; last > 0; last--) {
      const other = this.int(0, last);
      [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
    }
    return copy;
  }

  /** Between `least` and `most` different members, fewer when the list has fewer. */
  some<T>(list: readonly T[], least: number, most: number): T[] {
    return this.shuffled(list).slice(0, this.int(least, most));
  }

  /** One of several things, each as likely as its weight says. */
  weighted<T>(choices: readonly (readonly [weight: number, value: T])[]): T {
    let left = this.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    throw new Error('nothing to pick from');
  }
}
