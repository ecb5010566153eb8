/**
 * Links to the things around, and words for headlines: the same kind of thing is called the same everywhere, as
 * `Kind.title` has it, whether it was found or only named.
 */
import type { Row } from '../../ovsdb/index.ts';
import { excerpt } from '../../text/index.ts';
import type { OvsInterface } from '../bridges.ts';
import type { Chassis } from '../chassis.ts';
import type { Northbound } from '../generated/index.ts';
import type { Network } from '../network.ts';
import type { LogicalRouter, RouterPort } from '../routers.ts';
import type { DatabaseName } from '../rowref.ts';
import type { LogicalSwitch, SwitchPort } from '../switches.ts';
import { linkTo } from './build.ts';
import { rowLink } from './row-links.ts';
import { titleOf } from './titles.ts';
import type { Link } from './types.ts';

/** In a sentence, a name is not longer than this. */
const LONGEST = 60;

/** What a person calls the thing, fit for a sentence. */
export const called = ({ name, alias }: Pick<Link, 'name' | 'alias'>): string =>
  excerpt(alias ?? name, LONGEST);

export const quoted = (text: string): string => excerpt(text, LONGEST);

/** `a`, `a and b`, `a, b and 3 more`. */
export const enumerated = (names: readonly string[], most = 3): string => {
  if (names.length <= 1) return names[0] ?? '';
  if (names.length <= most) return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
};

/** `1 port`, `2 ports`; irregular plurals are given. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** A name that stands for nothing that was read. */
export const missing = (kind: string, name: string): Link => ({ kind, name });

type AnyRow = Pick<Row, 'uuid' | 'tableName'>;

const rowNamed = (database: DatabaseName, row: AnyRow, name: string | undefined): Link => {
  const link = rowLink(database, row);
  return name === undefined || name === '' ? link : { ...link, name };
};

/** A row that has no view; by the name that people know such rows by, or by another that says more. */
export const nbLink = (row: AnyRow, name?: string): Link => rowNamed('OVN_Northbound', row, name);
export const sbLink = (row: AnyRow, name?: string): Link => rowNamed('OVN_Southbound', row, name);

export const chassisLink = (chassis: Chassis): Link => rowLink('OVN_Southbound', chassis.row);

/** By system-id, whether there is such a chassis or not. */
export const chassisNamed = (network: Network, name: string): Link => {
  const chassis = network.chassisByName(name);
  return chassis === undefined ? missing('chassis', name) : chassisLink(chassis);
};

/** Nothing for no name. */
export const chassisCalled = (network: Network, name: string | undefined): Link | undefined =>
  name === undefined || name === '' ? undefined : chassisNamed(network, name);

/** By UUID: the chassis, or the UUID of one that is gone. */
export const chassisOf = (network: Network, uuid: string | undefined): Link | undefined => {
  if (uuid === undefined) return undefined;
  const chassis = network.chassisByUuid(uuid);
  return chassis === undefined ? missing('chassis', uuid) : chassisLink(chassis);
};

export const switchLink = (one: LogicalSwitch): Link => linkTo(one);
export const routerLink = (one: LogicalRouter): Link => linkTo(one);
export const interfaceLink = (one: OvsInterface): Link =>
  linkTo({ kind: 'interface', name: one.name, ref: one.ref });

const PORT_KINDS = {
  'switch port': 'logical switch port',
  'router port': 'logical router port',
} as const;

export const portLink = ({ kind, name, alias, ref }: SwitchPort | RouterPort): Link =>
  linkTo({ kind: PORT_KINDS[kind], name, alias, ref });

/** A switch port by its name, whether it exists or not. */
export const switchPortNamed = (network: Network, name: string): Link => {
  const port = network.switchPort(name);
  return port === undefined ? missing(PORT_KINDS['switch port'], name) : portLink(port);
};

export const routerPortNamed = (network: Network, name: string): Link => {
  const port = network.routerPort(name);
  return port === undefined ? missing(PORT_KINDS['router port'], name) : portLink(port);
};

/** Of either kind; a port that the Southbound alone has, such as a chassis-redirect one, is its binding. */
export const portNamed = (network: Network, name: string): Link => {
  const port = network.switchPort(name) ?? network.routerPort(name);
  if (port !== undefined) return portLink(port);
  const binding = network.bindingOf(name);
  return binding === undefined ? missing('logical port', name) : sbLink(binding.row);
};

/** Nothing for no name. */
export const portCalled = (network: Network, name: string | undefined): Link | undefined =>
  name === undefined || name === '' ? undefined : portNamed(network, name);

/** The switch or router that holds the port of that name. */
export const datapathOfPort = (network: Network, name: string | undefined): Link | undefined => {
  if (name === undefined || name === '') return undefined;
  const holder = network.switchPort(name)?.switch ?? network.routerPort(name)?.router;
  return holder === undefined ? undefined : linkTo(holder);
};

/** The switch or router that a datapath binding was made from; the datapath itself where that was not read. */
export const datapathLink = (network: Network, uuid: string | undefined): Link | undefined => {
  if (uuid === undefined) return undefined;
  const row = network.sbRows.row('Datapath_Binding', uuid);
  if (row === undefined) return missing('datapath', uuid);
  const ids = row.get('external_ids');
  const nbUuid = row.get('nb_uuid') ?? ids.get('logical-switch') ?? ids.get('logical-router');
  const configured =
    network.nbRows.row('Logical_Switch', ids.has('logical-router') ? undefined : nbUuid) ??
    network.nbRows.row('Logical_Router', ids.has('logical-switch') ? undefined : nbUuid);
  if (configured !== undefined) return rowLink('OVN_Northbound', configured);
  const name = ids.get('name');
  const link = rowLink('OVN_Southbound', row);
  return name === undefined ? link : { ...link, name, alias: ids.get('name2') };
};

/** Rows of a Northbound table of which a column includes the row: who holds it. */
export const heldBy = <T extends keyof Northbound & string>(
  network: Network,
  table: T,
  column: keyof Northbound[T] & string,
  uuid: string,
): readonly Link[] => network.nbRows.where(table, column, uuid).map((row) => rowLink('OVN_Northbound', row));

/** The row of a Northbound table with this name; its name alone where there is none. */
export const northboundCalled = <T extends keyof Northbound & string>(
  network: Network,
  table: T,
  name: string,
): Link => {
  const row = network.nbRows.where(table, 'name' as keyof Northbound[T] & string, name)[0];
  return row === undefined ? missing(titleOf('OVN_Northbound', table), name) : rowLink('OVN_Northbound', row);
};
