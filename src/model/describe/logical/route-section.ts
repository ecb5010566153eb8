/** Routes of a router in the order in which they win, and the first hop of a switch's packets. */
import type { Network } from '../../network.ts';
import type { Attachment } from '../../relations/attachments.ts';
import { isDefault, policiesOfRouter, routesOfRouter, type Route } from '../../relations/routes.ts';
import type { NbRow, SbRow } from '../../relations/rows.ts';
import { listing, section } from '../build.ts';
import { nbLink, portLink, routerLink, routerPortNamed, sbLink } from '../links.ts';
import type { Described, Section, Tone } from '../types.ts';

const COLUMNS = [
  ['table', 'TABLE'],
  ['prefix', 'PREFIX'],
  ['policy', 'POLICY'],
  ['nexthop', 'NEXTHOP'],
  ['output', 'OUTPUT PORT'],
  ['kind', 'KIND'],
  ['ecmp', 'ECMP'],
  ['bfd', 'BFD'],
  ['options', 'OPTIONS'],
  ['selection-fields', 'HASHED FIELDS'],
] as const;

const staticRow = ({ kind, row }: Route): NbRow<'Logical_Router_Static_Route'> | undefined =>
  kind === 'static' ? (row as NbRow<'Logical_Router_Static_Route'>) : undefined;

const bfdOf = (network: Network, uuid: string | undefined): string | undefined =>
  uuid === undefined ? undefined : (network.nbRows.row('BFD', uuid)?.get('status') ?? 'not known');

const prefixLink = (route: Route): Described => {
  const row = staticRow(route);
  if (row !== undefined) return nbLink(row, route.prefix);
  if (route.kind !== 'learned' || route.row === undefined) return route.prefix;
  return sbLink(route.row as SbRow<'Learned_Route'>, route.prefix);
};

const cells = (network: Network, route: Route): readonly Described[] => {
  const row = staticRow(route);
  return [
    route.table === '' ? '<main>' : route.table,
    prefixLink(route),
    route.policy,
    route.nexthop,
    route.outputPort === undefined ? undefined : routerPortNamed(network, route.outputPort),
    route.kind,
    route.isEcmp ? true : undefined,
    bfdOf(network, row?.get('bfd')),
    row?.get('options'),
    row?.get('selection_fields'),
  ];
};

const toneOf = (network: Network, route: Route): Tone | undefined =>
  route.kind === 'connected'
    ? 'dim'
    : bfdOf(network, staticRow(route)?.get('bfd')) === 'down'
      ? 'bad'
      : undefined;

export const routeSection = (
  network: Network,
  routes: readonly Route[],
  title = 'Routes, in the order in which they win',
): readonly Section[] =>
  section('routes', title, {
    listing: listing(
      COLUMNS,
      routes.map((route) => cells(network, route)),
      routes.map((route) => toneOf(network, route)),
    ),
  });

/** Where packets of a switch's ports go first, and by which default routes they leave. */
export const gatewaySection = (
  network: Network,
  attachments: readonly Attachment[],
  rows: readonly NbRow<'Logical_Router'>[],
): readonly Section[] => {
  const gateways = attachments.flatMap(({ routerPort, router }): (readonly Described[])[] => {
    if (routerPort === undefined || router === undefined) return [];
    const row = rows.find(({ uuid }) => uuid === router.uuid);
    const routes = routesOfRouter(network, router, row, network.datapathOf(router.uuid)?.uuid);
    // What comes in by the port asks one route table only, besides the connected networks.
    const own = network.nbRows.row('Logical_Router_Port', row === undefined ? undefined : routerPort.uuid);
    const table = own?.get('options').get('route_table') ?? '';
    const leaves = routes
      .filter((route) => route.kind !== 'connected' && route.table === table && isDefault(route))
      .map(({ prefix, nexthop, outputPort }) =>
        outputPort === undefined ? `${prefix} via ${nexthop}` : `${prefix} via ${nexthop} on ${outputPort}`,
      );
    const joins = routes.filter(({ kind }) => kind === 'connected').map(({ prefix }) => prefix);
    return [[portLink(routerPort), routerLink(router), routerPort.networks, leaves, [...new Set(joins)]]];
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
      gateways,
    ),
  });
};

/** Policies come before routes: highest priority first. */
export const policySection = (network: Network, row: NbRow<'Logical_Router'>): readonly Section[] =>
  section('policies', 'Policies, in the order in which they are evaluated', {
    listing: listing(
      [
        ['chain', 'CHAIN'],
        ['priority', 'PRIORITY'],
        ['match', 'MATCH'],
        ['action', 'ACTION'],
        ['nexthops', 'NEXTHOPS'],
        ['jump', 'JUMPS TO'],
        ['output', 'OUTPUT PORT'],
        ['bfd', 'BFD'],
        ['options', 'OPTIONS'],
      ],
      policiesOfRouter(network, row).map((policy) => {
        const hop = policy.get('nexthop');
        const output = policy.get('output_port');
        const port = network.nbRows.row('Logical_Router_Port', output);
        return [
          policy.get('chain'),
          policy.get('priority'),
          policy.get('match'),
          nbLink(policy, policy.get('action')),
          [...new Set([...(hop ? [hop] : []), ...policy.get('nexthops')])],
          policy.get('jump_chain'),
          port === undefined ? output : routerPortNamed(network, port.get('name')),
          policy.get('bfd_sessions').map((uuid) => bfdOf(network, uuid) ?? ''),
          policy.get('options'),
        ];
      }),
    ),
  });
