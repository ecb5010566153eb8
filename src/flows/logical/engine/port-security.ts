/** `check_in_port_sec`, `check_out_port_sec`: what a port may send and receive (ovn-sb(5), "port_security"). */
import type { ActionOf } from '../../language/index.ts';
import { linkLocal, sameIp, type Ip } from '../southbound/addresses.ts';
import type { PortSecurity } from '../southbound/port-security.ts';
import type { LogicalPort } from '../southbound/port.ts';
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
  IP_PROTO,
  L4_DST,
  L4_SRC,
  ND_ADVERT,
  ND_SOLICIT,
  ND_TARGET,
  OUTPORT,
  PROTO_ICMP6,
  PROTO_UDP,
  at,
  ipAt,
  isIp4,
  isIp6,
  macAt,
  type Packet,
} from './packet.ts';
import { subfieldOf, writeBits } from './subfields.ts';
import type { Execution } from './types.ts';

type Check = (packet: Packet, rule: PortSecurity) => boolean;

const isMac = (packet: Packet, words: readonly number[], { mac }: PortSecurity): boolean => {
  const [low, high] = macAt(packet, words);
  return low === mac[0] && high === mac[1];
};

const isNoMac = (packet: Packet, words: readonly number[]): boolean =>
  macAt(packet, words).every((word) => word === 0);

/** The result is 1 where the packet is not allowed. */
const judge = (
  result: ActionOf<'check_in_port_sec'>['result'],
  packet: Packet,
  port: LogicalPort | undefined,
  address: readonly number[],
  check: Check,
): void => {
  const rules = port?.portSecurity ?? [];
  // The first element of the packet's MAC decides.
  const rule = rules.find((one) => isMac(packet, address, one));
  const allowed = rules.length === 0 || (rule !== undefined && check(packet, rule));
  writeBits(packet, subfieldOf(result), [allowed ? 0 : 1]);
};

export const inPortSecurity = (
  { result }: ActionOf<'check_in_port_sec'>,
  { packet, place }: Execution,
): void => judge(result, packet, place.datapath.port(at(packet, INPORT)), ETH_SRC, maySend);

export const outPortSecurity = (
  { result }: ActionOf<'check_out_port_sec'>,
  { packet, place }: Execution,
): void => judge(result, packet, place.datapath.port(at(packet, OUTPORT)), ETH_DST, mayReceive);

const hasNoIp = ({ ip4, ip6 }: PortSecurity): boolean => ip4.length === 0 && ip6.length === 0;

const maySend: Check = (packet, rule) => {
  if (isIp4(packet)) return maySendIp4(packet, rule);
  if (packet[ETH_TYPE] === ETH_TYPE_ARP) return maySendArp(packet, rule);
  return !isIp6(packet) || maySendIp6(packet, rule);
};

const maySendArp: Check = (packet, rule) =>
  isMac(packet, ARP_SHA, rule) && (rule.ip4.length === 0 || rule.ip4.includes(at(packet, IP4_SRC)));

const BROADCAST = 0xffffffff;

const maySendIp4: Check = (packet, rule) => {
  if (hasNoIp(rule) || rule.ip4.includes(at(packet, IP4_SRC))) return true;
  // A DHCP client that has no address yet.
  return (
    packet[IP_PROTO] === PROTO_UDP &&
    packet[L4_SRC] === 68 &&
    packet[L4_DST] === 67 &&
    packet[IP4_SRC] === 0 &&
    packet[IP4_DST] === BROADCAST
  );
};

const isOneOf = (ip: Ip, rule: PortSecurity): boolean =>
  rule.ip6.some((one) => sameIp(one, ip)) || sameIp(linkLocal(rule.mac), ip);

const maySendIp6: Check = (packet, rule) => {
  if (hasNoIp(rule)) return true;
  if (!isOneOf(ipAt(packet, IP6_SRC), rule)) return false;
  if (packet[IP_PROTO] !== PROTO_ICMP6) return true;
  if (packet[L4_SRC] === ND_SOLICIT) return isNoMac(packet, ARP_SHA) || isMac(packet, ARP_SHA, rule);
  if (packet[L4_SRC] !== ND_ADVERT) return true;
  if (!isNoMac(packet, ARP_THA) && !isMac(packet, ARP_THA, rule)) return false;
  return rule.ip6.length === 0 || isOneOf(ipAt(packet, ND_TARGET), rule);
};

const mayReceive: Check = (packet, rule) => {
  if (isIp4(packet)) return mayReceiveIp4(at(packet, IP4_DST), rule);
  return !isIp6(packet) || mayReceiveIp6(ipAt(packet, IP6_DST), rule);
};

const mayReceiveIp4 = (dst: number, rule: PortSecurity): boolean => {
  if (hasNoIp(rule)) return true;
  if (rule.ip4.length === 0) return false;
  return rule.ip4.includes(dst) || dst === BROADCAST || dst >>> 28 === 0xe;
};

const mayReceiveIp6 = (dst: Ip, rule: PortSecurity): boolean => {
  if (hasNoIp(rule)) return true;
  if (rule.ip6.length === 0) return false;
  return isOneOf(dst, rule) || dst[3] >>> 24 === 0xff;
};
