/**
 * Actions of logical flows (ovn-sb(5), "actions" of Logical_Flow) after parsing: immutable, so that what was parsed once
 * may be shared. `type` is OVN's own word wherever the text has one.
 *
 * - `result` is the field that an action writes to: `reg0[0] = dns_lookup();`
 * - `table` is where the packet goes on after an action that implies it: the table after the action's own.
 * - "drop;" is a list without actions.
 */
import type { ConstantSet, IntegerConstant, StringConstant } from '../expr/types.ts';
import type { FieldReference } from '../symbols/types.ts';
import type {
  CheckEvpnArpAction,
  GetFdbAction,
  GetMacBindingAction,
  LookupFdbAction,
  LookupMacBindingAction,
  LookupMacBindingIpAction,
  PutFdbAction,
  PutMacBindingAction,
} from './neighbour-types.ts';

export type * from './neighbour-types.ts';

export type Pipeline = 'ingress' | 'egress';

/** A conntrack zone of a router. A switch has but one, whatever is written. */
export type Zone = 'dnat' | 'snat';

export type TransportProtocol = 'tcp' | 'udp' | 'sctp';

export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** Nothing but a word. */
export interface BareAction {
  readonly type:
    | 'output'
    | 'dec_ttl'
    | 'ct_clear'
    | 'ct_snat_to_vip'
    | 'igmp'
    | 'handle_dhcpv6_reply'
    | 'handle_bfd_msg'
    | 'mac_cache_use'
    | 'flood_remote';
}

export interface NextAction {
  readonly type: 'next';
  readonly pipeline: Pipeline;
  readonly table: number;
  /** Where the action itself stands: that decides how it is written back. */
  readonly from: { readonly pipeline: Pipeline; readonly table: number };
}

/** `tcp.dst = 80;`, `outport = "lsp1";` */
export interface LoadAction {
  readonly type: 'load';
  readonly field: FieldReference;
  /** A string if, and only if, the field is one of strings. */
  readonly value: IntegerConstant | StringConstant;
}

/** A load of a field that Open vSwitch does not know: `icmp4.frag_mtu = 1500;`, `icmp4.inner_ip4.src = 10.0.0.1;` */
export interface LoadOvnFieldAction {
  readonly type: 'load_ovn_field';
  readonly field: FieldReference;
  /** As OVN keeps it: what is too wide lost its upper bits, and how it was written counts no more. */
  readonly value: IntegerConstant;
}

/** `eth.dst = eth.src;` */
export interface MoveAction {
  readonly type: 'move';
  readonly field: FieldReference;
  readonly source: FieldReference;
}

/** `inport <-> outport;` */
export interface ExchangeAction {
  readonly type: 'exchange';
  readonly left: FieldReference;
  readonly right: FieldReference;
}

export interface StackAction {
  readonly type: 'push' | 'pop';
  readonly field: FieldReference;
}

export interface CtNextAction {
  readonly type: 'ct_next';
  readonly zone: Zone;
  readonly table: number;
}

/** `ct_commit { ct_mark = 1; };` The list may be empty. */
export interface CtCommitAction {
  readonly type: 'ct_commit';
  readonly actions: readonly Action[];
}

export interface MaskedValue {
  readonly value: bigint;
  readonly mask: bigint;
}

/** `ct_commit(ct_mark=1/1, ct_label=1);` of OVN to 24.03. */
export interface CtCommitV1Action {
  readonly type: 'ct_commit_v1';
  readonly mark: MaskedValue | undefined;
  readonly label: MaskedValue | undefined;
}

export interface CtCommitZoneAction {
  readonly type: 'ct_commit_to_zone' | 'ct_commit_nat';
  readonly zone: Zone;
  readonly table: number;
}

export interface CtNatAction {
  readonly type: 'ct_dnat' | 'ct_snat' | 'ct_dnat_in_czone' | 'ct_snat_in_czone';
  /** Without an address, NAT as the connection has it already. */
  readonly address: Address | undefined;
  readonly ports: { readonly low: number; readonly high: number | undefined } | undefined;
  readonly table: number;
}

export interface LoadBalancerBackend {
  readonly address: Address;
  /** 0 if there is none. */
  readonly port: number;
  /** Only of `ct_lb_mark_local`. */
  readonly portName?: string | undefined;
}

export interface CtLbAction {
  readonly type: 'ct_lb' | 'ct_lb_mark' | 'ct_lb_mark_local';
  /** Without backends, NAT as the connection has it already. */
  readonly backends: readonly LoadBalancerBackend[];
  /** Names of OpenFlow fields, separated by commas. */
  readonly hashFields: string | undefined;
  readonly flag: 'skip_snat' | 'force_snat' | undefined;
  readonly table: number;
}

/** `reg0 = select(1=10, 2=20);` */
export interface SelectAction {
  readonly type: 'select';
  readonly result: FieldReference;
  readonly destinations: readonly { readonly id: number; readonly weight: number }[];
  readonly hashFields: string | undefined;
  readonly table: number;
}

/** Actions on a packet that is made from the one at hand. */
export interface NestedAction {
  readonly type:
    | 'clone'
    | 'arp'
    | 'icmp4'
    | 'icmp4_error'
    | 'icmp6'
    | 'icmp6_error'
    | 'tcp_reset'
    | 'sctp_abort'
    | 'reject'
    | 'nd_na'
    | 'nd_na_router'
    | 'nd_ns';
  readonly actions: readonly Action[];
}

