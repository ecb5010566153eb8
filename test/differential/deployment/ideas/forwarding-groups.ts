/** One address that several ports share. */
import type { Idea } from '../idea.ts';

export const forwardingGroups: Idea = {
  name: 'forwarding-groups',
  probability: 0.2,
  apply(world, random) {
    const home = random.maybe(world.insideSwitches.filter(({ prefix4 }) => prefix4 !== undefined));
    if (home === undefined) return;
    const vip = `${home.prefix4 ?? ''}77`;
    const mac = '00:00:00:00:77:77';
    world.nb([
      ...(random.chance(0.5) ? ['--liveness'] : []),
      ...['fwd-group-add', 'spread', home.name, vip, mac, ...home.nics.slice(0, 2).map(({ name }) => name)],
    ]);
    world.aim({ why: 'a forwarding group', ip: vip, mac });
    const [nic] = home.nics;
    if (nic !== undefined) {
      const start = [`inport == ${JSON.stringify(nic.name)}`, `eth.src == ${nic.mac}`, `eth.dst == ${mac}`];
      world.frame(
        ...start,
        `ip4.src == ${nic.v4[0] ?? vip}`,
        `ip4.dst == ${vip}`,
        'ip.ttl == 64',
        'tcp.dst == 80',
      );
    }
  },
};
