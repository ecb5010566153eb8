/** Constants of matches as words, without BigInt: only those that are plainly of one of these forms. */
import { isMapped, parseCidr, parseMac } from '../southbound/addresses.ts';

export interface TextValue {
  /** Least significant first. */
  readonly words: readonly [number, number, number, number];
  /** Of `10.0.0.0/24`, how many bits count and of how many. */
  readonly prefix: { readonly length: number; readonly of: 32 | 128 } | undefined;
}

const IP4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/;
const DECIMAL = /^(?:0|[1-9]\d{0,14})$/;
const HEXADECIMAL = /^0[xX][0-9a-fA-F]{1,13}$/;
const WORD = 0x100000000;

export const parseValue = (text: string): TextValue | undefined => {
  if (DECIMAL.test(text) || HEXADECIMAL.test(text)) {
    const value = Number(text);
    return { words: [value % WORD, Math.floor(value / WORD), 0, 0], prefix: undefined };
  }
  const ip4 = IP4.exec(text);
  if (ip4 !== null) return ip4Value(ip4);
  if (!text.includes(':')) return undefined;
  const mac = text.length === 17 ? parseMac(text) : undefined;
  if (mac !== undefined) return { words: [mac[0], mac[1], 0, 0], prefix: undefined };
  const ip6 = parseCidr(text);
  if (ip6 === undefined || (isMapped(ip6.ip) && text.includes('.'))) return undefined;
  const prefix = text.includes('/') ? { length: ip6.length, of: 128 as const } : undefined;
  return { words: masked(ip6.ip, prefix?.length ?? 128), prefix };
};

const ip4Value = (parts: RegExpExecArray): TextValue | undefined => {
  let value = 0;
  for (let i = 1; i <= 4; i++) {
    const octet = Number(parts[i]);
    if (octet > 255) return undefined;
    value = value * 256 + octet;
  }
  if (parts[5] === undefined) return { words: [value, 0, 0, 0], prefix: undefined };
  const length = Number(parts[5]);
  if (length > 32) return undefined;
  const mask = length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
  return { words: [(value & mask) >>> 0, 0, 0, 0], prefix: { length, of: 32 } };
};

const masked = (
  words: readonly [number, number, number, number],
  length: number,
): [number, number, number, number] => {
  const bits = (word: number): number => {
    const counted = Math.min(32, Math.max(0, length - (3 - word) * 32));
    return counted === 0 ? 0 : (0xffffffff << (32 - counted)) >>> 0;
  };
  return [
    (words[0] & bits(0)) >>> 0,
    (words[1] & bits(1)) >>> 0,
    (words[2] & bits(2)) >>> 0,
    (words[3] & bits(3)) >>> 0,
  ];
};
