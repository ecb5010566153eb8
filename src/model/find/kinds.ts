/**
 * What rows are called, and the words by which a person asks for a kind: those of the kinds that `get` lists, and a few
 * that clouds have for the same things.
 *
 *     port/NAME → what `get port` lists; where none of those is called so, what else goes by that word
 */
import { kindOf, kindOfTable, kinds, type Kind } from '../kinds/index.ts';
import type { DatabaseName } from '../rowref.ts';

/** No word for a kind is longer. */
const LONGEST = 80;

/** In the order in which candidates are shown; others come after these. */
export const RANKED: readonly string[] = [
  'logical router',
  'logical switch',
  'logical switch port',
  'logical router port',
  'chassis',
  'port binding',
  'datapath binding',
  'transit switch',
  'availability zone',
  'port group',
  'address set',
  'load balancer',
  'load balancer group',
  'NAT rule',
  'static route',
  'routing policy',
  'ACL',
  'QoS rule',
  'DHCP options',
  'DNS records',
  'HA chassis group',
  'static MAC binding',
  'bridge',
  'interface',
  'bridge port',
  'host',
  'MAC binding',
  'FDB entry',
  'IGMP group',
];

/** Words → titles, besides what `get` understands. */
export const EXTRA: Readonly<Record<string, readonly string[]>> = {
  port: ['logical router port', 'bridge port'],
  pod: ['logical switch port'],
  switch: ['transit switch'],
  network: ['logical switch'],
  router: ['transit router'],
  ch: ['chassis'],
  host: ['chassis'],
  group: ['port group'],
  'security group': ['port group'],
  sg: ['port group'],
  set: ['address set'],
  service: ['load balancer'],
  svc: ['load balancer'],
  fip: ['NAT rule'],
  'floating ip': ['NAT rule'],
  subnet: ['DHCP options'],
  intf: ['interface'],
};

/** The kind of a table's rows; a table that only a newer schema has is called by its own name. */
export const titleOf = (database: string, table: string): string =>
  kindOfTable(database, table)?.title ??
  table
    .split('_')
    .map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(' ');

const ranks = new Map(RANKED.map((title, rank) => [title, rank]));

export const rankOf = (title: string): number => ranks.get(title) ?? RANKED.length;

/** `Logical-Switch_Ports` → `switchport`: so that all ways to write a kind meet. */
const plain = (text: string): string => {
  const word = text.toLowerCase().replace(/[\s_-]+/g, '');
  const singular = word.endsWith('ies')
    ? `${word.slice(0, -3)}y`
    : word.endsWith('sses') || word.endsWith('ches') || word.endsWith('xes')
      ? word.slice(0, -2)
      : /[^su]s$/.test(word) && word.length > 3
        ? word.slice(0, -1)
        : word;
  return singular.startsWith('logical') ? singular.slice('logical'.length) : singular;
};

const byPlain = new Map(
  [...kinds]
    .reverse()
    .flatMap((kind) => [kind.name, ...kind.words].map((word) => [plain(word), kind] as const)),
);

const extra = new Map(Object.entries(EXTRA).map(([word, titles]) => [plain(word), titles]));

/** northd's copies come after what they are copied from. */
const ORDER: readonly DatabaseName[] = [
  'OVN_Northbound',
  'OVN_Southbound',
  'Open_vSwitch',
  'OVN_IC_Northbound',
  'OVN_IC_Southbound',
];

/** The first database that has a table gives it its plain name; the same table of others will do where it has none. */
const copiesOf = (kind: Kind): readonly string[] => {
  const titles = ORDER.flatMap((database) => kindOfTable(database, kind.table)?.title ?? []);
  return titles[0] === titleOf(kind.database, kind.table) ? titles.slice(1) : [];
};

/** Titles of the kinds that a word stands for, those that it means first; none for a word that nobody knows. */
export const kindsOfWord = (word: string): readonly ReadonlySet<string>[] => {
  if (word.length > LONGEST) return [];
  const kind = kindOf(word) ?? byPlain.get(plain(word));
  const meant = kind === undefined ? [] : [titleOf(kind.database, kind.table)];
  const others = [...(extra.get(plain(word)) ?? []), ...(kind === undefined ? [] : copiesOf(kind))];
  return [meant, others].filter(({ length }) => length > 0).map((titles) => new Set(titles));
};

export const isKindWord = (word: string): boolean => kindsOfWord(word).length > 0;
