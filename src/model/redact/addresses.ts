/**
 * Another address for every address, under a key. The same address always becomes the same; what two addresses
 * share at their beginning, their replacements share; nothing tells the way back without the key.
 *
 *     IPv4   32 bits, permuted as a whole
 *     IPv6   64 | 24 16 24 bits, each part on its own
 *     MAC         24    24 bits: as the interface identifiers that are made of them (RFC 4291, appendix A)
 *
 * So fe80::/64 stays, addresses made of a MAC stay those of that MAC, and so do solicited-node multicast groups
 * (`ff02::1:ffXX:XXXX`) and their MACs (`33:33:ff:XX:XX:XX`).
 *
 * What stays: unspecified, loopback, broadcast, 0/8, 127/8, 169.254/16, 224/3, `::`, `::1`, other multicast, and
 * bits that tell what kind of MAC it is (group, locally administered).
 */
import { BitPermutation, maskOf, type Zone } from './bits.ts';
import { isMappedIpv4, type Mac, type Words } from './notation.ts';
import { sipKey } from './siphash.ts';

const zoneOf = (high: number, length: number): Zone => ({ high, low: 0, length });

const IPV4_ZONES: readonly Zone[] = [
  zoneOf(0x00000000, 8),
  zoneOf(0x7f000000, 8),
  zoneOf(0xa9fe0000, 16),
  zoneOf(0xe0000000, 3),
];
/** `::/8`, `fe80::/10`, `ff00::/8`. */
const IPV6_ZONES: readonly Zone[] = [zoneOf(0x00000000, 8), zoneOf(0xfe800000, 10), zoneOf(0xff000000, 8)];
/** The octets between the halves of a MAC in an interface identifier. */
const EUI64 = 0xfffe;
const UNIVERSAL_BIT = 0x020000;
const GROUP_BIT = 0x010000;
/** Their positions among the bits of the vendor's octets. */
const KEPT_VENDOR_BITS = [6, 7];
const SOLICITED_VENDOR = 0x3333ff;

export class AddressPermutation {
  private readonly ipv4Bits: BitPermutation;
  private readonly prefixBits: BitPermutation;
  private readonly vendorBits: BitPermutation;
  private readonly middleBits: BitPermutation;
  private readonly deviceBits: BitPermutation;

  /** `key`: 16 random bytes. */
  constructor(key: Uint8Array) {
    const words = sipKey(key);
    this.ipv4Bits = new BitPermutation(words, { domain: 1, width: 32, zones: IPV4_ZONES });
    this.prefixBits = new BitPermutation(words, { domain: 2, width: 64, zones: IPV6_ZONES });
    this.vendorBits = new BitPermutation(words, { domain: 3, width: 24, keep: KEPT_VENDOR_BITS });
    const zones = [zoneOf(left(EUI64, 16), 16)];
    this.middleBits = new BitPermutation(words, { domain: 4, width: 16, zones });
    this.deviceBits = new BitPermutation(words, { domain: 5, width: 24 });
  }

  ipv4(address: number): number {
    return this.ipv4Bits.of({ high: address, low: 0 }).high;
  }

  ipv6(words: Words): Words {
    const [a, b, c, d] = words;
    if (isMappedIpv4(words) || isNat64(words)) return [a, b, c, this.ipv4(d)];
    if (a === 0 && b === 0 && c === 0 && d <= 1) return words;
    if (a >>> 24 === 0xff) {
      const solicited = a === 0xff020000 && b === 0 && c === 1 && d >>> 24 === 0xff;
      return solicited ? [a, b, c, (0xff000000 | this.device(d & 0xffffff)) >>> 0] : words;
    }
    const { high, low } = this.prefixBits.of({ high: a, low: b });
    const vendor = this.vendor((c >>> 8) ^ UNIVERSAL_BIT) ^ UNIVERSAL_BIT;
    const middle = ((c & 0xff) << 8) | (d >>> 24);
    const between = this.middleBits.of({ high: left(middle, 16), low: 0 }).high >>> 16;
    return [
      high,
      low,
      ((vendor << 8) | (between >>> 8)) >>> 0,
      (((between & 0xff) << 24) | this.device(d & 0xffffff)) >>> 0,
    ];
  }

  mac({ vendor, device }: Mac): Mac {
    if (vendor === 0 && device === 0) return { vendor, device };
    const isGroup = (vendor & GROUP_BIT) !== 0;
    if (isGroup) return { vendor, device: vendor === SOLICITED_VENDOR ? this.device(device) : device };
    return { vendor: this.vendor(vendor), device: this.device(device) };
  }

  /** The first three octets of a MAC alone. */
  vendor(vendor: number): number {
    return this.vendorBits.of({ high: left(vendor, 24), low: 0 }).high >>> 8;
  }

  private device(device: number): number {
    return this.deviceBits.of({ high: left(device, 24), low: 0 }).high >>> 8;
  }
}

const left = (bits: number, width: number): number => (bits << (32 - width)) >>> 0;

/** `64:ff9b::/96` (RFC 6052). */
const isNat64 = ([a, b, c]: Words): boolean => a === 0x0064ff9b && b === 0 && c === 0;

/** Masks as words: those of `length` bits, for comparisons with what is written after a slash. */
export const prefixMask = (length: number): Words => [
  maskOf(length),
  maskOf(length - 32),
  maskOf(length - 64),
  maskOf(length - 96),
];
