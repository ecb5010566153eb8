/** Links to the things that rules and physical things speak of by name or UUID, and words for headlines. */
import { excerpt } from '../../text/index.ts';
import type { Chassis } from '../chassis.ts';
import type { Northbound } from '../generated/index.ts';
import type { Network } from '../network.ts';
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

export const chassisLink = (chassis: Chassis): Link => rowLink('OVN_Southbound', chassis.row);

/** By system-id. */
export const chassisCalled = (network: Network, name: string | undefined): Link | undefined => {
  if (name === undefined || name === '') return undefined;
  const chassis = network.chassisByName(name);
  return chassis === undefined ? { kind: 'chassis', name } : chassisLink(chassis);
};

export const chassisOf = (network: Network, uuid: string | undefined): Link | undefined => {
  if (uuid === undefined) return undefined;
  const chassis = network.chassisByUuid(uuid);
  return chassis === undefined ? { kind: 'chassis', name: uuid } : chassisLink(chassis);
};

/** A logical port of either database, by name. */
export const portCalled = (network: Network, name: string | undefined): Link | undefined => {
  if (name === undefined || name === '') return undefined;
  const { nbRows } = network;
  const configured =
    nbRows.where('Logical_Switch_Port', 'name', name)[0] ??
    nbRows.where('Logical_Router_Port', 'name', name)[0];
  if (configured !== undefined) return rowLink('OVN_Northbound', configured);
  const binding = network.bindingOf(name);
  return binding === undefined ? { kind: 'logical port', name } : rowLink('OVN_Southbound', binding.row);
};

/** The switch or router that holds the port of that name. */
export const datapathOfPort = (network: Network, name: string | undefined): Link | undefined => {
  if (name === undefined || name === '') return undefined;
  const holder = network.switchPort(name)?.switch ?? network.routerPort(name)?.router;
  if (holder === undefined) return undefined;
  const { kind, alias, ref } = holder;
  return { kind, name: holder.name, alias, ref };
};

/** The switch or router that a datapath binding was made from; the datapath itself where that was not read. */
export const datapathLink = (network: Network, uuid: string | undefined): Link | undefined => {
  if (uuid === undefined) return undefined;
  const row = network.sbRows.row('Datapath_Binding', uuid);
  if (row === undefined) return { kind: 'datapath', name: uuid };
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
  return row === undefined
    ? { kind: titleOf('OVN_Northbound', table), name }
    : rowLink('OVN_Northbound', row);
};
