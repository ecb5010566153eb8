/**
 * NAT (ovn-nb(5), NAT): which rules concern a port or an address, and where the translation happens:
 *
 *     gateway router                        on the router's chassis
 *     dnat_and_snat with external_mac and   on the chassis of the logical port: "distributed"
 *       logical_port
 *     else                                  on the chassis of the distributed gateway port
 */
import { byName, naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import type { LogicalRouter, RouterPort } from '../routers.ts';
import { canonicalIp, isWithin } from './addresses.ts';
import { distinct, type NbRow } from './rows.ts';

export type NatRow = NbRow<'NAT'>;

export interface NatPlace {
  readonly kind: 'distributed' | 'chassis' | 'nowhere';
  /** What people call the chassis, for `chassis`; none while none serves the gateway port. */
  readonly chassis: string | undefined;
}

export interface AppliedNat {
  readonly row: NatRow;
  readonly routers: readonly LogicalRouter[];
  readonly place: NatPlace;
}

const compareNat = (a: AppliedNat, b: AppliedNat): number =>
  naturalCompare(a.row.get('type'), b.row.get('type')) ||
  naturalCompare(a.row.get('external_ip'), b.row.get('external_ip')) ||
  naturalCompare(a.row.get('logical_ip'), b.row.get('logical_ip')) ||
  naturalCompare(a.row.uuid, b.row.uuid);

/** Routers that hold the rule: one, in a sound network. */
export const routersOfNat = (network: Network, row: { readonly uuid: string }): readonly LogicalRouter[] =>
  network.nbRows.where('Logical_Router', 'nat', row.uuid).map(network.northbound.router).sort(byName);

/** The distributed gateway port that a rule is bound to: its own `gateway_port`, or the one that reaches its address. */
export const gatewayPortOf = (
  network: Network,
  row: NatRow,
  router: LogicalRouter,
): RouterPort | undefined => {
  const chosen = network.nbRows.row('Logical_Router_Port', row.get('gateway_port'));
  if (chosen !== undefined) return network.northbound.routerPort(chosen);
  const gateways = router.ports.filter(({ isGateway }) => isGateway);
  const external = row.get('external_ip');
  return (
    gateways.find(({ networks }) => networks.some((subnet) => isWithin(external, subnet))) ?? gateways[0]
  );
};

export const placeOfNat = (network: Network, row: NatRow, router: LogicalRouter | undefined): NatPlace => {
  if (router === undefined) return { kind: 'nowhere', chassis: undefined };
  if (router.gatewayChassis !== undefined) return { kind: 'chassis', chassis: router.gatewayLabel };
  const isDistributed =
    row.get('type') === 'dnat_and_snat' &&
    row.get('external_mac') !== undefined &&
    row.get('logical_port') !== undefined;
  if (isDistributed) return { kind: 'distributed', chassis: undefined };
  const port = gatewayPortOf(network, row, router);
  if (port === undefined) return { kind: 'nowhere', chassis: undefined };
  // Where it would be is no answer to where it is.
  if (port.redirect?.isBound === false) return { kind: 'chassis', chassis: undefined };
  const active = port.gateways.find((gateway) => gateway.active) ?? port.gateways[0];
  const chassis = port.redirect?.chassis?.label ?? active?.hostname ?? active?.chassisName;
  return { kind: 'chassis', chassis };
};

const applied =
  (network: Network) =>
  (row: NatRow): AppliedNat => {
    const routers = routersOfNat(network, row);
    return { row, routers, place: placeOfNat(network, row, routers[0]) };
  };

export const natOfRouter = (network: Network, row: NbRow<'Logical_Router'>): readonly AppliedNat[] =>
  distinct(network.nbRows.rows('NAT', row.get('nat')))
    .map(applied(network))
    .sort(compareNat);

/** Whether a rule is about an inside address: it is that address, or a network that holds it. */
export const concernsIp = (row: NatRow, ip: string): boolean => {
  const inside = row.get('logical_ip');
  return canonicalIp(inside) === ip || isWithin(ip, inside);
};

/** Whether a switch joins the router to one of these router ports, or they are peers: one step behind the others. */
const isBehind = (router: LogicalRouter, ports: ReadonlySet<string>): boolean =>
  router.ports.some(({ peer }) => {
    if (peer?.kind === 'router port') return ports.has(peer.name);
    return peer?.switch?.ports.some(({ peerName }) => peerName !== undefined && ports.has(peerName));
  });

/**
 * Rules that name the port, and those that translate one of its addresses: by address or network on the routers in
 * front of it, by address on those one step behind, as the gateway routers of OVN-Kubernetes are.
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
  const ports = new Set(routers.flatMap((row) => northbound.router(row).ports.map(({ name }) => name)));
  const behind = ips
    .flatMap((ip) => nbRows.where('NAT', 'logical_ip', ip))
    .filter((row) => routersOfNat(network, row).some((router) => isBehind(router, ports)));
  return distinct([...nbRows.where('NAT', 'logical_port', port), ...inFront, ...behind])
    .map(applied(network))
    .sort(compareNat);
};
