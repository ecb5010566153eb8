/** What a walk is made of. */
import type { Frame, Tag } from './frame.ts';
import type { Device, L2Bridge, L2Port } from './types.ts';
import type { Inside, VlanRefusal } from './vlan-rule.ts';

export type L2Step =
  /** Up into the host. */
  | { readonly type: 'receive'; readonly device: Device; readonly tags: readonly Tag[] }
  /** Out by it. */
  | { readonly type: 'send'; readonly device: Device; readonly tags: readonly Tag[] }
  | {
      readonly type: 'bridge';
      readonly bridge: L2Bridge;
      readonly port: L2Port;
      readonly inside: Inside;
      /** Ports that do not get it, and why. */
      readonly excluded: readonly Exclusion[];
    };

export type WalkStep = L2Step & {
  /** Index of the step before it; undefined of the first. */
  readonly before: number | undefined;
};

export interface Exclusion {
  readonly port: L2Port;
  readonly why: DropReason;
}

export type DropReason =
  | VlanRefusal
  | { readonly kind: 'down' }
  | { readonly kind: 'port-state'; readonly state: string }
  /** Kept by the bridge (802.1D): spanning tree, LLDP, pause frames. */
  | { readonly kind: 'reserved-address' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'isolated' }
  | { readonly kind: 'same-port' }
  | { readonly kind: 'no-flood'; readonly of: 'unicast' | 'multicast' | 'broadcast' }
  | { readonly kind: 'no-receive' | 'no-forward' }
  /** Nobody behind it asked for the group. */
  | { readonly kind: 'no-member' }
  | { readonly kind: 'known-elsewhere' }
  | { readonly kind: 'not-for-the-host' }
  | { readonly kind: 'mtu'; readonly mtu: number; readonly size: number }
  /** The member of a bond that does not carry. */
  | { readonly kind: 'inactive-member' }
  | { readonly kind: 'no-peer' }
  /** Tagged deeper than any network is: it goes round. */
  | { readonly kind: 'circle' }
  /** OpenFlow decides, which layer 2 does not look into. */
  | { readonly kind: 'flows' };

export interface Drop {
  readonly at: Device | L2Port;
  readonly tags: readonly Tag[];
  readonly why: DropReason;
  /** Index of the last step before it. */
  readonly before: number | undefined;
}

export interface Arrival {
  readonly device: Device;
  readonly tags: readonly Tag[];
  /**
   * `stack`: the network stack of the device's namespace; `wire`: leaves the host by hardware; `guest`: a virtual machine
   * behind a tap; `tunnel`: to its remotes; `elsewhere`: a peer that was not read.
   */
  readonly as: 'stack' | 'wire' | 'guest' | 'tunnel' | 'elsewhere';
  /** Of a tunnel. */
  readonly key: number | undefined;
  /** Whether the stack takes it: not where it still has a tag that no VLAN device takes. */
  readonly taken: boolean;
  readonly before: number | undefined;
}

export interface L2Walk {
  readonly frame: Frame;
  readonly steps: readonly WalkStep[];
  readonly arrivals: readonly Arrival[];
  readonly drops: readonly Drop[];
  /** It came to a place again by its own path: a loop. */
  readonly loops: readonly { readonly device: Device; readonly before: number }[];
}
