/**
 * A trace: what happened to a packet, as a tree of typed steps. No text: renderers make it.
 *
 *     Trace
 *       Hop                     one run through a pipeline of a datapath, or the ports of a multicast group
 *         TableStep             the flow that matched in a table, or that none did
 *           ActionStep          an action, with what came of it after it:
 *           ChangeStep          … a field that changed
 *           LookupStep          … what a lookup found
 *           NoteStep            … what is worth telling
 *           ErrorStep           … what could not be done
 *           TransformStep       … another packet, or the packet after conntrack, with its own steps
 *           Hop                 … the next pipeline
 */
import type { Action, FieldReference } from '../../language/index.ts';
import type { LogicalFlow, Pipeline } from '../pipeline/flow.ts';
import type { Mac } from '../southbound/addresses.ts';
import type { LogicalDatapath, MulticastGroup } from '../southbound/datapath.ts';
import type { LogicalPort } from '../southbound/port.ts';

export type Step =
  | Hop
  | TableStep
  | ActionStep
  | ChangeStep
  | LookupStep
  | NoteStep
  | ErrorStep
  | TransformStep
  | AssumptionStep;

/** A port as a hop names it: a key without a port is told too. */
export interface PortReference {
  readonly key: number;
  readonly port: LogicalPort | undefined;
  /** Of a multicast group. */
  readonly group?: MulticastGroup | undefined;
}

export interface Hop {
  readonly type: 'hop';
  readonly pipeline: Pipeline | 'multicast';
  /** How it came here: at the beginning, from the ingress pipeline, over a pair of patch ports, by an action. */
  readonly via: 'start' | 'output' | 'peer' | 'next' | 'multicast';
  readonly datapath: LogicalDatapath;
  readonly inport: PortReference | undefined;
  readonly outport: PortReference | undefined;
  readonly group: MulticastGroup | undefined;
  /** One of several side by side. */
  readonly branch: boolean;
  readonly steps: Step[];
  /** The packet as it came in. */
  readonly packet: Uint32Array;
}

export interface TableStep {
  readonly type: 'table';
  readonly pipeline: Pipeline;
  readonly table: number;
  readonly stage: string | undefined;
  /** `undefined`: no flow matched, which drops the packet. */
  readonly flow: LogicalFlow | undefined;
  /** Other flows of the same priority that the packet fits as well: OVN does not say which one it takes. */
  readonly rivals: readonly LogicalFlow[];
  /** Flows of this table, or of one before it that is not told, that are not understood and might have taken the packet. */
  readonly broken: readonly LogicalFlow[];
  readonly steps: Step[];
  /** The packet as it came to the table, in a trace that keeps packets. */
  readonly packet: Uint32Array | undefined;
}

/** Without an action: the empty list, which drops the packet. */
export interface ActionStep {
  readonly type: 'action';
  readonly action: Action | undefined;
}

/** Words of a value, least significant first. */
export type Words = readonly number[];

export type Change =
  | { readonly kind: 'load'; readonly action: Action }
  | {
      readonly kind: 'copy';
      readonly target: FieldReference;
      readonly source: FieldReference;
      readonly value: Words;
    }
  | { readonly kind: 'push'; readonly field: FieldReference; readonly value: Words }
  | { readonly kind: 'pop'; readonly field: FieldReference; readonly value: Words | undefined }
  | { readonly kind: 'ttl' }
  | { readonly kind: 'set'; readonly field: FieldReference; readonly value: number }
  | { readonly kind: 'eth-dst'; readonly mac: Mac }
  | { readonly kind: 'options'; readonly action: Action }
  | { readonly kind: 'fragment-mtu'; readonly field: FieldReference; readonly value: number }
  /** Out of the logical network, as the packet is then. */
  | { readonly kind: 'output'; readonly to: PortReference; readonly packet: Uint32Array };

export interface ChangeStep {
  readonly type: 'change';
  readonly change: Change;
}

export type Lookup =
  /** get_arp, get_nd. */
  | {
      readonly kind: 'mac-binding';
      readonly mac: Mac | undefined;
      readonly source: 'learned' | 'static' | undefined;
    }
  /** lookup_arp, lookup_nd: `ethDst` is what ovn-trace prints. */
  | { readonly kind: 'mac-binding-known'; readonly found: boolean; readonly ethDst: Mac }
  /** lookup_arp_ip, lookup_nd_ip. */
  | { readonly kind: 'ip-known'; readonly found: boolean }
  | { readonly kind: 'fdb'; readonly found: boolean; readonly ethDst: Mac }
  | { readonly kind: 'ct-state-saved'; readonly field: FieldReference; readonly value: number }
  /** The address that replies to a load balancer's client come from. */
  | { readonly kind: 'snat-to-vip'; readonly vip: string };

