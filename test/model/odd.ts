/**
 * Databases as they should not be, each with what `show` says about it. Some of them no ovsdb-server would take
 * (references to nothing, two rows of one index): those are found in files that were written by hand, copied while
 * they were written, or cut.
 */
import type { NetworkSources } from '../../src/model/index.ts';
import { northbound, openVSwitch, southbound, uuidOf, type Rows } from './build.ts';
import { filledSources } from './filled.ts';
import { HOSTILE_NAMES, hostile, peerLoops } from './scenarios.ts';

export interface Odd {
  readonly title: string;
  readonly sources: () => NetworkSources;
  /** What `show` says of it, on stdout or stderr. */
  readonly told: readonly (string | RegExp)[];
}

const table = (count: number, row: (n: number) => readonly [string, Rows[string]]): Rows =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => row(n)));

const duplicateNames = (): NetworkSources => ({
  nb: northbound({
    Logical_Switch: {
      s1: { name: 'same', ports: ['p1', 'p2'], acls: ['a1'] },
      s2: { name: 'same', ports: ['p3'], acls: ['a1'] },
    },
    Logical_Switch_Port: table(3, (n) => [
      `p${n + 1}`,
      { name: 'same', addresses: [`0a:00:00:00:00:0${n}`] },
    ]),
    Logical_Router: { r1: { name: 'same', ports: ['q1'] }, r2: { name: 'same', ports: ['q2'] } },
    Logical_Router_Port: { q1: { name: 'same' }, q2: { name: 'same' } },
    Port_Group: { g1: { name: 'same', ports: ['p1'] }, g2: { name: 'same', ports: ['p1'] } },
    Address_Set: { as1: { name: 'same' }, as2: { name: 'same' } },
    Load_Balancer: { l1: { name: 'same' }, l2: { name: 'same' } },
    ACL: { a1: { name: 'same', match: '1', action: 'allow' } },
  }),
  sb: southbound({
    Chassis: { c1: { name: 'same', hostname: 'same' }, c2: { name: 'same', hostname: 'same' } },
    Datapath_Binding: {
      d1: { tunnel_key: 1, external_ids: { name: 'same', 'logical-switch': uuidOf('s1') } },
      d2: { tunnel_key: 1, external_ids: { name: 'same', 'logical-switch': uuidOf('s2') } },
    },
    Port_Binding: {
      b1: { logical_port: 'same', datapath: 'd1', chassis: 'c1' },
      b2: { logical_port: 'same', datapath: 'd2', chassis: 'c2' },
    },
  }),
});

const sharedAddresses = (): NetworkSources => ({
  nb: northbound({
    Logical_Switch: { sw: { ports: ['p1', 'p2', 'p3', 'lr'] }, other: { ports: ['p4'] } },
    Logical_Switch_Port: {
      ...table(4, (n) => [`p${n + 1}`, { addresses: ['0a:00:00:00:00:01 10.0.0.1 fd00::1'] }]),
      lr: { type: 'router', addresses: ['router'], options: { 'router-port': 'lrp' } },
    },
    Logical_Router: { r: { ports: ['lrp'] } },
    Logical_Router_Port: { lrp: { mac: '0a:00:00:00:00:01', networks: ['10.0.0.1/24', 'fd00::1/64'] } },
  }),
});

const portGroup = (): NetworkSources => ({
  nb: northbound({
    Logical_Switch: table(60, (n) => [`sw${n}`, { ports: [`p${n}`] }]),
    Logical_Switch_Port: table(60, (n) => [
      `p${n}`,
      {
        addresses: [
          `0a:00:00:00:${(n >> 8) + 10}:${(n & 255).toString(16).padStart(2, '0')} 10.0.${n >> 8}.${n & 255}`,
        ],
      },
    ]),
    Port_Group: {
      pg: { ports: Array.from({ length: 60 }, (_, n) => `p${n}`), acls: ['a'] },
      empty: {},
    },
    ACL: { a: { match: 'inport == @pg && ip4', action: 'drop', priority: 1000 } },
  }),
});

