/** What `tc -j qdisc`, `tc -j class` and `tc -j filter` tell. */
import type { Attributes } from '../types.ts';

export interface TrafficControl {
  readonly qdiscs: readonly Qdisc[];
  readonly filters: readonly TrafficFilter[];
}

export interface Qdisc {
  readonly link: string;
  readonly kind: string;
  readonly handle: string | undefined;
  readonly parent: string | undefined;
  readonly root: boolean;
  readonly options: Attributes;
}

export interface TrafficFilter {
  readonly link: string;
  /** `ingress`, `egress`, or the parent's handle. */
  readonly at: string;
  readonly protocol: string | undefined;
  readonly preference: number | undefined;
  readonly kind: string;
  readonly options: Attributes;
}
