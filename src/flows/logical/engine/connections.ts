/**
 * The connections that the packets of a conversation open as they pass (ovs-actions(7), "The ct action"). A packet that
 * belongs to none is the first of a new one. In each zone a connection has a tuple for either direction; where NAT
 * took place they are not each other's mirror.
 */
import type { LogicalDatapath } from '../southbound/datapath.ts';
import { isMapped, mapped, sameIp, type Ip } from '../southbound/addresses.ts';
import {
  CT_DNAT,
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
  CT_SNAT,
  CT_STATE,
  CT_TRACKED,
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
  copyWords,
  ipAt,
  isIp4,
  isIp6,
  type Packet,
} from './packet.ts';

/** A conntrack zone of a chassis: of a port of a switch, or one of the two of a router. */
export interface Zone {
  readonly datapath: LogicalDatapath;
  /** A port's key, or DNAT_ZONE or SNAT_ZONE. */
  readonly id: number;
}

export const DNAT_ZONE = -1;
export const SNAT_ZONE = -2;

export interface Tuple {
  readonly protocol: number;
  readonly src: Ip;
  readonly dst: Ip;
  readonly srcPort: number;
  readonly dstPort: number;
}

export interface Connection {
  readonly zone: Zone;
  readonly original: Tuple;
  readonly reply: Tuple;
  mark: number;
  label: readonly number[];
}

/** `commit_lb_aff`: to which backend a client's connections to an address go for some time. */
export interface Affinity {
  readonly datapath: LogicalDatapath;
  readonly client: Ip;
  readonly vip: Ip;
  readonly vipPort: number;
  readonly backend: Ip;
  readonly backendPort: number;
}

export type Direction = 'original' | 'reply';

export interface Tracked {
  readonly connection: Connection;
  readonly direction: Direction;
}

export class Connections {
  private readonly all: Connection[] = [];
  private readonly affinities: Affinity[] = [];
  /** Connections of which a router keeps the next hop that they came from. */
  private readonly nextHops: { readonly datapath: LogicalDatapath; readonly tuple: Tuple }[] = [];

  find(zone: Zone, packet: Packet): Tracked | undefined {
    if (this.all.length === 0) return undefined;
    const tuple = tupleOf(packet);
    if (tuple === undefined) return undefined;
    for (const connection of this.all) {
      if (connection.zone.datapath !== zone.datapath || connection.zone.id !== zone.id) continue;
      if (sameTuple(connection.original, tuple)) return { connection, direction: 'original' };
      if (sameTuple(connection.reply, tuple)) return { connection, direction: 'reply' };
    }
    return undefined;
  }

  /** Opens the connection of `before`, whose packets go on as `after`; a known one is returned as it is. */
  open(zone: Zone, before: Packet, after: Packet): Connection | undefined {
    const known = this.find(zone, before);
    if (known !== undefined) return known.connection;
    const [original, translated] = [tupleOf(before), tupleOf(after)];
    if (original === undefined || translated === undefined) return undefined;
    const connection: Connection = {
      zone,
      original,
      reply: turned(translated),
      mark: 0,
      label: [0, 0, 0, 0],
    };
    this.all.push(connection);
    return connection;
  }

  hasEcmpNextHop(datapath: LogicalDatapath, packet: Packet): boolean {
    const tuple = tupleOf(packet);
    return (
      tuple !== undefined &&
      this.nextHops.some((one) => one.datapath === datapath && sameTuple(one.tuple, turned(tuple)))
    );
  }

  keepEcmpNextHop(datapath: LogicalDatapath, packet: Packet): void {
    const tuple = tupleOf(packet);
    if (tuple !== undefined) this.nextHops.push({ datapath, tuple });
  }

  affinityOf(datapath: LogicalDatapath, packet: Packet): Affinity | undefined {
    const tuple = tupleOf(packet);
    return tuple === undefined
      ? undefined
      : this.affinities.find(
          (one) =>
            one.datapath === datapath &&
            sameIp(one.client, tuple.src) &&
            sameIp(one.vip, tuple.dst) &&
            (one.vipPort === 0 || one.vipPort === tuple.dstPort),
        );
  }

  keepAffinity(affinity: Omit<Affinity, 'client'>, packet: Packet): void {
    const client = tupleOf(packet)?.src;
    if (client !== undefined) this.affinities.push({ ...affinity, client });
  }
}

