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
import type { AssumptionStep, PortReference, Step, TableStep } from '../../trace/types.ts';
import { packetText } from '../packet-text.ts';
import { EventJson } from './events.ts';
import { quoted, quotedOrNull } from './fragment.ts';

export const TRACE_SCHEMA = 'ovnscope.trace/1';

/** What a caller knows beside the trace: members of their own, as JSON text. */
export type Extra = Readonly<Record<string, string>>;

export class TraceJson {
  private readonly datapaths = new WeakMap<LogicalDatapath, string>();
  private readonly events = new EventJson();
  private lastPacket: { readonly packet: Uint32Array; readonly text: string } | undefined;

  /** Without an end of line. With `reasons`, each flow comes with the row of the Northbound that it was made of. */
  write(answer: TraceAnswer, extra: Extra = {}, reasons?: Reasons): string {
    const { trace, endings, assumptions } = answer;
    const hops = flatten(trace);
    let text = `{"schema":"${TRACE_SCHEMA}"`;
    for (const name of Object.keys(extra)) text += `,"${name}":${extra[name]}`;
    text += `,"verdict":${this.ending(answer.verdict, hops)},"endings":[`;
    for (let i = 0; i < endings.length; i++) {
      text += (i === 0 ? '' : ',') + this.ending(endings[i] as Ending, hops);
    }
    text += '],"assumptions":[';
    for (let i = 0; i < assumptions.length; i++) {
      text += (i === 0 ? '' : ',') + this.events.assumption(assumptions[i] as AssumptionStep);
    }
    text += `],"packet":"${packetText(trace.packet)}","hops":[`;
    for (let i = 0; i < hops.length; i++)
      text += (i === 0 ? '' : ',') + this.hop(hops[i] as FlatHop, reasons);
    return `${text}]}`;
  }

  private hop({ hop, via, parent, steps, events }: FlatHop, reasons: Reasons | undefined): string {
    const group = hop.group === undefined ? '' : `,"group":${quoted(hop.group.name)}`;
    let text =
      `{"pipeline":"${hop.pipeline}","via":"${via}","parent":${parent ?? 'null'}` +
      `,"datapath":${this.datapath(hop.datapath)}` +
      `,"inport":${this.reference(hop.inport)},"outport":${this.reference(hop.outport)}${group}` +
      `${this.eventsText(events)},"steps":[`;
    for (let i = 0; i < steps.length; i++)
      text += (i === 0 ? '{' : ',{') + this.step(steps[i] as FlatStep, reasons);
    return `${text}]}`;
  }

  private step({ table, events }: FlatStep, reasons: Reasons | undefined): string {
    const text = this.flow(table, reasons);
    if (events.length === 0 && table.rivals.length === 0) return text;
    const rivals =
      table.rivals.length === 0 ? '' : `,"rivals":[${table.rivals.map(({ uuid }) => `"${uuid}"`).join(',')}]`;
    return `${text.slice(0, -1)}${rivals}${this.eventsText(events)}}`;
  }

  private eventsText(events: readonly Step[]): string {
    if (events.length === 0) return '';
    let text = ',"events":[';
    for (let i = 0; i < events.length; i++)
      text += (i === 0 ? '' : ',') + (this.events.event(events[i] as Step) ?? '');
    return `${text}]`;
  }

  /** To the end of the step. */
  private flow({ flow, table, stage }: TableStep, reasons: Reasons | undefined): string {
    if (flow === undefined) return `"table":${table},"stage":${quotedOrNull(stage)},"flow":null}`;
    const by = reasons ?? this;
    if (flow.told?.by === by) return flow.told.text;
    const text =
      `"table":${table},"stage":${quotedOrNull(stage)},"flow":{"uuid":"${flow.uuid}","priority":${flow.priority}` +
      `,"match":${quoted(flow.match)},"actions":${quoted(flow.actionsText)},"source":${quotedOrNull(flow.source)}}` +
      `${rowJson(flow, reasons)}}`;
    flow.told = { by, text };
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
    if (port.told?.by === this) return port.told.text;
    const text = `{"name":${quoted(port.name)},"alias":${quotedOrNull(port.alias)},"type":${quoted(port.type)},"key":${port.key}}`;
    port.told = { by: this, text };
    return text;
  }

  private ending({ outcome, deciding }: Ending, hops: readonly FlatHop[]): string {
    const at = deciding === undefined ? 'null' : placeOf(deciding, hops);
    return `{"outcome":"${outcome.kind}"${this.outcome(outcome)},"decided_at":${at}}`;
  }

  /** Of a packet that is told twice, made once. */
  private packet(packet: Uint32Array): string {
    if (this.lastPacket?.packet !== packet) this.lastPacket = { packet, text: `"${packetText(packet)}"` };
    return this.lastPacket.text;
  }

  private outcome(outcome: Outcome): string {
    switch (outcome.kind) {
      case 'delivered':
      case 'left':
        return `,"port":${this.port(outcome.port)},"chassis":${quotedOrNull(outcome.port.chassis?.name)},"packet":${this.packet(outcome.packet)}`;
      case 'answered':
        return `,"answer":"${outcome.answer}","packet":${this.packet(outcome.packet)}`;
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
const placeOf = (table: TableStep, hops: readonly FlatHop[]): string => {
  for (let hop = 0; hop < hops.length; hop++) {
    const { steps } = hops[hop] as FlatHop;
    for (let step = 0; step < steps.length; step++) {
      if (steps[step]?.table === table) return `[${hop},${step}]`;
    }
  }
  return 'null';
};

/** Guesses are for people. */
const rowJson = (flow: LogicalFlow, reasons: Reasons | undefined): string => {
  if (reasons === undefined) return '';
  const { row, certain, doubt } = reasons.of(flow);
  if (row === undefined || doubt?.kind === 'guessed') return '';
  return `,"row":{"table":"${row.table}","uuid":"${row.uuid}","certain":${certain}}`;
};
