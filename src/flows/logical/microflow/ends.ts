/** From what a person typed to the two ends of a packet. */
import {
  canonicalIp,
  parseEndpoint,
  parseIp,
  resolve,
  vipsOf,
  withDetails,
  type Found,
  type Network,
} from '../../../model/index.ts';
import type { Port } from './addresses.ts';
import type { End, MicroflowProblem } from './types.ts';

export type Target =
  | { readonly kind: 'port'; readonly port: Port }
  | { readonly kind: 'ip'; readonly ip: string; readonly port: number | undefined }
  | { readonly kind: 'mac'; readonly mac: string };

export type Resolved<T> =
  | { readonly value: T; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: MicroflowProblem };

const MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i;

/** An exact name costs one question; all else is looked for among everything that was read. */
const called = ({ switchPort, routerPort }: Lookups, name: string): Port | undefined =>
  switchPort(name) ?? routerPort(name);

interface Lookups {
  readonly switchPort: (name: string) => Port | undefined;
  readonly routerPort: (name: string) => Port | undefined;
}

const lookupsOf = (network: Network): Lookups => ({
  switchPort: (name) => network.switchPort(name),
  routerPort: (name) => network.routerPort(name),
});

export const portOf = (network: Network, text: string, end: End): Resolved<Port> => {
  const lookups = lookupsOf(network);
  const exact = text === '' ? undefined : called(lookups, text);
  if (exact !== undefined) return { value: exact };
  const answer = resolve(network, text, { kind: 'port' });
  const isPart =
    answer.kind === 'none' || (answer.kind === 'one' ? [answer.found] : answer.candidates)[0]?.how === 'part';
  // What is called exactly so was meant, not a port whose name holds it.
  const other = isPart && text !== '' ? resolve(network, text) : undefined;
  if (other?.kind === 'one' && other.found.how !== 'part') {
    const port = portOfFound(lookups, other.found);
    return port === undefined
      ? { problem: { kind: 'not-a-port', end, text, found: other.found } }
      : { value: port };
  }
  switch (answer.kind) {
    case 'one': {
      const port = portOfFound(lookups, answer.found);
      return port === undefined
        ? { problem: { kind: 'not-a-port', end, text, found: answer.found } }
        : { value: port };
    }
    case 'several': {
      const candidates = answer.candidates.filter((found) => portOfFound(lookups, found) !== undefined);
      const [only] = candidates;
      const port = only === undefined || candidates.length > 1 ? undefined : portOfFound(lookups, only);
      if (port !== undefined) return { value: port };
      const detailed = withDetails(network, { kind: 'several', candidates });
      return {
        problem: {
          kind: 'ambiguous',
          end,
          text,
          candidates: detailed.kind === 'several' ? detailed.candidates : candidates,
        },
      };
    }
    case 'none':
      return { problem: { kind: 'unknown', end, text, nearest: answer.nearest } };
  }
};

const PORTS: ReadonlySet<string> = new Set(['Logical_Switch_Port', 'Logical_Router_Port', 'Port_Binding']);

/** A chassis-redirect port is the gateway face of a router port. */
const portOfFound = (lookups: Lookups, { ref, name }: Found): Port | undefined => {
  if (!PORTS.has(ref.table)) return undefined;
  return called(lookups, name) ?? (name.startsWith('cr-') ? lookups.routerPort(name.slice(3)) : undefined);
};

export const targetOf = (network: Network, text: string): Resolved<Target> => {
  if (MAC.test(text)) return { value: { kind: 'mac', mac: text.toLowerCase() } };
  if (text.includes('/') && parseIp(text) !== undefined) {
    return { problem: { kind: 'bad-address', field: 'to', text } };
  }
  const { ip, port } = parseEndpoint(text);
  if (ip !== undefined) return { value: { kind: 'ip', ip: canonicalIp(ip), port } };
  const found = portOf(network, text, 'to');
  if (found.problem === undefined) return { value: { kind: 'port', port: found.value } };
  return balancerOf(network, text, found.problem) ?? { problem: found.problem };
};

/** Of a load balancer its only VIP. */
const balancerOf = (
  network: Network,
  text: string,
  problem: MicroflowProblem,
): Resolved<Target> | undefined => {
  const uuid =
    problem.kind === 'not-a-port' && problem.found.ref.table === 'Load_Balancer'
      ? problem.found.ref.uuid
      : undefined;
  const row =
    network.nbRows.row('Load_Balancer', uuid) ?? network.nbRows.where('Load_Balancer', 'name', text)[0];
  if (row === undefined) return undefined;
  const loadBalancer = row.get('name') || row.uuid;
  const vips = vipsOf(row.get('vips'));
  const [first, ...others] = vips;
  if (first === undefined) return { problem: { kind: 'no-vips', loadBalancer } };
  if (others.length > 0 || first.ip === undefined) {
    return { problem: { kind: 'several-vips', loadBalancer, vips: vips.map((vip) => vip.text) } };
  }
  return { value: { kind: 'ip', ip: first.ip, port: first.port } };
};
