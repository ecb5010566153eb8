/**
 * Differences of column values: `modify` of `update2`/`update3` (ovsdb-server(7) §4.1.14) and rows marked
 * `_is_diff` in database files.
 *
 *     at most one member      the difference is the new value
 *     set of several          the elements that are in one of the two and not in the other
 *     map of several          a key with its old value: removed; with another value: changed; a new key: added
 *
 * What counts is the type's maximum: a map of at most one pair is replaced as a whole.
 */
import type { ColumnType } from '../schema/types.ts';
import { compareAtoms } from './atoms.ts';
import { OvsdbError } from './error.ts';
import type { Atom, Value } from './value.ts';

type Atoms = readonly Atom[];
type Pairs = ReadonlyMap<Atom, Atom>;

/**
 * `old` with `diff` applied; neither is changed. Throws `OvsdbError` (kind `data`) when the result has fewer or
 * more members than the type allows: `old` is then not the value that the server had.
 */
export const applyDiff = (type: ColumnType, old: Value, diff: Value): Value => {
  if (type.max === 1) return diff;
  if (type.value !== undefined) {
    const map = applyToMap(old as Pairs, diff as Pairs);
    checkSize(type, map.size);
    return map;
  }
  const set = applyToSet(old as Atoms, diff as Atoms);
  checkSize(type, set.length);
  return set;
};

const checkSize = (type: ColumnType, size: number): void => {
  if (size >= type.min && size <= type.max) return;
  throw new OvsdbError('data', {
    tag: 'ovsdb error',
    reason: `difference leaves ${size} members`,
    expected: `${type.min} to ${type.max === Infinity ? 'any number of' : type.max} members`,
  });
};

/** Few changes to a large set are the common case: search for each, copy what lies between. */
const applyToSet = (old: Atoms, diff: Atoms): Atoms => {
  if (diff.length === 0) return old;
  if (old.length === 0) return diff;
  const result: Atom[] = [];
  let copied = 0;
  for (const atom of diff) {
    const at = searchFrom(old, atom, copied);
    for (; copied < at; copied++) result.push(old[copied] as Atom);
    if (old[at] === atom) copied++;
    else result.push(atom);
  }
  for (; copied < old.length; copied++) result.push(old[copied] as Atom);
  return result;
};

/** The first position at or after `from` whose atom is not before `wanted`. */
const searchFrom = (atoms: Atoms, wanted: Atom, from: number): number => {
  let [low, high] = [from, atoms.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareAtoms(atoms[middle] as Atom, wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

const applyToMap = (old: Pairs, diff: Pairs): Pairs => {
  if (diff.size === 0) return old;
  if (old.size === 0) return diff;
  const result = new Map(old);
  let added = false;
  for (const [key, value] of diff) {
    if (!old.has(key)) added = true;
    if (old.get(key) === value) result.delete(key);
    else result.set(key, value);
  }
  return added ? new Map([...result].sort(([a], [b]) => compareAtoms(a, b))) : result;
};

/** The difference that turns `old` into `updated`. */
export const diffOf = (type: ColumnType, old: Value, updated: Value): Value => {
  if (type.max === 1) return updated;
  if (type.value === undefined) {
    const [before, after] = [new Set(old as Atoms), new Set(updated as Atoms)];
    const changed = [...before].filter((atom) => !after.has(atom));
    changed.push(...[...after].filter((atom) => !before.has(atom)));
    return changed.sort(compareAtoms);
  }
  const [before, after] = [old as Pairs, updated as Pairs];
  const changed = [...after].filter(([key, value]) => before.get(key) !== value);
  changed.push(...[...before].filter(([key]) => !after.has(key)));
  return new Map(changed.sort(([a], [b]) => compareAtoms(a, b)));
};
