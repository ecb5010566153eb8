/**
 * Where a packet and what became of it end. A packet ends in a table whose flow sends it nowhere: that is a drop,
 * whatever else the flow does. Copies, questions and errors that OVN makes end on their own, aside.
 */
import type { ActionStep, Hop, MadePacket, Step, TableStep, Trace } from '../trace/types.ts';
import { at, IP4_DST, ipAt, ND_TARGET } from '../engine/packet.ts';
import { formatIp4, formatIp6 } from '../southbound/addresses.ts';
import { decidingStep } from './deciding.ts';
import { answerOf } from './own-answers.ts';
import type { Ending, Outcome } from './types.ts';

/** Where a packet stands, tables and hops as chains to the first. */
interface Context {
  readonly path: Chain<TableStep>;
  readonly hops: Chain<Hop>;
  readonly aside: MadePacket | undefined;
}

type Chain<T> = { readonly last: T; readonly before: Chain<T> } | undefined;

const listOf = <T>(chain: Chain<T>): T[] => {
  const list: T[] = [];
  for (let link = chain; link !== undefined; link = link.before) list.push(link.last);
  return list.reverse();
};

/** Steps side by side that are being gone through. */
interface Frame {
  readonly steps: readonly Step[];
  next: number;
  readonly context: Context;
  /** Whose steps they are, and how many endings there were before them. */
  readonly table: TableStep | undefined;
  readonly before: number;
}

export const endingsOf = (trace: Trace): readonly Ending[] => new Endings(trace).all;

/** Messages about an error that a packet caused. */
const ERRORS: ReadonlySet<string> = new Set<MadePacket>(['icmp4', 'icmp6', 'tcp_reset', 'sctp_abort']);

/** Actions by which the controller takes a packet for good. */
const TAKEN: ReadonlySet<string> = new Set([
  'igmp',
  'handle_svc_check',
  'handle_bfd_msg',
  'handle_dhcpv6_reply',
  'trigger_event',
]);

const DROPPED: Outcome = { kind: 'dropped', reason: 'flow' };

class Endings {
  readonly all: Ending[] = [];
  private readonly trace: Trace;
  private readonly frames: Frame[] = [];

  constructor(trace: Trace) {
    this.trace = trace;
    const hops = { last: trace.root, before: undefined };
    this.open(trace.root.steps, { path: undefined, hops, aside: undefined });
    for (let frame = this.frames.at(-1); frame !== undefined; frame = this.frames.at(-1)) {
      const step = frame.steps[frame.next++];
      if (step !== undefined) this.take(step, frame.context);
      else {
        this.frames.pop();
        if (frame.table !== undefined) this.finish(frame.table, frame);
      }
    }
  }

  private open(steps: readonly Step[], context: Context, table?: TableStep): void {
    this.frames.push({ steps, next: 0, context, table, before: this.all.length });
  }

  /** A table after which there was no end of the packet is its end. */
  private finish(table: TableStep, { context, before }: Frame): void {
    for (let i = before; i < this.all.length; i++) {
      if (this.all[i]?.aside === context.aside) return;
    }
    this.end(context, lastWord(table));
  }

  private end(context: Context, outcome: Outcome): void {
    const path = listOf(context.path);
    const deciding = decidingStep(path, outcome);
    this.all.push({ outcome, path, hops: listOf(context.hops), deciding, aside: context.aside });
  }

  private take(step: Step, context: Context): void {
    switch (step.type) {
      case 'table':
        return this.table(step, context);
      case 'hop':
        return this.hop(step, context);
      case 'transform': {
        const { kind } = step.transformation;
        const aside = context.aside ?? (ASIDE.has(kind) ? (kind as MadePacket) : undefined);
        return this.open(step.steps, { path: context.path, hops: context.hops, aside });
      }
      case 'change': {
        if (step.change.kind !== 'output') return;
        const { to, packet } = step.change;
        if (to.port !== undefined)
          this.end(context, answerOf(this.trace, to.port, packet, listOf(context.path)));
        return;
      }
      case 'error':
        // Where a loop is given up, there is no table any more.
        if (step.error.kind === 'loop')
          this.end(context, { kind: 'dropped', reason: 'error', error: step.error });
        return;
      case 'note':
        if (step.note.kind === 'same-port') this.end(context, { kind: 'dropped', reason: 'same-port' });
        return;
      default:
        return;
    }
  }

  private hop(step: Hop, context: Context): void {
    const { path, hops, aside } = context;
    const inside = { path, hops: { last: step, before: hops }, aside };
    if (step.pipeline === 'multicast' && step.steps.length === 0) this.end(inside, DROPPED);
    else this.open(step.steps, inside);
  }

  private table(step: TableStep, context: Context): void {
    const { path, hops, aside } = context;
    const inside = { path: { last: step, before: path }, hops, aside };
    if (step.flow === undefined) this.end(inside, { kind: 'dropped', reason: 'no-match' });
    else this.open(step.steps, inside, step);
  }
}

/** What becomes of a packet that a flow sends nowhere. */
const lastWord = ({ steps }: TableStep): Outcome => {
  for (const step of steps) {
    if (step.type === 'transform' && ERRORS.has(step.transformation.kind)) {
      return { kind: 'rejected', by: step.transformation.kind as MadePacket };
    }
    if (step.type === 'transform' && isQuestion(step.transformation.kind)) {
      const by = step.transformation.kind;
      return { kind: 'resolving', by, target: askedFor(step.steps, by) };
    }
    if (step.type === 'error') return { kind: 'dropped', reason: 'error', error: step.error };
  }
  const taken = steps.find(
    (step): step is ActionStep => step.type === 'action' && TAKEN.has(step.action?.type ?? ''),
  );
  return taken?.action === undefined ? DROPPED : { kind: 'controller', action: taken.action.type };
};

/** Whose MAC OVN asks for, as the question says that leaves. */
const askedFor = (steps: readonly Step[], by: 'arp' | 'nd_ns'): string | undefined => {
  const question = steps.find((step) => step.type === 'hop')?.packet;
  if (question === undefined) return undefined;
  return by === 'arp' ? formatIp4(at(question, IP4_DST)) : formatIp6(...ipAt(question, ND_TARGET));
};

const isQuestion = (kind: string): kind is 'arp' | 'nd_ns' => kind === 'arp' || kind === 'nd_ns';

/** Another packet: its end is not that of the one that was asked for. `nd_na` is the answer to it. */
const ASIDE: ReadonlySet<string> = new Set<MadePacket>([
  'clone',
  'arp',
  'nd_ns',
  'icmp4',
  'icmp6',
  'tcp_reset',
  'sctp_abort',
  'mirror',
]);
