/** The packet that answers another one, as the workload that got it would send it. */
import {
  ARP_SHA,
  ARP_THA,
  ETH_DST,
  ETH_SRC,
  ETH_TYPE,
  ETH_TYPE_ARP,
  INPORT,
  IP4_DST,
  IP4_SRC,
  IP6_DST,
  IP6_SRC,
  IP_DSCP,
  IP_ECN,
  IP_FRAG,
  IP_PROTO,
  IP_TTL,
  L4_DST,
  L4_SRC,
  PROTO_ICMP,
  PROTO_ICMP6,
  VLAN_TCI,
  at,
  copyWords,
  isIp4,
  isIp6,
  macAt,
  setMac,
  type Packet,
} from './engine/packet.ts';
import type { LogicalPort } from './southbound/port.ts';

const ARP_REPLY = 2;
const TTL = 64;

/** Of what is no IP and no ARP nobody answers. */
export const replyTo = (packet: Packet, from: LogicalPort): Packet | undefined => {
  const reply = new Uint32Array(packet.length);
  reply[INPORT] = from.key;
  reply[ETH_TYPE] = at(packet, ETH_TYPE);
  reply[VLAN_TCI] = at(packet, VLAN_TCI);
  copyWords(packet, ETH_DST, reply, ETH_SRC);
  setMac(reply, ETH_DST, macAt(packet, ETH_SRC));
  if (packet[ETH_TYPE] === ETH_TYPE_ARP) return arpReply(packet, reply);
  if (!isIp4(packet) && !isIp6(packet)) return undefined;
  reply[IP4_SRC] = at(packet, IP4_DST);
  reply[IP4_DST] = at(packet, IP4_SRC);
  copyWords(packet, IP6_DST, reply, IP6_SRC);
  copyWords(packet, IP6_SRC, reply, IP6_DST);
  for (const word of [IP_PROTO, IP_DSCP, IP_ECN, IP_FRAG]) reply[word] = at(packet, word);
  reply[IP_TTL] = TTL;
  return withPorts(packet, reply);
};

const arpReply = (packet: Packet, reply: Packet): Packet => {
  // The address that was asked for is the workload's own, whatever its MAC is: it sends from the port's.
  reply[IP_PROTO] = ARP_REPLY;
  reply[IP4_SRC] = at(packet, IP4_DST);
  reply[IP4_DST] = at(packet, IP4_SRC);
  copyWords(packet, ARP_SHA, reply, ARP_THA);
  copyWords(reply, ETH_SRC, reply, ARP_SHA);
  return reply;
};

/** Echo is answered by its reply (RFC 792, RFC 4443). */
const ECHO: Readonly<Record<number, Readonly<Record<number, number>>>> = {
  [PROTO_ICMP]: { 8: 0 },
  [PROTO_ICMP6]: { 128: 129 },
};

const withPorts = (packet: Packet, reply: Packet): Packet | undefined => {
  const protocol = at(packet, IP_PROTO);
  const echo = ECHO[protocol];
  if (echo === undefined) {
    reply[L4_SRC] = at(packet, L4_DST);
    reply[L4_DST] = at(packet, L4_SRC);
    return reply;
  }
  const type = echo[at(packet, L4_SRC)];
  if (type === undefined) return undefined;
  reply[L4_SRC] = type;
  reply[L4_DST] = at(packet, L4_DST);
  return reply;
};
