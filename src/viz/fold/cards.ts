/** What a folded piece looks like: counts first, then its members by name. */
import type { Fact, Item, Pin, SceneNode, Section, Tone } from '../scene.ts';
import type { Piece } from './working.ts';

interface Tally {
  items: number;
  good: number;
  bad: number;
  warn: number;
  unknown: number;
  /** Cards that something is wrong with besides their lists: a stale chassis, a disabled router, a broken pin. */
  badCards: number;
  warnCards: number;
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

/** `250 switches`; what has a name of its own is called by that: `3 port groups`. */
export const counted = (many: number, kind: string, label = kind): string => {
  const [singular, plural] = (label === kind ? NOUNS[kind] : undefined) ?? [label, `${label}s`];
  return `${many} ${many === 1 ? singular : plural}`;
};

/** What these list are ports; a router lists its routes. */
const WITH_PORTS: ReadonlySet<string> = new Set(['switch', 'chassis', 'bridge']);

const isWrong = (node: SceneNode, tone: Tone): boolean =>
  node.facts.some((fact) => fact.tone === tone) ||
  node.pins.some((pin) => pin.tone === tone) ||
  node.banner?.tone === tone;

const add = (tally: Tally, node: SceneNode): void => {
  const lists = WITH_PORTS.has(node.kind);
  let told = false;
  if (lists) {
    for (const { items } of node.sections) {
      tally.items += items.length;
      for (const { tone } of items) {
        if (tone === 'idle') continue;
        tally[tone]++;
        told ||= tone === 'bad' || tone === 'warn';
      }
    }
  }
  // A switch says in a fact what its ports say already.
  if (told) return;
  if (isWrong(node, 'bad')) tally.badCards++;
  else if (isWrong(node, 'warn')) tally.warnCards++;
};

const tallyInto = (tally: Tally, piece: Piece): void => {
  if (piece.members === undefined) add(tally, piece.node);
  else for (const member of piece.members) tallyInto(tally, member);
  for (const taken of piece.taken) tallyInto(tally, taken);
};

const tallyOf = (piece: Piece): Tally => {
  const tally = { items: 0, good: 0, bad: 0, warn: 0, unknown: 0, badCards: 0, warnCards: 0 };
  tallyInto(tally, piece);
  return tally;
};

/** Every node of the scene that a piece stands for. */
export const nodesOf = (piece: Piece): SceneNode[] => [
  ...(piece.members === undefined ? [piece.node] : piece.members.flatMap(nodesOf)),
  ...piece.taken.flatMap(nodesOf),
];

const byKind = (nodes: readonly SceneNode[]): string[] => {
  const many = new Map<string, { readonly node: SceneNode; count: number }>();
  for (const node of nodes) {
    const key = `${node.kind}\n${node.label ?? ''}`;
    const known = many.get(key);
    if (known === undefined) many.set(key, { node, count: 1 });
    else known.count++;
  }
  return [...many.values()].map(({ node, count }) => counted(count, node.kind, node.label));
};

/** Counts of kinds: `5 switches`. */
const kindsWithin = (pieces: readonly Piece[]): string[] => byKind(pieces.flatMap(nodesOf));

const toneOf = ({ good, bad, warn, unknown, badCards, warnCards }: Tally): Tone => {
  if (bad + badCards > 0) return 'bad';
  if (warn + warnCards > 0) return 'warn';
  return unknown > 0 ? 'unknown' : good > 0 ? 'good' : 'idle';
};

const plural = (many: number, word: string): string => `${many} ${word}${many === 1 ? '' : 's'}`;

const stateOf = (tally: Tally): Fact[] => {
  const { items, bad, warn, badCards, warnCards } = tally;
  const wrong = [...(bad === 0 ? [] : [`${bad} down`]), ...(warn === 0 ? [] : [`${warn} disabled`])];
  const cards = badCards + warnCards;
  return [
    ...(items === 0
      ? []
      : [
          {
            text: [plural(items, 'port'), ...wrong].join(', '),
            tone: toneOf({ ...tally, badCards: 0, warnCards: 0 }),
          },
        ]),
    ...(cards === 0
      ? []
      : [
          {
            text: `${plural(cards, 'card')} with a fault`,
            tone: badCards > 0 ? ('bad' as const) : ('warn' as const),
          },
        ]),
  ];
};

const memberItem = (piece: Piece): Item => {
  const tally = tallyOf(piece);
  const { node } = piece;
  const within = piece.members === undefined ? kindsWithin(piece.taken) : [];
  const ports = tally.items === 0 ? '' : plural(tally.items, 'port');
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
  return { title, items, listed: LISTED };
};

/** The pin of a hub where the edge to a group meets it, in the place of one for each member. */
export const hubPin = (group: Piece, pins: readonly Pin[]): Pin => ({
  id: `pin-${group.id}`,
  row: undefined,
  name: plural(pins.length, 'port'),
  details: [],
  labelled: pins.some(({ labelled }) => labelled),
  tone: pins.some(({ tone }) => tone === 'bad') ? 'bad' : 'idle',
  tooltip: `${plural(pins.length, 'port')}, each to one of ${kindsWithin([group]).join(', ')}`,
});

/** Which of many: `sw-101 … sw-200`. */
const fromTo = (members: readonly Piece[]): string => {
  const end = (at: 0 | -1): string => {
    let piece = members.at(at);
    while (piece?.members !== undefined) piece = piece.members.at(at);
    return piece?.node.title ?? '';
  };
  return `${end(0)} … ${end(-1)}`;
};

export const groupNode = (piece: Piece, members: readonly Piece[], pins: readonly Pin[]): SceneNode => {
  const tally = tallyOf(piece);
  const [first] = members;
  const own = members.flatMap((member) => (member.members === undefined ? [member.node] : nodesOf(member)));
  const title = byKind(own).join(', ');
  const inside = kindsWithin(members.flatMap(({ taken }) => taken));
  return {
    id: piece.id,
    kind: 'group',
    row: undefined,
    title,
    subtitle: piece.isPart ? fromTo(members) : undefined,
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
