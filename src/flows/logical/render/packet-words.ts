/** A packet in a few words, and what became different about it. */
import {
  ARP_SHA,
  CT_MARK,
  CT_STATE,
  ETH_DST,
  ETH_SRC,
  ETH_TYPE,
  ETH_TYPE_ARP,
  IP4_DST,
  IP4_SRC,
  IP6_DST,
  IP6_SRC,
  IP_PROTO,
  IP_TTL,
  L4_DST,
  L4_SRC,
  PROTO_ICMP,
  PROTO_ICMP6,
  PROTO_SCTP,
  PROTO_TCP,
  PROTO_UDP,
  VLAN_TCI,
  at,
  ipAt,
  isIp,
  isIp4,
  isIp6,
  macTextAt,
  type Packet,
} from '../engine/packet.ts';
import { formatIp4, formatIp6 } from '../southbound/addresses.ts';
import { ctStateText } from './values.ts';

const PROTOCOLS: Readonly<Record<number, string>> = {
  [PROTO_ICMP]: 'icmp',
  [PROTO_ICMP6]: 'icmp6',
  [PROTO_TCP]: 'tcp',
  [PROTO_UDP]: 'udp',
  [PROTO_SCTP]: 'sctp',
};

const WITH_PORTS: ReadonlySet<number> = new Set([PROTO_TCP, PROTO_UDP, PROTO_SCTP]);

const sourceIp = (packet: Packet): string =>
  isIp6(packet) ? formatIp6(...ipAt(packet, IP6_SRC)) : formatIp4(at(packet, IP4_SRC));

const destinationIp = (packet: Packet): string =>
  isIp6(packet) ? formatIp6(...ipAt(packet, IP6_DST)) : formatIp4(at(packet, IP4_DST));

const withPort = (packet: Packet, ip: string, port: number): string =>
  isIp4(packet) ? `${ip}:${port}` : `[${ip}]:${port}`;

/** `tcp 10.0.0.11:5000 → 10.0.1.11:80`, `arp who-has 10.0.0.1 tell 10.0.0.11`. */
export const headlineOf = (packet: Packet): string => {
  const type = at(packet, ETH_TYPE);
  if (type === ETH_TYPE_ARP) return arpWords(packet);
  if (!isIp(packet)) {
    const named = type === 0 ? 'Ethernet' : `Ethernet 0x${type.toString(16).padStart(4, '0')}`;
    return `${named} ${macTextAt(packet, ETH_SRC)} → ${macTextAt(packet, ETH_DST)}`;
  }
  const protocol = at(packet, IP_PROTO);
  const name =
    PROTOCOLS[protocol] ?? (protocol === 0 ? (isIp4(packet) ? 'ip4' : 'ip6') : `ip protocol ${protocol}`);
  const [from, to] = [sourceIp(packet), destinationIp(packet)];
  if (WITH_PORTS.has(protocol)) {
    return `${name} ${withPort(packet, from, at(packet, L4_SRC))} → ${withPort(packet, to, at(packet, L4_DST))}`;
  }
  const detail = protocol === PROTO_ICMP || protocol === PROTO_ICMP6 ? ` ${icmpWords(packet)}` : '';
  return `${name}${detail} ${from} → ${to}`;
};

const arpWords = (packet: Packet): string => {
  const [from, to] = [formatIp4(at(packet, IP4_SRC)), formatIp4(at(packet, IP4_DST))];
  if (packet[IP_PROTO] === 1) return `arp who-has ${to} tell ${from}`;
  return `arp ${from} is-at ${macTextAt(packet, ARP_SHA)}`;
};

const ICMP_NAMES: Readonly<Record<string, string>> = {
  '1/8': 'echo request',
  '1/0': 'echo reply',
  '1/3': 'destination unreachable',
  '1/11': 'time exceeded',
  '58/128': 'echo request',
  '58/129': 'echo reply',
  '58/133': 'router solicitation',
  '58/134': 'router advertisement',
  '58/135': 'neighbour solicitation',
  '58/136': 'neighbour advertisement',
};

