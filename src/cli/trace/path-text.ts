/** The path as a short story: switches and routers, and in each what decided or changed something. */
import {
  ctStateText,
  doubtWords,
  factText,
  flatten,
  ipText,
  isToldStage,
  stageKind,
  viaWords,
  type FlatHop,
  type FlatStep,
  type NodeWriter,
  type Reasons,
  type Step,
  type Trace,
  type Transformation,
} from '../../flows/index.ts';
import { excerpt } from '../../text/index.ts';
import type { Style } from '../show/index.ts';
import { placeText, portText, referenceText } from './place-text.ts';

/** Both pipelines of one pass through a datapath. */
interface Visit {
  readonly hops: FlatHop[];
  readonly depth: number;
}

/** A flood has as many branches as it has ports: more are counted. */
const VISITS_SHOWN = 40;

export const pathLines = (trace: Trace, reasons: Reasons, writer: NodeWriter, style: Style): string[] => {
  const visits = visitsOf(flatten(trace));
  const shown = visits.slice(0, VISITS_SHOWN);
  const lines = shown.flatMap((visit) => visitLines(visit, reasons, writer, style));
  if (shown.length < visits.length) lines.push(`  … and ${visits.length - shown.length} more branches`);
  return lines;
};

/** An egress pipeline belongs to the ingress pipeline that it was output from. */
const visitsOf = (hops: readonly FlatHop[]): Visit[] => {
  const visits: Visit[] = [];
  const byHop = new Map<number, Visit>();
  hops.forEach((hop, index) => {
    const parent = hop.parent === undefined ? undefined : byHop.get(hop.parent);
    const parentHop = hop.parent === undefined ? undefined : hops[hop.parent];
    // So does the multicast group.
    const joins =
      (hop.via === 'output' || hop.hop.pipeline === 'multicast') &&
      parentHop?.hop.datapath === hop.hop.datapath &&
      parent?.hops.length === 1;
    let visit = joins ? parent : undefined;
    if (visit === undefined) {
      const beside =
        hop.via === 'multicast' || hop.via === 'start' || hop.via === 'peer' || hop.via === 'output' ? 0 : 1;
      visit = {
        hops: [],
        depth: (parent?.depth ?? 0) + (hop.via === 'multicast' && hop.hop.pipeline === 'egress' ? 1 : beside),
      };
      visits.push(visit);
    }
    visit.hops.push(hop);
    byHop.set(index, visit);
  });
  return visits;
};

const visitLines = ({ hops, depth }: Visit, reasons: Reasons, writer: NodeWriter, style: Style): string[] => {
  const [first] = hops;
  const last = hops.at(-1);
  if (first === undefined || last === undefined) return [];
  const indent = '  '.repeat(depth + 1);
  const to =
    last.hop.pipeline === 'multicast' ? excerpt(last.hop.group?.name ?? '') : referenceText(last.hop.outport);
  const from = referenceText(first.hop.inport);
  const ports = [from, to].filter((text) => text !== '').join(' → ');
  const via = viaWords(first.via);
  const lines = [
    `${indent}${style.name(placeText(first.hop.datapath))}  ${ports}${via === undefined ? '' : `  (${via})`}`,
  ];
  for (const hop of hops) {
    for (const event of hop.events)
      lines.push(...eventLines(event, writer).map((text) => `${indent}  ${text}`));
    for (const step of hop.steps) {
      for (const text of stepLines(step, reasons, writer, style)) {
        // Stages that follow each other may be there because of one row.
        if (lines.at(-1) !== `${indent}  ${text}`) lines.push(`${indent}  ${text}`);
      }
    }
  }
  return lines;
};

const stepLines = (
  { table, events }: FlatStep,
  reasons: Reasons,
  writer: NodeWriter,
  style: Style,
): string[] => {
  const { flow, stage, rivals } = table;
  if (flow === undefined)
    return [
      style.bad(`no flow of table ${table.table}${stage === undefined ? '' : ` (${excerpt(stage)})`} fits`),
    ];
  const lines: string[] = [];
  const kind = stageKind(stage ?? '');
  const why = isToldStage(kind) ? reasons.of(flow) : undefined;
  // A story is no place for guesses: several NAT rows may share the address by which one was guessed.
  if (why?.fact !== undefined && why.doubt?.kind !== 'guessed')
    lines.push(
      `${whatText(kind, flow.match, factText(why.fact, excerpt))}${why.certain ? '' : ` (${doubtWords(why.doubt)})`}`,
    );
  else if (kind === 'ip_routing')
    lines.push(flow.match === '1' ? 'no route' : `route ${excerpt(flow.match)}`);
  lines.push(...events.flatMap((event) => eventLines(event, writer)));
  const others = rivals.filter((rival) => rival.actionsText !== flow.actionsText);
  if (others.length > 0) {
    lines.push(
      style.warn(
        `${others.length} other flow${others.length === 1 ? '' : 's'} of priority ${flow.priority} fit${others.length === 1 ? 's' : ''} too, and OVN does not say which is taken: ${others
          .slice(0, 3)
          .map(({ uuid }) => uuid.slice(0, 8))
          .join(', ')}`,
      ),
    );
  }
  return lines;
};

const whatText = (kind: string, match: string, reason: string): string => {
  if (kind !== 'ip_routing' || !reason.startsWith('router port')) return reason;
  const network = /ip[46]\.dst == (\S+)/.exec(match)?.[1];
  return `connected network ${excerpt(network ?? '')} on ${reason.replace('router port ', '')}`;
};

/** Fields whose changes a story tells; the others are told at the end, by comparison. */
const eventLines = (event: Step, writer: NodeWriter): string[] => {
  switch (event.type) {
    case 'transform':
      return transformText(event.transformation);
    case 'lookup':
      if (event.lookup.kind !== 'mac-binding') return [];
      return [lookupText(event.lookup)];
    case 'note':
      if (event.note.kind === 'distributed') {
        const { port, redirect } = event.note;
        const on = redirect.chassis?.hostname;
        return [
          `gateway port ${portText(port)}${on === undefined ? ', on no chassis' : ` on ${excerpt(on)}`}`,
        ];
      }
      if (event.note.kind === 'same-port') return ['not sent back by the port by which it came'];
      return event.note.kind === 'output' ? [] : [writer.noteText(event.note)];
    case 'error':
      return [excerpt(writer.errorText(event.error), 300)];
    default:
      return [];
  }
};

const lookupText = (lookup: Extract<Step, { readonly type: 'lookup' }>['lookup']): string => {
  if (lookup.kind !== 'mac-binding') return '';
  if (lookup.mac === undefined) return 'the MAC of the next hop is not known';
  return `the MAC of the next hop was ${lookup.source === 'static' ? 'configured' : 'learned'}`;
};

const transformText = (transformation: Transformation): string[] => {
  switch (transformation.kind) {
    case 'ct_next':
      return [`connection tracking: ${ctStateText(transformation.state)}`];
    case 'ct_lb': {
      const { backend } = transformation;
      return backend === undefined ? [] : [`load balanced to ${backendText(backend)}`];
    }
    case 'ct_nat':
      return transformation.restored === true ? ['translated back, as the connection was'] : [];
    default:
      return [];
  }
};

const backendText = ({
  ip,
  family,
  port,
}: NonNullable<Extract<Transformation, { readonly kind: 'ct_lb' }>['backend']>): string => {
  const address = ipText(ip, family);
  if (port === 0) return address;
  return family === 4 ? `${address}:${port}` : `[${address}]:${port}`;
};
