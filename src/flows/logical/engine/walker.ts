/**
 * Walks a packet through the tables: the flow that matches, its actions, and where they lead. What ovn-trace does, it
 * does too; where `rules` say so, it does what a chassis does instead.
 */
import type { Action } from '../../language/index.ts';
import type { LogicalFlow, Pipeline } from '../pipeline/flow.ts';
import type { LogicalDatapath } from '../southbound/datapath.ts';
import type { Assumption, Hop, Step, TableStep, Trace } from '../trace/types.ts';
import { executeAction } from './execute.ts';
import type { Connections } from './connections.ts';
import { CT_ESTABLISHED, CT_TRACKED, INPORT, at, type Packet } from './packet.ts';
import { portReference } from './ports.ts';
import type { Backend, Execution, Place, TraceRules, Walker } from './types.ts';

/** Tables within tables that a packet passes, at most: no pipeline of OVN's is near, a loop has no end. */
const MOST_DEPTH = 2000;

/** Tables that all branches of a trace pass together, at most. */
const MOST_TABLES = 200_000;

export class PipelineWalker implements Walker {
  readonly rules: TraceRules;
  readonly connections: Connections | undefined;
  private backend: Backend | undefined;
  private states = 0;
  private depth = 0;
  private tables = 0;

  constructor(rules: TraceRules, connections?: Connections) {
    this.rules = rules;
    this.connections = rules.asOvnTrace ? undefined : connections;
    this.backend = rules.backend;
  }

  trace(datapath: LogicalDatapath, packet: Packet): Trace {
    const inport = portReference(datapath, at(packet, INPORT));
    const root: Hop = {
      type: 'hop',
      pipeline: 'ingress',
      via: 'start',
      datapath,
      inport,
      outport: undefined,
      group: undefined,
      branch: false,
      steps: [],
      packet: packet.slice(),
    };
    this.run(datapath, packet.slice(), 'ingress', 0, root.steps);
    return { datapath, inport, packet, root };
  }

  takeBackend(family: 4 | 6, ip?: readonly number[]): Backend | undefined {
    const { backend } = this;
    if (backend?.family !== family) return undefined;
    if (ip === undefined) return backend;
    if (!ip.every((word, i) => word === (backend.ip[i] ?? 0))) return undefined;
    // ovn-trace takes it once.
    this.backend = undefined;
    return backend;
  }

  nextState(): { readonly state: number; readonly assumed: boolean } {
    const state = this.rules.ctStates[this.states];
    if (state === undefined) return { state: CT_ESTABLISHED | CT_TRACKED, assumed: true };
    this.states++;
    return { state, assumed: false };
  }

  assume(steps: Step[], assumption: Assumption): void {
    if (!this.rules.asOvnTrace) steps.push({ type: 'assumption', assumption });
  }

  run(datapath: LogicalDatapath, packet: Packet, pipeline: Pipeline, table: number, steps: Step[]): void {
    if (this.depth >= MOST_DEPTH || this.tables >= MOST_TABLES) {
      const limit = this.depth >= MOST_DEPTH ? MOST_DEPTH : MOST_TABLES;
      steps.push({ type: 'error', error: { kind: 'loop', limit } });
      return;
    }
    this.depth++;
    this.tables++;
    try {
      this.enter(datapath, packet, pipeline, table, steps);
    } finally {
      this.depth--;
    }
  }

  private enter(
    datapath: LogicalDatapath,
    packet: Packet,
    pipeline: Pipeline,
    first: number,
    steps: Step[],
  ): void {
    let table = first;
    let stage = datapath.flows.stage(pipeline, table);
    let flow = stage?.find(packet);
    while (flow?.passesAll === true) {
      stage = datapath.flows.stage(pipeline, ++table);
      flow = stage?.find(packet);
    }
    const step: TableStep = {
      type: 'table',
      pipeline,
      table,
      stage: flow === undefined ? stage?.name : flow.stage,
      flow,
      rivals:
        flow === undefined || this.rules.asOvnTrace ? NO_FLOWS : (stage?.rivalsOf(flow, packet) ?? NO_FLOWS),
      steps: [],
      packet: this.rules.keepPackets ? packet.slice() : undefined,
    };
    steps.push(step);
    if (flow !== undefined) this.execute(flow.actions, { datapath, pipeline, table }, packet, step.steps);
  }

  execute(actions: readonly Action[], place: Place, packet: Packet, steps: Step[]): void {
    if (actions.length === 0) {
      steps.push(DROP);
      return;
    }
    const execution: Execution = { walker: this, place, packet, steps, stack: [] };
    for (const action of actions) {
      steps.push({ type: 'action', action });
      executeAction(action, execution);
    }
  }
}

const NO_FLOWS: readonly LogicalFlow[] = [];

const DROP: Step = { type: 'action', action: undefined };
