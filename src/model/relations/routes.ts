/**
 * A router's routes in the order in which they win (ovn-nb(5), Logical_Router_Static_Route; ovn-northd(8), "IP
 * Routing"):
 *
 *     route table      the main one first, others by name: which one a packet asks is decided by its input port
 *     IPv4, IPv6
 *     longest prefix, then dst-ip before src-ip, then connected before static before learned
 *
 * Connected routes are those of the router's own ports and are in every table. Routes of one table, policy and
 * prefix share the packets (ECMP).
 */
import { networkOf } from '../addresses.ts';
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import type { LogicalRouter } from '../routers.ts';
import { canonicalIp, isIpv6, prefixLength } from './addresses.ts';
import type { NbRow, SbRow } from './rows.ts';

export type RouteKind = 'connected' | 'static' | 'learned';

export interface Route {
  readonly kind: RouteKind;
  /** Empty for the main one. */
  readonly table: string;
  readonly policy: 'dst-ip' | 'src-ip';
  readonly prefix: string;
  /** Empty for connected routes; `discard` drops. */
  readonly nexthop: string;
  /** The router port that was chosen for it, by name. */
  readonly outputPort: string | undefined;
  /** One of several that share the packets. */
  readonly isEcmp: boolean;
  readonly row: NbRow<'Logical_Router_Static_Route'> | SbRow<'Learned_Route'> | undefined;
}

const RANK: Readonly<Record<RouteKind, number>> = { connected: 0, static: 1, learned: 2 };

export const compareRoutes = (a: Route, b: Route): number =>
  naturalCompare(a.table, b.table) ||
  Number(isIpv6(a.prefix)) - Number(isIpv6(b.prefix)) ||
  (prefixLength(b.prefix) ?? -1) - (prefixLength(a.prefix) ?? -1) ||
  naturalCompare(a.policy, b.policy) ||
  RANK[a.kind] - RANK[b.kind] ||
  naturalCompare(a.prefix, b.prefix) ||
  naturalCompare(a.nexthop, b.nexthop) ||
  naturalCompare(a.outputPort ?? '', b.outputPort ?? '') ||
  naturalCompare(a.row?.uuid ?? '', b.row?.uuid ?? '');

const connected = (router: LogicalRouter): Route[] =>
  router.ports.flatMap((port) =>
    port.networks.map((network) => ({
      kind: 'connected' as const,
      table: '',
      policy: 'dst-ip' as const,
      prefix: networkOf(network) ?? network,
      nexthop: '',
      outputPort: port.name,
      isEcmp: false,
      row: undefined,
    })),
  );

const configured = (network: Network, row: NbRow<'Logical_Router'>): Route[] =>
  network.nbRows.rows('Logical_Router_Static_Route', row.get('static_routes')).map((route) => ({
    kind: 'static' as const,
    table: route.get('route_table'),
    policy: route.get('policy') ?? 'dst-ip',
    prefix: route.get('ip_prefix'),
    nexthop: route.get('nexthop'),
    outputPort: route.get('output_port') || undefined,
    isEcmp: false,
    row: route,
  }));

/** What the router learned from others, by dynamic routing. */
const learned = (network: Network, datapath: string | undefined): Route[] =>
  network.sbRows.where('Learned_Route', 'datapath', datapath).map((route) => ({
    kind: 'learned' as const,
    table: '',
    policy: 'dst-ip' as const,
    prefix: route.get('ip_prefix'),
    nexthop: route.get('nexthop'),
    outputPort: network.sbRows.row('Port_Binding', route.get('logical_port'))?.get('logical_port'),
    isEcmp: false,
    row: route,
  }));

const withEcmp = (routes: readonly Route[]): readonly Route[] => {
  const keyOf = ({ kind, table, policy, prefix }: Route): string =>
    [kind, table, policy, networkOf(prefix) ?? prefix].join('\n');
  const counts = new Map<string, number>();
  for (const route of routes) counts.set(keyOf(route), (counts.get(keyOf(route)) ?? 0) + 1);
  return routes.map((route) =>
    route.kind !== 'connected' && (counts.get(keyOf(route)) ?? 0) > 1 ? { ...route, isEcmp: true } : route,
  );
};

/** `row` is the Northbound's; without it, what the Southbound tells. */
export const routesOfRouter = (
  network: Network,
  router: LogicalRouter,
  row: NbRow<'Logical_Router'> | undefined,
  datapath: string | undefined,
): readonly Route[] => {
  const routes = [
    ...connected(router),
    ...(row === undefined ? [] : configured(network, row)),
    ...learned(network, datapath),
  ];
  return [...withEcmp(routes)].sort(compareRoutes);
};

/** Whether it takes everything that no other route does. */
export const isDefault = ({ prefix }: Pick<Route, 'prefix'>): boolean =>
  prefixLength(prefix) === 0 && ['0.0.0.0', '::'].includes(canonicalIp(prefix.split('/')[0] ?? ''));

type PolicyRow = NbRow<'Logical_Router_Policy'>;

/** Of one router's policies: chain by chain, the highest priority first. */
export const comparePolicies = (a: PolicyRow, b: PolicyRow): number =>
  naturalCompare(a.get('chain') ?? '', b.get('chain') ?? '') ||
  Number(b.get('priority')) - Number(a.get('priority')) ||
  naturalCompare(a.get('match'), b.get('match')) ||
  naturalCompare(a.uuid, b.uuid);

/** In the order in which they are evaluated. */
export const policiesOfRouter = (network: Network, row: NbRow<'Logical_Router'>): readonly PolicyRow[] =>
  [...network.nbRows.rows('Logical_Router_Policy', row.get('policies'))].sort(comparePolicies);
