/**
 * A logical router: where it runs, its ports, NAT, load balancers, policies and routes in the order in which they
 * decide, neighbours, BFD.
 */
import type { Network } from '../../network.ts';
import { macBindingsOn, staticMacBindingsOn } from '../../relations/learned.ts';
import { loadBalancersOf } from '../../relations/load-balancers.ts';
import { natOfRouter } from '../../relations/nat.ts';
import { routesOfRouter } from '../../relations/routes.ts';
import type { NbRow, SbRow } from '../../relations/rows.ts';
import type { LogicalRouter } from '../../routers.ts';
import { fact, listing, section } from '../build.ts';
import type { Describer } from '../describer.ts';
import { chassisNamed, nbLink, portNamed, sbLink } from '../links.ts';
import type { Description, Section } from '../types.ts';
import { bfdSection } from './bfd-section.ts';
import { noNorthbound } from './binding-section.ts';
import { datapathSection, multicastSections } from './datapath-section.ts';
import { macBindingSection, staticMacBindingSection } from './learned-section.ts';
import { loadBalancerSection } from './load-balancer-section.ts';
import { natSection } from './nat-section.ts';
import { routerPortList } from './port-lists.ts';
import { problemSection } from './port-problems.ts';
import { ownerFact, restOf } from './rest.ts';
import { policySection, routeSection } from './route-section.ts';
import { routerHeadline, routerProblems } from './router-problems.ts';

type RouterRow = NbRow<'Logical_Router'>;

const SAID = [
  'name',
  'ports',
  'static_routes',
  'policies',
  'enabled',
  'nat',
  'load_balancer',
  'load_balancer_group',
  'copp',
  'options',
];

const identitySection = (
  network: Network,
  router: LogicalRouter,
  row: RouterRow | undefined,
): readonly Section[] => {
  const copp = network.nbRows.row('Copp', row?.get('copp'));
  const chassis = router.gatewayChassis;
  const gateways = router.ports.filter(({ isGateway }) => isGateway);
  return section('identity', 'What it is', {
    facts: [
      fact('alias', 'Also known as', router.alias),
      row === undefined ? [] : ownerFact(network, row, 'OVN_Northbound'),
      fact(
        'placement',
        'Placement',
        chassis !== undefined
          ? 'gateway router: on one chassis'
          : gateways.length > 0
            ? 'distributed, with gateway ports'
            : 'distributed',
      ),
      fact('chassis', 'Chassis', chassis === undefined ? undefined : chassisNamed(network, chassis)),
      fact(
        'gateway-ports',
        'Gateway ports',
        gateways.map(({ name }) => portNamed(network, name)),
      ),
      row === undefined
        ? []
        : fact('enabled', 'Enabled', router.enabled, router.enabled ? {} : { tone: 'bad' }),
      row === undefined ? [] : fact('options', 'Options', row.get('options')),
      fact(
        'copp',
        'Control plane protection',
        copp === undefined ? row?.get('copp') : nbLink(copp, copp.get('name')),
      ),
    ],
  });
};

const ruleSections = (network: Network, row: RouterRow): readonly Section[] => [
  ...natSection(network, natOfRouter(network, row), 'router'),
  ...loadBalancerSection(network, loadBalancersOf(network, row)),
];

const neighbourSections = (network: Network, router: LogicalRouter): readonly Section[] => {
  const names = router.ports.map(({ name }) => name);
  return [
    ...macBindingSection(
      network,
      'MAC bindings',
      names.flatMap((name) => macBindingsOn(network, name)),
    ),
    ...staticMacBindingSection(
      network,
      names.flatMap((name) => staticMacBindingsOn(network, name)),
    ),
    ...bfdSection(network, names),
  ];
};

/** What dynamic routing tells others, and the neighbours of ECMP routes that answer symmetrically. */
const advertisedSections = (
  network: Network,
  datapath: SbRow<'Datapath_Binding'> | undefined,
): readonly Section[] => {
  const { sbRows } = network;
  const portOf = (uuid: string): string => sbRows.row('Port_Binding', uuid)?.get('logical_port') ?? uuid;
  return [
    ...section('advertised-routes', 'Advertised routes', {
      listing: listing(
        [
          ['prefix', 'PREFIX'],
          ['port', 'PORT'],
        ],
        sbRows
          .where('Advertised_Route', 'datapath', datapath?.uuid)
          .map((row) => [
            sbLink(row, row.get('ip_prefix')),
            portNamed(network, portOf(row.get('logical_port'))),
          ]),
      ),
    }),
    ...section('ecmp-nexthops', 'ECMP nexthops', {
      listing: listing(
        [
          ['nexthop', 'NEXTHOP'],
          ['mac', 'MAC'],
          ['port', 'PORT'],
        ],
        sbRows
          .where('ECMP_Nexthop', 'datapath', datapath?.uuid)
          .map((row) => [sbLink(row), row.get('mac'), portNamed(network, portOf(row.get('port')))]),
      ),
    }),
  ];
};

/** `row` is the Northbound's; without it, what the Southbound tells. */
export const describeRouter = (
  network: Network,
  router: LogicalRouter,
  row: RouterRow | undefined,
  datapath: SbRow<'Datapath_Binding'> | undefined,
): Description => ({
  kind: row === undefined ? 'datapath' : 'logical router',
  ref: router.ref,
  name: router.name,
  alias: router.alias,
  headline: routerHeadline(network, router),
  sections: [
    ...identitySection(network, router, row),
    ...datapathSection(network, datapath),
    ...routerPortList(network, router),
    ...noNorthbound(network),
    ...(row === undefined ? [] : ruleSections(network, row)),
    ...(row === undefined ? [] : policySection(network, row)),
    ...routeSection(network, routesOfRouter(network, router, row, datapath?.uuid)),
    ...advertisedSections(network, datapath),
    ...neighbourSections(network, router),
    ...multicastSections(network, datapath),
    ...problemSection(routerProblems(network, router, row)),
    ...(row === undefined ? [] : restOf(network, row, SAID, { database: 'OVN_Northbound' })),
  ],
});

export const routerDescriber: Describer = (network, row) => {
  const own = row as unknown as RouterRow;
  return describeRouter(network, network.northbound.router(own), own, network.datapathOf(own.uuid));
};
