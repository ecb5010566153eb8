/** Load balancers of every protocol and option, on switches, routers and in groups. */
import { child, create, set, type Value } from '../../../lab/scenarios/rows.ts';
import type { Random } from '../../random.ts';
import { PORTS } from '../matches.ts';
import { awkward } from '../names.ts';
import type { Idea } from '../idea.ts';
import type { Nic, Protocol, World } from '../world.ts';

interface Vip {
  readonly ip: string;
  readonly port: number | undefined;
  readonly backends: readonly { readonly ip: string; readonly port: number | undefined; readonly nic: Nic }[];
}

const text = (ip: string, port: number | undefined): string =>
  port === undefined ? ip : ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;

const vipAddress = (world: World, random: Random, family: 'v4' | 'v6', number: number): string => {
  const outside = world.switches.find((each) => each.external);
  const inside = random.maybe(world.insideSwitches);
  const router = random.maybe(world.routerPorts.flatMap((port) => port[family]));
  const free = family === 'v4' ? `172.16.0.${number}` : `fd16::${number}`;
  const within = (prefix: string | undefined): string =>
    prefix === undefined ? free : `${prefix}${80 + number}`;
  return random.weighted([
    [3, free],
    [3, within(family === 'v4' ? outside?.prefix4 : outside?.prefix6)],
    [3, within(family === 'v4' ? inside?.prefix4 : inside?.prefix6)],
    [1, router ?? free],
  ]);
};

const makeVip = (world: World, random: Random, protocol: Protocol | undefined, number: number): Vip => {
  const family = random.pick(['v4', 'v4', 'v6'] as const);
  const port = protocol === undefined ? undefined : random.pick(PORTS);
  const possible = world.nics.filter((nic) => nic[family].length > 0);
  const backends = random.weighted([
    [1, 0],
    [6, 1],
    [3, 3],
  ]);
  return {
    ip: vipAddress(world, random, family, number),
    port,
    backends: random.some(possible, Math.min(1, backends), backends).map((nic) => ({
      ip: nic[family][0] ?? '',
      port: port === undefined ? undefined : random.pick([port, 8000 + port]),
      nic,
    })),
  };
};

/** An IPv4 address as the number that a register holds. */
const numberOf = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** What comes from elsewhere, through a router: a first packet, and one that the router has an affinity for. */
const fromOutside = (world: World, vip: Vip, protocol: Protocol | undefined): void => {
  const [backend] = vip.backends;
  if (backend === undefined) return;
  const v6 = vip.ip.includes(':');
  const to = v6
    ? ['ip6.src == 2001:4860::8', `ip6.dst == ${vip.ip}`]
    : ['ip4.src == 198.51.100.7', `ip4.dst == ${vip.ip}`];
  const rest = [
    ...to,
    'ip.ttl == 64',
    ...(protocol === undefined ? [] : [`${protocol}.dst == ${vip.port ?? 80}`]),
  ];
  const known = v6
    ? []
    : [`reg9[6] == 1`, `reg4 == ${numberOf(backend.ip)}`, `reg8[0..15] == ${backend.port ?? 0}`];
  for (const { name, mac } of world.routerPorts) {
    const start = [`inport == ${JSON.stringify(name)}`, `eth.dst == ${mac}`];
    world.want({ conjuncts: [...start, ...rest], ct: 'new', lbDst: backend.ip });
    if (!v6) world.want({ conjuncts: [...start, ...rest, ...known], ct: 'new', lbDst: backend.ip });
  }
  const { nic } = backend;
  const start = [
    `inport == ${JSON.stringify(nic.name)}`,
    `eth.src == ${nic.mac}`,
    'eth.dst == 00:00:00:00:00:99',
  ];
  if (!v6) world.want({ conjuncts: [...start, ...rest, ...known], ct: 'new', lbDst: backend.ip });
};

const aims = (world: World, vip: Vip, protocol: Protocol | undefined): void => {
  const where = {
    ...(protocol === undefined ? {} : { protocol }),
    ...(vip.port === undefined ? {} : { port: vip.port }),
  };
  world.aim({ why: 'a virtual address', ip: vip.ip, ...where });
  fromOutside(world, vip, protocol);
  // A backend that calls its own virtual address is sent back to itself.
  if (vip.backends.length > 0) {
    world.aim({ why: 'a hairpin', ip: vip.ip, ...where, from: vip.backends.map(({ nic }) => nic.name) });
  }
  for (const { ip, port, nic } of vip.backends) {
    const family = ip.includes(':') ? 'ip6' : 'ip4';
    const start = [`inport == ${JSON.stringify(nic.name)}`, `eth.src == ${nic.mac}`, 'ip.ttl == 64'];
    const gateway = nic.home.routerPorts[0]?.mac ?? '00:00:00:00:00:99';
    const to = [`eth.dst == ${gateway}`, `${family}.src == ${ip}`, `${family}.dst == ${vip.ip}`];
    const ports = protocol === undefined ? [] : [`${protocol}.dst == ${vip.port ?? 80}`];
    // An established connection goes where the request says; here, back to the one who asks.
    for (const ct of ['new', 'est']) world.want({ conjuncts: [...start, ...to, ...ports], ct, lbDst: ip });
    const answer = protocol === undefined ? [] : [`${protocol}.src == ${port ?? 80}`];
    world.want({
      conjuncts: [
        ...start,
        `eth.dst == ${nic.mac}`,
        `${family}.src == ${ip}`,
        `${family}.dst == ${ip}`,
        ...answer,
      ],
      ct: 'est,rpl',
    });
    world.aim({ why: 'a backend', ip, mac: nic.mac, ...where, ...(port === undefined ? {} : { port }) });
  }
};

