/**
 * The columns by which things are found: names, aliases and addresses, and what tells which rows are faces of one
 * thing. A live search reads these and no others, and never the logical flows.
 */
import type { TableSelection } from '../columns.ts';
import { expectedDatabases } from '../expected.ts';
import type { DatabaseName } from '../rowref.ts';

const COLUMNS: ReadonlySet<string> = new Set([
  'address',
  'addresses',
  'bridges',
  'chassis',
  'chassis_name',
  'cidr',
  'datapath',
  'dynamic_addresses',
  'dst_ip',
  'encaps',
  'external_ids',
  'external_ip',
  'external_mac',
  'hostname',
  'interfaces',
  'ip',
  'ip_addresses',
  'ip_prefix',
  'local_ip',
  'logical_ip',
  'logical_port',
  'mac',
  'mac_in_use',
  'name',
  'nb_uuid',
  'networks',
  'nexthop',
  'nexthops',
  'options',
  'other_config',
  'parent_name',
  'peer',
  'port_security',
  'ports',
  'records',
  'remote_ip',
  'router_ip',
  'src_ip',
  'src_mac',
  'target',
  'targets',
  'transit_switch',
  'type',
  'vip',
  'vips',
  'vmac',
]);

const NEVER: ReadonlySet<string> = new Set(['Logical_Flow']);

export const findTables: Readonly<Record<DatabaseName, TableSelection>> = Object.fromEntries(
  Object.entries(expectedDatabases).map(([database, { tables }]) => [
    database,
    Object.fromEntries(
      Object.entries(tables)
        .filter(([table]) => !NEVER.has(table))
        .map(([table, columns]) => [table, Object.keys(columns).filter((column) => COLUMNS.has(column))]),
    ),
  ]),
) as unknown as Readonly<Record<DatabaseName, TableSelection>>;
