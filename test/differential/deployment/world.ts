/**
 * A deployment while it is thought up: the network, the commands that make it, and what in it is worth sending packets
 * to. Ideas read the network, add commands, and say at what microflows should aim.
 */
import { child, type Columns, type Command } from '../../lab/scenarios/rows.ts';
import type { Features } from './features.ts';

/** A port of a switch at which packets begin and end. */
export interface Nic {
  readonly name: string;
  readonly mac: string;
  readonly v4: readonly string[];
  readonly v6: readonly string[];
  readonly home: LogicalSwitch;
}

export interface LogicalSwitch {
  readonly name: string;
  readonly index: number;
  /** Three octets and four groups, to which a host's number is added; absent where the family is not used. */
  readonly prefix4: string | undefined;
  readonly prefix6: string | undefined;
  readonly nics: Nic[];
  /** All ports, also those without addresses. */
  readonly ports: string[];
  readonly routerPorts: RouterPort[];
  /** Behind it is a network that OVN does not know. */
  readonly external: boolean;
}

export interface RouterPort {
  readonly name: string;
  readonly mac: string;
  readonly v4: readonly string[];
  readonly v6: readonly string[];
  readonly router: LogicalRouter;
  /** The switch at the other end, and its port; a peer router has none. */
  readonly network: LogicalSwitch | undefined;
  readonly switchPort: string | undefined;
  /** It has gateway chassis. */
  readonly distributedGateway: boolean;
}

export interface LogicalRouter {
  readonly name: string;
  readonly index: number;
  readonly ports: RouterPort[];
  /** It has `options:chassis`. */
  readonly isGateway: boolean;
}

export type Protocol = 'tcp' | 'udp' | 'sctp';

/** Where a packet may go to, or seem to come from. */
export interface Aim {
  readonly why: string;
  readonly ip: string;
  readonly protocol?: Protocol;
  readonly port?: number;
  /** The MAC address that a packet to it has on its own switch. */
  readonly mac?: string;
  /** Ports from which it is worth to be tried. */
  readonly from?: readonly string[];
}

/** A packet that an idea wants to be tried as it is. */
export interface Frame {
  /** Of the microflow. */
  readonly conjuncts: readonly string[];
  /** A conntrack state that it always finds. */
  readonly ct?: string;
  readonly lbDst?: string;
}

export class World {
  readonly features: Features;
  readonly switches: LogicalSwitch[] = [];
  readonly routers: LogicalRouter[] = [];
  readonly chassis: string[] = [];
  readonly portGroups: { readonly name: string; readonly ports: readonly string[] }[] = [];
  readonly addressSets: { readonly name: string; readonly family: 'v4' | 'v6' | 'mac' }[] = [];
  readonly meters: string[] = [];
  /** Addresses that a switch has seen behind one of its ports. */
  readonly learned: { readonly mac: string; readonly home: string; readonly port: string }[] = [];
  readonly aims: Aim[] = [];
  /** By the idea that wants them. */
  readonly frames = new Map<string, Frame[]>();
  private idea = '';
  /** ovn-nbctl's commands, in the order in which they must be given. */
  readonly northbound: Command[] = [];
  /** ovn-sbctl's, before northd has seen anything of this. */
  readonly southboundFirst: Command[] = [];
  /** ovn-sbctl's, once northd has made its rows. */
  readonly southboundLast: Command[] = [];
  private readonly priorities = new Set<number>();

  constructor(features: Features) {
    this.features = features;
  }

  get nics(): Nic[] {
    return this.switches.flatMap((each) => each.nics);
  }

  get routerPorts(): RouterPort[] {
    return this.routers.flatMap((each) => each.ports);
  }

  /** Routers that are somewhere: gateway routers, and those with a distributed gateway port. */
  get gateways(): LogicalRouter[] {
    return this.routers.filter(
      (router) => router.isGateway || router.ports.some((port) => port.distributedGateway),
    );
  }

  get insideSwitches(): LogicalSwitch[] {
    return this.switches.filter((each) => !each.external && each.nics.length > 0);
  }

  nb(...commands: Command[]): void {
    this.northbound.push(...commands);
  }

  /** A row that belongs to another one. */
  child(parent: readonly [string, string, string], table: string, columns: Columns): void {
    this.nb(child(parent, table, columns));
  }

  aim(...aims: Aim[]): void {
    this.aims.push(...aims);
  }

  /** What follows is wanted by this idea. */
  begin(idea: string): void {
    this.idea = idea;
  }

  frame(...conjuncts: string[]): void {
    this.want({ conjuncts });
  }

  want(frame: Frame): void {
    const known = this.frames.get(this.idea);
    if (known === undefined) this.frames.set(this.idea, [frame]);
    else known.push(frame);
  }

  /**
   * `wanted`, or the next one that no rule of this deployment has: which of two rules of one priority wins is decided by
   * the hashes of rows, and is no answer to rely on.
   */
  priority(wanted: number, highest = 32767): number {
    let priority = wanted;
    while (this.priorities.has(priority)) priority = (priority + 1) % (highest + 1);
    this.priorities.add(priority);
    return priority;
  }
}
