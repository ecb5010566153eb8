/** Addresses in texts, and others in their place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIpv4, parseIpv6, type Words } from '../../../src/model/redact/notation.ts';
import { AddressText } from '../../../src/model/redact/text.ts';

const key = Uint8Array.from({ length: 16 }, (_, i) => 17 * i + 3);
const addresses = new AddressText(key);
const map = (text: string): string => addresses.replaced(text);

const octet = fc.integer({ min: 0, max: 255 });
const hex = (n: number, digits = 2): string => n.toString(16).padStart(digits, '0');
const ipv4 = fc
  .tuple(
    fc.integer({ min: 1, max: 223 }).filter((n) => n !== 127 && n !== 169),
    octet,
    octet,
    octet,
  )
  .map((octets) => octets.join('.'));
const mac = fc
  .tuple(
    octet.map((n) => (n & 0xfe) | 2),
    octet,
    octet,
    octet,
    octet,
    octet,
  )
  .map((octets) => octets.map((n) => hex(n)).join(':'));
const group = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16));
const ipv6 = fc
  .tuple(fc.constantFrom('fd00', '2001', 'fe80'), fc.array(group, { minLength: 7, maxLength: 7 }))
  .map(([first, rest]) => [first, ...rest].join(':'));

/** How many bits two addresses have in common at their beginning. */
const common = (a: Words, b: Words): number => {
  const bits = (words: Words): string => words.map((word) => word.toString(2).padStart(32, '0')).join('');
  const [x, y] = [bits(a), bits(b)];
  let n = 0;
  while (n < 128 && x[n] === y[n]) n++;
  return n;
};

