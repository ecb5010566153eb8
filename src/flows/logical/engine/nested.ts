/**
 * Packets that OVN makes out of the one at hand, and the actions upon them: copies, ARP and ND, ICMP errors, resets.
 * Fields that the new packet has no use for are cleared as far as ovn-trace clears them.
 */
import type { ActionOf } from '../../language/index.ts';
import type { Mac } from '../southbound/addresses.ts';
import type { MadePacket } from '../trace/types.ts';
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
  ND_ADVERT,
  ND_SOLICIT,
  ND_TARGET,
  OUTPORT,
  PROTO_ICMP,
  PROTO_ICMP6,
  PROTO_SCTP,
  PROTO_TCP,
  TCP_FLAGS,
  at,
  clearWords,
  copyWords,
  isIp4,
  macAt,
  setMac,
  type Packet,
} from './packet.ts';
import type { Execution } from './types.ts';

type Nested = ActionOf<'clone'>;

/** Carries out the actions on another packet, as steps of their own. */
const within = (
  kind: MadePacket,
  actions: Nested['actions'],
  packet: Packet,
  { walker, place, steps }: Execution,
): void => {
  const transform = { type: 'transform' as const, transformation: { kind }, steps: [] };
  steps.push(transform);
  walker.execute(actions, place, packet, transform.steps);
};

export const cloned = ({ actions }: Nested, execution: Execution): void =>
  within('clone', actions, execution.packet.slice(), execution);

const ARP_REQUEST = 1;

/** Sender and target address stand where those of the IP packet stood. */
export const arpRequest = ({ actions }: Nested, execution: Execution): void => {
  const packet = execution.packet.slice();
  for (const word of [IP_FRAG, IP_DSCP, IP_ECN, IP_TTL, TCP_FLAGS]) packet[word] = 0;
  packet[ETH_TYPE] = ETH_TYPE_ARP;
  packet[IP_PROTO] = ARP_REQUEST;
  copyWords(packet, ETH_SRC, packet, ARP_SHA);
  clearWords(packet, ARP_THA);
  within('arp', actions, packet, execution);
};

/** `nd_na`, `nd_na_router`: the answer to a solicitation. `nd_ns`: a solicitation for an IPv6 packet's destination. */
export const addressReply = (action: Nested, execution: Execution): void => {
  const from = execution.packet;
  const packet = from.slice();
  if (action.type === 'nd_ns') {
    setMac(packet, ETH_DST, solicitedMac(at(from, IP6_DST[0] as number)));
    packet[L4_SRC] = ND_SOLICIT;
    if (!execution.walker.rules.asOvnTrace) {
      solicit(from, packet);
      within('nd_ns', action.actions, packet, execution);
      return;
    }
  } else {
    copyWords(from, ETH_DST, packet, ETH_SRC);
    copyWords(from, ETH_SRC, packet, ETH_DST);
    copyWords(from, IP6_SRC, packet, IP6_DST);
    copyWords(from, ND_TARGET, packet, IP6_SRC);
    packet[L4_SRC] = ND_ADVERT;
  }
  clearWords(packet, ARP_SHA);
  copyWords(from, ETH_DST, packet, ARP_THA);
  within(action.type === 'nd_ns' ? 'nd_ns' : 'nd_na', action.actions, packet, execution);
};

/** What ovn-trace leaves as the packet at hand had it, so that fields of the message do not exist (ovn-sb(5), "nd_ns"). */
const solicit = (from: Packet, packet: Packet): void => {
  const node = [(0xff000000 | (at(from, IP6_DST[0] as number) & 0xffffff)) >>> 0, 1, 0, 0xff020000];
  IP6_DST.forEach((word, i) => (packet[word] = node[i] as number));
  packet[IP_PROTO] = PROTO_ICMP6;
  packet[IP_TTL] = 255;
  packet[L4_DST] = 0;
  packet[TCP_FLAGS] = 0;
  copyWords(from, IP6_DST, packet, ND_TARGET);
  copyWords(from, ETH_SRC, packet, ARP_SHA);
  clearWords(packet, ARP_THA);
};

