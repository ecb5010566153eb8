/** Traces and packets as short text, so that tests read as input => output. */
import { resolveField, standardSymbols } from '../../../src/flows/language/index.ts';
import type { Packet } from '../../../src/flows/logical/engine/packet.ts';
import { readBits } from '../../../src/flows/logical/engine/subfields.ts';
import { Names } from '../../../src/flows/logical/render/ovn-trace/names.ts';
import { NodeWriter } from '../../../src/flows/logical/render/ovn-trace/nodes.ts';
import { ctStateText, fieldText } from '../../../src/flows/logical/render/values.ts';
import { ovnTraceText, type OvnTraceStyle } from '../../../src/flows/logical/render/ovn-trace/index.ts';
import type { Assumption, Step, TableStep, Trace } from '../../../src/flows/logical/trace/types.ts';

/** One name of every bit of a packet. */
const FIELDS = [
  'inport',
  'outport',
  'flags',
  ...Array.from({ length: 10 }, (_, i) => `reg${i}`),
  'eth.src',
  'eth.dst',
  'eth.type',
  'vlan.tci',
  'ip.proto',
  'ip.dscp',
  'ip.ecn',
  'ip.ttl',
  'ip.frag',
  'ip4.src',
  'ip4.dst',
  'ip6.src',
  'ip6.dst',
  'tcp.src',
  'tcp.dst',
  'tcp.flags',
  'arp.sha',
  'arp.tha',
  'nd.target',
  'ct_state',
  'ct_mark',
  'ct_label',
  'pkt.mark',
];

/** What a field of a packet is, in the notation of Open vSwitch: `ip4.src` → `10.0.0.1`. */
export const fieldOf = (packet: Packet, name: string): string => {
  const symbol = standardSymbols().get(name);
  if (symbol === undefined) throw new Error(`no field ${name}`);
  const subfield = resolveField({ symbol, offset: 0, width: symbol.width });
  const whole = { field: subfield.field, offset: subfield.offset, width: symbol.width || 32 };
  return fieldText(subfield.field, readBits(packet, whole));
};

/** `ip.ttl=63 eth.dst=00:00:00:00:00:02`: what differs, as it is afterwards. */
export const differences = (before: Packet, after: Packet): string =>
  FIELDS.filter((name) => fieldOf(before, name) !== fieldOf(after, name))
    .map((name) => `${name}=${fieldOf(after, name)}`)
    .join(' ');

const writer = new NodeWriter(new Names(true), undefined);

const assumptionText = ({ kind, ...facts }: Assumption): string => {
  const told = Object.entries(facts).map(
    ([name, value]) => `${name}=${name === 'state' ? ctStateText(Number(value)) : String(value)}`,
  );
  return `assumed ${[kind, ...told].join(' ')}`;
};

/** Steps as indented lines: what is told of each, and where the packet goes. Of tables only the number. */
export const stepLines = (steps: readonly Step[], indent = ''): string[] =>
  steps.flatMap((step) => {
    const inside = 'steps' in step ? stepLines(step.steps, `${indent}  `) : [];
    switch (step.type) {
      case 'hop':
        return [`${indent}${writer.hopText(step)}`, ...inside];
      case 'table':
        return [
          `${indent}${step.pipeline} ${step.table}${step.flow === undefined ? ': no match' : ''}`,
          ...inside,
        ];
      case 'action':
        return step.action === undefined ? [`${indent}drop`] : [];
      case 'change':
        return [`${indent}${writer.changeText(step.change)}`];
      case 'lookup':
        return [`${indent}${writer.lookupText(step.lookup)}`];
      case 'note':
        return [`${indent}${writer.noteText(step.note)}`];
      case 'error':
        return [`${indent}${writer.errorText(step.error)}`];
      case 'assumption':
        return [`${indent}${assumptionText(step.assumption)}`];
      case 'transform':
        return [`${indent}${writer.transformationText(step.transformation)}`, ...inside];
    }
  });

export const lines = (trace: Trace): string[] => stepLines(trace.root.steps);

/** Every table that packets passed, in order. */
export const tablesIn = (steps: readonly Step[]): TableStep[] => {
  const found: TableStep[] = [];
  const open = [...steps].reverse();
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (step.type === 'table') found.push(step);
    if ('steps' in step) open.push(...[...step.steps].reverse());
  }
  return found;
};

/** Packets that left the logical network, and by which port. */
export const outputs = (trace: Trace): { readonly port: string; readonly packet: Packet }[] => {
  const found: { port: string; packet: Packet }[] = [];
  const open: Step[] = [...trace.root.steps].reverse();
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (step.type === 'change' && step.change.kind === 'output') {
      const { to, packet } = step.change;
      found.push({ port: to.port?.name ?? to.group?.name ?? String(to.key), packet });
    }
    if ('steps' in step) open.push(...[...step.steps].reverse());
  }
  return found;
};

/** As ovn-trace prints it, with friendly names. */
export const asOvnTrace = (trace: Trace, style: OvnTraceStyle = 'detailed'): string =>
  ovnTraceText(trace, { style, friendlyNames: true });
