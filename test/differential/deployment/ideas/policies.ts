/** Router policies: allow, drop, go another way, go one of several ways, mark. */
import { child, type Value } from '../../../lab/scenarios/rows.ts';
import type { Random } from '../../random.ts';
import { packetMatch } from '../matches.ts';
import type { Idea } from '../idea.ts';
import { hostOf } from '../networks.ts';
import type { LogicalRouter, World } from '../world.ts';

const hopsOf = (random: Random, router: LogicalRouter): string[] => {
  const network = random.maybe(router.ports.flatMap((port) => port.network ?? []));
  if (network === undefined) return [];
  const family = network.prefix4 === undefined || random.chance(0.2) ? 'v6' : 'v4';
  return [200, 201, 202].flatMap((host) => hostOf(network, host)[family]);
};

const matchOf = (world: World, random: Random, router: LogicalRouter): string => {
  const packet = packetMatch(world, random);
  const port = random.maybe(router.ports);
  if (port === undefined || random.chance(0.5)) return packet;
  const inport = `inport == ${JSON.stringify(port.name)}`;
  return packet === '1' ? inport : `${inport} && ${packet}`;
};

export const policies: Idea = {
  name: 'policies',
  probability: 0.55,
  apply(world, random) {
    for (const router of world.routers) {
      const count = random.int(0, 3);
      for (let index = 0; index < count; index++) {
        const action = random.pick(['allow', 'drop', 'reroute', 'reroute', 'reroute'] as const);
        const hops = action === 'reroute' ? hopsOf(random, router).slice(0, random.pick([1, 1, 2, 3])) : [];
        if (action === 'reroute' && hops.length === 0) continue;
        const columns: Record<string, Value> = {
          priority: world.priority(random.int(1, 60) * 100),
          match: matchOf(world, random, router),
          action,
          ...(hops.length === 0 ? {} : { nexthops: hops }),
          ...(random.chance(0.3) ? { options: { pkt_mark: String(random.int(1, 9)) } } : {}),
        };
        world.nb(child(['Logical_Router', router.name, 'policies'], 'Logical_Router_Policy', columns));
      }
    }
  },
};
