/** One search over all views of a page: what is in the picture that one looks at first, then what only others have. */
import type { Scene } from '../scene.ts';
import { SearchIndex, type Found } from './search.ts';
import type { Thing } from './things.ts';

export interface FoundThing extends Thing {
  /** Number of the view that has it, if that is another one. */
  readonly view?: number;
}

export class Searches {
  private readonly scenes: readonly Scene[];
  private readonly indexes: (SearchIndex | undefined)[];

  constructor(scenes: readonly Scene[]) {
    this.scenes = scenes;
    this.indexes = scenes.map(() => undefined);
  }

  /** Made when it is first asked for. */
  of(view: number): SearchIndex {
    return (this.indexes[view] ??= new SearchIndex(this.scenes[view] as Scene));
  }

  find(query: string, view: number, limit: number): Found & { readonly things: readonly FoundThing[] } {
    const here = this.of(view).find(query, limit);
    let more = here.more;
    const things: FoundThing[] = [...here.things];
    const known = new Set(things.map(keyOf));
    for (let other = 0; other < this.scenes.length; other++) {
      if (other === view || things.length >= limit) continue;
      const there = this.of(other).find(query, limit);
      more ||= there.more;
      for (const thing of there.things) {
        const key = keyOf(thing);
        if (known.has(key)) continue;
        known.add(key);
        if (things.length < limit) things.push({ ...thing, view: other });
        else more = true;
      }
    }
    return { things, more };
  }
}

/** The same row is the same thing in every view. */
const keyOf = ({ row, kind, name, where }: Thing): string =>
  row === undefined ? `${kind}\n${name}\n${where}` : `${row.table}\n${row.uuid}`;
