/**
 * Where a packet and what became of it end. A packet ends in a table whose flow sends it nowhere: that is a drop,
 * whatever else the flow does. Copies, questions and errors that OVN makes end on their own, aside.
 */
import type { ActionStep, Hop, MadePacket, Step, TableStep, Trace, TransformStep } from '../trace/types.ts';
import { decidingStep } from './deciding.ts';
import { answerOf } from './own-answers.ts';
import type { Ending, Outcome } from './types.ts';

interface Context {
  readonly trace: Trace;
  readonly path: readonly TableStep[];
  readonly hops: readonly Hop[];
  readonly aside: MadePacket | undefined;
  readonly endings: Ending[];
}

export const endingsOf = (trace: Trace): readonly Ending[] => {
  const endings: Ending[] = [];
  visit(trace.root.steps, { trace, path: [], hops: [trace.root], aside: undefined, endings });
  return endings;
};

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

const end = (context: Context, outcome: Outcome): void => {
  const { path, hops, aside, endings } = context;
  endings.push({ outcome, path, hops, deciding: decidingStep(path, outcome), aside });
};

const visit = (steps: readonly Step[], context: Context): void => {
  for (const step of steps) {
    if (step.type === 'table') table(step, context);
    else if (step.type === 'hop') hop(step, context);
    else if (step.type === 'transform') transform(step, context);
    else if (step.type === 'change' && step.change.kind === 'output') {
      const { to, packet } = step.change;
      if (to.port !== undefined) end(context, answerOf(context.trace, to.port, packet, context.path));
    } else if (step.type === 'note' && step.note.kind === 'same-port') {
      end(context, { kind: 'dropped', reason: 'same-port' });
    }
  }
};

const hop = (step: Hop, context: Context): void => {
  const hops = [...context.hops, step];
  if (step.pipeline === 'multicast' && step.steps.length === 0) end({ ...context, hops }, DROPPED);
  visit(step.steps, { ...context, hops });
};

const DROPPED: Outcome = { kind: 'dropped', reason: 'flow' };

const table = (step: TableStep, context: Context): void => {
  const inside = { ...context, path: [...context.path, step] };
  if (step.flow === undefined) {
    end(inside, { kind: 'dropped', reason: 'no-match' });
    return;
  }
  const before = context.endings.length;
  visit(step.steps, inside);
  const ended = context.endings.slice(before).some((ending) => ending.aside === context.aside);
  if (!ended) end(inside, lastWord(step));
};

/** What becomes of a packet that a flow sends nowhere. */
const lastWord = ({ steps }: TableStep): Outcome => {
  for (const step of steps) {
    if (step.type === 'transform' && ERRORS.has(step.transformation.kind)) {
      return { kind: 'rejected', by: step.transformation.kind as MadePacket };
    }
    if (step.type === 'transform' && isQuestion(step.transformation.kind)) {
      return { kind: 'resolving', by: step.transformation.kind, packet: undefined };
    }
    if (step.type === 'error') return { kind: 'dropped', reason: 'error', error: step.error };
  }
  const taken = steps.find(
    (step): step is ActionStep => step.type === 'action' && TAKEN.has(step.action?.type ?? ''),
  );
  return taken?.action === undefined ? DROPPED : { kind: 'controller', action: taken.action.type };
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

const transform = (step: TransformStep, context: Context): void => {
  const { kind } = step.transformation;
  const aside = context.aside ?? (ASIDE.has(kind) ? (kind as MadePacket) : undefined);
  visit(step.steps, { ...context, aside });
};
