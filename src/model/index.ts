/** The face of the model: a network that a person recognises, over the rows of its databases. */
export { networkOf, parseAddress, parseIp, type PortAddress } from './addresses.ts';
export { PortBinding } from './bindings.ts';
export { Host, type Bridge, type BridgePort, type OvsInterface } from './bridges.ts';
export { Chassis, type Encap } from './chassis.ts';
export { showTables, type TableSelection } from './columns.ts';
export * from './generated/index.ts';
export {
  Interconnect,
  type AvailabilityZone,
  type InterconnectGateway,
  type TransitPort,
  type TransitSwitch,
} from './interconnect.ts';
export type { IssueKind, ModelIssue } from './issues.ts';
export { byLabel, byName, naturalCompare } from './natural.ts';
export { Network, type NetworkSources } from './network.ts';
export type { Gateway, LogicalRouter, RouterCounts, RouterPort } from './routers.ts';
export type { DatabaseName, RowRef } from './rowref.ts';
export {
  isLink,
  isWorkload,
  type LogicalSwitch,
  type PortState,
  type SwitchCounts,
  type SwitchPort,
} from './switches.ts';
