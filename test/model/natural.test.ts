import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naturalCompare, networkOf, parseAddress } from '../../src/model/index.ts';

describe('natural order', () => {
  it('counts as a person does', () => {
    expect(['n10', 'n2', 'n1', 'n', '', 'm3', 'n2a'].sort(naturalCompare)).toEqual([
      '',
      'm3',
      'n',
      'n1',
      'n2',
      'n2a',
      'n10',
    ]);
  });

  it.each([
    ['n007', 'n8', -1],
    ['n08', 'n8', -1],
    ['n00', 'n0', 1],
    ['1.10', '1.9', 1],
    ['18446744073709551616', '18446744073709551615', 1],
  ])('%s and %s', (a, b, order) => {
    expect(Math.sign(naturalCompare(a, b))).toBe(order);
  });

  const text = fc.string({ unit: fc.constantFrom('a', 'b', '0', '1', '9', '.') });

  it('is a total order', () => {
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(Math.sign(naturalCompare(a, b))).toBe(-Math.sign(naturalCompare(b, a)) + 0);
        if (naturalCompare(a, b) <= 0 && naturalCompare(b, c) <= 0)
          expect(naturalCompare(a, c)).toBeLessThanOrEqual(0);
        expect(naturalCompare(a, b) === 0).toBe(a === b);
      }),
    );
  });
});

describe('addresses', () => {
  it.each([
    [
      '0A:00:00:00:00:01 10.0.0.2 fd00::2',
      { kind: 'static', mac: '0a:00:00:00:00:01', ips: ['10.0.0.2', 'fd00::2'] },
    ],
    ['0a:00:00:00:00:01', { kind: 'static', ips: [] }],
    ['0a:00:00:00:00:01 dynamic', { kind: 'dynamic', mac: '0a:00:00:00:00:01' }],
    ['dynamic 10.0.0.9', { kind: 'dynamic', mac: undefined, ips: ['10.0.0.9'] }],
    ['router', { kind: 'router' }],
    ['unknown', { kind: 'unknown' }],
    ['what is this', { kind: 'unparsed', ips: [], text: 'what is this' }],
    ['', { kind: 'unparsed' }],
  ])('%j → %j', (given, expected) => {
    expect(parseAddress(given)).toMatchObject(expected);
  });

  it.each([
    ['10.0.0.1/24', '10.0.0.0/24'],
    ['10.0.0.1', '10.0.0.1/32'],
    ['fd00:20::1/64', 'fd00:20::/64'],
    ['not an address', undefined],
    ['1'.repeat(65_536), undefined],
  ])('the network of %s is %s', (given, expected) => {
    expect(networkOf(given)).toBe(expected);
  });
});