export const UNPARSABLE_MATCHES = [
  '',
  '((ip4.src == ',
  'ip4.src == {10.0.0.1, ',
  '"unclosed && inport == @',
  '$',
  '@',
  '&&',
  '1 == 2 == 3 !',
  'inport == "two\nlines" && \u001b[31m',
  'outport == @\u202egp',
  '('.repeat(20_000),
  '!'.repeat(20_000),
  'ip4.src == $as && '.repeat(2000),
];

const unparsableAcls = (): NetworkSources => ({
  nb: northbound({
    Logical_Switch: {
      sw: { ports: ['p'], acls: UNPARSABLE_MATCHES.map((_, n) => `a${n}`), qos_rules: ['q'] },
    },
    Logical_Switch_Port: { p: { addresses: ['0a:00:00:00:00:01 10.0.0.1'] } },
    Port_Group: { pg: { ports: ['p'], acls: UNPARSABLE_MATCHES.map((_, n) => `a${n}`) } },
    Logical_Router: { r: { policies: ['pol'] } },
    Logical_Router_Policy: { pol: { match: '((', action: 'reroute', priority: 1 } },
    QoS: { q: { match: '((', priority: 1 } },
    ACL: table(UNPARSABLE_MATCHES.length, (n) => [
      `a${n}`,
      { match: UNPARSABLE_MATCHES[n] as string, action: 'drop', priority: n, direction: 'to-lport' },
    ]),
  }),
});

const gateways = (): NetworkSources => ({
  nb: northbound({
    Logical_Router: { r: { ports: ['lrp'], nat: ['n'] } },
    Logical_Router_Port: { lrp: { networks: ['203.0.113.1/24'], gateway_chassis: ['gone'] } },
    NAT: { n: { type: 'snat', external_ip: '203.0.113.1', logical_ip: '10.0.0.0/24', gateway_port: 'gone' } },
  }),
  sb: southbound({
    Datapath_Binding: { d: { tunnel_key: 1, external_ids: { name: 'r', 'logical-router': uuidOf('r') } } },
    Port_Binding: {
      b: { logical_port: 'lrp', datapath: 'd', type: 'patch' },
      'cr-lrp': { datapath: 'd', type: 'chassisredirect', options: { 'distributed-port': 'lrp' } },
      'cr-nothing': { datapath: 'gone', type: 'chassisredirect' },
    },
  }),
});

const claimedTwice = (): NetworkSources => ({
  nb: northbound({ Logical_Switch: { sw: { ports: ['vm'] } }, Logical_Switch_Port: { vm: {} } }),
  sb: southbound({
    Chassis: {
      c1: { name: 'hv1', hostname: 'hv1', encaps: ['e'] },
      c2: { name: 'hv2', hostname: 'hv2', encaps: ['e'] },
    },
    Encap: { e: { type: 'geneve', ip: '192.0.2.1', chassis_name: 'hv1' } },
    Datapath_Binding: { d: { tunnel_key: 1, external_ids: { name: 'sw', 'logical-switch': uuidOf('sw') } } },
    Port_Binding: { b: { logical_port: 'vm', datapath: 'd', chassis: 'c1', up: true } },
  }),
  ovs: ['hv1', 'hv2'].map((name) => ({
    name,
    database: openVSwitch({
      Open_vSwitch: { [name]: { bridges: [`${name} br`], external_ids: { 'system-id': name } } },
      Bridge: { [`${name} br`]: { name: 'br-int', ports: [`${name} p1`, `${name} p2`] } },
      Port: {
        [`${name} p1`]: { name: 'tap1', interfaces: [`${name} i1`] },
        [`${name} p2`]: { name: 'tap2', interfaces: [`${name} i2`] },
      },
      Interface: {
        [`${name} i1`]: { name: 'tap1', external_ids: { 'iface-id': 'vm' } },
        [`${name} i2`]: { name: 'tap2', external_ids: { 'iface-id': 'vm' } },
      },
    }),
  })),
});

const FORMULAS = ['=cmd|calc!A1', '+1+1', '-2+3', '@SUM(1)', '\t=1', '"=1"', '=1,"', "'=1", '\uff1d1'];

