/** A packet under trace: the words of a microflow, and what Open vSwitch asks of one before a field of it exists. */
import { registerWord, standardSymbols, type Field, type FieldPrerequisite } from '../../language/index.ts';
import { formatMac, type Ip, type Mac } from '../southbound/addresses.ts';

const fieldOf = (symbol: string): Field => {
  const field = standardSymbols().get(symbol)?.field;
  if (field === undefined) throw new Error(`${symbol} is no field`);
  return field;
};

const wordOf = (symbol: string): number => fieldOf(symbol).words[0] as number;
const wordsOf = (symbol: string): readonly number[] => fieldOf(symbol).words;

export const FLAGS = wordOf('flags');
export const INPORT = wordOf('inport');
export const OUTPORT = wordOf('outport');
export const ETH_SRC = wordsOf('eth.src');
export const ETH_DST = wordsOf('eth.dst');
export const ETH_TYPE = wordOf('eth.type');
export const VLAN_TCI = wordOf('vlan.tci');
export const IP_PROTO = wordOf('ip.proto');
export const IP_DSCP = wordOf('ip.dscp');
export const IP_ECN = wordOf('ip.ecn');
export const IP_TTL = wordOf('ip.ttl');
export const IP_FRAG = wordOf('ip.frag');
export const IP4_SRC = wordOf('ip4.src');
export const IP4_DST = wordOf('ip4.dst');
export const IP6_SRC = wordsOf('ip6.src');
export const IP6_DST = wordsOf('ip6.dst');
export const IP6_LABEL = wordOf('ip6.label');
export const L4_SRC = wordOf('tcp.src');
export const L4_DST = wordOf('tcp.dst');
export const TCP_FLAGS = wordOf('tcp.flags');
export const ARP_SHA = wordsOf('arp.sha');
export const ARP_THA = wordsOf('arp.tha');
export const ND_TARGET = wordsOf('nd.target');
export const CT_STATE = wordOf('ct_state');
export const CT_MARK = wordOf('ct_mark');
export const CT_LABEL = wordsOf('ct_label');
export const PKT_MARK = wordOf('pkt.mark');

/** The packet that opened the connection (ovs-fields(7), "Connection Tracking Original Direction Tuple"). */
export {
  CT_IP4_DST,
  CT_IP4_SRC,
  CT_IP6_DST,
  CT_IP6_SRC,
  CT_L4_DST,
  CT_L4_SRC,
  CT_PROTO,
} from '../../language/index.ts';

/** The words of reg0, reg1, … */
export const REGISTER_WORDS: readonly number[] = Array.from({ length: 16 }, (_, i) => registerWord(i));

/** Registers that a run through the egress pipeline begins without. */
export const REGISTERS: readonly number[] = REGISTER_WORDS.filter(
  (word) => word !== INPORT && word !== OUTPORT,
);

export const ETH_TYPE_IP4 = 0x0800;
export const ETH_TYPE_IP6 = 0x86dd;
export const ETH_TYPE_ARP = 0x0806;
export const ETH_TYPE_RARP = 0x8035;

export const PROTO_ICMP = 1;
export const PROTO_IGMP = 2;
export const PROTO_TCP = 6;
export const PROTO_UDP = 17;
export const PROTO_ICMP6 = 58;
export const PROTO_SCTP = 132;

/** A fragment but the first. */
export const FRAG_LATER = 2;

/** `flags.loopback`: a packet may leave by the port by which it came. */
export const ALLOW_LOOPBACK = 1;

export const CT_NEW = 0x01;
export const CT_ESTABLISHED = 0x02;
export const CT_RELATED = 0x04;
export const CT_REPLY = 0x08;
export const CT_INVALID = 0x10;
export const CT_TRACKED = 0x20;
export const CT_SNAT = 0x40;
export const CT_DNAT = 0x80;

export type Packet = Uint32Array;

export const at = (packet: Packet, word: number): number => packet[word] as number;

export const isIp4 = (packet: Packet): boolean => packet[ETH_TYPE] === ETH_TYPE_IP4;
export const isIp6 = (packet: Packet): boolean => packet[ETH_TYPE] === ETH_TYPE_IP6;
export const isIp = (packet: Packet): boolean => isIp4(packet) || isIp6(packet);

export const macAt = (packet: Packet, words: readonly number[]): Mac => [
  at(packet, words[0] as number),
  at(packet, words[1] as number),
];

export const macTextAt = (packet: Packet, words: readonly number[]): string =>
  formatMac(...macAt(packet, words));

export const setMac = (packet: Packet, words: readonly number[], mac: Mac): void => {
  packet[words[0] as number] = mac[0];
  packet[words[1] as number] = mac[1];
};

export const ipAt = (packet: Packet, words: readonly number[]): Ip => [
  at(packet, words[0] as number),
  at(packet, words[1] as number),
  at(packet, words[2] as number),
  at(packet, words[3] as number),
];

export const copyWords = (
  from: Packet,
  source: readonly number[],
  to: Packet,
  target: readonly number[],
): void => {
  for (let i = 0; i < target.length; i++) to[target[i] as number] = at(from, source[i] as number);
};

export const clearWords = (packet: Packet, words: readonly number[]): void => {
  for (const word of words) packet[word] = 0;
};

const isL4 = (packet: Packet, protocol: number): boolean =>
  isIp(packet) && packet[IP_PROTO] === protocol && (at(packet, IP_FRAG) & FRAG_LATER) === 0;

const isIcmp6 = (packet: Packet): boolean => isIp6(packet) && packet[IP_PROTO] === PROTO_ICMP6;

const isNd = (packet: Packet, ...types: readonly number[]): boolean =>
  isIcmp6(packet) && packet[L4_DST] === 0 && types.includes(at(packet, L4_SRC));

/** ND messages (RFC 4861, 4.3 and 4.4). */
export const ND_SOLICIT = 135;
export const ND_ADVERT = 136;

const PREREQUISITES: Readonly<Record<FieldPrerequisite, (packet: Packet) => boolean>> = {
  none: () => true,
  arp: (packet) => packet[ETH_TYPE] === ETH_TYPE_ARP || packet[ETH_TYPE] === ETH_TYPE_RARP,
  vlan: (packet) => (at(packet, VLAN_TCI) & 0x1000) !== 0,
  ipv4: isIp4,
  ipv6: isIp6,
  ip: isIp,
  tcp: (packet) => isL4(packet, PROTO_TCP),
  udp: (packet) => isL4(packet, PROTO_UDP),
  sctp: (packet) => isL4(packet, PROTO_SCTP),
  icmpv4: (packet) => isIp4(packet) && packet[IP_PROTO] === PROTO_ICMP,
  icmpv6: isIcmp6,
  nd: (packet) => isNd(packet, ND_SOLICIT, ND_ADVERT),
  'nd-solicit': (packet) => isNd(packet, ND_SOLICIT),
  'nd-advert': (packet) => isNd(packet, ND_ADVERT),
};

/** Whether the packet has the field at all. */
export const hasField = (packet: Packet, field: Field): boolean => PREREQUISITES[field.prerequisite](packet);
