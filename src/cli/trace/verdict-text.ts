/** The first lines of an answer: where the packet ended, and because of what. */
import {
  ANSWER_WORDS,
  dropCause,
  factText,
  faultWords,
  rejectionWords,
  type DropCause,
  type Ending,
  type LogicalPort,
  type Outcome,
  type Reasons,
  type TableStep,
  type TraceAnswer,
} from '../../flows/index.ts';
import { excerpt } from '../../text/index.ts';
import type { Style } from '../show/index.ts';
import { placeText, portText } from './place-text.ts';
import { originText } from './reason-text.ts';

export const verdictLines = (answer: TraceAnswer, reasons: Reasons, style: Style): string[] => {
  const { verdict, endings } = answer;
  const arrived = endings.filter(({ outcome }) => outcome.kind === 'delivered' || outcome.kind === 'left');
  if (arrived.length > 1)
    return [style.bold(style.good(`delivered to ${arrived.length} ports`)), ...listed(arrived)];
  return [
    style.bold(colour(verdict.outcome, style)(headline(verdict, answer))),
    ...because(verdict, reasons),
  ];
};

/** More ports are counted. */
const PORTS_NAMED = 20;

const listed = (endings: readonly Ending[]): string[] => {
  const shown = endings.slice(0, PORTS_NAMED).map(({ outcome }) => `  ${arrival(outcome)}`);
  const more = endings.length - shown.length;
  return more > 0 ? [...shown, `  … and ${more} more`] : shown;
};

const colour = ({ kind }: Outcome, style: Style): ((text: string) => string) => {
  if (kind === 'delivered' || kind === 'left' || kind === 'answered') return style.good;
  return kind === 'dropped' || kind === 'rejected' ? style.bad : style.warn;
};

const arrival = (outcome: Outcome): string => {
  if (outcome.kind !== 'delivered' && outcome.kind !== 'left') return '';
  const { chassis, type } = outcome.port;
  const on = chassis === undefined ? '' : ` on ${excerpt(chassis.hostname)}`;
  return outcome.kind === 'left'
    ? `${portText(outcome.port)} (${type})${on}`
    : `${portText(outcome.port)}${on}`;
};

const headline = (verdict: Ending, { trace }: TraceAnswer): string => {
  const { outcome } = verdict;
  switch (outcome.kind) {
    case 'delivered': {
      const unbound = outcome.port.type === '' && outcome.port.chassis === undefined;
      return `delivered to ${arrival(outcome)}${unbound ? ', which is on no chassis' : ''}`;
    }
    case 'left':
      return `leaves the logical network by ${arrival(outcome)}`;
    case 'answered':
      return `answered by OVN itself with ${ANSWER_WORDS[outcome.answer]}`;
    case 'rejected':
      return `rejected with ${rejectionWords(outcome.by)} ${where(verdict, trace.datapath)}`;
    case 'resolving':
      return `waits: OVN asks by ${outcome.by === 'arp' ? 'ARP' : 'neighbour solicitation'} for the MAC of ${outcome.target ?? 'the next hop'}, which it does not know`;
    case 'controller':
      return `goes to the controller (${outcome.action})`;
    case 'dropped':
      return `${dropText(verdict)} ${where(verdict, trace.datapath)}`;
  }
};

const dropText = ({ outcome }: Ending): string => {
  if (outcome.kind !== 'dropped') return '';
  switch (outcome.reason) {
    case 'same-port':
      return 'dropped: it would leave by the port by which it came';
    case 'error':
      return `dropped (${faultWords(outcome.error?.kind)})`;
    default:
      return 'dropped';
  }
};

const where = ({ deciding, hops }: Ending, first: Ending['hops'][number]['datapath']): string => {
  const datapath = deciding?.flow?.datapath ?? hops.at(-1)?.datapath ?? first;
  const place = placeText(datapath);
  return deciding === undefined
    ? `in ${place}`
    : `in ${place}, ${deciding.pipeline} table ${deciding.table}${stageText(deciding)}`;
};

const stageText = ({ stage }: TableStep): string => (stage === undefined ? '' : ` (${excerpt(stage)})`);

/** The row that decided, or what the table is for. */
const because = ({ outcome, deciding, hops }: Ending, reasons: Reasons): string[] => {
  if (deciding === undefined || outcome.kind === 'delivered' || outcome.kind === 'left') return [];
  const { flow } = deciding;
  if (flow === undefined) return ['  no flow of the table fits the packet'];
  const why = reasons.of(flow);
  const special = outcome.kind === 'dropped' ? causeText(dropCause(deciding, hops.at(-1))) : undefined;
  const lines = why.fact === undefined ? [] : [`  by ${factText(why.fact, excerpt)}`];
  if (special !== undefined) lines.push(`  ${special}`);
  else if (why.fact === undefined && why.purpose !== undefined) lines.push(`  ${why.purpose}`);
  if (why.fact?.kind !== 'acl') {
    lines.push(`  match ${excerpt(flow.match, 300)} → ${excerpt(flow.actionsText, 200)}`.trimEnd());
  }
  return [...lines, `  ${originText(why, flow)}`];
};

/** What a drop means where the flow itself does not tell. */
const causeText = (cause: DropCause | undefined): string | undefined => {
  switch (cause?.kind) {
    case 'switched-off':
      return 'the port is switched off (enabled is false)';
    case 'no-route':
      return 'no route leads to the destination';
    case 'affinity':
      return "by this packet OVN only remembers the client's backend (session affinity); what the client sends again passes";
    case 'port-security':
      return cause.port === undefined ? undefined : portSecurityText(cause.port, cause.pipeline);
    default:
      return undefined;
  }
};

const portSecurityText = (port: LogicalPort, pipeline: TableStep['pipeline']): string => {
  const allowed = port.row.get('port_security').map((element) => excerpt(element));
  const what = pipeline === 'ingress' ? 'send from' : 'receive for';
  return `port security of ${portText(port)}: it may ${what} ${allowed.join(', ')} only`;
};
