/** Access control lists of switches and of port groups: every verb, logging, labels, tiers, before and after load balancing. */
import { child } from '../../../lab/scenarios/rows.ts';
import type { Random } from '../../random.ts';
import { portMatch } from '../matches.ts';
import type { Idea } from '../idea.ts';
import type { World } from '../world.ts';

const VERBS = [
  'allow',
  'allow-related',
  'allow-related',
  'allow-related',
  'drop',
  'drop',
  'reject',
  'reject',
  'allow-stateless',
  'pass',
] as const;

/** northd copies matches unread; a rule that does not parse is left out of the pipeline by whoever reads it. */
const BROKEN = [
  'tcp.dst = 80',
  'ip4.src == $missing',
  'inport == @missing && ip4',
  'ip4 &&',
  'nonsense == 1',
  'ip4.src == fd00::1',
  'tcp.dst == 0x123456',
] as const;

const options = (random: Random, fromLport: boolean): Record<string, string> => ({
  ...(fromLport && random.chance(0.25) ? { 'apply-after-lb': 'true' } : {}),
  ...(random.chance(0.15) ? { 'log-related': 'true' } : {}),
});

const logging = (world: World, random: Random): Record<string, string | boolean> => {
  if (!random.chance(0.25)) return {};
  return {
    log: true,
    ...(random.chance(0.7)
      ? {
          name: random.weighted([
            [5, 'watched'],
            [5, 'deny all'],
            [1, 'with "quotes"'],
          ]),
        }
      : {}),
    ...(random.chance(0.7) ? { severity: random.pick(['alert', 'warning', 'notice', 'info', 'debug']) } : {}),
    ...(world.meters.length > 0 && random.chance(0.5) ? { meter: random.pick(world.meters) } : {}),
  };
};

const rule = (
  world: World,
  random: Random,
  holder: readonly [string, string, string],
  ports: readonly string[],
  verbs: readonly string[],
  group?: string,
): void => {
  const direction = random.pick(['from-lport', 'to-lport'] as const);
  const action = random.pick(verbs.filter((verb) => world.features.allows('ACL', 'action', verb)));
  const more = options(random, direction === 'from-lport');
  const match = random.chance(0.02)
    ? random.pick(BROKEN)
    : portMatch(world, random, direction === 'from-lport' ? 'inport' : 'outport', ports, group);
  world.nb(
    child(holder, 'ACL', {
      direction,
      match,
      action,
      priority: world.priority(
        random.weighted([
          [8, random.int(1, 60) * 50],
          [1, 0],
          [1, 32767],
        ]),
      ),
      ...logging(world, random),
      ...(action === 'allow-related' && random.chance(0.2) ? { label: random.int(1, 0xffff) } : {}),
      ...(Object.keys(more).length === 0 ? {} : { options: more }),
      ...(world.features.hasColumn('ACL', 'tier') ? { tier: random.int(0, 3) } : {}),
    }),
  );
};

export const acls: Idea = {
  name: 'acls',
  probability: 0.8,
  apply(world, random) {
    // Pipelines differ much by whether any rule is stateful: some deployments have none that is.
    const verbs = random.chance(0.25) ? VERBS.filter((verb) => verb !== 'allow-related') : VERBS;
    for (const { name, ports } of world.switches) {
      if (!random.chance(0.7)) continue;
      const count = random.int(1, 7);
      for (let index = 0; index < count; index++)
        rule(world, random, ['Logical_Switch', name, 'acls'], ports, verbs);
    }
    for (const { name, ports } of world.portGroups) {
      const count = random.int(0, 4);
      for (let index = 0; index < count; index++)
        rule(world, random, ['Port_Group', name, 'acls'], ports, verbs, name);
    }
  },
};
