/** What OVN answers itself: DHCP, DNS, probes. */
import type { Random } from '../random.ts';
import type { World } from '../deployment/world.ts';
import { pickOrigin, quoted } from './origin.ts';

export const dhcp = (world: World, random: Random): string => {
  const origin = pickOrigin(world, random);
  const own = random.maybe(origin.v4) ?? '0.0.0.0';
  const server = random.maybe(origin.gateways.flatMap(({ v4 }) => v4)) ?? '10.0.0.1';
  const router = random.maybe(origin.gateways)?.mac ?? 'ff:ff:ff:ff:ff:ff';
  const toServer = random.pick([server, '255.255.255.255']);
  const asks4 = 'udp.src == 68 && udp.dst == 67';
  const asks6 = 'udp.src == 546 && udp.dst == 547';
  const rest = random.weighted([
    [
      5,
      `eth.dst == ff:ff:ff:ff:ff:ff && ip4.src == 0.0.0.0 && ip4.dst == 255.255.255.255 && ip.ttl == 64 && ${asks4}`,
    ],
    [2, `eth.dst == c0:ff:ee:00:00:01 && ip4.src == ${own} && ip4.dst == ${toServer} && ${asks4}`],
    [
      4,
      `eth.dst == 33:33:00:01:00:02 && ip6.src == fe80::200:ff:fe00:11 && ip6.dst == ff02::1:2 && ${asks6}`,
    ],
    [
      1,
      `eth.dst == ${router} && ip6.src == fe80::1 && ip6.dst == fe80::200:ff:feff:1 && udp.src == 547 && udp.dst == 546`,
    ],
  ]);
  return `inport == ${quoted(origin.port)} && eth.src == ${origin.mac} && ${rest}`;
};

export const dns = (world: World, random: Random): string => {
  const origin = pickOrigin(world, random);
  const v6 = origin.v4.length === 0 || random.chance(0.3);
  const source = (v6 ? origin.v6[0] : origin.v4[0]) ?? (v6 ? 'fd00::9' : '10.9.9.9');
  return [
    `inport == ${quoted(origin.port)}`,
    `eth.src == ${origin.mac}`,
    `eth.dst == ${random.maybe(origin.gateways)?.mac ?? '00:00:00:00:00:99'}`,
    v6 ? `ip6.src == ${source} && ip6.dst == 2001:4860::8` : `ip4.src == ${source} && ip4.dst == 8.8.8.8`,
    'ip.ttl == 64',
    `${random.pick(['udp', 'udp', 'tcp'])}.dst == 53`,
  ].join(' && ');
};

/** The answer of a backend to the prober of a load balancer's health check. */
export const probe = (world: World, random: Random): string => {
  const origin = pickOrigin(world, random);
  const own = origin.v4[0] ?? '10.9.9.9';
  const prober = own.replace(/\d+$/, '9');
  return [
    `inport == ${quoted(origin.port)}`,
    `eth.src == ${origin.mac}`,
    `eth.dst == ${random.pick(['00:00:00:00:fe:01', 'ff:ff:ff:ff:ff:ff'])}`,
    random.chance(0.5)
      ? `ip4.src == ${own} && ip4.dst == ${prober} && ip.ttl == 64 && tcp.flags == 18`
      : `arp.op == 1 && arp.sha == ${origin.mac} && arp.spa == ${own} && arp.tpa == ${prober}`,
  ].join(' && ');
};
