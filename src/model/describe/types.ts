/**
 * A description: everything about one thing, with the things around it, in the order in which an operator asks.
 * Sections of facts and of lists, typed: the terminal, JSON and YAML are all made from it.
 *
 *     Description = title, identity, Section…
 *     Section     = Fact… and Listing?, with an id that programs can rely on
 *     Value       = what a column holds, a link to another thing, or several of either
 */
import type { Value } from '../../ovsdb/index.ts';
import type { RowRef } from '../rowref.ts';

/** Another thing that was read, or the name of one that was not. */
export interface Link {
  readonly kind: string;
  readonly name: string;
  readonly alias?: string | undefined;
  /** Missing where the thing does not exist, or was not read. */
  readonly ref?: RowRef | undefined;
}

export type Described = Value | Link | readonly (string | Link)[];

/** How a value is to be seen: `bad` needs attention, `good` is well, `dim` does not matter. */
export type Tone = 'bad' | 'good' | 'dim';

export interface Fact {
  /** Lower case, words joined by `-`; unique in its section. */
  readonly id: string;
  /** What the terminal prints before the value: `Tunnel key`. */
  readonly label: string;
  readonly value: Described;
  readonly tone?: Tone;
  /** A few words after the value: why it is so, since when. */
  readonly note?: string;
}

export interface ListingColumn {
  readonly id: string;
  readonly heading: string;
}

export interface Listing {
  readonly columns: readonly ListingColumn[];
  /** As many values as there are columns. */
  readonly rows: readonly (readonly Described[])[];
  /** Tone of a row by its index, where it has one. */
  readonly tones?: ReadonlyMap<number, Tone>;
}

export interface Section {
  readonly id: string;
  /** `ACLs, in the order in which they are evaluated`. */
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly listing?: Listing;
  /** Whole sentences: what is missing or uncertain. */
  readonly notes: readonly string[];
}

export interface Description {
  /** As `Kind.title`: `logical switch port`. */
  readonly kind: string;
  readonly ref: RowRef;
  readonly name: string;
  readonly alias: string | undefined;
  /** One sentence: the state of the thing in the words of an operator. */
  readonly headline: string;
  /** Without sections that have nothing to say. */
  readonly sections: readonly Section[];
}
