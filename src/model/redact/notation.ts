/**
 * Addresses as numbers, and back as text: IPv4 `10.0.0.1`, IPv6 (RFC 4291 §2.2; written as RFC 5952 says), MAC
 * `0a:00:00:00:00:01`.
 */

/** Four words of 32 bits. */
export type Words = readonly [number, number, number, number];

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

export const parseIpv4 = (text: string): number | undefined => {
  const octets = IPV4.exec(text)?.slice(1).map(Number);
  if (octets === undefined || octets.some((octet) => octet > 255)) return undefined;
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
};

export const formatIpv4 = (address: number, separator = '.'): string =>
  [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join(separator);

/** No IPv6 address is longer. */
const LONGEST_IPV6 = 45;
const GROUP = /^[0-9a-f]{1,4}$/i;

export const parseIpv6 = (text: string): Words | undefined => {
  if (text.length > LONGEST_IPV6 || !text.includes(':')) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [before, after] = halves.map((half) => (half === '' ? [] : groupsOf(half)));
  if (before === undefined || (halves.length === 2 && after === undefined)) return undefined;
  const given = before.length + (after?.length ?? 0);
  if (after === undefined ? given !== 8 : given > 7) return undefined;
  const groups = [...before, ...new Array<number>(8 - given).fill(0), ...(after ?? [])];
  const word = (at: number): number => (groups[at] as number) * 0x10000 + (groups[at + 1] as number);
  return [word(0), word(2), word(4), word(6)];
};

const groupsOf = (text: string): number[] | undefined => {
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [at, part] of parts.entries()) {
    const ipv4 = at === parts.length - 1 && part.includes('.') ? parseIpv4(part) : undefined;
    if (ipv4 !== undefined) groups.push(ipv4 >>> 16, ipv4 & 0xffff);
    else if (GROUP.test(part)) groups.push(parseInt(part, 16));
    else return undefined;
  }
  return groups;
};

/** `::ffff:0:0/96` */
export const isMappedIpv4 = ([a, b, c]: Words): boolean => a === 0 && b === 0 && c === 0xffff;

export const formatIpv6 = (words: Words): string => {
  if (isMappedIpv4(words)) return `::ffff:${formatIpv4(words[3])}`;
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff]);
  let [start, length] = [0, 1];
  for (let at = 0; at < 8; at++) {
    let end = at;
    while (groups[end] === 0) end++;
    if (end - at > length) [start, length] = [at, end - at];
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (length === 1) return text(groups);
  return `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
};

/** The manufacturer's three octets and the device's three. */
export interface Mac {
  readonly vendor: number;
  readonly device: number;
}

const MAC = /^[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}$/i;

export const parseMac = (text: string): Mac | undefined => {
  if (text.length !== 17 || !MAC.test(text)) return undefined;
  const digits = text.replace(/[:-]/g, '');
  return { vendor: parseInt(digits.slice(0, 6), 16), device: parseInt(digits.slice(6), 16) };
};

export const formatMac = ({ vendor, device }: Mac, separator = ':'): string =>
  (vendor.toString(16).padStart(6, '0') + device.toString(16).padStart(6, '0')).replace(
    /..(?!$)/g,
    `$&${separator}`,
  );
