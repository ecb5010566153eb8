import { describe, expect, it } from 'vitest';
import { parseIpLinks } from '../../../src/host/linux/links.ts';
import type { Attributes } from '../../../src/host/types.ts';

const TAIL = 'addrgenmode eui64 numtxqueues 1 numrxqueues 1 gso_max_size 65536';

const PORT = `9: p1@if2: <BROADCAST,MULTICAST,UP> mtu 9000 qdisc noqueue master br0 state UP mode DEFAULT group default qlen 1000
    link/ether 96:49:d2:ad:7b:9b brd ff:ff:ff:ff:ff:ff link-netns ep1 permaddr 96:49:d2:00:00:01 promiscuity 1  allmulti 1 minmtu 68 maxmtu 65535 
    veth 
    bridge_slave state forwarding priority 32 hairpin off isolated on port_id 0x8001 mcast_router 1 mcast_fast_leave off group_fwd_mask 0 ${TAIL} parentbus virtio parentdev virtio3 
    alias first, with  blanks
    altname enp1s0
`;

describe('plain text of ip -d link', () => {
  it('says what the JSON says', () => {
    expect(parseIpLinks(PORT, 'f', new Map([['ep1', 4]]))).toEqual({
      value: [
        {
          index: 9,
          name: 'p1',
          altNames: ['enp1s0'],
          alias: 'first, with  blanks',
          flags: ['BROADCAST', 'MULTICAST', 'UP'],
          mtu: 9000,
          operState: 'UP',
          type: 'ether',
          mac: '96:49:d2:ad:7b:9b',
          permanentMac: '96:49:d2:00:00:01',
          promiscuity: 1,
          master: 'br0',
          lower: { name: undefined, index: 2, namespaceId: 4 },
          parent: { bus: 'virtio', device: 'virtio3' },
          kind: 'veth',
          data: {},
          portKind: 'bridge',
          portData: {
            state: 'forwarding',
            priority: 32,
            hairpin: false,
            isolated: true,
            id: '0x8001',
            multicast_router: 1,
            fastleave: false,
            group_fwd_mask: '0',
          },
        },
      ],
      problems: [],
    });
  });

  it.each<[string, string, Attributes]>([
    [
      'vlan',
      `protocol 802.1Q id 60 <GVRP> \n      ingress-qos-map { 1:2 2:3 } \n      egress-qos-map { 3:4 } ${TAIL}`,
      {
        protocol: '802.1Q',
        id: 60,
        flags: ['GVRP'],
        ingress_qos: [
          { from: 1, to: 2 },
          { from: 2, to: 3 },
        ],
        egress_qos: [{ from: 3, to: 4 }],
      },
    ],
    [
      'vxlan',
      `id 400 remote 10.0.99.5 local 2001:db8::1 dev bond1 srcport 0 0 dstport 4789 nolearning ttl auto noudp6zerocsumtx gbp ${TAIL}`,
      {
        id: 400,
        remote: '10.0.99.5',
        local6: '2001:db8::1',
        link: 'bond1',
        port_range: { low: 0, high: 0 },
        port: 4789,
        learning: false,
        ttl: 0,
        udp_zero_csum6_tx: false,
        gbp: true,
      },
    ],
    [
      'bond',
      `mode 802.3ad arp_validate none lacp_rate fast ad_aggregator 1 ad_partner_mac 72:24:e9:cb:bd:e2 ${TAIL}`,
      {
        mode: '802.3ad',
        arp_validate: null,
        ad_lacp_rate: 'fast',
        ad_info: { aggregator: 1, partner_mac: '72:24:e9:cb:bd:e2' },
      },
    ],
    [
      'gretap',
      `remote 10.0.99.2 ttl inherit nopmtudisc ikey 0.0.0.100 icsum ${TAIL}`,
      { remote: '10.0.99.2', ttl: 0, pmtudisc: false, ikey: '0.0.0.100', icsum: true },
    ],
    [
      'sit',
      `ip6ip remote any 6rd-prefix 2002::/16 ${TAIL}`,
      { proto: 'ip6ip', remote: 'any', prefix: '2002::', prefixlen: 16 },
    ],
    [
      'macvlan',
      `mode source remotes (1) 02:00:00:00:77:01 ${TAIL}`,
      { mode: 'source', macaddr_count: 1, macaddr_data: ['02:00:00:00:77:01'] },
    ],
    ['tun', `type tap pi off persist on ${TAIL}`, { type: 'tap', pi: false, persist: true }],
    ['openvswitch', TAIL, {}],
  ])('kind %s', (kind, attributes, data) => {
    const text = `1: d: <UP> mtu 1500\n    link/ether 00:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff\n    ${kind} ${attributes}\n`;
    expect(parseIpLinks(text, 'f')).toMatchObject({ value: [{ kind, data }], problems: [] });
    expect(parseIpLinks(text, 'f').value[0]?.data).toEqual(data);
  });

  it('leaves the addresses and statistics between links alone', () => {
    const text = `1: lo: <LOOPBACK> mtu 65536\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n    RX:  bytes packets\n          10       1\n2: wg0: <NOARP> mtu 1420\n    link/none  promiscuity 0\n`;
    const { value, problems } = parseIpLinks(text, 'f');
    expect(value.map(({ name, kind, mac, type }) => [name, kind, mac, type])).toEqual([
      ['lo', undefined, '00:00:00:00:00:00', 'loopback'],
      ['wg0', undefined, undefined, 'none'],
    ]);
    expect(problems).toEqual([]);
  });

  it('says which kinds it does not understand', () => {
    const text =
      '1: ms0@d3: <UP> mtu 1500\n    link/ether 00:00:00:00:00:01\n    macsec sci 5ed3 protect on\n';
    expect(parseIpLinks(text, 'f').problems).toMatchObject([{ where: 'line 3', lost: 1 }]);
  });
});
