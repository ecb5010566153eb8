/** What a packet carries: what was asked for, what a VIP serves, else an echo request. */
import type { Context } from './context.ts';
import type { Target } from './ends.ts';
import type { Field, Payload } from './packet.ts';
import type { VipHolder } from './surroundings.ts';
import type { Choice, Family, MicroflowProblem, Protocol } from './types.ts';

/** A client's port (RFC 6335, 6: dynamic), and what is tried first on a server. */
const SOURCE_PORT = 49152;
const DESTINATION_PORTS = { tcp: 80, udp: 53, sctp: 80 } as const;
const TTL = 64;

const HIGHEST = { sourcePort: 65_535, destinationPort: 65_535, ttl: 255 } as const;

/** Problems that can be told before anything is looked up: `bad-number`, `no-ports`. */
export const requestProblem = ({ request }: Pick<Context, 'request'>): MicroflowProblem | undefined => {
  for (const field of ['sourcePort', 'destinationPort', 'ttl'] as const) {
    const value = request[field];
    if (value !== undefined && !(Number.isInteger(value) && value >= 0 && value <= HIGHEST[field])) {
      return { kind: 'bad-number', field, value };
    }
  }
  const { protocol, sourcePort, destinationPort } = request;
  const hasPorts = sourcePort !== undefined || destinationPort !== undefined;
  if (hasPorts && (protocol === 'icmp' || protocol === 'arp' || protocol === 'nd')) {
    return { kind: 'no-ports', protocol };
  }
  return undefined;
};

export interface Chosen {
  readonly payload: Payload;
  /** The protocol, where it was chosen. */
  readonly choices: readonly Choice[];
}

export const protocolFor = (
  context: Context,
  target: Target & { readonly kind: 'port' | 'ip' },
  family: Family,
): Chosen => {
  const { request } = context;
  const askedPort = request.destinationPort ?? (target.kind === 'ip' ? target.port : undefined);
  const vips = target.kind === 'ip' && mayBeVip(request.protocol, askedPort) ? context.vips(target.ip) : [];
  const vip = vips.find((one) => serves(one, request.protocol, askedPort));
  const protocol: Protocol =
    request.protocol ??
    (vip?.vip.port === undefined ? undefined : (vip.protocol ?? 'tcp')) ??
    (askedPort === undefined && request.sourcePort === undefined ? 'icmp' : 'tcp');
  const because = vip === undefined ? undefined : vipBecause(vip, vips);
  const ttl: Field = {
    field: 'ip.ttl',
    value: String(request.ttl ?? TTL),
    because: { kind: request.ttl === undefined ? 'default' : 'asked-for' },
  };
  const choices: readonly Choice[] =
    request.protocol === undefined
      ? [{ field: 'protocol', value: protocol, because: because ?? { kind: 'default' } }]
      : [];
  if (protocol === 'icmp' || protocol === 'arp' || protocol === 'nd') {
    return { payload: { protocol, family, sourcePort: undefined, destinationPort: undefined, ttl }, choices };
  }
  const sourcePort: Field = {
    field: `${protocol}.src`,
    value: String(request.sourcePort ?? SOURCE_PORT),
    because: { kind: request.sourcePort === undefined ? 'default' : 'asked-for' },
  };
  const destinationPort: Field = {
    field: `${protocol}.dst`,
    value: String(askedPort ?? vip?.vip.port ?? DESTINATION_PORTS[protocol]),
    because:
      askedPort === undefined
        ? vip?.vip.port === undefined
          ? { kind: 'default' }
          : because
        : { kind: 'asked-for' },
  };
  return { payload: { protocol, family, sourcePort, destinationPort, ttl }, choices };
};

/** Whether it matters what a VIP serves. */
const mayBeVip = (protocol: Protocol | undefined, port: number | undefined): boolean =>
  protocol === undefined || (port === undefined && ['tcp', 'udp', 'sctp'].includes(protocol));

const serves = (
  { protocol = 'tcp', vip }: VipHolder,
  wanted: Protocol | undefined,
  port: number | undefined,
): boolean => (wanted === undefined || protocol === wanted) && (port === undefined || vip.port === port);

const vipBecause = (chosen: VipHolder, all: readonly VipHolder[]) =>
  ({
    kind: 'vip-port',
    loadBalancer: chosen.name,
    vip: chosen.vip.text,
    others: [...new Set(all.filter((one) => one !== chosen).map(({ vip }) => vip.text))].filter(
      (text) => text !== chosen.vip.text,
    ),
  }) as const;
