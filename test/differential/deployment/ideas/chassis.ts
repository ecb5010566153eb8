/** Ports that are bound to a chassis, asked to be on one, or on several. */
import type { Idea } from '../idea.ts';

export const chassis: Idea = {
  name: 'chassis',
  probability: 0.6,
  apply(world, random) {
    for (const nic of world.nics) {
      if (random.chance(0.5)) world.southboundLast.push(['lsp-bind', nic.name, random.pick(world.chassis)]);
      if (random.chance(0.2)) {
        const wanted = random.pick([world.chassis[0] ?? '', world.chassis.join(','), 'nowhere']);
        world.nb(['set', 'Logical_Switch_Port', nic.name, `options:requested-chassis="${wanted}"`]);
      }
    }
  },
};
