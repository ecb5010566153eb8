/**
 * Outputs of real hosts, where they are at hand beside the repository: everything is read, and the plain text of a command
 * says what its JSON says.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
  type Attributes,
  type Link,
  type Parsed,
} from '../../../src/host/index.ts';

const HOSTS = fileURLToPath(new URL('../../../../shared/captures/hosts/', import.meta.url));

const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
        .map(({ name }) => name)
        .sort()
    : [];

const hosts = foldersIn(HOSTS);
const namespaces = hosts.flatMap((host) => [
  join(host, 'root'),
  ...foldersIn(join(HOSTS, host, 'netns')).map((name) => join(host, 'netns', name)),
]);

const textOf = (folder: string, file: string): string | undefined => {
  const path = join(HOSTS, folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
};

const files: Readonly<Record<string, (text: string, source: string) => Parsed<unknown>>> = {
  'ip-j-d-link.json': parseIpLinks,
  'ip-j-d-s-link.json': parseIpLinks,
  'ip-j-addr.json': parseAddresses,
  'ip-j-d-addr.json': parseAddresses,
  'ip-j-route.json': (text, source) => parseRoutes(text, 'inet', source),
  'ip-j-route-all.json': (text, source) => parseRoutes(text, 'inet', source),
  'ip-j-6-route.json': (text, source) => parseRoutes(text, 'inet6', source),
  'ip-j-rule.json': (text, source) => parseRules(text, 'inet', source),
  'ip-j-6-rule.json': (text, source) => parseRules(text, 'inet6', source),
  'ip-j-neigh.json': parseNeighbours,
  'ip-j-netns.json': parseNetns,
  'ip-netns.txt': parseNetns,
  'bridge-j-link.json': parseBridgeLinks,
  'bridge-j-d-link.json': parseBridgeLinks,
  'bridge-j-vlan.json': parseBridgeVlans,
  'bridge-j-d-vlan.json': parseBridgeVlans,
  'bridge-j-s-vlan.json': parseBridgeVlans,
  'bridge-j-c-vlan.json': parseBridgeVlans,
  'bridge-j-compressvlans-vlan.json': parseBridgeVlans,
  'bridge-j-vlan-tunnelshow.json': parseVlanTunnels,
  'bridge-j-fdb.json': parseFdb,
  'bridge-j-d-fdb.json': parseFdb,
  'bridge-j-s-fdb.json': parseFdb,
  'bridge-j-mdb.json': parseMdb,
  'bridge-j-d-s-mdb.json': parseMdb,
};

/** What the kernel refuses without the bridge module. */
const REFUSED = new Set(['[', '[{"mdb":[']);

describe.skipIf(hosts.length === 0)('captures of hosts', () => {
  it('are there', () => {
    expect(namespaces.length).toBeGreaterThanOrEqual(hosts.length);
  });
});

describe.each(namespaces)('%s', (folder) => {
  it('is read without a problem, but for what the kernel refused', () => {
    for (const [file, parse] of Object.entries(files)) {
      const text = textOf(folder, file);
      if (text === undefined) continue;
      const refused = REFUSED.has(text.trim());
      expect(parse(text, file).problems.map(({ where }) => where)).toEqual(
        refused ? [`line 1, column ${text.length + 1}`] : [],
      );
    }
  });

  it('gives a prefix of its elements wherever it is cut off', () => {
    for (const [file, parse] of Object.entries(files)) {
      const text = textOf(folder, file)?.trimEnd() ?? '';
      const all = parse(text, file).value;
      if (!Array.isArray(all) || file.includes('-vlan') || text.length < 3) continue;
      for (let part = 1; part < 8; part += 1) {
        const { value, problems } = parse(text.slice(0, Math.floor((text.length * part) / 8)), file);
        const kept = value as readonly unknown[];
        expect(kept).toEqual(all.slice(0, kept.length));
        expect(problems).toHaveLength(1);
      }
    }
  });
});

/** Attributes whose value another moment changes. */
const MOMENTARY = /timer|^state$|^mii_status|_state/;

const sameWhereBothSay = (text: Attributes, json: Attributes): void => {
  for (const [key, value] of Object.entries(text))
    if (!MOMENTARY.test(key) && key in json) expect([key, value]).toEqual([key, json[key]]);
  // Whatever the text has under a key that JSON does not know would be a name of our own.
  expect(Object.keys(text).filter((key) => !MOMENTARY.test(key) && !(key in json))).toEqual([]);
};

const steady = ({ flags, operState: _, data: _data, portData: _portData, ...link }: Link): unknown => ({
  ...link,
  flags: flags.filter((flag) => flag !== 'M-DOWN'),
});

describe.each(hosts.map((host) => join(host, 'root')))('text of %s', (folder) => {
  const both = <T>(
    text: string,
    json: string,
    parse: (text: string, source: string) => Parsed<T>,
  ): [T, T] => [parse(textOf(folder, text) ?? '', text).value, parse(textOf(folder, json) ?? '', json).value];

  it('ip -d link', () => {
    const ids = parseNetns(textOf(folder, 'ip-j-netns.json') ?? '', 'ip-j-netns.json').value;
    const [text, json] = both('ip-d-link.txt', 'ip-j-d-link.json', (of, source) =>
      parseIpLinks(of, source, ids),
    );
    expect(text.map(steady)).toEqual(json.map(steady));
    text.forEach((link, index) => {
      // The only kind of the captures that has attributes in no grammar.
      if (link.kind === 'macsec') return;
      sameWhereBothSay(link.data, json[index]?.data ?? {});
      sameWhereBothSay(link.portData, json[index]?.portData ?? {});
    });
  });

  it.each([
    ['ip-addr.txt', 'ip-j-addr.json', parseAddresses],
    ['bridge-d-link.txt', 'bridge-j-d-link.json', parseBridgeLinks],
    ['bridge-vlan.txt', 'bridge-j-vlan.json', parseBridgeVlans],
    ['bridge-vlan-tunnelshow.txt', 'bridge-j-vlan-tunnelshow.json', parseVlanTunnels],
    ['bridge-fdb.txt', 'bridge-j-fdb.json', parseFdb],
    ['bridge-mdb.txt', 'bridge-j-d-s-mdb.json', parseMdb],
    ['ip-netns.txt', 'ip-j-netns.json', parseNetns],
  ] as [string, string, (text: string, source: string) => Parsed<unknown>][])('%s', (text, json, parse) => {
    const [ofText, ofJson] = both(text, json, parse);
    expect(ofText).toEqual(ofJson);
  });

  it('VLANs are the same in every form', () => {
    const of = (file: string): unknown =>
      parseBridgeVlans(textOf(folder, file) ?? '', file)
        .value.map((port) => ({
          ...port,
          vlans: port.vlans.map((range) => ({ ...range, state: undefined })),
        }))
        .sort((a, b) => (a.link < b.link ? -1 : 1));
    const plain = of('bridge-j-vlan.json');
    expect(of('bridge-j-s-vlan.json')).toEqual(plain);
    for (const file of ['bridge-j-c-vlan.json', 'bridge-j-compressvlans-vlan.json'])
      if (textOf(folder, file) !== undefined) expect(of(file)).toEqual(plain);
  });
});
