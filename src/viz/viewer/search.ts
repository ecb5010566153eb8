/**
 * Finds things as one types. All names are one text, all that is said of things another one, so that looking through
 * fifty thousand things is a few searches of the engine's own; a thing is found again by where in the text it is.
 */
import type { Scene } from '../scene.ts';
import { isAddress, respelled, spellingsOf } from './spellings.ts';
import { thingsOf, uuidOf, type Thing } from './things.ts';

/** No text of a network has it in a way that could be typed. */
const END = '\u0000';

/** What one thing adds to the index; a name of 64 KiB is found by its beginning. */
const LONGEST = 4000;

export interface Found {
  readonly things: readonly Thing[];
  /** There are more, or may be. */
  readonly more: boolean;
}

class Joined {
  readonly text: string;
  /** Where each one begins. */
  private readonly starts: Uint32Array;

  constructor(texts: readonly string[]) {
    this.starts = new Uint32Array(texts.length + 1);
    let at = 1;
    texts.forEach((text, i) => {
      this.starts[i] = at;
      at += text.length + 1;
    });
    this.starts[texts.length] = at;
    this.text = `${END}${texts.join(END)}${END}`;
  }

  /** Which one a place is in. */
  private numberAt(place: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high - 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= place) low = middle;
      else high = middle;
    }
    return low;
  }

  of(number: number): string {
    return this.text.slice(this.starts[number], (this.starts[number + 1] ?? 0) - 1);
  }

  /** Calls back with each that has it, until that says `false`; `needle` may begin or end with `END`. */
  each(needle: string, call: (number: number) => boolean): void {
    const inside = needle.startsWith(END) ? 1 : 0;
    for (let at = this.text.indexOf(needle); at >= 0;) {
      const number = this.numberAt(at + inside);
      if (!call(number)) return;
      at = this.text.indexOf(needle, (this.starts[number + 1] ?? Infinity) - 1);
    }
  }
}

/** The same in every view. */
export const keyOf = ({ row, at }: Thing): string => row?.uuid ?? at.part ?? at.node;

/** What the things of a scene are found by. */
interface Texts {
  readonly keys: Set<string>;
  readonly things: Thing[];
  readonly names: string[];
  readonly texts: string[];
}

/** So many things between two rests. */
const AT_ONCE = 250;

/** Reads a scene, and rests now and then: fifty thousand things take longer than a reader may be kept waiting. */
function* read({ nodes }: Scene): Generator<undefined, Texts> {
  const all: Texts = { keys: new Set(), things: [], names: [], texts: [] };
  for (const node of nodes) {
    for (const thing of thingsOf(node)) {
      const { name, lines } = thing;
      const text = [name, uuidOf(thing) ?? '', ...lines].join('\n').slice(0, LONGEST).toLowerCase();
      all.keys.add(keyOf(thing));
      all.things.push(thing);
      all.names.push(name.slice(0, LONGEST).toLowerCase());
      all.texts.push([text, ...respelled(text)].join('\n'));
      if (all.things.length % AT_ONCE === 0) yield;
    }
  }
  return all;
}

/** The value that it ends with. */
const ended = <T>(steps: Generator<unknown, T>): T => {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
};

/** Whether a text has an address, and not only the beginning of another one. */
const hasWhole = (text: string, address: string): boolean => {
  const isPart = (at: number): boolean => /[0-9a-f:.]/.test(text.charAt(at));
  for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1))
    if (!isPart(at - 1) && !isPart(at + address.length)) return true;
  return false;
};

/** Candidates that are looked at for one set of words. */
const MOST_LOOKED_AT = 20_000;

export class SearchIndex {
  readonly things: readonly Thing[];
  readonly keys: ReadonlySet<string>;
  private readonly names: Joined;
  private readonly texts: Joined;

  constructor(scene: Scene, { keys, things, names, texts }: Texts = ended(read(scene))) {
    this.things = things;
    this.keys = keys;
    this.names = new Joined(names);
    this.texts = new Joined(texts);
  }

  /** The index in the end, in steps. */
  static *inSteps(scene: Scene): Generator<undefined, SearchIndex> {
    return new SearchIndex(scene, yield* read(scene));
  }

  /**
   * Exact names first, then names that begin so, names that have it, whole addresses, and all else. All words have to
   * be there. Only what is `wanted` counts, and not more than `most` are looked at for one reason.
   */
  find(
    query: string,
    limit: number,
    wanted: (thing: Thing) => boolean = () => true,
    most = MOST_LOOKED_AT,
  ): Found {
    const asked = query.replaceAll(END, '').trim().toLowerCase();
    if (asked === '') return { things: [], more: false };
    const words = asked.split(/\s+/).map(spellingsOf);
    const found = new Set<number>();
    let cut = false;
    const collect = (from: Joined, needle: string, accept: (number: number) => boolean): void => {
      if (found.size > limit) return;
      let looked = 0;
      from.each(needle, (number) => {
        if (wanted(this.things[number] as Thing) && accept(number)) found.add(number);
        looked++;
        if (looked === most) cut = true;
        return found.size <= limit && looked < most;
      });
    };
    const any = (): boolean => true;
    collect(this.names, `${END}${asked}${END}`, any);
    collect(this.names, `${END}${asked}`, any);
    collect(this.names, asked, any);
    if (found.size > limit) return this.result(found, limit, false);
    const [only] = words;
    if (words.length === 1 && only !== undefined)
      for (const address of only.filter(isAddress))
        collect(this.texts, address, (number) => hasWhole(this.texts.of(number), address));
    // The longest word has the fewest; where it is only the card's, things of the card have another one.
    for (const spellings of [...words].sort(([a = ''], [b = '']) => b.length - a.length)) {
      for (const word of spellings)
        collect(this.texts, word, (number) => {
          if (words.length === 1) return true;
          const text = `${this.texts.of(number)}\n${this.things[number]?.where.toLowerCase() ?? ''}`;
          return words.every((all) => all.some((one) => text.includes(one)));
        });
      if (found.size > 0) break;
    }
    return this.result(found, limit, cut);
  }

  private result(found: ReadonlySet<number>, limit: number, cut: boolean): Found {
    const numbers = [...found].slice(0, limit);
    return {
      things: numbers.map((number) => this.things[number] as Thing),
      more: found.size > limit || cut,
    };
  }
}
