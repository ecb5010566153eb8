/**
 * Things of a kind by what a person types.
 *
 *     name = name | alias | UUID | 4 or more hex digits that a UUID begins with | shell pattern
 *
 * The first of these that finds something decides; several things may answer to any of them.
 */
import { nearest } from '../find/nearest.ts';
import type { Subject } from '../kinds/types.ts';
import { globTest, isGlob } from './glob.ts';

export interface Named<S extends Subject> {
  /** Each once, in the order in which they were given. */
  readonly found: readonly S[];
  /** What nothing answered to, with the nearest names. */
  readonly unknown: readonly { readonly name: string; readonly nearest: readonly string[] }[];
}

const PREFIX = /^[0-9a-f-]{4,36}$/i;

export const byNames = <S extends Subject>(subjects: readonly S[], names: readonly string[]): Named<S> => {
  const index = indexOf(subjects);
  const found = new Set<S>();
  const unknown: { name: string; nearest: readonly string[] }[] = [];
  for (const name of names) {
    const some = index.get(name) ?? byPrefix(subjects, name) ?? byGlob(subjects, name);
    if (some === undefined) unknown.push({ name, nearest: nearestTo(subjects, name) });
    for (const subject of some ?? []) found.add(subject);
  }
  return { found: subjects.filter((subject) => found.has(subject)), unknown };
};

const indexOf = <S extends Subject>(subjects: readonly S[]): ReadonlyMap<string, readonly S[]> => {
  const index = new Map<string, S[]>();
  const add = (text: string, subject: S): void => {
    const known = index.get(text);
    if (known === undefined) index.set(text, [subject]);
    else if (known.at(-1) !== subject) known.push(subject);
  };
  for (const subject of subjects) {
    add(subject.name, subject);
    if (subject.alias !== undefined) add(subject.alias, subject);
  }
  return index;
};

const some = <S>(found: readonly S[]): readonly S[] | undefined => (found.length === 0 ? undefined : found);

const byPrefix = <S extends Subject>(subjects: readonly S[], name: string): readonly S[] | undefined => {
  if (!PREFIX.test(name)) return undefined;
  const prefix = name.toLowerCase();
  return some(subjects.filter(({ ref }) => ref.uuid.startsWith(prefix)));
};

const byGlob = <S extends Subject>(subjects: readonly S[], name: string): readonly S[] | undefined => {
  if (!isGlob(name)) return undefined;
  const test = globTest(name);
  return some(subjects.filter((one) => test(one.name) || (one.alias !== undefined && test(one.alias))));
};

const nearestTo = (subjects: readonly Subject[], name: string): readonly string[] =>
  nearest(
    name,
    subjects.flatMap((one) => (one.alias === undefined ? [one.name] : [one.name, one.alias])),
    3,
  );
