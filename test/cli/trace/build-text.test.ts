/** Why a packet was built as it was, and why none could be: in words. */
import { describe, expect, it } from 'vitest';
import { buildProblem, choiceText } from '../../../src/cli/trace/build-text.ts';
import type { Because, MicroflowProblem } from '../../../src/flows/index.ts';

const called = (name: string): string => name;
const ROUTER: Because = {
  kind: 'router-port',
  port: 'lrp-a',
  router: 'r1',
  target: '10.0.1.1',
  networks: ['10.0.0.0/24', 'fd00::/64'],
  by: 'only',
  others: [],
  isGateway: false,
};

describe('why a field has its value', () => {
  it.each<[Because, string | undefined]>([
    [{ kind: 'default' }, undefined],
    [{ kind: 'asked-for' }, undefined],
    [{ kind: 'own-address', port: 'p1', source: 'addresses' }, "p1's own"],
    [{ kind: 'own-address', port: 'p1', source: 'port security' }, "p1's own, from its port security"],
    [{ kind: 'made-up', who: 'outside', port: 'ln' }, 'made up, OVN does not know who is outside of ln'],
    [{ kind: 'made-up', who: 'behind', port: 'p1' }, 'made up, anybody may be behind p1'],
    [{ kind: 'made-up', who: 'neighbour', port: 'lrp' }, 'made up, a neighbour of lrp'],
    [{ kind: 'same-network', port: 'p2', network: undefined }, 'p2 is on the same switch'],
    [{ kind: 'same-network', port: 'p2', network: '10.0.0.0/24' }, 'p2 is in the same network, 10.0.0.0/24'],
    [ROUTER, 'router port lrp-a, since 10.0.1.1 is not in 10.0.0.0/24'],
    [{ ...ROUTER, networks: [] }, 'router port lrp-a, since the target is not on this switch'],
    [
      { ...ROUTER, by: 'route', others: ['lrp-b'] },
      'router port lrp-a (by route), since 10.0.1.1 is not in 10.0.0.0/24; others would be lrp-b',
    ],
    [{ kind: 'dhcp-router', port: 'fw', ip: '10.0.0.9' }, 'fw has 10.0.0.9, which DHCP gives as router'],
    [
      { kind: 'nat', port: 'lrp-a', externalIp: '192.0.2.1', distributed: false },
      'router port lrp-a, which answers for 192.0.2.1 (NAT)',
    ],
    [
      { kind: 'nat', port: 'lrp-a', externalIp: '192.0.2.1', distributed: true },
      "the NAT rule's own MAC for 192.0.2.1",
    ],
    [
      { kind: 'vip', port: 'lrp-a', vip: '10.9.9.9:80', loadBalancer: 'web' },
      'router port lrp-a, which answers for 10.9.9.9:80 (load balancer web)',
    ],
    [
      { kind: 'vip-port', loadBalancer: 'web', vip: '10.9.9.9:80', others: ['10.9.9.9:443'] },
      'that of 10.9.9.9:80, load balancer web; others are 10.9.9.9:443',
    ],
    [{ kind: 'input-port', port: 'lrp-a' }, 'the router port that the packet comes in by'],
    [
      { kind: 'external-port', port: 'sriov', localnet: 'ln' },
      'packets of external port sriov come in by the localnet port',
    ],
    [{ kind: 'virtual-parent', port: 'vip', parent: 'p1', bound: true }, 'p1 holds virtual port vip'],
    [
      { kind: 'virtual-parent', port: 'vip', parent: 'p1', bound: false },
      'p1 may hold virtual port vip; none does now',
    ],
    [{ kind: 'broadcast' }, 'broadcast'],
    [{ kind: 'solicited-node' }, 'the solicited-node multicast address'],
    [{ kind: 'common-family', both: true }, 'both ends have it, and IPv6 as well (--ipv6)'],
    [{ kind: 'common-family', both: false }, undefined],
  ])('%j => %s', (because, expected) => {
    expect(choiceText({ field: 'f', value: 'v', because }, called)).toBe(expected && `f v: ${expected}`);
  });
});

