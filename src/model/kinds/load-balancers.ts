/**
 * Load balancers (ovn-nb(5), Load_Balancer): as rows, and as `load-balancer-vips` one line for each virtual address, with
 * its backends and what the service monitors of the Southbound say of them.
 */
import type { Row } from '../../ovsdb/index.ts';
import type { Northbound } from '../generated/index.ts';
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import { refOf } from '../rowref.ts';
import {
  chassisColumns,
  chassisLabel,
  holdingRouters,
  holdingSwitches,
  namesOf,
  nbColumns,
  oneOrAll,
  routersWith,
  sbColumns,
  some,
  sorted,
  switchesWith,
} from './joins.ts';
import { northboundKind, type Of } from './kind.ts';
import { oncePerNetwork } from './once.ts';

type LoadBalancer = Row<Northbound['Load_Balancer']>;

const groupsOf = (network: Network, uuid: string): readonly Row<Northbound['Load_Balancer_Group']>[] =>
  network.nbRows.where('Load_Balancer_Group', 'load_balancer', uuid);

type Holders = typeof switchesWith | typeof routersWith;

/** Who has a group: worked out once, for a group of all services is on every switch. */
const groupHolders = oncePerNetwork(() => new Map<Holders, Map<string, readonly string[]>>());

const holdersOfGroup = (network: Network, group: string, holders: Holders): readonly string[] => {
  const known = groupHolders(network);
  let byGroup = known.get(holders);
  if (byGroup === undefined) known.set(holders, (byGroup = new Map()));
  let found = byGroup.get(group);
  if (found === undefined) byGroup.set(group, (found = holders(network, 'load_balancer_group', group)));
  return found;
};

/** Attached by itself or through a group. */
const attachedTo = (network: Network, uuid: string, holders: Holders): readonly string[] => {
  const lists = [
    holders(network, 'load_balancer', uuid),
    ...groupsOf(network, uuid).map((group) => holdersOfGroup(network, group.uuid, holders)),
  ].filter(({ length }) => length > 0);
  return lists.length < 2 ? (lists[0] ?? []) : sorted(lists.flat());
};

const attachment = [
  holdingSwitches('load_balancer'),
  holdingSwitches('load_balancer_group'),
  holdingRouters('load_balancer'),
  holdingRouters('load_balancer_group'),
  nbColumns({ Load_Balancer_Group: ['name', 'load_balancer'] }),
];

/** `IP:PORT,IP:PORT`; nothing in it means that the virtual address is rejected or dropped. */
const backendsOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Absent, it is tcp: ovn-nb(5). A virtual address without port is for all protocols. */
const protocolOf = (row: LoadBalancer): string => row.get('protocol') ?? 'tcp';

export const loadBalancers = northboundKind('Load_Balancer', {
  title: 'load balancer',
  name: 'load-balancers',
  words: ['lb', 'lbs', 'lb-list'],
  summary: 'Load balancers: virtual addresses, and the switches and routers that have them',
  joins: attachment,
  fields: (f) => [
    f.label(),
    f.of('protocol', 'table', ['protocol'], ({ row }) => protocolOf(row)),
    f.of('vips', 'table', ['vips'], ({ row }) => sorted(row.get('vips').keys())),
    f.of('switches', 'table', [], ({ ref }, network) => attachedTo(network, ref.uuid, switchesWith)),
    f.of('routers', 'table', [], ({ ref }, network) => attachedTo(network, ref.uuid, routersWith)),
    f.of(
      'backends',
      'wide',
      ['vips'],
      ({ row }) => new Set([...row.get('vips').values()].flatMap(backendsOf)).size,
      'number',
    ),
    f.of('groups', 'wide', [], ({ ref }, network) => namesOf(groupsOf(network, ref.uuid))),
    f.count('health_check', 'wide', 'health-checks'),
    f.column('selection_fields', 'wide'),
    f.column('vips', 'more', { as: 'backends-of-vips' }),
    ...f.columns('more', 'ip_port_mappings', 'options', 'external_ids'),
  ],
});

interface Vip extends Of<Northbound['Load_Balancer']> {
  readonly backends: readonly string[];
}

/** `10.0.0.1:80`, `[fd00::1]:80`; without a port the whole is the address. */
const BACKEND = /^\[?(.+?)\]?:(\d+)$/;

/** What the monitors of the backend say; several, where more than one load balancer watches it. */
const statusOf = (network: Network, vip: Vip, backend: string): string | undefined => {
  const [, ip, port] = BACKEND.exec(backend) ?? [];
  const monitors = network.sbRows
    .where('Service_Monitor', 'ip', ip)
    .filter(
      (row) => row.get('port') === Number(port) && (row.get('protocol') ?? 'tcp') === protocolOf(vip.row),
    );
  const found = sorted(monitors.map((row) => row.get('status') ?? 'unknown'));
  return found.length === 0 ? undefined : found.join('/');
};

const watched = (network: Network, vip: Vip): readonly (readonly [string, string])[] =>
  vip.backends.flatMap((backend) => {
    const status = statusOf(network, vip, backend);
    return status === undefined ? [] : [[backend, status] as const];
  });

