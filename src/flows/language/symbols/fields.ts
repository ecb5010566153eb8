/**
 * The fields of Open vSwitch that OVN's symbols stand for, and where a microflow keeps them: a microflow is one
 * Uint32Array, so that comparing a field is reading a few words.
 *
 * Fields that share their place in Open vSwitch's own flow share words here too, because a value written through one
 * is read through the other: `arp.op` after `ip.proto`, `udp.dst` after `tcp.dst`, `nd.sll` after `arp.sha`.
 */
import type { Field, FieldPrerequisite } from './types.ts';

/** How many registers Open vSwitch has that OVN uses. */
const REGISTERS = 16;

/** The word of a 32-bit register. The highest comes first, so that wide registers are consecutive words. */
export const registerWord = (register: number): number => REGISTERS - 1 - register;

const PKT_MARK_WORD = 16;
const CT_STATE_WORD = 17;
const CT_MARK_WORD = 18;
const CT_LABEL_WORD = 19;
/** The packet that opened the connection (ovs-fields(7), "Connection Tracking Original Direction Tuple"). */
export const CT_PROTO = 23;
export const CT_IP4_SRC = 24;
export const CT_IP4_DST = 25;
export const CT_IP6_SRC: readonly number[] = [26, 27, 28, 29];
export const CT_IP6_DST: readonly number[] = [30, 31, 32, 33];
export const CT_L4_SRC = 34;
export const CT_L4_DST = 35;
const ETH_SRC_WORD = 36;
const ETH_DST_WORD = 38;
const ETH_TYPE_WORD = 40;
const VLAN_TCI_WORD = 41;
/** Also the sender's address in ARP. */
const IPV4_SRC_WORD = 42;
/** Also the target's address in ARP. */
const IPV4_DST_WORD = 43;
const IPV6_SRC_WORD = 44;
const IPV6_DST_WORD = 48;
const IPV6_LABEL_WORD = 52;
/** Also the operation in ARP. */
const IP_PROTO_WORD = 53;
const IP_DSCP_WORD = 54;
const IP_ECN_WORD = 55;
const IP_TTL_WORD = 56;
const IP_FRAG_WORD = 57;
/** Also the source link-layer address in neighbour discovery. */
const ARP_SHA_WORD = 58;
/** Also the target link-layer address in neighbour discovery. */
const ARP_THA_WORD = 60;
/** Also the type in ICMP. */
const TP_SRC_WORD = 62;
/** Also the code in ICMP. */
const TP_DST_WORD = 63;
const TCP_FLAGS_WORD = 64;
const ND_TARGET_WORD = 65;
const TUN_ID_WORD = 69;
/** Length of a microflow. */
export const MICROFLOW_WORDS = 71;

interface Traits {
  readonly writable?: boolean;
  readonly maskable?: boolean;
  readonly prerequisite?: FieldPrerequisite;
  readonly register?: boolean;
}

const define = (name: string, width: number, firstWord: number, traits: Traits = {}): Field => ({
  name,
  width,
  words: Array.from({ length: Math.ceil(width / 32) }, (_, at) => firstWord + at),
  writable: traits.writable ?? true,
  maskable: traits.maskable ?? true,
  prerequisite: traits.prerequisite ?? 'none',
  register: traits.register ?? false,
});

/** A register of 32, 64 or 128 bits: its last 32-bit register is its least significant word. */
const defineRegister = (name: string, width: number, at: number): Field => {
  const each = width / 32;
  return define(name, width, registerWord((at + 1) * each - 1), { register: true });
};

const defineRegisters = (prefix: string, width: number): readonly Field[] =>
  Array.from({ length: (REGISTERS * 32) / width }, (_, at) => defineRegister(`${prefix}${at}`, width, at));

/** `NXM_NX_REG0`… */
export const registers = defineRegisters('NXM_NX_REG', 32);
/** `OXM_OF_PKT_REG0`…: 64 bits each. */
export const xregisters = defineRegisters('OXM_OF_PKT_REG', 64);
/** `NXM_NX_XXREG0`…: 128 bits each. */
export const xxregisters = defineRegisters('NXM_NX_XXREG', 128);

const readOnly = { writable: false };
const whole = { maskable: false };
const ct = readOnly;

