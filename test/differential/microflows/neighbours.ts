/** ARP and neighbour discovery: who has an address, answers, and announcements. */
import type { Random } from '../random.ts';
import type { World } from '../deployment/world.ts';
import { pickOrigin, quoted, type Origin } from './origin.ts';

const BROADCAST = 'eth.dst == ff:ff:ff:ff:ff:ff';
const STRANGER = '00:00:00:00:00:66';

const startOf = ({ port, mac }: Origin): string => `inport == ${quoted(port)} && eth.src == ${mac}`;

/** An address that somebody has, more often one of the same network. */
const asked = (world: World, random: Random, near: readonly string[], v6: boolean): string => {
  const far = random.maybe(world.aims.filter(({ ip }) => ip.includes(':') === v6))?.ip;
  const close = random.maybe(near);
  return (random.chance(0.6) ? (close ?? far) : (far ?? close)) ?? (v6 ? 'fd00::77' : '10.0.0.77');
};

export const arp = (world: World, random: Random): string => {
  const origin = pickOrigin(world, random);
  const { gateways, neighbours, mac } = origin;
  const near = [...gateways, ...neighbours].flatMap(({ v4 }) => v4);
  const target = asked(world, random, near, false);
  const other = asked(world, random, near, false);
  const own = random.maybe(origin.v4) ?? '0.0.0.0';
  const router = random.maybe(gateways)?.mac ?? 'ff:ff:ff:ff:ff:ff';
  const asks = `arp.op == 1 && arp.sha == ${mac} && arp.spa == ${own}`;
  const answers = `arp.op == 2 && arp.sha == ${mac}`;
  const rest = random.weighted([
    [6, `${BROADCAST} && ${asks} && arp.tpa == ${target}`],
    [1, `${BROADCAST} && ${asks} && arp.tpa == ${own}`],
    [2, `eth.dst == ${router} && ${asks} && arp.tpa == ${target}`],
    [
      2,
      `eth.dst == ${router} && ${answers} && arp.spa == ${own} && arp.tha == ${router} && arp.tpa == ${target}`,
    ],
    [1, `eth.dst == ${router} && ${answers} && arp.spa == ${other} && arp.tha == ${router}`],
    [1, `${BROADCAST} && ${answers} && arp.spa == ${random.pick([own, other])}`],
    [
      1,
      `${BROADCAST} && arp.op == 1 && arp.sha == ${STRANGER} && arp.spa == ${other} && arp.tpa == ${target}`,
    ],
    [1, `${BROADCAST} && arp`],
    [1, `${BROADCAST} && rarp`],
  ]);
  return `${startOf(origin)} && ${rest}`;
};

/** The group in which everyone with an address of these last 24 bits listens. */
const solicited = (ip: string): { ip: string; mac: string } => {
  const last = Number.parseInt(ip.split(':').at(-1) || '0', 16) & 0xffff;
  const low = last.toString(16).padStart(4, '0');
  return { ip: `ff02::1:ff00:${last.toString(16)}`, mac: `33:33:ff:00:${low.slice(0, 2)}:${low.slice(2)}` };
};

export const neighbourDiscovery = (world: World, random: Random): string => {
  const origin = pickOrigin(world, random);
  const { gateways, neighbours, mac } = origin;
  const target = asked(
    world,
    random,
    [...gateways, ...neighbours].flatMap(({ v6 }) => v6),
    true,
  );
  const own = random.maybe(origin.v6) ?? 'fe80::200:ff:fe00:1';
  const group = solicited(target);
  const router = random.maybe(gateways)?.mac ?? 'ff:ff:ff:ff:ff:ff';
  const toGroup = `eth.dst == ${group.mac} && ip6.dst == ${group.ip}`;
  const toAll = 'eth.dst == 33:33:00:00:00:01 && ip6.dst == ff02::1';
  const toRouter = `eth.dst == ${router} && ip6.dst == ${target}`;
  const hops = random.chance(0.8) ? 'ip.ttl == 255' : 'ip.ttl == 64';
  const asks = `${hops} && nd_ns && nd.target == ${target}`;
  const tll = random.pick([mac, STRANGER]);
  const rest = random.weighted([
    [5, `${toGroup} && ip6.src == ${own} && ${asks} && nd.sll == ${mac}`],
    [1, `${toRouter} && ip6.src == ${own} && ${asks} && nd.sll == ${STRANGER}`],
    [1, `${toGroup} && ip6.src == :: && ${asks}`],
    [
      2,
      `${toRouter} && ip6.src == ${own} && ${hops} && nd_na && nd.target == ${random.pick([own, target])} && nd.tll == ${tll}`,
    ],
    [
      1,
      `${toAll} && ip6.src == ${random.pick([own, 'fe80::200:ff:fe00:11'])} && ${hops} && nd_na && nd.target == ${own}`,
    ],
    [2, `eth.dst == 33:33:00:00:00:02 && ip6.src == ${own} && ip6.dst == ff02::2 && ip.ttl == 255 && nd_rs`],
    [1, `${toAll} && ip6.src == ${own} && ip.ttl == 255 && nd_ra`],
  ]);
  return `${startOf(origin)} && ${rest}`;
};
