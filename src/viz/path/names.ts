/** Datapaths and ports as people know them. Texts are as the databases have them. */
import {
  shortenUuid,
  type LogicalDatapath,
  type LogicalPort,
  type PortReference,
} from '../../flows/index.ts';
import { portAlias, routerAlias, switchAlias } from '../../model/index.ts';

export const placeName = (datapath: LogicalDatapath): string => {
  const { name, isRouter, row } = datapath;
  const aliasOf = isRouter ? routerAlias : switchAlias;
  return shortenUuid(aliasOf(name, row.get('external_ids')) ?? name);
};

export const placeText = (datapath: LogicalDatapath): string =>
  `${datapath.isRouter ? 'router' : 'switch'} ${placeName(datapath)}`;

/** All names of a port, the one that people use first. */
export const portNames = (port: LogicalPort): readonly string[] => {
  const alias = portAlias(port.name, port.row.get('external_ids'));
  return alias === undefined ? [port.name] : [alias, port.name];
};

export const portName = (port: LogicalPort): string => shortenUuid(portNames(port)[0] ?? port.name);

export const referenceName = (reference: PortReference | undefined): string | undefined => {
  if (reference?.group !== undefined) return reference.group.name;
  return reference?.port === undefined ? undefined : portName(reference.port);
};

/** ` on compute-1`, where it is known. */
export const onChassis = ({ chassis }: LogicalPort): string =>
  chassis === undefined ? '' : ` on ${chassis.hostname}`;
