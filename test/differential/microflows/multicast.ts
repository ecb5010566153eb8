/** Packets to groups, and the reports by which machines join them. */
import type { Random } from '../random.ts';
import type { World } from '../deployment/world.ts';
import { pickOrigin, quoted } from './origin.ts';

const GROUPS4 = ['239.1.1.1', '239.9.9.9', '224.0.0.5', '224.0.0.251', '232.1.1.1'] as const;
const GROUPS6 = ['ff0e::1234', 'ff0e::9', 'ff02::1', 'ff02::fb', 'ff05::1:3'] as const;

/** Listener queries and reports of both versions. */
const MLD = [130, 131, 132, 143] as const;

const mac4 = (ip: string): string => {
  const [, second = 0, third = 0, fourth = 0] = ip.split('.').map(Number);
  const low = [second & 0x7f, third, fourth].map((part) => part.toString(16).padStart(2, '0'));
  return `01:00:5e:${low.join(':')}`;
};

export const multicast = (world: World, random: Random): string => {
  const origin = pickOrigin(world, random);
  const own4 = origin.v4[0] ?? '10.9.9.9';
  const own6 = origin.v6[0] ?? 'fe80::9';
  const group4 = random.pick(GROUPS4);
  const group6 = random.pick(GROUPS6);
  const mac6 = `33:33:00:00:${group6.endsWith('1234') ? '12:34' : '00:09'}`;
  const to4 = (ip: string): string => `eth.dst == ${mac4(ip)} && ip4.src == ${own4} && ip4.dst == ${ip}`;
  const ttl = `ip.ttl == ${random.pick([64, 1, 2])}`;
  const rest = random.weighted([
    [5, `${to4(group4)} && ${ttl} && udp.dst == 5000`],
    [5, `eth.dst == ${mac6} && ip6.src == ${own6} && ip6.dst == ${group6} && ${ttl} && udp.dst == 5000`],
    [2, `${to4(group4)} && ip.ttl == 1 && igmp`],
    [1, `${to4('224.0.0.22')} && ip.ttl == 1 && ip.proto == 2`],
    [
      2,
      `eth.dst == 33:33:00:00:00:16 && ip6.src == fe80::200:ff:fe00:11 && ip6.dst == ff02::16 && ip.ttl == 1 && icmp6.type == ${random.pick(MLD)}`,
    ],
    [1, `${to4('224.0.0.1')} && ip.ttl == 64 && icmp4.type == 8`],
  ]);
  return `inport == ${quoted(origin.port)} && eth.src == ${origin.mac} && ${rest}`;
};
