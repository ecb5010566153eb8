/** From a request to a datapath and a packet. */
import {
  findInport,
  parseExpression,
  parseMicroflow,
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
  const datapath = findDatapath(deployment, request, rules);
  if (datapath.problem !== undefined) return datapath;
  const scope = scopeOf(deployment, rules, datapath.value);
  const parsed = parseMicroflow(request.microflow, scope, (name) =>
    portKey(deployment, datapath.value, name),
  );
  if (parsed.error) return { problem: { kind: 'microflow', diagnostic: parsed.error } };
  const packet = parsed.value;
  if (at(packet, INPORT) === 0 && rules.needsInport) return { problem: { kind: 'no-inport' } };
  return { value: { datapath: datapath.value, packet } };
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
  { datapath, microflow }: TraceRequest,
  rules: ResolveRules,
): Resolved<LogicalDatapath> => {
  if (datapath !== undefined) {
    const found = deployment.findDatapath(datapath);
    if ('found' in found) return { value: found.found };
    return { problem: { kind: `${found.problem}-datapath`, name: datapath } };
  }
  const parsed = parseExpression(microflow, scopeOf(deployment, rules));
  if (parsed.error) return { problem: { kind: 'microflow', diagnostic: parsed.error } };
  const inport = findInport(parsed.value);
  if (inport.problem !== undefined) {
    const diagnostic = { message: inport.problem, start: 0, end: microflow.length };
    return { problem: { kind: 'microflow', diagnostic } };
  }
  const name = inport.port;
  const exact = deployment.portByName(name);
  if (exact !== undefined) return { value: exact.datapath };
  const found = rules.exactPorts ? undefined : deployment.findPort(name);
  if (found !== undefined && 'found' in found) return { value: found.found.datapath };
  return { problem: { kind: 'unknown-port', name } };
};

const portKey = (deployment: Deployment, datapath: LogicalDatapath, name: string): number | undefined => {
  const known = datapath.keyOf(name);
  if (known !== undefined) return known;
  const found = deployment.findPort(name);
  return 'found' in found && found.found.datapath === datapath ? found.found.key : undefined;
};
