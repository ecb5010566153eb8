/** What stands around a switch: the routers in front of it, and the chassis that its ports are on. */
import type { Chassis } from '../chassis.ts';
import { byName, naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import type { LogicalRouter, RouterPort } from '../routers.ts';
import type { LogicalSwitch, SwitchPort } from '../switches.ts';

export interface Attachment {
  readonly switchPort: SwitchPort;
  /** Missing where the name leads nowhere. */
  readonly routerPort: RouterPort | undefined;
  readonly router: LogicalRouter | undefined;
}

/** Ports of type router, with what they lead to. */
export const attachmentsOf = (logicalSwitch: LogicalSwitch): readonly Attachment[] =>
  logicalSwitch.ports
    .filter(({ type }) => type === 'router')
    .map((switchPort) => {
      const { peer } = switchPort;
      const routerPort = peer?.kind === 'router port' ? peer : undefined;
      return { switchPort, routerPort, router: routerPort?.router };
    });

/** Each once, in natural order of their names. */
export const routersOf = (attachments: readonly Attachment[]): readonly LogicalRouter[] => {
  const found = attachments.flatMap(({ router }) => router ?? []);
  return [...new Set(found)].sort(byName);
};

/** The chassis of its ports and of the routers' gateways, and those whose host's database was read. */
export const chassisAround = (network: Network, ports: readonly SwitchPort[]): readonly Chassis[] => {
  const found = new Set<Chassis>();
  const add = (chassis: Chassis | undefined): void => {
    if (chassis !== undefined) found.add(chassis);
  };
  for (const { binding, peer } of ports) {
    add(binding?.chassis);
    binding?.additional.forEach(add);
    if (peer?.kind !== 'router port') continue;
    add(peer.redirect?.chassis);
    for (const { chassisName } of peer.gateways) add(network.chassisByName(chassisName));
  }
  for (const { systemId } of network.hosts) {
    if (systemId !== undefined) add(network.chassisByName(systemId));
  }
  return [...found].sort((a, b) => naturalCompare(a.label, b.label) || byName(a, b));
};
