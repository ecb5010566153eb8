/** `allow-stateless` beside stateful rules: what it lets through must come back through it as well. */
import { child } from '../../../lab/scenarios/rows.ts';
import { PORTS } from '../matches.ts';
import type { Idea } from '../idea.ts';

export const stateless: Idea = {
  name: 'stateless',
  probability: 0.25,
  apply(world, random) {
    for (const home of random.some(world.insideSwitches, 1, 2)) {
      for (const direction of ['from-lport', 'to-lport'] as const) {
        const port = random.pick(PORTS);
        for (const [priority, side, action] of [
          [3000, 'dst', 'allow-stateless'],
          [3001, 'src', 'allow-stateless'],
          [2000, 'dst', 'allow-related'],
        ] as const) {
          world.nb(
            child(['Logical_Switch', home.name, 'acls'], 'ACL', {
              direction,
              match: action === 'allow-stateless' ? `tcp.${side} == ${port}` : 'ip',
              action,
              priority: world.priority(priority),
            }),
          );
        }
      }
    }
  },
};
