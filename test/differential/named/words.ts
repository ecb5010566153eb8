/** The words in which the named microflows are written. */
import type { Style, TraceRequest } from '../request.ts';

/** Who sends and receives: a port of a switch, and what a packet of it carries. */
export interface End {
  readonly name: string;
  readonly port: string;
  readonly mac: string;
  readonly ip: string;
  readonly ip6?: string;
}

export interface Named {
  readonly purpose: string;
  readonly request: TraceRequest;
}

export interface Options {
  readonly style?: Style;
  readonly ct?: readonly string[];
  readonly lbDst?: string;
  readonly selectId?: number;
  readonly datapath?: string;
  readonly friendlyNames?: boolean;
}

export const ask = (purpose: string, microflow: string, options: Options = {}): Named => ({
  purpose,
  request: { microflow, style: 'detailed', ...options },
});

export const BROADCAST = 'ff:ff:ff:ff:ff:ff';

const family = (ip: string): string => (ip.includes(':') ? 'ip6' : 'ip4');

/** `from` sends to `ip` by way of `mac`; `rest` is what it is. */
export const packet = (from: End, mac: string, ip: string, ...rest: string[]): string => {
  const own = ip.includes(':') ? (from.ip6 ?? 'fd00::9') : from.ip;
  return [
    `inport == ${JSON.stringify(from.port)}`,
    `eth.src == ${from.mac} && eth.dst == ${mac}`,
    `${family(ip)}.src == ${own} && ${family(ip)}.dst == ${ip}`,
    ...(rest.some((each) => each.startsWith('ip.ttl')) ? [] : ['ip.ttl == 64']),
    ...rest,
  ].join(' && ');
};

export const ping = (from: End, mac: string, ip: string): string =>
  packet(from, mac, ip, ip.includes(':') ? 'icmp6.type == 128' : 'icmp4.type == 8');

export const pong = (from: End, mac: string, ip: string): string =>
  packet(from, mac, ip, ip.includes(':') ? 'icmp6.type == 129' : 'icmp4.type == 0');

export const tcp = (from: End, mac: string, ip: string, port: number): string =>
  packet(from, mac, ip, `tcp.dst == ${port} && tcp.src == 40000`);

export const udp = (from: End, mac: string, ip: string, port: number): string =>
  packet(from, mac, ip, `udp.dst == ${port} && udp.src == 40000`);

/** What a server answers to a client. */
export const answer = (from: End, mac: string, ip: string, port: number): string =>
  packet(from, mac, ip, `tcp.src == ${port} && tcp.dst == 40000 && tcp.flags == 0x12`);

export const whoHas = (from: End, ip: string): string =>
  [
    `inport == ${JSON.stringify(from.port)}`,
    `eth.src == ${from.mac} && eth.dst == ${BROADCAST}`,
    `arp.op == 1 && arp.sha == ${from.mac} && arp.spa == ${from.ip} && arp.tpa == ${ip}`,
  ].join(' && ');

export const isAt = (from: End, mac: string, ip: string): string =>
  [
    `inport == ${JSON.stringify(from.port)}`,
    `eth.src == ${from.mac} && eth.dst == ${mac}`,
    `arp.op == 2 && arp.sha == ${from.mac} && arp.spa == ${from.ip} && arp.tha == ${mac} && arp.tpa == ${ip}`,
  ].join(' && ');

export const solicits = (from: End, target: string): string => {
  const last = (target.split(':').at(-1) ?? '').padStart(4, '0');
  return [
    `inport == ${JSON.stringify(from.port)}`,
    `eth.src == ${from.mac} && eth.dst == 33:33:ff:00:${last.slice(0, 2)}:${last.slice(2)}`,
    `ip6.src == ${from.ip6 ?? 'fe80::1'} && ip6.dst == ff02::1:ff00:${last} && ip.ttl == 255`,
    `nd_ns && nd.target == ${target} && nd.sll == ${from.mac}`,
  ].join(' && ');
};

export const dhcpDiscover = (from: End): string =>
  [
    `inport == ${JSON.stringify(from.port)}`,
    `eth.src == ${from.mac} && eth.dst == ${BROADCAST}`,
    'ip4.src == 0.0.0.0 && ip4.dst == 255.255.255.255 && ip.ttl == 64 && udp.src == 68 && udp.dst == 67',
  ].join(' && ');

/** Every ordered pair of different members. */
export const pairs = <T>(list: readonly T[]): (readonly [T, T])[] =>
  list.flatMap((one) => list.flatMap((other) => (one === other ? [] : [[one, other] as const])));

/** `--ct` for the first packet of a connection, and for those of one that exists. */
export const NEW = { ct: ['new', 'new', 'new', 'new'] } as const;
export const REPLY = { ct: ['est,rpl', 'est,rpl', 'est,rpl', 'est,rpl'] } as const;
