/** Links to the things around: the same kind of thing is called the same everywhere, as `Kind.title` has it. */
import type { Row } from '../../../ovsdb/index.ts';
import type { Chassis } from '../../chassis.ts';
import type { OvsInterface } from '../../bridges.ts';
import type { Network } from '../../network.ts';
import type { LogicalRouter, RouterPort } from '../../routers.ts';
import type { DatabaseName } from '../../rowref.ts';
import type { LogicalSwitch, SwitchPort } from '../../switches.ts';
import { linkTo } from '../build.ts';
import { rowLink } from '../row-links.ts';
import type { Link } from '../types.ts';

export const portLink = (port: SwitchPort | RouterPort): Link =>
  linkTo({
    kind: port.kind === 'switch port' ? 'logical switch port' : 'logical router port',
    name: port.name,
    alias: port.alias,
    ref: port.ref,
  });

export const switchLink = (one: LogicalSwitch): Link => linkTo(one);
export const routerLink = (one: LogicalRouter): Link => linkTo(one);

export const chassisLink = (chassis: Chassis): Link =>
  linkTo({
    kind: 'chassis',
    name: chassis.name,
    alias: chassis.hostname === '' || chassis.hostname === chassis.name ? undefined : chassis.hostname,
    ref: chassis.ref,
  });

/** By system-id, whether there is such a chassis or not. */
export const chassisNamed = (network: Network, name: string): Link => {
  const chassis = network.chassisByName(name);
  return chassis === undefined ? missing('chassis', name) : chassisLink(chassis);
};

export const interfaceLink = (one: OvsInterface): Link =>
  linkTo({ kind: 'interface', name: one.name, ref: one.ref });

/** A name that stands for nothing that was read. */
export const missing = (kind: string, name: string): Link => ({ kind, name });

type AnyRow = Pick<Row, 'uuid' | 'tableName'>;

/** A row that has no view; by the name that people know such rows by, or by another that says more. */
export const nbLink = (row: AnyRow, name?: string): Link => named('OVN_Northbound', row, name);
export const sbLink = (row: AnyRow, name?: string): Link => named('OVN_Southbound', row, name);

const named = (database: DatabaseName, row: AnyRow, name: string | undefined): Link => {
  const link = rowLink(database, row);
  return name === undefined || name === '' ? link : { ...link, name };
};

/** A switch port by its name, whether it exists or not. */
export const switchPortNamed = (network: Network, name: string): Link => {
  const port = network.switchPort(name);
  return port === undefined ? missing('logical switch port', name) : portLink(port);
};

export const routerPortNamed = (network: Network, name: string): Link => {
  const port = network.routerPort(name);
  return port === undefined ? missing('logical router port', name) : portLink(port);
};

/** Either kind: learned rows and multicast name both. */
export const portNamed = (network: Network, name: string): Link => {
  const port = network.switchPort(name) ?? network.routerPort(name);
  return port === undefined ? missing('port', name) : portLink(port);
};
