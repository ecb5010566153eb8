/** Options of routers and of their ports. */
import type { Random } from '../../random.ts';
import type { Idea } from '../idea.ts';
import type { LogicalRouter, World } from '../world.ts';

const ofRouter = (random: Random, { isGateway, ports }: LogicalRouter): readonly string[] => {
  const [port] = ports;
  const force = [port?.v4[0], port?.v6[0]].filter((ip) => ip !== undefined).join(' ');
  return [
    ...(random.chance(0.4) ? [`always_learn_from_arp_request=${random.pick(['true', 'false'])}`] : []),
    ...(random.chance(0.4) ? [`dynamic_neigh_routers=${random.pick(['true', 'false'])}`] : []),
    ...(random.chance(0.2) ? ['mac_binding_age_threshold=300'] : []),
    ...(isGateway && random.chance(0.4) ? [`lb_force_snat_ip="${random.pick(['router_ip', force])}"`] : []),
    ...(isGateway && random.chance(0.3) ? [`dnat_force_snat_ip="${force}"`] : []),
    ...(random.chance(0.2) ? ['snat-ct-zone=0'] : []),
  ];
};

/** ovn-trace never finds a packet too large: one that enters with the register set is the only way there. */
const largePackets = (world: World, router: LogicalRouter, wayOut: string): void => {
  const out = router.ports.find(({ name }) => name === wayOut);
  for (const { name, mac, network } of router.ports) {
    const start = [`inport == ${JSON.stringify(name)}`, `eth.dst == ${mac}`, 'ip.ttl == 64', 'reg9[1] == 1'];
    const host = network?.nics[0];
    for (const to of out?.network === undefined
      ? []
      : [out.network.prefix4, '198.51.100.'].flatMap((each) => each ?? [])) {
      world.frame(...start, `ip4.src == ${host?.v4[0] ?? '10.9.9.9'}`, `ip4.dst == ${to}200`);
    }
    for (const to of out?.network?.prefix6 === undefined ? [] : [out.network.prefix6, '2001:4860::']) {
      world.frame(...start, `ip6.src == ${host?.v6[0] ?? 'fd09::9'}`, `ip6.dst == ${to}c8`);
    }
  }
};

export const routerOptions: Idea = {
  name: 'router-options',
  probability: 0.7,
  apply(world, random) {
    for (const router of world.routers) {
      const options = ofRouter(random, router);
      if (options.length > 0) {
        world.nb(['set', 'Logical_Router', router.name, ...options.map((each) => `options:${each}`)]);
      }
      for (const { name, network, distributedGateway } of router.ports) {
        if (random.chance(0.25)) {
          largePackets(world, router, name);
          world.nb(['set', 'Logical_Router_Port', name, `options:gateway_mtu=${random.pick([1400, 1500])}`]);
          if (random.chance(0.5))
            world.nb(['set', 'Logical_Router_Port', name, 'options:gateway_mtu_bypass="tcp"']);
        }
        if (!distributedGateway && network !== undefined && random.chance(0.15)) {
          world.nb(['set', 'Logical_Router_Port', name, 'options:reside-on-redirect-chassis=true']);
        }
        if (distributedGateway && random.chance(0.25)) {
          world.nb(['lrp-set-redirect-type', name, random.pick(['bridged', 'overlay'])]);
        }
        if (random.chance(0.1))
          world.nb([
            'set',
            'Logical_Router_Port',
            name,
            'options:prefix_delegation=true',
            'options:prefix=true',
          ]);
        if (random.chance(0.04)) world.nb(['lrp-set-enabled', name, 'disabled']);
      }
      // A router that is off has no datapath that later rows could be of.
      const named = world.southboundLast.some((command) => command.includes(router.name));
      if (!named && random.chance(0.1)) world.nb(['set', 'Logical_Router', router.name, 'enabled=false']);
    }
  },
};