/** The other fields, by Open vSwitch's names. */
export const fields = {
  pktMark: define('NXM_NX_PKT_MARK', 32, PKT_MARK_WORD),
  tunId: define('NXM_NX_TUN_ID', 64, TUN_ID_WORD),

  ctState: define('NXM_NX_CT_STATE', 32, CT_STATE_WORD, ct),
  ctMark: define('NXM_NX_CT_MARK', 32, CT_MARK_WORD),
  ctLabel: define('NXM_NX_CT_LABEL', 128, CT_LABEL_WORD),
  ctNwProto: define('NXM_NX_CT_NW_PROTO', 8, CT_PROTO, { ...ct, ...whole }),
  ctNwSrc: define('NXM_NX_CT_NW_SRC', 32, CT_IP4_SRC, ct),
  ctNwDst: define('NXM_NX_CT_NW_DST', 32, CT_IP4_DST, ct),
  ctIpv6Src: define('NXM_NX_CT_IPV6_SRC', 128, CT_IP6_SRC[0]!, ct),
  ctIpv6Dst: define('NXM_NX_CT_IPV6_DST', 128, CT_IP6_DST[0]!, ct),
  ctTpSrc: define('NXM_NX_CT_TP_SRC', 16, CT_L4_SRC, ct),
  ctTpDst: define('NXM_NX_CT_TP_DST', 16, CT_L4_DST, ct),

  ethSrc: define('OXM_OF_ETH_SRC', 48, ETH_SRC_WORD),
  ethDst: define('OXM_OF_ETH_DST', 48, ETH_DST_WORD),
  ethType: define('OXM_OF_ETH_TYPE', 16, ETH_TYPE_WORD, { ...readOnly, ...whole }),
  vlanTci: define('NXM_OF_VLAN_TCI', 16, VLAN_TCI_WORD),

  ipv4Src: define('OXM_OF_IPV4_SRC', 32, IPV4_SRC_WORD, { prerequisite: 'ipv4' }),
  ipv4Dst: define('OXM_OF_IPV4_DST', 32, IPV4_DST_WORD, { prerequisite: 'ipv4' }),
  ipv6Src: define('OXM_OF_IPV6_SRC', 128, IPV6_SRC_WORD, { prerequisite: 'ipv6' }),
  ipv6Dst: define('OXM_OF_IPV6_DST', 128, IPV6_DST_WORD, { prerequisite: 'ipv6' }),
  ipv6Label: define('OXM_OF_IPV6_FLABEL', 20, IPV6_LABEL_WORD, { prerequisite: 'ipv6' }),
  ipProto: define('OXM_OF_IP_PROTO', 8, IP_PROTO_WORD, { ...readOnly, ...whole, prerequisite: 'ip' }),
  ipDscp: define('OXM_OF_IP_DSCP', 6, IP_DSCP_WORD, { ...whole, prerequisite: 'ip' }),
  ipEcn: define('OXM_OF_IP_ECN', 2, IP_ECN_WORD, { ...whole, prerequisite: 'ip' }),
  ipTtl: define('NXM_NX_IP_TTL', 8, IP_TTL_WORD, { ...whole, prerequisite: 'ip' }),
  ipFrag: define('NXM_NX_IP_FRAG', 2, IP_FRAG_WORD, { ...readOnly, prerequisite: 'ip' }),

  arpOp: define('OXM_OF_ARP_OP', 16, IP_PROTO_WORD, { ...whole, prerequisite: 'arp' }),
  arpSpa: define('OXM_OF_ARP_SPA', 32, IPV4_SRC_WORD, { prerequisite: 'arp' }),
  arpTpa: define('OXM_OF_ARP_TPA', 32, IPV4_DST_WORD, { prerequisite: 'arp' }),
  arpSha: define('OXM_OF_ARP_SHA', 48, ARP_SHA_WORD, { prerequisite: 'arp' }),
  arpTha: define('OXM_OF_ARP_THA', 48, ARP_THA_WORD, { prerequisite: 'arp' }),

  tcpSrc: define('OXM_OF_TCP_SRC', 16, TP_SRC_WORD, { prerequisite: 'tcp' }),
  tcpDst: define('OXM_OF_TCP_DST', 16, TP_DST_WORD, { prerequisite: 'tcp' }),
  tcpFlags: define('OXM_OF_TCP_FLAGS', 12, TCP_FLAGS_WORD, { ...readOnly, prerequisite: 'tcp' }),
  udpSrc: define('OXM_OF_UDP_SRC', 16, TP_SRC_WORD, { prerequisite: 'udp' }),
  udpDst: define('OXM_OF_UDP_DST', 16, TP_DST_WORD, { prerequisite: 'udp' }),
  sctpSrc: define('OXM_OF_SCTP_SRC', 16, TP_SRC_WORD, { prerequisite: 'sctp' }),
  sctpDst: define('OXM_OF_SCTP_DST', 16, TP_DST_WORD, { prerequisite: 'sctp' }),

  icmp4Type: define('OXM_OF_ICMPV4_TYPE', 8, TP_SRC_WORD, { ...whole, prerequisite: 'icmpv4' }),
  icmp4Code: define('OXM_OF_ICMPV4_CODE', 8, TP_DST_WORD, { ...whole, prerequisite: 'icmpv4' }),
  icmp6Type: define('OXM_OF_ICMPV6_TYPE', 8, TP_SRC_WORD, { ...whole, prerequisite: 'icmpv6' }),
  icmp6Code: define('OXM_OF_ICMPV6_CODE', 8, TP_DST_WORD, { ...whole, prerequisite: 'icmpv6' }),
  ndTarget: define('OXM_OF_IPV6_ND_TARGET', 128, ND_TARGET_WORD, { prerequisite: 'nd' }),
  ndSll: define('OXM_OF_IPV6_ND_SLL', 48, ARP_SHA_WORD, { prerequisite: 'nd-solicit' }),
  ndTll: define('OXM_OF_IPV6_ND_TLL', 48, ARP_THA_WORD, { prerequisite: 'nd-advert' }),
} as const satisfies Readonly<Record<string, Field>>;

/** Open vSwitch has eight bits for what these fields call 16 or 32. */
const NARROW: ReadonlySet<number> = new Set([IP_PROTO_WORD, CT_STATE_WORD]);

/** What one word of a field can hold; more is lost where it is written. */
const wordLimit = (field: Field, at: number): number => {
  if (NARROW.has(field.words[at] as number)) return 0xff;
  const bits = Math.min(32, field.width - 32 * at);
  return bits === 32 ? 0xffffffff : 2 ** bits - 1;
};

/** Writes a field into a microflow. */
export const storeField = (words: Uint32Array, field: Field, value: bigint): void => {
  let rest = value;
  for (const [at, word] of field.words.entries()) {
    words[word] = Number(BigInt.asUintN(32, rest)) & wordLimit(field, at);
    rest >>= 32n;
  }
};

/** Reads a field out of a microflow. */
export const loadField = (words: Uint32Array, field: Field): bigint => {
  let value = 0n;
  for (let at = field.words.length - 1; at >= 0; at--) {
    value = (value << 32n) | BigInt(words[field.words[at]!]!);
  }
  return BigInt.asUintN(field.width, value);
};