const tupleOf = (packet: Packet): Tuple | undefined => {
  const protocol = at(packet, IP_PROTO);
  const ports = [at(packet, L4_SRC), at(packet, L4_DST)] as const;
  if (isIp4(packet)) {
    const [src, dst] = [mapped(at(packet, IP4_SRC)), mapped(at(packet, IP4_DST))];
    return { protocol, src, dst, srcPort: ports[0], dstPort: ports[1] };
  }
  if (!isIp6(packet)) return undefined;
  return {
    protocol,
    src: ipAt(packet, IP6_SRC),
    dst: ipAt(packet, IP6_DST),
    srcPort: ports[0],
    dstPort: ports[1],
  };
};

/** Echo and its answer (RFC 792, RFC 4443): a type has the place of a port, and changes. */
const ECHO: Readonly<Record<number, Readonly<Record<number, number>>>> = {
  [PROTO_ICMP]: { 8: 0, 0: 8, 13: 14, 14: 13 },
  [PROTO_ICMP6]: { 128: 129, 129: 128 },
};

const turned = ({ protocol, src, dst, srcPort, dstPort }: Tuple): Tuple => {
  const echo = ECHO[protocol];
  return echo === undefined
    ? { protocol, src: dst, dst: src, srcPort: dstPort, dstPort: srcPort }
    : { protocol, src: dst, dst: src, srcPort: echo[srcPort] ?? srcPort, dstPort };
};

const sameTuple = (a: Tuple, b: Tuple): boolean =>
  a.protocol === b.protocol &&
  a.srcPort === b.srcPort &&
  a.dstPort === b.dstPort &&
  sameIp(a.src, b.src) &&
  sameIp(a.dst, b.dst);

/** The other direction of what the connection's packets look like: what NAT makes of a packet of this direction. */
const translation = ({ connection, direction }: Tracked): Tuple =>
  turned(direction === 'original' ? connection.reply : connection.original);

/** What conntrack says of a packet of a known connection. */
export const stateOf = (tracked: Tracked): number =>
  CT_TRACKED | CT_ESTABLISHED | (tracked.direction === 'reply' ? CT_REPLY : 0);

export const NEW_STATE = CT_TRACKED | CT_NEW;

/** Sets the fields that conntrack sets on a packet of a known connection. */
export const markPacket = (packet: Packet, { connection }: Tracked): void => {
  packet[CT_MARK] = connection.mark;
  CT_LABEL.forEach((word, i) => (packet[word] = connection.label[i] ?? 0));
  const { original } = connection;
  packet[CT_PROTO] = original.protocol;
  packet[CT_L4_SRC] = original.srcPort;
  packet[CT_L4_DST] = original.dstPort;
  if (isMapped(original.src)) {
    packet[CT_IP4_SRC] = original.src[0];
    packet[CT_IP4_DST] = original.dst[0];
  } else {
    CT_IP6_SRC.forEach((word, i) => (packet[word] = original.src[i] ?? 0));
    CT_IP6_DST.forEach((word, i) => (packet[word] = original.dst[i] ?? 0));
  }
};

/** Sets the fields of the tuple of a packet that opens a connection. */
export const fillConnection = (packet: Packet, from: Packet): void => {
  packet[CT_PROTO] = at(from, IP_PROTO);
  if (isIp4(from)) {
    packet[CT_IP4_SRC] = at(from, IP4_SRC);
    packet[CT_IP4_DST] = at(from, IP4_DST);
  } else if (isIp6(from)) {
    copyWords(from, IP6_SRC, packet, CT_IP6_SRC);
    copyWords(from, IP6_DST, packet, CT_IP6_DST);
  }
  packet[CT_L4_SRC] = at(from, L4_SRC);
  packet[CT_L4_DST] = at(from, L4_DST);
};

/** Translates addresses and ports as the connection's NAT does; returns the flags of what was translated. */
export const translate = (packet: Packet, tracked: Tracked): number => {
  const to = translation(tracked);
  const now = tupleOf(packet);
  if (now === undefined) return 0;
  let flags = 0;
  if (!sameIp(now.src, to.src) || now.srcPort !== to.srcPort) flags |= CT_SNAT;
  if (!sameIp(now.dst, to.dst) || now.dstPort !== to.dstPort) flags |= CT_DNAT;
  if (flags === 0) return 0;
  if (isIp4(packet)) {
    packet[IP4_SRC] = to.src[0];
    packet[IP4_DST] = to.dst[0];
  } else {
    IP6_SRC.forEach((word, i) => (packet[word] = to.src[i] ?? 0));
    IP6_DST.forEach((word, i) => (packet[word] = to.dst[i] ?? 0));
  }
  packet[L4_SRC] = to.srcPort;
  packet[L4_DST] = to.dstPort;
  packet[CT_STATE] = at(packet, CT_STATE) | flags;
  return flags;
};
