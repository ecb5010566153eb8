/** What is read without a parser is what the parser reads. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMicroflow, plainMicroflow } from '../../../../src/flows/language/index.ts';
import { lookupPort, standard } from './read.ts';

const COMMON =
  'inport == "p1" && eth.src == 0a:00:00:00:00:01 && eth.dst == 0a:00:00:00:00:02 && ip4.src == 10.0.0.1' +
  ' && ip4.dst == 10.0.1.9 && ip.ttl == 64 && tcp.src == 1024 && tcp.dst == 80';

const plain = (text: string): Uint32Array | undefined =>
  plainMicroflow(text, standard.symbols)?.packet(lookupPort);

describe('a plain microflow', () => {
  it('is the common one', () => {
    expect(plainMicroflow(COMMON, standard.symbols)?.inport).toBe('p1');
    expect(plain(COMMON)).toEqual(parseMicroflow(COMMON, standard, lookupPort).value);
  });

  it.each([
    'ip4 && tcp',
    'inport == "p1" && arp && arp.op == 1 && arp.tpa == 10.0.0.1',
    'ip4 && icmp4.type == 8 && icmp4.code == 0',
    'ip.proto == 6 && ip6',
  ])('%s', (text) => {
    expect(plain(text)).toEqual(parseMicroflow(text, standard, lookupPort).value);
  });

  it.each([
    'ip4.src == 10.0.0.0/24',
    'ip4.src == 10.0.0.256',
    'ip4.src == 010.0.0.1',
    'ip.ttl == 256',
    'tcp.dst == {80, 443}',
    'tcp.dst == 0x50',
    'ip4.src == 10.0.0.1 && ip4.src == 10.0.0.2',
    'ip4 && ip6',
    'tcp',
    'inport == "p1" || inport == "p2"',
    'inport == "nobody"',
    'inport == "p1" && inport == "p2"',
    'inport == "p\\"1"',
    'inport == 5',
    'ip4.src == "a"',
    'nonsense == 5',
    'nonsense',
    'ip4 && ',
    'ip4&&tcp',
    'vlan.vid == 5',
    'eth.src == 1',
    'ct.trk == 1',
    '',
  ])('is not this one, or it is the same: %s', (text) => {
    const found = plain(text);
    if (found !== undefined) expect(found).toEqual(parseMicroflow(text, standard, lookupPort).value);
  });

  const NAMES = [...standard.symbols.keys()];
  const CONSTANTS = [
    '0',
    '1',
    '6',
    '17',
    '64',
    '2048',
    '34525',
    '4294967296',
    '10.0.0.1',
    '0a:00:00:00:00:01',
    '"p1"',
    '"p2"',
    '""',
    '1/1',
    '0x10',
    'fe80::1',
  ];
  const condition = fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom(undefined, undefined, ...CONSTANTS))
    .map(([name, constant]) => (constant === undefined ? name : `${name} == ${constant}`));

  it('is never another packet than the parser gives, whatever the fields', () => {
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 5 }), (conditions) => {
        const text = conditions.join(' && ');
        const found = plain(text);
        if (found !== undefined) expect(found).toEqual(parseMicroflow(text, standard, lookupPort).value);
      }),
      { numRuns: 20_000 },
    );
  });

  it('is most of the single comparisons', () => {
    const single = NAMES.flatMap((name) => CONSTANTS.map((constant) => `${name} == ${constant}`));
    const found = single.filter((text) => plain(text) !== undefined);
    for (const text of found)
      expect([text, plain(text)]).toEqual([text, parseMicroflow(text, standard, lookupPort).value]);
    expect(found.length).toBeGreaterThan(100);
  });
});
