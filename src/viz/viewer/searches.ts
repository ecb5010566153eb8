/**
 * One search for all views of a page: what the view that is looked at has comes first, then what only others have.
 * A view is read once, when somebody is about to search, and a little at a time.
 */
import type { Scene } from '../scene.ts';
import { keyOf, SearchIndex } from './search.ts';
import type { Thing } from './things.ts';

export interface Hit {
  readonly thing: Thing;
  /** The number of the view. */
  readonly view: number;
}

export interface FoundHits {
  readonly hits: readonly Hit[];
  /** There are more, or may be. */
  readonly more: boolean;
  /** Some views are still being read. */
  readonly pending: boolean;
}

/** Milliseconds of reading between which the page does what it is asked to. */
const SLICE = 8;

/** As many from other views, however much the one that is looked at has: a host may be drawn only there. */
const ELSEWHERE = 10;

/** Candidates in other views while the one that is looked at has more than is listed: most are the same things. */
const FEW = 2000;

export class Searches {
  private readonly scenes: readonly Scene[];
  private readonly indexes: (SearchIndex | undefined)[];
  private readonly begun = new Map<number, Generator<undefined, SearchIndex>>();
  private readonly wanted = new Set<number>();
  private readonly read: () => void;
  private isReading = false;

  /** `read` is told whenever another view can be searched. */
  constructor(scenes: readonly Scene[], read: () => void) {
    this.scenes = scenes;
    this.indexes = scenes.map(() => undefined);
    this.read = read;
  }

  /** At once, however long it takes. */
  index(view: number): SearchIndex {
    for (;;) {
      const index = this.indexes[view] ?? this.step(view);
      if (index !== undefined) return index;
    }
  }

  /** Views that will be searched soon. */
  prepare(views: readonly number[]): void {
    for (const view of views) if (this.indexes[view] === undefined) this.wanted.add(view);
    if (this.isReading || this.wanted.size === 0) return;
    this.isReading = true;
    setTimeout(() => this.readOn());
  }

  prepareAll(): void {
    this.prepare([...this.scenes.keys()]);
  }

  /** At most `limit`, and a few from other views. `isWhole` waits for views that are not read yet; without it they are read in the background. */
  find(view: number, query: string, limit: number, isWhole = false): FoundHits {
    const hits: Hit[] = [];
    const known = new Set<string>();
    const cut: SearchIndex[] = [];
    let [most, pending] = [limit, false];
    for (const other of [view, ...[...this.scenes.keys()].filter((one) => one !== view)]) {
      const index = other === view || isWhole ? this.index(other) : this.indexes[other];
      if (index === undefined) {
        pending = true;
        continue;
      }
      const room = other === view ? limit : most - hits.length;
      const isNew = (thing: Thing): boolean => {
        const key = keyOf(thing);
        return !known.has(key) && !cut.some((one) => one.keys.has(key));
      };
      const found = index.find(query, room, isNew, cut.length > 0 ? FEW : undefined);
      for (const thing of found.things) hits.push({ thing, view: other });
      for (const thing of found.things) known.add(keyOf(thing));
      // Of what it has more of, it may have this as well.
      if (found.more) cut.push(index);
      if (other === view) most = Math.max(limit, hits.length + ELSEWHERE);
    }
    const more = cut.length > 0;
    if (pending && query.trim() !== '') this.prepareAll();
    return { hits, more, pending };
  }

  private step(view: number): SearchIndex | undefined {
    const scene = this.scenes[view];
    if (scene === undefined) throw new RangeError(`no view ${view}`);
    const steps = this.begun.get(view) ?? SearchIndex.inSteps(scene);
    this.begun.set(view, steps);
    const { done, value } = steps.next();
    if (done !== true) return undefined;
    this.begun.delete(view);
    this.wanted.delete(view);
    return (this.indexes[view] = value);
  }

  private readOn(): void {
    const end = performance.now() + SLICE;
    let finished = false;
    for (const view of this.wanted) {
      while (performance.now() < end && this.indexes[view] === undefined)
        finished = this.step(view) !== undefined || finished;
      if (performance.now() >= end) break;
    }
    this.isReading = false;
    this.prepare([]);
    if (finished) this.read();
  }
}
