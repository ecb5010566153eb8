/**
 * A trace for programs, on one line: schema `ovnscope.trace/1` (docs/trace.md). What a flow contributes is made text once,
 * however often packets pass it.
 *
 *     { "schema", "verdict", "endings": [], "assumptions": [], "packet",
 *       "hops": [ { "pipeline", "via", "parent", "datapath", "inport", "outport",
 *                   "steps": [ { "table", "stage", "flow": { … }, "row": { … }, "events": [] } ] } ] }
 */
import type { Reasons } from '../../attribution/reasons.ts';
import type { Ending, Outcome, TraceAnswer } from '../../answer/types.ts';
import type { LogicalFlow } from '../../pipeline/flow.ts';
import type { LogicalDatapath } from '../../southbound/datapath.ts';
import type { LogicalPort } from '../../southbound/port.ts';
import { flatten, type FlatHop, type FlatStep } from '../../trace/flat.ts';
import type { PortReference, Step, TableStep } from '../../trace/types.ts';
import { packetText } from '../packet-text.ts';
import { Names } from '../ovn-trace/names.ts';
import { NodeWriter } from '../ovn-trace/nodes.ts';
import { assumptionJson, eventJson } from './events.ts';
import { quoted, quotedOrNull } from './fragment.ts';

export const TRACE_SCHEMA = 'ovnscope.trace/1';

/** What a caller knows beside the trace: members of their own, as JSON text. */
export type Extra = Readonly<Record<string, string>>;

export class TraceJson {
  private readonly flows = new WeakMap<LogicalFlow, string>();
  private readonly datapaths = new WeakMap<LogicalDatapath, string>();
  private readonly ports = new WeakMap<LogicalPort, string>();
  private readonly writer = new NodeWriter(new Names(false), undefined);

  /** Without an end of line. With `reasons`, each flow comes with the row of the Northbound that it was made of. */
  write(answer: TraceAnswer, extra: Extra = {}, reasons?: Reasons): string {
    const { trace, endings, assumptions } = answer;
    const hops = flatten(trace);
    const steps = positions(hops);
    const more = Object.entries(extra).map(([name, json]) => `,"${name}":${json}`);
    return (
      `{"schema":"${TRACE_SCHEMA}"${more.join('')}` +
      `,"verdict":${this.ending(answer.verdict, steps)}` +
      `,"endings":[${endings.map((one) => this.ending(one, steps)).join(',')}]` +
      `,"assumptions":[${assumptions.map(assumptionJson).join(',')}]` +
      `,"packet":${quoted(packetText(trace.packet))}` +
      `,"hops":[${hops.map((hop) => this.hop(hop, reasons)).join(',')}]}`
    );
  }

  private hop({ hop, via, parent, steps, events }: FlatHop, reasons: Reasons | undefined): string {
    const group = hop.group === undefined ? '' : `,"group":${quoted(hop.group.name)}`;
    return (
      `{"pipeline":"${hop.pipeline}","via":"${via}","parent":${parent ?? 'null'}` +
      `,"datapath":${this.datapath(hop.datapath)}` +
      `,"inport":${this.reference(hop.inport)},"outport":${this.reference(hop.outport)}${group}` +
      this.events(events) +
      `,"steps":[${steps.map((step) => this.step(step, reasons)).join(',')}]}`
    );
  }

  private step({ table, events }: FlatStep, reasons: Reasons | undefined): string {
    const rivals =
      table.rivals.length === 0 ? '' : `,"rivals":[${table.rivals.map(({ uuid }) => `"${uuid}"`).join(',')}]`;
    return `{${this.flow(table)}${rowJson(table, reasons)}${rivals}${this.events(events)}}`;
  }

  private events(events: readonly Step[]): string {
    if (events.length === 0) return '';
    return `,"events":[${events.map((event) => eventJson(event, this.writer)).join(',')}]`;
  }

  private flow({ flow, table, stage }: TableStep): string {
    if (flow === undefined) return `"table":${table},"stage":${quotedOrNull(stage)},"flow":null`;
    let text = this.flows.get(flow);
    if (text === undefined) {
      text =
        `"table":${table},"stage":${quotedOrNull(stage)},"flow":{"uuid":"${flow.uuid}","priority":${flow.priority}` +
        `,"match":${quoted(flow.match)},"actions":${quoted(flow.actionsText)},"source":${quotedOrNull(flow.source)}}`;
      this.flows.set(flow, text);
    }
    return text;
  }

  private datapath(datapath: LogicalDatapath): string {
    let text = this.datapaths.get(datapath);
    if (text === undefined) {
      text = `{"name":${quoted(datapath.name)},"alias":${quotedOrNull(datapath.alias)},"uuid":"${datapath.uuid}","nb":"${datapath.nbUuid}"}`;
      this.datapaths.set(datapath, text);
    }
    return text;
  }

  private reference(reference: PortReference | undefined): string {
    if (reference === undefined) return 'null';
    return reference.port === undefined ? `{"key":${reference.key}}` : this.port(reference.port);
  }

  private port(port: LogicalPort): string {
    let text = this.ports.get(port);
    if (text === undefined) {
      text = `{"name":${quoted(port.name)},"alias":${quotedOrNull(port.alias)},"type":${quoted(port.type)},"key":${port.key}}`;
      this.ports.set(port, text);
    }
    return text;
  }

  private ending({ outcome, deciding }: Ending, steps: ReadonlyMap<TableStep, string>): string {
    const at = deciding === undefined ? 'null' : (steps.get(deciding) ?? 'null');
    return `{"outcome":"${outcome.kind}"${this.outcome(outcome)},"decided_at":${at}}`;
  }

  private outcome(outcome: Outcome): string {
    switch (outcome.kind) {
      case 'delivered':
      case 'left':
        return `,"port":${this.port(outcome.port)},"chassis":${quotedOrNull(outcome.port.chassis?.name)},"packet":${quoted(packetText(outcome.packet))}`;
      case 'answered':
        return `,"answer":"${outcome.answer}","packet":${quoted(packetText(outcome.packet))}`;
      case 'rejected':
        return `,"by":"${outcome.by}"`;
      case 'resolving':
        return `,"by":"${outcome.by}","target":${quotedOrNull(outcome.target)}`;
      case 'controller':
        return `,"action":${quoted(outcome.action)}`;
      case 'dropped':
        return `,"reason":"${outcome.reason}"${outcome.error === undefined ? '' : `,"error":"${outcome.error.kind}"`}`;
    }
  }
}

/** Where a table stands: `[hop, step]`. */
const positions = (hops: readonly FlatHop[]): ReadonlyMap<TableStep, string> => {
  const found = new Map<TableStep, string>();
  hops.forEach(({ steps }, hop) => steps.forEach(({ table }, step) => found.set(table, `[${hop},${step}]`)));
  return found;
};

/** Guesses are for people. */
const rowJson = ({ flow }: TableStep, reasons: Reasons | undefined): string => {
  if (flow === undefined || reasons === undefined) return '';
  const { row, certain, doubt } = reasons.of(flow);
  if (row === undefined || doubt?.kind === 'guessed') return '';
  return `,"row":{"table":"${row.table}","uuid":"${row.uuid}","certain":${certain}}`;
};