export const loadBalancerVips = northboundKind<'Load_Balancer', Vip>('Load_Balancer', {
  title: 'virtual address of a load balancer',
  name: 'load-balancer-vips',
  words: ['load-balancer-vip', 'vip', 'vips', 'lb-vip', 'lb-vips', 'ls-lb-list', 'lr-lb-list'],
  summary: 'Virtual addresses of load balancers, one a line, with backends and their health',
  tableWord: 'none',
  joins: [
    ...attachment,
    nbColumns({ Load_Balancer_Health_Check: ['vip'] }),
    sbColumns({ Service_Monitor: ['ip', 'port', 'protocol', 'status'] }),
  ],
  subjects: ({ nbRows }) =>
    Array.from(nbRows.all('Load_Balancer')).flatMap((row) =>
      Array.from(row.get('vips'), ([vip, backends]) => ({
        ref: refOf('OVN_Northbound', row),
        name: vip,
        row,
        backends: backendsOf(backends),
      })),
    ),
  order: () => (a, b) =>
    naturalCompare(a.name, b.name) || naturalCompare(a.row.get('name'), b.row.get('name')),
  fields: (f) => [
    f.name(['vips'], 'vip'),
    f.of('protocol', 'table', ['protocol'], ({ row }) => protocolOf(row)),
    f.of('load-balancer', 'table', ['name'], ({ row }) => row.get('name') || row.uuid),
    f.of('backends', 'table', ['vips'], ({ backends }) => backends),
    f.of(
      'health',
      'table',
      ['vips', 'protocol'],
      (vip, network) => {
        const all = watched(network, vip);
        if (all.length === 0) return undefined;
        return `${all.filter(([, status]) => status === 'online').length}/${all.length} online`;
      },
      'state',
    ),
    f.of('backend-health', 'wide', ['vips', 'protocol'], (vip, network) => new Map(watched(network, vip))),
    f.of('health-check', 'wide', ['health_check'], ({ name, row }, { nbRows }) =>
      nbRows
        .rows('Load_Balancer_Health_Check', row.get('health_check'))
        .some((check) => check.get('vip') === name),
    ),
    f.of('switches', 'wide', [], ({ ref }, network) => attachedTo(network, ref.uuid, switchesWith)),
    f.of('routers', 'wide', [], ({ ref }, network) => attachedTo(network, ref.uuid, routersWith)),
  ],
});

export const loadBalancerGroups = northboundKind('Load_Balancer_Group', {
  title: 'load balancer group',
  name: 'load-balancer-groups',
  words: ['lb-group', 'lb-groups', 'lbg'],
  summary: 'Groups of load balancers, and the switches and routers that have them',
  joins: [
    nbColumns({ Load_Balancer: ['name'] }),
    holdingSwitches('load_balancer_group'),
    holdingRouters('load_balancer_group'),
  ],
  fields: (f) => [
    f.name(),
    f.count('load_balancer', 'table', 'size'),
    f.of('load-balancers', 'table', ['load_balancer'], ({ row }, { nbRows }) =>
      namesOf(nbRows.rows('Load_Balancer', row.get('load_balancer'))),
    ),
    f.of('switches', 'table', [], ({ ref }, network) =>
      switchesWith(network, 'load_balancer_group', ref.uuid),
    ),
    f.of('routers', 'table', [], ({ ref }, network) => routersWith(network, 'load_balancer_group', ref.uuid)),
  ],
});

export const healthChecks = northboundKind('Load_Balancer_Health_Check', {
  title: 'load balancer health check',
  name: 'load-balancer-health-checks',
  words: ['lb-health-check', 'lb-health-checks', 'health-checks'],
  summary: 'Health checks of load balancers',
  named: (row) => row.get('vip'),
  joins: [nbColumns({ Load_Balancer: ['name', 'health_check'] })],
  fields: (f) => [
    f.label(['vip'], 'vip'),
    f.of('load-balancer', 'table', [], ({ ref }, { nbRows }) =>
      oneOrAll(namesOf(nbRows.where('Load_Balancer', 'health_check', ref.uuid))),
    ),
    f.key('options', 'interval', 'table', { type: 'number' }),
    f.key('options', 'timeout', 'table', { type: 'number' }),
    f.key('options', 'success_count', 'table', { type: 'number' }),
    f.key('options', 'failure_count', 'table', { type: 'number' }),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

export const templateVariables = northboundKind('Chassis_Template_Var', {
  title: 'chassis template variables',
  name: 'template-variables',
  words: ['template-vars', 'template-var', 'chassis-template-vars'],
  summary: 'Template variables of load balancers, chassis by chassis',
  named: (row) => row.get('chassis'),
  joins: [chassisColumns],
  fields: (f) => [
    f.label(['chassis'], 'chassis'),
    f.of('hostname', 'table', ['chassis'], ({ row }, network) => {
      const label = chassisLabel(network, row.get('chassis'));
      return label === row.get('chassis') ? undefined : label;
    }),
    f.of('size', 'wide', ['variables'], ({ row }) => some(row.get('variables').size), 'number'),
    f.column('variables'),
    f.column('external_ids', 'more'),
  ],
});

export const loadBalancerKinds = [
  loadBalancers,
  loadBalancerVips,
  loadBalancerGroups,
  healthChecks,
  templateVariables,
];
