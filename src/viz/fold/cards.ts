/** What a folded piece looks like: counts first, then its members by name. */
import type { Fact, Item, Pin, SceneNode, Section, Tone } from '../scene.ts';
import type { Piece } from './working.ts';

interface Tally {
  nodes: number;
  items: number;
  bad: number;
  warn: number;
}

const NOUNS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  router: ['router', 'routers'],
  switch: ['switch', 'switches'],
  physical: ['physical network', 'physical networks'],
  external: ['external network', 'external networks'],
  chassis: ['chassis', 'chassis'],
  bridge: ['bridge', 'bridges'],
  remote: ['remote end', 'remote ends'],
  'load balancer': ['load balancer', 'load balancers'],
  backend: ['backend', 'backends'],
  port: ['port', 'ports'],
  table: ['table', 'tables'],
  group: ['group', 'groups'],
};

/** `250 switches`. */
export const counted = (many: number, kind: string): string => {
  const [singular, plural] = NOUNS[kind] ?? [kind, `${kind}s`];
  return `${many} ${many === 1 ? singular : plural}`;
};

/** What these list are ports; a router lists its routes. */
const WITH_PORTS: ReadonlySet<string> = new Set(['switch', 'chassis', 'bridge']);

const add = (tally: Tally, node: SceneNode): void => {
  tally.nodes++;
  if (!WITH_PORTS.has(node.kind)) return;
  for (const { items } of node.sections) {
    tally.items += items.length;
    for (const { tone } of items) {
      if (tone === 'bad') tally.bad++;
      else if (tone === 'warn') tally.warn++;
    }
  }
};

const tallyInto = (tally: Tally, piece: Piece): void => {
  if (piece.members === undefined) add(tally, piece.node);
  else for (const member of piece.members) tallyInto(tally, member);
  for (const taken of piece.taken) tallyInto(tally, taken);
};

const tallyOf = (piece: Piece): Tally => {
  const tally = { nodes: 0, items: 0, bad: 0, warn: 0 };
  tallyInto(tally, piece);
  return tally;
};

/** Every node of the scene that a piece stands for. */
export const nodesOf = (piece: Piece): SceneNode[] => [
  ...(piece.members === undefined ? [piece.node] : piece.members.flatMap(nodesOf)),
  ...piece.taken.flatMap(nodesOf),
];

/** Counts of kinds: `5 switches`. */
const kindsWithin = (pieces: readonly Piece[]): string[] => {
  const many = new Map<string, number>();
  for (const piece of pieces)
    for (const { kind } of nodesOf(piece)) many.set(kind, (many.get(kind) ?? 0) + 1);
  return [...many].map(([kind, count]) => counted(count, kind));
};

const stateOf = ({ items, bad, warn }: Tally): Fact[] => {
  if (items === 0) return [];
  const wrong = [...(bad === 0 ? [] : [`${bad} down`]), ...(warn === 0 ? [] : [`${warn} disabled`])];
  const text = [`${items} port${items === 1 ? '' : 's'}`, ...wrong].join(', ');
  return [{ text, tone: bad > 0 ? 'bad' : 'good' }];
};

const toneOf = ({ items, bad }: Tally): Tone => (bad > 0 ? 'bad' : items === 0 ? 'idle' : 'good');

const memberItem = (piece: Piece): Item => {
  const tally = tallyOf(piece);
  const { node } = piece;
  const within = piece.members === undefined ? kindsWithin(piece.taken) : [];
  const ports = tally.items === 0 ? '' : `${tally.items} ports`;
  return {
    id: piece.id,
    row: piece.members === undefined ? node.row : undefined,
    name: piece.members === undefined ? node.title : kindsWithin([piece]).join(', '),
    detail: [...within, ports].filter((text) => text !== '').join(', '),
    tone: toneOf(tally),
    tooltip: node.tooltip,
  };
};

/** Members written out in a folded card. */
const LISTED = 6;

const TONES: readonly Tone[] = ['bad', 'warn', 'unknown', 'good', 'idle'];

const sectionOf = (title: string | undefined, members: readonly Piece[]): Section => {
  const items = members.map(memberItem);
  // Stable: what is wrong first, otherwise as it came.
  items.sort((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone));
  return { title, items, listed: items.length === LISTED + 1 ? LISTED + 1 : LISTED };
};

/** The pin of a hub where the edge to a group meets it, in the place of one for each member. */
export const hubPin = (group: Piece, pins: readonly Pin[]): Pin => ({
  id: `pin-${group.id}`,
  row: undefined,
  name: `${pins.length} ports`,
  details: [],
  labelled: pins.some(({ labelled }) => labelled),
  tone: pins.some(({ tone }) => tone === 'bad') ? 'bad' : 'idle',
  tooltip: `${pins.length} ports, each to one of ${kindsWithin([group]).join(', ')}`,
});

export const groupNode = (piece: Piece, members: readonly Piece[], pins: readonly Pin[]): SceneNode => {
  const tally = tallyOf(piece);
  const [first] = members;
  const own = members.flatMap((member) => (member.members === undefined ? [member.node] : nodesOf(member)));
  const kinds = new Map<string, number>();
  for (const { kind } of own) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const title = [...kinds].map(([kind, many]) => counted(many, kind)).join(', ');
  const inside = kindsWithin(members.flatMap(({ taken }) => taken));
  return {
    id: piece.id,
    kind: 'group',
    row: undefined,
    title,
    subtitle: undefined,
    facts: [...inside.map((text) => ({ text, tone: 'idle' as const })), ...stateOf(tally)],
    badges: [],
    pins,
    sections: [sectionOf(undefined, members)],
    tooltip: `${title}, folded`,
    container: first?.node.container,
    tier: first?.node.tier,
    folded: nodesOf(piece).map(({ id }) => id),
  };
};

/** A hub with what it has taken in as sections. */
export const hubNode = (piece: Piece, node: SceneNode): SceneNode => {
  if (piece.taken.length === 0) return node;
  const within = tallyOf(piece);
  return {
    ...node,
    facts: [
      ...node.facts,
      ...kindsWithin(piece.taken).map((text) => ({ text, tone: 'idle' as const })),
      ...(WITH_PORTS.has(node.kind) ? [] : stateOf(within)),
    ],
    sections: [
      ...node.sections,
      ...piece.taken.map((group) => sectionOf(kindsWithin([group]).join(', '), group.members ?? [])),
    ],
    folded: piece.taken.flatMap(nodesOf).map(({ id }) => id),
  };
};
