/** A trace as ovn-trace prints it: `--detailed`, `--summary`, `--minimal`, `--all`. */
import type { OvnVersion } from '../../southbound/version.ts';
import type { Trace } from '../../trace/types.ts';
import { packetText } from '../packet-text.ts';
import { Names } from './names.ts';
import { detailed, minimal, summary, type OvnTraceNode } from './node.ts';
import { NodeWriter } from './nodes.ts';

export type OvnTraceStyle = 'detailed' | 'summary' | 'minimal' | 'all';

export interface OvnTraceOptions {
  readonly style: OvnTraceStyle;
  /** `--no-friendly-names` leaves UUIDs as they are. */
  readonly friendlyNames: boolean;
  /** Of the ovn-trace whose words are used; the newest without it. */
  readonly version?: OvnVersion | undefined;
}

export const ovnTraceText = (trace: Trace, { style, friendlyNames, version }: OvnTraceOptions): string => {
  const writer = new NodeWriter(new Names(friendlyNames), version);
  const root: OvnTraceNode = {
    kind: 'pipeline',
    text: writer.hopText(trace.root),
    alwaysIndent: false,
    children: writer.nodes(trace.root.steps, trace.root),
  };
  const out = [`# ${packetText(trace.packet)}`];
  if (style === 'all') out.push('# Detailed trace.');
  if (style === 'all' || style === 'detailed') detailed([root], out);
  if (style === 'all') out.push('# Summary trace.');
  if (style === 'all' || style === 'summary') summary([root], out);
  if (style === 'all') out.push('# Minimal trace.');
  if (style === 'all' || style === 'minimal') minimal([root], out);
  return `${out.join('\n')}\n`;
};
