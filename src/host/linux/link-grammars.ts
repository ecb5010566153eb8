/**
 * How iproute2 (`ip/iplink_KIND.c`, `ip/link_*.c`) prints the attributes of a kind of device as plain text, where that is not
 * `key value` under the same key as in JSON.
 */
import type { Attributes, Json } from '../types.ts';

export interface Grammar {
  /** Keys with another name in JSON. */
  readonly names?: Readonly<Record<string, string>>;
  /** Keys whose `on` and `off` are true and false in JSON. */
  readonly booleans?: ReadonlySet<string>;
  /** Keys whose number is text in JSON. */
  readonly texts?: ReadonlySet<string>;
  /** Words that stand alone. */
  readonly words?: Readonly<Record<string, readonly [string, boolean]>>;
  /** Key of a first word that stands alone. */
  readonly first?: string;
  /** What has a form of its own: what it adds, and how many words it took; the first is the key. */
  readonly special?: Readonly<Record<string, (words: readonly string[]) => readonly [Attributes, number]>>;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** A word as JSON: a number, a list `<A,B>`, or text. */
export const typed = (word: string): Json => {
  if (/^-?\d{1,15}(?:\.\d{1,9})?$/.test(word)) return Number(word);
  const list = /^<(.*)>$/.exec(word)?.[1];
  return list === undefined ? word : list.split(',').filter((flag) => flag !== '');
};

/** `{ 1:2 2:3 }`. */
const mapping =
  (key: string) =>
  (words: readonly string[]): readonly [Attributes, number] => {
    const end = words.indexOf('}');
    const pairs = words.slice(2, end < 0 ? words.length : end).map((pair) => pair.split(':').map(Number));
    const value = pairs.map(([from = 0, to = 0]) => ({ from, to }));
    return [{ [key]: value }, end < 0 ? words.length : end + 1];
  };

const address =
  (key: string) =>
  ([, value = '']: readonly string[]): readonly [Attributes, number] => [
    { [value.includes(':') ? `${key}6` : key]: value },
    2,
  ];

/** `auto` and `inherit` are 0 in JSON. */
const ttl = ([, value = '']: readonly string[]): readonly [Attributes, number] => [
  { ttl: /^\d+$/.test(value) ? Number(value) : 0 },
  2,
];

const tos = ([, value = '']: readonly string[]): readonly [Attributes, number] => [
  { tos: value === 'inherit' ? '0x1' : value },
  2,
];

const CHECKSUMS: Grammar['words'] = {
  udpcsum: ['udp_csum', true],
  noudpcsum: ['udp_csum', false],
  udp6zerocsumtx: ['udp_zero_csum6_tx', true],
  noudp6zerocsumtx: ['udp_zero_csum6_tx', false],
  udp6zerocsumrx: ['udp_zero_csum6_rx', true],
  noudp6zerocsumrx: ['udp_zero_csum6_rx', false],
  external: ['external', true],
};

const BRIDGE: Grammar = {
  names: {
    designated_root: 'root_id',
    group_address: 'group_addr',
    mcast_last_member_count: 'mcast_last_member_cnt',
    mcast_startup_query_count: 'mcast_startup_query_cnt',
    mcast_last_member_interval: 'mcast_last_member_intvl',
    mcast_membership_interval: 'mcast_membership_intvl',
    mcast_querier_interval: 'mcast_querier_intvl',
    mcast_query_interval: 'mcast_query_intvl',
    mcast_query_response_interval: 'mcast_query_response_intvl',
    mcast_startup_query_interval: 'mcast_startup_query_intvl',
  },
  texts: set('group_fwd_mask'),
};

const BRIDGE_PORT: Grammar = {
  names: {
    port_id: 'id',
    port_no: 'no',
    designated_bridge: 'bridge_id',
    designated_root: 'root_id',
    mcast_router: 'multicast_router',
    mcast_fast_leave: 'fastleave',
  },
  booleans: set(
    'hairpin guard root_block fastleave learning flood proxy_arp proxy_arp_wifi mcast_fast_leave mcast_flood bcast_flood mcast_to_unicast neigh_suppress vlan_tunnel isolated locked mab neigh_vlan_suppress',
  ),
  texts: set('group_fwd_mask'),
};

const BOND: Grammar = {
  names: { lacp_active: 'ad_lacp_active', lacp_rate: 'ad_lacp_rate', num_grat_arp: 'num_peer_notif' },
  special: {
    arp_ip_target: ([, value = '']) => [{ arp_ip_target: value.split(',') }, 2],
    arp_validate: ([, value = '']) => [{ arp_validate: value === 'none' ? null : value }, 2],
    ...Object.fromEntries(
      ['aggregator', 'num_ports', 'actor_key', 'partner_key', 'partner_mac'].map((key) => [
        `ad_${key}`,
        ([, value = '']: readonly string[]): readonly [Attributes, number] => [
          { ad_info: { [key]: typed(value) } },
          2,
        ],
      ]),
    ),
  },
};

const alone = (...words: string[]): NonNullable<Grammar['words']> =>
  Object.fromEntries(words.map((word) => [word, [word, true] as const]));

const VXLAN: Grammar = {
  words: {
    ...CHECKSUMS,
    nolearning: ['learning', false],
    ...alone('proxy', 'rsc', 'l2miss', 'l3miss', 'gbp', 'gpe', 'vnifilter', 'localbypass'),
  },
  names: { dev: 'link', dstport: 'port', maxaddr: 'limit' },
  special: {
    group: address('group'),
    remote: address('remote'),
    local: address('local'),
    ttl,
    tos,
    srcport: ([, low = '', high = '']) => [
      { port_range: { low: Number(low) || 0, high: Number(high) || 0 } },
      3,
    ],
  },
};

/** GRE and its relatives over IPv4. */
const TUNNEL: Grammar = {
  words: {
    ...CHECKSUMS,
    ...alone('icsum', 'ocsum', 'iseq', 'oseq', 'pmtudisc'),
    nopmtudisc: ['pmtudisc', false],
    'ignore-df': ['ignore_df', true],
  },
  special: {
    ttl,
    tos,
    '6rd-prefix': ([, value = '']) => {
      const [prefix = '', length = ''] = value.split('/');
      return [{ prefix, prefixlen: Number(length) || 0 }, 2];
    },
  },
};

/** The same over IPv6. */
const TUNNEL6: Grammar = {
  words: TUNNEL.words ?? {},
  special: {
    hoplimit: ttl,
    encaplimit: ([, value = '']) => [
      value === 'none' ? { ip6_tnl_f_ign_encap_limit: true } : { encap_limit: Number(value) || 0 },
      2,
    ],
  },
};

const MACVLAN: Grammar = {
  words: alone('nopromisc', 'nodst'),
  special: {
    // remotes (N) MAC MAC …
    remotes: ([, count = '', ...macs]) => {
      const number = Number(count.slice(1, -1)) || 0;
      return [
        { macaddr_count: number, macaddr_data: macs.slice(0, number) },
        2 + Math.min(number, macs.length),
      ];
    },
  },
};

/** Kinds of which every attribute is understood; those without attributes have an empty grammar. */
export const GRAMMARS: ReadonlyMap<string, Grammar> = new Map<string, Grammar>([
  ['bridge', BRIDGE],
  ['bridge_slave', BRIDGE_PORT],
  ['bond', BOND],
  ['bond_slave', {}],
  ['vxlan', VXLAN],
  [
    'geneve',
    { words: CHECKSUMS, names: { dstport: 'port' }, special: { remote: address('remote'), ttl, tos } },
  ],
  [
    'vlan',
    { special: { 'ingress-qos-map': mapping('ingress_qos'), 'egress-qos-map': mapping('egress_qos') } },
  ],
  ...['gre', 'gretap', 'erspan', 'vti'].map((kind) => [kind, TUNNEL] as const),
  ...['ip6gre', 'ip6gretap', 'ip6erspan', 'vti6'].map((kind) => [kind, TUNNEL6] as const),
  ...['ipip', 'sit'].map((kind) => [kind, { ...TUNNEL, first: 'proto' }] as const),
  ['ip6tnl', { ...TUNNEL6, first: 'proto' }],
  ['macvlan', MACVLAN],
  ['macvtap', MACVLAN],
  ['ipvlan', { words: alone('bridge', 'private', 'vepa') }],
  ['tun', { booleans: set('pi vnet_hdr multi_queue persist') }],
  ['vrf', {}],
  ['vrf_slave', {}],
  ...['veth', 'dummy', 'ifb', 'team', 'team_slave', 'openvswitch', 'openvswitch_slave', 'wireguard'].map(
    (kind) => [kind, {}] as const,
  ),
]);