/** Values that the schema takes and that mean nothing. */
const nonsense = (): NetworkSources => ({
  nb: northbound({
    Logical_Switch: {
      sw: {
        ports: ['p', 'to-r'],
        load_balancer: ['lb'],
        dns_records: ['dns'],
        other_config: { subnet: '10.0.0.0/99', exclude_ips: '..', ipv6_prefix: ':::' },
      },
    },
    Logical_Switch_Port: {
      p: {
        type: 'no such type',
        addresses: ['', ' ', 'router', 'dynamic dynamic', '0a:00', '0a:00:00:00:00:01 10.0.0.300 fd00::/8 x'],
        port_security: ['!', '0a:00:00:00:00:01/ff 10.0.0.1/33'],
        dynamic_addresses: '? ?',
        tag: 4095,
        parent_name: 'p',
        dhcpv4_options: 'dhcp',
        options: { 'requested-chassis': ',,', 'vif-plug-type': '' },
      },
      'to-r': { type: 'router', options: { 'router-port': 'lrp' } },
    },
    Logical_Router: { r: { ports: ['lrp'], nat: ['n'], static_routes: ['route'], load_balancer: ['lb'] } },
    Logical_Router_Port: { lrp: { mac: 'no', networks: ['10.0.0.1', '10.0.0.1/99', 'fd00::', '/', ''] } },
    NAT: { n: { type: 'snat', external_ip: 'no', logical_ip: '10.0.0.0/-1', external_mac: 'x' } },
    Logical_Router_Static_Route: {
      route: { ip_prefix: '0.0.0.0/0/0', nexthop: 'discard?', output_port: 'no' },
    },
    Load_Balancer: {
      lb: { vips: { '': '', 'no:no': ',,:', '[::1': '[', '10.0.0.1:99999': '1.1.1.1:-1' }, protocol: [] },
    },
    DHCP_Options: { dhcp: { cidr: 'no', options: { lease_time: 'later' } } },
    DNS: { dns: { records: { '': '', 'a.b': 'x' } } },
  }),
  sb: southbound({
    Chassis: { hv: { encaps: ['e'], other_config: { 'ovn-bridge-mappings': ',,:,a' } } },
    Encap: { e: { type: 'geneve', ip: 'no', chassis_name: 'gone' } },
    Datapath_Binding: { d: { tunnel_key: 16777215, external_ids: { 'logical-switch': 'no uuid' } } },
    Port_Binding: { b: { logical_port: 'p', datapath: 'd', chassis: 'hv', mac: ['?', ''], tunnel_key: 1 } },
    MAC_Binding: { m: { logical_port: 'gone', ip: 'no', mac: 'no', datapath: 'd' } },
    FDB: { f: { mac: 'no', dp_key: 1, port_key: 77 } },
  }),
  ovs: [
    {
      name: 'hv',
      database: openVSwitch({
        Open_vSwitch: {
          root: { bridges: ['br'], external_ids: { 'ovn-bridge-mappings': ':::,x', 'ovn-remote': 'no' } },
        },
        Bridge: { br: { ports: ['op', 'none'] } },
        Port: { op: { interfaces: ['i'], tag: 4095, trunks: [4095] }, none: {} },
        Interface: { i: { name: 'p', type: 'patch', options: { peer: 'p' }, ofport: -1 } },
      }),
    },
  ],
});

const longTexts = (): NetworkSources => {
  const long = 'x'.repeat(65_536);
  return {
    nb: northbound({
      Logical_Switch: { s: { name: long, ports: ['p'], acls: ['a'], external_ids: { [long]: long } } },
      Logical_Switch_Port: {
        p: { name: `p${long}`, addresses: [long], port_security: [long], options: { [long]: '' } },
      },
      Logical_Router: { lr: { name: long, ports: ['lrp'], nat: ['n'], static_routes: ['r'] } },
      Logical_Router_Port: { lrp: { name: long, mac: long, networks: [long], peer: long } },
      ACL: { a: { name: long, match: long, action: 'drop' } },
      NAT: { n: { type: 'snat', external_ip: long, logical_ip: long } },
      Logical_Router_Static_Route: { r: { ip_prefix: long, nexthop: long, output_port: long } },
      Load_Balancer: { lb: { name: long, vips: { [long]: long } } },
    }),
    sb: southbound({
      Chassis: { c: { name: long, hostname: long } },
      Port_Binding: { b: { logical_port: `p${long}`, chassis: 'c', mac: [long] } },
    }),
    ovs: [
      {
        name: 'h',
        database: openVSwitch({
          Open_vSwitch: { root: { bridges: ['br'], external_ids: { 'system-id': long, hostname: long } } },
          Bridge: { br: { name: long } },
        }),
      },
    ],
  };
};

