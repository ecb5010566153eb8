/** What descriptions are put together from: facts that have nothing to say are left out, and so are sections. */
import type { RowRef } from '../rowref.ts';
import type { Described, Fact, Link, Listing, Section, Tone } from './types.ts';

export interface Linkable {
  readonly kind: string;
  readonly name: string;
  readonly alias?: string | undefined;
  readonly ref?: RowRef | undefined;
}

export const linkTo = ({ kind, name, alias, ref }: Linkable): Link => ({
  kind,
  name,
  ...(alias === undefined ? {} : { alias }),
  ...(ref === undefined ? {} : { ref }),
});

const isEmpty = (value: Described): boolean =>
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (value instanceof Map && value.size === 0);

/** Nothing for a value that says nothing. */
export const fact = (
  id: string,
  label: string,
  value: Described,
  { tone, note }: { readonly tone?: Tone | undefined; readonly note?: string | undefined } = {},
): readonly Fact[] =>
  isEmpty(value)
    ? []
    : [
        {
          id,
          label,
          value,
          ...(tone === undefined ? {} : { tone }),
          ...(note === undefined ? {} : { note }),
        },
      ];

/** `['mac', 'MAC'], ['ip', 'IP']` and rows of as many values. */
export const listing = (
  columns: readonly (readonly [id: string, heading: string])[],
  rows: readonly (readonly Described[])[],
  tones: readonly (Tone | undefined)[] = [],
): Listing => {
  const toned = tones.flatMap((tone, i): [number, Tone][] => (tone === undefined ? [] : [[i, tone]]));
  return {
    columns: columns.map(([id, heading]) => ({ id, heading })),
    rows,
    ...(toned.length === 0 ? {} : { tones: new Map(toned) }),
  };
};

/** Nothing for a section without facts, rows and notes. */
export const section = (
  id: string,
  title: string,
  content: {
    readonly facts?: readonly (readonly Fact[])[];
    readonly listing?: Listing | undefined;
    readonly notes?: readonly (string | undefined)[];
  },
): readonly Section[] => {
  const facts = (content.facts ?? []).flat();
  const notes = (content.notes ?? []).filter((note) => note !== undefined);
  const rows = content.listing?.rows.length ?? 0;
  if (facts.length === 0 && notes.length === 0 && rows === 0) return [];
  return [{ id, title, facts, notes, ...(rows === 0 ? {} : { listing: content.listing as Listing }) }];
};
