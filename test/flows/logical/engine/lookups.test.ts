/** What was learned or configured, asked for by flows: MAC bindings, FDB, DNS, sizes of packets, hairpins. */
import { describe, expect, it } from 'vitest';
import type { Tables } from '../../../model/build.ts';
import { became, carryOut, told, type Surroundings } from './actions.ts';

const IP4 = 'ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2';
const IP6 = 'ip6.src == fd00::1 && ip6.dst == fd00::2';

const learned: Tables = {
  MAC_Binding: {
    a: { datapath: 'dp', logical_port: 'p2', ip: '10.0.0.2', mac: '00:00:00:00:00:22' },
    b: { datapath: 'dp', logical_port: 'p2', ip: 'fd00::2', mac: '00:00:00:00:00:66' },
    broken: { datapath: 'dp', logical_port: 'p2', ip: '10.0.0', mac: '00:00:00:00:00:66' },
    nobody: { datapath: 'dp', logical_port: 'gone', ip: '10.0.0.3', mac: '00:00:00:00:00:66' },
  },
};

const fixed = (override: boolean, ip = '10.0.0.2'): Tables => ({
  ...learned,
  Static_MAC_Binding: {
    a: { datapath: 'dp', logical_port: 'p2', ip, mac: '00:00:00:00:00:aa', override_dynamic_mac: override },
  },
});

describe('get_arp, get_nd', () => {
  const arp = 'outport = "p2"; get_arp(outport, ip4.dst);';
  it.each<[string, string, Surroundings, string, string[]]>([
    [
      IP4,
      arp,
      { more: learned },
      'outport=0x2 eth.dst=00:00:00:00:00:22',
      ['/* MAC binding to 00:00:00:00:00:22. */', 'eth.dst = 00:00:00:00:00:22'],
    ],
    [
      IP6,
      'outport = "p2"; get_nd(outport, ip6.dst);',
      { more: learned },
      'outport=0x2 eth.dst=00:00:00:00:00:66',
      ['/* MAC binding to 00:00:00:00:00:66. */', 'eth.dst = 00:00:00:00:00:66'],
    ],
    [IP4, arp, {}, 'outport=0x2', ['/* No MAC binding. */', 'eth.dst = 00:00:00:00:00:00']],
    // Of another port it is another one.
    [
      IP4,
      'outport = "p3"; get_arp(outport, ip4.dst);',
      { more: learned },
      'outport=0x3',
      ['/* No MAC binding. */', 'eth.dst = 00:00:00:00:00:00'],
    ],
  ])('%s + %s => %#', (microflow, actions, around, expected, lines) => {
    expect(carryOut(microflow, actions, around)).toEqual({ told: lines, became: expected });
  });

  it('what is configured stands in for what is not learned, and before it if it says so', () => {
    expect(told(IP4, arp, { more: fixed(false) })[1]).toBe('eth.dst = 00:00:00:00:00:22');
    expect(told(IP4, arp, { more: fixed(true) })[1]).toBe('eth.dst = 00:00:00:00:00:aa');
    const other = 'ip4.dst == 10.0.0.9';
    expect(told(other, arp, { more: fixed(false, '10.0.0.9') })[1]).toBe('eth.dst = 00:00:00:00:00:aa');
  });

  it('ovn-trace does not look at what is configured', () => {
    const options = { asOvnTrace: true };
    expect(told(IP4, arp, { more: fixed(true), options })[1]).toBe('eth.dst = 00:00:00:00:00:22');
  });
});

describe('lookup_arp, lookup_nd', () => {
  const arp = 'inport == "p2" && arp && arp.spa == 10.0.0.2 && arp.sha ==';
  const ask = 'reg9[2] = lookup_arp(inport, arp.spa, arp.sha);';
  it('say whether exactly this is known', () => {
    expect(carryOut(`${arp} 00:00:00:00:00:22`, ask, { more: learned })).toEqual({
      // ovn-trace tells another address than the one that was found.
      told: ['/* MAC binding to 00:00:00:00:00:00 found. */'],
      became: 'reg9=0x4',
    });
    expect(carryOut(`${arp} 00:00:00:00:00:23`, ask, { more: learned })).toEqual({
      told: ['/* lookup failed - No MAC binding. */'],
      became: '',
    });
    const nd =
      'inport == "p2" && nd && icmp6.type == 136 && nd.target == fd00::2 && nd.tll == 00:00:00:00:00:66';
    expect(became(nd, 'reg9[2] = lookup_nd(inport, nd.target, nd.tll);', { more: learned })).toBe('reg9=0x4');
  });

  it('_ip say whether anything is known of the address', () => {
    const ip = 'reg9[3] = lookup_arp_ip(inport, arp.spa);';
    expect(carryOut(`${arp} 00:00:00:00:00:23`, ip, { more: learned })).toEqual({
      told: ['/* MAC binding found. */'],
      became: 'reg9=0x8',
    });
    expect(carryOut('inport == "p2" && arp', ip, { more: learned }).told).toEqual([
      '/* lookup failed - No MAC binding. */',
    ]);
    const nd6 = 'inport == "p2" && ip6.src == fd00::2';
    expect(became(nd6, 'reg9[3] = lookup_nd_ip(inport, ip6.src);', { more: learned })).toBe('reg9=0x8');
  });
});

