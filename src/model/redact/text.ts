/**
 * Finds the addresses in a text, whatever stands around them, and puts others in their place:
 *
 *     run      = digits a-f, `:` and `.` without a gap; it is an address, or ADDRESS:PORT, or has some in it
 *     network  = run `/` (length | mask)
 *     dashed   = `10-0-0-1` | `0a-00-00-00-00-01`         as in the names of machines
 *
 * - A network whose address has no bit beyond its mask (`10.0.0.0/24`) stays such a one: ovn-northd refuses others.
 * - Masks stay. What is no address (`3.1.0`, `12:30`, an UUID) stays.
 * - IPv6 addresses that letters touch are taken for names (`a::b` in `data::bus`) unless they show a digit.
 */
import { AddressPermutation, prefixMask } from './addresses.ts';
import { formatIpv4, formatIpv6, formatMac, parseIpv4, parseIpv6, parseMac, type Words } from './notation.ts';

const RUN = /[0-9a-f:.]{3,}(?:\/[0-9a-f:.]+)?/gi;
const DASHED =
  /(?<![0-9a-f])[0-9a-f]{2}(?:-[0-9a-f]{2}){5}(?![0-9a-f])|(?<!\d)\d{1,3}(?:-\d{1,3}){3}(?!\d)/gi;
