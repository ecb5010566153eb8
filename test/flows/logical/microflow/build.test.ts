/** Two ends => a microflow, and why each field is as it is. */
import { describe, expect, it } from 'vitest';
import {
  buildMicroflow,
  type Because,
  type MicroflowRequest,
} from '../../../../src/flows/logical/microflow/index.ts';
import type { Network } from '../../../../src/model/index.ts';
import { network, southboundOnly, twoRouters } from './networks.ts';

const text = (request: MicroflowRequest, on: Network = network()): string => {
  const { value, problem } = buildMicroflow(on, request);
  if (value === undefined) throw new Error(JSON.stringify(problem));
  return value.microflow;
};

const because = (field: string, request: MicroflowRequest, on: Network = network()): Because | undefined =>
  buildMicroflow(on, request).value?.choices.find((choice) => choice.field === field)?.because;

const WEB_1 = 'inport == "web-1" && eth.src == 0a:00:00:00:00:01';
const PING = 'ip.ttl == 64 && icmp4.type == 8 && icmp4.code == 0';

describe('a packet from a port of a switch', () => {
  const toDb = `${WEB_1} && eth.dst == 0a:00:00:00:ff:01 && ip4.src == 10.0.0.11 && ip4.dst == 10.0.1.11`;

  it.each<[MicroflowRequest, string]>([
    [
      { from: 'web-1', to: 'web-2', protocol: 'tcp' },
      `${WEB_1} && eth.dst == 0a:00:00:00:00:02 && ip4.src == 10.0.0.11 && ip4.dst == 10.0.0.12 && ip.ttl == 64 && tcp.src == 49152 && tcp.dst == 80 && tcp.flags == 2`,
    ],
    [
      { from: 'web-1', to: 'db-1', protocol: 'udp' },
      `${toDb} && ip.ttl == 64 && udp.src == 49152 && udp.dst == 53`,
    ],
    [
      { from: 'web-1', to: 'db-1', protocol: 'sctp', sourcePort: 1, destinationPort: 2, ttl: 3 },
      `${toDb} && ip.ttl == 3 && sctp.src == 1 && sctp.dst == 2`,
    ],
    [{ from: 'web-1', to: 'db-1' }, `${toDb} && ${PING}`],
    [
      { from: 'web-1', to: 'db-1', destinationPort: 5432 },
      `${toDb} && ip.ttl == 64 && tcp.src == 49152 && tcp.dst == 5432 && tcp.flags == 2`,
    ],
    [
      { from: 'web-1', to: '2001:db8:1::1', protocol: 'icmp' },
      `${WEB_1} && eth.dst == 0a:00:00:00:ff:01 && ip6.src == fd00::11 && ip6.dst == 2001:db8:1::1 && ip.ttl == 64 && icmp6.type == 128 && icmp6.code == 0`,
    ],
    [
      { from: 'web-1', to: '10.0.0.12', protocol: 'arp' },
      `${WEB_1} && eth.dst == ff:ff:ff:ff:ff:ff && arp.op == 1 && arp.sha == 0a:00:00:00:00:01 && arp.spa == 10.0.0.11 && arp.tpa == 10.0.0.12`,
    ],
    [
      { from: 'web-1', to: 'fd00::1:2345', protocol: 'nd' },
      `${WEB_1} && eth.dst == 33:33:ff:01:23:45 && ip6.src == fd00::11 && ip6.dst == ff02::1:ff01:2345 && ip.ttl == 255 && icmp6.type == 135 && icmp6.code == 0 && nd.target == fd00::1:2345 && nd.sll == 0a:00:00:00:00:01`,
    ],
  ])('%o', (request, expected) => {
    expect(text(request)).toBe(expected);
  });

  it('tells of every field that was chosen', () => {
    const { value } = buildMicroflow(network(), { from: 'web-1', to: 'db-1', protocol: 'tcp' });
    expect(value?.datapath).toMatchObject({ kind: 'logical switch', name: 'web' });
    expect(value?.choices).toEqual([
      { field: 'family', value: 'IPv4', because: { kind: 'common-family', both: false } },
      {
        field: 'eth.src',
        value: '0a:00:00:00:00:01',
        because: { kind: 'own-address', port: 'web-1', source: 'addresses' },
      },
      {
        field: 'eth.dst',
        value: '0a:00:00:00:ff:01',
        because: {
          kind: 'router-port',
          port: 'lr0-web',
          router: 'lr0',
          target: '10.0.1.11',
          networks: ['10.0.0.0/24', 'fd00::/64'],
          by: "DHCP's router option",
          others: [],
          isGateway: false,
        },
      },
      {
        field: 'ip4.src',
        value: '10.0.0.11',
        because: { kind: 'own-address', port: 'web-1', source: 'addresses' },
      },
      {
        field: 'ip4.dst',
        value: '10.0.1.11',
        because: { kind: 'own-address', port: 'db-1', source: 'addresses' },
      },
      { field: 'ip.ttl', value: '64', because: { kind: 'default' } },
      { field: 'tcp.src', value: '49152', because: { kind: 'default' } },
      { field: 'tcp.dst', value: '80', because: { kind: 'default' } },
    ]);
  });

  it.each([['frontend'], ['10.0.0.11'], ['0a:00:00:00:00:01'], ['port/web-1']])('found by %s', (from) => {
    expect(text({ from, to: 'db-1' })).toMatch(/^inport == "web-1" && /);
  });

  it('of the family that is asked for, or that both have', () => {
    expect(text({ from: 'web-1', to: 'lr0-web' })).toContain('ip4.dst == 10.0.0.1');
    expect(text({ from: 'web-1', to: 'lr0-web', family: 6 })).toContain('ip6.dst == fd00::1');
    expect(because('family', { from: 'web-1', to: 'lr0-web' })).toEqual({
      kind: 'common-family',
      both: true,
    });
  });

  it('to a router port has one of its addresses: the one in the same network', () => {
    expect(text({ from: 'db-1', to: 'lr0-db' })).toContain(
      'eth.dst == 0a:00:00:00:ff:02 && ip4.src == 10.0.1.11 && ip4.dst == 10.0.1.1',
    );
    expect(because('eth.dst', { from: 'db-1', to: 'lr0-db' })).toEqual({
      kind: 'same-network',
      port: 'lr0-db',
      network: '10.0.1.0/24',
    });
  });

  it('of unknown addresses is made up, in the network of the switch', () => {
    const request = { from: 'web-open', to: 'web-1' };
    expect(text(request)).toBe(
      `inport == "web-open" && eth.src == 02:00:00:00:00:01 && eth.dst == 0a:00:00:00:00:01 && ip4.src == 10.0.0.254 && ip4.dst == 10.0.0.11 && ${PING}`,
    );
    expect(because('ip4.src', request)).toEqual({ kind: 'made-up', who: 'behind', port: 'web-open' });
  });

  it('of a port with port security only has what that lets through', () => {
    const request = { from: 'web-sec', to: 'web-1' };
    expect(text(request)).toContain(
      'eth.src == 0a:00:00:00:00:07 && eth.dst == 0a:00:00:00:00:01 && ip4.src == 10.0.0.17',
    );
    expect(because('ip4.src', request)).toEqual({
      kind: 'own-address',
      port: 'web-sec',
      source: 'port security',
    });
  });

  it('of a virtual port comes in by a port that may hold it', () => {
    const request = { from: 'web-vip', to: 'db-1' };
    expect(text(request)).toContain(`${WEB_1} && eth.dst == 0a:00:00:00:ff:01 && ip4.src == 10.0.0.50`);
    expect(because('inport', request)).toEqual({
      kind: 'virtual-parent',
      port: 'web-vip',
      parent: 'web-1',
      bound: false,
    });
  });

  it('by another source than its own', () => {
    expect(text({ from: 'web-1', to: 'web-2', sourceIp: '192.0.2.1' })).toContain(
      'eth.src == 0a:00:00:00:00:01 && eth.dst == 0a:00:00:00:00:02 && ip4.src == 192.0.2.1',
    );
    expect(text({ from: 'web-mac', to: 'web-2', sourceIp: '10.0.0.77' })).toContain(
      'eth.src == 0a:00:00:00:00:05 && eth.dst == 0a:00:00:00:00:02 && ip4.src == 10.0.0.77',
    );
  });

  it('to a MAC on the switch, with or without IP', () => {
    expect(text({ from: 'web-1', to: '0a:00:00:00:00:02', protocol: 'tcp' })).toContain(
      'eth.dst == 0a:00:00:00:00:02 && ip4.src == 10.0.0.11 && ip4.dst == 10.0.0.12',
    );
    expect(text({ from: 'web-1', to: '0A:00:00:00:00:05' })).toBe(`${WEB_1} && eth.dst == 0a:00:00:00:00:05`);
    expect(text({ from: 'web-1', to: '0a:00:00:00:99:99' })).toBe(`${WEB_1} && eth.dst == 0a:00:00:00:99:99`);
  });

  it('writes names as strings of the language', () => {
    const name = 'a "b" \\ c';
    const more = {
      Logical_Switch: { web: { ports: [name, 'web-1', 'web-lr0'] } },
      Logical_Switch_Port: { [name]: { addresses: ['0a:00:00:00:00:08 10.0.0.18'] } },
    };
    expect(text({ from: name, to: 'web-1' }, network(more))).toMatch(/^inport == "a \\"b\\" \\\\ c" && /);
  });
});

