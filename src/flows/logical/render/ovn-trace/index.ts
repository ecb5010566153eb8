/** A trace as ovn-trace prints it: `--detailed`, `--summary`, `--minimal`, `--all`. */
import { printable } from '../../../../text/index.ts';
import type { OvnVersion } from '../../southbound/version.ts';
import type { Trace } from '../../trace/types.ts';
import { packetText } from '../packet-text.ts';
import { Names } from './names.ts';
import { detailed, minimal, summary, type OvnTraceNode } from './node.ts';
import { NodeWriter } from './nodes.ts';

/** One of its forms. */
export type OvnTraceForm = 'detailed' | 'summary' | 'minimal';

export type OvnTraceStyle = OvnTraceForm | 'all';

export interface OvnTraceOptions {
  /** Several are printed below each other, each with a heading. */
  readonly style: OvnTraceStyle | readonly OvnTraceForm[];
  /** `--no-friendly-names` leaves UUIDs as they are. */
  readonly friendlyNames: boolean;
  /** Of the ovn-trace whose words are used; the newest without it. */
  readonly version?: OvnVersion | undefined;
}

const FORMS = {
  detailed: { title: '# Detailed trace.', print: detailed },
  summary: { title: '# Summary trace.', print: summary },
  minimal: { title: '# Minimal trace.', print: minimal },
} as const;

const ALL: readonly OvnTraceForm[] = ['detailed', 'summary', 'minimal'];

const formsOf = (style: OvnTraceOptions['style']): readonly OvnTraceForm[] => {
  if (style === 'all') return ALL;
  const wanted: readonly string[] = typeof style === 'string' ? [style] : style;
  return ALL.filter((form) => wanted.includes(form));
};

const PLAIN = /^[ -~]*$/;

/** ovn-trace prints names as they are; what could move or hide something on a terminal is made visible here. */
const harmless = (line: string): string => (PLAIN.test(line) ? line : printable(line));

export const ovnTraceText = (trace: Trace, { style, friendlyNames, version }: OvnTraceOptions): string => {
  const writer = new NodeWriter(new Names(friendlyNames), version);
  const root: OvnTraceNode = {
    kind: 'pipeline',
    text: writer.hopText(trace.root),
    alwaysIndent: false,
    children: () => writer.nodes(trace.root.steps, trace.root),
  };
  const out = [`# ${packetText(trace.packet)}`];
  const forms = formsOf(style);
  for (const form of forms) {
    const { title, print } = FORMS[form];
    if (forms.length > 1) out.push(title);
    print([root], out);
  }
  return `${out.map(harmless).join('\n')}\n`;
};
