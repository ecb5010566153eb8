/** Traces over the saved scenarios, for drawing: `ask('neutron', { from: 'app-1', to: 'db-1', protocol: 'tcp' })`. */
import {
  answerTrace,
  buildMicroflow,
  Connections,
  Reasons,
  Tracer,
  type MicroflowRequest,
  type TraceRequest,
} from '../../../src/flows/index.ts';
import type { Network } from '../../../src/model/index.ts';
import { Row } from '../../../src/ovsdb/index.ts';
import type { DrawnTrace } from '../../../src/viz/index.ts';
import { fixture, type Fixture, type Part } from '../../model/fixtures.ts';

/** Whose MAC is known at which port. */
export type Learned = readonly [port: string, ip: string, mac: string];

export interface Asked {
  readonly network: Network;
  /** The packet, and what answers it if it arrives. */
  readonly traces: readonly DrawnTrace[];
}

export const traced = (
  network: Network,
  question: MicroflowRequest | string,
  more: Partial<TraceRequest> = {},
): readonly DrawnTrace[] => {
  const tracer = new Tracer(network.sbRows, { keepPackets: true });
  const reasons = new Reasons(network);
  const built = typeof question === 'string' ? undefined : buildMicroflow(network, question);
  if (built?.problem !== undefined) throw new Error(`no packet: ${JSON.stringify(built.problem.kind)}`);
  const microflow = typeof question === 'string' ? question : (built?.value.microflow ?? '');
  const request = { microflow, ...more };
  const connections = new Connections();
  const told = tracer.trace(request, connections);
  if (told.problem !== undefined) throw new Error(`no trace: ${told.problem.kind}`);
  const answer = answerTrace(told.value);
  const { outcome } = answer.verdict;
  const first = { answer, reasons };
  if (outcome.kind !== 'delivered' && outcome.kind !== 'left') return [first];
  const reply = tracer.traceReply(request, outcome.packet, outcome.port, connections);
  return reply === undefined ? [first] : [first, { answer: answerTrace(reply), reasons, reply: true }];
};

export const ask = async (
  name: Fixture,
  question: MicroflowRequest | string,
  {
    learned = [],
    parts,
    ...more
  }: Partial<TraceRequest> & {
    readonly learned?: readonly Learned[];
    readonly parts?: readonly Part[];
  } = {},
): Promise<Asked> => {
  const network = await fixture(name, parts ?? ['nb', 'sb']);
  learned.forEach(([logical_port, ip, mac], i) => {
    const table = network.sb?.table('MAC_Binding');
    const [port] = network.sbRows.where('Port_Binding', 'logical_port', logical_port);
    if (table === undefined || port === undefined) throw new Error(`no port ${logical_port}`);
    const uuid = `11111111-2222-4333-8444-55555555555${i}`;
    const json = { logical_port, ip, mac, datapath: ['uuid', port.get('datapath')], timestamp: 0 };
    table.set(new Row(table.columns, uuid, json));
  });
  return { network, traces: traced(network, question, more) };
};
