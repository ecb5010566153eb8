/**
 * The flows of one table of one datapath, or of all datapaths of a group that have no others there. The first that
 * matches is looked for in the order of priority.
 */
import type { LogicalFlow } from './flow.ts';
import { inOrder } from './flow-index.ts';
import { merged, type Flows, type StagePart } from './part.ts';

const NO_FLOWS: Flows = [];

export class Stage {
  readonly table: number;
  private readonly parts: readonly StagePart[];
  private all: Flows | undefined;

  /** `parts` with a flow at least. */
  constructor(table: number, parts: readonly StagePart[]) {
    this.table = table;
    this.parts = merged(parts);
  }

  /** By descending priority; of one priority in the order in which ovn-trace takes them. */
  get flows(): Flows {
    this.all ??= this.parts.flatMap(({ flows }) => flows).sort(inOrder);
    return this.all;
  }

  /** Of any flow: northd gives all of a table the same. */
  get name(): string | undefined {
    return this.parts[0]?.flows[0]?.stage;
  }

  /** The only flow, if it is. */
  get only(): LogicalFlow | undefined {
    const [part] = this.parts;
    return this.parts.length === 1 && part?.isSmall === true && part.flows.length === 1
      ? part.flows[0]
      : undefined;
  }

  /** The flow that a packet takes; `broken` gets flows before it that are not understood and might have been it. */
  find(packet: Uint32Array, broken?: LogicalFlow[]): LogicalFlow | undefined {
    const { parts } = this;
    gathered = 0;
    for (let i = 0; i < parts.length; i++) gathered = (parts[i] as StagePart).gather(packet, lists, gathered);
    for (let i = 0; i < gathered; i++) positions[i] = 0;
    if (gathered === 1) return findIn(lists[0] as Flows, packet, broken);
    for (let flow = next(); flow !== undefined; flow = next()) {
      if (flow.fits(packet)) return flow;
      if (broken !== undefined && flow.isBroken) broken.push(flow);
    }
    return undefined;
  }

  /** Other flows of its priority that the packet fits as well, right after `find` has found the one. */
  rivalsOf(winner: LogicalFlow, packet: Uint32Array): Flows {
    let rivals: LogicalFlow[] | undefined;
    for (let flow = next(); flow?.priority === winner.priority; flow = next()) {
      if (flow.fits(packet)) (rivals ??= []).push(flow);
    }
    return rivals ?? NO_FLOWS;
  }
}

/** What was gathered last, how much of it, and how far each list was gone through. */
const lists: Flows[] = [];
const positions: number[] = [];
let gathered = 0;

/** The same in one list. */
const findIn = (
  flows: Flows,
  packet: Uint32Array,
  broken: LogicalFlow[] | undefined,
): LogicalFlow | undefined => {
  for (let i = 0; i < flows.length; i++) {
    const flow = flows[i] as LogicalFlow;
    if (flow.fits(packet)) {
      positions[0] = i + 1;
      return flow;
    }
    if (broken !== undefined && flow.isBroken) broken.push(flow);
  }
  positions[0] = flows.length;
  return undefined;
};

const isBefore = (a: LogicalFlow, b: LogicalFlow): boolean =>
  a.priority === b.priority ? a.rank < b.rank : a.priority > b.priority;

/** The next of what was gathered, over all lists. */
const next = (): LogicalFlow | undefined => {
  if (gathered === 1) {
    const at = positions[0] as number;
    positions[0] = at + 1;
    return (lists[0] as Flows)[at];
  }
  let best: LogicalFlow | undefined;
  let from = 0;
  for (let i = 0; i < gathered; i++) {
    const flow = (lists[i] as Flows)[positions[i] as number];
    if (flow !== undefined && (best === undefined || isBefore(flow, best))) {
      best = flow;
      from = i;
    }
  }
  if (best !== undefined) positions[from] = (positions[from] as number) + 1;
  return best;
};
