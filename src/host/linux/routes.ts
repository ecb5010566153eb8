/**
 * Routes, of `ip route`, `ip -6 route` and `ip route show table all`. The table is printed with `table all` only, and then
 * not of table main; the family never is. `via` stands in the place of `gateway` where the gateway is of the other family.
 */
import type { Parsed } from '../parsed.ts';
import type { Route } from '../types.ts';
import { parseItems, type Item } from './item.ts';
import { itemsOf, ROUTE_TEXT } from './routing-text.ts';

type Family = Route['family'];

const gatewayOf = (item: Item): string | undefined => {
  const via = item.record('via')?.['host'];
  return item.text('gateway') ?? (typeof via === 'string' ? via : undefined);
};

/** `table all` mixes the families. A default route has only its other addresses, or `pref`, which IPv6 alone has. */
const familyOf = (item: Item, destination: string, family: Family): Family => {
  if (destination.includes(':')) return 'inet6';
  if (/^\d+\./.test(destination)) return 'inet';
  const others = `${item.text('gateway') ?? ''}${item.text('prefsrc') ?? ''}`;
  if (others.includes(':') || item.fields['pref'] !== undefined) return 'inet6';
  return others.includes('.') ? 'inet' : family;
};

const routeOf = (item: Item, expected: Family): Route | undefined => {
  const destination = item.text('dst');
  if (destination === undefined) return item.lose('a route without a destination; expected "dst"');
  return {
    family: familyOf(item, destination, expected),
    destination,
    type: item.text('type'),
    table: item.text('table'),
    device: item.text('dev'),
    gateway: gatewayOf(item),
    source: item.text('prefsrc'),
    protocol: item.text('protocol'),
    metric: item.integer('metric'),
    nexthops: item.items('nexthops').map((hop) => ({ gateway: gatewayOf(hop), device: hop.text('dev') })),
  };
};

/** Reads `ip -j route` or its plain text; `family` is that of the command, for routes that do not show theirs. */
export const parseRoutes = (text: string, family: Family, source: string): Parsed<Route[]> =>
  parseItems(text, source, (item) => routeOf(item, family), itemsOf(ROUTE_TEXT));
