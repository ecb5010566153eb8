/** Differences that are the same for many senders, told once. */
import type { ReachDifference, Reached } from './types.ts';

export interface ReachGroup {
  readonly from: readonly string[];
  readonly tags: ReachDifference['tags'];
  readonly a: Reached;
  readonly b: Reached;
  /** Reached in both, tagged otherwise: texts of tags, '' without. */
  readonly retagged: readonly { readonly end: string; readonly a: string; readonly b: string }[];
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
}

const split = (place: string): readonly [end: string, tags: string] => {
  const at = place.lastIndexOf(' ');
  const tags = at === -1 ? '' : place.slice(at + 1);
  return /^(?:ad:)?\d+(?:\+(?:ad:)?\d+)*$/.test(tags) ? [place.slice(0, at), tags] : [place, ''];
};

/** Of a frame that one side refuses, where the other carries it is no matter: those are all of its domain. */
const keyOf = ({ tags, a, b, onlyA, onlyB }: ReachDifference): string => {
  const told = a.kind === 'ends' && b.kind === 'ends' ? [onlyA, onlyB] : [];
  const kinds = [a, b].map((side) => (side.kind === 'refused' ? side.why : side.kind));
  return JSON.stringify([tags ?? null, kinds, told]);
};

export const groupReach = (all: readonly ReachDifference[]): readonly ReachGroup[] => {
  const groups = new Map<string, ReachDifference[]>();
  for (const one of all) {
    const key = keyOf(one);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  return [...groups.values()].map((members) => {
    const first = members[0] as ReachDifference;
    const inB = new Map(first.onlyB.map((place) => split(place)));
    const retagged = first.onlyA.flatMap((place) => {
      const [end, tags] = split(place);
      const other = inB.get(end);
      return other === undefined ? [] : [{ end, a: tags, b: other }];
    });
    const moved = new Set(retagged.map(({ end }) => end));
    const isOwn = (place: string): boolean => !moved.has(split(place)[0]);
    const { tags, a, b, onlyA, onlyB } = first;
    return {
      from: members.map(({ from }) => from),
      tags,
      a,
      b,
      retagged,
      onlyA: onlyA.filter(isOwn),
      onlyB: onlyB.filter(isOwn),
    };
  });
};
