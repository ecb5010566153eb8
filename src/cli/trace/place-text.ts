/** Datapaths and ports as people know them. */
import { Names, type LogicalDatapath, type LogicalPort, type PortReference } from '../../flows/index.ts';
import { excerpt } from '../../text/index.ts';

const names = new Names(true);

export const placeText = (datapath: LogicalDatapath): string =>
  `${datapath.isRouter ? 'router' : 'switch'} ${excerpt(names.datapath(datapath))}`;

export const portText = (port: LogicalPort): string => excerpt(names.port(port));

export const referenceText = (reference: PortReference | undefined): string => {
  if (reference === undefined) return '';
  if (reference.group !== undefined) return excerpt(reference.group.name);
  return reference.port === undefined ? 'no port' : portText(reference.port);
};
