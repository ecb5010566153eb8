/** Snooping, querying, relaying and flooding of multicast. */
import type { Idea } from '../idea.ts';

export const multicast: Idea = {
  name: 'multicast',
  probability: 0.45,
  apply(world, random) {
    for (const home of world.switches) {
      if (!random.chance(0.7)) continue;
      const settings: string[] = ['other_config:mcast_snoop=true'];
      if (random.chance(0.4)) settings.push('other_config:mcast_flood_unregistered=true');
      if (random.chance(0.5)) {
        settings.push('other_config:mcast_querier=true', 'other_config:mcast_eth_src="00:00:00:00:99:01"');
        if (home.prefix4 !== undefined) settings.push(`other_config:mcast_ip4_src="${home.prefix4}1"`);
        settings.push('other_config:mcast_ip6_src="fe80::99"');
      }
      world.nb(['set', 'Logical_Switch', home.name, ...settings]);
      for (const port of home.ports) {
        if (random.chance(0.15)) world.nb(['set', 'Logical_Switch_Port', port, 'options:mcast_flood=true']);
        if (random.chance(0.15))
          world.nb(['set', 'Logical_Switch_Port', port, 'options:mcast_flood_reports=true']);
      }
    }
    for (const router of world.routers) {
      if (random.chance(0.6)) world.nb(['set', 'Logical_Router', router.name, 'options:mcast_relay=true']);
      for (const port of router.ports) {
        if (random.chance(0.25))
          world.nb(['set', 'Logical_Router_Port', port.name, 'options:mcast_flood=true']);
      }
    }
  },
};
