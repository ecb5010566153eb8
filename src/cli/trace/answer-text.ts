/** The answer for a person: the verdict and its reason first, then the path, the packet at its end, what was assumed. */
import {
  changedFields,
  headlineOf,
  Names,
  NodeWriter,
  type Reasons,
  suspectsOf,
  type Outcome,
  type TraceAnswer,
} from '../../flows/index.ts';
import { excerpt } from '../../text/index.ts';
import { assumptionLines } from './assumption-text.ts';
import type { Conversation } from './converse.ts';
import { nearMissLines } from './near-miss-text.ts';
import { pathLines } from './path-text.ts';
import { portText } from './place-text.ts';
import type { RenderOptions } from './style.ts';
import { verdictLines } from './verdict-text.ts';

export const conversationText = (conversation: Conversation, options: RenderOptions): string => {
  const { first, reply, noReply, built, reasons } = conversation;
  const lines = answerLines(first, reasons, options);
  if (built !== undefined && options.explain) {
    lines.push(
      '',
      options.style.bold('The packet'),
      ...built.reasons.map((reason) => `  ${excerpt(reason, 300)}`),
    );
    lines.push(`  ${excerpt(conversation.microflow, 600)}`);
  }
  if (reply !== undefined) {
    const [headline = '', ...rest] = answerLines(reply, reasons, options);
    lines.push('', `${options.style.bold('Reply:')} ${headline}`, ...rest);
  }
  if (noReply === 'not-delivered') lines.push('', 'There is no reply to a packet that does not arrive.');
  if (noReply === 'nobody-answers') lines.push('', 'Nobody replies to a packet of this kind.');
  return `${lines.join('\n')}\n`;
};

const answerLines = (answer: TraceAnswer, reasons: Reasons, options: RenderOptions): string[] => {
  const { style } = options;
  const { trace } = answer;
  const writer = new NodeWriter(new Names(true), undefined);
  const from = trace.inport.port === undefined ? '' : ` from ${portText(trace.inport.port)}`;
  const lines = [
    ...verdictLines(answer, reasons, style),
    `  ${style.dim(`${headlineOf(trace.packet)}${from}`)}`,
    '',
    style.bold('Path'),
    ...pathLines(trace, reasons, writer, style),
  ];
  section(lines, 'At the end', endLines(answer), style);
  section(lines, 'Near misses', options.explain ? nearMissLines(answer, reasons) : [], style);
  section(lines, 'Assumed', assumptionLines(answer.assumptions), style);
  section(lines, 'Not understood', suspectLines(answer), style);
  return lines;
};

const section = (
  lines: string[],
  title: string,
  content: readonly string[],
  style: RenderOptions['style'],
): void => {
  if (content.length > 0) lines.push('', style.bold(title), ...content.map((line) => `  ${line}`));
};

const packetOf = (outcome: Outcome): Uint32Array | undefined =>
  'packet' in outcome ? outcome.packet : undefined;

const endLines = ({ verdict, trace }: TraceAnswer): string[] => {
  const packet = packetOf(verdict.outcome);
  if (packet === undefined) return [];
  const changes = changedFields(trace.packet, packet);
  const width = changes.reduce((widest, { field }) => Math.max(widest, field.length), 0);
  return changes.map(({ field, from, to }) => `${field.padEnd(width)}  ${from} → ${to}`);
};

const suspectLines = ({ trace }: TraceAnswer): string[] => {
  const suspects = suspectsOf(trace);
  if (suspects.length === 0) return [];
  const shown = suspects.slice(0, 5).map(({ flow, problem }) => {
    const { message } = problem.diagnostic;
    return `flow ${flow.uuid.slice(0, 8)}, ${flow.pipeline} table ${flow.table}, priority ${flow.priority}, ${problem.column}: ${excerpt(message)}`;
  });
  const more = suspects.length > shown.length ? [`… and ${suspects.length - shown.length} more`] : [];
  const one = suspects.length === 1;
  return [
    `${suspects.length} flow${one ? '' : 's'} in the tables of this path, which might have taken the packet:`,
    ...shown,
    ...more,
  ];
};
