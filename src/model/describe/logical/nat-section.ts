/** The list of NAT rules, with the place where each is done. */
import type { Network } from '../../network.ts';
import type { AppliedNat, NatPlace } from '../../relations/nat.ts';
import { listing, section } from '../build.ts';
import { nbLink, routerLink, routerPortNamed, switchPortNamed } from '../links.ts';
import type { Described, Section } from '../types.ts';

const COLUMNS = [
  ['type', 'TYPE'],
  ['external-ip', 'EXTERNAL IP'],
  ['external-ports', 'EXTERNAL PORTS'],
  ['logical-ip', 'LOGICAL IP'],
  ['router', 'ROUTER'],
  ['where', 'WHERE'],
  ['logical-port', 'LOGICAL PORT'],
  ['external-mac', 'EXTERNAL MAC'],
  ['gateway-port', 'GATEWAY PORT'],
  ['match', 'MATCH'],
  ['priority', 'PRIORITY'],
  ['allowed', 'ONLY TO OR FROM'],
  ['exempted', 'NOT TO OR FROM'],
  ['options', 'OPTIONS'],
] as const;

const NOWHERE: Readonly<Partial<Record<NatPlace['kind'], string>>> = {
  'no router': 'nowhere: no router holds it',
  'no gateway': 'nowhere: the router has no gateway',
  'no gateway port fits': 'nowhere: it fits none of the gateway ports',
};

const placeText = (network: Network, { kind, chassis }: NatPlace): string => {
  const nowhere = NOWHERE[kind];
  if (nowhere !== undefined) return nowhere;
  if (chassis !== undefined) {
    const on = `on ${network.chassisByName(chassis)?.label ?? chassis}`;
    return kind === 'distributed' ? `distributed: ${on}` : on;
  }
  const isKnown = network.sb !== undefined;
  return kind === 'distributed'
    ? `distributed: on the chassis of the logical port${isKnown ? ', which is on none' : ''}`
    : `on the gateway${isKnown ? ', which no chassis serves' : ''}`;
};

const addressSet = (network: Network, uuid: string | undefined): Described => {
  const row = network.nbRows.row('Address_Set', uuid);
  return row === undefined ? uuid : nbLink(row, row.get('name'));
};

const cells = (network: Network, { row, routers, place }: AppliedNat): readonly Described[] => {
  const port = row.get('logical_port');
  const gatewayUuid = row.get('gateway_port');
  const gateway = network.nbRows.row('Logical_Router_Port', gatewayUuid);
  return [
    nbLink(row, row.get('type')),
    row.get('external_ip'),
    row.get('external_port_range'),
    row.get('logical_ip'),
    routers.map(routerLink),
    placeText(network, place),
    port === undefined ? undefined : switchPortNamed(network, port),
    row.get('external_mac'),
    gateway === undefined ? gatewayUuid : routerPortNamed(network, gateway.get('name')),
    row.get('match'),
    row.get('priority') === 0 ? undefined : row.get('priority'),
    addressSet(network, row.get('allowed_ext_ips')),
    addressSet(network, row.get('exempted_ext_ips')),
    new Map([...row.get('options')].filter(([key, value]) => key !== 'stateless' || value !== 'false')),
  ];
};

/** `of`: on the page of the router itself its name is not repeated. */
export const natSection = (
  network: Network,
  nat: readonly AppliedNat[],
  of: 'port' | 'router' = 'port',
): readonly Section[] => {
  const shown = <T>(cells: readonly T[]): readonly T[] =>
    of === 'port' ? cells : cells.filter((_, i) => COLUMNS[i]?.[0] !== 'router');
  return section('nat', 'NAT', {
    listing: listing(
      shown(COLUMNS),
      nat.map((one) => shown(cells(network, one))),
    ),
  });
};
