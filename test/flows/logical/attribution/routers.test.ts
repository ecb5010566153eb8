/** Flows of routers, and of a switch's services => whose they are. */
import { describe, expect, it } from 'vitest';
import type { Attribution } from '../../../../src/flows/logical/attribution/index.ts';
import type { Tables } from '../../../model/build.ts';
import { attributed, hintOf } from './flow.ts';

describe('routers', () => {
  const tables: Tables = {
    Logical_Router: {
      lr0: {
        ports: ['lr0-sw0', 'lr0-public'],
        static_routes: ['default'],
        policies: ['reroute'],
        nat: ['fip', 'snat'],
        load_balancer: ['lb'],
        load_balancer_group: ['all'],
      },
    },
    Logical_Router_Port: {
      'lr0-sw0': { mac: '0a:00:00:00:ff:01', networks: ['10.0.0.1/24', 'fd00::1/64'] },
      'lr0-public': { mac: '0a:00:00:00:ff:02', networks: ['203.0.113.1/24'] },
    },
    Logical_Router_Static_Route: {
      default: {
        ip_prefix: '0.0.0.0/0',
        nexthop: '203.0.113.254',
        options: { ecmp_symmetric_reply: 'true' },
      },
    },
    Logical_Router_Policy: {
      reroute: { priority: 10, match: 'ip4.src == 10.0.0.5', action: 'reroute', nexthops: ['203.0.113.9'] },
    },
    NAT: {
      fip: {
        type: 'dnat_and_snat',
        external_ip: '203.0.113.10',
        logical_ip: '10.0.0.11',
        logical_port: 'p1',
        external_mac: '0a:00:00:00:ee:01',
      },
      snat: { type: 'snat', external_ip: '203.0.113.1', logical_ip: '10.0.0.0/24' },
    },
    Load_Balancer: {
      lb: {
        vips: {
          '203.0.113.80:80': '10.0.0.11:8080,10.0.0.12:8080',
          '203.0.113.80:443': '10.0.0.11:8443',
          '^VIP:53': '^BACKENDS',
        },
        protocol: 'tcp',
      },
      grouped: { vips: { '[fd00::80]:80': '[fd00::11]:80' } },
    },
    Load_Balancer_Group: { all: { load_balancer: ['grouped'] } },
    Logical_Switch: { sw0: { ports: ['p1', 'sw0-lr0'] } },
    Logical_Switch_Port: {
      p1: { addresses: ['0a:00:00:00:00:01 10.0.0.11'] },
      'sw0-lr0': { type: 'router', options: { 'router-port': 'lr0-sw0' } },
    },
  };
  const more: Tables = {
    Port_Binding: { 'lr0-sw0': { datapath: 'dp-lr0', type: 'patch', options: { peer: 'sw0-lr0' } } },
    Learned_Route: {
      learned: {
        datapath: 'dp-lr0',
        logical_port: 'lr0-sw0',
        ip_prefix: '192.0.2.0/24',
        nexthop: '203.0.113.7',
      },
    },
  };
  const on = (stage: string, hint: string | undefined, match: string): Attribution =>
    attributed(
      tables,
      { stage, ...(hint === undefined ? {} : { hint: hintOf(hint) }), match, datapath: 'dp-lr0' },
      more,
    );

  it.each([
    [
      'lr_in_ip_routing',
      'default',
      'ip4.dst == 0.0.0.0/0',
      { kind: 'route', origin: 'static', symmetricReply: true },
    ],
    [
      'lr_in_ip_routing',
      'learned',
      'ip4.dst == 192.0.2.0/24',
      { kind: 'route', origin: 'learned', outputPort: 'lr0-sw0', nexthop: '203.0.113.7' },
    ],
    [
      'lr_in_ip_routing',
      'lr0-sw0',
      'ip4.dst == 10.0.0.0/24',
      { kind: 'router-port', aspect: 'connected-route', networks: ['10.0.0.1/24', 'fd00::1/64'] },
    ],
    ['lr_in_policy', 'reroute', 'ip4.src == 10.0.0.5', { kind: 'policy', nexthops: ['203.0.113.9'] }],
    [
      'lr_in_dnat',
      'fip',
      'ip4.dst == 203.0.113.10',
      { kind: 'nat', type: 'dnat_and_snat', externalIp: '203.0.113.10', logicalPort: 'p1' },
    ],
    [
      'lr_in_arp_resolve',
      'p1',
      'reg0 == 10.0.0.11',
      { kind: 'switch-port', name: 'p1', aspect: 'addresses' },
    ],
    [
      'lr_in_ip_input',
      'lr0-sw0',
      'arp.tpa == 10.0.0.1',
      { kind: 'router-port', aspect: 'networks', networks: ['10.0.0.1/24'] },
    ],
    ['lr_out_chk_dnat_local', 'lr0', 'ip && ct_mark.natted == 1', { kind: 'router', name: 'lr0' }],
  ] as const)('%s, hint of %s, %s', (stage, hint, match, fact) => {
    expect(on(stage, hint, match)).toMatchObject({ certain: true, rows: [{ fact }] });
  });

  it.each([
    ['lb', 'ip4.dst == 203.0.113.80 && tcp.dst == 443', ['203.0.113.80:443']],
    ['lb', 'reg0 == 203.0.113.80 && reg9[16..31] == 80', ['203.0.113.80:80']],
    ['lb', 'ip && ip4.dst == 203.0.113.80', ['203.0.113.80:80', '203.0.113.80:443']],
    ['lb', 'ip4.dst == ^VIP && udp.dst == 53', ['^VIP:53']],
    ['lb', 'ip4.src == 10.0.0.12 && tcp.src == 8080', ['203.0.113.80:80']],
    ['grouped', 'ip6.dst == fd00::80 && tcp.dst == 80', ['[fd00::80]:80']],
  ])('VIPs of %s in %s', (hint, match, vips) => {
    const { certain, rows } = on('lr_in_dnat', hint, match);
    const fact = rows[0]?.fact;
    expect(certain).toBe(true);
    expect(fact?.kind === 'load-balancer' && fact.vips.map(({ text }) => text).sort()).toEqual(
      [...vips].sort(),
    );
  });

  it.each([
    ['lr_out_delivery', 'outport == "lr0-sw0"', 'port name', { name: 'lr0-sw0', aspect: 'delivery' }],
    ['lr_in_gw_redirect', 'outport == "cr-lr0-public"', 'port name', { name: 'lr0-public' }],
    [
      'lr_out_post_snat',
      'ip4.dst == 10.0.0.0/24 && inport == "lr0-public"',
      'IP',
      { kind: 'nat', type: 'snat' },
    ],
    ['lr_in_ip_input', 'ip6.dst == fe80::800:ff:fe00:ff01 && udp.src == 547', 'IP', { name: 'lr0-sw0' }],
    ['lr_in_ip_input', 'arp.tpa == $rtr_lb_3_ip4', 'address set', { kind: 'router', name: 'lr0' }],
    ['lr_in_admission', 'eth.dst == 0a:00:00:00:ee:01', 'MAC', { kind: 'nat', externalIp: '203.0.113.10' }],
  ])('%s %s is guessed by %s', (stage, match, by, fact) => {
    expect(on(stage, undefined, match)).toMatchObject({
      origin: 'row',
      certain: false,
      doubt: { kind: 'guessed', by },
      rows: [{ fact }],
    });
  });
});

