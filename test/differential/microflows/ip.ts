/** IP packets: to machines, routers, virtual and translated addresses, and nowhere. */
import { PORTS } from '../deployment/matches.ts';
import type { Random } from '../random.ts';
import type { Aim, World } from '../deployment/world.ts';
import { originOf, pickOrigin, quoted, type Origin } from './origin.ts';

const STRANGERS = [
  '8.8.8.8',
  '192.0.2.9',
  '10.0.0.200',
  '2001:db8:dead::1',
  '255.255.255.255',
  '0.0.0.0',
  'fe80::1',
] as const;

const isV6 = (ip: string): boolean => ip.includes(':');

const transport = (random: Random, aim: Aim, v6: boolean): string[] => {
  const { protocol, port } = aim;
  if (protocol !== undefined && random.chance(0.9)) {
    const reply = random.chance(0.15);
    const fields = [`${protocol}.${reply ? 'src' : 'dst'} == ${port ?? random.pick(PORTS)}`];
    if (random.chance(0.5))
      fields.push(`${protocol}.${reply ? 'dst' : 'src'} == ${random.int(30000, 30010)}`);
    if (protocol === 'tcp' && random.chance(0.2)) fields.push(`tcp.flags == ${random.pick([2, 16, 18, 4])}`);
    return fields;
  }
  const port2 = port ?? random.pick(PORTS);
  return random.weighted<() => string[]>([
    [5, () => [`tcp.dst == ${port2}`]],
    [
      1,
      () => [
        `tcp.dst == ${port2}`,
        `tcp.src == ${random.pick(PORTS)}`,
        `tcp.flags == ${random.pick([2, 16, 18])}`,
      ],
    ],
    [1, () => [`tcp.src == ${port2}`, 'tcp']],
    [3, () => [`udp.dst == ${port2}`]],
    [1, () => [`udp.src == ${port2}`, `udp.dst == ${random.pick(PORTS)}`]],
    [1, () => [`sctp.dst == ${port2}`]],
    [
      3,
      () =>
        v6
          ? [`icmp6.type == ${random.pick([128, 129])}`]
          : [`icmp4.type == ${random.pick([8, 8, 0])}`, 'icmp4.code == 0'],
    ],
    [1, () => (v6 ? ['icmp6.type == 1', 'icmp6.code == 0'] : ['icmp4.type == 3', 'icmp4.code == 4'])],
    [1, () => [`ip.proto == ${random.pick([47, 50, 89, 112])}`]],
    [1, () => []],
  ])();
};

/** State that a packet has not when it enters, except in a trace: it leads into corners that nothing else does. */
const states = (random: Random): string[] =>
  random.weighted([
    [24, []],
    [1, ['ct_mark == 1']],
    [1, ['ct_mark.blocked == 1']],
    [1, ['ct_mark.natted == 1']],
    [1, ['ct_mark.natted == 1', `ct_mark.${random.pick(['force_snat', 'skip_snat'])} == 1`]],
    [1, [`ct_mark.${random.pick(['force_snat', 'skip_snat'])} == 1`]],
    [1, [`ct_mark.ecmp_reply_port == ${random.int(1, 4)}`]],
    [1, [`ct_label.ecmp_reply_port == ${random.int(1, 4)}`]],
    [0.5, ['ct_label == 0x1']],
    [0.5, ['ct_label.natted == 1']],
    [2, ['reg9[1] == 1']],
    [0.5, ['flags.loopback == 1']],
  ]);

/** Where the frame goes next: to the machine itself on the same network, else to a router. */
const nextMac = (random: Random, world: World, origin: Origin, aim: Aim): string => {
  const near =
    origin.neighbours.find((nic) => [...nic.v4, ...nic.v6].includes(aim.ip)) ??
    (origin.prefixes.some((prefix) => aim.ip.startsWith(prefix)) ? aim : undefined);
  const gateway = random.maybe(origin.gateways)?.mac;
  return random.weighted([
    [12, near?.mac ?? gateway ?? aim.mac ?? 'ff:ff:ff:ff:ff:ff'],
    [3, gateway ?? aim.mac ?? '00:00:00:00:00:99'],
    [2, aim.mac ?? random.maybe(world.nics)?.mac ?? '00:00:00:00:00:99'],
    [1, '00:00:00:00:00:99'],
    [1, random.maybe(world.learned)?.mac ?? '00:00:00:00:fd:01'],
    [0.5, 'ff:ff:ff:ff:ff:ff'],
  ]);
};

const oddities = (random: Random): string[] =>
  random.weighted([
    [20, []],
    [1, ['ip.frag']],
    [1, ['ip.is_frag', '!ip.later_frag']],
    [1, ['ip.later_frag']],
    [1, ['vlan.present', 'vlan.vid == 7']],
    [1, ['vlan.tci == 0x1064']],
    [1, [`ip.dscp == ${random.int(0, 63)}`]],
    [1, ['ip.ecn == 1']],
  ]);

export const ipMicroflow = (world: World, random: Random): string => {
  const aim = random.weighted<Aim>([
    [20, random.maybe(world.aims) ?? { why: 'a stranger', ip: '8.8.8.8' }],
    [
      8,
      random.maybe(world.aims.filter(({ protocol }) => protocol !== undefined)) ?? {
        why: 'a stranger',
        ip: '8.8.8.8',
      },
    ],
    [2, { why: 'a stranger', ip: random.pick(STRANGERS) }],
  ]);
  const from = random.maybe(aim.from ?? []);
  const origin = (from === undefined ? undefined : originOf(world, from)) ?? pickOrigin(world, random);
  const v6 = isV6(aim.ip);
  const own = v6 ? origin.v6 : origin.v4;
  const other = random.maybe(world.aims.filter(({ ip }) => isV6(ip) === v6))?.ip;
  const source = random.weighted([
    [12, random.maybe(own) ?? (v6 ? 'fd00:99::9' : '10.99.0.9')],
    [1, v6 ? 'fd00:99::9' : '10.99.0.9'],
    [1, other ?? (v6 ? '::' : '0.0.0.0')],
  ]);
  const mac = random.chance(0.93) ? origin.mac : '00:00:00:00:00:66';
  const ip = v6 ? 'ip6' : 'ip4';
  return [
    `inport == ${quoted(origin.port)}`,
    `eth.src == ${mac}`,
    `eth.dst == ${nextMac(random, world, origin, aim)}`,
    `${ip}.src == ${source}`,
    `${ip}.dst == ${aim.ip}`,
    ...(random.chance(0.9)
      ? [
          `ip.ttl == ${random.weighted([
            [12, 64],
            [2, 1],
            [1, 0],
            [1, 255],
            [1, 2],
          ])}`,
        ]
      : []),
    ...transport(random, aim, v6),
    ...oddities(random),
    ...states(random),
  ].join(' && ');
};
