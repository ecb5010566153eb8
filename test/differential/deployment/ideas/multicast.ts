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
    for (const { name, mac, v4 } of world.routerPorts) {
      const start = [`inport == ${JSON.stringify(name)}`, `eth.src == ${mac}`];
      world.frame(
        ...start,
        'eth.dst == 01:00:5e:00:00:16',
        `ip4.src == ${v4[0] ?? '10.9.9.9'}`,
        'ip4.dst == 239.1.1.1',
        'igmp',
      );
      world.frame(
        ...start,
        'eth.dst == 33:33:00:00:00:16',
        'ip6.src == fe80::1',
        'ip6.dst == ff0e::9',
        'ip.ttl == 1',
        'icmp6.type == 143',
      );
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
