/** From two ends to a packet. */
import { parseIp, type Network } from '../../../model/index.ts';
import { bestIp, familyOf, knownAddresses, type Port } from './addresses.ts';
import { contextOf, type Context } from './context.ts';
import { portOf, targetOf, type Resolved, type Target } from './ends.ts';
import { familyFor } from './family.ts';
import { inputOf } from './input-port.ts';
import { nextHop, type Hop } from './next-hop.ts';
import { payloadOf, solicitedMac, written, type Field } from './packet.ts';
import { protocolFor, requestProblem } from './protocol.ts';
import { MADE_UP_MAC, macOf, sourceOf, type Source } from './source.ts';
import { holdersOf } from './surroundings.ts';
import type { Because, Build, Choice, Family, MicroflowProblem, MicroflowRequest } from './types.ts';

const BROADCAST = 'ff:ff:ff:ff:ff:ff';

type IpTarget = Target & { readonly kind: 'port' | 'ip' };

/**
 * A microflow from one end to another, as a host on the port would send it, and why each of its fields is as it is.
 *
 *     buildMicroflow(network, { from: 'sw0-p1', to: '10.0.1.11', protocol: 'tcp' })
 *       → inport == "sw0-p1" && eth.src == … && eth.dst == (MAC of lr0-sw0) && ip4.src == … && … && tcp.dst == 80
 *
 * Never throws. Where the databases are read piece by piece, exact names of ports are asked for here; what else a port
 * may be called is found among what was read (`exactWants`, `findTables`).
 */
export const buildMicroflow = (network: Network, request: MicroflowRequest): Build => {
  const wrong = requestProblem({ request }) ?? sourceProblem(request);
  if (wrong !== undefined) return fail(wrong);
  const from = portOf(network, request.from, 'from');
  if (from.problem !== undefined) return from;
  const target = targetOf(network, request.to);
  if (target.problem !== undefined) return target;
  const same = samePort(from.value, target.value);
  if (same !== undefined) return fail(same);
  const context = contextOf(network, request, from.value);
  if (context === undefined) return fail({ kind: 'no-datapath', port: from.value.name });
  if (target.value.kind === 'mac') return toMac(context, target.value.mac);
  return toIp(context, target.value);
};

const fail = (problem: MicroflowProblem): Build => ({ problem });

const sourceProblem = ({ sourceIp }: MicroflowRequest): MicroflowProblem | undefined =>
  sourceIp !== undefined && (sourceIp.includes('/') || parseIp(sourceIp) === undefined)
    ? { kind: 'bad-address', field: 'sourceIp', text: sourceIp }
    : undefined;

/** A switch port of type router and the router port behind it are two ends: one sends, the other receives. */
const samePort = (from: Port, target: Target): MicroflowProblem | undefined =>
  target.kind === 'port' && target.port.uuid === from.uuid
    ? { kind: 'same', port: from.name, ip: undefined }
    : undefined;

interface Ends {
  readonly source: Source;
  readonly destination: Field;
  readonly family: Family;
  readonly choices: readonly Choice[];
}

const toIp = (context: Context, target: IpTarget, forced?: Hop): Build => {
  const { inport, mac: parent } = inputOf(context);
  // A virtual port and the port that may hold it are one end.
  if (target.kind === 'port' && target.port.name === inport.value) {
    return fail({ kind: 'same', port: inport.value, ip: undefined });
  }
  const ends = endsOf(context, target);
  if (ends.problem !== undefined) return ends;
  const { source, destination, family, choices } = ends.value;
  const { payload, choices: more } = protocolFor(context, target, family);
  const hop = forced === undefined ? hopTo(context, target, source.ip, destination.value) : { value: forced };
  if (hop.problem !== undefined) return hop;
  const mac = parent ?? source.mac;
  const macBecause: Because | undefined = mac === source.mac ? source.macBecause : inport.because;
  const fields = [
    inport,
    { field: 'eth.src', value: mac, because: macBecause },
    { field: 'eth.dst', value: hop.value.mac, because: hop.value.because },
    ...payloadOf(payload, {
      mac,
      source: { field: '', value: source.ip, because: source.ipBecause },
      destination,
    }),
  ];
  return { value: written(context.datapath, fields, [...choices, ...more]) };
};

const endsOf = (context: Context, target: IpTarget): Resolved<Ends> => {
  const { network, networks, from } = context;
  const known = target.kind === 'port' ? knownAddresses(network, target.port) : undefined;
  const chosen = familyFor(context, target, known);
  if (chosen.problem !== undefined) return chosen;
  const { family, because } = chosen.value;
  const first = target.kind === 'ip' ? target.ip : known && bestIp(known, family, undefined, [])?.ip;
  const source = sourceOf(context, family, first);
  if (source.problem !== undefined) return source;
  const nearest = known && bestIp(known, family, source.value.ip, networks);
  const ip = target.kind === 'ip' ? target.ip : nearest?.ip;
  if (ip === undefined) {
    const port = target.kind === 'port' ? target.port.name : target.ip;
    return {
      problem: {
        kind: 'no-address',
        end: 'to',
        port,
        family,
        known: [],
        isUnknown: known?.isUnknown === true,
      },
    };
  }
  if (ip === source.value.ip) return { problem: { kind: 'same', port: from.name, ip } };
  const destinationBecause: Because =
    target.kind === 'ip' || nearest === undefined
      ? { kind: 'asked-for' }
      : { kind: 'own-address', port: target.port.name, source: nearest.source };
  return {
    value: {
      source: source.value,
      destination: { field: '', value: ip, because: destinationBecause },
      family,
      choices: because === undefined ? [] : [{ field: 'family', value: `IPv${family}`, because }],
    },
  };
};

const hopTo = (context: Context, target: IpTarget, source: string, ip: string): Resolved<Hop> => {
  const { protocol } = context.request;
  if (protocol === 'arp') return { value: { mac: BROADCAST, because: { kind: 'broadcast' } } };
  if (protocol === 'nd') return { value: { mac: solicitedMac(ip), because: { kind: 'solicited-node' } } };
  return nextHop(context, { source, target: ip, port: target.kind === 'port' ? target.port : undefined });
};

/** To whoever has the MAC on the switch; a frame without more where that is not known. */
const toMac = (context: Context, mac: string): Build => {
  const { network, from, own, request, datapath } = context;
  const asked: Hop = { mac, because: { kind: 'asked-for' } };
  const here = context.switch === undefined ? [] : holdersOf(network, context.switch, { mac });
  const holder = here.find(({ uuid }) => uuid !== from.uuid);
  if (here.length > 0 && holder === undefined) return fail({ kind: 'same', port: from.name, ip: undefined });
  if (holder !== undefined) {
    const ip = knownAddresses(network, holder).ips.find((one) => one.mac === mac)?.ip;
    const hasIp = ip !== undefined && (own.isUnknown || own.ips.some((one) => one.family === familyOf(ip)));
    if (hasIp || request.protocol !== undefined) return toIp(context, { kind: 'port', port: holder }, asked);
  }
  if (request.protocol !== undefined) return fail({ kind: 'needs-ip', mac, protocol: request.protocol });
  const { inport, mac: parent } = inputOf(context);
  const sender =
    from.kind === 'switch port'
      ? macOf(from, parent ?? own.mac)
      : {
          mac: MADE_UP_MAC.source,
          macBecause: { kind: 'made-up', who: 'neighbour', port: from.name } as const,
        };
  return {
    value: written(datapath, [
      inport,
      { field: 'eth.src', value: sender.mac, because: sender.macBecause },
      { field: 'eth.dst', value: mac, because: asked.because },
    ]),
  };
};
