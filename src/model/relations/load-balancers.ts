/**
 * Load balancers (ovn-nb(5), Load_Balancer): who uses them, directly or by a group; which port a backend is; and
 * what the Southbound's service monitors found out about it.
 *
 * `ip_port_mappings` = { IP = PORT ":" SOURCE_IP [":" AZ] }, IPv6 addresses in brackets, tells which logical port
 * a monitored backend is.
 */
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import { canonicalIp } from './addresses.ts';
import type { NbRow, SbRow } from './rows.ts';
import { vipsOf, type Endpoint, type Vip } from './vips.ts';

export type LoadBalancerRow = NbRow<'Load_Balancer'>;
export type Health = 'online' | 'offline' | 'error';

export interface AppliedLoadBalancer {
  readonly row: LoadBalancerRow;
  /** The groups by which it came; none when it is used directly. */
  readonly groups: readonly NbRow<'Load_Balancer_Group'>[];
}

export interface Backend extends Endpoint {
  /** The logical port, where `ip_port_mappings` tells. */
  readonly portName: string | undefined;
  /** Unknown where nobody monitors it. */
  readonly health: Health | undefined;
}

/** A VIP that leads to an address. */
export interface Service {
  readonly row: LoadBalancerRow;
  readonly vip: Vip;
  readonly backend: Endpoint;
  readonly health: Health | undefined;
}

const byLoadBalancer = (a: LoadBalancerRow, b: LoadBalancerRow): number =>
  naturalCompare(a.get('name'), b.get('name')) || naturalCompare(a.uuid, b.uuid);

/** Of a switch or a router: its own and those of its groups, each once, by name. */
export const loadBalancersOf = (
  network: Network,
  holder: NbRow<'Logical_Switch'> | NbRow<'Logical_Router'>,
): readonly AppliedLoadBalancer[] => {
  const row = holder as NbRow<'Logical_Switch'>;
  const groups = network.nbRows.rows('Load_Balancer_Group', row.get('load_balancer_group'));
  const byUuid = new Map<string, NbRow<'Load_Balancer_Group'>[]>();
  for (const uuid of row.get('load_balancer')) byUuid.set(uuid, []);
  const own = new Set(byUuid.keys());
  for (const group of groups) {
    for (const uuid of group.get('load_balancer')) {
      const known = byUuid.get(uuid);
      if (known === undefined) byUuid.set(uuid, [group]);
      else if (!own.has(uuid)) known.push(group);
    }
  }
  return [...network.nbRows.rows('Load_Balancer', [...byUuid.keys()])]
    .sort(byLoadBalancer)
    .map((found) => ({ row: found, groups: byUuid.get(found.uuid) ?? [] }));
};

const MAPPING = /^"?([^":]+)"?(?::|$)/;

/** Canonical IP → logical port, as `ip_port_mappings` has it. */
export const mappedPorts = (row: LoadBalancerRow): ReadonlyMap<string, string> => {
  const found = [...row.get('ip_port_mappings')].flatMap(([ip, text]): [string, string][] => {
    const port = MAPPING.exec(text)?.[1];
    return port === undefined ? [] : [[canonicalIp(ip.replace(/^\[|\]$/g, '')), port]];
  });
  return new Map(found);
};

/** OVN leaves the protocol of a VIP with a port empty for TCP. */
const isSameProtocol = (monitor: SbRow<'Service_Monitor'>, row: LoadBalancerRow): boolean =>
  (monitor.get('protocol') ?? 'tcp') === (row.get('protocol') ?? 'tcp');

/** A backend with the port that it is, and what its monitor says: that of this port, where others have its address. */
const backendOf = (
  network: Network,
  row: LoadBalancerRow,
  backend: Endpoint,
  ports: ReadonlyMap<string, string>,
): Backend => {
  if (backend.ip === undefined) return { ...backend, portName: undefined, health: undefined };
  const portName = ports.get(backend.ip);
  if (row.get('health_check').length === 0) return { ...backend, portName, health: undefined };
  const health = network.sbRows
    .where('Service_Monitor', 'ip', backend.ip)
    .find(
      (monitor) =>
        monitor.get('port') === (backend.port ?? 0) &&
        isSameProtocol(monitor, row) &&
        (portName === undefined || monitor.get('logical_port') === portName),
    )
    ?.get('status');
  return { ...backend, portName, health };
};

/** A VIP, and its backends with their ports and their health. */
export interface BalancedVip extends Vip {
  readonly backends: readonly Backend[];
}

/** In the order of the map. */
export const balancedVips = (network: Network, row: LoadBalancerRow): readonly BalancedVip[] => {
  const ports = mappedPorts(row);
  return vipsOf(row.get('vips')).map((vip) => ({
    ...vip,
    backends: vip.backends.map((backend) => backendOf(network, row, backend, ports)),
  }));
};

/** VIPs of these load balancers that have one of the addresses as a backend. */
export const servicesOf = (
  network: Network,
  rows: readonly LoadBalancerRow[],
  ips: readonly string[],
): readonly Service[] => {
  const wanted = new Set(ips);
  if (wanted.size === 0) return [];
  // Parsing every backend of a cluster takes long; IPv4 addresses have one spelling, IPv6 ones have two colons.
  const ipv4 = ips.filter((ip) => !ip.includes(':'));
  const hasIpv6 = ipv4.length < ips.length;
  const mayHold = (backends: string): boolean =>
    ipv4.some((ip) => backends.includes(ip)) || (hasIpv6 && /:[^,]*:/.test(backends));
  return rows.flatMap((row) => {
    const candidates = [...row.get('vips')].filter(([, backends]) => mayHold(backends));
    if (candidates.length === 0) return [];
    const ports = mappedPorts(row);
    return vipsOf(new Map(candidates)).flatMap((vip) =>
      vip.backends
        .filter(({ ip }) => ip !== undefined && wanted.has(ip))
        .map((backend) => ({
          row,
          vip,
          backend,
          health: backendOf(network, row, backend, ports).health,
        })),
    );
  });
};
