/**
 * What a router decides by the source address of a packet: static routes with `policy` src-ip, and routing policies
 * (ovn-nb(5)). A policy's match is text; here it is only searched for addresses, so that what is found may apply:
 *
 *     match … ADDRESS | ADDRESS "/" PREFIX …      strings left out: a name may look like an address
 */
import { isWithin } from './addresses.ts';
import type { Route } from './routes.ts';
import type { NbRow } from './rows.ts';

export const routesBySource = (routes: readonly Route[], ips: readonly string[]): readonly Route[] =>
  routes.filter(({ policy, prefix }) => policy === 'src-ip' && ips.some((ip) => isWithin(ip, prefix)));

/** Longer matches hold lists of addresses: those at the beginning have to do. */
const LONGEST = 65_536;
const STRING = /"(?:[^"\\]|\\.)*"/g;
const ADDRESS = /[0-9a-f]*[:.][0-9a-f:.]+(?:\/[0-9.]+)?/gi;

/** `ip4.src == 10.0.0.0/24 && ip4.dst != 10.0.0.1` → both. */
const addressesIn = (match: string): readonly string[] =>
  match.slice(0, LONGEST).replaceAll(STRING, ' ').match(ADDRESS) ?? [];

/** Whether the match names one of the addresses, or a network that holds it. */
export const namesAny = (match: string, ips: readonly string[]): boolean =>
  ips.length > 0 && addressesIn(match).some((found) => ips.some((ip) => isWithin(ip, found)));

export const policiesNaming = (
  policies: readonly NbRow<'Logical_Router_Policy'>[],
  ips: readonly string[],
): readonly NbRow<'Logical_Router_Policy'>[] =>
  policies.filter((policy) => namesAny(policy.get('match'), ips));
