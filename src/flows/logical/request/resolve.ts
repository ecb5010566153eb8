/** From a request to a datapath and a packet. */
import {
  findInport,
  microflowOf,
  parseExpression,
  plainMicroflow,
  type Expression,
  type Parsed,
  type PlainMicroflow,
  type Scope,
  type SymbolTable,
} from '../../language/index.ts';
import { INPORT, at, type Packet } from '../engine/packet.ts';
import type { LogicalDatapath } from '../southbound/datapath.ts';
import type { Deployment } from '../southbound/deployment.ts';
import type { Resolved, TraceRequest } from './types.ts';

export interface Start {
  readonly datapath: LogicalDatapath;
  readonly packet: Packet;
}

export interface ResolveRules {
  readonly symbols: SymbolTable;
  /** As ovn-trace: a datapath is found by the exact name of a port only. */
  readonly exactPorts: boolean;
  /** OVN before 24.09 traces a packet that comes in by no port. */
  readonly needsInport: boolean;
}

export const resolveRequest = (
  deployment: Deployment,
  request: TraceRequest,
  rules: ResolveRules,
): Resolved<Start> => {
  const plain = plainMicroflow(request.microflow, rules.symbols);
  return (plain && resolvePlain(deployment, request, plain, rules)) ?? resolveAny(deployment, request, rules);
};

/** `undefined` where it takes more thought, or is wrong. */
const resolvePlain = (
  deployment: Deployment,
  request: TraceRequest,
  plain: PlainMicroflow,
  rules: ResolveRules,
): Resolved<Start> | undefined => {
  const { inport } = plain;
  if (inport === undefined) return undefined;
  const found = findDatapath(deployment, request, () => ({ value: inport }), rules);
  if (found.problem !== undefined) return found;
  const datapath = found.value;
  const packet = plain.packet((name) => portKey(deployment, datapath, name));
  return packet === undefined || at(packet, INPORT) === 0 ? undefined : { value: { datapath, packet } };
};

const resolveAny = (deployment: Deployment, request: TraceRequest, rules: ResolveRules): Resolved<Start> => {
  const { microflow } = request;
  const parsed = parseExpression(microflow, scopeOf(deployment, rules));
  const found = findDatapath(deployment, request, () => inportOf(parsed, microflow), rules);
  if (found.problem !== undefined) return found;
  const datapath = found.value;
  // Which ports a group stands for is known with the datapath.
  const whole =
    parsed.error === undefined ? parsed : parseExpression(microflow, scopeOf(deployment, rules, datapath));
  if (whole.error) return { problem: { kind: 'microflow', diagnostic: whole.error } };
  const packet = microflowOf(
    whole.value,
    microflow,
    rules.symbols,
    (name) => portKey(deployment, datapath, name),
    { narrowFields: !rules.exactPorts },
  );
  if (packet.error) return { problem: { kind: 'microflow', diagnostic: packet.error } };
  if (at(packet.value, INPORT) === 0 && rules.needsInport) return { problem: { kind: 'no-inport' } };
  return { value: { datapath, packet: packet.value } };
};

/** ovn-trace takes port groups in a microflow as those of no datapath. */
const scopeOf = (
  deployment: Deployment,
  { symbols, exactPorts }: ResolveRules,
  datapath?: LogicalDatapath,
): Scope => ({
  symbols,
  addressSet: (name) => deployment.addressSet(name),
  portGroup: (name) =>
    exactPorts || datapath === undefined ? undefined : deployment.portGroup(datapath, name),
});

const findDatapath = (
  deployment: Deployment,
  { datapath }: TraceRequest,
  inport: () => Resolved<string>,
  rules: ResolveRules,
): Resolved<LogicalDatapath> => {
  if (datapath !== undefined) {
    const found = deployment.findDatapath(datapath);
    if ('found' in found) return { value: found.found };
    return { problem: { kind: `${found.problem}-datapath`, name: datapath } };
  }
  const named = inport();
  if (named.problem !== undefined) return named;
  const name = named.value;
  const exact = deployment.portByName(name);
  if (exact !== undefined) return { value: exact.datapath };
  const found = rules.exactPorts ? undefined : deployment.findPort(name);
  if (found !== undefined && 'found' in found) return { value: found.found.datapath };
  return { problem: { kind: 'unknown-port', name } };
};

const inportOf = (parsed: Parsed<Expression>, microflow: string): Resolved<string> => {
  if (parsed.error) return { problem: { kind: 'microflow', diagnostic: parsed.error } };
  const inport = findInport(parsed.value);
  if (inport.problem === undefined) return { value: inport.port };
  const diagnostic = { message: inport.problem, start: 0, end: microflow.length };
  return { problem: { kind: 'microflow', diagnostic } };
};

const portKey = (deployment: Deployment, datapath: LogicalDatapath, name: string): number | undefined => {
  const before = deployment.rows.missing;
  const known = datapath.keyOf(name);
  // A server is not asked for a name while it has not said which ports the datapath has.
  if (known !== undefined || deployment.rows.missing !== before) return known;
  const found = deployment.findPort(name);
  return 'found' in found && found.found.datapath === datapath ? found.found.key : undefined;
};
