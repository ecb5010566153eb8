/**
 * Some of the flows of a table: those of one datapath; those of a group of datapaths that read the same on all of them,
 * and are made once; or those of a group that name ports, of which each datapath makes its own, when a packet comes by.
 */
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { LogicalFlow } from './flow.ts';
import { FlowIndex, inOrder, type Indexable } from './flow-index.ts';

/** Below this many flows looking at each is quicker than an index. */
const INDEX_FROM = 8;

export type Flows = readonly LogicalFlow[];

export interface StagePart {
  /** In the order in which they are taken. */
  readonly flows: Flows;
  /** Whether they are few. */
  readonly isSmall: boolean;
  /** Puts lists of flows that a packet may fit, each in order, from `count` on; returns how many there are then. */
  gather(packet: Uint32Array, lists: Flows[], count: number): number;
}

export class FlowPart implements StagePart {
  readonly flows: Flows;
  readonly isSmall: boolean;
  private readonly index: FlowIndex<LogicalFlow> | undefined;

  constructor(flows: Flows, isSmall = flows.length < INDEX_FROM) {
    this.flows = [...flows].sort(inOrder);
    this.isSmall = isSmall;
    this.index = isSmall ? undefined : new FlowIndex(this.flows);
  }

  gather(packet: Uint32Array, lists: Flows[], count: number): number {
    if (this.index === undefined) {
      lists[count] = this.flows;
      return count + 1;
    }
    const { datapath } = this.flows[0] as LogicalFlow;
    return this.index.gather(packet, datapath, datapath.deployment.rows, true, lists, count);
  }
}

/** Flows of a group that name ports. */
export class PlacedFlows {
  readonly items: readonly Indexable[];
  readonly index: FlowIndex<Indexable>;

  constructor(items: readonly Indexable[]) {
    this.items = [...items].sort(inOrder);
    this.index = new FlowIndex(this.items);
  }
}

export class PlacedPart implements StagePart {
  readonly isSmall = false;
  private readonly datapath: LogicalDatapath;
  private readonly placed: PlacedFlows;
  private readonly made = new Map<Indexable, LogicalFlow>();

  constructor(datapath: LogicalDatapath, placed: PlacedFlows) {
    this.datapath = datapath;
    this.placed = placed;
  }

  get flows(): Flows {
    return this.placed.items.map((item) => this.flowOf(item));
  }

  gather(packet: Uint32Array, lists: Flows[], count: number): number {
    const { datapath, placed } = this;
    const end = placed.index.gather(packet, datapath, datapath.deployment.rows, false, found, 0);
    for (let i = 0; i < end; i++) {
      const items = found[i] as readonly Indexable[];
      const flows: LogicalFlow[] = [];
      for (const item of items) flows.push(this.flowOf(item));
      lists[count + i] = flows;
    }
    return count + end;
  }

  private flowOf(item: Indexable): LogicalFlow {
    let flow = this.made.get(item);
    if (flow === undefined) this.made.set(item, (flow = new LogicalFlow(this.datapath, item.row)));
    return flow;
  }
}

/** What was found last. */
const found: (readonly Indexable[])[] = [];

/** Parts of a table as few as they can be: what is small becomes one. */
export const merged = (parts: readonly StagePart[]): readonly StagePart[] => {
  const small = parts.filter(({ isSmall }) => isSmall);
  // A part alone stays the one that other datapaths share.
  if (small.length < 2) return parts;
  const one = new FlowPart(
    small.flatMap(({ flows }) => flows),
    true,
  );
  return [one, ...parts.filter(({ isSmall }) => !isSmall)];
};
