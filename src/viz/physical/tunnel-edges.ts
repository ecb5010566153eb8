/** Tunnels of a few chassis: an edge for each pair, from a dot of its own on either card. */
import type { Pin, SceneEdge, Tone } from '../scene.ts';
import { lines } from '../logical/words.ts';
import type { TransportNode } from './transport-nodes.ts';
import { wrongOfTunnel, type Tunnel, type TunnelEnd } from './tunnels.ts';

const toneOf = (tunnel: Tunnel): Tone => {
  if (wrongOfTunnel(tunnel).length > 0) return 'bad';
  return tunnel.ends.some(({ state }) => state === 'up') ? 'good' : 'unknown';
};

const ipsOf = ({ encaps }: TransportNode, wanted: string): string =>
  encaps
    .filter(({ type }) => type === wanted)
    .map(({ ip }) => ip)
    .join(', ');

const tooltipOf = (tunnel: Tunnel): string => {
  const { a, b, type, ends } = tunnel;
  const unread = ends.every(({ state }) => state === 'unread');
  return lines([
    `${type} tunnel ${a.label} – ${b.label}`,
    `${ipsOf(a, type)} – ${ipsOf(b, type)}`,
    ...wrongOfTunnel(tunnel),
    unread ? 'its interfaces were not read' : '',
  ]);
};

const idOf = ({ a, b }: Tunnel): string => `tunnel-${a.id}-${b.id}`;

export const tunnelEdge = (tunnel: Tunnel): SceneEdge => ({
  id: idOf(tunnel),
  from: { node: tunnel.a.id, pin: `${idOf(tunnel)}-from` },
  to: { node: tunnel.b.id, pin: `${idOf(tunnel)}-to` },
  kind: 'tunnel',
  group: -1,
  tooltip: tooltipOf(tunnel),
  tone: toneOf(tunnel),
});

const pinOf = (tunnel: Tunnel, side: 'from' | 'to', at: TunnelEnd, own: TransportNode): Pin => ({
  id: `${idOf(tunnel)}-${side}`,
  row: at.interface?.ref ?? own.encaps.find(({ type }) => type === tunnel.type)?.ref,
  name: at.interface?.name ?? tunnel.type,
  details: [],
  labelled: false,
  tone: at.wrong === '' ? 'idle' : 'bad',
  tooltip: lines([
    `${tunnel.type} tunnel to ${(side === 'from' ? tunnel.b : tunnel.a).label}`,
    at.interface === undefined ? '' : `interface ${at.interface.name}`,
    at.wrong,
  ]),
});

/** The pins of every node's tunnels, by the node's id. */
export const tunnelPins = (tunnels: readonly Tunnel[]): ReadonlyMap<string, readonly Pin[]> => {
  const pins = new Map<string, Pin[]>();
  const add = (node: TransportNode, pin: Pin): void => {
    const known = pins.get(node.id);
    if (known === undefined) pins.set(node.id, [pin]);
    else known.push(pin);
  };
  for (const tunnel of tunnels) {
    add(tunnel.a, pinOf(tunnel, 'from', tunnel.ends[0], tunnel.a));
    add(tunnel.b, pinOf(tunnel, 'to', tunnel.ends[1], tunnel.b));
  }
  return pins;
};
