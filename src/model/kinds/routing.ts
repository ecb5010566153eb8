/** What a router does with packets: NAT rules, static routes, policies, static MAC bindings, DHCP relays (ovn-nb(5)). */
import type { Row } from '../../ovsdb/index.ts';
import type { Network } from '../network.ts';
import { naturalCompare } from '../natural.ts';
import { compareNat, placeOfNat, routersOfNat, type NatRow } from '../relations/nat.ts';
import { comparePolicies } from '../relations/routes.ts';
import {
  chassisColumns,
  chassisLabel,
  holdingRouters,
  nameOr,
  namesOf,
  nbColumns,
  oneOrAll,
  routerColumns,
  routerLabel,
  routersWith,
  sbColumns,
  sorted,
} from './joins.ts';
import { northboundKind, type Of } from './kind.ts';

/** Router by router, then as given. */
const byRouter =
  <R>(column: 'nat' | 'policies' | 'static_routes', then: (a: Row<R>, b: Row<R>) => number = () => 0) =>
  (network: Network): ((a: Of<R>, b: Of<R>) => number) => {
    const routers = new Map<string, string>();
    const routerOf = (uuid: string): string => {
      let router = routers.get(uuid);
      if (router === undefined) routers.set(uuid, (router = routersWith(network, column, uuid)[0] ?? ''));
      return router;
    };
    return (a, b) => naturalCompare(routerOf(a.ref.uuid), routerOf(b.ref.uuid)) || then(a.row, b.row);
  };

/** What people call the chassis that apply the rule: one, in a sound network. */
const chassisOfNat = (network: Network, row: NatRow): readonly string[] =>
  sorted(
    routersOfNat(network, row).map((router) =>
      chassisLabel(network, placeOfNat(network, row, router).chassis),
    ),
  );

const addressSet = (network: Network, uuid: string | undefined): string | undefined =>
  nameOr(network.nbRows.row('Address_Set', uuid), uuid);

