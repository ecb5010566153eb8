/** Values in the notations of Open vSwitch. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardSymbols } from '../../../../src/flows/language/index.ts';
import {
  ctStateText,
  fieldText,
  hexOfWords,
  ipText,
  tcpFlagsText,
} from '../../../../src/flows/logical/render/values.ts';

describe('words', () => {
  it('are one number in hexadecimal', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(0), fc.nat(0xffffffff)), { maxLength: 4 }), (words) => {
        const value = words.reduce((sum, word, i) => sum + (BigInt(word) << BigInt(32 * i)), 0n);
        expect(hexOfWords(words)).toBe(value === 0n ? '0' : `0x${value.toString(16)}`);
      }),
    );
  });
});

describe('fields', () => {
  it.each<[string, readonly number[], string]>([
    ['eth.src', [0x22334455, 0x0011], '00:11:22:33:44:55'],
    ['ip4.dst', [0x0a000001], '10.0.0.1'],
    ['arp.tpa', [0x0a000001], '10.0.0.1'],
    ['ip6.src', [1, 0, 0, 0xfd000000], 'fd00::1'],
    ['nd.target', [1, 0, 0, 0xfe800000], 'fe80::1'],
    ['nd.sll', [5, 0], '00:00:00:00:00:05'],
    ['tcp.dst', [80], '80'],
    ['ip.ttl', [64], '64'],
    ['icmp6.type', [135], '135'],
    ['eth.type', [0x800], '0x800'],
    ['ct_mark', [0], '0'],
    ['ct_label', [1, 0, 2], '0x20000000000000001'],
    ['ct_state', [0x21], 'new|trk'],
    ['tcp.flags', [0x12], 'syn|ack'],
  ])('%s %j => %s', (name, words, expected) => {
    expect(fieldText(standardSymbols().get(name)!.field!, words)).toBe(expected);
  });
});

describe('flags', () => {
  it('are named, the lowest first, and what has no name is a number', () => {
    expect([ctStateText(0), ctStateText(0xff), ctStateText(0x120)]).toEqual([
      '0',
      'new|est|rel|rpl|inv|trk|snat|dnat',
      'trk|0x100',
    ]);
    expect([tcpFlagsText(0), tcpFlagsText(0x1002), tcpFlagsText(0xe00)]).toEqual([
      '0',
      'syn|0x1000',
      '[200]|[400]|[800]',
    ]);
  });
});

it('addresses of either family', () => {
  expect([ipText([0x0a000001], 4), ipText([1, 0, 0, 0xfd000000], 6)]).toEqual(['10.0.0.1', 'fd00::1']);
});
