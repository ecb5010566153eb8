/**
 * What tells candidates apart that are called the same, or have no name: of a port its switch or router, of a route
 * where it leads. Made for candidates only, by lookups.
 */
import type { Row } from '../../ovsdb/index.ts';
import type { Network } from '../network.ts';
import { aliasOf } from '../owners/index.ts';
import { known } from '../known.ts';
import { idsOf, nameOf, textOf } from './catalog.ts';
import type { Found, Resolution } from './types.ts';

/** More candidates than these nobody reads. */
const LISTED = 20;

type Detail = (row: Row, network: Network) => string;

const value = (row: Row, column: string): string => {
  const held = row.get(column);
  if (Array.isArray(held)) return (held as readonly unknown[]).map(String).join(' ');
  return held === undefined ? '' : String(held);
};

const columns =
  (...names: readonly string[]): Detail =>
  (row) =>
    names
      .map((name) => value(row, name))
      .filter((text) => text !== '')
      .join(' ');

const owner =
  (table: 'Logical_Switch' | 'Logical_Router', column: string): Detail =>
  (row, { nbRows }) => {
    const [one] = nbRows.where(table, column as never, row.uuid) as readonly Row[];
    if (one === undefined) return '';
    const name = nameOf(one) ?? '';
    const called = aliasOf(table, name, idsOf(one)) ?? name;
    return `${table === 'Logical_Switch' ? 'on switch' : 'on'} ${called || one.uuid}`;
  };

const datapath: Detail = (row, { sbRows }) => {
  const one = sbRows.row('Datapath_Binding', textOf(row, 'datapath')) as Row | undefined;
  const ids = one === undefined ? undefined : idsOf(one);
  const called = ids?.get('name2') ?? ids?.get('name');
  return called === undefined ? '' : `on ${called}`;
};

const all =
  (...parts: readonly Detail[]): Detail =>
  (row, network) =>
    parts
      .map((part) => part(row, network))
      .filter((text) => text !== '')
      .join(' ');

/** `10.5.0.0/16 via 10.0.0.1`. */
const route: Detail = (row) => {
  const [prefix, nexthop] = [value(row, 'ip_prefix'), value(row, 'nexthop')];
  return nexthop === '' ? prefix : `${prefix} via ${nexthop}`;
};

const nat: Detail = (row) =>
  `${value(row, 'type')} ${value(row, 'external_ip')} ↔ ${value(row, 'logical_ip')}`;

const keysOf =
  (column: string): Detail =>
  (row) => {
    const keys = [...(idsOf(row, column)?.keys() ?? [])];
    return `${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ' …' : ''}`;
  };

/** By table, of whichever database. */
const DETAILS: Readonly<Record<string, Detail>> = {
  Logical_Switch_Port: owner('Logical_Switch', 'ports'),
  Logical_Router_Port: owner('Logical_Router', 'ports'),
  Port_Binding: datapath,
  Logical_Router_Static_Route: all(route, owner('Logical_Router', 'static_routes')),
  Logical_Router_Policy: all(columns('priority', 'match', 'action'), owner('Logical_Router', 'policies')),
  NAT: all(nat, owner('Logical_Router', 'nat')),
  ACL: columns('direction', 'priority', 'match'),
  QoS: columns('direction', 'priority', 'match'),
  Static_MAC_Binding: columns('logical_port', 'ip'),
  MAC_Binding: columns('logical_port', 'ip', 'mac'),
  FDB: columns('mac'),
  BFD: columns('logical_port', 'dst_ip'),
  DHCP_Options: columns('cidr', 'name'),
  DNS: keysOf('records'),
  Load_Balancer: keysOf('vips'),
  Load_Balancer_Health_Check: columns('vip'),
  IGMP_Group: columns('address'),
  Multicast_Group: datapath,
  Learned_Route: all(route, datapath),
  Advertised_Route: all(columns('ip_prefix'), datapath),
  Route: route,
  Encap: columns('type', 'ip'),
  Service_Monitor: columns('logical_port', 'ip', 'protocol', 'port'),
};

const rowOf = (network: Network, { ref: { database, table, uuid }, host }: Found): Row | undefined => {
  switch (database) {
    case 'OVN_Northbound':
      return network.nbRows.anyRow(table, uuid);
    case 'OVN_Southbound':
      return network.sbRows.anyRow(table, uuid);
    case 'OVN_IC_Northbound':
      return network.icNbRows.anyRow(table, uuid);
    case 'OVN_IC_Southbound':
      return network.icSbRows.anyRow(table, uuid);
    case 'Open_vSwitch':
      return network.hosts.find(({ name }) => name === host)?.rows.anyRow(table, uuid);
  }
};

const detailed = (network: Network, found: readonly Found[]): readonly Found[] =>
  found.map((one, i) => {
    const make = i < LISTED ? known(DETAILS, one.ref.table) : undefined;
    const row = make === undefined ? undefined : rowOf(network, one);
    const detail = row === undefined ? undefined : make?.(row, network);
    return detail === undefined || detail === '' ? one : { ...one, detail };
  });

/** Candidates and nearest names with what tells them apart; one thing as it is. */
export const withDetails = (network: Network, resolution: Resolution): Resolution => {
  switch (resolution.kind) {
    case 'one':
      return resolution;
    case 'several':
      return { kind: 'several', candidates: detailed(network, resolution.candidates) };
    case 'none':
      return { kind: 'none', nearest: detailed(network, resolution.nearest) };
  }
};
