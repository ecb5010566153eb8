/**
 * Finds things as one types. All names are one text, all that is said of things another one, so that looking through
 * fifty thousand things is a few searches of the engine's own; a thing is found again by where in the text it is.
 */
import type { Scene } from '../scene.ts';
import { spelled } from './spellings.ts';
import { allThings, type Thing } from './things.ts';

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

/** Candidates that are looked at for one set of words. */
const MOST_LOOKED_AT = 20_000;

export class SearchIndex {
  readonly things: readonly Thing[];
  private readonly names: Joined;
  private readonly texts: Joined;

  constructor(scene: Scene) {
    this.things = allThings(scene);
    this.names = new Joined(this.things.map(({ name }) => name.slice(0, LONGEST).toLowerCase()));
    this.texts = new Joined(
      this.things.map(({ name, row, lines }) =>
        [name, row?.uuid ?? '', ...lines].join('\n').slice(0, LONGEST).toLowerCase(),
      ),
    );
  }

  /** Exact names first, then names that begin so, names that have it, and all else. All words have to be there. */
  find(query: string, limit: number): Found {
    const words = query.replaceAll(END, '').trim().toLowerCase().split(/\s+/).map(spelled);
    const asked = words.join(' ');
    if (asked === '') return { things: [], more: false };
    const found = new Set<number>();
    let cut = false;
    const collect = (from: Joined, needle: string, accept: (number: number) => boolean): void => {
      let looked = 0;
      from.each(needle, (number) => {
        if (accept(number)) found.add(number);
        cut ||= ++looked === MOST_LOOKED_AT;
        return found.size <= limit && looked < MOST_LOOKED_AT;
      });
    };
    const any = (): boolean => true;
    collect(this.names, `${END}${asked}${END}`, any);
    if (found.size <= limit) collect(this.names, `${END}${asked}`, any);
    if (found.size <= limit) collect(this.names, asked, any);
    if (found.size > limit) return this.result(found, limit, false);
    // The longest word has the fewest; where it is only the card's, things of the card have another one.
    for (const word of [...words].sort((a, b) => b.length - a.length)) {
      collect(this.texts, word, (number) => {
        if (words.length === 1) return true;
        const text = `${this.texts.of(number)}\n${this.things[number]?.where.toLowerCase() ?? ''}`;
        return words.every((one) => text.includes(one));
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
