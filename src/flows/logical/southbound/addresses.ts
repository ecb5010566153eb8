/**
 * Addresses as the words of a microflow hold them: least significant first, IPv4 as IPv6 in its mapped form
 * (RFC 4291, 2.5.5.2), so that one comparison serves both.
 */
import { Address4, Address6 } from 'ip-address';

/** 48 bits: [lower 32, upper 16]. */
export type Mac = readonly [low: number, high: number];

/** 128 bits, least significant word first. */
export type Ip = readonly [number, number, number, number];

const MAC = /^[0-9a-f]{1,2}(:[0-9a-f]{1,2}){5}$/i;

export const parseMac = (text: string): Mac | undefined => {
  if (!MAC.test(text)) return undefined;
  const [a, b, c, d, e, f] = text.split(':').map((part) => Number.parseInt(part, 16)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return [((c << 24) | (d << 16) | (e << 8) | f) >>> 0, (a << 8) | b];
};

const MAPPED = 0xffff;

export const mapped = (v4: number): Ip => [v4 >>> 0, MAPPED, 0, 0];

export const isMapped = (ip: Ip): boolean => ip[1] === MAPPED && ip[2] === 0 && ip[3] === 0;

/** An address without a prefix length. */
export const parseIp = (text: string): Ip | undefined => {
  if (text.includes('/') || text.includes('%') || text.length > 64) return undefined;
  return parseCidr(text)?.ip;
};

/** An address with or without a prefix length; the host's bits are kept. */
export const parseCidr = (text: string): { readonly ip: Ip; readonly length: number } | undefined => {
  if (text.length > 64) return undefined;
  // Each says no by an exception, which takes its time.
  if (!text.includes(':') && Address4.isValid(text)) {
    const address = new Address4(text);
    return { ip: mapped(Number(address.bigInt())), length: address.subnetMask };
  }
  if (!text.includes(':') || !Address6.isValid(text)) return undefined;
  const address = new Address6(text);
  return { ip: wordsOf(address.bigInt()), length: address.subnetMask };
};

const WORD = 32n;

const wordsOf = (value: bigint): Ip => [
  Number(BigInt.asUintN(32, value)),
  Number(BigInt.asUintN(32, value >> WORD)),
  Number(BigInt.asUintN(32, value >> (2n * WORD))),
  Number(BigInt.asUintN(32, value >> (3n * WORD))),
];

export const sameIp = (a: Ip, b: Ip): boolean =>
  a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3];

/** The address that an interface makes from its MAC: fe80::/64 and the modified EUI-64 (RFC 4291, appendix A). */
export const linkLocal = ([low, high]: Mac): Ip => [
  (0xfe000000 | (low & 0xffffff)) >>> 0,
  ((((high << 16) | ((low >>> 24) << 8)) ^ 0x02000000) | 0xff) >>> 0,
  0,
  0xfe800000,
];

const OCTETS: readonly string[] = Array.from({ length: 256 }, (_, value) =>
  value.toString(16).padStart(2, '0'),
);

const octet = (value: number): string => OCTETS[value & 255] as string;

export const formatMac = (low: number, high: number): string =>
  `${octet(high >>> 8)}:${octet(high)}:${octet(low >>> 24)}:${octet(low >>> 16)}:${octet(low >>> 8)}:${octet(low)}`;

export const formatIp4 = (v4: number): string =>
  `${v4 >>> 24}.${(v4 >>> 16) & 255}.${(v4 >>> 8) & 255}.${v4 & 255}`;

/** Groups of zeros and mapped addresses as inet_ntop(3) writes them. */
export const formatIp6 = (w0: number, w1: number, w2: number, w3: number): string => {
  const groups = [
    w3 >>> 16,
    w3 & 0xffff,
    w2 >>> 16,
    w2 & 0xffff,
    w1 >>> 16,
    w1 & 0xffff,
    w0 >>> 16,
    w0 & 0xffff,
  ];
  let [start, length] = [-1, 0];
  for (let i = 0; i < 8; i++) {
    let n = 0;
    while (i + n < 8 && groups[i + n] === 0) n++;
    if (n > length) [start, length] = [i, n];
    if (n > 0) i += n;
  }
  if (start === 0 && (length === 6 || (length === 5 && groups[5] === 0xffff))) {
    return `::${length === 5 ? 'ffff:' : ''}${formatIp4(w0)}`;
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (length < 2) return text(groups);
  return `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
};