describe('addresses', () => {
  it('the same address => the same, wherever it stands', () => {
    const [x, m, six] = [map('10.0.0.5'), map('0a:00:00:00:00:05'), map('fd00::5')];
    const v = map('fd00::').replace(/::$/, '');
    expect(v).toMatch(/^f[cd]/);
    const pairs: readonly (readonly [string, string])[] = [
      ['10.0.0.5:80', `${x}:80`],
      ['tcp:10.0.0.5:6642', `tcp:${x}:6642`],
      ['ptcp:6640:10.0.0.5', `ptcp:6640:${x}`],
      ['0a:00:00:00:00:05 10.0.0.5 fd00::5', `${m} ${x} ${six}`],
      ['[fd00::5]:80', `[${six}]:80`],
      ['lsp:fd00::5', `lsp:${six}`],
      ['n1:fd00:0:0:0:0:0:0:5', `n1:${six}`],
      ['fd00:0:0:0:0:0:0:5:80', `${six}:80`],
      ['ip4.src == {10.0.0.5, 10.0.0.5}', `ip4.src == {${x}, ${x}}`],
      ['ip6.dst == FD00:0::5 && tcp', `ip6.dst == ${six} && tcp`],
      ['port-10.0.0.5.', `port-${x}.`],
      ['a_10.0.0.5_b', `a_${x}_b`],
      ['node-10-0-0-5', `node-${x.replaceAll('.', '-')}`],
      ['0A-00-00-00-00-05', m.toUpperCase().replaceAll(':', '-')],
      ['physnet10:0a:00:00:00:00:05', `physnet10:${m}`],
      ['physnet1:0a:00:00:00:00:05,other:0a:00:00:00:00:05', `physnet1:${m},other:${m}`],
      ['10.0.0.5..10.0.0.5', `${x}..${x}`],
      ['::ffff:10.0.0.5', `::ffff:${x}`],
      ['64:ff9b::10.0.0.5', map('64:ff9b::a00:5')],
      ['fd00::5/128', `${six}/128`],
      ['10.0.0.5/24', `${x}/24`],
      ['10.0.0.5/255.255.255.0', `${x}/255.255.255.0`],
      ['see "fd00::5": there', `see "${six}": there`],
    ];
    for (const [text, expected] of pairs) expect([text, map(text)]).toEqual([text, expected]);
  });

  it.each([
    '0.0.0.0/0', '::/0', '::', '::1', '127.0.0.1', '255.255.255.255', '169.254.169.254', '224.0.0.1', '239.1.2.3',
    'ff02::1', 'ff02::/16', '00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff', '01:00:5e:00:00:01', '33:33:00:00:00:16',
    '01:00:00:00:00:00/01:00:00:00:00:00', 'netmask = 255.255.240.0', 'router', 'dynamic', '3.1.0', '23.03.1-20.27.0-70.6',
    '12:30:45', '2026-01-02T03:04:05', 'std::map', 'data::bus', 'fe::bar', '1.2.3', '300.1.1.1', 'reg0[0..3]',
    'b27e4b64-b197-464c-b557-9b740fb98c89', '6081', '', '...', ':::', 'a/b', '1:2:3', 'tcp:127.0.0.1:6640',
  ])('%s stays', (text) => expect(map(text)).toBe(text)); // prettier-ignore

  it.each([
    '10.0.0.0/24',
    '10.128.0.0/9',
    '192.168.7.64/26',
    'fd00:1:2::/64',
    'fd00::/12',
    '10.0.0.0/255.255.0.0',
    'fd00::/ffff::',
    '0a:00:00:00:00:00/ff:ff:ff:00:00:00',
  ])(
    // prettier-ignore
    '%s stays a network',
    (text) => {
      const [address = '', mask = ''] = map(text).split('/');
      expect(address).not.toBe(text.split('/')[0]);
      expect(mask).toBe(text.split('/')[1]);
      expect(address).toMatch(/(?:\.0|::|:00|64|0|128)$/);
    },
  );

  it('IPv4: what two have in common at the start, their replacements have', () => {
    const words = (text: string): Words => [parseIpv4(text) ?? 0, 0, 0, 0];
    fc.assert(
      fc.property(ipv4, ipv4, fc.integer({ min: 0, max: 4 }), (a, b, n) => {
        const c = [...a.split('.').slice(0, n), ...b.split('.').slice(n)].join('.');
        expect(common(words(map(a)), words(map(c)))).toBe(common(words(a), words(c)));
      }),
    );
  });

  it('IPv6: likewise, and the prefix of link-local addresses stays', () => {
    const words = (text: string): Words => parseIpv6(text) as Words;
    fc.assert(
      fc.property(ipv6, ipv6, fc.integer({ min: 1, max: 8 }), (a, b, n) => {
        const c = [...a.split(':').slice(0, n), ...b.split(':').slice(n)].join(':');
        expect(common(words(map(a)), words(map(c)))).toBe(common(words(a), words(c)));
        if (a.startsWith('fe80')) expect(words(map(a))[0]).toBe(words(a)[0]);
      }),
    );
  });

  it('addresses made of a MAC stay those of that MAC', () => {
    const eui64 = (text: string): string => {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = text.split(':').map((part) => parseInt(part, 16));
      return `${hex(a ^ 2)}${hex(b)}:${hex(c)}ff:fe${hex(d)}:${hex(e)}${hex(f)}`;
    };
    const low = (text: string): string => text.split(':').slice(-3).join('');
    fc.assert(
      fc.property(mac, (text) => {
        expect(parseIpv6(map(`fe80::${eui64(text)}`))).toEqual(parseIpv6(`fe80::${eui64(map(text))}`));
        const groups = `33:33:ff:${text.split(':').slice(-3).join(':')}`;
        expect(low(map(groups))).toBe(low(map(text)));
        const solicited = parseIpv6(map(`ff02::1:ff${low(text).slice(0, 2)}:${low(text).slice(2)}`));
        expect(((solicited?.[3] ?? 0) & 0xffffff).toString(16).padStart(6, '0')).toBe(low(map(text)));
      }),
    );
  });

  it('different addresses stay different, and no address stays in the text', () => {
    const before = fc.constantFrom('', ' ', '"', 'ip4.src == ', 'lsp-', '{', '[', 'tcp:', '$as_', 'x=');
    const after = fc.constantFrom('', ' ', '"', ', ', '/24', ':80', ']:80', '-x', '}', '.', '_b');
    fc.assert(
      fc.property(fc.array(fc.tuple(before, fc.oneof(ipv4, ipv6, mac), after), { maxLength: 5 }), (parts) => {
        const text = map(parts.map((part) => part.join('')).join(' ; '));
        for (const [, address] of parts) expect(text).not.toContain(address);
      }),
    );
    fc.assert(fc.property(ipv4, ipv4, (a, b) => (map(a) === map(b)) === (a === b)));
    fc.assert(fc.property(mac, mac, (a, b) => (map(a) === map(b)) === (a === b)));
  });

  it('another key => others', () => {
    const other = new AddressText(new Uint8Array(16));
    expect(other.replaced('10.1.2.3 fd00::1 0a:00:00:00:00:01')).not.toBe(map('10.1.2.3 fd00::1 0a:00:00:00:00:01')); // prettier-ignore
  });

  it('prefixes of MACs and datapath identifiers go with the MACs', () => {
    const m = map('0a:00:00:12:34:56');
    expect(addresses.macPrefix('0a:00:00')).toBe(m.slice(0, 8));
    expect(addresses.datapathId('00000a0000123456')).toBe(`0000${m.replaceAll(':', '')}`);
    expect([addresses.macPrefix('10.0.0.5'), addresses.datapathId('')]).toEqual([map('10.0.0.5'), '']);
  });

  it('any text => text, quickly', () => {
    const evil = ['.', ':', '1.', 'a:', '0-', '1.1.', '::', '/', '1/', 'aa:', 'aa-', '/1:'];
    for (const part of evil) expect(typeof map(`${part.repeat(50_000)}x`)).toBe('string');
    fc.assert(fc.property(fc.string(), (text) => void map(text)));
  });
});
