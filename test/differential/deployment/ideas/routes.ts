/** Static routes: by source, several next hops, symmetric replies, discarded, in tables, watched by BFD. */
import { child } from '../../../lab/scenarios/rows.ts';
import type { Random } from '../../random.ts';
import type { Idea } from '../idea.ts';
import { hostOf } from '../networks.ts';
import type { LogicalRouter, RouterPort, World } from '../world.ts';

const route = (
  world: World,
  router: LogicalRouter,
  columns: Record<string, string | Record<string, string>>,
): void => {
  world.nb(child(['Logical_Router', router.name, 'static_routes'], 'Logical_Router_Static_Route', columns));
};

const hops = (port: RouterPort, count: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    port.network === undefined ? [] : hostOf(port.network, 200 + index).v4,
  ).flat();

/** What comes in by one of several ways, and what goes back by the same one. */
const answers = (world: World, router: LogicalRouter, port: RouterPort): void => {
  const ip = world.nics.flatMap(({ v4 }) => v4)[0];
  const link = router.ports.find((each) => each !== port);
  if (ip === undefined || link === undefined) return;
  const rest = ['ip.ttl == 64', 'tcp.dst == 80'];
  const into = [`inport == ${JSON.stringify(port.name)}`, `eth.dst == ${port.mac}`];
  const there = ['ip4.src == 172.20.128.5', `ip4.dst == ${ip}`];
  world.want({ conjuncts: [...into, ...there, ...rest], ct: 'new' });
  const outOf = [`inport == ${JSON.stringify(link.name)}`, `eth.dst == ${link.mac}`];
  const back = [`ip4.src == ${ip}`, 'ip4.dst == 172.20.128.5'];
  // Which of the router's ports it came by is kept with the connection, by the port's key.
  for (const reply of ['ct_mark.ecmp_reply_port', 'ct_label.ecmp_reply_port']) {
    for (const key of [1, 2]) {
      world.want({ conjuncts: [...outOf, ...back, `${reply} == ${key}`, ...rest], ct: 'est,rpl' });
    }
  }
};

const severalHops = (world: World, random: Random, router: LogicalRouter, port: RouterPort): void => {
  // Only a router that is at one place can know which way a connection came.
  const symmetric = router.isGateway ? random.chance(0.8) : random.chance(0.3);
  const prefix = symmetric ? '172.20.128.0/24' : '172.21.0.0/16';
  for (const nexthop of hops(port, random.int(2, 3))) {
    route(world, router, {
      ip_prefix: prefix,
      nexthop,
      output_port: port.name,
      ...(symmetric ? { options: { ecmp_symmetric_reply: 'true' } } : {}),
    });
  }
  if (symmetric) answers(world, router, port);
  world.aim({ why: 'several next hops', ip: symmetric ? '172.20.128.5' : '172.21.3.4' });
};

export const routes: Idea = {
  name: 'routes',
  probability: 0.7,
  apply(world, random) {
    for (const router of world.routers) {
      const joined = router.ports.filter(({ network }) => network !== undefined);
      const port = random.maybe(joined);
      if (port === undefined || !random.chance(0.8)) continue;
      const [hop] = hops(port, 1);
      if (hop !== undefined) {
        if (random.chance(0.6)) severalHops(world, random, router, port);
        if (random.chance(0.5)) {
          route(world, router, { ip_prefix: '172.22.0.0/16', nexthop: 'discard' });
          route(world, router, { ip_prefix: '172.22.7.0/24', nexthop: hop });
          world.aim(
            { why: 'discarded', ip: '172.22.1.1' },
            { why: 'more specific than what is discarded', ip: '172.22.7.1' },
          );
        }
        const from = random.maybe(world.insideSwitches.flatMap(({ prefix4 }) => prefix4 ?? []));
        if (from !== undefined && random.chance(0.3)) {
          route(world, router, { ip_prefix: `${from}0/25`, nexthop: hop, policy: 'src-ip' });
        }
        if (random.chance(0.3)) {
          world.nb([
            'set',
            'Logical_Router_Port',
            random.pick(router.ports).name,
            'options:route_table=guests',
          ]);
          route(world, router, { ip_prefix: '172.23.0.0/16', nexthop: hop, route_table: 'guests' });
          route(world, router, { ip_prefix: '0.0.0.0/0', nexthop: 'discard', route_table: 'guests' });
          world.aim({ why: 'a route of one table', ip: '172.23.0.1' });
        }
        if (random.chance(0.25)) {
          world.nb(['--bfd', 'lr-route-add', router.name, '172.24.0.0/16', hop, port.name]);
          world.aim({ why: 'a route that BFD watches', ip: '172.24.0.1' });
          const [own = hop] = port.v4;
          const bfd = ['ip.ttl == 255', 'udp.dst == 3784'];
          const start = [`inport == ${JSON.stringify(port.name)}`, `eth.dst == ${port.mac}`];
          world.frame(...start, `ip4.src == ${hop}`, `ip4.dst == ${own}`, ...bfd);
          world.frame(...start, `ip4.src == ${own}`, `ip4.dst == ${hop}`, ...bfd);
          for (const ip of port.v6) {
            world.frame(...start, 'ip6.src == fd00::9', `ip6.dst == ${ip}`, ...bfd);
            world.frame(...start, `ip6.src == ${ip}`, 'ip6.dst == fd00::9', ...bfd);
          }
        }
      }
      const v6 = port.network === undefined ? undefined : hostOf(port.network, 200).v6[0];
      if (v6 !== undefined && random.chance(0.5)) {
        route(world, router, { ip_prefix: 'fd21::/64', nexthop: v6 });
        route(world, router, { ip_prefix: 'fd21::/64', nexthop: v6.replace(/.$/, '9') });
        world.aim({ why: 'a route', ip: 'fd21::5' });
      }
    }
  },
};
