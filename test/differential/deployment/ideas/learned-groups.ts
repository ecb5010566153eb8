/** Multicast groups that a chassis learned: rows that its controller would have written. */
import { create } from '../../../lab/scenarios/rows.ts';
import type { Idea } from '../idea.ts';

export const learnedGroups: Idea = {
  name: 'learned-groups',
  probability: 0.3,
  apply(world, random) {
    for (const home of random.some(world.insideSwitches, 1, 2)) {
      const id = `learned${home.index}`;
      const members = random.some(home.nics, 1, 2);
      const address = random.pick(['239.1.1.1', 'ff0e::1234']);
      world.nb(['set', 'Logical_Switch', home.name, 'other_config:mcast_snoop=true']);
      world.southboundLast.push(
        [`--id=@dp${id}`, 'get', 'Datapath_Binding', home.name],
        [`--id=@ch${id}`, 'get', 'Chassis', world.chassis[0] ?? ''],
        ...members.map((nic, index) => [`--id=@p${id}${index}`, 'get', 'Port_Binding', nic.name]),
        create('IGMP_Group', {
          address,
          datapath: `@dp${id}`,
          chassis: `@ch${id}`,
          ports: members.map((_, index) => `@p${id}${index}`),
        }),
      );
      for (const { router } of home.routerPorts)
        world.nb(['set', 'Logical_Router', router.name, 'options:mcast_relay=true']);
      for (const nic of world.nics.slice(0, 4)) {
        const v6 = address.includes(':');
        const own = v6 ? nic.v6[0] : nic.v4[0];
        if (own === undefined) continue;
        const ip = v6 ? 'ip6' : 'ip4';
        const to = v6 ? '33:33:00:00:12:34' : '01:00:5e:01:01:01';
        const start = [`inport == ${JSON.stringify(nic.name)}`, `eth.src == ${nic.mac}`, `eth.dst == ${to}`];
        world.frame(
          ...start,
          `${ip}.src == ${own}`,
          `${ip}.dst == ${address}`,
          'ip.ttl == 64',
          'udp.dst == 5000',
        );
      }
      world.aim({ why: 'a learned group', ip: address });
    }
  },
};
