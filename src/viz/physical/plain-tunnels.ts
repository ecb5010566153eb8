/**
 * Tunnels of hosts without OVN, as Neutron's Open vSwitch agent or people make them: nobody but the hosts' own interfaces
 * tells of them. A tunnel leads to the host that has its `remote_ip` as the `local_ip` of a tunnel, or to an address
 * of which nothing else is known.
 */
import { naturalCompare, type OvsInterface } from '../../model/index.ts';
import { lines } from '../logical/words.ts';
import type { Pin, SceneEdge, SceneNode, Tone } from '../scene.ts';
import { withMore } from '../some.ts';
import { TUNNEL_TYPES } from '../tunnel-types.ts';
import type { TransportNode } from './transport-nodes.ts';
import { failureOf } from './tunnels.ts';

export interface PlainTunnels {
  /** Remote ends that are no host that is known. */
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  /** By the id of a host's card. */
  readonly pins: ReadonlyMap<string, readonly Pin[]>;
}

/** Where OVN makes the tunnels, `tunnels.ts` knows which ones there are to be. */
export const isPlain = ({ host, chassis, encaps }: TransportNode): boolean =>
  host !== undefined &&
  chassis === undefined &&
  encaps.length === 0 &&
  host.ovnRemote === undefined &&
  host.interfaces.every(({ tunnelTo }) => tunnelTo === undefined);

/** Flows set the address. */
const FLOW = 'flow';

const addressOf = (one: OvsInterface, option: 'local_ip' | 'remote_ip'): string | undefined => {
  const text = one.options.get(option);
  return text === undefined || text === FLOW || text === '' ? undefined : text.toLowerCase();
};

const tunnelsOf = ({ host }: TransportNode): readonly OvsInterface[] =>
  (host?.interfaces ?? []).filter(({ type }) => TUNNEL_TYPES.has(type));

/** By address, the one host that has it; of an address that two hosts have nobody knows which one is meant. */
const ownersOf = (nodes: readonly TransportNode[]): ReadonlyMap<string, TransportNode> => {
  const found = new Map<string, TransportNode | undefined>();
  for (const node of nodes) {
    const own = new Set([
      ...node.encaps.map(({ ip }) => ip.toLowerCase()),
      ...tunnelsOf(node).flatMap((one) => addressOf(one, 'local_ip') ?? []),
    ]);
    for (const ip of own) found.set(ip, found.has(ip) ? undefined : node);
  }
  return new Map([...found].flatMap(([ip, node]) => (node === undefined ? [] : [[ip, node] as const])));
};

interface End {
  readonly id: string;
  readonly label: string;
  /** Absent for an address alone. */
  readonly node: TransportNode | undefined;
  readonly isPlain: boolean;
}

interface Joined {
  readonly a: End;
  readonly b: End;
  readonly type: string;
  readonly there: OvsInterface[];
  readonly back: OvsInterface[];
}

const joinedOf = (nodes: readonly TransportNode[]): readonly Joined[] => {
  const owners = ownersOf(nodes);
  const found = new Map<string, Joined>();
  const plain = new Set(nodes.filter(isPlain));
  for (const from of plain) {
    for (const one of tunnelsOf(from)) {
      const ip = addressOf(one, 'remote_ip');
      if (ip === undefined) continue;
      const other = owners.get(ip);
      if (other === from) continue;
      const a = { id: from.id, label: from.label, node: from, isPlain: true };
      const b = {
        id: other?.id ?? `remote-${ip}`,
        label: other?.label ?? ip,
        node: other,
        isPlain: other !== undefined && plain.has(other),
      };
      const turned = found.get(JSON.stringify([b.id, a.id, one.type]));
      const key = JSON.stringify([a.id, b.id, one.type]);
      if (turned !== undefined) turned.back.push(one);
      else if (found.has(key)) found.get(key)?.there.push(one);
      else found.set(key, { a, b, type: one.type, there: [one], back: [] });
    }
  }
  return [...found.values()];
};

