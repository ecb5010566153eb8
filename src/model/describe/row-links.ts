/**
 * Rows of any table as links: what people call the row, and where it stands. Only by lookups, so that a live reader
 * fetches the rows that are named and no others.
 *
 * A row without a name is called by the column that people know it by (a NAT rule by its external address); without
 * that, by its UUID, which `describe` takes as well.
 */
import type { AnyTables, Row } from '../../ovsdb/index.ts';
import { portAlias, routerAlias, switchAlias } from '../aliases.ts';
import type { Host } from '../bridges.ts';
import type { Lookup } from '../lookup.ts';
import type { Network } from '../network.ts';
import { refOf, type DatabaseName } from '../rowref.ts';
import { linkTo } from './build.ts';
import { titleOf } from './titles.ts';
import type { Link } from './types.ts';
import { known } from '../known.ts';

/** The rows of one database without the types of its tables; of a host's where `database` is Open_vSwitch. */
export const rowsOf = (
  network: Network,
  database: DatabaseName,
  host: Host | undefined,
): Lookup<AnyTables> | undefined => {
  const rows = {
    OVN_Northbound: network.nbRows,
    OVN_Southbound: network.sbRows,
    OVN_IC_Northbound: network.icNbRows,
    OVN_IC_Southbound: network.icSbRows,
    Open_vSwitch: host?.rows,
  }[database];
  return rows as unknown as Lookup<AnyTables> | undefined;
};

type Ids = ReadonlyMap<string, string> | undefined;

const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  NAT: ['external_ip'],
  Logical_Router_Static_Route: ['ip_prefix'],
  Load_Balancer_Health_Check: ['vip'],
  DHCP_Options: ['name', 'cidr'],
  BFD: ['dst_ip'],
  Static_MAC_Binding: ['ip'],
  MAC_Binding: ['ip'],
  FDB: ['mac'],
  Encap: ['ip'],
  IGMP_Group: ['address'],
  Service_Monitor: ['ip'],
  ECMP_Nexthop: ['nexthop'],
  Learned_Route: ['ip_prefix'],
  Advertised_Route: ['ip_prefix'],
  Chassis_Template_Var: ['chassis'],
  HA_Chassis: ['chassis_name'],
};
const USUAL = ['name', 'logical_port', 'target', 'table'];

/** Names that are keys of `external_ids`: what northd copies into a datapath, what a host gives itself. */
const NAMED_BY_KEY: Readonly<Record<string, readonly string[]>> = {
  Datapath_Binding: ['name'],
  Open_vSwitch: ['hostname', 'system-id'],
};

/** What people call a row; its UUID where there is nothing to call it by. */
export const rowName = (row: Row): string => {
  const columns = known(NAMED_BY, row.tableName) ?? USUAL;
  for (const column of columns) {
    const value = row.get(column);
    if (typeof value === 'string' && value !== '') return value;
  }
  for (const key of known(NAMED_BY_KEY, row.tableName) ?? []) {
    const value = (row.get('external_ids') as Ids)?.get(key);
    if (value !== undefined && value !== '') return value;
  }
  return row.uuid;
};

const ALIASES: Readonly<Record<string, (name: string, row: Row) => string | undefined>> = {
  Logical_Switch: (name, row) => switchAlias(name, row.get('external_ids') as Ids),
  Logical_Switch_Port: (name, row) => portAlias(name, row.get('external_ids') as Ids),
  Logical_Router: (name, row) => routerAlias(name, row.get('external_ids') as Ids),
  Logical_Router_Port: (name, row) => portAlias(name, row.get('external_ids') as Ids),
  Port_Binding: (name, row) => portAlias(name, row.get('external_ids') as Ids),
  Datapath_Binding: (name, row) => switchAlias(name, row.get('external_ids') as Ids),
  Chassis: (name, row) => {
    const hostname = row.get('hostname') as string | undefined;
    return hostname === name ? undefined : hostname || undefined;
  },
};

export const rowAlias = (row: Row): string | undefined => known(ALIASES, row.tableName)?.(rowName(row), row);

export const linkToRow = (database: DatabaseName, row: Row): Link =>
  linkTo({
    kind: titleOf(database, row.tableName),
    name: rowName(row),
    alias: rowAlias(row),
    ref: refOf(database, row),
  });

/** The link of a typed row. */
export const rowLink = (database: DatabaseName, row: object): Link => linkToRow(database, row as Row);

/** By UUID; a row that is not there is called by it. */
export const linkToUuid = (
  network: Network,
  database: DatabaseName,
  table: string,
  uuid: string,
  host: Host | undefined,
): Link => {
  const row = rowsOf(network, database, host)?.row(table, uuid);
  return row === undefined ? { kind: titleOf(database, table), name: uuid } : linkToRow(database, row);
};
