/**
 * Some of the flows of a table: those of one datapath, or of a group of datapaths, which all of them share. Many flows are
 * indexed by what they insist on: each stands under the rarest of its keys, and a packet is held only against flows
 * whose key it has.
 */
import { Memo, type Source } from '../southbound/memo.ts';
import type { LogicalFlow } from './flow.ts';
import { packetKey, type IndexSignature } from './signatures.ts';
import { textKeys, type TextKey } from './text-keys.ts';

/** Below this many flows looking at each is quicker. */
const INDEX_FROM = 8;

/** For so many packets looking through the texts of the flows is quicker than indexing them. */
const WITHOUT_INDEX = 8;

export type Flows = readonly LogicalFlow[];

interface Group {
  readonly signature: IndexSignature;
  readonly byKey: ReadonlyMap<number, Flows>;
}

interface PartIndex {
  readonly groups: readonly Group[];
  /** Flows without a key. */
  readonly others: Flows;
}

export class StagePart {
  /** In the order in which they are taken. */
  readonly flows: Flows;
  private readonly index = new Memo<PartIndex>();
  private visits = 0;
  /** The last packet that was looked through the flows for, and what it may fit: it comes again when rows have come. */
  private last: { readonly packet: Uint32Array; readonly flows: Flows } | undefined;

  constructor(flows: Flows) {
    this.flows = [...flows].sort((a, b) => a.order - b.order);
  }

  /** Puts lists of flows that a packet may fit, each in order, from `count` on; returns how many there are then. */
  gather(packet: Uint32Array, lists: Flows[], count: number): number {
    if (this.flows.length < INDEX_FROM) {
      lists[count] = this.flows;
      return count + 1;
    }
    let end = count;
    if (this.index.known === undefined && this.visits < WITHOUT_INDEX) {
      lists[end++] = this.lookThrough(packet);
      return end;
    }
    const { groups, others } = this.index.known ?? this.newIndex();
    if (others.length > 0) lists[end++] = others;
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i] as Group;
      const found = group.byKey.get(packetKey(group.signature, packet));
      if (found !== undefined) lists[end++] = found;
    }
    return end;
  }

  private lookThrough(packet: Uint32Array): Flows {
    if (this.last !== undefined && isSame(this.last.packet, packet)) return this.last.flows;
    const { missing } = this.source;
    const flows = this.flows.filter((flow) => !flow.isRuledOut(packet));
    if (this.source.missing !== missing) return flows;
    this.visits++;
    this.last = this.visits < WITHOUT_INDEX ? { packet: packet.slice(), flows } : undefined;
    return flows;
  }

  private get source(): Source {
    return (this.flows[0] as LogicalFlow).datapath.deployment.rows;
  }

  private newIndex(): PartIndex {
    const { source } = this;
    return this.index.get(source, () => indexOf(this.flows));
  }
}

const isSame = (a: Uint32Array, b: Uint32Array): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

const indexOf = (flows: Flows): PartIndex => {
  const keys = flows.map((flow) => textKeys(flow.row).map((key) => placed(key, flow)));
  const counts = countKeys(keys);
  const groups = new Map<IndexSignature, Map<number, LogicalFlow[]>>();
  const others: LogicalFlow[] = [];
  flows.forEach((flow, i) => {
    const key = rarest(keys[i] ?? [], counts);
    if (key === undefined) {
      others.push(flow);
      return;
    }
    let byKey = groups.get(key.signature);
    if (byKey === undefined) groups.set(key.signature, (byKey = new Map<number, LogicalFlow[]>()));
    for (const value of key.values.length === 1 ? key.values : new Set(key.values)) {
      const same = byKey.get(value);
      if (same === undefined) byKey.set(value, [flow]);
      else same.push(flow);
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
