/** Two set-ups of layer 2, held beside each other. */
import type { l2 } from '../../model/index.ts';

export interface L2Comparison {
  readonly a: string;
  readonly b: string;
  /** Ends of frames that both have: ports, guests, namespaces, wires. */
  readonly matched: readonly MatchedEnd[];
  readonly onlyA: readonly l2.Device[];
  readonly onlyB: readonly l2.Device[];
  readonly reach: readonly ReachDifference[];
  readonly settings: readonly SettingDifference[];
  /** Bridges that could not be judged, for flows control them. */
  readonly unjudged: readonly l2.L2Bridge[];
  readonly equivalent: boolean;
}

export interface MatchedEnd {
  /** What both are called. */
  readonly name: string;
  readonly a: l2.Device;
  readonly b: l2.Device;
}

/** A frame that one set-up carries to other ends than the other, or tagged otherwise. */
export interface ReachDifference {
  readonly from: string;
  /** Tags with which it is sent: a range where all are alike; undefined without tag. */
  readonly tags: { readonly first: number; readonly last: number } | undefined;
  readonly a: Reached;
  readonly b: Reached;
  /** `END TAGS` that only the one reaches. */
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
}

export type Reached =
  | { readonly kind: 'ends'; readonly count: number }
  /** The port does not take it. */
  | { readonly kind: 'refused'; readonly why: l2.VlanRefusal }
  /** It leads to no bridge that could be judged. */
  | { readonly kind: 'none' };

export interface SettingDifference {
  readonly end: string;
  readonly setting: Setting;
  readonly a: string;
  readonly b: string;
}

export type Setting =
  | 'mtu'
  | 'up'
  | 'isolated'
  | 'hairpin'
  | 'locked'
  | 'learning'
  | 'flood-unicast'
  | 'flood-multicast'
  | 'flood-broadcast'
  | 'state'
  | 'bond-mode';
