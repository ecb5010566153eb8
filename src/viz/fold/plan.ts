/**
 * What is folded, until no more cards are left than a person can look at. In turns:
 *
 *     1. of one kind, with the same neighbours  =>  a group          (250 switches of one router)
 *     2. what hangs on one card alone            =>  taken in by it  (a router with its 5 switches)
 *
 * and so on from the rim to the core, the same everywhere, so that what looks alike is alike. How many turns there are
 * follows from the scene alone: opening a group on demand never closes another one.
 */
import { groups } from 'd3';
import type { Working } from './working.ts';
import { type Piece } from './working.ts';

/** Fewer of a kind are not worth a group: the card would say no less than they do. */
const GROUP_FROM = 3;

/** A group of more is a list that nobody reads: several, each of what follows each other by name. */
const GROUP_TO = 250;
const PART = 100;

/** Pieces that are alike: by kind and neighbours. What is unlike all others, or too few, is left out. */
const alike = (working: Working, from: number): Piece[][] => {
  const classes = new Map<string, Piece[]>();
  for (const piece of working.pieces.values()) {
    // What has many neighbours is a hub, not one of many.
    if (piece.links.size > 3) continue;
    const key = `${piece.kind}\n${[...piece.links.keys()].sort().join('\n')}`;
    const known = classes.get(key);
    if (known === undefined) classes.set(key, [piece]);
    else known.push(piece);
  }
  return [...classes.values()].filter((members) => members.length >= from);
};

/** The same for the same members, as long as the first one stays: its hub or kind, and its first member. */
const groupId = (members: readonly Piece[]): string => {
  const [first] = members as readonly [Piece, ...Piece[]];
  const [hub] = [...first.links.keys()].sort();
  return hub === undefined
    ? `group-${first.kind.split(' ')[0]}-${first.node.container ?? ''}-${first.id}`
    : `group-${hub}-${first.id}`;
};

const partsOf = (members: readonly Piece[]): readonly (readonly Piece[])[] => {
  if (members.length <= GROUP_TO) return [members];
  return Array.from({ length: Math.ceil(members.length / PART) }, (_, i) =>
    members.slice(i * PART, (i + 1) * PART),
  );
};

const makeGroups = (working: Working, open: ReadonlySet<string>, from: number): boolean => {
  let changed = false;
  for (const all of alike(working, from)) {
    for (const part of partsOf(all)) {
      const id = groupId(part);
      // What stands for itself is left out only now: it must not move others from part to part.
      const members = part.filter((piece) => !open.has(piece.id));
      if (open.has(id) || members.length < 2) continue;
      working.group(id, members, part !== all);
      changed = true;
    }
  }
  return changed;
};

/** Kinds of which a single one may disappear into the card that it hangs on. */
const HANGING: ReadonlySet<string> = new Set(['switch', 'backend', 'port', 'bridge']);

const takeIn = (working: Working, open: ReadonlySet<string>): boolean => {
  let changed = false;
  for (const piece of [...working.pieces.values()]) {
    if (open.has(piece.id)) continue;
    if (piece.links.size !== 1 || (piece.members === undefined && !HANGING.has(piece.node.kind))) continue;
    const [id = ''] = piece.links.keys();
    const hub = working.pieces.get(id);
    if (hub === undefined || hub.members !== undefined || open.has(id)) continue;
    if (piece.members === undefined && hub.node.kind === piece.node.kind) continue;
    working.takeIn(hub, piece.members === undefined ? working.group(groupId([piece]), [piece]) : piece);
    changed = true;
  }
  return changed;
};

/** One turn; false when there was nothing to fold. */
export const turn = (working: Working, number: number, open: ReadonlySet<string>): boolean =>
  number % 2 === 0 ? makeGroups(working, open, number === 0 ? GROUP_FROM : 2) : takeIn(working, open);

/** More turns than any network has rims. */
const MOST_TURNS = 24;

/** A picture of fewer cards than this says too little for a turn that could be left out. */
const FEW = 12;

/**
 * How many turns bring the number of cards down to `budget`, or as near as it comes. Twice as many cards are borne
 * where one turn more would leave next to nothing: 253 cards say more than a router with "250 switches".
 */
export const turnsFor = (working: Working, budget: number): number => {
  const none = new Set<string>();
  let turns = 0;
  let idle = 0;
  while (working.pieces.size > budget && turns < MOST_TURNS && idle < 3) {
    const before = working.pieces.size;
    idle = turn(working, turns, none) ? 0 : idle + 1;
    if (working.pieces.size < FEW && before <= 2 * budget) break;
    turns++;
  }
  return turns;
};

/** Closes one card by hand: what hangs on it alone is taken in. */
export const collapse = (working: Working, id: string): void => {
  const hub = working.pieces.get(id);
  if (hub === undefined || hub.members !== undefined) return;
  const hanging = [...hub.links.keys()]
    .map((other) => working.pieces.get(other))
    .filter((piece) => piece !== undefined && piece.links.size === 1);
  for (const [kind, members] of groups(hanging as Piece[], (piece) => piece.kind))
    working.takeIn(hub, working.group(`group-${id}-${kind}`, members));
};
