/**
 * A packet in Open vSwitch's words, as ovn-trace's first line has it (ovs-ofctl(8), "Flow Syntax"): every field that the
 * packet has, and of its context what is not zero.
 *
 *     tcp,reg14=0x1,vlan_tci=0x0000,dl_src=…,dl_dst=…,nw_src=…,nw_dst=…,nw_tos=0,nw_ecn=0,nw_ttl=64,nw_frag=no,
 *     tp_src=0,tp_dst=80,tcp_flags=0
 */
import {
  ARP_SHA,
  ARP_THA,
  CT_ESTABLISHED,
  CT_IP4_DST,
  CT_IP4_SRC,
  CT_IP6_DST,
  CT_IP6_SRC,
  CT_L4_DST,
  CT_L4_SRC,
  CT_LABEL,
  CT_MARK,
  CT_NEW,
  CT_PROTO,
  CT_REPLY,
  CT_STATE,
  ETH_DST,
  ETH_SRC,
  ETH_TYPE,
  ETH_TYPE_ARP,
  ETH_TYPE_IP4,
  ETH_TYPE_IP6,
  ETH_TYPE_RARP,
  FRAG_LATER,
  IP4_DST,
  IP4_SRC,
  IP6_DST,
  IP6_LABEL,
  IP6_SRC,
  IP_DSCP,
  IP_ECN,
  IP_FRAG,
  IP_PROTO,
  IP_TTL,
  L4_DST,
  L4_SRC,
  ND_TARGET,
  PKT_MARK,
  PROTO_ICMP,
  PROTO_ICMP6,
  PROTO_IGMP,
  PROTO_SCTP,
  PROTO_TCP,
  PROTO_UDP,
  REGISTER_WORDS,
  TCP_FLAGS,
  VLAN_TCI,
  at,
  ipAt,
  macTextAt,
  type Packet,
} from '../engine/packet.ts';
import { formatIp4, formatIp6 } from '../southbound/addresses.ts';
import { ctStateText, hexOfWords, tcpFlagsText } from './values.ts';

const NAMES: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  [ETH_TYPE_IP4]: { [PROTO_ICMP]: 'icmp', [PROTO_TCP]: 'tcp', [PROTO_UDP]: 'udp', [PROTO_SCTP]: 'sctp' },
  [ETH_TYPE_IP6]: { [PROTO_ICMP6]: 'icmp6', [PROTO_TCP]: 'tcp6', [PROTO_UDP]: 'udp6', [PROTO_SCTP]: 'sctp6' },
};

/** Protocols whose header begins with something in the place of ports. */
const WITH_PORTS: ReadonlySet<number> = new Set([
  PROTO_ICMP,
  PROTO_ICMP6,
  PROTO_TCP,
  PROTO_UDP,
  PROTO_SCTP,
  PROTO_IGMP,
]);

export const packetText = (packet: Packet): string => {
  const type = at(packet, ETH_TYPE);
  const arp = type === ETH_TYPE_ARP || type === ETH_TYPE_RARP;
  const parts = [...context(packet, type), ...typeName(packet, type)];
  REGISTER_WORDS.forEach((word, i) => {
    if (packet[word] !== 0) parts.push(`reg${i}=0x${at(packet, word).toString(16)}`);
  });
  parts.push(...vlan(packet));
  parts.push(`dl_src=${macTextAt(packet, ETH_SRC)}`, `dl_dst=${macTextAt(packet, ETH_DST)}`);
  const named = type === ETH_TYPE_IP4 || type === ETH_TYPE_IP6 || arp || MPLS_NAMES[type] !== undefined;
  if (!named) parts.push(`dl_type=0x${type.toString(16).padStart(4, '0')}`);
  if (arp) parts.push(...arpFields(packet));
  else if (type === ETH_TYPE_IP4 || type === ETH_TYPE_IP6) parts.push(...ipFields(packet, type));
  else if (MPLS_NAMES[type] !== undefined)
    parts.push('mpls_label=0', 'mpls_tc=0', 'mpls_ttl=0', 'mpls_bos=0', 'mpls_lse1=0', 'mpls_lse2=0');
  return parts.join(',');
};

const MPLS_NAMES: Readonly<Record<number, string>> = { 0x8847: 'mpls', 0x8848: 'mplsm' };