/** Whether the other side takes what comes by it: by a tunnel of its own, or one for whatever address. */
const isOneSided = ({ b, type, back }: Joined): boolean =>
  back.length === 0 &&
  b.node !== undefined &&
  b.isPlain &&
  !tunnelsOf(b.node).some((one) => one.type === type && addressOf(one, 'remote_ip') === undefined);

const wrongOf = (joined: Joined): readonly string[] => [
  ...[...joined.there, ...joined.back].flatMap((one) => {
    const failure = failureOf(one);
    return failure === undefined ? [] : [`${one.name} of ${one.host.name}: ${failure}`];
  }),
  ...(isOneSided(joined) ? [`${joined.b.label} has no tunnel to ${joined.a.label} (${joined.type})`] : []),
];

const toneOf = (joined: Joined): Tone => {
  if (wrongOf(joined).length > 0) return 'bad';
  return [...joined.there, ...joined.back].some(({ linkState }) => linkState === 'up') ? 'good' : 'unknown';
};

const about = (one: OvsInterface): string => {
  const key = one.options.get('key') ?? one.options.get('out_key');
  const way = `${addressOf(one, 'local_ip') ?? 'any address'} → ${addressOf(one, 'remote_ip') ?? FLOW}`;
  return `${one.name} of ${one.host.name}: ${way}${key === undefined || key === FLOW ? '' : `, key ${key}`}`;
};

/** Of the interfaces of one tunnel, as many are told. */
const INTERFACES_TOLD = 8;

const pinOf = (id: string, type: string, to: string, interfaces: readonly OvsInterface[]): Pin => {
  const failures = interfaces.flatMap((one) => failureOf(one) ?? []);
  return {
    id,
    row: interfaces[0]?.ref,
    name: interfaces[0]?.name ?? type,
    details: [],
    labelled: false,
    tone: failures.length > 0 ? 'bad' : 'idle',
    tooltip: lines([
      `${type} tunnel to ${to}`,
      ...withMore(interfaces.map(about), INTERFACES_TOLD, (left) => `and ${left} more`),
      ...failures,
    ]),
  };
};

export const plainTunnels = (nodes: readonly TransportNode[], tier: number): PlainTunnels => {
  const pins = new Map<string, Pin[]>();
  const add = (node: string, pin: Pin): void => {
    const known = pins.get(node);
    if (known === undefined) pins.set(node, [pin]);
    else known.push(pin);
  };
  const remotes = new Set<string>();
  const edges = joinedOf(nodes).map((joined): SceneEdge => {
    const { a, b, type, there, back } = joined;
    const id = `tunnel-${a.id}-${b.id}-${type}`;
    add(a.id, pinOf(`${id}-from`, type, b.label, there));
    add(b.id, pinOf(`${id}-to`, type, a.label, back));
    if (b.node === undefined) remotes.add(b.label);
    return {
      id,
      from: { node: a.id, pin: `${id}-from` },
      to: { node: b.id, pin: `${id}-to` },
      kind: 'tunnel',
      group: -1,
      tooltip: lines([
        `${type} tunnel ${a.label} – ${b.label}`,
        ...withMore([...there, ...back].map(about), INTERFACES_TOLD, (left) => `and ${left} more`),
        ...wrongOf(joined),
      ]),
      tone: toneOf(joined),
    };
  });
  const cards = [...remotes].sort(naturalCompare).map((ip): SceneNode => ({
    id: `remote-${ip}`,
    kind: 'remote',
    row: undefined,
    title: ip,
    subtitle: undefined,
    facts: [{ text: 'of no host that was read', tone: 'idle' }],
    badges: [],
    pins: pins.get(`remote-${ip}`) ?? [],
    sections: [],
    tooltip: `${ip}: remote end of a tunnel; no host that was read has this address`,
    tier,
  }));
  return { nodes: cards, edges, pins };
};