/** Of the solicited-node multicast address (RFC 4291, 2.7.1; RFC 2464, 7). */
const solicitedMac = (low: number): Mac => [(0xff000000 | (low & 0xffffff)) >>> 0, 0x3333];

const DESTINATION_UNREACHABLE: Readonly<Record<number, number>> = { [PROTO_ICMP]: 3, [PROTO_ICMP6]: 1 };

const turnAround = (from: Packet, packet: Packet, ip4: boolean): void => {
  copyWords(from, ETH_DST, packet, ETH_SRC);
  setMac(packet, ETH_DST, macAt(from, ETH_SRC));
  if (ip4) {
    packet[IP4_SRC] = at(from, IP4_DST);
    packet[IP4_DST] = at(from, IP4_SRC);
  } else {
    copyWords(from, IP6_DST, packet, IP6_SRC);
    copyWords(from, IP6_SRC, packet, IP6_DST);
  }
};

const icmp = (action: Nested, ip4: boolean, back: boolean, execution: Execution): void => {
  const from = execution.packet;
  const protocol = ip4 ? PROTO_ICMP : PROTO_ICMP6;
  const type = DESTINATION_UNREACHABLE[protocol] as number;
  // An error about an error would go round for ever.
  if (back && from[L4_SRC] === type) return;
  const packet = from.slice();
  if (back) turnAround(from, packet, ip4);
  packet[IP_PROTO] = protocol;
  packet[IP_TTL] = 255;
  packet[L4_SRC] = type;
  packet[L4_DST] = 1;
  within(ip4 ? 'icmp4' : 'icmp6', action.actions, packet, execution);
};

export const errorMessage = (action: Nested, execution: Execution): void =>
  icmp(action, action.type === 'icmp4' || action.type === 'icmp4_error', false, execution);

const TCP_RST = 0x04;

const resetBack = (action: Nested, sctp: boolean, back: boolean, execution: Execution): void => {
  const from = execution.packet;
  if (back && from[TCP_FLAGS] === TCP_RST) return;
  const packet = from.slice();
  const ip4 = isIp4(from);
  if (back) turnAround(from, packet, ip4);
  // Of an IPv6 packet ovn-trace makes TCP.
  packet[IP_PROTO] = sctp && (ip4 || !execution.walker.rules.asOvnTrace) ? PROTO_SCTP : PROTO_TCP;
  packet[IP_TTL] = 255;
  packet[TCP_FLAGS] = TCP_RST;
  within(sctp ? 'sctp_abort' : 'tcp_reset', action.actions, packet, execution);
};

export const reset = (action: Nested, execution: Execution): void =>
  resetBack(action, action.type === 'sctp_abort', false, execution);

export const reject = (action: Nested, execution: Execution): void => {
  const { packet } = execution;
  const protocol = packet[IP_PROTO];
  if (protocol === PROTO_TCP) resetBack(action, false, true, execution);
  else if (protocol === PROTO_SCTP) resetBack(action, true, true, execution);
  else icmp(action, isIp4(packet), true, execution);
};

/** A copy to the port of a mirror, past the ingress pipeline. */
export const mirrored = (action: ActionOf<'mirror'>, { walker, place, packet, steps }: Execution): void => {
  const { datapath } = place;
  const port = datapath.deployment.portByName(action.port);
  if (port?.datapath !== datapath) {
    steps.push({ type: 'error', error: { kind: 'no-mirror-port' } });
    return;
  }
  const copy = packet.slice();
  copy[INPORT] = 0;
  copy[OUTPORT] = port.key;
  const transform = { type: 'transform' as const, transformation: { kind: 'mirror' as const }, steps: [] };
  steps.push(transform);
  walker.run(datapath, copy, 'egress', 0, transform.steps);
};