const IPV4_INSIDE = /(?<!\d)\d{1,3}(?:\.\d{1,3}){3}(?!\d)/g;
const MAC_AT_END = /(?<![0-9a-f])[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i;
const MAC_INSIDE = /(?<![0-9a-f])[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![0-9a-f])/gi;
const WORD = /[a-z0-9_]/i;
/** Shorter than any address that does not stay. */
const SHORTEST = 3;

export class AddressText {
  private readonly addresses: AddressPermutation;

  /** `key`: 16 random bytes. */
  constructor(key: Uint8Array) {
    this.addresses = new AddressPermutation(key);
  }

  /** `text` with other addresses. */
  replaced(text: string): string {
    if (text.length < SHORTEST) return text;
    const plain = text.includes('-') ? text.replace(DASHED, (found) => this.dashed(found)) : text;
    if (!plain.includes('.') && !plain.includes(':')) return plain;
    return plain.replace(RUN, (run: string, at: number) => {
      const touched = WORD.test(plain[at - 1] ?? '') || WORD.test(plain[at + run.length] ?? '');
      return this.run(run, touched);
    });
  }

  /** `XX:XX:XX`, the first octets of MACs; anything else as `replaced`. */
  macPrefix(text: string): string {
    if (!/^[0-9a-f]{2}(?::[0-9a-f]{2}){2}$/i.test(text)) return this.replaced(text);
    const vendor = this.addresses.vendor(parseInt(text.replaceAll(':', ''), 16));
    return formatMac({ vendor, device: 0 }).slice(0, 8);
  }

  /** A datapath identifier: 16 digits, of which the last 12 are usually a MAC. */
  datapathId(text: string): string {
    const [, start, digits] = /^([0-9a-f]{4})([0-9a-f]{12})$/i.exec(text) ?? [];
    if (start === undefined || digits === undefined) return this.replaced(text);
    const mac = parseMac(digits.replace(/..(?!$)/g, '$&:'));
    return mac === undefined ? text : start + formatMac(this.addresses.mac(mac), '');
  }

  private dashed(text: string): string {
    const mac = this.mac(text, '-');
    if (mac !== undefined) return mac;
    const ipv4 = parseIpv4(text.replaceAll('-', '.'));
    return ipv4 === undefined ? text : formatIpv4(this.addresses.ipv4(ipv4), '-');
  }

  private run(run: string, touched: boolean): string {
    const slash = run.indexOf('/');
    const [address, rest] = slash < 0 ? [run, ''] : [run.slice(0, slash), run.slice(slash + 1)];
    if (slash < 0) return this.punctuated(address, touched);
    const [mask, tail] = splitEnd(rest);
    const network = this.network(address, mask);
    if (network !== undefined) return `${network}/${mask}${tail}`;
    return `${this.punctuated(address, touched)}/${this.punctuated(rest, touched)}`;
  }

  /** An address before a mask; `undefined` when it is something else. */
  private network(address: string, mask: string): string | undefined {
    const ipv4 = parseIpv4(address);
    if (ipv4 !== undefined) {
      const bits = ipv4Mask(mask);
      if (bits === undefined) return undefined;
      const mapped = this.addresses.ipv4(ipv4);
      return formatIpv4((ipv4 & ~bits) === 0 ? (mapped & bits) >>> 0 : mapped);
    }
    const ipv6 = parseIpv6(address);
    if (ipv6 !== undefined) {
      const bits = ipv6Mask(mask);
      if (bits === undefined) return undefined;
      const mapped = this.addresses.ipv6(ipv6);
      const whole = ipv6.every((word, at) => (word & ~(bits[at] as number)) === 0);
      return formatIpv6(whole ? and(mapped, bits) : mapped);
    }
    const mac = parseMac(address);
    const bits = parseMac(mask);
    if (mac === undefined || bits === undefined) return undefined;
    const mapped = this.addresses.mac(mac);
    const whole = (mac.vendor & ~bits.vendor) === 0 && (mac.device & ~bits.device) === 0;
    return formatMac(
      whole ? { vendor: mapped.vendor & bits.vendor, device: mapped.device & bits.device } : mapped,
    );
  }

  private punctuated(run: string, touched: boolean): string {
    const [whole, tail] = splitEnd(run);
    const start = /^(?:\.|:(?!:))/.test(whole) ? 1 : 0;
    return whole.slice(0, start) + this.single(whole.slice(start), touched && start === 0) + tail;
  }

  private single(text: string, touched: boolean): string {
    if (!text.includes('.') && !text.includes(':')) return text;
    const mac = this.mac(text);
    if (mac !== undefined) return mac;
    const ipv6 = parseIpv6(text);
    if (ipv6 !== undefined) {
      const isName = touched && !/^[0-9a-f].*\d|^\d/i.test(text);
      return isName ? text : formatIpv6(this.addresses.ipv6(ipv6));
    }
    return this.inside(text, touched);
  }

  /** Addresses with something before or after them: `10:ADDRESS`, `ADDRESS:80`, `ADDRESS..ADDRESS`. */
  private inside(text: string, touched: boolean): string {
    const [first, last] = [text.indexOf(':'), text.lastIndexOf(':')];
    const halves = [
      ['', text.slice(0, Math.max(0, last)), text.slice(last)],
      [text.slice(0, first + 1), text.slice(first + 1), ''],
    ] as const;
    // What touches a letter in front is the end of a name.
    for (const [head, middle, tail] of touched ? [...halves].reverse() : halves) {
      const ipv6 = parseIpv6(middle);
      if (ipv6 !== undefined) return head + formatIpv6(this.addresses.ipv6(ipv6)) + tail;
    }
    const [end = ''] = (touched ? MAC_AT_END.exec(text) : null) ?? [];
    const mapped = this.mac(end) ?? end;
    if (mapped !== end) return this.embedded(text.slice(0, -end.length)) + mapped;
    return this.embedded(text);
  }

  private embedded(text: string): string {
    return text
      .replace(MAC_INSIDE, (found) => this.mac(found) ?? found)
      .replace(IPV4_INSIDE, (found) => {
        const ipv4 = parseIpv4(found);
        return ipv4 === undefined ? found : formatIpv4(this.addresses.ipv4(ipv4));
      });
  }

  private mac(text: string, separator = ':'): string | undefined {
    const mac = parseMac(text);
    if (mac === undefined) return undefined;
    const mapped = formatMac(this.addresses.mac(mac), separator);
    return /[A-F]/.test(text) ? mapped.toUpperCase() : mapped;
  }
}

/** What ends a sentence is not part of an address; `::` is. */
const splitEnd = (run: string): [string, string] => {
  let end = run.length;
  while (run[end - 1] === '.' || (run[end - 1] === ':' && run[end - 2] !== ':')) end--;
  return [run.slice(0, end), run.slice(end)];
};

const LENGTH = /^\d{1,3}$/;

/** A length or a mask of ones before zeros (or the other way round), as 32 bits. */
const ipv4Mask = (text: string): number | undefined => {
  if (LENGTH.test(text)) return Number(text) <= 32 ? prefixMask(Number(text))[0] : undefined;
  const bits = parseIpv4(text);
  if (bits === undefined) return undefined;
  const inverse = ~bits >>> 0;
  const contiguous = (inverse & (inverse + 1)) === 0 || (bits & (bits + 1)) === 0;
  return contiguous || bits >>> 24 === 0xff ? bits : undefined;
};

const IPV6_MASKS = Array.from({ length: 129 }, (_, length) => prefixMask(length));

const ipv6Mask = (text: string): Words | undefined => {
  if (LENGTH.test(text)) return Number(text) <= 128 ? prefixMask(Number(text)) : undefined;
  const words = parseIpv6(text);
  if (words === undefined) return undefined;
  const isMask = IPV6_MASKS.some((mask) => equal(mask, words) || equal(not(mask), words));
  return isMask || words[0] >>> 24 === 0xff ? words : undefined;
};

const and = (a: Words, b: Words): Words => a.map((word, at) => (word & (b[at] as number)) >>> 0) as unknown as Words; // prettier-ignore
const not = (a: Words): Words => a.map((word) => ~word >>> 0) as unknown as Words;
const equal = (a: Words, b: Words): boolean => a.every((word, at) => word === b[at]);
