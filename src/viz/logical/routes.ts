/** Static routes of a router, as a list in its card: where they lead, by which next hop. */
import { naturalCompare, refOf, type LogicalRouter, type Network } from '../../model/index.ts';
import type { Item, Section } from '../scene.ts';
import { lines } from './words.ts';

/** Written out on a card. */
const LISTED = 3;

/** Of prefixes, the one that takes everything comes first. */
const rank = (prefix: string): number => (/^(0\.0\.0\.0|::)\/0$/.test(prefix) ? 0 : 1);

/** `open`: whether any are written out, or all only counted by the card's badge. */
export const staticRoutes = (network: Network, router: LogicalRouter, open: boolean): Section[] => {
  const row = network.nbRows.row('Logical_Router', router.uuid);
  if (row === undefined) return [];
  const routes = network.nbRows
    .rows('Logical_Router_Static_Route', row.get('static_routes'))
    .map((route) => ({ route, prefix: route.get('ip_prefix'), nexthop: route.get('nexthop') }))
    .sort(
      (a, b) =>
        rank(a.prefix) - rank(b.prefix) ||
        naturalCompare(a.prefix, b.prefix) ||
        naturalCompare(a.nexthop, b.nexthop) ||
        naturalCompare(a.route.uuid, b.route.uuid),
    );
  if (routes.length === 0) return [];
  const items = routes.map(({ route, prefix, nexthop }): Item => {
    const source = route.get('policy') === 'src-ip';
    const port = route.get('output_port');
    const table = route.get('route_table');
    return {
      id: route.uuid,
      row: refOf('OVN_Northbound', route),
      name: source ? `from ${prefix}` : prefix,
      detail: nexthop === 'discard' ? 'discard' : `via ${nexthop}`,
      tone: 'idle',
      tooltip: lines([
        `static route ${prefix} via ${nexthop}`,
        source ? 'by source address' : '',
        port === undefined || port === '' ? '' : `by port ${port}`,
        table === '' ? '' : `route table ${table}`,
      ]),
    };
  });
  return [{ title: open ? 'Static routes' : undefined, items, listed: open ? LISTED : 0 }];
};