/** What conntrack and other parts of the switch know of it. */
const context = (packet: Packet, type: number): string[] => {
  const parts: string[] = [];
  if (packet[PKT_MARK] !== 0) parts.push(`pkt_mark=0x${at(packet, PKT_MARK).toString(16)}`);
  // Open vSwitch keeps eight bits of it.
  const state = at(packet, CT_STATE) & 0xff;
  if (state !== 0) parts.push(`ct_state=${ctStateText(state)}`);
  if (packet[CT_MARK] !== 0) parts.push(`ct_mark=0x${at(packet, CT_MARK).toString(16)}`);
  const label = hexOfWords(ipAt(packet, CT_LABEL));
  if (label !== '0') parts.push(`ct_label=${label}`);
  const valid = (at(packet, CT_STATE) & (CT_NEW | CT_ESTABLISHED | CT_REPLY)) !== 0;
  const known = valid && packet[CT_PROTO] !== 0;
  if (known && type === ETH_TYPE_IP4) {
    parts.push(
      `ct_nw_src=${formatIp4(at(packet, CT_IP4_SRC))}`,
      `ct_nw_dst=${formatIp4(at(packet, CT_IP4_DST))}`,
    );
  } else if (known && type === ETH_TYPE_IP6 && !isNd(packet)) {
    parts.push(
      `ct_ipv6_src=${formatIp6(...ipAt(packet, CT_IP6_SRC))}`,
      `ct_ipv6_dst=${formatIp6(...ipAt(packet, CT_IP6_DST))}`,
    );
  }
  if (known && (type === ETH_TYPE_IP4 || type === ETH_TYPE_IP6)) {
    parts.push(
      `ct_nw_proto=${at(packet, CT_PROTO)}`,
      `ct_tp_src=${at(packet, CT_L4_SRC)}`,
      `ct_tp_dst=${at(packet, CT_L4_DST)}`,
    );
  }
  return parts;
};

const typeName = (packet: Packet, type: number): string[] => {
  const protocol = NAMES[type]?.[at(packet, IP_PROTO)];
  if (protocol !== undefined) return [protocol];
  const name =
    { [ETH_TYPE_IP4]: 'ip', [ETH_TYPE_IP6]: 'ipv6', [ETH_TYPE_ARP]: 'arp', [ETH_TYPE_RARP]: 'rarp' }[type] ??
    MPLS_NAMES[type];
  return name === undefined ? [] : [name];
};

const vlan = (packet: Packet): string[] => {
  const tci = at(packet, VLAN_TCI);
  if (tci === 0) return ['vlan_tci=0x0000'];
  // After a tag that is not zero a second one is shown, of which a microflow has none.
  const second = 'vlan_tci1=0x0000';
  return (tci & 0x1000) === 0
    ? [`vlan_tci=0x${tci.toString(16).padStart(4, '0')}`, second]
    : [`dl_vlan=${tci & 0xfff}`, `dl_vlan_pcp=${tci >>> 13}`, second];
};

const arpFields = (packet: Packet): string[] => [
  `arp_spa=${formatIp4(at(packet, IP4_SRC))}`,
  `arp_tpa=${formatIp4(at(packet, IP4_DST))}`,
  `arp_op=${at(packet, IP_PROTO)}`,
  `arp_sha=${macTextAt(packet, ARP_SHA)}`,
  `arp_tha=${macTextAt(packet, ARP_THA)}`,
];

const isNd = (packet: Packet): boolean =>
  packet[IP_PROTO] === PROTO_ICMP6 &&
  packet[L4_DST] === 0 &&
  (packet[L4_SRC] === 135 || packet[L4_SRC] === 136);

const ipFields = (packet: Packet, type: number): string[] => {
  const protocol = at(packet, IP_PROTO);
  const parts =
    type === ETH_TYPE_IP4
      ? [`nw_src=${formatIp4(at(packet, IP4_SRC))}`, `nw_dst=${formatIp4(at(packet, IP4_DST))}`]
      : [
          `ipv6_src=${formatIp6(...ipAt(packet, IP6_SRC))}`,
          `ipv6_dst=${formatIp6(...ipAt(packet, IP6_DST))}`,
          `ipv6_label=0x${at(packet, IP6_LABEL).toString(16).padStart(5, '0')}`,
        ];
  if (NAMES[type]?.[protocol] === undefined) parts.push(`nw_proto=${protocol}`);
  parts.push(
    `nw_tos=${at(packet, IP_DSCP) << 2}`,
    `nw_ecn=${at(packet, IP_ECN)}`,
    `nw_ttl=${at(packet, IP_TTL)}`,
    `nw_frag=${FRAGMENTS[at(packet, IP_FRAG) & 3] ?? ''}`,
  );
  const icmp6 = type === ETH_TYPE_IP6 && protocol === PROTO_ICMP6;
  const later = (at(packet, IP_FRAG) & FRAG_LATER) !== 0;
  if (later ? !icmp6 : !WITH_PORTS.has(protocol)) return parts;
  const icmp = icmp6 || (type === ETH_TYPE_IP4 && protocol === PROTO_ICMP);
  const [first, second] = icmp ? ['icmp_type', 'icmp_code'] : ['tp_src', 'tp_dst'];
  // Of a later fragment Open vSwitch shows what it looked at to tell whether this is neighbour discovery.
  if (!later || packet[L4_DST] === 0) parts.push(`${first}=${at(packet, L4_SRC)}`);
  parts.push(`${second}=${at(packet, L4_DST)}`);
  if (icmp6 && isNd(packet)) {
    parts.push(
      `nd_target=${formatIp6(...ipAt(packet, ND_TARGET))}`,
      `nd_sll=${macTextAt(packet, ARP_SHA)}`,
      `nd_tll=${macTextAt(packet, ARP_THA)}`,
    );
  }
  if (!later && protocol === PROTO_TCP) parts.push(`tcp_flags=${tcpFlagsText(at(packet, TCP_FLAGS))}`);
  return parts;
};

const FRAGMENTS: readonly string[] = ['no', 'first', '<error>', 'later'];
