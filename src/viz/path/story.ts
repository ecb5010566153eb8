/** What happened in a visit: the rows that decided, conntrack, what became of the packet. */
import {
  changedFields,
  ctStateText,
  doubtWords,
  ipText,
  isToldStage,
  Names,
  NodeWriter,
  stageKind,
  viaWords,
  type Fact,
  type FlatHop,
  type FlatStep,
  type Reasons,
  type Step,
  type Transformation,
} from '../../flows/index.ts';
import type { RowRef } from '../../model/index.ts';
import { onChassis, placeText, portName, referenceName } from './names.ts';
import type { Visit } from './visits.ts';
import { ASSUMED, assumptionLine, factLine } from './words.ts';

export interface Story {
  readonly title: string;
  readonly lines: readonly string[];
  /** Of the row that says most. */
  readonly row: RowRef | undefined;
  readonly flow: string | undefined;
  /** As it leaves, as far as that is known. */
  readonly packet: Uint32Array;
  /** Several flows fit, and OVN does not say which one it takes. */
  readonly doubtful: boolean;
}

/** What says more about a visit; of equals the last one. */
const WEIGHT: Readonly<Partial<Record<Fact['kind'], number>>> = {
  'load-balancer': 6,
  nat: 6,
  acl: 5,
  'default-acl-drop': 5,
  policy: 4,
  route: 3,
  'forwarding-group': 3,
};

const writer = new NodeWriter(new Names(true), undefined);

/** `leaving`: the packet as the next visit gets it. */
export const storyOf = (visit: Visit, reasons: Reasons, leaving: Uint32Array | undefined): Story => {
  const lines: string[] = [];
  const assumed = new Set<string>();
  const add = (text: string): void => {
    // Stages that follow each other may be there because of one row.
    if (lines.at(-1) === text || assumed.has(text)) return;
    if (text.startsWith(ASSUMED)) assumed.add(text);
    lines.push(text);
  };
  let [weight, row, flow, doubtful]: [number, RowRef | undefined, string | undefined, boolean] = [
    0,
    undefined,
    undefined,
    false,
  ];
  const branches = visit.hops.filter(({ via }) => via === 'multicast').length;
  for (const hop of visit.hops) {
    const of = branches > 1 && hop.via === 'multicast' ? `${referenceName(hop.hop.outport) ?? ''}: ` : '';
    for (const event of hop.events) for (const text of eventLines(event)) add(of + text);
    for (const step of hop.steps) {
      const told = tableLines(step, reasons);
      for (const text of told.lines) add(of + text);
      if (told.weight >= weight && told.weight > 0) [weight, row] = [told.weight, told.row];
      if (told.weight >= weight) flow = step.table.flow?.uuid ?? flow;
      doubtful ||= told.doubtful;
    }
  }
  const came = visit.hops[0]?.hop.packet ?? new Uint32Array();
  const packet = leaving ?? outputOf(visit) ?? lastKnown(visit) ?? came;
  for (const { field, from, to } of changedFields(came, packet)) add(`${field} ${from} → ${to}`);
  return { title: titleOf(visit, leaving !== undefined), lines, row, flow, packet, doubtful };
};

const titleOf = ({ datapath, via, hops }: Visit, goesOn: boolean): string => {
  const made = viaWords(via);
  const inport = referenceName(hops[0]?.hop.inport);
  const parts = made === undefined ? (inport === undefined ? [] : [`in by ${inport}`]) : [made];
  const group = hops.find(({ hop }) => (hop.group?.ports.length ?? 0) > 1)?.hop.group;
  const outport = referenceName(hops.at(-1)?.hop.outport);
  if (group !== undefined) parts.push(`to ${group.ports.length} ports (${group.name})`);
  else if (outport !== undefined)
    parts.push(goesOn || hops.some(hasOutput) ? `out by ${outport}` : `meant for ${outport}`);
  return [placeText(datapath), parts.join(', ')].filter((text) => text !== '').join(': ');
};

const outputIn = (event: Step): Uint32Array | undefined =>
  event.type === 'change' && event.change.kind === 'output' ? event.change.packet : undefined;

const hasOutput = ({ steps }: FlatHop): boolean =>
  steps.some(({ events }) => events.some((event) => outputIn(event) !== undefined));

