/** The face of the model: a network that a person recognises, over the rows of its databases. */
export { networkOf, parseAddress, parseIp, type PortAddress } from './addresses.ts';
export { portAlias, routerAlias, switchAlias } from './aliases.ts';
export { PortBinding } from './bindings.ts';
export { Host, type Bridge, type BridgePort, type OvsInterface } from './bridges.ts';
export { Chassis, type Encap } from './chassis.ts';
export { showTables, type TableSelection } from './columns.ts';
export { describe } from './describe/index.ts';
export type * from './describe/types.ts';
export { expectedDatabases } from './expected.ts';
export * from './generated/index.ts';
export {
  Interconnect,
  type AvailabilityZone,
  type InterconnectGateway,
  type TransitPort,
  type TransitSwitch,
} from './interconnect.ts';
export type { IssueKind, ModelIssue } from './issues.ts';
export { known } from './known.ts';
export { mayHold, type Demand, type Lookup } from './lookup.ts';
export { byLabel, byName, naturalCompare } from './natural.ts';
export { Network, type NetworkSources } from './network.ts';
export { isSecret, REDACTED_TEXT, Redactor, SECRET_TEXT, withoutSecrets } from './redact/index.ts';
export {
  aclsOfPort,
  aclsOfSwitch,
  compareAcls,
  stageOfAcl,
  type AclHolder,
  type AclRow,
  type AclStage,
  type AppliedAcl,
} from './relations/acls.ts';
export { addressesOf, canonicalIp, isIpv6, isWithin, prefixLength } from './relations/addresses.ts';
export { attachmentsOf, type Attachment } from './relations/attachments.ts';
export {
  balancedVips,
  loadBalancersOf,
  servicesOf,
  type BalancedVip,
  type LoadBalancerRow,
} from './relations/load-balancers.ts';
export { parseMappings } from './relations/localnet.ts';
export { faultOf, type MatchFault } from './relations/match-names.ts';
export { groupsOfPort, groupsOfSwitch, type PortGroupRow } from './relations/port-groups.ts';
export { routesOfRouter, type Route } from './relations/routes.ts';
export { parseEndpoint, vipsOf, type Endpoint, type Vip } from './relations/vips.ts';
export type { Gateway, LogicalRouter, RouterCounts, RouterPort } from './routers.ts';
export { refOf, type DatabaseName, type RowRef } from './rowref.ts';
export {
  isLink,
  isWorkload,
  type LogicalSwitch,
  type PortState,
  type SwitchCounts,
  type SwitchPort,
} from './switches.ts';
export { tallyPorts, wrongOf, type PortTally } from './tally.ts';
export * from './select/index.ts';
export { kindOf, kindOfTable, kinds } from './kinds/index.ts';
export { exactWants } from './find/exact.ts';
export * from './find/index.ts';
export { findTables } from './find/tables.ts';
export * from './owners/index.ts';
export type { Field, FieldValue, Joins, Kind, Subject } from './kinds/types.ts';
/** Layer 2 of hosts. */
export * as l2 from './l2/index.ts';
