/**
 * The flows of one table of one datapath. The first that matches is looked for in the order of priority; a table with
 * many flows is indexed by what its flows insist on: each flow stands under the rarest of its keys, and a packet is
 * held only against flows whose key it has.
 */
import type { LogicalFlow } from './flow.ts';
import { Memo } from '../southbound/memo.ts';
import { packetKey, type IndexSignature } from './signatures.ts';
import { textKeys, type TextKey } from './text-keys.ts';

/** Below this many flows looking at each is quicker. */
const INDEX_FROM = 8;

type Ranks = readonly number[];

interface Group {
  readonly signature: IndexSignature;
  readonly byKey: ReadonlyMap<number, Ranks>;
}

interface StageIndex {
  readonly groups: readonly Group[];
  /** Flows without a key. */
  readonly others: Ranks;
}

const NO_FLOWS: readonly LogicalFlow[] = [];

export class Stage {
  readonly table: number;
  /** By descending priority; of one priority in the order in which ovn-trace takes them. */
  readonly flows: readonly LogicalFlow[];
  private readonly index = new Memo<StageIndex>();
  private readonly lists: Ranks[] = [];
  private readonly positions: number[] = [];

  constructor(table: number, flows: readonly LogicalFlow[]) {
    this.table = table;
    this.flows = flows;
  }

  /** Of any flow: northd gives all of a table the same. */
  get name(): string | undefined {
    return this.flows[0]?.stage;
  }

  /** The flow that a packet takes; `broken` gets flows before it that are not understood and might have been it. */
  find(packet: Uint32Array, broken?: LogicalFlow[]): LogicalFlow | undefined {
    const { flows } = this;
    const indexed = flows.length >= INDEX_FROM;
    if (indexed) this.gather(packet);
    for (let next = indexed ? this.nextRank() : 0; next >= 0 && next < flows.length;) {
      const flow = flows[next] as LogicalFlow;
      if (flow.matches(packet)) return flow;
      if (broken !== undefined && flow.read.problem !== undefined) broken.push(flow);
      next = indexed ? this.nextRank() : next + 1;
    }
    return undefined;
  }

  /** Other flows of its priority that the packet fits as well. */
  rivalsOf(winner: LogicalFlow, packet: Uint32Array): readonly LogicalFlow[] {
    if (this.flows.length < INDEX_FROM) {
      const rivals = this.flows.filter(
        (flow) => flow !== winner && flow.priority === winner.priority && flow.matches(packet),
      );
      return rivals.length === 0 ? NO_FLOWS : rivals;
    }
    // The next ranks after the one that was found last: only those of its priority count.
    let rivals: LogicalFlow[] | undefined;
    for (let rank = this.nextRank(); rank >= 0; rank = this.nextRank()) {
      const flow = this.flows[rank] as LogicalFlow;
      if (flow.priority !== winner.priority) break;
      if (flow !== winner && flow.matches(packet)) (rivals ??= []).push(flow);
    }
    return rivals ?? NO_FLOWS;
  }

  /** Lists of ranks that may match, ascending each. */
  private gather(packet: Uint32Array): void {
    const { lists, positions, flows } = this;
    lists.length = 0;
    const source = (flows[0] as LogicalFlow).datapath.deployment.rows;
    const { groups, others } = this.index.get(source, () => indexOf(flows));
    if (others.length > 0) lists.push(others);
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i] as Group;
      const ranks = group.byKey.get(packetKey(group.signature, packet));
      if (ranks !== undefined) lists.push(ranks);
    }
    positions.length = lists.length;
    positions.fill(0);
  }

  private nextRank(): number {
    const { lists, positions } = this;
    let [best, from] = [-1, -1];
    for (let i = 0; i < lists.length; i++) {
      const rank = (lists[i] as Ranks)[positions[i] as number];
      if (rank !== undefined && (best < 0 || rank < best)) {
        best = rank;
        from = i;
      }
    }
    if (from >= 0) positions[from] = (positions[from] as number) + 1;
    return best;
  }
}

const indexOf = (flows: readonly LogicalFlow[]): StageIndex => {
  const keys = flows.map((flow) => textKeys(flow.row).map((key) => placed(key, flow)));
  const counts = countKeys(keys);
  const groups = new Map<IndexSignature, Map<number, number[]>>();
  const others: number[] = [];
  keys.forEach((list, rank) => {
    const key = rarest(list, counts);
    if (key === undefined) {
      others.push(rank);
      return;
    }
    let byKey = groups.get(key.signature);
    if (byKey === undefined) groups.set(key.signature, (byKey = new Map<number, number[]>()));
    for (const value of key.values.length === 1 ? key.values : new Set(key.values)) {
      const ranks = byKey.get(value);
      if (ranks === undefined) byKey.set(value, [rank]);
      else ranks.push(rank);
    }
  });
  return { groups: [...groups].map(([signature, byKey]) => ({ signature, byKey })), others };
};

/** Of a port that is not here no packet ever is. */
const placed = (key: TextKey, { datapath }: LogicalFlow): TextKey => {
  if (key.ports === undefined) return key;
  const values = key.ports.map((name) => datapath.keyOf(name)).filter((value) => value !== undefined);
  return { ...key, values };
};

/** In how many flows a value is. */
type Counts = ReadonlyMap<IndexSignature, ReadonlyMap<number, number>>;

const countKeys = (keys: readonly (readonly TextKey[])[]): Counts => {
  const counts = new Map<IndexSignature, Map<number, number>>();
  for (const list of keys) {
    for (const { signature, values } of list) {
      let known = counts.get(signature);
      if (known === undefined) counts.set(signature, (known = new Map<number, number>()));
      for (const value of values) known.set(value, (known.get(value) ?? 0) + 1);
    }
  }
  return counts;
};

/** The key whose values fewest flows share; of several, the one that tells most flows apart. */
const rarest = (keys: readonly TextKey[], counts: Counts): TextKey | undefined => {
  let [best, least, spread] = [undefined as TextKey | undefined, Infinity, 0];
  for (const key of keys) {
    const known = counts.get(key.signature);
    const most = key.values.reduce((max, value) => Math.max(max, known?.get(value) ?? 0), 0);
    const distinct = known?.size ?? 0;
    if (most < least || (most === least && distinct > spread)) [best, least, spread] = [key, most, distinct];
  }
  return best;
};
