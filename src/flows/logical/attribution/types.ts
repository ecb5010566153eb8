/** Which row of the Northbound made a logical flow, and what a person wants to know of it. */
import type { Endpoint, PortAddress, RowRef } from '../../../model/index.ts';

/** What an ACL stands on. */
export interface AclHolder {
  readonly kind: 'switch' | 'port group';
  readonly name: string;
  readonly ref: RowRef;
}

export interface AclFact {
  readonly kind: 'acl';
  readonly name: string | undefined;
  readonly direction: 'from-lport' | 'to-lport';
  /** `options:apply-after-lb`, for `from-lport` only. */
  readonly afterLoadBalancing: boolean;
  readonly tier: number;
  readonly priority: number;
  readonly action: string;
  readonly match: string;
  /** 0 for none. */
  readonly label: number;
  readonly log: { readonly severity: string | undefined; readonly meter: string | undefined } | undefined;
  /** The datapath's switch first, then port groups by name; only those by which it concerns this datapath. */
  readonly holders: readonly AclHolder[];
}

export interface RouteFact {
  readonly kind: 'route';
  /** `learned` routes are the Southbound's: a routing protocol brought them. */
  readonly origin: 'static' | 'learned';
  readonly prefix: string;
  /** `discard` drops. */
  readonly nexthop: string;
  readonly policy: 'dst-ip' | 'src-ip';
  /** Empty for the main one. */
  readonly table: string;
  readonly outputPort: string | undefined;
  /** `options:ecmp_symmetric_reply`. */
  readonly symmetricReply: boolean;
}

export interface PolicyFact {
  readonly kind: 'policy';
  readonly priority: number;
  readonly match: string;
  readonly action: string;
  readonly nexthops: readonly string[];
  readonly chain: string | undefined;
  readonly jumpChain: string | undefined;
}

export interface NatFact {
  readonly kind: 'nat';
  readonly type: 'snat' | 'dnat' | 'dnat_and_snat';
  readonly externalIp: string;
  readonly logicalIp: string;
  /** With both the address is served where the port is bound, without a gateway. */
  readonly logicalPort: string | undefined;
  readonly externalMac: string | undefined;
  readonly externalPorts: string | undefined;
}

export interface VipFact extends Endpoint {
  readonly backends: readonly Endpoint[];
}

export interface LoadBalancerFact {
  readonly kind: 'load-balancer';
  readonly name: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp' | undefined;
  /** Those that the flow names; all of them where it names none. */
  readonly vips: readonly VipFact[];
  readonly namesVip: boolean;
}

export interface QosFact {
  readonly kind: 'qos';
  readonly direction: 'from-lport' | 'to-lport';
  readonly priority: number;
  readonly match: string;
  readonly dscp: number | undefined;
  readonly mark: number | undefined;
  /** In kbps and kb. */
  readonly rate: number | undefined;
  readonly burst: number | undefined;
}

/** What of a switch port the flow is about. */
export type SwitchPortAspect =
  | 'port-security'
  | 'disabled'
  | 'addresses'
  | 'unknown-addresses'
  | 'mac-learning'
  | 'external'
  | 'mirror'
  | 'type'
  | 'port';

export interface SwitchPortFact {
  readonly kind: 'switch-port';
  readonly name: string;
  readonly alias: string | undefined;
  readonly type: string;
  readonly aspect: SwitchPortAspect;
  /** Of the aspect `port-security`. */
  readonly portSecurity: readonly string[];
  /** Of the aspects that are about addresses: those that the flow names, all of them where it names none. */
  readonly addresses: readonly PortAddress[];
}

/** What of a router port the flow is about. */
export type RouterPortAspect =
  | 'connected-route'
  | 'mac'
  | 'networks'
  | 'neighbours'
  | 'router-advertisements'
  | 'route-table'
  | 'dhcp-relay'
  | 'mtu'
  | 'gateway'
  | 'nat'
  | 'delivery'
  | 'port';

export interface RouterPortFact {
  readonly kind: 'router-port';
  readonly name: string;
  readonly alias: string | undefined;
  readonly mac: string;
  readonly aspect: RouterPortAspect;
  /** Those that the flow names, all of them where it names none. */
  readonly networks: readonly string[];
}

export interface DhcpFact {
  readonly kind: 'dhcp';
  readonly cidr: string;
  /** The port that is given them, where the flow names one. */
  readonly port: string | undefined;
}

export interface DnsFact {
  readonly kind: 'dns';
  readonly records: number;
}

export interface ForwardingGroupFact {
  readonly kind: 'forwarding-group';
  readonly name: string;
  readonly vip: string;
  readonly mac: string;
  readonly ports: readonly string[];
}

/** A switch, a router, or all of its load balancers at once. */
export interface DatapathFact {
  readonly kind: 'switch' | 'router';
  readonly name: string;
  readonly alias: string | undefined;
}

/** `NB_Global.options:default_acl_drop`. */
export interface DefaultAclFact {
  readonly kind: 'default-acl-drop';
}

/** A row of any other table. */
export interface OtherFact {
  readonly kind: 'row';
  readonly name: string | undefined;
}

export type Fact =
  | AclFact
  | RouteFact
  | PolicyFact
  | NatFact
  | LoadBalancerFact
  | QosFact
  | SwitchPortFact
  | RouterPortFact
  | DhcpFact
  | DnsFact
  | ForwardingGroupFact
  | DatapathFact
  | DefaultAclFact
  | OtherFact;

export interface AttributedRow {
  readonly ref: RowRef;
  readonly fact: Fact;
}

/** What led to a row when northd left no hint. */
export type Clue = 'port name' | 'MAC' | 'IP' | 'address set' | 'stage';

export type Doubt =
  /** The flow names no row; it was found by what its match says. */
  | { readonly kind: 'guessed'; readonly by: Clue }
  /** Rows whose UUIDs begin alike; the one that fits the flow best comes first. */
  | { readonly kind: 'several' }
  /**
   * Several datapaths share the flow, and northd names the row of another of them (a Datapath_Binding's UUID): this one
   * has its like.
   */
  | { readonly kind: 'shared'; readonly datapath: string }
  /** Nothing that the datapath refers to has a UUID that begins so: the row is gone, or was not read. */
  | { readonly kind: 'row-missing'; readonly hint: string }
  | { readonly kind: 'no-northbound' }
  /** It holds names or addresses of some configuration, and nothing tells whose. */
  | { readonly kind: 'no-hint' };

/**
 * - `row`: made of the rows;
 * - `northd`: northd makes it by itself for every datapath, or for a feature as a whole: the stage's purpose says why;
 * - `unknown`: of a row, but nothing tells which.
 */
export type Origin = 'row' | 'northd' | 'unknown';

export interface Stage {
  /** `ls_in_acl_eval`. */
  readonly name: string;
  /** In the operator's words; `undefined` of a stage that no version of OVN up to 26.03 has. */
  readonly purpose: string | undefined;
}

export interface Attribution {
  readonly stage: Stage | undefined;
  readonly origin: Origin;
  /** One, unless the doubt is `several` or the flow stands for all of them (the DNS records of a switch). */
  readonly rows: readonly AttributedRow[];
  readonly certain: boolean;
  readonly doubt: Doubt | undefined;
  /** The first eight digits of the row's UUID, as northd left them. */
  readonly hint: string | undefined;
  /** `northd.c:1234`. */
  readonly source: string | undefined;
}
