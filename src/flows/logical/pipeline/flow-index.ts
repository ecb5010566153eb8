/**
 * Flows of a table by what they insist on: each stands under the rarest of its keys, and a packet is held only against
 * flows whose key it has. For the first packets looking through the texts is quicker than making an index.
 */
import { Memo, type Source } from '../southbound/memo.ts';
import type { LogicalFlowRow } from './flow.ts';
import { isRuledOut, type Ports } from './ruled-out.ts';
import { packetKey, type IndexSignature } from './signatures.ts';
import { isTranslated, textKeys, type TextKey } from './text-keys.ts';

/** A flow, or a row of which each datapath makes a flow of its own. */
export interface Indexable {
  readonly row: LogicalFlowRow;
  readonly priority: number;
  /** Of one priority, flows are taken in this order (`Deployment.rankOf`). */
  readonly rank: number;
}

/** Flows are taken in this order. */
export const inOrder = (a: Indexable, b: Indexable): number =>
  a.priority === b.priority ? a.rank - b.rank : b.priority - a.priority;

/** For so many packets looking through the texts of the flows is quicker than indexing them. */
const WITHOUT_INDEX = 8;

interface Group<T> {
  readonly signature: IndexSignature;
  readonly byKey: ReadonlyMap<number, readonly T[]>;
}

interface Groups<T> {
  readonly groups: readonly Group<T>[];
  /** Without a key. */
  readonly others: readonly T[];
}

export class FlowIndex<T extends Indexable> {
  private readonly items: readonly T[];
  private readonly index = new Memo<Groups<T>>();
  private visits = 0;
  /** The last packet that was looked through the flows for, and what it may fit: it comes again when rows have come. */
  private last:
    { readonly packet: Uint32Array; readonly ports: Ports; readonly items: readonly T[] } | undefined;

  /** `items` in order. */
  constructor(items: readonly T[]) {
    this.items = items;
  }

  /**
   * Puts lists of flows that a packet may fit, each in order, from `count` on; returns how many there are then. `ports` are
   * those of the packet's datapath; `indexPorts` where all of the flows are of that one.
   */
  gather(
    packet: Uint32Array,
    ports: Ports,
    source: Source,
    indexPorts: boolean,
    lists: (readonly T[])[],
    count: number,
  ): number {
    let end = count;
    if (this.index.known === undefined && this.visits < WITHOUT_INDEX) {
      lists[end++] = this.lookThrough(packet, ports, source);
      return end;
    }
    const { groups, others } =
      this.index.known ?? this.index.get(source, () => groupsOf(this.items, indexPorts ? ports : undefined));
    if (others.length > 0) lists[end++] = others;
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i] as Group<T>;
      const found = group.byKey.get(packetKey(group.signature, packet));
      if (found !== undefined) lists[end++] = found;
    }
    return end;
  }

  private lookThrough(packet: Uint32Array, ports: Ports, source: Source): readonly T[] {
    const { last } = this;
    if (last?.ports === ports && isSame(last.packet, packet)) return last.items;
    const { missing } = source;
    const items = this.items.filter(
      ({ row }) => !isRuledOut(row.get('match'), packet, ports) || isTranslated(row),
    );
    if (source.missing !== missing) return items;
    this.visits++;
    this.last = this.visits < WITHOUT_INDEX ? { packet: packet.slice(), ports, items } : undefined;
    return items;
  }
}

const isSame = (a: Uint32Array, b: Uint32Array): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

const groupsOf = <T extends Indexable>(items: readonly T[], ports: Ports | undefined): Groups<T> => {
  const keys = items.map(({ row }) => keysFor(row, ports));
  const counts = countKeys(keys);
  const groups = new Map<IndexSignature, Map<number, T[]>>();
  const others: T[] = [];
  items.forEach((item, i) => {
    const key = rarest(keys[i] ?? [], counts);
    if (key === undefined) {
      others.push(item);
      return;
    }
    let byKey = groups.get(key.signature);
    if (byKey === undefined) groups.set(key.signature, (byKey = new Map<number, T[]>()));
    for (const value of key.values.length === 1 ? key.values : new Set(key.values)) {
      const same = byKey.get(value);
      if (same === undefined) byKey.set(value, [item]);
      else same.push(item);
    }
  });
  return { groups: [...groups].map(([signature, byKey]) => ({ signature, byKey })), others };
};

/** Ports have another key on every datapath. Of a port that is not here no packet ever is. */
const keysFor = (row: LogicalFlowRow, ports: Ports | undefined): readonly TextKey[] => {
  const keys = textKeys(row);
  if (!keys.some((key) => key.ports !== undefined)) return keys;
  if (ports === undefined) return keys.filter((key) => key.ports === undefined);
  return keys.map((key): TextKey => {
    if (key.ports === undefined) return key;
    const values = key.ports.map((name) => ports.keyOf(name)).filter((value) => value !== undefined);
    return { ...key, values };
  });
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
