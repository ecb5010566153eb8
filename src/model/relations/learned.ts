/** What the controllers learned (ovn-sb(5)): MAC bindings of routers, FDB entries of switches, multicast members. */
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import { canonicalIp } from './addresses.ts';
import { distinct, type NbRow, type SbRow } from './rows.ts';

type MacBinding = SbRow<'MAC_Binding'>;

const byIp = (a: MacBinding, b: MacBinding): number =>
  naturalCompare(a.get('logical_port'), b.get('logical_port')) ||
  naturalCompare(a.get('ip'), b.get('ip')) ||
  naturalCompare(a.uuid, b.uuid);

export interface Neighbour {
  readonly macs: readonly string[];
  readonly ips: readonly string[];
  /** Names of the router ports in front of it: elsewhere, others may have the same IP addresses. */
  readonly routerPorts: readonly string[];
}

/** What routers learned about a port: its IP addresses on the router ports in front of it, its MACs anywhere. */
export const macBindingsFor = (
  network: Network,
  { macs, ips, routerPorts }: Neighbour,
): readonly MacBinding[] => {
  const found = [
    ...ips
      .flatMap((ip) => network.sbRows.where('MAC_Binding', 'ip', ip))
      .filter((row) => routerPorts.includes(row.get('logical_port'))),
    ...macs.flatMap((mac) => network.sbRows.where('MAC_Binding', 'mac', mac)),
  ];
  return [...distinct(found)].sort(byIp);
};

/** Whether a router in front of the port takes another MAC for one of its addresses; never of a port without MACs. */
export const isForeign = (row: MacBinding, { macs, ips, routerPorts }: Neighbour): boolean =>
  macs.length > 0 &&
  !macs.includes(row.get('mac').toLowerCase()) &&
  ips.includes(canonicalIp(row.get('ip'))) &&
  routerPorts.includes(row.get('logical_port'));

/** Neighbours that were learned on a router port. */
export const macBindingsOn = (network: Network, routerPort: string): readonly MacBinding[] =>
  [...network.sbRows.where('MAC_Binding', 'logical_port', routerPort)].sort(byIp);

export const staticMacBindingsOn = (
  network: Network,
  routerPort: string,
): readonly NbRow<'Static_MAC_Binding'>[] =>
  [...network.nbRows.where('Static_MAC_Binding', 'logical_port', routerPort)].sort((a, b) =>
    naturalCompare(a.get('ip'), b.get('ip')),
  );

export const staticMacBindingsFor = (
  network: Network,
  { ips, routerPorts }: Pick<Neighbour, 'ips' | 'routerPorts'>,
): readonly NbRow<'Static_MAC_Binding'>[] =>
  ips
    .flatMap((ip) => network.nbRows.where('Static_MAC_Binding', 'ip', ip))
    .filter((row) => routerPorts.includes(row.get('logical_port')));

const byMac = (a: SbRow<'FDB'>, b: SbRow<'FDB'>): number =>
  naturalCompare(a.get('mac'), b.get('mac')) || naturalCompare(a.uuid, b.uuid);

/** MACs that were learned behind a port, by the tunnel keys of its datapath and its own. */
export const fdbOfPort = (
  network: Network,
  datapathKey: number | undefined,
  portKey: number | undefined,
): readonly SbRow<'FDB'>[] =>
  network.sbRows
    .where('FDB', 'port_key', datapathKey === undefined ? undefined : portKey)
    .filter((row) => row.get('dp_key') === datapathKey)
    .sort(byMac);

export const fdbOfSwitch = (network: Network, datapathKey: number | undefined): readonly SbRow<'FDB'>[] =>
  [...network.sbRows.where('FDB', 'dp_key', datapathKey)].sort(byMac);

const byAddress = (a: SbRow<'IGMP_Group'>, b: SbRow<'IGMP_Group'>): number =>
  naturalCompare(a.get('address'), b.get('address')) || naturalCompare(a.uuid, b.uuid);

/** Groups that were joined behind a port binding, by its UUID. */
export const igmpGroupsOfPort = (
  network: Network,
  binding: string | undefined,
): readonly SbRow<'IGMP_Group'>[] =>
  [...network.sbRows.where('IGMP_Group', 'ports', binding)].sort(byAddress);

export const igmpGroupsOfDatapath = (
  network: Network,
  datapath: string | undefined,
): readonly SbRow<'IGMP_Group'>[] =>
  [...network.sbRows.where('IGMP_Group', 'datapath', datapath)].sort(byAddress);
