/** What becomes of a packet, in the words that every renderer uses. */
import type { Doubt } from '../attribution/types.ts';
import type { FlatHop } from '../trace/flat.ts';
import type { MadePacket } from '../trace/types.ts';
import type { OwnAnswer } from './types.ts';

/** What OVN answers with by itself. */
export const ANSWER_WORDS: Readonly<Record<OwnAnswer, string>> = {
  arp: 'an ARP reply',
  nd: 'a neighbour advertisement',
  dhcp: 'a DHCP reply',
  dns: 'a DNS reply',
  icmp: 'an echo reply',
  'router-advertisement': 'a router advertisement',
  other: 'a reply',
};

const REJECTIONS: Readonly<Partial<Record<MadePacket, string>>> = {
  icmp4: 'an ICMP error',
  icmp6: 'an ICMPv6 error',
  tcp_reset: 'a TCP reset',
  sctp_abort: 'an SCTP abort',
};

/** What it is rejected with. */
export const rejectionWords = (by: MadePacket): string => REJECTIONS[by] ?? by;

const FAULTS: Readonly<Record<string, string>> = {
  'null-port': 'no output port',
  'unknown-port': 'an output port that does not exist',
  'no-distributed-port': 'a redirect port without its distributed port',
  'ttl-underflow': 'TTL 0',
  loop: 'a loop',
  'unknown-action': 'an action that is not known',
};

/** Kind of a `TraceError`. */
export const faultWords = (kind: string | undefined): string =>
  kind === undefined ? 'an error' : (FAULTS[kind] ?? kind);

const VIA: Readonly<Partial<Record<FlatHop['via'], string>>> = {
  clone: 'a copy',
  mirror: 'a copy for a mirror',
  arp: 'the ARP request that OVN sends',
  nd_ns: 'the neighbour solicitation that OVN sends',
  nd_na: "OVN's neighbour advertisement",
  icmp4: 'the ICMP error that OVN sends',
  icmp6: 'the ICMPv6 error that OVN sends',
  tcp_reset: 'the TCP reset that OVN sends',
  sctp_abort: 'the SCTP abort that OVN sends',
  next: 'continued',
};

/** How a hop came about, where it is not by simply going on. */
export const viaWords = (via: FlatHop['via']): string | undefined => VIA[via];

/** Stages whose flows a person wants to see, when they were made of a row. */
const TOLD =
  /^(acl|acl_eval|acl_after_lb|acl_after_lb_eval|qos|qos_mark|qos_meter|lb|dnat|snat|unsnat|undnat|ip_routing|policy|arp_rsp|dhcp_options|dns_lookup|gw_redirect|network_function)$/;

/** `kind`: of `stageKind`. */
export const isToldStage = (kind: string): boolean => TOLD.test(kind);

/** Why a row is not certain to be the one that a flow was made of. */
export const doubtWords = (doubt: Doubt | undefined): string => {
  switch (doubt?.kind) {
    case 'guessed':
      return `probably, by its ${doubt.by}`;
    case 'several':
      return 'or another row with the same first digits';
    case 'shared':
      return 'its like on another datapath';
    default:
      return 'probably';
  }
};
