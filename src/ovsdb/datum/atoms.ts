/**
 * Atoms: RFC 7047 §5.1 `<atom>`, the leaves of every column value.
 *
 *     integer   64 bits, signed; JSON number without fraction, or `bigint`
 *     real      JSON number; an integer is taken as well
 *     boolean   true | false
 *     string    JSON string
 *     uuid      ["uuid", "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"]
 *
 * `["named-uuid", name]` stands for a row that a transaction is about to insert: a reader never meets one, and
 * it is refused.
 */
import { isArray, type Json } from '../json/value.ts';
import type { AtomicType, BaseType } from '../schema/types.ts';
import { OvsdbError } from './error.ts';
import { isUuid } from './uuid.ts';
import type { Atom } from './value.ts';

export const ZERO_UUID = '00000000-0000-0000-0000-000000000000';

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

/** What a column holds that nobody has written to. */
export const defaultAtom = (type: AtomicType): Atom => {
  switch (type) {
    case 'integer':
    case 'real':
      return 0;
    case 'boolean':
      return false;
    case 'string':
      return '';
    case 'uuid':
      return ZERO_UUID;
  }
};

/**
 * One JSON atom as a value; enumeration, range and length are looked at when `check` is true.
 * Throws `OvsdbError` (kind `data`).
 */
export const decodeAtom = (base: BaseType, json: Json, check = true): Atom => {
  const atom = readAtom(base.type, json);
  if (check) checkAtom(base, atom);
  return atom;
};

const readAtom = (type: AtomicType, json: Json): Atom => {
  switch (type) {
    case 'string':
      if (typeof json === 'string') return json;
      break;
    case 'uuid':
      return readUuid(json);
    case 'integer':
      if (typeof json === 'number') {
        // Adding zero turns -0 into 0.
        if (Number.isSafeInteger(json)) return json + 0;
        if (Number.isInteger(json)) return readBigInteger(BigInt(json), json);
      } else if (typeof json === 'bigint') return readBigInteger(json, json);
      break;
    case 'real':
      if (typeof json === 'number') return json + 0;
      if (typeof json === 'bigint') return Number(json);
      break;
    case 'boolean':
      if (typeof json === 'boolean') return json;
      break;
  }
  throw new OvsdbError('data', { tag: 'syntax error', reason: `expected ${type}`, json, expected: type });
};

const readBigInteger = (integer: bigint, json: Json): Atom => {
  if (integer < INT64_MIN || integer > INT64_MAX) {
    const expected = 'an integer of 64 bits';
    throw new OvsdbError('data', { tag: 'syntax error', reason: 'expected integer', json, expected });
  }
  const plain = Number(integer);
  return Number.isSafeInteger(plain) ? plain : integer;
};

const readUuid = (json: Json): string => {
  if (isArray(json) && json.length === 2 && json[0] === 'uuid') {
    const text = json[1];
    if (typeof text === 'string') {
      if (isUuid(text)) return text;
      const lower = text.toLowerCase();
      if (isUuid(lower)) return lower;
      throw new OvsdbError('data', {
        tag: 'syntax error',
        reason: `"${text}" is not a valid UUID`,
        json,
        expected: 'a UUID of 36 characters',
      });
    }
  }
  throw new OvsdbError('data', {
    tag: 'syntax error',
    reason: 'expected ["uuid", <string>]',
    json,
    expected: '["uuid", "…"]',
  });
};

/** A value as the JSON that OVSDB programs write. */
export const encodeAtom = (type: AtomicType, atom: Atom): Json =>
  type === 'uuid' ? ['uuid', atom as string] : atom;

/**
 * The canonical order of two atoms of one type, as Open vSwitch sorts sets and map keys: numbers by size, false
 * before true, UUIDs by their hexadecimal digits, strings by their UTF-8 bytes (as `strcmp`), which is the order
 * of code points and, beyond U+FFFF, not the one of JavaScript's `<`. Negative, zero or positive.
 */
export const compareAtoms = (a: Atom, b: Atom): number => {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
};

const compareStrings = (a: string, b: string): number => {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    // Half of a surrogate pair stands for a code point above every single code unit.
    if (x !== y) return x >= 0xd800 && y >= 0xd800 ? aboveUnits(x) - aboveUnits(y) : x - y;
  }
  return a.length - b.length;
};

const aboveUnits = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit + 0x2000);

/** Throws `OvsdbError` (constraint violation) when `atom` breaks its type's enumeration, range or length. */
export const checkAtom = (base: BaseType, atom: Atom): void => {
  if (base.enum !== undefined && !base.enum.includes(atom)) {
    const allowed = base.enum.map((one) => formatAtom(base.type, one)).join(', ');
    violate(`${formatAtom(base.type, atom)} is not one of the allowed values ([${allowed}])`);
  }
  switch (base.type) {
    case 'integer':
      return checkRange(base.type, atom, base.minInteger, base.maxInteger);
    case 'real':
      return checkRange(base.type, atom, base.minReal, base.maxReal);
    case 'string':
      return checkLength(atom as string, base.minLength ?? 0, base.maxLength ?? Infinity);
    case 'boolean':
    case 'uuid':
  }
};

const checkRange = (type: AtomicType, atom: Atom, min: Atom | undefined, max: Atom | undefined): void => {
  if ((min === undefined || atom >= min) && (max === undefined || atom <= max)) return;
  const [read, low, high] = [atom, min ?? 0, max ?? 0].map((number) => formatAtom(type, number));
  if (min === undefined) violate(`${read} is greater than maximum allowed value ${high}`);
  if (max === undefined) violate(`${read} is less than minimum allowed value ${low}`);
  violate(`${read} is not in the valid range ${low} to ${high} (inclusive)`);
};

const checkLength = (text: string, min: number, max: number): void => {
  // Only a text with surrogate pairs has fewer characters than code units.
  if (text.length >= min * 2 && text.length <= max) return;
  const length = [...text].length;
  if (length < min) violate(`"${text}" length ${length} is less than minimum allowed length ${min}`);
  if (length > max) violate(`"${text}" length ${length} is greater than maximum allowed length ${max}`);
};

const violate = (reason: string): never => {
  throw new OvsdbError('data', { tag: 'constraint violation', reason });
};

const BARE_WORD = /^(?!true|false)[_a-zA-Z][-._a-zA-Z]*$/;

/** An atom as `ovs-vsctl` and its like print it: strings bare where nothing in them is special, else quoted. */
export const formatAtom = (type: AtomicType, atom: Atom): string => {
  if (type === 'string') return BARE_WORD.test(atom as string) ? (atom as string) : JSON.stringify(atom);
  // 15 digits: what a double is sure to keep, and what Open vSwitch prints (DBL_DIG).
  return String(type === 'real' ? Number((atom as number).toPrecision(15)) : atom);
};
