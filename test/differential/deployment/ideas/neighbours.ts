/** What routers and switches know of their neighbours: static and learned MAC bindings, learned ports of addresses. */
import { create } from '../../../lab/scenarios/rows.ts';
import type { Idea } from '../idea.ts';
import { hostOf } from '../networks.ts';

export const neighbours: Idea = {
  name: 'neighbours',
  probability: 0.75,
  apply(world, random) {
    let number = 0;
    for (const port of world.routerPorts) {
      if (port.network === undefined) continue;
      for (const host of [254, 200, 201]) {
        const { v4, v6 } = hostOf(port.network, host);
        for (const ip of [...v4, ...v6]) {
          const mac = `00:00:00:00:ee:${host.toString(16)}`;
          if (!random.chance(0.6)) continue;
          world.aim({ why: 'a neighbour', ip, mac });
          if (random.chance(0.3)) {
            world.nb(
              create('Static_MAC_Binding', {
                logical_port: port.name,
                ip,
                mac,
                override_dynamic_mac: random.chance(0.5),
              }),
            );
          }
          if (!random.chance(0.7)) continue;
          const id = `n${number++}`;
          world.southboundLast.push(
            [`--id=@${id}`, 'get', 'Datapath_Binding', port.router.name],
            create('MAC_Binding', { logical_port: port.name, ip, mac, datapath: `@${id}` }),
          );
        }
      }
    }
  },
};
