/**
 * Bridges of a host as plain values, whatever told of them: `open-vswitch.ts` makes them from an Open_vSwitch database,
 * and bridges of the Linux kernel fit as well (a port's PVID is its tag, the other VLANs its trunks).
 */
import type { Badge, Fact, Tone } from '../scene.ts';
import type { RowRef } from '../../model/index.ts';

export type VlanMode = 'access' | 'trunk' | 'native-tagged' | 'native-untagged' | 'dot1q-tunnel';

/** Which VLANs a port takes (ovs-vswitchd.conf.db(5), "VLAN Configuration"). */
export interface Vlans {
  /** None leaves it to the others: an access port with a tag, a trunk port without. */
  readonly mode: VlanMode | undefined;
  readonly tag: number | undefined;
  /** None are all. */
  readonly trunks: readonly number[];
  /** Of a port of mode dot1q-tunnel: the VLANs inside. */
  readonly customer: readonly number[];
}

/** A device behind a port: one, or several in a bond. */
export interface PortInterface {
  readonly id: string;
  readonly row: RowRef | undefined;
  readonly name: string;
  readonly tone: Tone;
  readonly tooltip: string;
}

/** An uplink is a physical device; a patch port leads to another bridge of the same host. */
export type PortRole = 'uplink' | 'bond' | 'tunnel' | 'patch' | 'port';

export interface Bond {
  readonly mode: string;
  /** How LACP was configured, and what became of it; none where it is off. */
  readonly lacp: string | undefined;
}

export interface CardPort {
  readonly id: string;
  readonly row: RowRef | undefined;
  readonly name: string;
  readonly role: PortRole;
  readonly vlans: Vlans;
  readonly interfaces: readonly PortInterface[];
  readonly bond: Bond | undefined;
  /** Of a patch port: the name of the interface at the other end. */
  readonly peer: string | undefined;
  /** What it leads to, in a few words: a logical port, the far end of a tunnel. */
  readonly leadsTo: string;
  readonly tone: Tone;
  /** Lines of its tooltip. */
  readonly about: readonly string[];
}

export interface BridgeCard {
  readonly id: string;
  readonly row: RowRef | undefined;
  readonly name: string;
  readonly kind: 'Open vSwitch' | 'Linux bridge';
  /** OVN's integration bridge: the others hang on it. */
  readonly isIntegration: boolean;
  readonly facts: readonly Fact[];
  readonly badges: readonly Badge[];
  readonly ports: readonly CardPort[];
}

export interface HostBridges {
  readonly id: string;
  readonly row: RowRef | undefined;
  readonly name: string;
  readonly subtitle: string | undefined;
  readonly bridges: readonly BridgeCard[];
  /** What its cards cannot say, a line each. */
  readonly notes: readonly string[];
}
