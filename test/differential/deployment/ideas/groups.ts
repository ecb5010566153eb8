/** Port groups and address sets, which matches of later ideas refer to. */
import { create, set } from '../../../lab/scenarios/rows.ts';
import { identifier } from '../names.ts';
import type { Idea } from '../idea.ts';

export const groups: Idea = {
  name: 'groups',
  probability: 0.75,
  apply(world, random) {
    for (let index = 0; index < random.int(1, 3); index++) {
      const name = identifier(random, `pg${index}`);
      const ports = random.some(world.nics, index === 0 ? 1 : 0, 6).map((nic) => nic.name);
      world.portGroups.push({ name, ports });
      world.nb(['pg-add', name, ...ports]);
    }
    const members = random.some(world.nics, 0, 4);
    const sets = {
      v4: [...members.flatMap((nic) => nic.v4), '10.0.0.128/25', '203.0.113.9'],
      v6: [...members.flatMap((nic) => nic.v6), 'fd00:1::/64'],
      mac: members.map((nic) => nic.mac),
    };
    for (const family of ['v4', 'v6', 'mac'] as const) {
      if (!random.chance(0.7)) continue;
      const name = identifier(random, `as_${family}`);
      world.addressSets.push({ name, family });
      world.nb(create('Address_Set', { name }));
      // `create` takes no empty list; a set that has no members is a case of its own.
      if (sets[family].length > 0) world.nb(set('Address_Set', name, { addresses: sets[family] }));
    }
  },
};
