/** A question to the tracer, and why one may have no answer. */
import type { Diagnostic } from '../../language/index.ts';

export interface TraceRequest {
  /** By name, alias or 4 or more digits of a UUID; without it the datapath of the microflow's `inport`. */
  readonly datapath?: string | undefined;
  /** In the language of matches: `inport == "sw0-p1" && eth.src == … && ip4 && …` */
  readonly microflow: string;
  /** Conntrack states, in the order in which they are needed: bits as `parseCtState` makes them. */
  readonly ct?: readonly number[] | undefined;
  /** `--lb-dst`: an address, with a port or without. */
  readonly lbDst?: string | undefined;
  readonly selectId?: number | undefined;
  /** A chassis by name: the answer of its point of view. */
  readonly on?: string | undefined;
  /** In octets. */
  readonly size?: number | undefined;
  readonly dnsName?: string | undefined;
}

export type TraceProblem =
  | { readonly kind: 'unknown-datapath' | 'ambiguous-datapath'; readonly name: string }
  | { readonly kind: 'unknown-port'; readonly name: string }
  /** In OVN's words, at a place of the microflow. */
  | { readonly kind: 'microflow'; readonly diagnostic: Diagnostic }
  /** The microflow does not say where it enters. */
  | { readonly kind: 'no-inport' }
  | { readonly kind: 'bad-address'; readonly text: string }
  | { readonly kind: 'unknown-chassis'; readonly name: string };

export type Resolved<T> =
  | { readonly value: T; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: TraceProblem };
