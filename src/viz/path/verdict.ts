/** Where a packet ended and because of what, in a few words. */
import {
  ANSWER_WORDS,
  dropCause,
  faultWords,
  rejectionWords,
  type DropCause,
  type Ending,
  type Outcome,
  type Reasons,
  type TableStep,
  type TraceAnswer,
} from '../../flows/index.ts';
import type { RowRef } from '../../model/index.ts';
import type { Fact, Tone } from '../scene.ts';
import { onChassis, portName } from './names.ts';
import { factName } from './words.ts';

const TONES: Readonly<Record<Outcome['kind'], Tone>> = {
  delivered: 'good',
  left: 'good',
  answered: 'good',
  rejected: 'bad',
  dropped: 'bad',
  resolving: 'warn',
  controller: 'warn',
};

export const toneOf = ({ outcome }: Ending): Tone => TONES[outcome.kind];

export const hasArrived = ({ outcome }: Ending): boolean =>
  outcome.kind === 'delivered' || outcome.kind === 'left';

/** What a picture points at: each place where the packet arrived, or the one where it was decided that it does not. */
export const endingsShown = ({ endings, verdict }: TraceAnswer): readonly Ending[] => {
  const arrived = endings.filter(hasArrived);
  return arrived.length > 1 ? arrived : [verdict];
};

export const verdictOf = (answer: TraceAnswer, reasons: Reasons): Fact =>
  together(endingsShown(answer), reasons);

/** One ending in words, several counted. */
export const together = (endings: readonly Ending[], reasons: Reasons): Fact => {
  const [first, ...others] = endings;
  if (first === undefined) return { text: 'dropped', tone: 'bad' };
  if (others.length === 0) return { text: endingText(first, reasons), tone: toneOf(first) };
  return { text: `delivered to ${endings.length} ports`, tone: 'good' };
};

/** `delivered`: who gets it is told in the steps. */
export const briefly = (endings: readonly Ending[], reasons: Reasons): string => {
  const [first] = endings;
  if (first === undefined || endings.length > 1) return together(endings, reasons).text;
  return hasArrived(first) ? first.outcome.kind : endingText(first, reasons);
};

export const endingText = (ending: Ending, reasons: Reasons): string => {
  const { outcome, deciding } = ending;
  switch (outcome.kind) {
    case 'delivered': {
      const { port } = outcome;
      const unbound = port.type === '' && port.chassis === undefined;
      return `delivered to ${portName(port)}${onChassis(port)}${unbound ? ', which is on no chassis' : ''}`;
    }
    case 'left':
      return `leaves by ${portName(outcome.port)} (${outcome.port.type})${onChassis(outcome.port)}`;
    case 'answered':
      return `OVN answers with ${ANSWER_WORDS[outcome.answer]}`;
    case 'rejected':
      return `rejected with ${rejectionWords(outcome.by)}${because(deciding, reasons)}`;
    case 'resolving':
      return `waits: the MAC of ${outcome.target ?? 'the next hop'} is not known`;
    case 'controller':
      return `goes to the controller (${outcome.action})`;
    case 'dropped':
      return droppedText(ending, reasons);
  }
};

const droppedText = ({ outcome, deciding, hops }: Ending, reasons: Reasons): string => {
  if (outcome.kind !== 'dropped') return '';
  if (outcome.reason === 'same-port') return 'dropped: it would go back by the port by which it came';
  if (outcome.reason === 'error') {
    return `dropped: ${faultWords(outcome.error?.kind)}`;
  }
  const special = deciding === undefined ? undefined : causeText(dropCause(deciding, hops.at(-1)), deciding);
  return special === undefined ? `dropped${because(deciding, reasons)}` : `dropped: ${special}`;
};

const causeText = (cause: DropCause | undefined, { stage, table }: TableStep): string | undefined => {
  switch (cause?.kind) {
    case 'no-flow':
      return `no flow fits in ${stage ?? `table ${table}`}`;
    case 'no-route':
      return 'no route to the destination';
    case 'switched-off':
      return 'the port is switched off';
    case 'affinity':
      return 'OVN only remembers the backend of the client by it (session affinity)';
    case 'port-security':
      return cause.port === undefined ? 'port security' : `port security of ${portName(cause.port)}`;
    default:
      return undefined;
  }
};

/** ` by ACL deny-db`, ` in ls_out_acl`. */
const because = (deciding: TableStep | undefined, reasons: Reasons): string => {
  if (deciding === undefined) return '';
  const fact = deciding.flow === undefined ? undefined : reasons.of(deciding.flow).fact;
  // That a switch has such a flow says less than the stage.
  const says = fact !== undefined && fact.kind !== 'switch' && fact.kind !== 'router' && fact.kind !== 'row';
  return says ? ` by ${factName(fact)}` : ` in ${deciding.stage ?? `table ${deciding.table}`}`;
};

/** The row and the flow that decided where it ended. */
export const decidedBy = (
  { deciding, outcome }: Ending,
  reasons: Reasons,
): { readonly row: RowRef | undefined; readonly flow: string | undefined } | undefined => {
  if (deciding?.flow === undefined || outcome.kind === 'delivered' || outcome.kind === 'left')
    return undefined;
  return { row: reasons.of(deciding.flow).row, flow: deciding.flow.uuid };
};
