/** A switch that answers for addresses of elsewhere. */
import type { Idea } from '../idea.ts';

export const arpProxy: Idea = {
  name: 'arp-proxy',
  probability: 0.3,
  apply(world, random) {
    for (const { switchPort } of world.routerPorts) {
      if (switchPort === undefined || !random.chance(0.5)) continue;
      const proxy = random.pick([
        '169.254.239.254 169.254.239.2 169.254.239.0/28',
        '0a:58:a9:fe:01:01 169.254.239.254 fd07::7 fd07::/120',
        '169.254.239.254',
      ]);
      world.nb(['set', 'Logical_Switch_Port', switchPort, `options:arp_proxy=${JSON.stringify(proxy)}`]);
    }
    world.aim(
      { why: 'a proxied address', ip: '169.254.239.254' },
      { why: 'a proxied address', ip: 'fd07::7' },
    );
  },
};