describe('services of a switch', () => {
  const tables: Tables = {
    Logical_Switch: {
      sw0: { ports: ['p1'], qos_rules: ['limit'], dns_records: ['dns'], forwarding_groups: ['fwd'] },
    },
    Logical_Switch_Port: { p1: { dhcpv4_options: 'dhcp' } },
    QoS: { limit: { priority: 7, direction: 'from-lport', match: 'ip' } },
    DNS: { dns: { records: { 'a.example': '10.0.0.1', 'b.example': '10.0.0.2' } } },
    Forwarding_Group: { fwd: { vip: '10.0.0.99', vmac: '0a:00:00:00:99:99', child_port: ['p1'] } },
    DHCP_Options: { dhcp: { cidr: '10.0.0.0/24' } },
  };

  it.each([
    ['ls_in_qos', 'limit', 'ip', { kind: 'qos', priority: 7, direction: 'from-lport' }],
    [
      'ls_in_dhcp_options',
      'dhcp',
      'inport == "p1" && udp.src == 68',
      { kind: 'dhcp', cidr: '10.0.0.0/24', port: 'p1' },
    ],
    ['ls_out_acl_eval', 'dhcp', 'outport == "p1" && udp.src == 67', { kind: 'dhcp', port: 'p1' }],
    ['ls_in_l2_lkup', 'fwd', 'eth.dst == 0a:00:00:00:99:99', { kind: 'forwarding-group', ports: ['p1'] }],
    ['ls_in_dns_lookup', undefined, 'udp.dst == 53', { kind: 'dns', records: 2 }],
  ] as const)('%s, hint of %s', (stage, hint, match, fact) => {
    const flow = { stage, match, ...(hint === undefined ? {} : { hint: hintOf(hint) }) };
    expect(attributed(tables, flow)).toMatchObject({ certain: true, rows: [{ fact }] });
  });
});
