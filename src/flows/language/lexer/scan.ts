/** One token out of a text, from an offset on: white space and comments before it are skipped. */
import { isHexadecimal, isNamePart, isNameStart } from './chars.ts';
import { integerEnd, parseInteger, type Integer } from './numbers.ts';
import { unescapeString } from './strings.ts';
import type { BareType, Format, Token, TokenType } from './token.ts';

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const STAR = 0x2a;
const SLASH = 0x2f;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

const make = (
  type: TokenType,
  start: number,
  end: number,
  text = '',
  format: Format = 'decimal',
  value = 0n,
  mask = 0n,
): Token => ({ type, text, format, value, mask, start, end });

const failed = (message: string, start: number, end: number): Token => make('error', start, end, message);

/**
 * The token at or after an offset; the scan goes on at its `end`.
 *
 * OVN lexes bytes, and makes an error of each byte of a character outside ASCII. Such a token ends where it starts
 * until the last byte is told: `byte` says which one comes next.
 */
export const scanToken = (text: string, offset: number, byte = 0): Token => {
  let at = offset;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) {
      at++;
    } else if (code === SLASH) {
      const next = skipComment(text, at);
      if (typeof next !== 'number') return next;
      at = next;
    } else {
      return scanAt(text, at, code, byte);
    }
  }
};

/** Where a comment ends, or the error that it is. A comment with stars has to end in its line. */
const skipComment = (text: string, start: number): number | Token => {
  const second = text.charCodeAt(start + 1);
  if (second === SLASH) {
    const end = text.indexOf('\n', start);
    return end < 0 ? text.length : end;
  }
  if (second !== STAR) {
    return failed("`/' is only valid as part of `//' or `/*'.", start, start + 1);
  }
  let at = start + 2;
  for (; at < text.length && text.charCodeAt(at) !== NEWLINE; at++) {
    if (text.charCodeAt(at) === STAR && text.charCodeAt(at + 1) === SLASH) return at + 2;
  }
  return failed("`/*' without matching `*/'.", start, at);
};

const scanAt = (text: string, start: number, code: number, byte: number): Token => {
  // As in C a null byte is an end; a real text has none.
  if (start >= text.length || code === 0) return make('end', start, start);
  if (code >= 0x80) return outsideAscii(text, start, byte);
  if (code >= 0x30 && code <= 0x39) return scanInteger(text, start);
  if (isHexadecimal(code)) {
    // An address and a name may both start with these; only in an address a colon follows them.
    let at = start;
    while (isHexadecimal(text.charCodeAt(at))) at++;
    return text.charCodeAt(at) === COLON ? scanInteger(text, start) : scanName('id', text, start, start);
  }
  const character = text.charAt(start);
  if (character !== '.' && isNameStart(code)) return scanName('id', text, start, start);
  switch (character) {
    case '"':
      return scanString(text, start);
    case '$':
      return scanSigned('macro', text, start);
    case '@':
      return scanSigned('port-group', text, start);
    case '^':
      return scanSigned('template', text, start);
    case ':':
      if (text.charCodeAt(start + 1) === COLON) return scanInteger(text, start);
      break;
    default:
  }
  return scanOperator(text, start, code);
};

const scanName = (type: TokenType, text: string, start: number, name: number): Token => {
  let at = name + 1;
  while (isNamePart(text.charCodeAt(at))) at++;
  return make(type, start, at, text.slice(name, at));
};

const scanSigned = (type: TokenType, text: string, start: number): Token => {
  if (isNameStart(text.charCodeAt(start + 1))) return scanName(type, text, start, start + 1);
  return failed(`\`${text.charAt(start)}' must be followed by a valid identifier.`, start, start + 1);
};

const scanString = (text: string, start: number): Token => {
  let at = start + 1;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (at >= text.length || code === 0) return failed('Input ends inside quoted string.', start, at);
    if (code === QUOTE) break;
    if (code === BACKSLASH && at + 1 < text.length) at++;
  }
  const decoded = unescapeString(text.slice(start + 1, at));
  return decoded.error === undefined
    ? make('string', start, at + 1, decoded.text)
    : failed(decoded.error, start, at + 1);
};

