/** The packet that answers another one. */
import { describe, expect, it } from 'vitest';
import { replyTo } from '../../../src/flows/logical/reply.ts';
import { headlineOf } from '../../../src/flows/logical/render/packet-words.ts';
import { world } from './build.ts';
import { fieldOf } from './text.ts';

const dp = world({ sw0: { ports: { p1: {}, p2: {} } } });
const p2 = dp.deployment().portByName('p2')!;
const ENDS = 'inport == "p1" && eth.src == 00:00:00:00:00:01 && eth.dst == 00:00:00:00:00:02';
const reply = (microflow: string) => replyTo(dp.packet(`${ENDS} && ${microflow}`), p2);

const IP4 = 'ip4.src == 10.0.0.1 && ip4.dst == 10.0.0.2';
const IP6 = 'ip6.src == fd00::1 && ip6.dst == fd00::2';

describe('what answers', () => {
  it.each([
    [`${IP4} && tcp.src == 1000 && tcp.dst == 80`, 'tcp 10.0.0.2:80 → 10.0.0.1:1000'],
    [`${IP6} && udp.src == 1000 && udp.dst == 53`, 'udp [fd00::2]:53 → [fd00::1]:1000'],
    [`${IP4} && icmp4.type == 8`, 'icmp echo reply 10.0.0.2 → 10.0.0.1'],
    [`${IP6} && icmp6.type == 128`, 'icmp6 echo reply fd00::2 → fd00::1'],
    ['arp.op == 1 && arp.spa == 10.0.0.1 && arp.tpa == 10.0.0.2', 'arp 10.0.0.2 is-at 00:00:00:00:00:02'],
  ])('%s => %s', (microflow, expected) => {
    expect(headlineOf(reply(microflow)!)).toBe(expected);
  });

  it.each([
    'eth.type == 0x88cc',
    `${IP4} && icmp4.type == 3`,
    `${IP4} && icmp4.type == 0`,
    `${IP6} && icmp6.type == 129`,
  ])('%s: nobody', (microflow) => {
    expect(reply(microflow)).toBeUndefined();
  });

  it('comes in by the port of the workload, with a TTL of its own', () => {
    const one = reply(`${IP4} && tcp && ip.ttl == 3 && reg0 == 5 && outport == "p1" && ct.est`)!;
    expect(
      ['inport', 'outport', 'eth.src', 'eth.dst', 'ip.ttl', 'reg0', 'ct_state'].map((name) =>
        fieldOf(one, name),
      ),
    ).toEqual(['0x2', '0', '00:00:00:00:00:02', '00:00:00:00:00:01', '64', '0', '0']);
  });

  it('to ARP goes to who asked', () => {
    const one = reply(
      'arp.op == 1 && arp.spa == 10.0.0.1 && arp.tpa == 10.0.0.2 && arp.sha == 00:00:00:00:00:01',
    )!;
    expect(
      ['arp.tha', 'arp.sha', 'ip4.src', 'ip4.dst', 'ip.proto'].map((name) => fieldOf(one, name)),
    ).toEqual(['00:00:00:00:00:01', '00:00:00:00:00:02', '10.0.0.2', '10.0.0.1', '2']);
  });
});
