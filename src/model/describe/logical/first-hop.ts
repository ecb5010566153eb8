/** Where packets of a switch's ports go first: the routers in front of it, and what they decide by source address. */
import type { Network } from '../../network.ts';
import type { Attachment } from '../../relations/attachments.ts';
import { policiesNaming, routesBySource } from '../../relations/by-source.ts';
import { isDefault, policiesOfRouter, routesOfRouter, type Route } from '../../relations/routes.ts';
import type { NbRow } from '../../relations/rows.ts';
import type { LogicalRouter, RouterPort } from '../../routers.ts';
import { listing, section } from '../build.ts';
import { portLink, routerLink } from '../links.ts';
import type { Described, Section } from '../types.ts';
import { POLICY_COLUMNS, policyCells, ROUTE_COLUMNS, routeCells } from './route-section.ts';

export interface FirstHop {
  readonly routerPort: RouterPort;
  readonly router: LogicalRouter;
  readonly row: NbRow<'Logical_Router'> | undefined;
  /** Those that are asked for what comes in by the port: connected networks, and one route table. */
  readonly routes: readonly Route[];
}

export const firstHops = (
  network: Network,
  attachments: readonly Attachment[],
  rows: readonly NbRow<'Logical_Router'>[],
): readonly FirstHop[] =>
  attachments.flatMap(({ routerPort, router }): FirstHop[] => {
    if (routerPort === undefined || router === undefined) return [];
    const row = rows.find(({ uuid }) => uuid === router.uuid);
    const all = routesOfRouter(network, router, row, network.datapathOf(router.uuid)?.uuid);
    const own = network.nbRows.row('Logical_Router_Port', row === undefined ? undefined : routerPort.uuid);
    const table = own?.get('options').get('route_table') ?? '';
    const routes = all.filter((route) => route.kind === 'connected' || route.table === table);
    return [{ routerPort, router, row, routes }];
  });

/** By which default routes packets leave, and which networks are one hop away. */
export const gatewaySection = (hops: readonly FirstHop[]): readonly Section[] => {
  const rows = hops.map(({ routerPort, router, routes }): readonly Described[] => {
    const leaves = routes
      .filter((route) => route.kind !== 'connected' && route.policy === 'dst-ip' && isDefault(route))
      .map(({ prefix, nexthop, outputPort }) =>
        outputPort === undefined ? `${prefix} via ${nexthop}` : `${prefix} via ${nexthop} on ${outputPort}`,
      );
    const joins = routes.filter(({ kind }) => kind === 'connected').map(({ prefix }) => prefix);
    return [portLink(routerPort), routerLink(router), routerPort.networks, leaves, [...new Set(joins)]];
  });
  return section('gateways', 'Routers in front of it', {
    listing: listing(
      [
        ['port', 'ROUTER PORT'],
        ['router', 'ROUTER'],
        ['networks', 'GATEWAY ADDRESSES'],
        ['default-routes', 'DEFAULT ROUTES'],
        ['connected', 'CONNECTED NETWORKS'],
      ],
      rows,
    ),
  });
};

const ROUTER = ['router', 'ROUTER'] as const;

/** Each router once, also where it has two ports on the switch. */
const routersOf = (hops: readonly FirstHop[]): readonly FirstHop[] =>
  hops.filter(({ router }, i) => hops.findIndex((one) => one.router === router) === i);

/** What the routers decide for packets that come from these addresses, before they ask for the destination. */
export const sourceSections = (
  network: Network,
  hops: readonly FirstHop[],
  ips: readonly string[],
): readonly Section[] => {
  const routes = hops.flatMap(({ router, routes: all }) =>
    routesBySource(all, ips).map((route) => [routerLink(router), ...routeCells(network, route)]),
  );
  const policies = routersOf(hops).flatMap(({ router, row }) =>
    policiesNaming(row === undefined ? [] : policiesOfRouter(network, row), ips).map((policy) => [
      routerLink(router),
      ...policyCells(network, policy),
    ]),
  );
  return [
    ...section('policies', 'Routing policies that may apply', {
      listing: listing([ROUTER, ...POLICY_COLUMNS], policies),
    }),
    ...section('routes', 'Routes by its source address', {
      listing: listing([ROUTER, ...ROUTE_COLUMNS], routes),
    }),
  ];
};
