/**
 * NAT (ovn-nb(5), NAT): which rules concern a port or an address, and where the translation happens:
 *
 *     gateway router                        on the router's chassis, whatever else the rule says
 *     dnat_and_snat with external_mac and   on the chassis of the logical port: "distributed"
 *       logical_port
 *     else                                  on the chassis that serves the distributed gateway port
 *
 * A router that is no gateway router translates nothing without a distributed gateway port. Of several, the rule
 * stands on its `gateway_port`, else on the one whose network holds `external_ip`, else on none.
 */
import { byName, naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import type { LogicalRouter, RouterPort } from '../routers.ts';
import { addressesOf, canonicalIp, isWithin } from './addresses.ts';
import { distinct, type NbRow } from './rows.ts';

export type NatRow = NbRow<'NAT'>;

export interface NatPlace {
  readonly kind:
    'gateway router' | 'distributed' | 'gateway port' | 'no router' | 'no gateway' | 'no gateway port fits';
  /** `Chassis.name` of the one that does it; where it would be done is no answer: without a Southbound nobody knows. */
  readonly chassis: string | undefined;
  /** The distributed gateway port that the rule stands on. */
  readonly port: RouterPort | undefined;
}

export interface AppliedNat {
  readonly row: NatRow;
  readonly routers: readonly LogicalRouter[];
  readonly place: NatPlace;
}

/** Of one router's rules: by type, then by address. */
export const compareNat = (a: NatRow, b: NatRow): number =>
  naturalCompare(a.get('type'), b.get('type')) ||
  naturalCompare(a.get('external_ip'), b.get('external_ip')) ||
  naturalCompare(a.get('logical_ip'), b.get('logical_ip')) ||
  naturalCompare(a.uuid, b.uuid);

/** Routers that hold the rule: one, in a sound network. */
export const routersOfNat = (network: Network, row: { readonly uuid: string }): readonly LogicalRouter[] =>
  network.nbRows.where('Logical_Router', 'nat', row.uuid).map(network.northbound.router).sort(byName);

/** The distributed gateway port that a rule stands on. */
export const gatewayPortOf = (
  network: Network,
  row: NatRow,
  router: LogicalRouter,
): RouterPort | undefined => {
  const gateways = router.ports.filter(({ isGateway }) => isGateway);
  const chosen = network.nbRows.row('Logical_Router_Port', row.get('gateway_port'));
  if (chosen !== undefined) return gateways.find(({ uuid }) => uuid === chosen.uuid);
  if (gateways.length < 2) return gateways[0];
  const external = row.get('external_ip');
  return gateways.find(({ networks }) => networks.some((subnet) => isWithin(external, subnet)));
};

export const placeOfNat = (network: Network, row: NatRow, router: LogicalRouter | undefined): NatPlace => {
  const place = (kind: NatPlace['kind'], chassis?: string, port?: RouterPort): NatPlace => ({
    kind,
    chassis,
    port,
  });
  if (router === undefined) return place('no router');
  if (router.gatewayChassis !== undefined) return place('gateway router', router.gatewayChassis);
  const port = gatewayPortOf(network, row, router);
  if (port === undefined) {
    return place(router.ports.some(({ isGateway }) => isGateway) ? 'no gateway port fits' : 'no gateway');
  }
  const logicalPort = row.get('logical_port');
  const isDistributed =
    row.get('type') === 'dnat_and_snat' && row.get('external_mac') !== undefined && logicalPort !== undefined;
  return isDistributed
    ? place('distributed', network.bindingOf(logicalPort)?.chassis?.name, port)
    : place('gateway port', port.redirect?.chassis?.name, port);
};

const applied =
  (network: Network, router?: LogicalRouter) =>
  (row: NatRow): AppliedNat => {
    const routers = routersOfNat(network, row);
    return { row, routers, place: placeOfNat(network, row, router ?? routers[0]) };
  };

export const natOfRouter = (network: Network, row: NbRow<'Logical_Router'>): readonly AppliedNat[] =>
  [...distinct(network.nbRows.rows('NAT', row.get('nat')))]
    .sort(compareNat)
    .map(applied(network, network.northbound.router(row)));

/** Whether a rule is about an inside address: it is that address, or a network that holds it. */
export const concernsIp = (row: NatRow, ip: string): boolean => {
  const inside = row.get('logical_ip');
  return canonicalIp(inside) === ip || isWithin(ip, inside);
};

/** What lies right behind the routers in front of a port: router ports, and the switches between (join switches). */
interface Behind {
  readonly routerPorts: ReadonlySet<string>;
  readonly switches: ReadonlySet<string>;
  /** Addresses of the routers in front. */
  readonly ips: ReadonlySet<string>;
}

/**
 * A switch with a localnet port is the outside, where the routers of others are as well; those on a switch of the
 * port itself are in front of it.
 */
const behind = (network: Network, port: string, routers: readonly LogicalRouter[]): Behind => {
  const { nbRows, northbound } = network;
  const ports = routers.flatMap((router) => router.ports);
  const own = new Set(
    nbRows
      .where('Logical_Switch_Port', 'name', port)
      .flatMap((row) => northbound.switchesOf(row).map(({ uuid }) => uuid)),
  );
  const localnet = new Set(nbRows.where('Logical_Switch_Port', 'type', 'localnet').map(({ uuid }) => uuid));
  const isOutside = (uuid: string): boolean =>
    nbRows
      .row('Logical_Switch', uuid)
      ?.get('ports')
      .some((held) => localnet.has(held)) ?? false;
  const switches = ports.flatMap(({ peer }) =>
    peer?.kind === 'router port' ? [] : (peer?.switch?.uuid ?? []),
  );
  return {
    routerPorts: new Set(ports.map(({ name }) => name)),
    switches: new Set([...new Set(switches)].filter((uuid) => !own.has(uuid) && !isOutside(uuid))),
    ips: new Set(ports.flatMap((one) => addressesOf(one).ips)),
  };
};

/** Whether the router hands what is for the address to one of the routers in front. */
const routesTo = (network: Network, router: LogicalRouter, ip: string, { ips }: Behind): boolean =>
  network.nbRows
    .rows(
      'Logical_Router_Static_Route',
      network.nbRows.row('Logical_Router', router.uuid)?.get('static_routes') ?? [],
    )
    .some((route) => isWithin(ip, route.get('ip_prefix')) && ips.has(canonicalIp(route.get('nexthop'))));

const isBehind = (router: LogicalRouter, { routerPorts, switches }: Behind): boolean =>
  router.ports.some(({ peer }) =>
    peer?.kind === 'router port' ? routerPorts.has(peer.name) : switches.has(peer?.switch?.uuid ?? ''),
  );

/**
 * Rules that name the port, and those that translate one of its addresses: by address or network on the routers in
 * front of it; by address on those one step behind that are gateway routers, as of OVN-Kubernetes, or that route the
 * address to a router in front. Other tenants may have the same addresses.
 */
export const natOfPort = (
  network: Network,
  port: string,
  ips: readonly string[],
  routers: readonly NbRow<'Logical_Router'>[],
): readonly AppliedNat[] => {
  const { nbRows, northbound } = network;
  const inFront = routers
    .flatMap((router) => nbRows.rows('NAT', router.get('nat')))
    .filter((row) => ips.some((ip) => concernsIp(row, ip)));
  const known = distinct([...nbRows.where('NAT', 'logical_port', port), ...inFront]);
  const uuids = new Set(known.map(({ uuid }) => uuid));
  const others = ips
    .flatMap((ip) => nbRows.where('NAT', 'logical_ip', ip).map((row) => ({ row, ip })))
    .filter(({ row }) => !uuids.has(row.uuid));
  return [...distinct([...known, ...rulesBehind(network, port, routers.map(northbound.router), others)])]
    .sort(compareNat)
    .map(applied(network));
};

const rulesBehind = (
  network: Network,
  port: string,
  inFront: readonly LogicalRouter[],
  rules: readonly { readonly row: NatRow; readonly ip: string }[],
): readonly NatRow[] => {
  if (rules.length === 0 || inFront.length === 0) return [];
  const around = behind(network, port, inFront);
  if (around.switches.size === 0 && !inFront.some(hasRouterPeer)) return [];
  return rules
    .filter(({ row, ip }) =>
      routersOfNat(network, row).some(
        (router) =>
          isBehind(router, around) &&
          (router.gatewayChassis !== undefined || routesTo(network, router, ip, around)),
      ),
    )
    .map(({ row }) => row);
};

const hasRouterPeer = (router: LogicalRouter): boolean =>
  router.ports.some(({ peer }) => peer?.kind === 'router port');
