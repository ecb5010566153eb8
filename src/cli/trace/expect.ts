/** `--expect`: what must come of a packet. */
import type { LogicalPort, Outcome, TraceAnswer } from '../../flows/index.ts';
import { OvnscopeError } from '../../text/index.ts';
import type { Conversation } from './converse.ts';
import { findPort } from './find-port.ts';
import { portText } from './place-text.ts';
import type { View } from './session.ts';

export type Expectation =
  | { readonly kind: 'delivered' | 'dropped'; readonly text: string }
  | { readonly kind: 'port'; readonly port: LogicalPort; readonly text: string };

export const expectation = (view: View, word: string): Expectation | OvnscopeError => {
  if (word === 'delivered' || word === 'dropped') return { kind: word, text: word };
  const port = findPort(view, word);
  if (port instanceof OvnscopeError) return port;
  return { kind: 'port', port, text: `delivered to ${portText(port)}` };
};

const ARRIVED: readonly Outcome['kind'][] = ['delivered', 'left', 'answered'];
const STOPPED: readonly Outcome['kind'][] = ['dropped', 'rejected'];

/** With `--reply`, delivered means in both directions. */
export const holds = (wanted: Expectation, { first, reply, noReply }: Conversation): boolean => {
  switch (wanted.kind) {
    case 'dropped':
      return STOPPED.includes(first.verdict.outcome.kind) || (reply !== undefined && !arrived(reply));
    case 'delivered':
      return arrived(first) && noReply !== 'not-delivered' && (reply === undefined || arrived(reply));
    case 'port':
      return (
        first.endings.some(({ outcome }) => isAt(outcome, wanted.port)) &&
        (reply === undefined || arrived(reply))
      );
  }
};

const arrived = ({ verdict }: TraceAnswer): boolean => ARRIVED.includes(verdict.outcome.kind);

const isAt = (outcome: Outcome, { name }: LogicalPort): boolean =>
  (outcome.kind === 'delivered' || outcome.kind === 'left') && outcome.port.name === name;
