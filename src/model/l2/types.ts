/**
 * Layer 2 of hosts, of Linux bridges and of Open vSwitch in one form.
 *
 * A device has two sides. What it *receives* comes from its medium (wire, veth peer, virtual machine, bridge) and goes
 * up: to a VLAN device on it, its bond, its bridge, or the network stack of its namespace. What is *sent* by it goes
 * down: to its lower device, its members, its peer, its wire.
 */
import type { Ranges } from './ranges.ts';
import type { Tag, TagProtocol } from './frame.ts';

export interface L2Network {
  readonly devices: readonly Device[];
  readonly bridges: readonly L2Bridge[];
  readonly problems: readonly L2Problem[];
}

/** What does not fit together: a veth whose peer is in no namespace that was read, a patch port without peer. */
export interface L2Problem {
  readonly kind: 'no-peer' | 'no-lower' | 'two-masters' | 'no-device' | 'circle';
  readonly device: Device;
  readonly message: string;
}

export type DeviceKind =
  | 'hardware'
  | 'bridge'
  | 'vlan'
  | 'bond'
  | 'team'
  | 'veth'
  | 'patch'
  | 'tap'
  | 'internal'
  | 'tunnel'
  | 'macvlan'
  | 'ipvlan'
  | 'dummy'
  | 'loopback'
  | 'other';

export interface Device {
  readonly host: string;
  /** '' is the root namespace. */
  readonly namespace: string;
  readonly name: string;
  readonly kind: DeviceKind;
  /** `ip`'s or Open vSwitch's word for it: `vxlan`, `gretap`, `geneve`, `ipvlan`, … */
  readonly type: string;
  /** Set up and with a carrier. */
  readonly up: boolean;
  readonly mtu: number | undefined;
  readonly mac: string | undefined;
  readonly promiscuous: boolean;
  /** Addresses of its namespace's stack on it: `10.0.0.1/24`. */
  readonly addresses: readonly string[];
  /** Of a VLAN device. */
  readonly tag: Tag | undefined;
  /** What a VLAN device or macvlan stands on. */
  readonly lower: Device | undefined;
  /** VLAN devices on it. */
  readonly vlanDevices: readonly Device[];
  /** Macvlans and ipvlans on it. */
  readonly stacked: readonly Device[];
  /** Other end of a veth pair or of a patch. */
  readonly peer: Device | undefined;
  /** The bond or team that it is a member of. */
  readonly aggregate: Device | undefined;
  readonly members: readonly Device[];
  readonly bond: BondRule | undefined;
  readonly tunnel: Tunnel | undefined;
  /** Of a tunnel: other ends that were read. */
  readonly far: readonly FarEnd[];
  /** Where it is a port of a bridge. */
  readonly port: L2Port | undefined;
  /** Of a bridge's own device (`br0`) and of an internal port: the port by which the host is attached to the bridge. */
  readonly hostPort: L2Port | undefined;
  /** Names that people know it by: `ifalias`, `iface-id`, alternative names. */
  readonly alsoKnownAs: readonly string[];
}

export interface BondRule {
  /** `active-backup`, `balance-xor`, `802.3ad`, `balance-slb`, `balance-tcp`, … */
  readonly mode: string;
  /** Of active-backup. */
  readonly active: string | undefined;
}

export interface FarEnd {
  readonly remote: string;
  readonly device: Device;
}

export interface Tunnel {
  /** `vxlan`, `geneve`, `gre`, `gretap`, … */
  readonly type: string;
  readonly local: string | undefined;
  /** Who gets what is flooded: one, several by the forwarding database, a multicast group; `flow`: by the flow. */
  readonly remotes: readonly string[];
  /** MAC → remote, of VXLAN's own forwarding database. */
  readonly known: ReadonlyMap<string, string>;
  /** VNI or key; undefined where each frame has its own. */
  readonly key: number | undefined;
  /** VLAN → VNI (`bridge vlan tunnelshow`). */
  readonly vlanKeys: readonly { readonly first: number; readonly last: number; readonly vni: number }[];
}

