/** What a port may send and receive (ovn-sb(5), "port_security"): 1 is not allowed. */
import { describe, expect, it } from 'vitest';
import { became } from './actions.ts';

const may = (direction: 'in' | 'out', rules: readonly string[], microflow: string): boolean => {
  const dp = { ports: { p1: { port_security: rules }, p2: { port_security: rules } } };
  const action =
    direction === 'in'
      ? 'reg0[15] = check_in_port_sec();'
      : 'outport = "p2"; reg0[15] = check_out_port_sec(); outport = "";';
  return became(microflow, action, { plan: dp }) === '';
};

const M1 = '00:00:00:00:00:01';
const M2 = '00:00:00:00:00:02';
const from = (mac: string, rest: string): string => `eth.src == ${mac} && ${rest}`;
const to = (mac: string, rest: string): string => `eth.dst == ${mac} && ${rest}`;

const MAC = [M1];
const V4 = [`${M1} 10.0.0.1 10.0.0.5/24`];
const V6 = [`${M1} fd00::1`];
const BOTH = [`${M1} 10.0.0.1 fd00::1`];
const LINK_LOCAL = 'fe80::200:ff:fe00:1';

describe('what a port may send', () => {
  it.each<[string, readonly string[], string, boolean]>([
    ['without rules anything', [], from(M2, 'ip4'), true],
    ['a rule without a MAC is none', ['10.0.0.1'], from(M2, 'ip4'), true],
    ['its MAC', MAC, from(M1, 'ip4.src == 9.9.9.9'), true],
    ['no other MAC', MAC, from(M2, 'ip4.src == 9.9.9.9'), false],
    ['one of several MACs', [M1, M2], from(M2, 'eth.type == 0x1234'), true],
    ['its address', V4, from(M1, 'ip4.src == 10.0.0.1'), true],
    ['the host of a network', V4, from(M1, 'ip4.src == 10.0.0.5'), true],
    ['no other of the network', V4, from(M1, 'ip4.src == 10.0.0.6'), false],
    ['no other address', V4, from(M1, 'ip4.src == 10.0.1.1'), false],
    ['no IPv4 with IPv6 alone', V6, from(M1, 'ip4.src == 10.0.0.1'), false],
    [
      'a question for an address',
      V4,
      from(M1, 'ip4.src == 0.0.0.0 && ip4.dst == 255.255.255.255 && udp.src == 68 && udp.dst == 67'),
      true,
    ],
    [
      'no such question to one host',
      V4,
      from(M1, 'ip4.src == 0.0.0.0 && ip4.dst == 10.0.0.9 && udp.src == 68 && udp.dst == 67'),
      false,
    ],
    ['ARP of its own', V4, from(M1, `arp && arp.sha == ${M1} && arp.spa == 10.0.0.1`), true],
    ['no ARP of another MAC', V4, from(M1, `arp && arp.sha == ${M2} && arp.spa == 10.0.0.1`), false],
    ['no ARP of another address', V4, from(M1, `arp && arp.sha == ${M1} && arp.spa == 10.0.0.9`), false],
    [
      'ARP of any address without IPv4 rules',
      V6,
      from(M1, `arp && arp.sha == ${M1} && arp.spa == 10.0.0.9`),
      true,
    ],
    ['its IPv6 address', V6, from(M1, 'ip6.src == fd00::1'), true],
    ['its link-local address', V6, from(M1, `ip6.src == ${LINK_LOCAL}`), true],
    ['no other IPv6 address', V6, from(M1, 'ip6.src == fd00::2'), false],
    ['no IPv6 address but the link-local with IPv4 alone', V4, from(M1, 'ip6.src == fd00::1'), false],
    ['the link-local address with IPv4 alone', V4, from(M1, `ip6.src == ${LINK_LOCAL}`), true],
    ['IPv6 without addresses', MAC, from(M1, 'ip6.src == fd00::2'), true],
    ['a solicitation of its own', V6, from(M1, `ip6.src == fd00::1 && nd_ns && nd.sll == ${M1}`), true],
    ['a solicitation without a source', V6, from(M1, 'ip6.src == fd00::1 && nd_ns'), true],
    ['no solicitation of another', V6, from(M1, `ip6.src == fd00::1 && nd_ns && nd.sll == ${M2}`), false],
    [
      'an advertisement of its own',
      V6,
      from(M1, `ip6.src == fd00::1 && nd_na && nd.target == fd00::1 && nd.tll == ${M1}`),
      true,
    ],
    [
      'no advertisement of another address',
      V6,
      from(M1, `ip6.src == fd00::1 && nd_na && nd.target == fd00::2 && nd.tll == ${M1}`),
      false,
    ],
    [
      'no advertisement of another MAC',
      V6,
      from(M1, `ip6.src == fd00::1 && nd_na && nd.target == fd00::1 && nd.tll == ${M2}`),
      false,
    ],
    ['either family of both', BOTH, from(M1, 'ip6.src == fd00::1'), true],
    ['neither family of another', BOTH, from(M1, 'ip4.src == 10.0.0.2'), false],
    ['what is no IP and no ARP', V4, from(M1, 'eth.type == 0x88cc'), true],
  ])('%s', (_title, rules, microflow, expected) => {
    expect(may('in', rules, microflow)).toBe(expected);
  });
});

describe('what a port may receive', () => {
  it.each<[string, readonly string[], string, boolean]>([
    ['without rules anything', [], to(M2, 'ip4'), true],
    ['to its MAC', MAC, to(M1, 'ip4.dst == 9.9.9.9'), true],
    ['not to another MAC', MAC, to(M2, 'ip4.dst == 9.9.9.9'), false],
    ['to its address', V4, to(M1, 'ip4.dst == 10.0.0.1'), true],
    ['to all', V4, to(M1, 'ip4.dst == 255.255.255.255'), true],
    ['to groups', V4, to(M1, 'ip4.dst == 239.1.2.3'), true],
    ['not to another address', V4, to(M1, 'ip4.dst == 10.0.0.9'), false],
    ['no IPv4 with IPv6 alone', V6, to(M1, 'ip4.dst == 10.0.0.1'), false],
    ['to its IPv6 address', V6, to(M1, 'ip6.dst == fd00::1'), true],
    ['to its link-local address', V6, to(M1, `ip6.dst == ${LINK_LOCAL}`), true],
    ['to groups of IPv6', V6, to(M1, 'ip6.dst == ff02::1'), true],
    ['not to another IPv6 address', V6, to(M1, 'ip6.dst == fd00::2'), false],
    ['no IPv6 with IPv4 alone', V4, to(M1, 'ip6.dst == fd00::1'), false],
    ['ARP', V4, to(M1, 'arp'), true],
  ])('%s', (_title, rules, microflow, expected) => {
    expect(may('out', rules, microflow)).toBe(expected);
  });
});
