/** What a reader has done to the picture: all of it, so that a link can say it (`hash.ts`). */
import type { Point } from '../layout/index.ts';

/** A card, or one of its ports or rows. */
export interface Focus {
  readonly node: string;
  readonly part?: string | undefined;
}

/** What stands in the middle, and how large; independent of the window's size. */
export interface Centre extends Point {
  readonly k: number;
}

export type ThemeChoice = 'auto' | 'light' | 'dark';

/** What belongs to one view, and is kept while another one is looked at. */
export interface ViewState {
  readonly focus: Focus | undefined;
  readonly open: ReadonlySet<string>;
  readonly closed: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
  /** Of cards, what was found there beyond what they list: it stands first. */
  readonly found: ReadonlyMap<string, string>;
  /** Cards that stay where they are, by their upper left corners. */
  readonly pinned: ReadonlyMap<string, Point>;
  /** Only what is that near to a card. */
  readonly around: { readonly node: string; readonly hops: number } | undefined;
  /** None fits the whole picture in. */
  readonly centre: Centre | undefined;
  /** Of the trace, from 0. */
  readonly step: number | undefined;
}

export interface State extends ViewState {
  /** The number of the scene. */
  readonly view: number;
  readonly query: string;
  readonly theme: ThemeChoice;
  /** The list beside the picture. */
  readonly list: boolean;
}

export const untouched: ViewState = {
  focus: undefined,
  open: new Set(),
  closed: new Set(),
  hidden: new Set(),
  found: new Map(),
  pinned: new Map(),
  around: undefined,
  centre: undefined,
  step: undefined,
};

export const initial: State = { ...untouched, view: 0, query: '', theme: 'auto', list: false };

export const withId = (ids: ReadonlySet<string>, id: string): ReadonlySet<string> => new Set(ids).add(id);

export const without = (ids: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const left = new Set(ids);
  left.delete(id);
  return left;
};
