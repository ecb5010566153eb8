/**
 * The flows of one table of one datapath: its own and those of its groups. The first that matches is looked for in the
 * order of priority.
 */
import type { LogicalDatapath } from '../southbound/datapath.ts';
import type { LogicalFlow, Pipeline } from './flow.ts';
import { StagePart, type Flows } from './part.ts';

const NO_FLOWS: Flows = [];

/** Where a packet stands while the actions of a flow are carried out. */
export interface Place {
  readonly datapath: LogicalDatapath;
  readonly pipeline: Pipeline;
  readonly table: number;
}

export class Stage {
  readonly place: Place;
  private readonly parts: readonly StagePart[];
  private all: Flows | undefined;
  /** What was gathered last, how much of it, and how far each list was gone through. */
  private readonly lists: Flows[] = [];
  private readonly positions: number[] = [];
  private gathered = 0;

  constructor(place: Place, flows: Flows, shared: readonly StagePart[] = []) {
    this.place = place;
    this.parts = [new StagePart(flows), ...shared].filter((part) => part.flows.length > 0);
  }

  /** By descending priority; of one priority in the order in which ovn-trace takes them. */
  get flows(): Flows {
    this.all ??= this.parts.flatMap(({ flows }) => flows).sort((a, b) => a.order - b.order);
    return this.all;
  }

  /** Of any flow: northd gives all of a table the same. */
  get name(): string | undefined {
    return this.parts[0]?.flows[0]?.stage;
  }

  /** The only flow, if it is. */
  get only(): LogicalFlow | undefined {
    const [part] = this.parts;
    return this.parts.length === 1 && part?.flows.length === 1 ? part.flows[0] : undefined;
  }

  /** The flow that a packet takes; `broken` gets flows before it that are not understood and might have been it. */
  find(packet: Uint32Array, broken?: LogicalFlow[]): LogicalFlow | undefined {
    const { lists, parts } = this;
    let count = 0;
    for (let i = 0; i < parts.length; i++) count = (parts[i] as StagePart).gather(packet, lists, count);
    this.gathered = count;
    for (let i = 0; i < count; i++) this.positions[i] = 0;
    for (let flow = this.next(); flow !== undefined; flow = this.next()) {
      if (flow.matches(packet)) return flow;
      if (broken !== undefined && flow.read.problem !== undefined) broken.push(flow);
    }
    return undefined;
  }

  /** Other flows of its priority that the packet fits as well, right after `find` has found the one. */
  rivalsOf(winner: LogicalFlow, packet: Uint32Array): Flows {
    let rivals: LogicalFlow[] | undefined;
    for (let flow = this.next(); flow?.priority === winner.priority; flow = this.next()) {
      if (flow.matches(packet)) (rivals ??= []).push(flow);
    }
    return rivals ?? NO_FLOWS;
  }

  /** The next of what was gathered, over all lists. */
  private next(): LogicalFlow | undefined {
    const { lists, positions, gathered } = this;
    let best: LogicalFlow | undefined;
    let from = 0;
    for (let i = 0; i < gathered; i++) {
      const flow = (lists[i] as Flows)[positions[i] as number];
      if (flow !== undefined && (best === undefined || flow.order < best.order)) {
        best = flow;
        from = i;
      }
    }
    if (best !== undefined) positions[from] = (positions[from] as number) + 1;
    return best;
  }
}
