/** Addresses in one spelling, so that a hash map finds them however they were written; networks as ranges. */
import { Address4 } from 'ip-address';
import { parseIp } from '../addresses.ts';

const MAC = /^[0-9a-f]{1,2}([:-][0-9a-f]{1,2}){5}$/i;
const DOTTED_MAC = /^[0-9a-f]{4}(\.[0-9a-f]{4}){2}$/i;
const PLAIN_V4 = /^(?:(?:25[0-5]|2[0-4]\d|1?[1-9]?\d|1\d\d)(?:\.(?!$)|$)){4}$/;

/** `AA-BB-CC-00-11-22`, `aabb.cc00.1122` → `aa:bb:cc:00:11:22`. */
export const macKey = (text: string): string | undefined => {
  if (text.length > 17) return undefined;
  if (MAC.test(text)) {
    const bytes = text.toLowerCase().split(/[:-]/);
    return bytes.map((byte) => byte.padStart(2, '0')).join(':');
  }
  if (!DOTTED_MAC.test(text)) return undefined;
  return text.toLowerCase().replaceAll('.', '').match(/../g)?.join(':');
};

const MAC_PREFIX = /^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){1,4}(?:[:-][0-9a-f]?)?$/i;
const DOTTED_PREFIX = /^[0-9a-f]{4}\.[0-9a-f]{0,4}(?:(?<=\.[0-9a-f]{4})\.[0-9a-f]{0,3})?$/i;

/** Two bytes or more that a MAC begins with, in the spelling of `macKey`. */
export const macPrefix = (text: string): string | undefined => {
  if (MAC_PREFIX.test(text)) return text.toLowerCase().replaceAll('-', ':');
  if (!DOTTED_PREFIX.test(text)) return undefined;
  return text.toLowerCase().replaceAll('.', '').match(/..?/g)?.join(':');
};

/** An address without prefix, in its shortest spelling. */
export const ipKey = (text: string): string | undefined => {
  if (text.length > 64 || text.includes('/')) return undefined;
  if (PLAIN_V4.test(text)) return text;
  if (!text.includes(':')) return undefined;
  return parseIp(text)?.correctForm();
};

export interface Net {
  readonly v6: boolean;
  readonly first: bigint;
  readonly last: bigint;
}

export const netOf = (text: string): Net | undefined => {
  const address = parseIp(text);
  if (address === undefined) return undefined;
  const v6 = !(address instanceof Address4);
  const bits = BigInt((v6 ? 128 : 32) - address.subnetMask);
  const first = (address.bigInt() >> bits) << bits;
  return { v6, first, last: first + (1n << bits) - 1n };
};

export const sameNet = (a: Net, b: Net): boolean => a.v6 === b.v6 && a.first === b.first && a.last === b.last;

export const overlap = (a: Net, b: Net): boolean => a.v6 === b.v6 && a.first <= b.last && b.first <= a.last;

export const contains = (net: Net, one: Net): boolean =>
  net.v6 === one.v6 && net.first <= one.first && one.last <= net.last;
