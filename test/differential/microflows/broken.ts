/** Microflows that no packet can be, and requests about what is not there. */
import type { Random } from '../random.ts';
import type { World } from '../deployment/world.ts';
import { pickOrigin, quoted } from './origin.ts';

const TAILS = [
  'ip4.dst == 10.0.0.1 || ip4.dst == 10.0.0.2',
  'ip4 && ip6',
  'tcp.dst == 80 && udp.dst == 53',
  'ip.ttl == 64 && ip.ttl == 63',
  'ip.ttl > 5',
  'ip4.dst == 10.0.0.0/24',
  'ip4.dst == {10.0.0.1, 10.0.0.2}',
  '!ip4',
  'ip4.dst != 10.0.0.1',
  'tcp.dst = 80',
  'nonsense == 1',
  'eth.dst == 10.0.0.1',
  'ip4.dst == fd00::1',
  'tcp.dst == 65536',
  'ip4 &&',
  '(ip4',
  'ip4)',
  'ip4 && tcp || udp',
  'ip4.dst == "text"',
  'eth.src == 00:00:00:00:00:zz',
  'ip4.src == $nothing',
  'inport == @nothing',
  'ct_next',
  '"',
  'ip.proto == 6 && udp.dst == 53',
  'eth.type == 0x800 && arp',
  'outport == "x"',
  'reg0 == 5',
  'flags.loopback == 1',
  'ct.est && ct.trk',
  'ct_state == 0x21',
  'ct_mark == 1',
  'ip.frag == 1',
  'vlan.tci == 0x1fff/0x0fff',
  'icmp4 && icmp6',
  '0',
  '1',
  '1 == 1',
  'is_chassis_resident("x")',
  '5 < tcp.dst < 6',
  'tcp.dst[0..3] == 5',
  'ip4.src[8..15] == 3',
  'pkt.mark == 7',
  'arp.op == 3',
  'nd.target == fd00::1',
  'ip.dscp == 64',
] as const;

export const brokenMicroflow = (world: World, random: Random): string => {
  const origin = pickOrigin(world, random);
  const start = `inport == ${quoted(origin.port)} && eth.src == ${origin.mac}`;
  return random.weighted<() => string>([
    [12, () => `${start} && ${random.pick(TAILS)}`],
    [1, () => `inport == "nobody" && eth.src == ${origin.mac}`],
    [1, () => `inport == {${quoted(origin.port)}, "nobody"} && ip4`],
    [1, () => `inport == ${quoted(origin.port)} || ip4`],
    [1, () => `inport == ${origin.port.replaceAll(/\W/g, '')} && ip4`],
    [1, () => ''],
    [1, () => `${start} && ${random.pick(TAILS)} && ${random.pick(TAILS)}`],
    [1, () => `${start} && ip4 && ip4 /* twice */ && ip4.src==10.0.0.1&&ip.ttl==0x40 // and a comment`],
  ])();
};
