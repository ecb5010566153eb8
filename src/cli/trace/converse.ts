/** A packet and, with `--reply`, what answers it, in the state that the first one left. */
import { answerTrace, Connections, type Reasons, type TraceAnswer } from '../../flows/index.ts';
import { OvnscopeError } from '../../text/index.ts';
import { expectation, type Expectation } from './expect.ts';
import type { TraceOptions } from './options.ts';
import { noFlows } from './no-flows.ts';
import { problemError } from './problems.ts';
import { requestOf, type Built } from './request.ts';
import type { View } from './session.ts';

export interface Conversation {
  readonly reasons: Reasons;
  readonly first: TraceAnswer;
  /** `undefined` where none was asked for, or none can be: see `noReply`. */
  readonly reply: TraceAnswer | undefined;
  readonly noReply: 'not-delivered' | 'nobody-answers' | undefined;
  /** How the packet was built from the model. */
  readonly built: Built | undefined;
  readonly microflow: string;
}

export const converse = (view: View, options: TraceOptions): Conversation | OvnscopeError => {
  const asked = requestOf(view, options);
  if (asked.problem !== undefined) return asked.problem;
  const { request, built } = asked;
  const connections = new Connections();
  const traced = view.tracer.trace(request, connections);
  if (traced.problem !== undefined) return problemError(traced.problem, request, view.network);
  const without = noFlows(traced.value);
  if (without !== undefined) return without;
  const first = answerTrace(traced.value);
  const common = { reasons: view.reasons, first, built, microflow: request.microflow };
  if (!options.reply) return { ...common, reply: undefined, noReply: undefined };
  const { outcome } = first.verdict;
  if (outcome.kind !== 'delivered' && outcome.kind !== 'left') {
    return { ...common, reply: undefined, noReply: 'not-delivered' };
  }
  const trace = view.tracer.traceReply(request, outcome.packet, outcome.port, connections);
  return trace === undefined
    ? { ...common, reply: undefined, noReply: 'nobody-answers' }
    : { ...common, reply: answerTrace(trace), noReply: undefined };
};

export interface Told {
  readonly conversation: Conversation;
  readonly text: string;
  /** `--expect`. */
  readonly wanted: Expectation | undefined;
}

/** With its text, since that asks for rows of its own: which ACL it was, which chassis. */
export const tellOf = (
  view: View,
  options: TraceOptions,
  print: (conversation: Conversation) => string,
): Told | OvnscopeError => {
  const wanted = options.expect === undefined ? undefined : expectation(view, options.expect);
  if (wanted instanceof OvnscopeError) return wanted;
  const conversation = converse(view, options);
  if (conversation instanceof OvnscopeError) return conversation;
  return { conversation, text: print(conversation), wanted };
};
