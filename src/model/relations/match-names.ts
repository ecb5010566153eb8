/**
 * What can be seen of a match without knowing OVN's expression language as a whole: the names in it, which begin with
 * `@` (port group) or `$` (address set) and stand outside of quotation marks, and whether quotation marks and
 * brackets pair. A rule whose match names what does not exist, or that cannot be parsed, does nothing.
 *
 * `$pg_ip4` and `$pg_ip6` are made by northd from the addresses of a port group (ovn-nb(5), Port_Group).
 */
import type { Network } from '../network.ts';
import { portTests } from './conjuncts.ts';
import type { NbRow } from './rows.ts';

export interface NamesInMatch {
  readonly groups: readonly string[];
  readonly sets: readonly string[];
}

const NAME = /([@$])([A-Za-z_.][A-Za-z_.0-9]*)/g;
const QUOTED = /"(?:[^"\\]|\\.)*("?)/gs;

/** Without its strings; one that does not end stays. */
const withoutStrings = (match: string): string =>
  match.replace(QUOTED, (text, end: string) => (end === '' ? text : ' '));

/** Each once, in the order of the match. */
export const namesInMatch = (match: string): NamesInMatch => {
  const found = [...withoutStrings(match).matchAll(NAME)];
  const of = (sigil: string): string[] => [
    ...new Set(found.flatMap(([, s, name]) => (s === sigil && name !== undefined ? [name] : []))),
  ];
  return { groups: of('@'), sets: of('$') };
};

/** `pg_ip4` → `pg`. */
export const groupOfSet = (set: string): string | undefined => /^(.+)_ip[46]$/s.exec(set)?.[1];

export const groupNamed = (network: Network, name: string | undefined): NbRow<'Port_Group'> | undefined =>
  network.nbRows.where('Port_Group', 'name', name)[0];

/** The address set, or the port group that it is made from. */
export const setNamed = (
  network: Network,
  name: string,
): NbRow<'Address_Set'> | NbRow<'Port_Group'> | undefined =>
  network.nbRows.where('Address_Set', 'name', name)[0] ?? groupNamed(network, groupOfSet(name));

const OPENING: Readonly<Record<string, string>> = { ')': '(', '}': '{', ']': '[' };

/** Of a match with a comment nothing is said. */
const COMMENT = /\/[/*]/;

/** Whether quotation marks and brackets pair. */
export const isBalanced = (match: string): boolean => {
  const bare = withoutStrings(match);
  if (COMMENT.test(bare)) return true;
  if (bare.includes('"')) return false;
  const open: string[] = [];
  for (const [bracket] of bare.matchAll(/[(){}[\]]/g)) {
    const opening = OPENING[bracket];
    if (opening === undefined) open.push(bracket);
    else if (open.pop() !== opening) return false;
  }
  return open.length === 0;
};

/** Why a match cannot hold: names that lead nowhere, with their `@` or `$`, and whether it is cut short. */
export interface MatchFault {
  readonly missing: readonly string[];
  readonly isUnbalanced: boolean;
  /** It asks for any port but some: OVN's parser lets `inport` and `outport` be tested for equality only. */
  readonly isUnequal: boolean;
}

/** Nothing where nothing can be seen to be wrong. */
export const faultOf = (network: Network, match: string): MatchFault | undefined => {
  const { groups, sets } = namesInMatch(match);
  const missing = [
    ...groups.filter((name) => groupNamed(network, name) === undefined).map((name) => `@${name}`),
    ...sets.filter((name) => setNamed(network, name) === undefined).map((name) => `$${name}`),
  ];
  const isUnbalanced = !isBalanced(match);
  const isUnequal = portTests(match).some(({ isNegated }) => isNegated);
  const isFine = missing.length === 0 && !isUnbalanced && !isUnequal;
  return isFine ? undefined : { missing, isUnbalanced, isUnequal };
};
