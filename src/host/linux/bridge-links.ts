/**
 * Attributes of ports of bridges, of `bridge -d link`. Older iproute2 says some of them (`isolated`, `vlan_tunnel`, …) only
 * here. Its `link` is not read: for a peer in another namespace it is the name of whatever device has that index here.
 */
import type { Parsed } from '../parsed.ts';
import type { Attributes, Json, Link } from '../types.ts';
import { parseItems, type Item } from './item.ts';
import { holdsJson } from './json.ts';
import { at, linesOf, wordsOf } from './lines.ts';
import { headerOf } from './links-text.ts';
import { Problems, quoted } from './problems.ts';

/** A port as `bridge -d link` tells it. */
export interface BridgeLink {
  readonly index: number;
  readonly name: string;
  readonly master: string | undefined;
  /** Under the keys of `info_slave_data`. */
  readonly attributes: Attributes;
}

/** What is said of the device, not of the port. */
const OF_DEVICE = new Set(['ifindex', 'ifname', 'link', 'flags', 'mtu', 'master', 'operstate']);

/** The one attribute with another name in `ip -d link`. */
const NAMES = new Map([['mcast_router', 'multicast_router']]);

const attributesOf = (entries: readonly (readonly [string, Json])[]): Attributes =>
  Object.fromEntries(
    entries
      .filter(([key]) => !OF_DEVICE.has(key))
      .map(([key, value]) => [NAMES.get(key) ?? key, value] as const),
  );

const ofItem = (item: Item): BridgeLink | undefined => {
  const index = item.integer('ifindex');
  const name = item.text('ifname');
  if (index === undefined || name === undefined)
    return item.lose('a port without its index or name; expected "ifindex" and "ifname"');
  return { index, name, master: item.text('master'), attributes: attributesOf(Object.entries(item.fields)) };
};

const valueOf = (word: string): Json => {
  if (word === 'on' || word === 'off') return word === 'on';
  return /^\d{1,15}$/.test(word) ? Number(word) : word;
};

/** `3: eth1: <…> mtu 1500 master br0 state forwarding …` and lines of `key value` that are indented. */
const parseText = (text: string, source: string): Parsed<BridgeLink[]> => {
  const problems = new Problems(source);
  const found: { header: NonNullable<ReturnType<typeof headerOf>>; words: string[] }[] = [];
  for (const line of linesOf(text)) {
    const header = line.indented ? undefined : headerOf(line.text);
    const last = found.at(-1);
    if (header !== undefined) found.push({ header, words: wordsOf(header.rest) });
    else if (line.indented && last !== undefined)
      for (const word of wordsOf(line.text)) last.words.push(word);
    else
      problems.add(
        'line',
        () => `${quoted(line.text)} is not of "bridge link"; expected "INDEX: NAME: <FLAGS> …"`,
        at(line),
      );
  }
  const value = found.map(({ header: { index, name }, words }) => {
    const entries: [string, Json][] = [];
    for (let position = 0; position + 1 < words.length; position += 2)
      entries.push([words[position] ?? '', valueOf(words[position + 1] ?? '')]);
    const master = words[words.indexOf('master') + 1];
    return {
      index,
      name,
      master: words.includes('master') ? master : undefined,
      attributes: attributesOf(entries),
    };
  });
  return { value, problems: problems.list };
};

/** Reads `bridge -j -d link` or its plain text. */
export const parseBridgeLinks = (text: string, source: string): Parsed<BridgeLink[]> =>
  holdsJson(text) ? parseItems(text, source, ofItem) : parseText(text, source);

/** `links` with what only `bridge -d link` says of ports of bridges; what `ip -d link` says stays. */
export const withBridgeLinks = (links: readonly Link[], bridgeLinks: readonly BridgeLink[]): Link[] => {
  const byIndex = new Map(bridgeLinks.map((port) => [port.index, port]));
  return links.map((link) => {
    const port = byIndex.get(link.index);
    if (port === undefined || port.name !== link.name) return link;
    // Without -d, `ip link` does not say of which kind the port is.
    const isPort =
      link.portKind === 'bridge' ||
      (link.portKind === undefined && port.master === link.master && link.master !== undefined);
    return isPort
      ? { ...link, portKind: 'bridge', portData: { ...port.attributes, ...link.portData } }
      : link;
  });
};