describe('a packet to a VIP', () => {
  it('has the protocol and port that the VIP serves', () => {
    const request = { from: 'public-net', to: '203.0.113.80' };
    expect(text(request)).toContain(
      'ip4.dst == 203.0.113.80 && ip.ttl == 64 && tcp.src == 49152 && tcp.dst == 80',
    );
    expect(because('tcp.dst', request)).toEqual({
      kind: 'vip-port',
      loadBalancer: 'lb',
      vip: '203.0.113.80:80',
      others: ['203.0.113.80:443'],
    });
    expect(because('eth.dst', request)).toEqual({
      kind: 'vip',
      port: 'lr0-public',
      vip: '203.0.113.80:80',
      loadBalancer: 'lb',
    });
  });

  it.each([
    [{ to: '203.0.113.80:443' }, 'tcp.dst == 443'],
    [{ to: '203.0.113.80', destinationPort: 443 }, 'tcp.dst == 443'],
    [{ to: '203.0.113.80', protocol: 'udp' as const }, 'udp.dst == 53'],
    [{ to: '203.0.113.80', protocol: 'icmp' as const }, 'icmp4.type == 8'],
  ])('%o => %s', (request, expected) => {
    expect(text({ from: 'public-net', ...request })).toContain(expected);
  });

  it('of the switch itself goes by the router', () => {
    expect(text({ from: 'web-1', to: '10.0.0.99' })).toContain('eth.dst == 0a:00:00:00:ff:01');
    expect(text({ from: 'web-1', to: '10.0.0.99' })).toContain('udp.dst == 53');
    // By its name, as it has one VIP.
    expect(text({ from: 'web-1', to: 'own' })).toContain('ip4.dst == 10.0.0.99');
  });
});

