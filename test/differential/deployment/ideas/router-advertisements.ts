/** IPv6 router advertisements. */
import type { Idea } from '../idea.ts';

export const routerAdvertisements: Idea = {
  name: 'router-advertisements',
  probability: 0.45,
  apply(world, random) {
    for (const { name, v6, network } of world.routerPorts) {
      if (v6.length === 0 || network === undefined || !random.chance(0.7)) continue;
      const configs = [
        `address_mode=${random.pick(['slaac', 'dhcpv6_stateful', 'dhcpv6_stateless'])}`,
        ...(random.chance(0.4) ? ['mtu=1400'] : []),
        ...(random.chance(0.4) ? ['send_periodic=true'] : []),
        ...(random.chance(0.3) ? ['router_preference=HIGH'] : []),
        ...(random.chance(0.3)
          ? ['rdnss="fd00::53"', 'dnssl="example.org"', 'route_info="HIGH-fd55::/48"']
          : []),
      ];
      world.nb(['set', 'Logical_Router_Port', name, ...configs.map((each) => `ipv6_ra_configs:${each}`)]);
    }
  },
};
