/**
 * What a host tells about its networks besides OVSDB, as plain values: nothing here is interpreted. `model/l2` makes
 * one network of it.
 *
 * What a command did not print is `undefined`, never a default: iproute2 of different ages prints different keys.
 */
import type { FilterRuleset } from './filters/types.ts';
import type { TrafficControl } from './tc/types.ts';

/** A value as `ip -j` and `bridge -j` print it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type Attributes = Readonly<Record<string, Json>>;

/** One host, at one time. */
export interface LinuxHost {
  readonly name: string;
  /** The root namespace first; names are those of `ip netns`. */
  readonly namespaces: readonly Namespace[];
  /** Output that could not be read, commands that failed: counted and named. */
  readonly problems: readonly HostProblem[];
}

export interface HostProblem {
  /** File of the capture, or the command. */
  readonly source: string;
  /** `line 3, column 17`, `element 4`, `ifname eth0`; undefined where it is the whole. */
  readonly where: string | undefined;
  /** What is wrong and what was expected, one sentence, without the network's own text unescaped. */
  readonly message: string;
  /** What was left out because of it: elements, or 1 for the whole. */
  readonly lost: number;
}

export interface Namespace {
  /** '' is the root namespace. */
  readonly name: string;
  /** Of `ip netns list` in the root namespace: what `link_netnsid` there means. */
  readonly id: number | undefined;
  readonly links: readonly Link[];
  readonly addresses: readonly Address[];
  readonly routes: readonly Route[];
  readonly rules: readonly RoutingRule[];
  readonly neighbours: readonly Neighbour[];
  /** `bridge vlan`: undefined where the kernel or iproute2 does not tell. */
  readonly vlans: readonly PortVlans[] | undefined;
  readonly fdb: readonly FdbEntry[];
  readonly mdb: readonly MdbEntry[];
  /** Ports to which multicast routers are attached (`bridge mdb`, `router`). */
  readonly routerPorts: readonly { readonly bridge: string; readonly port: string }[];
  /** `/proc/net/bonding/*`, where `ip -d link` says less. */
  readonly bonding: readonly Bonding[];
  readonly filters: readonly FilterRuleset[];
  readonly trafficControl: TrafficControl;
}

/** A network device (`ip -d link`). */
export interface Link {
  readonly index: number;
  readonly name: string;
  readonly altNames: readonly string[];
  /** `ifalias`. */
  readonly alias: string | undefined;
  readonly flags: readonly string[];
  readonly mtu: number | undefined;
  readonly operState: string | undefined;
  /** `ether`, `loopback`, `none`, `gre`, … */
  readonly type: string | undefined;
  readonly mac: string | undefined;
  readonly permanentMac: string | undefined;
  readonly promiscuity: number | undefined;
  /** Name of what it is a port or member of. */
  readonly master: string | undefined;
  /** What it stands on, or its peer: a name in the same namespace, or an index in another one. */
  readonly lower: LowerLink | undefined;
  /** `parentbus`/`parentdev` of hardware. */
  readonly parent: { readonly bus: string; readonly device: string } | undefined;
  /** `info_kind`: `bridge`, `vlan`, `bond`, `veth`, `tun`, …; undefined of hardware. */
  readonly kind: string | undefined;
  /** `info_data`, as it was printed. */
  readonly data: Attributes;
  /** `info_slave_kind`: `bridge`, `bond`, `team`, `vrf`, `openvswitch`. */
  readonly portKind: string | undefined;
  /** `info_slave_data`, as it was printed, with what `bridge -d link` adds. */
  readonly portData: Attributes;
}

export interface LowerLink {
  readonly name: string | undefined;
  readonly index: number | undefined;
  /** `link_netnsid`, in the numbering of the namespace that the link is in. */
  readonly namespaceId: number | undefined;
}

export interface Address {
  readonly link: string;
  readonly family: 'inet' | 'inet6';
  readonly address: string;
  readonly prefixLength: number;
  readonly scope: string | undefined;
  readonly dynamic: boolean;
}

export interface Route {
  readonly family: 'inet' | 'inet6';
  /** `default` is 0.0.0.0/0 or ::/0. */
  readonly destination: string;
  readonly type: string | undefined;
  readonly table: string | undefined;
  readonly device: string | undefined;
  readonly gateway: string | undefined;
  readonly source: string | undefined;
  readonly protocol: string | undefined;
  readonly metric: number | undefined;
  /** Of a multipath route. */
  readonly nexthops: readonly { readonly gateway: string | undefined; readonly device: string | undefined }[];
}

export interface RoutingRule {
  readonly family: 'inet' | 'inet6';
  readonly priority: number;
  readonly table: string | undefined;
  /** Everything, as it was printed. */
  readonly attributes: Attributes;
}

export interface Neighbour {
  readonly link: string;
  readonly address: string;
  readonly mac: string | undefined;
  readonly states: readonly string[];
}

/** VLANs of a port, or of the bridge device itself: ranges, never expanded. */
export interface PortVlans {
  readonly link: string;
  readonly vlans: readonly VlanRange[];
  /** `bridge vlan tunnelshow`. */
  readonly tunnels: readonly { readonly first: number; readonly last: number; readonly vni: number }[];
}

export interface VlanRange {
  readonly first: number;
  readonly last: number;
  readonly pvid: boolean;
  /** Leaves untagged. */
  readonly untagged: boolean;
  /** Per VLAN (`bridge -d vlan`): `forwarding`, `blocking`, …; undefined where it was not printed. */
  readonly state: string | undefined;
}

export interface FdbEntry {
  readonly link: string;
  readonly mac: string;
  /** The bridge whose entry it is (`master`); undefined for the device's own (`self`). */
  readonly bridge: string | undefined;
  readonly vlan: number | undefined;
  /** `permanent`, `static`, '' of a learned one, … */
  readonly state: string;
  /** `self`, `extern_learn`, `sticky`, … */
  readonly flags: readonly string[];
  /** Of tunnels: where the MAC is. */
  readonly remote: string | undefined;
  readonly vni: number | undefined;
}

export interface MdbEntry {
  readonly bridge: string;
  readonly port: string;
  readonly group: string;
  readonly vlan: number | undefined;
  readonly state: string | undefined;
}

/** A file of `/proc/net/bonding`. */
export interface Bonding {
  readonly name: string;
  readonly mode: string | undefined;
  readonly activeMember: string | undefined;
  /** Everything before the first member, as `Key: value`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly members: readonly {
    readonly name: string;
    readonly up: boolean | undefined;
    readonly attributes: Readonly<Record<string, string>>;
  }[];
}
