/**
 * What kinds look at outside of their own tables, and the questions that several of them ask: who holds a row, what
 * people call a datapath or a chassis.
 *
 * Each question stands beside the columns that it reads. A test holds every kind to what it declares.
 */
import type { Row } from '../../ovsdb/index.ts';
import { routerAlias, switchAlias } from '../aliases.ts';
import type {
  InterconnectNorthbound,
  InterconnectSouthbound,
  Northbound,
  OpenVSwitch,
  Southbound,
} from '../generated/index.ts';
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import type { DatabaseName } from '../rowref.ts';
import { sortFew } from '../sort-few.ts';
import type { Joins } from './types.ts';

type Chosen<D> = { readonly [T in keyof D & string]?: readonly (keyof D[T] & string)[] };
type Tables = Readonly<Record<string, readonly string[]>>;

export const nbColumns = (tables: Chosen<Northbound>): Joins => ({ OVN_Northbound: tables as Tables });
export const sbColumns = (tables: Chosen<Southbound>): Joins => ({ OVN_Southbound: tables as Tables });
export const ovsColumns = (tables: Chosen<OpenVSwitch>): Joins => ({ Open_vSwitch: tables as Tables });
export const icNbColumns = (tables: Chosen<InterconnectNorthbound>): Joins => ({
  OVN_IC_Northbound: tables as Tables,
});
export const icSbColumns = (tables: Chosen<InterconnectSouthbound>): Joins => ({
  OVN_IC_Southbound: tables as Tables,
});

export const merged = (...all: readonly Joins[]): Joins => {
  const result: Partial<Record<DatabaseName, Record<string, readonly string[]>>> = {};
  for (const joins of all) {
    for (const [name, tables] of Object.entries(joins) as [DatabaseName, Tables][]) {
      const known = (result[name] ??= {});
      for (const [table, columns] of Object.entries(tables)) {
        known[table] = [...new Set([...(known[table] ?? []), ...columns])].sort();
      }
    }
  }
  return result;
};

const NONE: readonly never[] = [];

/** Sorted as names are; each once. */
export const sorted = (names: Iterable<string | undefined>): readonly string[] => {
  // Most are none or one, by the thousand.
  if (Array.isArray(names) && names.length < 2) {
    const [only] = names as readonly (string | undefined)[];
    return only === undefined ? NONE : [only];
  }
  const found: string[] = [];
  for (const name of new Set(names)) if (name !== undefined) found.push(name);
  return sortFew(found, naturalCompare);
};

/** The one, or those side by side where a broken or shared row has several. */
export const oneOrAll = (names: readonly string[]): string | readonly string[] | undefined =>
  names.length <= 1 ? names[0] : names;

type Named = Pick<Row<{ readonly name: string | undefined }>, 'get' | 'uuid'>;

/** The rows' names, the UUID where a row has none. */
export const namesOf = (rows: readonly object[]): readonly string[] =>
  sorted((rows as readonly Named[]).map((row) => row.get('name') || row.uuid));

/** The name of the row that a column refers to; the UUID when that row is not there. */
export const nameOr = (row: object | undefined, uuid: string | undefined): string | undefined =>
  (row as Named | undefined)?.get('name') || uuid;

/** A count, or nothing where there are none. */
export const some = (count: number): number | undefined => (count === 0 ? undefined : count);

// Chassis and hosts.

export const chassisColumns = sbColumns({ Chassis: ['name', 'hostname'] });

/** What people call the chassis with this system-id. */
export const chassisLabel = (network: Network, name: string | undefined): string | undefined =>
  name === undefined || name === '' ? undefined : (network.chassisByName(name)?.label ?? name);

export const chassisOf = (network: Network, uuid: string | undefined): string | undefined =>
  uuid === undefined ? undefined : (network.chassisByUuid(uuid)?.label ?? uuid);

/** `Host.name` asks for the chassis of its system-id. */
export const hostColumns = merged(chassisColumns, ovsColumns({ Open_vSwitch: ['external_ids'] }));

// Switches and routers, by what they hold.

export const switchColumns = nbColumns({ Logical_Switch: ['name', 'external_ids'] });
export const routerColumns = nbColumns({ Logical_Router: ['name', 'external_ids'] });

export const switchLabel = (row: Row<Northbound['Logical_Switch']>): string =>
  switchAlias(row.get('name'), row.get('external_ids')) ?? (row.get('name') || row.uuid);

export const routerLabel = (row: Row<Northbound['Logical_Router']>): string =>
  routerAlias(row.get('name'), row.get('external_ids')) ?? (row.get('name') || row.uuid);

type SwitchSet =
  | 'ports'
  | 'acls'
  | 'qos_rules'
  | 'load_balancer'
  | 'load_balancer_group'
  | 'dns_records'
  | 'forwarding_groups';
type RouterSet = 'ports' | 'static_routes' | 'policies' | 'nat' | 'load_balancer' | 'load_balancer_group';

/** Nearly every row has one holder, and there are many rows. */
const labelled = <T>(rows: readonly T[], label: (row: T) => string): readonly string[] => {
  const [first] = rows;
  if (first === undefined) return [];
  return rows.length === 1 ? [label(first)] : sorted(rows.map(label));
};

export const switchesWith = (network: Network, column: SwitchSet, uuid: string): readonly string[] =>
  labelled(network.nbRows.where('Logical_Switch', column, uuid), switchLabel);

export const routersWith = (network: Network, column: RouterSet, uuid: string): readonly string[] =>
  labelled(network.nbRows.where('Logical_Router', column, uuid), routerLabel);

export const holdingSwitches = (column: SwitchSet): Joins =>
  merged(switchColumns, nbColumns({ Logical_Switch: [column] }));

export const holdingRouters = (column: RouterSet): Joins =>
  merged(routerColumns, nbColumns({ Logical_Router: [column] }));

// Datapaths and ports of the Southbound.

export const datapathColumns = sbColumns({ Datapath_Binding: ['external_ids', 'nb_uuid'] });

/** What people call the switch or router of a datapath: the names that northd copies into the Southbound. */
export const datapathLabel = (row: Row<Southbound['Datapath_Binding']>): string => {
  const ids = row.get('external_ids');
  const given = ids.get('name2') || ids.get('name') || row.get('nb_uuid');
  return given ?? ids.get('logical-switch') ?? ids.get('logical-router') ?? row.uuid;
};

export const datapathOf = (network: Network, uuid: string | undefined): string | undefined => {
  const row = network.sbRows.row('Datapath_Binding', uuid);
  return row === undefined ? uuid : datapathLabel(row);
};

export const groupColumns = merged(datapathColumns, sbColumns({ Logical_DP_Group: ['datapaths'] }));

/** The datapaths of a group, by their UUIDs. */
export const datapathsOfGroup = (network: Network, group: string | undefined): readonly string[] =>
  network.sbRows.row('Logical_DP_Group', group)?.get('datapaths') ?? [];

export const datapathLabels = (network: Network, uuids: Iterable<string>): readonly string[] =>
  sorted([...new Set(uuids)].map((uuid) => datapathOf(network, uuid)));

export const portColumns = sbColumns({ Port_Binding: ['logical_port'] });

/** The logical port of a port binding. */
export const portOf = (network: Network, uuid: string | undefined): string | undefined =>
  network.sbRows.row('Port_Binding', uuid)?.get('logical_port') ?? uuid;
