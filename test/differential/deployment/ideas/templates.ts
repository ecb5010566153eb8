/** Load balancers whose addresses are variables of a chassis. ovn-trace leaves them as they are written. */
import { create } from '../../../lab/scenarios/rows.ts';
import type { Idea } from '../idea.ts';

export const templates: Idea = {
  name: 'templates',
  probability: 0.12,
  apply(world, random) {
    const nic = random.maybe(world.nics.filter(({ v4 }) => v4.length > 0));
    if (nic === undefined || !world.features.hasTable('Chassis_Template_Var')) return;
    const ip = nic.v4[0] ?? '';
    for (const chassis of world.chassis) {
      world.nb(
        create('Chassis_Template_Var', { chassis, variables: { vip: '172.16.7.7', backends: `${ip}:80` } }),
      );
    }
    world.nb(
      create(
        'Load_Balancer',
        {
          name: 'templated',
          protocol: 'tcp',
          vips: { '^vip:80': '^backends' },
          options: { template: 'true', 'address-family': 'ipv4' },
        },
        'templated',
      ),
    );
    for (const { name } of world.switches)
      world.nb(['add', 'Logical_Switch', name, 'load_balancer', '@templated']);
    for (const { name } of world.routers)
      world.nb(['add', 'Logical_Router', name, 'load_balancer', '@templated']);
    world.aim({ why: 'a templated address', ip: '172.16.7.7', protocol: 'tcp', port: 80 });
  },
};
