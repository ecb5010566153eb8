/** Datapaths and ports as people know them. */
import {
  Names,
  shortenUuid,
  type LogicalDatapath,
  type LogicalPort,
  type PortReference,
} from '../../flows/index.ts';
import { portAlias } from '../../model/index.ts';
import { excerpt } from '../../text/index.ts';

const names = new Names(true);

export const placeText = (datapath: LogicalDatapath): string =>
  `${datapath.isRouter ? 'router' : 'switch'} ${excerpt(names.datapath(datapath))}`;

/** The name that its system gave it, `NAMESPACE/POD` for example; of a UUID the first digits. */
export const portText = (port: LogicalPort): string =>
  excerpt(shortenUuid(portAlias(port.name, port.row.get('external_ids')) ?? port.name));

export const referenceText = (reference: PortReference | undefined): string => {
  if (reference === undefined) return '';
  if (reference.group !== undefined) return excerpt(reference.group.name);
  return reference.port === undefined ? 'no port' : portText(reference.port);
};
