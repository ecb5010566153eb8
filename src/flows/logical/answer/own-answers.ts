/** Whether what comes out of a port is the packet, or OVN's own answer to it. */
import {
  ETH_DST,
  ETH_SRC,
  ETH_TYPE,
  ETH_TYPE_ARP,
  IP4_DST,
  IP4_SRC,
  IP6_DST,
  IP6_SRC,
  IP_PROTO,
  L4_DST,
  L4_SRC,
  PROTO_ICMP,
  PROTO_ICMP6,
  at,
  isIp4,
  isIp6,
  type Packet,
} from '../engine/packet.ts';
import type { LogicalPort } from '../southbound/port.ts';
import type { TableStep, Trace } from '../trace/types.ts';
import type { Outcome, OwnAnswer } from './types.ts';

/** Types of ports that lead out of the logical network. */
const OUTWARD: ReadonlySet<string> = new Set(['localnet', 'l2gateway', 'vtep', 'remote', 'external']);

const ARP_REPLY = 2;
const ND_ADVERTISEMENT = 136;
const ROUTER_ADVERTISEMENT = 134;

export const answerOf = (
  { inport, packet: first }: Trace,
  port: LogicalPort,
  packet: Packet,
  path: readonly TableStep[],
): Outcome => {
  const answer = port === inport.port ? ownAnswer(first, packet, path) : undefined;
  if (answer !== undefined) return { kind: 'answered', answer, packet };
  return { kind: OUTWARD.has(port.type) ? 'left' : 'delivered', port, packet };
};

/** An answer goes back to who asked, and differs from what was asked. */
const ownAnswer = (first: Packet, packet: Packet, path: readonly TableStep[]): OwnAnswer | undefined => {
  const actions = path.flatMap(({ flow }) => flow?.actions.map(({ type }) => type) ?? []);
  if (actions.includes('put_dhcp_opts') || actions.includes('put_dhcpv6_opts')) return 'dhcp';
  if (packet[ETH_TYPE] === ETH_TYPE_ARP) {
    return first[IP_PROTO] !== ARP_REPLY && packet[IP_PROTO] === ARP_REPLY ? 'arp' : undefined;
  }
  const turned =
    same(first, ETH_SRC, packet, ETH_DST) &&
    ((isIp4(packet) && first[IP4_SRC] === packet[IP4_DST]) ||
      (isIp6(packet) && same(first, IP6_SRC, packet, IP6_DST)));
  if (!turned) return undefined;
  const protocol = at(packet, IP_PROTO);
  if (protocol === PROTO_ICMP6 && packet[L4_SRC] === ND_ADVERTISEMENT) return 'nd';
  if (protocol === PROTO_ICMP6 && packet[L4_SRC] === ROUTER_ADVERTISEMENT) return 'router-advertisement';
  if (actions.includes('dns_lookup')) return 'dns';
  if (protocol === PROTO_ICMP || protocol === PROTO_ICMP6) return swapped(first, packet) ? 'icmp' : undefined;
  // A client that a load balancer leads back to itself gets its own packet: the ports are not those of an answer.
  const answers = at(packet, L4_SRC) === at(first, L4_DST) && at(packet, L4_DST) === at(first, L4_SRC);
  return answers && swapped(first, packet) ? 'other' : undefined;
};

const same = (a: Packet, from: readonly number[], b: Packet, to: readonly number[]): boolean =>
  from.every((word, i) => a[word] === b[to[i] as number]);

const swapped = (first: Packet, packet: Packet): boolean =>
  isIp4(packet) ? first[IP4_DST] === packet[IP4_SRC] : same(first, IP6_DST, packet, IP6_SRC);