describe('a packet from outside', () => {
  it('has a sender that is made up, and goes to the router for an external IP', () => {
    const request = { from: 'public-net', to: '203.0.113.10' };
    expect(text(request)).toBe(
      `inport == "public-net" && eth.src == 02:00:00:00:00:01 && eth.dst == 0a:00:00:00:ff:03 && ip4.src == 198.51.100.1 && ip4.dst == 203.0.113.10 && ${PING}`,
    );
    expect(because('eth.src', request)).toEqual({ kind: 'made-up', who: 'outside', port: 'public-net' });
    expect(because('eth.dst', request)).toEqual({
      kind: 'nat',
      port: 'lr0-public',
      externalIp: '203.0.113.10',
      distributed: false,
    });
  });

  it('goes to the MAC of a distributed floating IP', () => {
    expect(text({ from: 'public-net', to: '203.0.113.11' })).toContain('eth.dst == 0a:00:00:00:ee:01');
  });

  it('by the address that is given', () => {
    expect(text({ from: 'public-net', to: '203.0.113.10', sourceIp: '203.0.113.200' })).toContain(
      'ip4.src == 203.0.113.200',
    );
  });

  it('to an inner address goes by the gateway port', () => {
    expect(because('eth.dst', { from: 'public-net', to: 'db-1' })).toMatchObject({
      kind: 'router-port',
      port: 'lr0-public',
      by: 'only',
      isGateway: true,
    });
  });

  it('of an external port comes in by the localnet port', () => {
    const request = { from: 'public-ext', to: 'db-1' };
    expect(text(request)).toContain('inport == "public-net" && eth.src == 0a:00:00:00:02:01');
    expect(because('inport', request)).toEqual({
      kind: 'external-port',
      port: 'public-ext',
      localnet: 'public-net',
    });
  });

  it('to an address that nobody has, where anybody may be behind a localnet port', () => {
    const request = { from: 'public-lr0', to: '203.0.113.200' };
    expect(text(request)).toContain('eth.dst == 02:00:00:00:00:02');
    expect(because('eth.dst', request)).toEqual({ kind: 'made-up', who: 'outside', port: 'public-net' });
  });
});