/** A row of DHCP_Options or DHCPv6_Options, or an option of router advertisements or events. */
export interface OptionDefinition {
  readonly name: string;
  readonly code: number;
  readonly type: string;
}

export interface OptionValue {
  readonly option: OptionDefinition;
  readonly value: ConstantSet;
}

export interface PutOptionsAction {
  readonly type: 'put_dhcp_opts' | 'put_dhcpv6_opts' | 'put_nd_ra_opts';
  readonly result: FieldReference;
  readonly options: readonly OptionValue[];
}

export interface DhcpRelayAction {
  readonly type: 'dhcp_relay_req_chk' | 'dhcp_relay_resp_chk';
  readonly result: FieldReference;
  readonly relay: Address;
  readonly server: Address;
}

/** A question without arguments whose answer goes to a field. */
export interface ResultAction {
  readonly type:
    | 'dns_lookup'
    | 'chk_lb_hairpin'
    | 'chk_lb_hairpin_reply'
    | 'check_in_port_sec'
    | 'check_out_port_sec'
    | 'chk_ecmp_nh_mac'
    | 'chk_ecmp_nh'
    | 'chk_lb_aff'
    | 'ct_nw_dst'
    | 'ct_ip6_dst'
    | 'ct_tp_dst'
    | 'ct_proto'
    | 'ct_state_save';
  readonly result: FieldReference;
}

export interface CheckPacketLargerAction {
  readonly type: 'check_pkt_larger';
  readonly result: FieldReference;
  readonly length: number;
}

export type LogVerdict = 'allow' | 'drop' | 'reject' | 'pass';
export type LogSeverity = 'alert' | 'warning' | 'notice' | 'info' | 'debug';

export interface LogAction {
  readonly type: 'log';
  readonly name: string | undefined;
  readonly verdict: LogVerdict;
  readonly severity: LogSeverity;
  readonly meter: string | undefined;
}

export interface SetQueueAction {
  readonly type: 'set_queue';
  readonly id: number;
}

/** In kbit/s; a burst of 0 is none. */
export interface SetMeterAction {
  readonly type: 'set_meter';
  readonly rate: bigint;
  readonly burst: bigint;
}

export interface TriggerEventAction {
  readonly type: 'trigger_event';
  readonly event: string;
  /** Of OVN to 21.06. */
  readonly meter?: string | undefined;
  readonly options: readonly OptionValue[];
}

export interface BindVportAction {
  readonly type: 'bind_vport';
  readonly vport: string;
  readonly parent: FieldReference;
}

export interface HandleServiceCheckAction {
  readonly type: 'handle_svc_check';
  readonly port: FieldReference;
}

export interface ForwardGroupAction {
  readonly type: 'fwd_group';
  readonly liveness: boolean;
  readonly ports: readonly string[];
  readonly table: number;
}

/** What stands for the observation point: a number, a field of 32 bits, or the flow's cookie. */
export type ObservationPoint = number | FieldReference | 'cookie';

export interface SampleAction {
  readonly type: 'sample';
  /** Of 65535. */
  readonly probability: number;
  readonly collectorSet: number;
  readonly domain: number;
  readonly point: ObservationPoint;
}

export interface CommitEcmpNextHopAction {
  readonly type: 'commit_ecmp_nh';
  readonly ipv6: boolean;
  readonly protocol: TransportProtocol;
}

/** Ports are 0 if there are none. */
export interface CommitLbAffinityAction {
  readonly type: 'commit_lb_aff';
  readonly vip: Address;
  readonly vipPort: number;
  readonly backend: Address;
  readonly backendPort: number;
  readonly protocol: TransportProtocol | undefined;
  /** In seconds. */
  readonly timeout: number;
}

export interface MirrorAction {
  readonly type: 'mirror';
  readonly port: string;
}

/** Text that is not understood, to the `;` that ends it; only lenient parsing makes these. */
export interface UnknownAction {
  readonly type: 'unknown';
  readonly text: string;
  /** What is wrong with it, in OVN's words. */
  readonly message: string;
}

export type Action =
  | BareAction
  | NextAction
  | LoadAction
  | LoadOvnFieldAction
  | MoveAction
  | ExchangeAction
  | StackAction
  | CtNextAction
  | CtCommitAction
  | CtCommitV1Action
  | CtCommitZoneAction
  | CtNatAction
  | CtLbAction
  | SelectAction
  | NestedAction
  | GetMacBindingAction
  | PutMacBindingAction
  | LookupMacBindingAction
  | LookupMacBindingIpAction
  | CheckEvpnArpAction
  | PutOptionsAction
  | DhcpRelayAction
  | ResultAction
  | CheckPacketLargerAction
  | LogAction
  | SetQueueAction
  | SetMeterAction
  | TriggerEventAction
  | BindVportAction
  | HandleServiceCheckAction
  | ForwardGroupAction
  | PutFdbAction
  | GetFdbAction
  | LookupFdbAction
  | SampleAction
  | CommitEcmpNextHopAction
  | CommitLbAffinityAction
  | MirrorAction
  | UnknownAction;

export type ActionType = Action['type'];

type Having<Group, Type> = Group extends { readonly type: infer Types }
  ? Type extends Types
    ? Group
    : never
  : never;

/** The action of a type, or the group of actions that it is one of. */
export type ActionOf<Type extends ActionType> = Having<Action, Type>;
