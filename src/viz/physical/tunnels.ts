/**
 * Tunnels as ovn-controller makes them (ovn-controller(8), `ovn-encap-type`, `ovn-transport-zones`): between two
 * chassis that have an encapsulation and a transport zone in common, of the best type that both know, one for each
 * address of the other side; to a chassis of another availability zone only from interconnection gateways. And what
 * became of them on each side, as far as the hosts' own databases were read.
 */
import type { OvsInterface } from '../../model/index.ts';
import type { TransportNode } from './transport-nodes.ts';

/** The best first, as ovn-controller prefers them. */
const TYPES: readonly string[] = ['geneve', 'stt', 'vxlan'];

/** `unread`: no database tells. */
export type EndState = 'up' | 'down' | 'missing' | 'unread';

export interface TunnelEnd {
  readonly state: EndState;
  /** What is wrong here; empty when nothing is. */
  readonly wrong: string;
  readonly interface: OvsInterface | undefined;
}

export interface Tunnel {
  readonly a: TransportNode;
  readonly b: TransportNode;
  readonly type: string;
  /** As `a` has it to `b`, and the other way. */
  readonly ends: readonly [TunnelEnd, TunnelEnd];
}

const isCommon = (a: readonly string[], b: readonly string[]): boolean => a.some((one) => b.includes(one));

/** Neither in a zone counts as one zone. */
const shareZone = (a: TransportNode, b: TransportNode): boolean =>
  (a.zones.length === 0 && b.zones.length === 0) || isCommon(a.zones, b.zones);

/** Whether an ovn-controller of this deployment would make a tunnel from the one to the other. */
const reaches = (a: TransportNode, b: TransportNode): boolean =>
  !a.isRemote && !a.isVtep && (!b.isRemote || a.isInterconnect);

/** The encapsulation of their tunnel; none where there is to be no tunnel. */
export const tunnelType = (a: TransportNode, b: TransportNode): string | undefined => {
  if (!shareZone(a, b) || (!reaches(a, b) && !reaches(b, a))) return undefined;
  return TYPES.find(
    (type) => a.encaps.some((one) => one.type === type) && b.encaps.some((one) => one.type === type),
  );
};

/** `FLOW`: one interface for all, where ovn-controller leaves the address to flows. */
const FLOW = 'flow';

const keyOf = (type: string, ip: string | undefined): string => `${type} ${ip ?? ''}`;

/** A host's interfaces of tunnels by type and address of the other side. */
const interfacesOf = ({ host }: TransportNode): Map<string, OvsInterface> => {
  const found = new Map<string, OvsInterface>();
  for (const one of host?.interfaces ?? []) {
    if (!TYPES.includes(one.type)) continue;
    const key = keyOf(one.type, one.options.get('remote_ip'));
    if (!found.has(key)) found.set(key, one);
  }
  return found;
};

/** Why nothing goes through it; undefined while something does. */
export const failureOf = (one: OvsInterface): string | undefined => {
  if (one.error !== undefined) return one.error;
  if (one.linkState === 'down') return 'link down';
  return one.bfdState === 'down' ? 'BFD down' : undefined;
};

const UNREAD: TunnelEnd = { state: 'unread', wrong: '', interface: undefined };

/** The hosts' interfaces, each host read once. */
export class TunnelEnds {
  private readonly found = new Map<TransportNode, Map<string, OvsInterface>>();

  of(from: TransportNode, to: TransportNode, type: string): TunnelEnd {
    if (from.host === undefined || !reaches(from, to)) return UNREAD;
    const interfaces = this.interfacesOf(from);
    let first: OvsInterface | undefined;
    for (const { type: other, ip } of to.encaps) {
      if (other !== type) continue;
      const one = interfaces.get(keyOf(type, ip)) ?? interfaces.get(keyOf(type, FLOW));
      if (one === undefined) {
        const wrong = `${from.label} has no tunnel to ${to.label} (${type} ${ip})`;
        return { state: 'missing', wrong, interface: first };
      }
      const failure = failureOf(one);
      if (failure !== undefined) {
        const wrong = `${one.name} of ${from.label} to ${to.label}: ${failure}`;
        return { state: 'down', wrong, interface: one };
      }
      first ??= one;
    }
    return { state: 'up', wrong: '', interface: first };
  }

  /** Interfaces that OVN marked as a tunnel to a chassis that is not among `names`. */
  strays(from: TransportNode, names: ReadonlySet<string>): readonly OvsInterface[] {
    if (from.host === undefined) return [];
    return [...this.interfacesOf(from).values()].filter(
      ({ tunnelTo }) => tunnelTo !== undefined && !names.has(tunnelTo),
    );
  }

  private interfacesOf(node: TransportNode): Map<string, OvsInterface> {
    let known = this.found.get(node);
    if (known === undefined) this.found.set(node, (known = interfacesOf(node)));
    return known;
  }
}

export const tunnelBetween = (ends: TunnelEnds, a: TransportNode, b: TransportNode): Tunnel | undefined => {
  const type = tunnelType(a, b);
  return type === undefined ? undefined : { a, b, type, ends: [ends.of(a, b, type), ends.of(b, a, type)] };
};

export const wrongOfTunnel = ({ ends }: Tunnel): readonly string[] =>
  ends.map(({ wrong }) => wrong).filter((wrong) => wrong !== '');

/** Of a few chassis: every pair that has a tunnel. */
export const tunnelsAmong = (ends: TunnelEnds, nodes: readonly TransportNode[]): readonly Tunnel[] =>
  nodes.flatMap((a, i) =>
    nodes.slice(i + 1).flatMap((b) => {
      const tunnel = tunnelBetween(ends, a, b);
      return tunnel === undefined ? [] : [tunnel];
    }),
  );
