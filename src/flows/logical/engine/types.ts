/** What actions need of whoever walks the pipelines. */
import type { Action } from '../../language/index.ts';
import type { Pipeline } from '../pipeline/flow.ts';
import type { LogicalDatapath } from '../southbound/datapath.ts';
import type { Assumption, Step } from '../trace/types.ts';
import type { Connections } from './connections.ts';
import type { Packet } from './packet.ts';

/** `--lb-dst`: an address of a backend, and a port or 0. */
export interface Backend {
  readonly family: 4 | 6;
  readonly ip: readonly number[];
  readonly port: number;
}

/** What differs between versions of ovn-trace, and between it and what OVN does. */
export interface TraceRules {
  /** As ovn-trace does it, without knowing chassis, connections or what else it leaves out. */
  readonly asOvnTrace: boolean;
  /** Whether conntrack fills in the tuple of the connection: ovn-trace of OVN 24.03 and later. */
  readonly fillsConnection: boolean;
  /** `--ct`, in order. */
  readonly ctStates: readonly number[];
  readonly backend: Backend | undefined;
  /** `--select-id`. */
  readonly selectId: number | undefined;
  readonly keepPackets: boolean;
  /** In octets, for `check_pkt_larger`. */
  readonly packetSize: number | undefined;
  /** For `dns_lookup`. */
  readonly dnsName: string | undefined;
  /** The answer is that of a chassis. */
  readonly onChassis: boolean;
}

/** Where a packet stands while the actions of a flow are carried out. */
export interface Place {
  readonly datapath: LogicalDatapath;
  readonly pipeline: Pipeline;
  readonly table: number;
}

export interface Walker {
  readonly rules: TraceRules;
  /** Connections that the trace knows; `undefined` as ovn-trace does it. */
  readonly connections: Connections | undefined;
  /** Backend that was asked for and not used yet. */
  takeBackend(family: 4 | 6, ip?: readonly number[]): Backend | undefined;
  /** The next state of `--ct`, or what is assumed. */
  nextState(): { readonly state: number; readonly assumed: boolean };
  assume(steps: Step[], assumption: Assumption): void;
  /** A packet through a table and what follows from it. */
  run(datapath: LogicalDatapath, packet: Packet, pipeline: Pipeline, table: number, steps: Step[]): void;
  /** The same, for what an action ends with: put off until the flow is done if nothing follows in it. */
  goOn(
    execution: Execution,
    datapath: LogicalDatapath,
    packet: Packet,
    pipeline: Pipeline,
    table: number,
    steps: Step[],
  ): void;
  /** Actions inside of another action, on a packet of their own. */
  execute(actions: readonly Action[], place: Place, packet: Packet, steps: Step[]): void;
}

/** Values that `push` keeps, per list of actions. */
export type Stack = { readonly words: readonly number[]; readonly width: number }[];

/** One action being carried out. */
export interface Execution {
  readonly walker: Walker;
  readonly place: Place;
  readonly packet: Packet;
  readonly steps: Step[];
  readonly stack: Stack;
  /** Nothing follows it in the list of actions: one after the other is carried out with the same object. */
  last: boolean;
}
