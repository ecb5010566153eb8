/** ARP and neighbour discovery: who has an address, answers, and announcements. */
import type { Random } from '../random.ts';
import type { World } from '../deployment/world.ts';
import { pickOrigin, quoted } from './origin.ts';

export const arp = (world: World, random: Random): string => {
  const origin = pickOrigin(world, random);
  const targets = world.aims.filter(({ ip }) => !ip.includes(':'));
  const target = random.maybe(targets)?.ip ?? '10.0.0.77';
  const near = random.maybe([
    ...origin.gateways.flatMap(({ v4 }) => v4),
    ...origin.neighbours.flatMap(({ v4 }) => v4),
  ]);
  const asked = random.chance(0.6) ? (near ?? target) : target;
  const own = random.maybe(origin.v4) ?? '0.0.0.0';
  const start = [`inport == ${quoted(origin.port)}`, `eth.src == ${origin.mac}`];
  const to = random.maybe(origin.gateways)?.mac ?? 'ff:ff:ff:ff:ff:ff';
  return random
    .weighted<() => string[]>([
      [
        6,
        () => [
          ...start,
          'eth.dst == ff:ff:ff:ff:ff:ff',
          'arp.op == 1',
          `arp.sha == ${origin.mac}`,
          `arp.spa == ${own}`,
          `arp.tpa == ${asked}`,
        ],
      ],
      [
        1,
        () => [
          ...start,
          'eth.dst == ff:ff:ff:ff:ff:ff',
          'arp.op == 1',
          `arp.sha == ${origin.mac}`,
          `arp.spa == ${own}`,
          `arp.tpa == ${own}`,
        ],
      ],
      [
        2,
        () => [
          ...start,
          `eth.dst == ${to}`,
          'arp.op == 1',
          `arp.sha == ${origin.mac}`,
          `arp.spa == ${own}`,
          `arp.tpa == ${asked}`,
        ],
      ],
      [
        3,
        () => [
          ...start,
          `eth.dst == ${to}`,
          'arp.op == 2',
          `arp.sha == ${origin.mac}`,
          `arp.spa == ${random.pick([own, target])}`,
          `arp.tha == ${to}`,
          `arp.tpa == ${asked}`,
        ],
      ],
      [
        1,
        () => [
          ...start,
          'eth.dst == ff:ff:ff:ff:ff:ff',
          'arp.op == 2',
          `arp.sha == ${origin.mac}`,
          `arp.spa == ${random.pick([own, target])}`,
        ],
      ],
      [
        1,
        () => [
          ...start,
          'eth.dst == ff:ff:ff:ff:ff:ff',
          'arp.op == 1',
          'arp.sha == 00:00:00:00:00:66',
          `arp.spa == ${target}`,
          `arp.tpa == ${asked}`,
        ],
      ],
      [1, () => [...start, 'eth.dst == ff:ff:ff:ff:ff:ff', 'arp']],
      [1, () => [...start, 'eth.dst == ff:ff:ff:ff:ff:ff', 'rarp']],
    ])()
    .join(' && ');
};

/** The group in which everyone with an address of these last 24 bits listens. */
const solicited = (ip: string): { ip: string; mac: string } => {
  const last = Number.parseInt(ip.split(':').at(-1) || '0', 16) & 0xffff;
  const low = last.toString(16).padStart(4, '0');
  return { ip: `ff02::1:ff00:${last.toString(16)}`, mac: `33:33:ff:00:${low.slice(0, 2)}:${low.slice(2)}` };
};

export const neighbourDiscovery = (world: World, random: Random): string => {
  const origin = pickOrigin(world, random);
  const near = random.maybe([
    ...origin.gateways.flatMap(({ v6 }) => v6),
    ...origin.neighbours.flatMap(({ v6 }) => v6),
  ]);
  const far = random.maybe(world.aims.filter(({ ip }) => ip.includes(':')))?.ip ?? 'fd00::77';
  const target = random.chance(0.7) ? (near ?? far) : far;
  const own = random.maybe(origin.v6) ?? 'fe80::200:ff:fe00:1';
  const group = solicited(target);
  const to = random.maybe(origin.gateways)?.mac ?? 'ff:ff:ff:ff:ff:ff';
  const start = [`inport == ${quoted(origin.port)}`, `eth.src == ${origin.mac}`];
  const hops = random.chance(0.8) ? ['ip.ttl == 255'] : [];
  return random
    .weighted<() => string[]>([
      [
        5,
        () => [
          ...start,
          `eth.dst == ${group.mac}`,
          `ip6.src == ${own}`,
          `ip6.dst == ${group.ip}`,
          ...hops,
          'nd_ns',
          `nd.target == ${target}`,
          `nd.sll == ${origin.mac}`,
        ],
      ],
      [
        1,
        () => [
          ...start,
          `eth.dst == ${to}`,
          `ip6.src == ${own}`,
          `ip6.dst == ${target}`,
          'nd_ns',
          `nd.target == ${target}`,
          'nd.sll == 00:00:00:00:00:66',
        ],
      ],
      [
        1,
        () => [
          ...start,
          `eth.dst == ${group.mac}`,
          'ip6.src == ::',
          `ip6.dst == ${group.ip}`,
          'nd_ns',
          `nd.target == ${target}`,
        ],
      ],
      [
        2,
        () => [
          ...start,
          `eth.dst == ${to}`,
          `ip6.src == ${own}`,
          `ip6.dst == ${target}`,
          ...hops,
          'nd_na',
          `nd.target == ${random.pick([own, target])}`,
          `nd.tll == ${random.pick([origin.mac, '00:00:00:00:00:66'])}`,
        ],
      ],
      [
        1,
        () => [
          ...start,
          'eth.dst == 33:33:00:00:00:01',
          `ip6.src == ${random.pick([own, 'fe80::200:ff:fe00:11'])}`,
          'ip6.dst == ff02::1',
          ...hops,
          'nd_na',
          `nd.target == ${own}`,
        ],
      ],
      [
        3,
        () => [
          ...start,
          'eth.dst == 33:33:00:00:00:02',
          `ip6.src == ${own}`,
          'ip6.dst == ff02::2',
          'ip.ttl == 255',
          'nd_rs',
        ],
      ],
      [
        1,
        () => [
          ...start,
          'eth.dst == 33:33:00:00:00:01',
          `ip6.src == ${own}`,
          'ip6.dst == ff02::1',
          'ip.ttl == 255',
          'nd_ra',
        ],
      ],
    ])()
    .join(' && ');
};
