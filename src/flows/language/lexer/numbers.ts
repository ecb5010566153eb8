/**
 * Integers as OVN writes them. The longest run of letters, digits, colons and dots is one constant:
 *
 *     decimal    0 | [1-9][0-9]*                below 2^64
 *     hex        0[xX][0-9a-fA-F]+              to 1024 bits
 *     ethernet   hex ':' … ':' hex              six parts, 17 characters in all
 *     ipv4       1.2.3.4
 *     ipv6       ::, ::1, 1::2:3, ::ffff:1.2.3.4
 */
import { hexadecimalValue, isAlphanumeric, isDigit, isHexadecimal } from './chars.ts';
import type { Format } from './token.ts';

/** OVN keeps a constant in 128 bytes: room for the widest field that Open vSwitch knows. */
const WIDEST = 1024;
/** An address in text is shorter than this, with its end (INET6_ADDRSTRLEN). */
const LONGEST_ADDRESS = 46;

const COLON = 0x3a;
const DOT = 0x2e;
const ZERO = 0x30;

export interface Integer {
  readonly format: Format;
  readonly value: bigint;
}

/** Offset just after the constant that starts at `start`. Two dots end it, and a colon after a dot (`1.2.3.4:80`). */
export const integerEnd = (text: string, start: number): number => {
  let dotted = false;
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at);
    if (isAlphanumeric(code)) continue;
    if (code === COLON && !dotted) continue;
    if (code === DOT && text.charCodeAt(at + 1) !== DOT) dotted = true;
    else return at;
  }
};

/** The constant that fills the text between two offsets, or what is wrong with it. */
export const parseInteger = (text: string, start: number, end: number): Integer | string => {
  if (start === end) return 'Integer constant expected.';
  if (end - start === 17) {
    const value = parseEthernet(text, start, end);
    if (value !== undefined) return { format: 'ethernet', value: BigInt(value) };
  }
  if (isDecimal(text, start, end)) return parseDecimal(text.slice(start, end));
  const second = text.charCodeAt(start + 1) | 0x20;
  if (text.charCodeAt(start) === ZERO && second === 0x78) {
    if (end - start > 2) return parseHexadecimal(text, start + 2, end);
    return `Hex digits expected following 0${text.charAt(start + 1)}.`;
  }
  if (end - start < LONGEST_ADDRESS) {
    const ipv4 = parseIpv4(text, start, end);
    if (ipv4 !== undefined) return { format: 'ipv4', value: BigInt(ipv4) };
    const ipv6 = parseIpv6(text, start, end);
    if (ipv6 !== undefined) return { format: 'ipv6', value: ipv6 };
  }
  return 'Invalid numeric constant.';
};

const isDecimal = (text: string, start: number, end: number): boolean => {
  for (let at = start; at < end; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
};

const parseDecimal = (digits: string): Integer | string => {
  if (digits.length > 1 && digits.startsWith('0')) return 'Decimal constants must not have leading zeros.';
  if (digits.length <= 20) {
    const value = BigInt(digits);
    if (value < 1n << 64n) return { format: 'decimal', value };
  }
  return 'Decimal constants must be less than 2**64.';
};

/** Read from the last digit on: of two mistakes the one further right is told. */
const parseHexadecimal = (text: string, start: number, end: number): Integer | string => {
  for (let at = end - 1; at >= start; at--) {
    const digit = hexadecimalValue(text.charCodeAt(at));
    if (digit < 0) return 'Invalid syntax in hexadecimal constant.';
    if (digit > 0 && (end - 1 - at) * 4 >= WIDEST) {
      return `Hexadecimal constant requires more than ${WIDEST} bits.`;
    }
  }
  return { format: 'hexadecimal', value: BigInt(`0x${text.slice(start, end)}`) };
};

/** Six parts of hexadecimal digits, each perhaps with 0x; of a part the low eight bits count. */
const parseEthernet = (text: string, start: number, end: number): number | undefined => {
  let value = 0;
  let at = start;
  for (let part = 0; part < 6; part++) {
    if (part > 0 && text.charCodeAt(at++) !== COLON) return undefined;
    if (text.charCodeAt(at) === ZERO && (text.charCodeAt(at + 1) | 0x20) === 0x78) at += 2;
    let octet = 0;
    const first = at;
    for (; at < end && isHexadecimal(text.charCodeAt(at)); at++) {
      octet = ((octet << 4) | hexadecimalValue(text.charCodeAt(at))) & 0xff;
    }
    if (at === first) return undefined;
    value = value * 256 + octet;
  }
  return at === end ? value : undefined;
};

/** Four decimal numbers to 255 without leading zeros. */
const parseIpv4 = (text: string, start: number, end: number): number | undefined => {
  let value = 0;
  let at = start;
  for (let part = 0; part < 4; part++) {
    if (part > 0 && (at >= end || text.charCodeAt(at++) !== DOT)) return undefined;
    let octet = 0;
    const first = at;
    for (; at < end && isDigit(text.charCodeAt(at)); at++) {
      if (at > first && octet === 0) return undefined;
      octet = octet * 10 + (text.charCodeAt(at) - ZERO);
      if (octet > 255) return undefined;
    }
    if (at === first) return undefined;
    value = value * 256 + octet;
  }
  return at === end ? value : undefined;
};

/** RFC 4291, 2.2: eight groups, `::` once for one or more groups of zeros, perhaps an IPv4 address at the end. */
const parseIpv6 = (text: string, start: number, end: number): bigint | undefined => {
  const groups: number[] = [];
  let gap = -1;
  let at = start;
  if (text.charCodeAt(at) === COLON) {
    if (at + 1 >= end || text.charCodeAt(at + 1) !== COLON) return undefined;
    gap = 0;
    at += 2;
  }
  while (at < end) {
    const first = at;
    let group = 0;
    for (; at < end && isHexadecimal(text.charCodeAt(at)); at++) {
      if (at - first === 4) return undefined;
      group = group * 16 + hexadecimalValue(text.charCodeAt(at));
    }
    if (at < end && text.charCodeAt(at) === DOT) {
      const ipv4 = parseIpv4(text, first, end);
      if (ipv4 === undefined) return undefined;
      groups.push(ipv4 >>> 16, ipv4 & 0xffff);
      break;
    }
    if (at === first) return undefined;
    groups.push(group);
    if (at === end) break;
    if (text.charCodeAt(at++) !== COLON || at === end) return undefined;
    if (text.charCodeAt(at) === COLON) {
      if (gap >= 0) return undefined;
      gap = groups.length;
      at++;
    }
  }
  if (gap >= 0 ? groups.length > 7 : groups.length !== 8) return undefined;
  if (gap >= 0) groups.splice(gap, 0, ...new Array<number>(8 - groups.length).fill(0));
  let value = 0n;
  for (let word = 0; word < 8; word += 2) {
    value = (value << 32n) | BigInt(groups[word]! * 0x10000 + groups[word + 1]!);
  }
  return value;
};
