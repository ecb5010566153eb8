/** Laws for every text: nothing throws, names survive as they are, messages are printable, a cut keeps what came before. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseAddresses,
  parseBridgeLinks,
  parseBridgeVlans,
  parseFdb,
  parseIpLinks,
  parseMdb,
  parseNeighbours,
  parseNetns,
  parseRoutes,
  parseRules,
  parseVlanTunnels,
  type Parsed,
} from '../../../src/host/index.ts';
import { printable } from '../../../src/text/index.ts';

const SOURCE = 'root/file';

const parsers: Readonly<Record<string, (text: string) => Parsed<unknown>>> = {
  parseIpLinks: (text) => parseIpLinks(text, SOURCE),
  parseBridgeLinks: (text) => parseBridgeLinks(text, SOURCE),
  parseAddresses: (text) => parseAddresses(text, SOURCE),
  parseRoutes: (text) => parseRoutes(text, 'inet', SOURCE),
  parseRules: (text) => parseRules(text, 'inet6', SOURCE),
  parseNeighbours: (text) => parseNeighbours(text, SOURCE),
  parseNetns: (text) => parseNetns(text, SOURCE),
  parseBridgeVlans: (text) => parseBridgeVlans(text, SOURCE),
  parseVlanTunnels: (text) => parseVlanTunnels(text, SOURCE),
  parseFdb: (text) => parseFdb(text, SOURCE),
  parseMdb: (text) => parseMdb(text, SOURCE),
};

const KEYS = [
  ...['ifindex', 'ifname', 'flags', 'mtu', 'link', 'link_index', 'link_netnsid', 'linkinfo', 'info_kind'],
  ...['addr_info', 'family', 'local', 'prefixlen', 'dst', 'dev', 'gateway', 'via', 'nexthops', 'priority'],
  ...['vlans', 'vlan', 'vlanEnd', 'vid', 'tunnels', 'tunid', 'mac', 'master', 'mdb', 'router', 'grp', 'port'],
  ...['state', 'name', 'id', '__proto__', 'constructor', 'toString'],
];

/** JSON that has the keys of iproute2 in any place. */
const document = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, -1, 1.5, 10, 4095, 1e300, '', 'inet', '0x10', 'br0', '\u001b[2J\n'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom(...KEYS), tie('value')), { maxLength: 6 })
      .map((entries) => Object.fromEntries(entries) as unknown),
  ),
})).value;

/** Pieces of real outputs in any order. */
const pieces = fc
  .array(
    fc.constantFrom(
      ...[
        '[',
        ']',
        '{',
        '}',
        ',',
        ':',
        '"',
        '\\',
        '\n',
        ' ',
        '    ',
        '\t',
        '1',
        'x',
        '\u0000',
        '\ufeff',
        '\ud800',
      ],
      ...[
        '"ifname":"a"',
        '[{"mdb":[',
        '{"vlan":1}',
        '1: a@b: <UP> mtu 1\n',
        '    link/ether 00:00:00:00:00:01',
      ],
      ...[
        '    vlan protocol',
        ' ingress-qos-map { 1:2',
        '    bridge_slave',
        ' remotes (9)',
        'port vlan-id\n',
        'a 1-9',
      ],
      ...[
        '00:00:00:00:00:01 dev a',
        ' master',
        ' vlan',
        'router ports on a:',
        'dev a port b grp c',
        ' (id: 1)',
      ],
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe.each(Object.entries(parsers))('%s', (_, parse) => {
  it('reads any text, and says printably what is wrong', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      pieces,
      document.map((value) => JSON.stringify(value)),
      fc.tuple(document, document).map(([a, b]) => `${JSON.stringify([a, b])}\n${JSON.stringify(b)}`),
      fc.tuple(document, fc.nat()).map(([value, cut]) => JSON.stringify([value]).slice(0, cut)),
    );
    fc.assert(
      fc.property(text, (input) => {
        for (const { source, where, message, lost } of parse(input).problems) {
          expect(source).toBe(SOURCE);
          expect(printable(message)).toBe(message);
          expect(printable(where ?? '')).toBe(where ?? '');
          expect(lost).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('ends on long rows of one character', () => {
    for (const character of [
      '[',
      '{',
      '[{"a":',
      '"',
      '\\',
      ',',
      '\n',
      ' ',
      'a ',
      ' a',
      '\u0000',
      '[]',
      '}\n',
      '1: a: <> ',
      ' ttl 1',
    ])
      expect(parse(character.repeat(50_000)).problems.length).toBeLessThan(60);
  });
});

describe('names', () => {
  const name = fc.string({ unit: 'binary', minLength: 1 });

  it('survive in JSON as they are', () => {
    fc.assert(
      fc.property(name, (ifname) => {
        const json = JSON.stringify([{ ifindex: 1, ifname, mac: '00:00:00:00:00:01', vlans: [{ vlan: 1 }] }]);
        expect(parseIpLinks(json, SOURCE)).toMatchObject({ value: [{ name: ifname }], problems: [] });
        expect(parseFdb(json, SOURCE)).toMatchObject({ value: [{ link: ifname }], problems: [] });
        expect(parseBridgeVlans(json, SOURCE)).toMatchObject({ value: [{ link: ifname }], problems: [] });
      }),
    );
  });

  it('survive as iproute2 writes them, which escapes few control characters', () => {
    const written = (text: string): string => text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n');
    fc.assert(
      fc.property(name, (ifname) => {
        const text = `[{"ifindex":1,"ifname":"${written(ifname)}"}]`;
        expect(parseIpLinks(text, SOURCE)).toMatchObject({ value: [{ name: ifname }], problems: [] });
      }),
    );
  });

  it('survive in plain text: the kernel allows all but blanks, slashes and colons', () => {
    const device = name.filter((text) => !/[\s/:@]/.test(text) && !/^None$/.test(text));
    fc.assert(
      fc.property(device, (dev) => {
        expect(parseIpLinks(`7: ${dev}@lo: <UP> mtu 1500\n`, SOURCE)).toMatchObject({
          value: [{ name: dev }],
          problems: [],
        });
        expect(parseFdb(`00:00:00:00:00:01 dev ${dev} self permanent\n`, SOURCE)).toMatchObject({
          value: [{ link: dev }],
          problems: [],
        });
      }),
    );
  });
});

describe('output that is cut off', () => {
  const elements = fc.array(
    fc.record({ ifindex: fc.nat(), ifname: fc.string({ minLength: 1 }), flags: fc.array(fc.string()) }),
    { maxLength: 5 },
  );

  it('gives the elements before the cut, and a problem', () => {
    fc.assert(
      fc.property(elements, fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }), (links, pretty, at) => {
        const text = JSON.stringify(links, null, pretty ? 2 : 0);
        const cut = text.slice(0, Math.floor(at * text.length));
        const all = parseIpLinks(text, SOURCE).value;
        const { value, problems } = parseIpLinks(cut, SOURCE);
        expect(value).toEqual(all.slice(0, value.length));
        expect(problems).toHaveLength(cut.trim() === '' || cut === text ? 0 : 1);
      }),
    );
  });
});
