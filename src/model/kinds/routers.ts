/** Logical routers and their ports (ovn-nb(5)); from the Southbound where there is no Northbound. */
import type { Northbound } from '../generated/index.ts';
import type { Gateway, LogicalRouter, RouterPort } from '../routers.ts';
import { nbColumns, nameOr, oneOrAll, sbColumns, some, sorted } from './joins.ts';
import { northboundKind } from './kind.ts';
import { bindingViews, configured, gatewayViews, portViews, viewed, type Viewed } from './views.ts';

type RouterSubject = Viewed<Northbound['Logical_Router'], LogicalRouter>;
type PortSubject = Viewed<Northbound['Logical_Router_Port'], RouterPort>;

/** The chassis that the router's traffic to the outside passes now: of a gateway router, or of its gateway ports. */
const gatewaysOf = (router: LogicalRouter): string | readonly string[] | undefined =>
  router.gatewayLabel ?? oneOrAll(sorted(router.ports.map(({ redirect }) => redirect?.chassis?.label)));

const rank = ({ hostname, chassisName, priority }: Gateway): string =>
  `${hostname ?? chassisName}=${priority}`;

export const routers = northboundKind<'Logical_Router', RouterSubject>('Logical_Router', {
  title: 'logical router',
  name: 'routers',
  words: ['router', 'lr', 'logical-routers'],
  summary: 'Logical routers: ports, gateway chassis, NAT rules and routes',
  joins: [
    portViews,
    bindingViews,
    ...gatewayViews,
    nbColumns({ NAT: ['type'], Load_Balancer_Group: ['load_balancer'], Copp: ['name'] }),
  ],
  subjects: (network) => viewed(network, network.routers),
  fields: (f) => [
    f.name(),
    f.of('alias', 'table', ['external_ids'], ({ alias }) => alias),
    f.of('ports', 'table', ['ports'], ({ view }) => view.ports.length, 'number'),
    f.of('gateway', 'table', ['options', 'ports'], ({ view }) => gatewaysOf(view)),
    f.of('nats', 'table', ['nat'], ({ view }) => view.counts?.nat, 'number'),
    f.of('static-routes', 'table', ['static_routes'], ({ view }) => view.counts?.staticRoutes, 'number'),
    f.of('policies', 'table', ['policies'], ({ view }) => view.counts?.policies, 'number'),
    f.of(
      'load-balancers',
      'table',
      ['load_balancer', 'load_balancer_group'],
      ({ view }) => view.counts?.loadBalancers,
      'number',
    ),
    f.of('enabled', 'wide', ['enabled'], ({ view }) => view.enabled),
    f.of('networks', 'wide', ['ports'], ({ view }) => sorted(view.ports.flatMap(({ networks }) => networks))),
    f.of('gateway-ports', 'wide', ['ports'], ({ view }) =>
      sorted(view.ports.filter(({ isGateway }) => isGateway).map(({ name }) => name)),
    ),
    f.of('tunnel-key', 'wide', [], ({ view }) => view.tunnelKey, 'number'),
    f.of('port-names', 'more', ['ports'], ({ view }) => sorted(view.ports.map(({ name }) => name))),
    f.of('nat-types', 'more', ['nat'], ({ view }) =>
      view.counts === undefined ? undefined : new Map([...view.counts.natByType]),
    ),
    f.of('copp', 'more', ['copp'], (subject, { nbRows }) =>
      nbRows.row('Copp', configured(subject)?.get('copp'))?.get('name'),
    ),
    ...f.columns('more', 'options', 'external_ids'),
  ],
});

export const routerPorts = northboundKind<'Logical_Router_Port', PortSubject>('Logical_Router_Port', {
  title: 'logical router port',
  name: 'router-ports',
  words: ['router-port', 'lrp', 'lrps', 'logical-router-ports'],
  summary: 'Logical router ports: networks, what they are connected to, gateway chassis',
  joins: [
    portViews,
    bindingViews,
    ...gatewayViews,
    nbColumns({ DHCP_Relay: ['name'] }),
    sbColumns({ Port_Binding: ['nat_addresses'] }),
  ],
  subjects: (network) => viewed(network, network.routerPorts),
  fields: (f) => [
    f.name(),
    f.of('router', 'table', [], ({ view: { router } }) => router?.alias ?? router?.name),
    f.of('mac', 'table', ['mac'], ({ view }) => view.mac),
    f.of('networks', 'table', ['networks'], ({ view }) => view.networks),
    f.of('peer', 'table', ['peer'], ({ view }) => view.peer?.name ?? view.peerName),
    f.of(
      'gateway',
      'table',
      [],
      ({ view }) => view.redirect?.chassis?.label ?? (view.isGateway ? '(unbound)' : undefined),
    ),
    f.of('alias', 'wide', ['external_ids'], ({ alias }) => alias),
    f.of('candidates', 'wide', ['gateway_chassis', 'ha_chassis_group', 'options'], ({ view }) =>
      view.gateways.map(rank),
    ),
    f.of('ha-chassis-group', 'wide', ['ha_chassis_group'], ({ view }) => view.haGroup),
    f.of('enabled', 'wide', ['enabled'], ({ view }) => view.enabled),
    f.of('tunnel-key', 'wide', [], ({ view }) => view.binding?.row.get('tunnel_key'), 'number'),
    f.of('peer-switch', 'more', ['peer'], ({ view: { peer } }) =>
      peer?.kind === 'switch port' ? (peer.switch?.alias ?? peer.switch?.name) : undefined,
    ),
    f.of('nat-addresses', 'more', [], ({ view }) =>
      view.peer?.kind === 'switch port' ? view.peer.binding?.row.get('nat_addresses') : undefined,
    ),
    f.of('status', 'more', ['status'], (subject) => {
      const status = configured(subject)?.get('status');
      return status === undefined || status.size === 0 ? undefined : status;
    }),
    f.of('dhcp-relay', 'more', ['dhcp_relay'], (subject, { nbRows }) => {
      const uuid = configured(subject)?.get('dhcp_relay');
      return nameOr(nbRows.row('DHCP_Relay', uuid), uuid);
    }),
    ...f.columns('more', 'ipv6_ra_configs', 'ipv6_prefix', 'options', 'external_ids'),
    f.of('gateways', 'more', ['gateway_chassis'], ({ view }) => some(view.gateways.length), 'number'),
  ],
});

export const routerKinds = [routers, routerPorts];
