/** Escapes in quoted strings: JSON's (RFC 8259, 7), with the messages of Open vSwitch's JSON parser. */
import { hexadecimalValue } from './chars.ts';

const BACKSLASH = 0x5c;

/** The meaning of what stands between the quotes, or what is wrong with it. */
export const unescapeString = (
  text: string,
): { readonly text: string; readonly error?: undefined } | { readonly error: string } => {
  let at = text.indexOf('\\');
  if (at < 0) return { text };
  let result = text.slice(0, at);
  while (at < text.length) {
    if (text.charCodeAt(at) !== BACKSLASH) {
      const next = text.indexOf('\\', at);
      const stop = next < 0 ? text.length : next;
      result += text.slice(at, stop);
      at = stop;
      continue;
    }
    if (at + 1 >= text.length) return { error: 'quoted string may not end with backslash' };
    const escape = text.charAt(at + 1);
    at += 2;
    if (escape === 'u') {
      const decoded = unescapeUnicode(text, at);
      if (typeof decoded === 'string') return { error: decoded };
      result += decoded.text;
      at = decoded.next;
      continue;
    }
    const plain = ESCAPES.get(escape);
    if (plain === undefined) return { error: `bad escape \\${escape}` };
    result += plain;
  }
  return { text: result };
};

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Four hexadecimal digits, or two such escapes that make a surrogate pair. */
const unescapeUnicode = (
  text: string,
  start: number,
): { readonly text: string; readonly next: number } | string => {
  const first = fourDigits(text, start);
  if (typeof first === 'string') return first;
  let next = start + 4;
  if (first < 0xd800 || first > 0xdbff) return { text: String.fromCharCode(first), next };
  if (text.slice(next, next + 2) !== '\\u') return 'malformed escaped surrogate pair';
  const second = fourDigits(text, next + 2);
  if (typeof second === 'string') return second;
  next += 6;
  if (second < 0xdc00 || second > 0xdfff) {
    return 'second half of escaped surrogate pair is not trailing surrogate';
  }
  return { text: String.fromCharCode(first, second), next };
};

const fourDigits = (text: string, start: number): number | string => {
  if (start + 4 > text.length) return 'quoted string ends within \\u escape';
  let value = 0;
  for (let at = start; at < start + 4; at++) {
    const digit = hexadecimalValue(text.charCodeAt(at));
    if (digit < 0) return 'malformed \\u escape';
    value = value * 16 + digit;
  }
  return value === 0 ? 'null bytes not supported in quoted strings' : value;
};
