/** Quality of service: marks and bandwidth. */
import { child } from '../../../lab/scenarios/rows.ts';
import { portMatch } from '../matches.ts';
import type { Idea } from '../idea.ts';

export const qos: Idea = {
  name: 'qos',
  probability: 0.4,
  apply(world, random) {
    for (const { name, ports } of world.switches) {
      const count = random.int(0, 3);
      for (let index = 0; index < count; index++) {
        const direction = random.pick(['from-lport', 'to-lport'] as const);
        const mark = random.chance(0.6);
        world.nb(
          child(['Logical_Switch', name, 'qos_rules'], 'QoS', {
            direction,
            priority: world.priority(random.int(0, 300) * 100),
            match: portMatch(world, random, direction === 'from-lport' ? 'inport' : 'outport', ports),
            ...(mark ? { action: { dscp: random.int(0, 63) } } : {}),
            ...(mark && random.chance(0.6)
              ? {}
              : { bandwidth: { rate: 1000, ...(random.chance(0.5) ? { burst: 100 } : {}) } }),
          }),
        );
      }
    }
    const nic = random.maybe(world.nics);
    if (nic !== undefined && random.chance(0.6)) {
      world.nb([
        'set',
        'Logical_Switch_Port',
        nic.name,
        'options:qos_max_rate=100000',
        'options:qos_min_rate=5000',
      ]);
    }
  },
};
