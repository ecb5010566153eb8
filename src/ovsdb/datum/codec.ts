/**
 * Column values between JSON and JavaScript: RFC 7047 §5.1 `<value>`.
 *
 *     <value>  = <atom> | <set> | <map>
 *     <set>    = <atom> | ["set", [<atom>*]]            a set of one may be written as its element
 *     <map>    = ["map", [[<atom>, <atom>]*]]
 *
 * How a value looks on the JavaScript side is written in `value.ts`. Servers and database files hold sets and
 * maps in canonical order; any other order is accepted and sorted, duplicates are refused.
 */
import { isArray, type Json } from '../json/value.ts';
import type { BaseType, ColumnType } from '../schema/types.ts';
import { compareAtoms, decodeAtom, defaultAtom, encodeAtom } from './atoms.ts';
import { OvsdbError } from './error.ts';
import type { Atom, Value } from './value.ts';

export interface DecodeOptions {
  /**
   * Look at enumerations, ranges, lengths and the number of members (default). Readers of a server's own data
   * turn it off: it is faster, and a column's difference (`update2`) may hold more members than the column.
   */
  readonly constraints?: boolean;
}

const STRICT: DecodeOptions = {};

/** A column's JSON as a value. Throws `OvsdbError` (kind `data`) on anything else. */
export const decodeDatum = (type: ColumnType, json: Json, options: DecodeOptions = STRICT): Value => {
  const check = options.constraints !== false;
  // The bulk of every database, for the price of a few comparisons.
  if (typeof json === 'string' && !check && type.key.type === 'string' && type.max === 1 && !type.value)
    return json;
  if (type.value !== undefined) return decodeMap(type, type.value, json, check);
  if (!isArray(json) || json[0] !== 'set') {
    const atom = decodeAtom(type.key, json, check);
    return type.max === 1 ? atom : [atom];
  }
  const members = unwrap(json, 'set');
  if (check || type.max === 1) checkCount(type, 'set', members.length, json);
  if (type.max === 1) {
    const [member] = members;
    return member === undefined ? undefined : decodeAtom(type.key, member, check);
  }
  return members.length === 0 ? EMPTY_SET : decodeSet(type.key, members, check);
};

const decodeSet = (base: BaseType, members: readonly Json[], check: boolean): readonly Atom[] => {
  const atoms: Atom[] = new Array<Atom>(members.length);
  let sorted = true;
  for (let at = 0; at < members.length; at++) {
    const atom = decodeAtom(base, members[at] as Json, check);
    if (sorted && at > 0) {
      const before = atoms[at - 1] as Atom;
      // References, of which there are most, are ASCII: the engine's own order is the canonical one.
      sorted = base.type === 'uuid' ? before < atom : compareAtoms(before, atom) < 0;
    }
    atoms[at] = atom;
  }
  if (sorted) return atoms;
  atoms.sort(compareAtoms);
  for (let at = 1; at < atoms.length; at++) {
    if (compareAtoms(atoms[at - 1] as Atom, atoms[at] as Atom) === 0) {
      throw new OvsdbError('data', {
        tag: 'ovsdb error',
        reason: 'set contains duplicate',
        expected: 'every element once',
      });
    }
  }
  return atoms;
};

const decodeMap = (
  type: ColumnType,
  valueType: BaseType,
  json: Json,
  check: boolean,
): ReadonlyMap<Atom, Atom> => {
  const pairs = unwrap(json, 'map');
  if (check) checkCount(type, 'map', pairs.length, json);
  if (pairs.length === 0) return EMPTY_MAP;
  const map = new Map<Atom, Atom>();
  let sorted = true;
  let last: Atom | undefined;
  for (const pair of pairs) {
    if (!isArray(pair) || pair.length !== 2) {
      const expected = '[key, value]';
      throw new OvsdbError('data', {
        tag: 'syntax error',
        reason: 'expected 2-element array',
        json: pair,
        expected,
      });
    }
    const key = decodeAtom(type.key, pair[0] as Json, check);
    if (sorted && last !== undefined && compareAtoms(last, key) >= 0) sorted = false;
    map.set(key, decodeAtom(valueType, pair[1] as Json, check));
    last = key;
  }
  if (sorted) return map;
  if (map.size !== pairs.length) {
    throw new OvsdbError('data', {
      tag: 'ovsdb error',
      reason: 'map contains duplicate key',
      expected: 'every key once',
    });
  }
  return new Map([...map].sort(([a], [b]) => compareAtoms(a, b)));
};

const unwrap = (json: Json, word: 'set' | 'map'): readonly Json[] => {
  if (isArray(json) && json.length === 2 && json[0] === word && isArray(json[1])) return json[1];
  const reason = `expected ["${word}", <array>]`;
  throw new OvsdbError('data', { tag: 'syntax error', reason, json, expected: `["${word}", […]]` });
};

const checkCount = (type: ColumnType, word: 'set' | 'map', count: number, json: Json): void => {
  if (count >= type.min && count <= type.max) return;
  const max = type.max === Infinity ? 'unlimited' : String(type.max);
  const range = type.min === 1 && type.max === 1 ? 'exactly one member' : `${type.min} to ${max} members`;
  const reason = `${word} must have ${range} but ${count} are present`;
  throw new OvsdbError('data', { tag: 'syntax error', reason, json, expected: range });
};

const EMPTY_SET: readonly Atom[] = Object.freeze([]);
const EMPTY_MAP: ReadonlyMap<Atom, Atom> = new Map();

/**
 * What a column holds that nobody has written to: nothing where the type allows that, else the atoms' defaults
 * (0, false, "", the zero UUID). Servers leave such columns out of their messages.
 */
export const defaultValue = (type: ColumnType): Value => {
  if (type.value !== undefined) {
    return type.min === 0 ? EMPTY_MAP : new Map([[defaultAtom(type.key.type), defaultAtom(type.value.type)]]);
  }
  if (type.max === 1) return type.min === 0 ? undefined : defaultAtom(type.key.type);
  return type.min === 0 ? EMPTY_SET : [defaultAtom(type.key.type)];
};

/** A value as the JSON that OVSDB programs write: a set of one as its element, members in canonical order. */
export const encodeDatum = (type: ColumnType, value: Value): Json => {
  const key = type.key.type;
  if (type.value !== undefined) {
    const inner = type.value.type;
    const pairs = [...(value as ReadonlyMap<Atom, Atom>)];
    return ['map', pairs.map(([k, v]) => [encodeAtom(key, k), encodeAtom(inner, v)])];
  }
  if (value === undefined) return ['set', []];
  if (!Array.isArray(value)) return encodeAtom(key, value as Atom);
  const atoms = value as readonly Atom[];
  return atoms.length === 1
    ? encodeAtom(key, atoms[0] as Atom)
    : ['set', atoms.map((atom) => encodeAtom(key, atom))];
};

/** Whether two values of one column are equal; both in canonical order, as everything here returns them. */
export const sameValue = (type: ColumnType, a: Value, b: Value): boolean => {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (type.value !== undefined) {
    const [left, right] = [a as ReadonlyMap<Atom, Atom>, b as ReadonlyMap<Atom, Atom>];
    if (left.size !== right.size) return false;
    for (const [key, value] of left) if (right.get(key) !== value || !right.has(key)) return false;
    return true;
  }
  if (type.max === 1) return false;
  const [left, right] = [a as readonly Atom[], b as readonly Atom[]];
  return left.length === right.length && left.every((atom, at) => atom === right[at]);
};
