/**
 * Walks a packet through the tables: the flow that matches, its actions, and where they lead. What ovn-trace does, it
 * does too; where `rules` say so, it does what a chassis does instead.
 */
import type { Action } from '../../language/index.ts';
import type { LogicalFlow, Pipeline } from '../pipeline/flow.ts';
import type { LogicalDatapath } from '../southbound/datapath.ts';
import type { Assumption, Hop, Step, TableStep, Trace, TraceError } from '../trace/types.ts';
import { assumedChassis } from './assumed-chassis.ts';
import { executeAction } from './execute.ts';
import { applyPort, applyWrites, planOf, planOfFlow, type Plan, type PlannedAction } from './plan.ts';
import type { Connections } from './connections.ts';
import { CT_ESTABLISHED, CT_TRACKED, INPORT, at, type Packet } from './packet.ts';
import { portReference } from './ports.ts';
import type { Backend, Execution, Place, TraceRules, Walker } from './types.ts';

/** Copies of copies of a packet, at most: no deployment is near, a loop of floods has no end. */
const MOST_DEPTH = 200;

/** Pipelines one after the other, at most: a TTL lasts for 255 routers and the switches between them. */
const MOST_HOPS = 2048;

/** Tables that a packet and its copies pass together, at most. */
const MOST_TABLES = 100_000;

export class PipelineWalker implements Walker {
  readonly rules: TraceRules;
  readonly connections: Connections | undefined;
  private backend: Backend | undefined;
  private states = 0;
  private depth = 0;
  /** That follow each other without a copy being made. */
  private hops = 0;
  /** The limit that was passed: then everything comes to an end. */
  private over: Extract<TraceError, { readonly kind: 'loop' }> | undefined;
  private deferred: Entrance | undefined;
  private tables = 0;
  /** Flows of the tables at hand that are not understood. */
  private readonly broken: LogicalFlow[] = [];

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

  /**
   * Tables follow each other by the thousand where a packet goes round until its TTL is used up. What an action ends with
   * is therefore put off until its flow is done, and not called from inside of it.
   */
  run(datapath: LogicalDatapath, packet: Packet, pipeline: Pipeline, table: number, steps: Step[]): void {
    const [outer, hops] = this.begin();
    this.enter(datapath, packet, pipeline, table, steps);
    this.finish(outer, hops);
  }

  goOn(
    { last, place }: Execution,
    datapath: LogicalDatapath,
    packet: Packet,
    pipeline: Pipeline,
    table: number,
    steps: Step[],
  ): void {
    if (pipeline !== place.pipeline && ++this.hops > MOST_HOPS) this.giveUp(MOST_HOPS, 'hops');
    if (last) this.deferred = { datapath, packet, pipeline, table, steps };
    else this.run(datapath, packet, pipeline, table, steps);
  }

  execute(actions: readonly Action[], place: Place, packet: Packet, steps: Step[]): void {
    const [outer, hops] = this.begin();
    this.carryOut(planOf(actions), place, packet, steps);
    this.finish(outer, hops);
  }

  private begin(): readonly [outer: Entrance | undefined, hops: number] {
    const { deferred, hops } = this;
    this.deferred = undefined;
    if (++this.depth > MOST_DEPTH) this.giveUp(MOST_DEPTH, 'copies');
    return [deferred, hops];
  }

  /** All that was put off since `begin`. */
  private finish(outer: Entrance | undefined, hops: number): void {
    while (this.deferred !== undefined) {
      const { datapath, packet, pipeline, table, steps }: Entrance = this.deferred;
      this.deferred = undefined;
      this.enter(datapath, packet, pipeline, table, steps);
    }
    this.depth--;
    this.deferred = outer;
    this.hops = hops;
  }

  private giveUp(limit: number, of: 'copies' | 'hops' | 'tables'): void {
    this.over ??= { kind: 'loop', limit, of };
  }

  private enter(
    datapath: LogicalDatapath,
    packet: Packet,
    pipeline: Pipeline,
    first: number,
    steps: Step[],
  ): void {
    if (++this.tables > MOST_TABLES) this.giveUp(MOST_TABLES, 'tables');
    if (this.over !== undefined) {
      steps.push({ type: 'error', error: this.over });
      return;
    }
    const { asOvnTrace, onChassis, keepPackets } = this.rules;
    const { flows } = datapath;
    const broken = asOvnTrace ? undefined : this.broken;
    let stage = flows.busy(pipeline, first, packet);
    let flow = stage?.find(packet, broken);
    while (stage !== undefined && flow?.isPassedOver === true) {
      stage = flows.busy(pipeline, stage.table + 1, packet);
      flow = stage?.find(packet, broken);
    }
    const table = stage?.table ?? flows.emptyTable;
    const step: TableStep = {
      type: 'table',
      pipeline,
      table,
      stage: flow === undefined ? stage?.name : flow.stage,
      flow,
      rivals: flow === undefined || asOvnTrace ? NO_FLOWS : (stage?.rivalsOf(flow, packet) ?? NO_FLOWS),
      broken: this.broken.length === 0 ? NO_FLOWS : this.broken.splice(0),
      steps: [],
      packet: keepPackets ? packet.slice() : undefined,
    };
    steps.push(step);
    if (flow === undefined) return;
    const assumption = asOvnTrace || onChassis ? undefined : assumedChassis(flow);
    if (assumption !== undefined) this.assume(step.steps, assumption);
    this.carryOut(planOfFlow(flow), { datapath, pipeline, table }, packet, step.steps);
  }

  private carryOut(plan: Plan, place: Place, packet: Packet, steps: Step[]): void {
    if (plan.length === 0) {
      steps.push(DROP);
      return;
    }
    const end = plan.length - 1;
    const execution: Execution = { walker: this, place, packet, steps, stack: [], last: false };
    for (let i = 0; i <= end; i++) {
      const { action, step, writes, port } = plan[i] as PlannedAction;
      steps.push(step);
      if (writes !== undefined) applyWrites(packet, writes);
      else if (port !== undefined) applyPort(packet, port, place.datapath);
      else {
        execution.last = i === end;
        executeAction(action, execution);
      }
    }
  }
}

/** A packet before a table. */
interface Entrance {
  readonly datapath: LogicalDatapath;
  readonly packet: Packet;
  readonly pipeline: Pipeline;
  readonly table: number;
  readonly steps: Step[];
}

const NO_FLOWS: readonly LogicalFlow[] = [];

const DROP: Step = { type: 'action', action: undefined };
