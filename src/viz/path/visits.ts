/**
 * A trace as visits: both pipelines of one pass through a datapath, and every branch of a multicast group that stays
 * on it. A packet that OVN makes begins a visit of its own.
 */
import type { FlatHop, Hop, LogicalDatapath } from '../../flows/index.ts';

export interface Visit {
  readonly datapath: LogicalDatapath;
  readonly via: FlatHop['via'];
  /** The visit that it came from. */
  readonly parent: number | undefined;
  readonly hops: FlatHop[];
}

export interface Visits {
  readonly all: readonly Visit[];
  /** In which visit a pipeline was run. */
  readonly indexOf: ReadonlyMap<Hop, number>;
}

export const visitsOf = (hops: readonly FlatHop[]): Visits => {
  const all: Visit[] = [];
  const indexOf = new Map<Hop, number>();
  const byHop: number[] = [];
  for (const hop of hops) {
    const parent = hop.parent === undefined ? undefined : byHop[hop.parent];
    const before = parent === undefined ? undefined : all[parent];
    const { datapath } = hop.hop;
    const goesOn = hop.via === 'output' || hop.via === 'multicast';
    let index = goesOn && before?.datapath === datapath ? (parent as number) : -1;
    if (index < 0) index = all.push({ datapath, via: hop.via, parent, hops: [] }) - 1;
    all[index]?.hops.push(hop);
    byHop.push(index);
    // A packet that OVN makes is told in the hop that made it.
    if (!indexOf.has(hop.hop)) indexOf.set(hop.hop, index);
  }
  return { all, indexOf };
};
