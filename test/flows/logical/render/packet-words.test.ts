/** Packets as people call them. */
import { describe, expect, it } from 'vitest';
import { changedFields, headlineOf } from '../../../../src/flows/logical/render/packet-words.ts';
import { world } from '../build.ts';

const dp = world({ sw0: { ports: { p1: {} } } });
const packet = (microflow: string): Uint32Array => dp.packet(`inport == "p1" && ${microflow}`);
const IP4 = 'ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2';
const IP6 = 'ip6.src == fd00::1 && ip6.dst == fd00::2';

describe('in a few words', () => {
  it.each([
    [`${IP4} && tcp.src == 5000 && tcp.dst == 80`, 'tcp 10.0.0.1:5000 → 10.0.0.2:80'],
    [`${IP6} && udp.src == 5000 && udp.dst == 53`, 'udp [fd00::1]:5000 → [fd00::2]:53'],
    [`${IP4} && sctp.dst == 9`, 'sctp 10.0.0.1:0 → 10.0.0.2:9'],
    [`${IP4} && icmp4.type == 8`, 'icmp echo request 10.0.0.1 → 10.0.0.2'],
    [`${IP4} && icmp4.type == 3 && icmp4.code == 4`, 'icmp destination unreachable 10.0.0.1 → 10.0.0.2'],
    [`${IP4} && icmp4.type == 5 && icmp4.code == 1`, 'icmp type 5 code 1 10.0.0.1 → 10.0.0.2'],
    [`${IP6} && icmp6.type == 129`, 'icmp6 echo reply fd00::1 → fd00::2'],
    [`${IP6} && icmp6.type == 135`, 'icmp6 neighbour solicitation fd00::1 → fd00::2'],
    [IP4, 'ip4 10.0.0.1 → 10.0.0.2'],
    [IP6, 'ip6 fd00::1 → fd00::2'],
    [`${IP4} && ip.proto == 47`, 'ip protocol 47 10.0.0.1 → 10.0.0.2'],
    ['arp.op == 1 && arp.spa == 10.0.0.1 && arp.tpa == 10.0.0.2', 'arp who-has 10.0.0.2 tell 10.0.0.1'],
    [
      'arp.op == 2 && arp.spa == 10.0.0.1 && arp.sha == 00:00:00:00:00:01',
      'arp 10.0.0.1 is-at 00:00:00:00:00:01',
    ],
    ['eth.src == 00:00:00:00:00:01', 'Ethernet 00:00:00:00:00:01 → 00:00:00:00:00:00'],
    ['eth.type == 0x88cc', 'Ethernet 0x88cc 00:00:00:00:00:00 → 00:00:00:00:00:00'],
  ])('%s => %s', (microflow, expected) => {
    expect(headlineOf(packet(microflow))).toBe(expected);
  });
});

describe('what became different', () => {
  const changed = (before: string, after: string): string[] =>
    changedFields(packet(before), packet(after)).map(({ field, from, to }) => `${field} ${from} → ${to}`);

  it.each<[string, string, string[]]>([
    [IP4, IP4, []],
    [
      `${IP4} && ip.ttl == 64 && tcp.dst == 80`,
      'ip4.src == 10.0.0.1 && ip4.dst == 10.9.9.9 && ip.ttl == 63 && tcp.dst == 8080 && eth.dst == 00:00:00:00:00:02',
      [
        'eth.dst 00:00:00:00:00:00 → 00:00:00:00:00:02',
        'ip.dst 10.0.0.2 → 10.9.9.9',
        'ip.ttl 64 → 63',
        'tcp.dst 80 → 8080',
      ],
    ],
    [IP4, `${IP4} && vlan.present && vlan.vid == 5`, ['vlan.vid none → 5']],
    [`${IP4} && udp.src == 1`, `${IP4} && udp.src == 2`, ['udp.src 1 → 2']],
    // Of another kind of packet there is nothing to compare.
    [IP4, 'arp', []],
  ])('%s => %s', (before, after, expected) => {
    expect(changed(before, after)).toEqual(expected);
  });
});
