/** DHCP for both families. */
import { create } from '../../../lab/scenarios/rows.ts';
import type { Idea } from '../idea.ts';

export const dhcp: Idea = {
  name: 'dhcp',
  probability: 0.55,
  apply(world, random) {
    for (const home of world.insideSwitches) {
      const { prefix4, prefix6, index } = home;
      const nics = random.some(home.nics, 1, 4);
      if (prefix4 !== undefined && random.chance(0.8)) {
        const id = `dhcp4_${index}`;
        const options: Record<string, string> = {
          lease_time: '3600',
          router: `${prefix4}1`,
          server_id: `${prefix4}1`,
          server_mac: 'c0:ff:ee:00:00:01',
          ...(random.chance(0.5)
            ? { mtu: '1442', dns_server: '{8.8.8.8, 8.8.4.4}', domain_name: '"example.org"' }
            : {}),
          ...(random.chance(0.5)
            ? {
                classless_static_route: `{169.254.169.254/32,${prefix4}2, 0.0.0.0/0,${prefix4}1}`,
                domain_search_list: '"a.example,b.example"',
                netmask: '255.255.255.0',
                ethernet_encap: '1',
              }
            : {}),
          ...(random.chance(0.3)
            ? {
                bootfile_name: '"boot.img"',
                tftp_server_address: `{${prefix4}3}`,
                wpad: '"http://w"',
                hostname: '"h"',
              }
            : {}),
          ...(random.chance(0.2) ? { next_server: `${prefix4}4`, T1: '1800', T2: '3000' } : {}),
        };
        world.nb(create('DHCP_Options', { cidr: `${prefix4}0/24`, options }, id));
        for (const { name } of nics) world.nb(['set', 'Logical_Switch_Port', name, `dhcpv4_options=@${id}`]);
        if (random.chance(0.2))
          for (const { name } of nics)
            world.nb(['set', 'Logical_Switch_Port', name, `options:hostname=${JSON.stringify('"vm"')}`]);
      }
      if (prefix6 !== undefined && random.chance(0.8)) {
        const id = `dhcp6_${index}`;
        const options: Record<string, string> = {
          server_id: 'c0:ff:ee:00:00:01',
          ...(random.chance(0.5)
            ? { dns_server: 'fd00::53', domain_search: random.chance(0.9) ? '"example.org"' : 'unquoted' }
            : {}),
          ...(random.chance(0.3) ? { dhcpv6_stateless: 'true' } : {}),
        };
        world.nb(create('DHCP_Options', { cidr: `${prefix6}/64`, options }, id));
        for (const { name } of nics) world.nb(['set', 'Logical_Switch_Port', name, `dhcpv6_options=@${id}`]);
      }
    }
  },
};
