import fc from 'fast-check';
import { Address6 } from 'ip-address';
import { describe, expect, it } from 'vitest';
import {
  formatIpv4,
  formatIpv6,
  formatMac,
  parseIpv4,
  parseIpv6,
  parseMac,
  type Words,
} from '../../../src/model/redact/notation.ts';

describe('IPv4', () => {
  it.each([
    ['0.0.0.0', 0],
    ['10.0.0.1', 0x0a000001],
    ['255.255.255.255', 0xffffffff],
  ])('%s <=> %i', (text, number) => {
    expect(parseIpv4(text)).toBe(number);
    expect(formatIpv4(number)).toBe(text);
  });

  it.each(['', '1.2.3', '1.2.3.256', '1.2.3.4.5', '1.2.3.4 ', 'a.b.c.d', '1.2.3.1000'])(
    '%j is none',
    (text) => expect(parseIpv4(text)).toBeUndefined(),
  );
});

describe('IPv6', () => {
  it.each([
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['FD00:0:0:1::', 'fd00:0:0:1::'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['0:0:0:0:0:ffff:a00:1', '::ffff:10.0.0.1'],
    ['64:ff9b::10.0.0.1', '64:ff9b::a00:1'],
  ])('%s is written %s', (text, expected) => expect(formatIpv6(parseIpv6(text) as Words)).toBe(expected));

  it.each([
    '',
    ':',
    ':::',
    '1:2',
    '1::2::3',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '12345::',
    'g::',
    '1:2:3:4:5:6:7:',
    '10.0.0.1',
  ])(
    // prettier-ignore
    '%j is none',
    (text) => expect(parseIpv6(text)).toBeUndefined(),
  );

  it('any address is read as others read it, and comes back', () => {
    const word = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffffffff }));
    fc.assert(
      fc.property(word, word, word, word, (...words) => {
        const text = formatIpv6(words);
        expect(parseIpv6(text)).toEqual(words);
        const number = words.reduce((sum, part) => (sum << 32n) | BigInt(part), 0n);
        expect(new Address6(text).bigInt()).toBe(number);
      }),
    );
  });
});

describe('MAC', () => {
  it.each([
    ['0a:00:00:12:34:56', { vendor: 0x0a0000, device: 0x123456 }],
    ['ff:ff:ff:ff:ff:ff', { vendor: 0xffffff, device: 0xffffff }],
  ])('%s', (text, mac) => {
    expect(parseMac(text)).toEqual(mac);
    expect(formatMac(mac)).toBe(text);
    expect(parseMac(text.replaceAll(':', '-'))).toEqual(mac);
  });

  it.each(['', '0a:00:00:12:34', '0a:00:00:12:34:5', '0a-00:00:12:34:56', '0a:00:00:12:34:5g'])(
    '%j is none',
    (text) => expect(parseMac(text)).toBeUndefined(),
  );
});