const icmpWords = (packet: Packet): string => {
  const type = at(packet, L4_SRC);
  return ICMP_NAMES[`${at(packet, IP_PROTO)}/${type}`] ?? `type ${type} code ${at(packet, L4_DST)}`;
};

export interface FieldChange {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

const FIELDS: readonly (readonly [name: string, text: (packet: Packet) => string | undefined])[] = [
  ['eth.src', (packet) => macTextAt(packet, ETH_SRC)],
  ['eth.dst', (packet) => macTextAt(packet, ETH_DST)],
  [
    'vlan.vid',
    (packet) => ((at(packet, VLAN_TCI) & 0x1000) === 0 ? 'none' : String(at(packet, VLAN_TCI) & 0xfff)),
  ],
  ['ip.src', (packet) => (isIp(packet) ? sourceIp(packet) : undefined)],
  ['ip.dst', (packet) => (isIp(packet) ? destinationIp(packet) : undefined)],
  ['ip.ttl', (packet) => (isIp(packet) ? String(at(packet, IP_TTL)) : undefined)],
  ['port.src', (packet) => (hasPorts(packet) ? String(at(packet, L4_SRC)) : undefined)],
  ['port.dst', (packet) => (hasPorts(packet) ? String(at(packet, L4_DST)) : undefined)],
];

const hasPorts = (packet: Packet): boolean => isIp(packet) && WITH_PORTS.has(at(packet, IP_PROTO));

/** What the packet's end differs in from its beginning; nothing of a packet that has become another kind. */
export const changedFields = (before: Packet, after: Packet): readonly FieldChange[] =>
  FIELDS.flatMap(([name, text]) => {
    const [from, to] = [text(before), text(after)];
    if (from === undefined || to === undefined || from === to) return [];
    const protocol = PROTOCOLS[at(after, IP_PROTO)] ?? 'ip';
    return [{ field: name.replace(/^port\./, `${protocol}.`), from, to }];
  });

export interface PacketField {
  readonly field: string;
  readonly value: string;
}

/** What a packet holds, in OVN's names of fields: `ip4.dst`, `tcp.dst`, `arp.tpa`, `icmp4.type`, `ct_state` … */
export const packetFields = (packet: Packet): readonly PacketField[] => {
  const fields: PacketField[] = [];
  const add = (field: string, value: string | undefined): void => {
    if (value !== undefined) fields.push({ field, value });
  };
  add('eth.src', macTextAt(packet, ETH_SRC));
  add('eth.dst', macTextAt(packet, ETH_DST));
  if ((at(packet, VLAN_TCI) & 0x1000) !== 0) add('vlan.vid', String(at(packet, VLAN_TCI) & 0xfff));
  if (at(packet, ETH_TYPE) === ETH_TYPE_ARP) {
    add('arp.op', String(at(packet, IP_PROTO)));
    add('arp.spa', formatIp4(at(packet, IP4_SRC)));
    add('arp.tpa', formatIp4(at(packet, IP4_DST)));
  } else if (isIp(packet)) {
    const ip = isIp4(packet) ? 'ip4' : 'ip6';
    const protocol = at(packet, IP_PROTO);
    add(`${ip}.src`, sourceIp(packet));
    add(`${ip}.dst`, destinationIp(packet));
    add('ip.ttl', String(at(packet, IP_TTL)));
    const name = PROTOCOLS[protocol];
    if (WITH_PORTS.has(protocol)) {
      add(`${name ?? 'ip'}.src`, String(at(packet, L4_SRC)));
      add(`${name ?? 'ip'}.dst`, String(at(packet, L4_DST)));
    } else if (protocol === PROTO_ICMP || protocol === PROTO_ICMP6) {
      const icmp = protocol === PROTO_ICMP ? 'icmp4' : 'icmp6';
      add(`${icmp}.type`, String(at(packet, L4_SRC)));
      add(`${icmp}.code`, String(at(packet, L4_DST)));
    } else add('ip.proto', String(protocol));
  }
  const state = at(packet, CT_STATE) & 0xff;
  if (state !== 0) add('ct_state', ctStateText(state));
  if (at(packet, CT_MARK) !== 0) add('ct_mark', `0x${at(packet, CT_MARK).toString(16)}`);
  return fields;
};
