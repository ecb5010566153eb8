/** Network address translation of every type, on the routers that are somewhere. */
import { child, create, type Value } from '../../../lab/scenarios/rows.ts';
import type { Random } from '../../random.ts';
import type { Idea } from '../idea.ts';
import type { LogicalRouter, Nic, World } from '../world.ts';

const outsideOf = (router: LogicalRouter): { v4: string | undefined; v6: string | undefined } => {
  const port = router.ports.find(({ network }) => network?.external === true);
  return { v4: port?.network?.prefix4, v6: port?.network?.prefix6 };
};

interface Rule {
  readonly type: 'snat' | 'dnat' | 'dnat_and_snat';
  readonly external: string;
  readonly logical: string;
  readonly more?: Readonly<Record<string, Value>>;
}

const exceptions = (world: World, random: Random, id: string, v6: boolean): Record<string, Value> => {
  const column = random.pick(['allowed_ext_ips', 'exempted_ext_ips'] as const);
  const addresses = v6 ? ['2001:4860::/32'] : ['198.51.100.0/24'];
  world.nb(create('Address_Set', { name: `ext_${id}`, addresses }, `ext_${id}`));
  return { [column]: `@ext_${id}` };
};

/** From the machine to outside, and from outside to the machine. */
const bothWays = (world: World, router: LogicalRouter, { external, logical }: Rule): void => {
  const nic = world.nics.find(({ v4, v6 }) => v4.includes(logical) || v6.includes(logical));
  const gateway = nic?.home.routerPorts[0];
  const outer = router.ports.find(({ network }) => network?.external === true);
  const ip = external.includes(':') ? 'ip6' : 'ip4';
  for (const far of ip === 'ip6' ? ['2001:4860::8', '2001:db8:dead::1'] : ['198.51.100.7', '192.0.2.9']) {
    const rest = ['ip.ttl == 64', 'tcp.dst == 80'];
    if (nic !== undefined && gateway !== undefined) {
      const start = [
        `inport == ${JSON.stringify(nic.name)}`,
        `eth.src == ${nic.mac}`,
        `eth.dst == ${gateway.mac}`,
      ];
      world.frame(...start, `${ip}.src == ${logical}`, `${ip}.dst == ${far}`, ...rest);
    }
    if (outer === undefined) continue;
    const start = [`inport == ${JSON.stringify(outer.name)}`, `eth.dst == ${outer.mac}`];
    world.frame(...start, `${ip}.src == ${far}`, `${ip}.dst == ${external}`, ...rest);
  }
};

const add = (world: World, random: Random, router: LogicalRouter, rule: Rule, id: string): void => {
  const { type, external, logical, more } = rule;
  const v6 = external.includes(':');
  const gatewayPorts = router.ports.filter((port) => port.distributedGateway);
  const way = gatewayPorts.length > 1 && random.chance(0.7) ? random.pick(gatewayPorts) : undefined;
  // The port's row gets a name for this transaction, by which the rule refers to it.
  if (way !== undefined) world.nb([`--id=@way_${id}`, 'get', 'Logical_Router_Port', way.name]);
  world.nb(
    child(['Logical_Router', router.name, 'nat'], 'NAT', {
      type,
      external_ip: external,
      logical_ip: logical,
      ...more,
      ...(way === undefined ? {} : { gateway_port: `@way_${id}` }),
      ...(random.chance(0.15) ? exceptions(world, random, id, v6) : {}),
      ...(type !== 'dnat_and_snat' && random.chance(0.15) ? { external_port_range: '1024-2047' } : {}),
      ...(type === 'dnat_and_snat' && random.chance(0.15) ? { options: { stateless: 'true' } } : {}),
      ...(type === 'snat' && random.chance(0.1) ? { options: { stateless: 'false' } } : {}),
    }),
  );
  world.aim({ why: 'a translated address', ip: external });
  bothWays(world, router, rule);
};

const perNic = (random: Random, nic: Nic, external4: string, external6: string, number: number): Rule[] => {
  const [v4] = nic.v4;
  const [v6] = nic.v6;
  const distributed = random.chance(0.4)
    ? { external_mac: `00:00:00:00:dd:${number.toString(16).padStart(2, '0')}`, logical_port: nic.name }
    : random.chance(0.3)
      ? { logical_port: nic.name }
      : {};
  return [
    ...(v4 === undefined
      ? []
      : [
          {
            type: random.pick(['dnat', 'dnat_and_snat', 'dnat_and_snat'] as const),
            external: external4,
            logical: v4,
          },
        ]),
    ...(v6 === undefined || !random.chance(0.6)
      ? []
      : [{ type: random.pick(['dnat', 'dnat_and_snat'] as const), external: external6, logical: v6 }]),
  ].map((rule) => (rule.type === 'dnat_and_snat' ? { ...rule, more: distributed } : rule));
};

export const nat: Idea = {
  name: 'nat',
  probability: 0.8,
  apply(world, random) {
    for (const router of world.gateways) {
      const outside = outsideOf(router);
      const prefix4 = outside.v4 ?? '172.31.99.';
      const prefix6 = outside.v6 ?? '2001:db8:99::';
      const rules: Rule[] = [];
      for (const network of world.insideSwitches) {
        if (network.prefix4 !== undefined && random.chance(0.6)) {
          rules.push({
            type: 'snat',
            external: `${prefix4}${random.pick([1, 60])}`,
            logical: `${network.prefix4}0/24`,
          });
        }
        if (network.prefix6 !== undefined && random.chance(0.4)) {
          rules.push({
            type: 'snat',
            external: `${prefix6}${random.pick([1, 60])}`,
            logical: `${network.prefix6}/64`,
          });
        }
      }
      const nics = random.some(
        world.nics.filter(({ home }) => !home.external),
        0,
        3,
      );
      nics.forEach((nic, index) => {
        const number = 30 + router.index * 8 + index;
        rules.push(...perNic(random, nic, `${prefix4}${number}`, `${prefix6}${number}`, number));
      });
      rules.forEach((rule, index) => add(world, random, router, rule, `${router.index}_${index}`));
    }
  },
};
