/** The port or multicast group of a datapath that a key stands for. */
import type { LogicalDatapath } from '../southbound/datapath.ts';
import type { PortReference } from '../trace/types.ts';

export const portReference = (datapath: LogicalDatapath, key: number): PortReference => ({
  key,
  port: datapath.port(key),
});
