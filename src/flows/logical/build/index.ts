/**
 * From two ends to a packet: addresses from the ports, the next hop's MAC from the right router port, TTL and ports as
 * a client would have them.
 */
import { formatString } from '../../language/index.ts';
import type { LogicalPort } from '../southbound/port.ts';
import { addressesOf, ipOf, parsePortIp, type PortAddresses, type PortIp } from './addresses.ts';
import { nextHop } from './next-hop.ts';
import { payload } from './payload.ts';
import type { Because, Build, BuildProblem, BuildRequest, Choice } from './types.ts';

export type * from './types.ts';

/** Ports that may send for others have no address of their own: one of RFC 5737 and RFC 3849, and a local MAC. */
const OUTSIDE = { 4: '198.51.100.1', 6: '2001:db8::1', mac: '02:00:00:00:00:01' } as const;

export const buildMicroflow = (request: BuildRequest): Build => {
  const { from, to, protocol } = request;
  if (from.datapath.isRouter) return fail({ kind: 'router-port', port: from.name });
  if (to.kind === 'port' && to.port === from) return fail({ kind: 'same-port', port: from.name });
  if (to.kind === 'mac') return toMac(request, to.mac);
  const own = addressesOf(from);
  const target = to.kind === 'port' ? addressesOf(to.port) : addressOf(to.ip);
  const family = familyOf(request, own, target);
  if (typeof family !== 'number') return fail(family);
  const source = sourceOf(from, own, family);
  const destination = ipOf(target, family);
  if (source === undefined) return fail({ kind: 'no-address', port: from.name, family });
  if (destination === undefined) {
    return fail({ kind: 'no-address', port: to.kind === 'port' ? to.port.name : to.ip, family });
  }
  if (protocol === 'arp' && family === 6) return fail({ kind: 'wrong-family', protocol, family });
  if (protocol === 'nd' && family === 4) return fail({ kind: 'wrong-family', protocol, family });
  const hop = nextHop(from, source.ip, destination, to.kind === 'port' ? to.port : undefined, protocol);
  if ('problem' in hop) return fail(hop.problem);
  const because: Because = source.madeUp ? { kind: 'made-up' } : { kind: 'own-address', port: from.name };
  const choices: Choice[] = [
    { field: 'eth.src', value: source.mac, because },
    { field: 'eth.dst', value: hop.mac, because: hop.because },
    { field: `ip${family}.src`, value: source.ip.text, because },
  ];
  const constraints = [
    `inport == ${formatString(from.name)}`,
    `eth.src == ${source.mac}`,
    `eth.dst == ${hop.mac}`,
    ...payload(request, source.ip.text, source.mac, destination.text, family),
  ];
  return { value: { microflow: constraints.join(' && '), choices } };
};

const fail = (problem: BuildProblem): Build => ({ problem });

const addressOf = (text: string): PortAddresses => {
  const ip = parsePortIp(text);
  return { mac: undefined, ips: ip === undefined ? [] : [ip] };
};

/** What was asked for; else what both ends have, IPv4 first. */
const familyOf = (
  { from, to, family, protocol }: BuildRequest,
  own: PortAddresses,
  target: PortAddresses,
): 4 | 6 | BuildProblem => {
  if (family !== undefined) return family;
  if (protocol === 'arp') return 4;
  if (protocol === 'nd') return 6;
  const has = (addresses: PortAddresses, one: 4 | 6): boolean =>
    addresses.ips.some((ip) => ip.family === one);
  const outside = isOutside(from, own);
  for (const one of [4, 6] as const) if (has(target, one) && (outside || has(own, one))) return one;
  if (target.ips.length === 0 && to.kind === 'port') {
    return { kind: 'no-address', port: to.port.name, family: undefined };
  }
  if (own.ips.length === 0) return { kind: 'no-address', port: from.name, family: undefined };
  return {
    kind: 'no-common-family',
    from: from.name,
    to: to.kind === 'port' ? to.port.name : to.kind === 'ip' ? to.ip : '',
  };
};

/** Whoever is behind the port is not known to OVN. */
const isOutside = (port: LogicalPort, { ips }: PortAddresses): boolean =>
  ips.length === 0 &&
  (port.type === 'localnet' || port.type === 'l2gateway' || port.row.get('mac').includes('unknown'));

interface Source {
  readonly mac: string;
  readonly ip: PortIp;
  readonly madeUp: boolean;
}

const sourceOf = (port: LogicalPort, own: PortAddresses, family: 4 | 6): Source | undefined => {
  if (isOutside(port, own)) {
    const ip = parsePortIp(OUTSIDE[family]);
    return ip && { mac: own.mac ?? OUTSIDE.mac, ip, madeUp: true };
  }
  const ip = ipOf(own, family);
  return ip === undefined || own.mac === undefined ? undefined : { mac: own.mac, ip, madeUp: false };
};

/** To a MAC goes a frame without more, or with an IP header if a protocol asks for one. */
const toMac = ({ from, protocol }: BuildRequest, mac: string): Build => {
  if (protocol !== undefined) return fail({ kind: 'needs-ip', protocol });
  const own = addressesOf(from);
  const source = own.mac ?? OUTSIDE.mac;
  const because: Because =
    own.mac === undefined ? { kind: 'made-up' } : { kind: 'own-address', port: from.name };
  return {
    value: {
      microflow: `inport == ${formatString(from.name)} && eth.src == ${source} && eth.dst == ${mac}`,
      choices: [
        { field: 'eth.src', value: source, because },
        { field: 'eth.dst', value: mac, because: { kind: 'asked-for' } },
      ],
    },
  };
};
