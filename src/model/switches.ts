/**
 * Logical switches and their ports: what every view of them offers, whichever database they were read from.
 * `northbound.ts` and `southbound.ts` make them.
 */
import type { PortAddress } from './addresses.ts';
import type { PortBinding } from './bindings.ts';
import type { RouterPort } from './routers.ts';
import type { RowRef } from './rowref.ts';

/**
 * - `up`, `down`: as northd and ovn-controller report it;
 * - `disabled`: `enabled` is false: packets are dropped whatever the port's state;
 * - `unknown`: nothing that was read tells;
 * - `none`: a kind of port that has no such state (localnet, localport, router, …).
 */
export type PortState = 'up' | 'down' | 'disabled' | 'unknown' | 'none';

export interface SwitchPort {
  readonly kind: 'switch port';
  readonly ref: RowRef;
  readonly uuid: string;
  readonly name: string;
  readonly alias: string | undefined;
  /** As in `Logical_Switch_Port.type`: empty for a VIF, else `router`, `localnet`, `localport`, `virtual` … */
  readonly type: string;
  /** As configured; a dynamic one with what OVN chose, when it did. */
  readonly addresses: readonly PortAddress[];
  /** The VLAN of a localnet or nested port. */
  readonly tag: number | undefined;
  /** The port that carries this one: containers inside a VM, trunk subports. */
  readonly parentName: string | undefined;
  /** The physical network of a localnet or l2gateway port: a key of `ovn-bridge-mappings`. */
  readonly networkName: string | undefined;
  readonly enabled: boolean;
  readonly state: PortState;
  readonly binding: PortBinding | undefined;
  /** The name that the port gives for its other side, whether that exists or not. */
  readonly peerName: string | undefined;
  readonly peer: RouterPort | SwitchPort | undefined;
  /** The switch that holds the port: the first one where several claim it. */
  readonly switch: LogicalSwitch | undefined;
}

export interface SwitchCounts {
  readonly acls: number;
  /** ACLs of the port groups that hold one of the switch's ports. */
  readonly portGroupAcls: number;
  readonly loadBalancers: number;
  readonly qosRules: number;
  readonly dnsRecords: number;
  /** Ports that are given DHCP options, IPv4 or IPv6. */
  readonly dhcpPorts: number;
}

export interface LogicalSwitch {
  readonly kind: 'logical switch';
  readonly ref: RowRef;
  readonly uuid: string;
  readonly name: string;
  readonly alias: string | undefined;
  /** Ports in natural order of their names. */
  readonly ports: readonly SwitchPort[];
  /** Networks of the attached router ports and of `other_config:subnet`, `ipv6_prefix`. */
  readonly subnets: readonly string[];
  /** The tunnel key of its datapath binding. */
  readonly tunnelKey: number | undefined;
  /** Unknown without a Northbound database. */
  readonly counts: SwitchCounts | undefined;
}

/** A port that something outside plugs into: it has an interface somewhere, and is down without one. */
export const isWorkload = (port: Pick<SwitchPort, 'type'>): boolean =>
  port.type === '' || port.type === 'virtual' || port.type === 'external' || port.type === 'l2gateway';

/** Joins a switch to another datapath. */
export const isLink = (port: Pick<SwitchPort, 'type'>): boolean =>
  port.type === 'router' || port.type === 'switch';