const outputOf = ({ hops }: Visit): Uint32Array | undefined => {
  for (const { steps } of hops) {
    for (const { events } of steps) {
      for (const event of events) {
        const packet = outputIn(event);
        if (packet !== undefined) return packet;
      }
    }
  }
  return undefined;
};

const lastKnown = ({ hops }: Visit): Uint32Array | undefined => {
  const last = hops.at(-1);
  return last?.steps.at(-1)?.table.packet ?? last?.hop.packet;
};

interface Told {
  readonly lines: readonly string[];
  readonly weight: number;
  readonly row: RowRef | undefined;
  readonly doubtful: boolean;
}

const tableLines = ({ table, events }: FlatStep, reasons: Reasons): Told => {
  const { flow, stage, rivals } = table;
  if (flow === undefined) {
    const text = `no flow of ${stage ?? `table ${table.table}`} fits`;
    return { lines: [text], weight: 0, row: undefined, doubtful: false };
  }
  const lines: string[] = [];
  let [weight, row]: [number, RowRef | undefined] = [0, undefined];
  const kind = stageKind(stage ?? '');
  const why = isToldStage(kind) ? reasons.of(flow) : undefined;
  // A story is no place for guesses: several NAT rows may share the address by which one was guessed.
  if (why?.fact !== undefined && why.doubt?.kind !== 'guessed') {
    const doubt = why.certain ? '' : ` (${doubtWords(why.doubt)})`;
    lines.push(`${whatText(kind, flow.match, why.fact)}${doubt}`);
    [weight, row] = [WEIGHT[why.fact.kind] ?? (kind === 'ip_routing' ? 3 : 1), why.row];
  } else if (kind === 'ip_routing') lines.push(flow.match === '1' ? 'no route' : `route ${flow.match}`);
  lines.push(...events.flatMap(eventLines));
  const others = rivals.filter(({ actionsText }) => actionsText !== flow.actionsText).length;
  if (others > 0)
    lines.push(
      `${others} other flow${others === 1 ? ' fits' : 's fit'} with priority ${flow.priority}, and OVN does not say which is taken`,
    );
  return { lines, weight, row, doubtful: others > 0 };
};

const whatText = (kind: string, match: string, fact: Fact): string => {
  const network = /ip[46]\.dst == (\S+)/.exec(match)?.[1];
  if (kind !== 'ip_routing' || fact.kind !== 'router-port' || network === undefined) return factLine(fact);
  return `connected network ${network} on ${fact.name}`;
};

const eventLines = (event: Step): string[] => {
  switch (event.type) {
    case 'transform':
      return transformLines(event.transformation);
    case 'lookup': {
      const { lookup } = event;
      if (lookup.kind !== 'mac-binding') return [];
      if (lookup.mac === undefined) return ['the MAC of the next hop is not known'];
      return [`the MAC of the next hop was ${lookup.source === 'static' ? 'configured' : 'learned'}`];
    }
    case 'note': {
      const { note } = event;
      if (note.kind === 'output') return [];
      if (note.kind === 'same-port') return ['not sent back by the port by which it came'];
      if (note.kind !== 'distributed') return [writer.noteText(note)];
      const on = onChassis(note.redirect);
      return [`gateway port ${portName(note.port)}${on === '' ? ', on no chassis' : on}`];
    }
    case 'error':
      return [writer.errorText(event.error)];
    case 'assumption':
      return [assumptionLine(event.assumption)].filter((text) => text !== undefined);
    default:
      return [];
  }
};

const transformLines = (transformation: Transformation): string[] => {
  switch (transformation.kind) {
    case 'ct_next':
      return [`connection tracking: ${ctStateText(transformation.state)}`];
    case 'ct_lb': {
      const { backend } = transformation;
      if (backend === undefined) return [];
      const ip = ipText(backend.ip, backend.family);
      const host = backend.family === 6 && backend.port !== 0 ? `[${ip}]` : ip;
      return [`load balanced to ${host}${backend.port === 0 ? '' : `:${backend.port}`}`];
    }
    case 'ct_nat':
      return transformation.restored === true ? ['translated back, as the connection was'] : [];
    default:
      return [];
  }
};
