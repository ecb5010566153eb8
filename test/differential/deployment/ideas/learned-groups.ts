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
      world.aim({ why: 'a learned group', ip: address });
    }
  },
};
