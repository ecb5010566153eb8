/** Options of switches and of their links to routers. */
import type { Idea } from '../idea.ts';

export const switchOptions: Idea = {
  name: 'switch-options',
  probability: 0.5,
  apply(world, random) {
    for (const { name, routerPorts } of world.switches) {
      if (random.chance(0.25)) world.nb(['set', 'Logical_Switch', name, 'other_config:vlan-passthru=true']);
      if (random.chance(0.3)) {
        world.nb([
          'set',
          'Logical_Switch',
          name,
          `other_config:broadcast-arps-to-all-routers=${random.pick(['true', 'false'])}`,
        ]);
      }
      for (const { switchPort } of routerPorts) {
        if (switchPort === undefined) continue;
        if (random.chance(0.3))
          world.nb(['set', 'Logical_Switch_Port', switchPort, 'options:nat-addresses=router']);
        if (random.chance(0.2))
          world.nb(['set', 'Logical_Switch_Port', switchPort, 'options:exclude-lb-vips-from-garp=true']);
      }
    }
  },
};
