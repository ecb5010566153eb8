/** Names that OVN answers itself. */
import { create } from '../../../lab/scenarios/rows.ts';
import type { Idea } from '../idea.ts';

export const dns: Idea = {
  name: 'dns',
  probability: 0.4,
  apply(world, random) {
    const records = Object.fromEntries(
      world.nics.map((nic, index): [string, string] => [
        `vm${index}.example`,
        [...nic.v4, ...nic.v6].join(' '),
      ]),
    );
    world.nb(create('DNS', { records }, 'names'));
    for (const { name } of world.switches) {
      if (random.chance(0.7)) world.nb(['add', 'Logical_Switch', name, 'dns_records', '@names']);
    }
  },
};