const options = (random: Random, empty: boolean): Record<string, string> => ({
  ...(empty && random.chance(0.5) ? { reject: 'true' } : {}),
  ...(empty && random.chance(0.5) ? { event: 'true' } : {}),
  ...(random.chance(0.15) ? { hairpin_snat_ip: '172.16.9.9 fd16::99' } : {}),
  ...(random.chance(0.25) ? { affinity_timeout: '60' } : {}),
  ...(random.chance(0.15) ? { skip_snat: 'true' } : {}),
  ...(random.chance(0.15) ? { add_route: 'true' } : {}),
  ...(random.chance(0.15) ? { neighbor_responder: random.pick(['all', 'none', 'reachable']) } : {}),
});

const SELECTION = ['eth_src', 'ip_src', 'ip_dst', 'tp_src', 'tp_dst'] as const;

/** A prober for each backend; the backend's row in the Southbound says whether it lives. */
const healthCheck = (random: Random, name: string, vip: Vip): ReturnType<typeof child>[] => {
  const commands = [
    child(['Load_Balancer', name, 'health_check'], 'Load_Balancer_Health_Check', {
      vip: text(vip.ip, vip.port),
      ...(random.chance(0.5) ? { options: { interval: '5' } } : {}),
    }),
  ];
  const mappings = vip.backends
    .filter(({ nic }) => nic.v4.length > 0)
    .map(({ ip, nic }): [string, string] => [ip, `${nic.name}:${nic.home.prefix4 ?? ''}9`]);
  if (mappings.length > 0)
    commands.push(set('Load_Balancer', name, { ip_port_mappings: Object.fromEntries(mappings) }));
  return commands;
};

export const loadBalancers: Idea = {
  name: 'load-balancers',
  probability: 0.75,
  apply(world, random) {
    const count = random.int(1, 4);
    const group = random.chance(0.3) ? 'everywhere' : undefined;
    if (group !== undefined) {
      world.nb(create('Load_Balancer_Group', { name: group }, 'group'));
      for (const { name } of world.switches) {
        if (random.chance(0.7)) world.nb(['add', 'Logical_Switch', name, 'load_balancer_group', '@group']);
      }
      for (const { name } of world.routers) {
        if (random.chance(0.7)) world.nb(['add', 'Logical_Router', name, 'load_balancer_group', '@group']);
      }
    }
    let number = 1;
    for (let index = 0; index < count; index++) {
      const name = awkward(random, `lb${index}`);
      const protocol = random.pick(['tcp', 'tcp', 'udp', 'sctp', undefined] as const);
      const vips = Array.from({ length: random.int(1, 3) }, () => makeVip(world, random, protocol, number++));
      const more = options(
        random,
        vips.some(({ backends }) => backends.length === 0),
      );
      const columns: Record<string, Value> = {
        name,
        vips: Object.fromEntries(
          vips.map((vip): [string, string] => [
            text(vip.ip, vip.port),
            vip.backends.map(({ ip, port }) => text(ip, port)).join(','),
          ]),
        ),
        ...(protocol === undefined ? {} : { protocol }),
        ...(Object.keys(more).length === 0 ? {} : { options: more }),
        ...(random.chance(0.15) ? { selection_fields: random.some(SELECTION, 1, 4) } : {}),
      };
      const id = `lb${index}`;
      world.nb(create('Load_Balancer', columns, id));
      if (group !== undefined && random.chance(0.5)) {
        world.nb(['add', 'Load_Balancer_Group', group, 'load_balancer', `@${id}`]);
      }
      for (const each of world.switches) {
        if (random.chance(0.6)) world.nb(['add', 'Logical_Switch', each.name, 'load_balancer', `@${id}`]);
      }
      for (const each of world.routers) {
        if (random.chance(0.7)) world.nb(['add', 'Logical_Router', each.name, 'load_balancer', `@${id}`]);
      }
      const [first] = vips;
      if (first?.port !== undefined && !first.ip.includes(':') && random.chance(0.2)) {
        world.nb(...healthCheck(random, name, first));
      }
      for (const vip of vips) aims(world, vip, protocol);
    }
  },
};
