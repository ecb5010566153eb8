/** Logical routers and their ports: what every view of them offers, whichever database they were read from. */
import type { PortBinding } from './bindings.ts';
import type { RowRef } from './rowref.ts';
import type { SwitchPort } from './switches.ts';

/** A chassis on which a router port may be centralised; the highest priority that is alive serves. */
export interface Gateway {
  /** `Chassis.name`, its system-id, which need not exist. */
  readonly chassisName: string;
  /** The host's name where the Southbound tells. */
  readonly hostname: string | undefined;
  readonly priority: number;
  /** Whether the port's chassis-redirect binding is on this chassis now. */
  readonly active: boolean;
}

export interface RouterPort {
  readonly kind: 'router port';
  readonly ref: RowRef;
  readonly uuid: string;
  readonly name: string;
  readonly alias: string | undefined;
  readonly mac: string;
  /** `IP/PREFIX`, as configured. */
  readonly networks: readonly string[];
  readonly enabled: boolean;
  readonly router: LogicalRouter | undefined;
  /** The other router port, as named by `peer`. */
  readonly peerName: string | undefined;
  /** The switch ports of type router that name this port come first, then `peer`. */
  readonly peer: SwitchPort | RouterPort | undefined;
  /** Highest priority first. */
  readonly gateways: readonly Gateway[];
  readonly haGroup: string | undefined;
  /** Whether traffic of this port is centralised on a chassis (distributed gateway port). */
  readonly isGateway: boolean;
  readonly binding: PortBinding | undefined;
  /** The binding of the `cr-` port that follows the active gateway chassis. */
  readonly redirect: PortBinding | undefined;
}

export interface RouterCounts {
  readonly nat: number;
  readonly natByType: ReadonlyMap<string, number>;
  readonly staticRoutes: number;
  readonly policies: number;
  readonly loadBalancers: number;
}

export interface LogicalRouter {
  readonly kind: 'logical router';
  readonly ref: RowRef;
  readonly uuid: string;
  readonly name: string;
  readonly alias: string | undefined;
  readonly enabled: boolean;
  /** Ports in natural order of their names. */
  readonly ports: readonly RouterPort[];
  /** A gateway router lives on this one chassis (`options:chassis`). */
  readonly gatewayChassis: string | undefined;
  /** What people call that chassis. */
  readonly gatewayLabel: string | undefined;
  readonly tunnelKey: number | undefined;
  /** Unknown without a Northbound database. */
  readonly counts: RouterCounts | undefined;
}
