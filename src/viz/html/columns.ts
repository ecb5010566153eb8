/**
 * The form in which scenes lie in a page: by column, not by object. All items of all cards are one column of objects,
 * their names one column of texts, and so on; most columns say little that another one does not say already:
 *
 *     ['=', value]                    the same everywhere
 *     ['v', values]                   as they are
 *     ['u', digits]                   UUIDs without their dashes, three hexadecimal digits in two characters
 *     ['t', separator, text]          texts, joined
 *     ['d', column, indices]          few that are not the same, and which of them
 *     ['p', column, slots]            texts of few patterns, and what stands in their gaps
 *     ['@', number]                   the same texts as an earlier column
 *     ['o', [key, presence, column]]  objects; a column has those that have the key
 *     ['a', lengths, column]          arrays, one after the other
 *
 * Fifty thousand ports, each with a UUID, a name and addresses, take about 100 bytes each.
 */
export type Column =
  | readonly ['=', unknown]
  | readonly ['v', readonly unknown[]]
  | readonly ['u', string]
  | readonly ['t', string, string]
  | readonly ['d', Column, readonly number[]]
  | readonly ['p', Column, readonly Column[]]
  | readonly ['@', number]
  | readonly ['o', readonly (readonly [key: string, presence: string | 1, Column])[]]
  | readonly ['a', Column, Column];

/** Stands in a pattern for what differs. */
export const GAP = '\u0001';

/** Columns of the same objects that a pattern may point to, a code each: the name that a tooltip repeats. */
export const MOST_SIBLINGS = 6;

/** Stands in a pattern for what a column before it has in the same object. */
export const siblingCode = (column: number): string => String.fromCharCode(2 + column);

export const siblingOf = (code: string): number => code.charCodeAt(0) - 2;

/** Not in texts that are made into patterns. */
export const CODES = /[\u0001-\u0007]/;

/** Patterns that one column may have. */
export const MOST_PATTERNS = 64;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Hexadecimal digits, as many as one likes, in two thirds of their length. */
export const packDigits = (digits: string): string => {
  let packed = '';
  for (let at = 0; at < digits.length; at += 3) {
    const value = parseInt(digits.slice(at, at + 3).padEnd(3, '0'), 16);
    packed += (ALPHABET[value >> 6] ?? '') + (ALPHABET[value & 63] ?? '');
  }
  return packed;
};

/** With zeros at the end, up to a multiple of three. */
export const unpackDigits = (packed: string): string => {
  const threes = Array.from({ length: 4096 }, (_, value) => value.toString(16).padStart(3, '0'));
  const values = new Uint8Array(128);
  for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = i;
  const digits = new Array<string>(packed.length / 2);
  for (let at = 0; at < packed.length; at += 2) {
    const value = ((values[packed.charCodeAt(at)] ?? 0) << 6) | (values[packed.charCodeAt(at + 1)] ?? 0);
    digits[at / 2] = threes[value] ?? '';
  }
  return digits.join('');
};
