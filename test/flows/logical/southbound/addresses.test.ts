/** Addresses as words. */
import fc from 'fast-check';
import { Address4, Address6 } from 'ip-address';
import { describe, expect, it } from 'vitest';
import {
  formatIp4,
  formatIp6,
  formatMac,
  isMapped,
  linkLocal,
  mapped,
  parseCidr,
  parseIp,
  parseMac,
  sameIp,
} from '../../../../src/flows/logical/southbound/addresses.ts';

const word = fc.oneof(fc.nat(0xffffffff), fc.constantFrom(0, 1, 0xffff, 0x10000, 0xffff0000, 0xffffffff));
const words = fc.tuple(word, word, word, word);

describe('laws', () => {
  it('what is written is read as what it was', () => {
    fc.assert(
      fc.property(words, (ip) => {
        expect(parseIp(formatIp6(...ip))).toEqual(ip);
        expect(parseIp(formatIp4(ip[0]))).toEqual(mapped(ip[0]));
        expect(parseMac(formatMac(ip[0], ip[1] & 0xffff))).toEqual([ip[0], ip[1] & 0xffff]);
      }),
    );
  });

  it('IPv6 is what the library makes of it', () => {
    fc.assert(
      fc.property(words, (ip) => {
        const value = ip.reduce((sum, part, i) => sum + (BigInt(part) << BigInt(32 * i)), 0n);
        const text = Address6.fromBigInt(value).correctForm();
        // The library never writes the last 32 bits as an IPv4 address.
        if (!formatIp6(...ip).includes('.')) expect(formatIp6(...ip)).toBe(text);
        expect(parseIp(text)).toEqual(ip);
      }),
      { numRuns: 1000 },
    );
  });

  it('IPv4 is what the library makes of it', () => {
    fc.assert(
      fc.property(word, (ip) => {
        expect(formatIp4(ip)).toBe(Address4.fromBigInt(BigInt(ip)).correctForm());
      }),
    );
  });
});

describe('as inet_ntop(3) writes it', () => {
  it.each([
    ['0:0:0:0:0:0:0:0', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['FD00:0:0:0:0:0:0:0', 'fd00::'],
    ['fd00:0:0:1:0:0:0:1', 'fd00:0:0:1::1'],
    // Of two gaps of one length the first.
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
    // One group of zeros is no gap.
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
    ['::10.0.0.1', '::10.0.0.1'],
    ['64:ff9b::10.0.0.1', '64:ff9b::a00:1'],
    ['::1:0:0', '::1:0:0'],
    ['1:2:3:4:5:6:0:0', '1:2:3:4:5:6::'],
  ])('%s => %s', (text, expected) => {
    expect(formatIp6(...parseIp(text)!)).toBe(expected);
  });
});

describe('texts', () => {
  it.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.1/24',
    'fe80::1%eth0',
    'fd00::1::2',
    'sw0',
    '00:00:00:00:00:01',
    ' 10.0.0.1',
    `${'0'.repeat(100)}::1`,
  ])('"%s" is no address', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });

  it.each<[string, readonly [string, number] | undefined]>([
    ['10.0.0.5/24', ['10.0.0.5', 24]],
    ['10.0.0.5', ['10.0.0.5', 32]],
    ['fd00::5/64', ['fd00::5', 64]],
    ['fd00::5', ['fd00::5', 128]],
    ['10.0.0.5/33', undefined],
    ['fd00::5/129', undefined],
  ])('%s => %j', (text, expected) => {
    const cidr = parseCidr(text);
    const shown = cidr && [isMapped(cidr.ip) ? formatIp4(cidr.ip[0]) : formatIp6(...cidr.ip), cidr.length];
    expect(shown).toEqual(expected);
  });

  it.each<[string, string | undefined]>([
    ['0a:00:00:00:00:01', '0a:00:00:00:00:01'],
    ['A:0:0:0:0:1', '0a:00:00:00:00:01'],
    ['ff:ff:ff:ff:ff:ff', 'ff:ff:ff:ff:ff:ff'],
    ['0a:00:00:00:00', undefined],
    ['0a-00-00-00-00-01', undefined],
    ['0a:00:00:00:00:001', undefined],
    ['unknown', undefined],
  ])('MAC %s => %s', (text, expected) => {
    const mac = parseMac(text);
    expect(mac && formatMac(...mac)).toBe(expected);
  });
});

describe('made of others', () => {
  it.each([
    ['00:00:00:00:00:01', 'fe80::200:ff:fe00:1'],
    ['02:ff:ee:dd:cc:bb', 'fe80::ff:eeff:fedd:ccbb'],
    ['fa:16:3e:12:34:56', 'fe80::f816:3eff:fe12:3456'],
  ])('the link-local address of %s is %s', (mac, expected) => {
    expect(formatIp6(...linkLocal(parseMac(mac)!))).toBe(expected);
  });

  it('IPv4 and its mapped form are the same', () => {
    expect(sameIp(parseIp('10.0.0.1')!, parseIp('::ffff:10.0.0.1')!)).toBe(true);
    expect(sameIp(parseIp('10.0.0.1')!, parseIp('::10.0.0.1')!)).toBe(false);
    expect(isMapped(parseIp('fd00::1')!)).toBe(false);
  });
});
