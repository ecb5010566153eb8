/** What stands around a switch port: router ports, networks, and who answers for an address on the switch. */
import {
  attachmentsOf,
  canonicalIp,
  isWithin,
  parseIp,
  vipsOf,
  type LogicalRouter,
  type LogicalSwitch,
  type Network,
  type Northbound,
  type RouterPort,
  type SwitchPort,
  type Vip,
} from '../../../model/index.ts';
import type { Row } from '../../../ovsdb/index.ts';
import { knownAddresses } from './addresses.ts';

export interface Gateway {
  readonly port: RouterPort;
  readonly router: LogicalRouter | undefined;
}

/** The router ports that a switch leads to, by name; those that are disabled lead nowhere. */
export const gatewaysOf = (logicalSwitch: LogicalSwitch): readonly Gateway[] =>
  attachmentsOf(logicalSwitch).flatMap(({ routerPort, router, switchPort }) =>
    routerPort?.enabled === true && switchPort.enabled ? [{ port: routerPort, router }] : [],
  );

/** Networks by which a host on the port knows who is near: the switch's, and the one that DHCP tells it. */
export const networksOf = (
  network: Network,
  port: SwitchPort,
  logicalSwitch: LogicalSwitch,
): readonly string[] => {
  const dhcp = dhcpOf(network, port).map((row) => row.get('cidr'));
  return [...new Set([...logicalSwitch.subnets, ...dhcp.filter((cidr) => parseIp(cidr) !== undefined)])];
};

const dhcpOf = ({ nbRows }: Network, port: SwitchPort): readonly Row<Northbound['DHCP_Options']>[] => {
  const row = nbRows.row('Logical_Switch_Port', port.uuid);
  const uuids = [row?.get('dhcpv4_options'), row?.get('dhcpv6_options')];
  return nbRows.rows(
    'DHCP_Options',
    uuids.filter((uuid) => uuid !== undefined),
  );
};

/** The address that DHCP gives as router. */
export const dhcpRouter = (network: Network, port: SwitchPort): string | undefined => {
  const written = dhcpOf(network, port)
    .map((row) => row.get('options').get('router'))
    .find((text) => text !== undefined);
  return written === undefined ? undefined : canonicalIp(written.trim());
};

/** Ports of the switch that have the address, in the order of their names; links to routers have what the router has. */
export const holdersOf = (
  network: Network,
  logicalSwitch: LogicalSwitch,
  has: { readonly ip?: string; readonly mac?: string },
): readonly SwitchPort[] =>
  logicalSwitch.ports.filter((port) => {
    const { ips, mac } = knownAddresses(network, port);
    if (has.ip !== undefined) return ips.some(({ ip }) => ip === has.ip);
    return has.mac !== undefined && (mac === has.mac || port.addresses.some((one) => one.mac === has.mac));
  });

export interface NatHolder {
  readonly gateway: Gateway;
  readonly row: Row<Northbound['NAT']>;
  /** With a MAC of its own, where the logical port is bound (ovn-nb(5), NAT). */
  readonly distributedMac: string | undefined;
}

/** The router in front of the switch that answers for an external IP. */
export const natHolder = (
  { nbRows }: Network,
  gateways: readonly Gateway[],
  ip: string,
): NatHolder | undefined => {
  for (const gateway of gateways) {
    const router = nbRows.row('Logical_Router', gateway.router?.uuid);
    for (const row of nbRows.rows('NAT', router?.get('nat') ?? [])) {
      if (canonicalIp(row.get('external_ip')) !== ip) continue;
      const mac = row.get('external_mac');
      const isDistributed = row.get('type') === 'dnat_and_snat' && row.get('logical_port') !== undefined;
      return { gateway, row, distributedMac: isDistributed ? mac?.toLowerCase() : undefined };
    }
  }
  return undefined;
};

/**
 * The MAC by which a switch learns of an external IP (`nat_addresses`, ovn-sb(5)), where the Northbound is not at hand:
 * `MAC IP … [is_chassis_resident("PORT")]`.
 */
export const announcedMac = (
  logicalSwitch: LogicalSwitch,
  ip: string,
): { readonly port: string; readonly mac: string } | undefined => {
  for (const port of logicalSwitch.ports) {
    for (const element of port.binding?.row.get('nat_addresses') ?? []) {
      const [mac = '', ...ips] = element.split(' ');
      if (ips.some((one) => canonicalIp(one) === ip))
        return { port: port.peer?.name ?? port.name, mac: mac.toLowerCase() };
    }
  }
  return undefined;
};

export interface VipHolder {
  readonly name: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp' | undefined;
  readonly vip: Vip;
  /** The router port by which it is reached; `undefined` where the switch itself has it. */
  readonly gateway: Gateway | undefined;
}

/** Load balancers of the switch, then of the routers in front of it, that have the address: by name and port. */
export const vipHolders = (
  network: Network,
  logicalSwitch: LogicalSwitch | undefined,
  gateways: readonly Gateway[],
  ip: string,
): readonly VipHolder[] => {
  const { nbRows } = network;
  const own = nbRows.row('Logical_Switch', logicalSwitch?.uuid);
  return [
    ...(own === undefined ? [] : vipsWith(network, own, ip, undefined)),
    ...gateways.flatMap((gateway) => {
      const router = nbRows.row('Logical_Router', gateway.router?.uuid);
      return router === undefined ? [] : vipsWith(network, router, ip, gateway);
    }),
  ];
};

type Balanced = Row<Pick<Northbound['Logical_Switch'], 'load_balancer' | 'load_balancer_group'>>;

const vipsWith = (
  { nbRows }: Network,
  holder: object,
  ip: string,
  gateway: Gateway | undefined,
): readonly VipHolder[] => {
  const row = holder as Balanced;
  const grouped = nbRows
    .rows('Load_Balancer_Group', row.get('load_balancer_group'))
    .flatMap((group) => group.get('load_balancer'));
  return nbRows
    .rows('Load_Balancer', [...new Set([...row.get('load_balancer'), ...grouped])])
    .flatMap((balancer) =>
      vipsOf(balancer.get('vips'))
        .filter((vip) => vip.ip === ip)
        .map((vip) => ({
          name: balancer.get('name') || balancer.uuid,
          protocol: balancer.get('protocol'),
          vip,
          gateway,
        })),
    )
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : (a.vip.port ?? 0) - (b.vip.port ?? 0)));
};

/** Networks that hold both. */
export const commonNetwork = (networks: readonly string[], a: string, b: string): string | undefined =>
  networks.find((one) => isWithin(a, one) && isWithin(b, one));