describe('FDB', () => {
  const more: Tables = { FDB: { a: { dp_key: 1, mac: '00:00:00:00:00:0a', port_key: 3 } } };
  const from = 'inport == "p3" && eth.src == 00:00:00:00:00:0a && eth.dst == 00:00:00:00:00:0b';
  it('get_fdb finds the port of a MAC', () => {
    expect(became('eth.dst == 00:00:00:00:00:0a', 'outport = get_fdb(eth.dst);', { more })).toBe(
      'outport=0x3',
    );
    expect(became(from, 'outport = "p2"; outport = get_fdb(eth.dst);', { more })).toBe('');
  });

  it('lookup_fdb says whether the MAC is at this port', () => {
    const ask = 'reg0[11] = lookup_fdb(inport, eth.src);';
    expect(carryOut(from, ask, { more })).toEqual({
      told: ['/* MAC lookup for 00:00:00:00:00:0b found in FDB. */'],
      became: 'reg0=0x800',
    });
    expect(carryOut('inport == "p1" && eth.src == 00:00:00:00:00:0a', ask, { more })).toEqual({
      told: ['/* lookup mac failed in mac learning table. */'],
      became: '',
    });
  });

  it('of other chassis is not known here', () => {
    expect(told('ip4', 'outport = get_remote_fdb(eth.dst);')).toEqual([
      '/* The remote FDB table is different per each chassis. */',
    ]);
    expect(told('ip4', 'flood_remote;')).toEqual(['/* Flood to all remote chassis */']);
  });
});

describe('dns_lookup', () => {
  const more: Tables = {
    DNS: {
      a: { datapaths: ['dp'], records: { 'www.example.com': '10.0.0.9', 'ftp.example.com': '10.0.0.8' } },
      b: { datapaths: ['dp'], records: { 'more.example.com': '10.0.0.7' } },
      other: { datapaths: ['elsewhere'], records: { 'other.example.com': '10.0.0.6' } },
    },
  };
  const ask = 'reg0[4] = dns_lookup();';
  const udp = 'ip4 && udp.dst == 53';
  it.each<[string | undefined, string, string[]]>([
    ['www.example.com', 'reg0=0x10', ['reg0[4] = 1']],
    ['MORE.Example.com', 'reg0=0x10', ['reg0[4] = 1']],
    ['other.example.com', '', ['reg0[4] = 0']],
    [undefined, '', ['assumed dns-name records=3', 'reg0[4] = 0']],
  ])('of %s => %s', (dnsName, expected, lines) => {
    expect(carryOut(udp, ask, { more, dnsName })).toEqual({ told: lines, became: expected });
  });

  it('without records there is nothing to assume', () => {
    expect(told(udp, ask)).toEqual(['reg0[4] = 0']);
  });

  it('ovn-trace has none', () => {
    expect(told(udp, ask, { more, options: { asOvnTrace: true } })).toEqual([
      '*** dns_lookup action not implemented',
    ]);
  });
});

describe('check_pkt_larger', () => {
  const ask = 'reg9[1] = check_pkt_larger(1514);';
  it.each<[number | undefined, string, string[]]>([
    [1514, '', []],
    [1515, 'reg9=0x2', []],
    [undefined, '', ['assumed packet-size limit=1514 larger=false']],
  ])('of %s octets => %s', (size, expected, lines) => {
    expect(carryOut(IP4, ask, { size })).toEqual({ told: lines, became: expected });
  });

  it('ovn-trace leaves the field as it was', () => {
    expect(became(IP4, `reg9[1] = 1; ${ask}`, { options: { asOvnTrace: true } })).toBe('reg9=0x2');
  });
});

describe('DHCP and router advertisements', () => {
  const more: Tables = {
    DHCP_Options: {
      offer: { name: 'offerip', code: 0, type: 'ipv4' },
      a: { name: 'lease_time', code: 51, type: 'uint32' },
    },
    DHCPv6_Options: { a: { name: 'ia_addr', code: 5, type: 'ipv6' } },
  };
  it('succeed, since no microflow says what the message is', () => {
    expect(
      carryOut('ip4 && udp.dst == 67', 'reg0[3] = put_dhcp_opts(offerip = 10.0.0.5, lease_time = 3600);', {
        more,
      }),
    ).toEqual({
      told: ['assumed dhcp-request', 'put_dhcp_opts(offerip = 10.0.0.5, lease_time = 3600)'],
      became: 'reg0=0x8',
    });
    expect(became('ip6 && udp.dst == 547', 'reg0[3] = put_dhcpv6_opts(ia_addr = fd00::5);', { more })).toBe(
      'reg0=0x8',
    );
    expect(
      carryOut('ip6', 'reg0[5] = put_nd_ra_opts(addr_mode = "dhcpv6_stateful", slla = 00:00:00:00:00:01);'),
    ).toEqual({
      told: ['put_nd_ra_opts(addr_mode = "dhcpv6_stateful", slla = 00:00:00:00:00:01)'],
      became: 'reg0=0x20',
    });
  });

  it('a relayed response goes to everybody', () => {
    const relayed = carryOut(
      'ip4 && ip4.dst == 10.0.0.1 && udp.dst == 67',
      'reg9[8] = dhcp_relay_resp_chk(10.0.0.1, 172.16.0.2);',
    );
    expect(relayed.became).toBe('reg9=0x100 eth.dst=ff:ff:ff:ff:ff:ff ip4.dst=255.255.255.255');
    expect(became('ip4', 'reg9[7] = dhcp_relay_req_chk(10.0.0.1, 172.16.0.2);')).toBe('reg9=0x80');
  });
});
