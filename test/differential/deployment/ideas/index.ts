/** All ideas, in the order in which they are applied: those that others refer to come first. */
import type { Idea } from '../idea.ts';
import { acls } from './acls.ts';
import { arpProxy } from './arp-proxy.ts';
import { chassis } from './chassis.ts';
import { dhcp } from './dhcp.ts';
import { dns } from './dns.ts';
import { forwardingGroups } from './forwarding-groups.ts';
import { globalOptions } from './global-options.ts';
import { groups } from './groups.ts';
import { learnedAddresses } from './learned-addresses.ts';
import { learnedGroups } from './learned-groups.ts';
import { loadBalancers } from './load-balancers.ts';
import { meters } from './meters.ts';
import { multicast } from './multicast.ts';
import { nat } from './nat.ts';
import { neighbours } from './neighbours.ts';
import { policies } from './policies.ts';
import { portAddresses } from './port-addresses.ts';
import { portSecurity } from './port-security.ts';
import { qos } from './qos.ts';
import { routerAdvertisements } from './router-advertisements.ts';
import { routerOptions } from './router-options.ts';
import { routes } from './routes.ts';
import { specialPorts } from './special-ports.ts';
import { stateless } from './stateless.ts';
import { switchOptions } from './switch-options.ts';
import { templates } from './templates.ts';

export const ideas: readonly Idea[] = [
  groups,
  meters,
  portAddresses,
  specialPorts,
  acls,
  stateless,
  loadBalancers,
  templates,
  nat,
  routes,
  policies,
  dhcp,
  dns,
  arpProxy,
  multicast,
  learnedGroups,
  portSecurity,
  qos,
  forwardingGroups,
  neighbours,
  learnedAddresses,
  chassis,
  globalOptions,
  routerOptions,
  switchOptions,
  routerAdvertisements,
];