/** Longest first, so that the first that fits is the right one. */
const OPERATORS: ReadonlyMap<number, readonly BareType[]> = (() => {
  const all: BareType[] = ['<->', '==', '!=', '<=', '>=', '&&', '||', '..', '--'];
  all.push('(', ')', '{', '}', '[', ']', '<', '>', '!', ',', ';', '=', ':', '-');
  const result = new Map<number, BareType[]>();
  for (const operator of all) {
    const code = operator.charCodeAt(0);
    result.set(code, [...(result.get(code) ?? []), operator]);
  }
  return result;
})();

const HALVES: ReadonlyMap<string, string> = new Map([
  ['&', "`&' is only valid as part of `&&'."],
  ['|', "`|' is only valid as part of `||'."],
  ['.', "`.' is only valid as part of `..' or a number."],
]);

const scanOperator = (text: string, start: number, code: number): Token => {
  for (const operator of OPERATORS.get(code) ?? []) {
    if (text.startsWith(operator, start)) return make(operator, start, start + operator.length);
  }
  const character = text.charAt(start);
  const half = HALVES.get(character);
  if (half !== undefined) return failed(half, start, start + 1);
  const message =
    code >= 0x20 && code <= 0x7e
      ? `Invalid character \`${character}' in input.`
      : `Invalid byte 0x${code} in input.`;
  return failed(message, start, start + 1);
};

/** OVN prints the byte as a signed decimal number behind the 0x. */
const outsideAscii = (text: string, start: number, byte: number): Token => {
  const bytes = utf8(text.codePointAt(start) ?? 0);
  const end = byte + 1 < bytes.length ? start : start + (bytes.length === 4 ? 2 : 1);
  return failed(`Invalid byte 0x${(bytes[byte] ?? 0) - 256} in input.`, start, end);
};

const utf8 = (point: number): readonly number[] => {
  const tail = (shift: number): number => 0x80 | ((point >> shift) & 0x3f);
  if (point < 0x800) return [0xc0 | (point >> 6), tail(0)];
  if (point < 0x10000) return [0xe0 | (point >> 12), tail(6), tail(0)];
  return [0xf0 | (point >> 18), tail(12), tail(6), tail(0)];
};

const scanInteger = (text: string, start: number): Token => {
  const end = integerEnd(text, start);
  const integer = parseInteger(text, start, end);
  if (typeof integer === 'string') return failed(integer, start, end);
  if (text.charCodeAt(end) !== SLASH) {
    return make('integer', start, end, '', integer.format, integer.value);
  }
  const maskEnd = integerEnd(text, end + 1);
  const mask = parseInteger(text, end + 1, maskEnd);
  if (typeof mask === 'string') return failed(mask, start, maskEnd);
  return combine(integer, mask, start, maskEnd);
};

/** A mask has the value's format, or is the length of a prefix; `0/0x1234` may be written too. */
const combine = (value: Integer, mask: Integer, start: number, end: number): Token => {
  let { format } = value;
  let bits: bigint;
  const length = mask.format === 'decimal' ? BigInt.asUintN(32, mask.value) : 1n << 32n;
  if (format === mask.format) bits = mask.value;
  else if (format === 'ipv4' && length <= 32n) bits = prefixMask(length, 32n);
  else if (format === 'ipv6' && length <= 128n) bits = prefixMask(length, 128n);
  else if (format === 'decimal' && mask.format === 'hexadecimal' && value.value === 0n) {
    format = 'hexadecimal';
    bits = mask.value;
  } else return failed('Value and mask have incompatible formats.', start, end);
  return make('masked', start, end, '', format, value.value & bits, bits);
};

const prefixMask = (length: bigint, width: bigint): bigint => ((1n << length) - 1n) << (width - length);