/** Each item of the list in the issue, and what else goes wrong in databases. */
export const odd: readonly Odd[] = [
  {
    title: 'nothing in any table',
    sources: () => ({
      nb: northbound({}),
      sb: southbound({}),
      ovs: [{ name: 'h', database: openVSwitch({}) }],
    }),
    told: ['0 logical routers', '0 logical switches'],
  },
  {
    title: 'names that several things have',
    sources: duplicateNames,
    told: [
      '2 logical switches are called "same"',
      '3 switch ports are called "same"',
      '2 chassis are called "same"',
    ],
  },
  {
    title: 'a MAC and an IP on several ports',
    sources: sharedAddresses,
    told: [/0a:00:00:00:00:01 is on 4 ports of switch "sw"/, /10\.0\.0\.1 is on 4 ports of switch "sw"/],
  },
  {
    title: 'references to nothing, in every column of every table',
    sources: () => filledSources('x', false),
    told: [/ports names Logical_Switch_Port [0-9a-f-]+, which does not exist/],
  },
  {
    title: 'references in circles, in every column of every table',
    sources: () => filledSources('x'),
    told: [],
  },
  {
    title: 'router peers in a loop',
    sources: peerLoops,
    told: [/"self" is its own peer/, /form a loop of 3 ports/, /its peer "[^"]*" does not exist/],
  },
  {
    title: 'a port in two switches',
    sources: () => ({
      nb: northbound({
        Logical_Switch: { sw0: { ports: ['p'] }, sw1: { ports: ['p'] } },
        Logical_Switch_Port: { p: { addresses: ['0a:00:00:00:00:01 10.0.0.1'] } },
        Logical_Router: { r0: { ports: ['q'] }, r1: { ports: ['q'] } },
        Logical_Router_Port: { q: {} },
      }),
    }),
    told: ['port "p" is in 2 switches: "sw0", "sw1"', 'port "q" is in 2 routers: "r0", "r1"'],
  },
  { title: 'a port group over 60 switches', sources: portGroup, told: ['60 logical switches'] },
  { title: 'matches that do not parse', sources: unparsableAcls, told: ['1 logical switch'] },
  {
    title: 'a chassis without encap',
    sources: () => ({ sb: southbound({ Chassis: { hv1: { hostname: 'a' } } }) }),
    told: ['chassis "hv1" has no encap: no tunnel reaches it'],
  },
  {
    title: 'a chassis-redirect port without gateway',
    sources: gateways,
    told: ['gateway port "cr-lrp" is on no chassis', /gateway_chassis names Gateway_Chassis/],
  },
  {
    title: 'two bindings of one iface-id',
    sources: claimedTwice,
    told: [
      'port "vm" is claimed by interfaces "tap1" on "hv1", "tap2" on "hv1", "tap1" on "hv2", "tap2" on "hv2"',
    ],
  },
  {
    title: 'names that want to do harm',
    sources: hostile,
    told: ['\\e[31mred', '\\u{202e}', 'two\\nlines\\r\\n\\ttab'],
  },
  // One text with all of the harm in it, and the two that are nothing next to others.
  ...[HOSTILE_NAMES.filter((name) => name.length < 100).join(' '), '', '__proto__'].map((name, n): Odd => ({
    title: `every text is harm ${n}`,
    sources: () => filledSources(name),
    told: [],
  })),
  {
    title: 'names and texts of 64 KiB',
    sources: longTexts,
    told: ['x… (65'],
  },
  {
    title: 'names that a spreadsheet would run',
    sources: () => ({
      nb: northbound({
        Logical_Switch: table(FORMULAS.length, (n) => [
          FORMULAS[n] as string,
          { ports: [`p${n}`], external_ids: { 'neutron:network_name': FORMULAS[n] as string } },
        ]),
        Logical_Switch_Port: table(FORMULAS.length, (n) => [
          `p${n}`,
          { name: `${FORMULAS[n]} p`, addresses: FORMULAS },
        ]),
      }),
    }),
    told: ['=cmd|calc!A1'],
  },
  { title: 'values that mean nothing', sources: nonsense, told: [] },
];