describe('why there is no packet', () => {
  it.each<[MicroflowProblem, string, string | undefined]>([
    [{ kind: 'unknown', end: 'to', text: 'x', nearest: [] }, 'no port is called "x"', 'ovnscope get ports'],
    [{ kind: 'ambiguous', end: 'to', text: 'x', candidates: [] }, 'several ports are called "x"', ''],
    [
      { kind: 'several-vips', loadBalancer: 'web', vips: ['10.0.0.1:80', '10.0.0.2:80'] },
      'load balancer "web" has several VIPs',
      '--to 10.0.0.1:80, 10.0.0.2:80',
    ],
    [{ kind: 'no-vips', loadBalancer: 'web' }, 'load balancer "web" has no VIP', undefined],
    [
      { kind: 'bad-address', field: 'to', text: '10.0.0.0/8' },
      '"10.0.0.0/8" is no address of a host',
      undefined,
    ],
    [{ kind: 'bad-number', field: 'ttl', value: 300 }, '300 is no TTL', undefined],
    [{ kind: 'same', port: 'p1', ip: undefined }, '"p1" is both ends', undefined],
    [{ kind: 'same', port: 'p1', ip: '10.0.0.1' }, '"p1" has 10.0.0.1 itself', undefined],
    [{ kind: 'no-datapath', port: 'p1' }, 'port "p1" is on no switch and no router', undefined],
    [
      { kind: 'no-address', end: 'from', port: 'p1', family: 6, known: ['10.0.0.1'], isUnknown: false },
      '"p1" has no IPv6 address that is known',
      'it has 10.0.0.1',
    ],
    [
      { kind: 'no-address', end: 'to', port: 'p1', family: undefined, known: [], isUnknown: true },
      '"p1" has no address that is known',
      'anybody may be behind it: an IP in its place, or a microflow',
    ],
    [{ kind: 'no-mac', port: 'p1' }, '"p1" has no MAC that is known', 'a microflow with eth.src and eth.dst'],
    [
      { kind: 'no-common-family', from: 'a', fromHas: ['10.0.0.1'], to: 'b', toHas: ['fd00::1'] },
      '"a" and "b" have no kind of IP address in common',
      'the one has 10.0.0.1, the other fd00::1',
    ],
    [
      { kind: 'wrong-family', protocol: 'arp', family: 6 },
      '--arp is not for IPv6',
      '--nd is its counterpart',
    ],
    [{ kind: 'no-ports', protocol: 'icmp' }, '--icmp has no ports', undefined],
    [
      { kind: 'needs-ip', mac: '0a:00:00:00:00:01', protocol: 'tcp' },
      'a MAC alone is no target for --tcp',
      undefined,
    ],
    [
      { kind: 'no-router', datapath: 'sw0', ip: '10.9.0.1', networks: [] },
      'nobody on switch "sw0" has 10.9.0.1, and no router is on it',
      '--arp shows who answers for an address',
    ],
    [
      { kind: 'router-itself', port: 'sw0-lr', routerPort: 'lrp', ip: '10.9.0.1' },
      '"sw0-lr" is the switch\'s side of router port "lrp", and 10.9.0.1 is not on this switch',
      '--from lrp for a packet that goes through the router',
    ],
    [
      { kind: 'nobody-has', ip: '10.0.0.77', network: '10.0.0.0/24', nearest: ['10.0.0.7'] },
      'nobody has 10.0.0.77 in 10.0.0.0/24',
      'did you mean 10.0.0.7? --arp shows who answers for an address',
    ],
  ])('%j', (problem, message, hint) => {
    const error = buildProblem(problem, called);
    expect([error.kind, error.message, error.hint]).toEqual(['usage', message, hint]);
  });
});