describe('a packet that comes in by a router port', () => {
  it('is of somebody in its network', () => {
    const request = { from: 'lr0-web', to: 'db-1' };
    expect(text(request)).toBe(
      `inport == "lr0-web" && eth.src == 02:00:00:00:00:01 && eth.dst == 0a:00:00:00:ff:01 && ip4.src == 10.0.0.254 && ip4.dst == 10.0.1.11 && ${PING}`,
    );
    expect(because('ip4.src', request)).toEqual({ kind: 'made-up', who: 'neighbour', port: 'lr0-web' });
    expect(because('eth.dst', request)).toEqual({ kind: 'input-port', port: 'lr0-web' });
    expect(buildMicroflow(network(), request).value?.datapath).toMatchObject({
      kind: 'logical router',
      name: 'lr0',
    });
  });

  it('is of the port that has the source address', () => {
    expect(text({ from: 'lr0-web', to: 'db-1', sourceIp: '10.0.0.12' })).toContain(
      'eth.src == 0a:00:00:00:00:02',
    );
  });
});

describe('the way out, of several routers', () => {
  const by = (to: string, on: Network = twoRouters(), from = 'vm') => {
    const found = because('eth.dst', { from, to }, on);
    return found?.kind === 'router-port' ? [found.port, found.by, found.others] : found;
  };

  it('is the one with the target among its networks, then the one with the longest route', () => {
    expect(by('172.16.0.9')).toEqual(['b-sw', 'connected network', ['a-sw']]);
    expect(by('192.0.2.1')).toEqual(['a-sw', 'route', ['b-sw']]);
  });

  it('is the first by name where nothing tells them apart', () => {
    const on = network({
      Logical_Switch: { web: { ports: ['web-1', 'web-lr0', 'web-lr1'] } },
      Logical_Switch_Port: {
        'web-1': { addresses: ['0a:00:00:00:00:01 10.0.0.11'] },
        'web-lr1': { type: 'router', addresses: ['router'], options: { 'router-port': 'lr1-web' } },
      },
      Logical_Router: { lr1: { ports: ['lr1-web'] } },
      Logical_Router_Port: { 'lr1-web': { mac: '0a:00:00:00:ff:09', networks: ['10.0.0.9/24'] } },
    });
    expect(by('192.0.2.1', on, 'web-1')).toEqual(['lr0-web', 'name', ['lr1-web']]);
  });

  it('is what DHCP says, a router port or any other', () => {
    const more = (router: string) => ({
      Logical_Switch_Port: { vm: { addresses: ['0a:00:00:00:00:01 10.0.0.11'], dhcpv4_options: 'dhcp' } },
      DHCP_Options: { dhcp: { cidr: '10.0.0.0/24', options: { router } } },
    });
    expect(by('192.0.2.1', twoRouters(more('10.0.0.2')))).toEqual(['b-sw', "DHCP's router option", ['a-sw']]);
    const on = network({
      DHCP_Options: { 'dhcp-web': { cidr: '10.0.0.0/24', options: { router: '10.0.0.12' } } },
    });
    expect(by('192.0.2.1', on, 'web-1')).toEqual({ kind: 'dhcp-router', port: 'web-2', ip: '10.0.0.12' });
  });
});

describe('without the Northbound', () => {
  it('a packet is built of port bindings', () => {
    expect(text({ from: 'web-1', to: 'db-1' }, southboundOnly())).toBe(
      `${WEB_1} && eth.dst == 0a:00:00:00:ff:01 && ip4.src == 10.0.0.11 && ip4.dst == 10.0.1.11 && ${PING}`,
    );
  });
});
