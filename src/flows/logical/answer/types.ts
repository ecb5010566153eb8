/** The answer to a trace: where the packet ended, and because of which flow. */
import type { MadePacket, Step, TableStep, Hop, Trace, AssumptionStep, TraceError } from '../trace/types.ts';
import type { LogicalPort } from '../southbound/port.ts';
import type { Packet } from '../engine/packet.ts';

/** What OVN itself answers. */
export type OwnAnswer = 'arp' | 'nd' | 'dhcp' | 'dns' | 'icmp' | 'router-advertisement' | 'other';

export type DropReason =
  /** A flow that drops, or that goes on nowhere. */
  | 'flow'
  /** No flow of the table fits. */
  | 'no-match'
  /** It would leave by the port by which it came. */
  | 'same-port'
  | 'error';

export type Outcome =
  /** To a workload's port. */
  | { readonly kind: 'delivered'; readonly port: LogicalPort; readonly packet: Packet }
  /** By a port that leads out of the logical network: localnet, l2gateway, vtep, remote … */
  | { readonly kind: 'left'; readonly port: LogicalPort; readonly packet: Packet }
  /** Back to where it came from. */
  | { readonly kind: 'answered'; readonly answer: OwnAnswer; readonly packet: Packet }
  | { readonly kind: 'rejected'; readonly by: MadePacket }
  /** OVN asks for a MAC that it does not know; the packet waits for the answer. */
  | { readonly kind: 'resolving'; readonly by: 'arp' | 'nd_ns'; readonly target: string | undefined }
  /** The controller takes it, and no answer is known. */
  | { readonly kind: 'controller'; readonly action: string }
  | { readonly kind: 'dropped'; readonly reason: DropReason; readonly error?: TraceError | undefined };

export interface Ending {
  readonly outcome: Outcome;
  /** Tables from the first to the one where it ended. */
  readonly path: readonly TableStep[];
  readonly hops: readonly Hop[];
  /** The table that decided: the last one, or an earlier one that marked the packet. */
  readonly deciding: TableStep | undefined;
  /** A packet that OVN made beside the one that was asked for: a copy, a question, an error. */
  readonly aside: MadePacket | undefined;
}

export interface TraceAnswer {
  readonly trace: Trace;
  /** What became of the packet; of several, the one that a person asks for. */
  readonly verdict: Ending;
  /** Of the packet itself. */
  readonly endings: readonly Ending[];
  /** Of packets beside it. */
  readonly aside: readonly Ending[];
  readonly assumptions: readonly AssumptionStep[];
}

export type { Step };