export interface L2Bridge {
  readonly host: string;
  readonly namespace: string;
  readonly name: string;
  readonly kind: 'linux' | 'openvswitch';
  readonly ports: readonly L2Port[];
  /** What decides about a frame: flows that are not just NORMAL are not looked into here. */
  readonly forwarding: 'normal' | 'flows';
  /** Of Linux: whether it looks at VLANs, and at which tags. */
  readonly vlanFiltering: boolean;
  readonly vlanProtocol: TagProtocol;
  /** Tags that Open vSwitch looks at (`other_config:vlan-limit`); it takes others for payload. */
  readonly vlanLimit: number;
  readonly multicast: MulticastRule;
  /** MAC, and VLAN where the bridge looks at those: `fa:16:3e:00:00:01 10`. */
  readonly fdb: ReadonlyMap<string, FdbTarget>;
}

export interface MulticastRule {
  readonly snooping: boolean;
  /** Whether there is a querier: without one Linux floods. */
  readonly querier: boolean;
  /** Frames to groups that nobody joined are flooded. */
  readonly floodUnregistered: boolean;
  /** `GROUP VLAN` → names of ports. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface FdbTarget {
  /** `self`: for the host. */
  readonly port: L2Port | 'self';
  readonly learned: boolean;
}

export interface L2Port {
  readonly bridge: L2Bridge;
  readonly name: string;
  /** More than one in a bond of Open vSwitch. */
  readonly devices: readonly Device[];
  /** The bridge's own device: what it receives is for the host. */
  readonly isSelf: boolean;
  readonly vlans: VlanRule;
  /** `forwarding`, `blocking`, `listening`, `learning`, `disabled`. */
  readonly state: string;
  /** Neither port of a pair of isolated (Linux) or protected (Open vSwitch) ports reaches the other. */
  readonly isolated: boolean;
  /** May send back by the port by which the frame came. */
  readonly hairpin: boolean;
  /** Only known sources may send. */
  readonly locked: boolean;
  readonly learning: boolean;
  readonly flood: { readonly unicast: boolean; readonly multicast: boolean; readonly broadcast: boolean };
  readonly multicastRouter: boolean;
  /** Reserved addresses that are forwarded all the same, a bit for each of 01:80:c2:00:00:0X. */
  readonly forwardedReserved: number;
  /** OpenFlow's no-receive and no-forward. */
  readonly receives: boolean;
  readonly forwards: boolean;
  readonly bond: BondRule | undefined;
}

export type VlanRule =
  /** A bridge that does not look at VLANs: every frame is carried as it is. */
  { readonly kind: 'transparent' } | FilteringRule | OpenVSwitchRule;

/** A port of a Linux bridge with `vlan_filtering`. */
export interface FilteringRule {
  readonly kind: 'filtering';
  /** VLAN of frames that come without tag. */
  readonly pvid: number | undefined;
  readonly ranges: readonly FilteringRange[];
}

export interface FilteringRange {
  readonly first: number;
  readonly last: number;
  /** Leaves without tag. */
  readonly untagged: boolean;
  /** Of the VLAN itself (`bridge vlan set … state`). */
  readonly state: string;
}

/** A port of Open vSwitch (ovs-vswitchd.conf.db(5), Port, `vlan_mode`). */
export interface OpenVSwitchRule {
  readonly kind: 'openvswitch';
  readonly mode: 'access' | 'trunk' | 'native-tagged' | 'native-untagged' | 'dot1q-tunnel';
  readonly tag: number;
  /** Of trunk and native modes, the native VLAN included. */
  readonly trunks: Ranges;
  /** Of dot1q-tunnel. */
  readonly customer: Ranges;
  readonly outer: TagProtocol;
  readonly priorityTags: 'never' | 'if-nonzero' | 'always';
}