export interface LookupStep {
  readonly type: 'lookup';
  readonly lookup: Lookup;
}

export type Note =
  | { readonly kind: 'output'; readonly to: PortReference }
  | { readonly kind: 'distributed'; readonly redirect: LogicalPort; readonly port: LogicalPort }
  | { readonly kind: 'same-port' }
  | { readonly kind: 'flood-remote' }
  | { readonly kind: 'remote-fdb' };

export interface NoteStep {
  readonly type: 'note';
  readonly note: Note;
}

export type TraceError =
  | { readonly kind: 'null-port' }
  | { readonly kind: 'unknown-port'; readonly key: number }
  | { readonly kind: 'no-distributed-port'; readonly port: LogicalPort }
  | { readonly kind: 'ttl-underflow' }
  | { readonly kind: 'ttl-not-ip' }
  | { readonly kind: 'dns' }
  | { readonly kind: 'no-backend' }
  | { readonly kind: 'dhcp-request' }
  | { readonly kind: 'dhcp-response' }
  | { readonly kind: 'no-mirror-port' }
  /** An action of which nothing is known but its text. */
  | { readonly kind: 'unknown-action'; readonly text: string }
  /** More than a packet of OVN's can pass: a loop. */
  | { readonly kind: 'loop'; readonly limit: number; readonly of: 'copies' | 'hops' | 'tables' }
  | { readonly kind: 'unknown-datapath' };

export interface ErrorStep {
  readonly type: 'error';
  readonly error: TraceError;
}

/** A packet made out of the one at hand. */
export type MadePacket =
  'clone' | 'arp' | 'nd_na' | 'nd_ns' | 'icmp4' | 'icmp6' | 'tcp_reset' | 'sctp_abort' | 'mirror';

export type Transformation =
  | { readonly kind: MadePacket }
  | { readonly kind: 'ct_next'; readonly state: number; readonly assumed: boolean }
  | {
      readonly kind: 'ct_nat';
      readonly direction: 'dst' | 'src';
      readonly commonZone: boolean;
      readonly action: Action;
      readonly assumed: boolean;
      /** In a trace that knows its connections: what the address was turned into without being told. */
      readonly restored?: boolean;
    }
  | { readonly kind: 'ct_commit_nat'; readonly assumed: boolean }
  | { readonly kind: 'ct_commit_to_zone'; readonly zone: 'dnat' | 'snat'; readonly assumed: boolean }
  | {
      readonly kind: 'ct_lb';
      readonly action: Action;
      readonly assumed: boolean;
      readonly backend: { readonly ip: Words; readonly family: 4 | 6; readonly port: number } | undefined;
    }
  | { readonly kind: 'select'; readonly field: FieldReference; readonly id: number; readonly chosen: boolean }
  | {
      readonly kind: 'log';
      readonly action: Action;
      readonly direction: 'IN' | 'OUT';
      readonly packet: Uint32Array;
    };

export interface TransformStep {
  readonly type: 'transform';
  readonly transformation: Transformation;
  readonly steps: Step[];
}

/** What a trace had to assume, and how to tell it otherwise. */
export type Assumption =
  /** No connection of this kind was seen in this trace: `--ct`. */
  | { readonly kind: 'ct-state'; readonly state: number; readonly known: 'first-packet' | 'seen' }
  /** `--lb-dst`. */
  | { readonly kind: 'backend'; readonly index: number; readonly of: number }
  /** `--select-id`. */
  | { readonly kind: 'select'; readonly id: number; readonly of: number }
  | { readonly kind: 'dns-name'; readonly records: number }
  | { readonly kind: 'packet-size'; readonly limit: number; readonly larger: boolean }
  | { readonly kind: 'affinity' }
  | { readonly kind: 'ecmp-nexthop' }
  | { readonly kind: 'forwarding-group'; readonly port: string; readonly of: number }
  | { readonly kind: 'template'; readonly chassis: string }
  | { readonly kind: 'chassis' }
  | { readonly kind: 'dhcp-request' };

export interface AssumptionStep {
  readonly type: 'assumption';
  readonly assumption: Assumption;
}

export interface Trace {
  readonly datapath: LogicalDatapath;
  readonly inport: PortReference;
  /** The packet as it came in. */
  readonly packet: Uint32Array;
  readonly root: Hop;
}
