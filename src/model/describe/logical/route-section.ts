/** Routes and policies of a router, in the order in which they win. */
import type { Network } from '../../network.ts';
import { policiesOfRouter, type Route } from '../../relations/routes.ts';
import type { NbRow, SbRow } from '../../relations/rows.ts';
import { listing, section } from '../build.ts';
import { nbLink, routerPortNamed, sbLink } from '../links.ts';
import type { Described, Section, Tone } from '../types.ts';

export const ROUTE_COLUMNS = [
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

export const routeCells = (network: Network, route: Route): readonly Described[] => {
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
      ROUTE_COLUMNS,
      routes.map((route) => routeCells(network, route)),
      routes.map((route) => toneOf(network, route)),
    ),
  });

export const POLICY_COLUMNS = [
  ['chain', 'CHAIN'],
  ['priority', 'PRIORITY'],
  ['match', 'MATCH'],
  ['action', 'ACTION'],
  ['nexthops', 'NEXTHOPS'],
  ['jump', 'JUMPS TO'],
  ['output', 'OUTPUT PORT'],
  ['bfd', 'BFD'],
  ['options', 'OPTIONS'],
] as const;

export const policyCells = (
  network: Network,
  policy: NbRow<'Logical_Router_Policy'>,
): readonly Described[] => {
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
};

/** Policies come before routes: highest priority first. */
export const policySection = (network: Network, row: NbRow<'Logical_Router'>): readonly Section[] =>
  section('policies', 'Policies, in the order in which they are evaluated', {
    listing: listing(
      POLICY_COLUMNS,
      policiesOfRouter(network, row).map((policy) => policyCells(network, policy)),
    ),
  });
