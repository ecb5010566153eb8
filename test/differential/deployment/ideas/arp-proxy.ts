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
    for (const { name, mac, v6, v4 } of world.nics) {
      const start = [`inport == ${JSON.stringify(name)}`, `eth.src == ${mac}`];
      if (v4[0] !== undefined) {
        const asks = ['arp.op == 1', `arp.spa == ${v4[0]}`, 'arp.tpa == 169.254.239.254'];
        world.frame(...start, 'eth.dst == ff:ff:ff:ff:ff:ff', ...asks);
      }
      if (v6[0] === undefined) continue;
      const asks = ['nd_ns', `ip6.src == ${v6[0]}`, 'ip6.dst == ff02::1:ff00:7', 'nd.target == fd07::7'];
      world.frame(...start, 'eth.dst == 33:33:ff:00:00:07', ...asks);
    }
    world.aim(
      { why: 'a proxied address', ip: '169.254.239.254' },
      { why: 'a proxied address', ip: 'fd07::7' },
    );
  },
};
