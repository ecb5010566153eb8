/**
 * Prefix-preserving permutations of bit strings, as Crypto-PAn makes them (Xu, Fan, Ammar and Moon, 2002): bit i of
 * the result is bit i of the input, flipped or not as a keyed function of the bits before it says. So two inputs
 * with the same first n bits, and no more, have results with the same first n bits, and no more.
 *
 * Zones are prefixes that are to stay as they are, with all that is below them (loopback, multicast, …). No bit is
 * flipped on the way to a zone or within it; so nothing else ever comes out inside of one.
 */
import { sipHash } from './siphash.ts';

/** Up to 64 bits, the first one highest. */
export interface Bits {
  readonly high: number;
  readonly low: number;
}

export interface Zone extends Bits {
  readonly length: number;
}

export interface BitsOptions {
  /** Keeps permutations under one key apart. */
  readonly domain: number;
  readonly width: number;
  readonly zones?: readonly Zone[];
  /** Positions that are never flipped. */
  readonly keep?: readonly number[];
}

/** One hash decides for the 31 nodes of so many levels of the tree of prefixes. */
const LEVELS = 5;

/** Addresses come from the network: past this many, results are worked out anew. */
const REMEMBERED = 200_000;

export class BitPermutation {
  private readonly key: Int32Array;
  private readonly options: BitsOptions;
  private readonly known = new Map<number, Map<number, Bits>>();
  private size = 0;

  constructor(key: Int32Array, options: BitsOptions) {
    this.key = key;
    this.options = options;
  }

  of(bits: Bits): Bits {
    const known = this.known.get(bits.high)?.get(bits.low);
    if (known !== undefined) return known;
    const result = this.permute(bits);
    if (this.size++ >= REMEMBERED) {
      this.known.clear();
      this.size = 0;
    }
    let lows = this.known.get(bits.high);
    if (lows === undefined) this.known.set(bits.high, (lows = new Map()));
    lows.set(bits.low, result);
    return result;
  }

  private permute(bits: Bits): Bits {
    const { domain, width, zones = [], keep = [] } = this.options;
    if (zones.some((zone) => sameStart(zone, bits, zone.length))) return bits;
    let { high, low } = bits;
    let flips = 0;
    for (let depth = 0; depth < width; depth++) {
      const level = depth % LEVELS;
      if (level === 0) {
        const before = firstBits(bits, depth);
        flips = sipHash(this.key, [before.low, before.high, (domain << 8) | depth, 0], 16);
      }
      const path = bitsFrom(bits, depth - level, level);
      if (((flips >>> ((1 << level) - 1 + path)) & 1) === 0 || keep.includes(depth)) continue;
      if (zones.some((zone) => depth < zone.length && sameStart(zone, bits, depth))) continue;
      if (depth < 32) high ^= 0x80000000 >>> depth;
      else low ^= 0x80000000 >>> (depth - 32);
    }
    return { high: high >>> 0, low: low >>> 0 };
  }
}

const firstBits = ({ high, low }: Bits, count: number): Bits => ({
  high: (high & maskOf(count)) >>> 0,
  low: (low & maskOf(count - 32)) >>> 0,
});

/** 32 bits, the first `count` of them set. */
export const maskOf = (count: number): number =>
  count <= 0 ? 0 : count >= 32 ? 0xffffffff : (0xffffffff << (32 - count)) >>> 0;

/** `count` bits (fewer than 32) from position `start` on, as a number. */
const bitsFrom = ({ high, low }: Bits, start: number, count: number): number => {
  if (count === 0) return 0;
  const from32 =
    start === 0 ? high : start >= 32 ? low << (start - 32) : (high << start) | (low >>> (32 - start));
  return from32 >>> (32 - count);
};

const sameStart = (a: Bits, b: Bits, count: number): boolean =>
  ((a.high ^ b.high) & maskOf(count)) === 0 && ((a.low ^ b.low) & maskOf(count - 32)) === 0;
