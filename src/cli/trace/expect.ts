/** `--expect`: what must come of a packet. */
import type { Outcome, TraceAnswer } from '../../flows/index.ts';
import { excerpt } from '../../text/index.ts';
import type { Conversation } from './converse.ts';

export type Expectation =
  | { readonly kind: 'delivered' | 'dropped'; readonly text: string }
  | { readonly kind: 'port'; readonly name: string; readonly text: string };

export const expectation = (word: string): Expectation => {
  if (word === 'delivered' || word === 'dropped') return { kind: word, text: word };
  return { kind: 'port', name: word, text: `delivered to "${excerpt(word)}"` };
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
        first.endings.some(({ outcome }) => isAt(outcome, wanted.name)) &&
        (reply === undefined || arrived(reply))
      );
  }
};

const arrived = ({ verdict }: TraceAnswer): boolean => ARRIVED.includes(verdict.outcome.kind);

const isAt = (outcome: Outcome, name: string): boolean =>
  (outcome.kind === 'delivered' || outcome.kind === 'left') &&
  (outcome.port.name === name || outcome.port.alias === name);
