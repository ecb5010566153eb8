/** What rows of each table are called, and the words by which a person asks for a kind. */

import { kindOf as kindToList } from '../kinds/index.ts';

/** In the order in which candidates are shown. Tables that are not listed are called by their own name. */
const KINDS: readonly (readonly [table: string, kind: string, ...words: string[]])[] = [
  ['Logical_Router', 'logical router', 'router', 'lr'],
  ['Logical_Switch', 'logical switch', 'switch', 'ls', 'network'],
  ['Logical_Switch_Port', 'switch port', 'port', 'lsp', 'pod'],
  ['Logical_Router_Port', 'router port', 'port', 'lrp'],
  ['Chassis', 'chassis', 'ch', 'node', 'host', 'hypervisor'],
  ['Port_Binding', 'port binding', 'binding', 'pb'],
  ['Datapath_Binding', 'datapath', 'datapath binding', 'dp'],
  ['Transit_Switch', 'transit switch', 'switch', 'ts'],
  ['Availability_Zone', 'availability zone', 'zone', 'az'],
  ['Port_Group', 'port group', 'pg', 'group', 'security group', 'sg'],
  ['Address_Set', 'address set', 'as', 'set'],
  ['Load_Balancer', 'load balancer', 'lb', 'service', 'svc'],
  ['Load_Balancer_Group', 'load balancer group', 'lbg', 'lb group'],
  ['NAT', 'NAT rule', 'nat', 'lr nat', 'fip', 'floating ip'],
  ['Logical_Router_Static_Route', 'static route', 'route', 'lr route'],
  ['Logical_Router_Policy', 'routing policy', 'policy', 'lr policy'],
  ['ACL', 'ACL', 'acl'],
  ['QoS', 'QoS rule', 'qos'],
  ['DHCP_Options', 'DHCP options', 'dhcp', 'dhcp option', 'subnet'],
  ['DNS', 'DNS records', 'dns', 'dns record'],
  ['HA_Chassis_Group', 'HA chassis group', 'ha group'],
  ['Static_MAC_Binding', 'static MAC binding'],
  ['Bridge', 'bridge', 'br'],
  ['Interface', 'interface', 'iface', 'intf'],
  ['Port', 'bridge port', 'port', 'ovs port'],
  ['Open_vSwitch', 'host', 'open vswitch'],
  ['MAC_Binding', 'MAC binding'],
  ['FDB', 'FDB entry', 'fdb'],
  ['IGMP_Group', 'IGMP group', 'igmp'],
];

const byTable = new Map(KINDS.map(([table, kind]) => [table, kind]));
const ranks = new Map(KINDS.map(([, kind], rank) => [kind, rank]));

export const kindOf = (table: string): string =>
  byTable.get(table) ??
  table
    .split('_')
    .map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(' ');

export const rankOf = (kind: string): number => ranks.get(kind) ?? KINDS.length;

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

const byWord = new Map<string, Set<string>>();
for (const [table, kind, ...words] of KINDS) {
  for (const word of [table, kind, ...words].map(plain)) {
    const kinds = byWord.get(word);
    if (kinds === undefined) byWord.set(word, new Set([kind]));
    else kinds.add(kind);
  }
}

/** What `get` calls a kind will do as well. */
const listed = (word: string): readonly string[] => {
  const kind = kindToList(word);
  return kind === undefined ? [] : [kindOf(kind.table)];
};

/** The kinds that a word stands for; one that nobody knows stands for itself. */
export const kindsOfWord = (word: string): ReadonlySet<string> =>
  byWord.get(plain(word)) ?? new Set([plain(word), ...listed(word)]);

export const isKindWord = (word: string): boolean =>
  word.length < 40 && (byWord.has(plain(word)) || listed(word).length > 0);

export const isOfKind = (kind: string, kinds: ReadonlySet<string>): boolean =>
  kinds.has(kind) || kinds.has(plain(kind));