export const nats = northboundKind('NAT', {
  title: 'NAT rule',
  name: 'nats',
  words: ['lr-nat', 'lr-nat-list'],
  summary: 'NAT rules of logical routers, and the chassis that apply them',
  named: (row) => row.get('external_ip'),
  joins: [
    holdingRouters('nat'),
    chassisColumns,
    nbColumns({
      Logical_Router: ['options', 'ports'],
      Logical_Router_Port: ['name', 'networks', 'options', 'gateway_chassis', 'ha_chassis_group'],
      Address_Set: ['name'],
    }),
    sbColumns({ Port_Binding: ['logical_port', 'chassis'] }),
  ],
  order: byRouter('nat', compareNat),
  fields: (f) => [
    f.label(['external_ip'], 'external-ip'),
    f.column('type'),
    f.of('router', 'table', [], ({ ref }, network) => oneOrAll(routersWith(network, 'nat', ref.uuid))),
    f.column('logical_ip'),
    f.column('logical_port'),
    f.of(
      'chassis',
      'table',
      ['type', 'external_ip', 'logical_port', 'external_mac', 'gateway_port'],
      ({ row }, network) => oneOrAll(chassisOfNat(network, row)),
    ),
    ...f.columns('wide', 'external_mac', 'external_port_range'),
    f.of('gateway-port', 'wide', ['gateway_port'], ({ row }, { nbRows }) =>
      nameOr(nbRows.row('Logical_Router_Port', row.get('gateway_port')), row.get('gateway_port')),
    ),
    ...f.columns('wide', 'priority', 'match'),
    f.of('allowed-ext-ips', 'more', ['allowed_ext_ips'], ({ row }, network) =>
      addressSet(network, row.get('allowed_ext_ips')),
    ),
    f.of('exempted-ext-ips', 'more', ['exempted_ext_ips'], ({ row }, network) =>
      addressSet(network, row.get('exempted_ext_ips')),
    ),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

const bfdStatus = (network: Network, uuids: readonly string[]): string | readonly string[] | undefined =>
  oneOrAll(network.nbRows.rows('BFD', uuids).map((row) => row.get('status') ?? 'unknown'));

export const staticRoutes = northboundKind('Logical_Router_Static_Route', {
  title: 'static route',
  name: 'static-routes',
  words: ['route', 'routes', 'lr-route', 'lr-routes', 'lr-route-list', 'logical-router-static-routes'],
  summary: 'Static routes of logical routers',
  named: (row) => row.get('ip_prefix'),
  joins: [holdingRouters('static_routes'), nbColumns({ BFD: ['status'] })],
  order: byRouter('static_routes'),
  fields: (f) => [
    f.label(['ip_prefix'], 'prefix'),
    f.column('nexthop'),
    f.of('router', 'table', [], ({ ref }, network) =>
      oneOrAll(routersWith(network, 'static_routes', ref.uuid)),
    ),
    ...f.columns('table', 'output_port', 'policy', 'route_table'),
    f.of(
      'bfd',
      'wide',
      ['bfd'],
      ({ row }, network) => {
        const uuid = row.get('bfd');
        return uuid === undefined ? undefined : bfdStatus(network, [uuid]);
      },
      'state',
    ),
    f.key('options', 'origin', 'wide'),
    f.key('options', 'ecmp_symmetric_reply', 'wide'),
    f.of('learned', 'wide', ['external_ids'], ({ row }) => row.get('external_ids').has('ic-learned-route')),
    ...f.columns('more', 'selection_fields', 'options', 'external_ids'),
  ],
});

export const policies = northboundKind('Logical_Router_Policy', {
  title: 'routing policy',
  name: 'policies',
  words: [
    'policy',
    'lr-policy',
    'lr-policies',
    'lr-policy-list',
    'routing-policies',
    'logical-router-policies',
  ],
  summary: 'Routing policies of logical routers, in the order in which they are evaluated',
  named: (row) => `${row.get('priority')} ${row.get('match')}`,
  joins: [
    holdingRouters('policies'),
    nbColumns({ Logical_Router_Policy: ['chain'], Logical_Router_Port: ['name'], BFD: ['status'] }),
  ],
  order: byRouter('policies', comparePolicies),
  fields: (f) => [
    f.column('priority'),
    f.of('router', 'table', [], ({ ref }, network) => oneOrAll(routersWith(network, 'policies', ref.uuid))),
    ...f.columns('table', 'match', 'action'),
    f.of('nexthops', 'table', ['nexthop', 'nexthops'], ({ row }) =>
      sorted([row.get('nexthop'), ...row.get('nexthops')]),
    ),
    ...f.columns('wide', 'chain', 'jump_chain'),
    f.of('output-port', 'wide', ['output_port'], ({ row }, { nbRows }) =>
      nameOr(nbRows.row('Logical_Router_Port', row.get('output_port')), row.get('output_port')),
    ),
    f.of(
      'bfd',
      'wide',
      ['bfd_sessions'],
      ({ row }, network) => bfdStatus(network, row.get('bfd_sessions')),
      'state',
    ),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

/** The router of the port with this name. */
const routerOfPort = (network: Network, name: string): string | readonly string[] | undefined =>
  oneOrAll(
    sorted(
      network.nbRows
        .where('Logical_Router_Port', 'name', name)
        .flatMap(({ uuid }) => network.nbRows.where('Logical_Router', 'ports', uuid))
        .map(routerLabel),
    ),
  );

export const staticMacBindings = northboundKind('Static_MAC_Binding', {
  title: 'static MAC binding',
  name: 'static-mac-bindings',
  words: ['static-mac'],
  summary: 'MAC addresses of neighbours that routers are told instead of learning them',
  named: (row) => row.get('ip'),
  joins: [routerColumns, nbColumns({ Logical_Router: ['ports'], Logical_Router_Port: ['name'] })],
  fields: (f) => [
    f.label(['ip'], 'ip'),
    ...f.columns('table', 'mac', 'logical_port'),
    f.of('router', 'table', ['logical_port'], ({ row }, network) =>
      routerOfPort(network, row.get('logical_port')),
    ),
    f.column('override_dynamic_mac'),
  ],
});

export const dhcpRelays = northboundKind('DHCP_Relay', {
  title: 'DHCP relay',
  name: 'dhcp-relays',
  words: ['dhcp-relay'],
  summary: 'DHCP servers to which routers relay requests',
  joins: [nbColumns({ Logical_Router_Port: ['name', 'dhcp_relay'] })],
  fields: (f) => [
    f.name(),
    f.column('servers'),
    f.of('router-ports', 'table', [], ({ ref }, { nbRows }) =>
      namesOf(nbRows.where('Logical_Router_Port', 'dhcp_relay', ref.uuid)),
    ),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

export const routingKinds = [nats, staticRoutes, policies, staticMacBindings, dhcpRelays];
