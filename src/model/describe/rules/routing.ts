/** Static routes, routing policies, BFD sessions and static MAC bindings (ovn-nb(5)). */
import type { Northbound } from '../../generated/index.ts';
import { fact, listing, section } from '../build.ts';
import { called, datapathOfPort, enumerated, heldBy, portCalled, quoted } from '../links.ts';
import type { Page } from '../page.ts';
import { rowLink } from '../row-links.ts';
import { northboundDescriber } from '../telling.ts';
import type { Described, Fact, Link, Section, Tone } from '../types.ts';
import { known } from '../../known.ts';

const STATUS: Readonly<Record<string, Tone>> = { up: 'good', down: 'bad', init: 'bad', admin_down: 'bad' };

const routersOf = (links: readonly Link[]): readonly Fact[] =>
  links.length === 0
    ? fact('routers', 'Logical router', 'none', { tone: 'bad' })
    : fact('routers', 'Logical router', links.length === 1 ? links[0] : links);

const on = (links: readonly Link[]): string =>
  links.length === 0 ? 'No logical router' : `Logical router ${links.map(called).join(', ')}`;

const bfdSection = (page: Page<never>, uuids: readonly string[]): readonly Section[] => {
  const { nbRows } = page.network;
  const rows = uuids.map((uuid): readonly Described[] => {
    const row = nbRows.row('BFD', uuid);
    return [page.linkTo('BFD', uuid), portCalled(page.network, row?.get('logical_port')), row?.get('status')];
  });
  return section('bfd', 'BFD sessions that watch the next hop', {
    listing: listing(
      [
        ['session', 'SESSION'],
        ['port', 'PORT'],
        ['status', 'STATUS'],
      ],
      rows,
      rows.map(([, , status]) => known(STATUS, String(status))),
    ),
  });
};

/** `discard` drops; an empty next hop is a route that the ports of the router give (ovn-nb(5)). */
const towards = (what: string, nexthop: string, port: string | undefined): string => {
  if (nexthop === 'discard') return `drops ${what}`;
  const out = port === undefined ? '' : ` out of ${quoted(port)}`;
  const way =
    nexthop === '' ? out || ' out of the port in whose network it is' : ` on to ${quoted(nexthop)}${out}`;
  return `sends ${what}${way}`;
};

export const describeStaticRoute = northboundDescriber<'Logical_Router_Static_Route'>((page) => {
  const { network, row } = page;
  const routers = heldBy(network, 'Logical_Router', 'static_routes', row.uuid);
  const bySource = row.get('policy') === 'src-ip';
  const bfd = page.take('bfd');
  const port = page.take('output_port');
  const what = `${bySource ? 'what comes from' : 'what goes to'} ${quoted(row.get('ip_prefix'))}`;
  return {
    headline: `${on(routers)} ${towards(what, row.get('nexthop'), port)}.`,
    sections: [
      section('route', 'Route', {
        facts: [
          routersOf(routers),
          page.owner(),
          page.column('route_table', { note: 'used by ports whose options name this table' }),
          page.column('ip_prefix', { label: 'Prefix' }),
          page.column('policy', {
            value: row.get('policy') ?? 'dst-ip',
            note: bySource ? 'by the source address' : 'by the destination address',
          }),
          page.column('nexthop', { label: 'Next hop' }),
          fact('output-port', 'Output port', portCalled(network, port)),
          page.column('selection_fields', { label: 'ECMP by hash of' }),
          page.column('options'),
        ],
      }),
      bfdSection(page as unknown as Page<never>, bfd === undefined ? [] : [bfd]),
    ],
  };
});

const policyDoes = ({ row }: Page<Northbound['Logical_Router_Policy']>): string => {
  const hops = [...row.get('nexthops'), row.get('nexthop')].filter((hop) => hop !== undefined);
  switch (row.get('action')) {
    case 'allow':
      return 'leaves what matches to the routing table';
    case 'drop':
      return 'drops what matches';
    case 'reroute':
      return `sends what matches to ${enumerated(hops.map(quoted)) || 'no next hop'}`;
    case 'jump':
      return `judges what matches by the policies of chain ${quoted(row.get('jump_chain') ?? '')}`;
    default:
      return `does "${quoted(row.get('action'))}" to what matches`;
  }
};

export const describePolicy = northboundDescriber<'Logical_Router_Policy'>((page) => {
  const { network, row } = page;
  const routers = heldBy(network, 'Logical_Router', 'policies', row.uuid);
  return {
    headline: `${on(routers)} ${policyDoes(page)}, at priority ${row.get('priority')}.`,
    sections: [
      section('policy', 'Policy', {
        facts: [
          routersOf(routers),
          page.owner(),
          page.columns('chain', 'priority', 'match', 'action', 'jump_chain'),
          page.column('nexthop', { label: 'Next hop' }),
          page.column('nexthops', { label: 'Next hops' }),
          fact('output-port', 'Output port', page.link('output_port')),
          page.column('options'),
        ],
      }),
      bfdSection(page as unknown as Page<never>, page.take('bfd_sessions')),
    ],
  };
});

export const describeBfd = northboundDescriber<'BFD'>((page) => {
  const { network, row } = page;
  const [port, peer] = [row.get('logical_port'), row.get('dst_ip')];
  const sessions = network.sbRows
    .where('BFD', 'logical_port', port)
    .filter((one) => one.get('dst_ip') === peer);
  const users = [
    ...heldBy(network, 'Logical_Router_Static_Route', 'bfd', row.uuid),
    ...heldBy(network, 'Logical_Router_Policy', 'bfd_sessions', row.uuid),
  ];
  const status = row.get('status');
  page.told('logical_port');
  return {
    headline: `Watches ${quoted(peer)} from ${quoted(port)}: ${status ?? 'no status yet'}.`,
    sections: [
      section('session', 'Session', {
        facts: [
          page.column('status', { tone: known(STATUS, status) }),
          fact('logical-port', 'Logical port', portCalled(network, port)),
          fact('router', 'Logical router', datapathOfPort(network, port)),
          page.column('dst_ip', { label: 'Peer' }),
          page.columns('min_tx', 'min_rx', 'detect_mult'),
          fact('used-by', 'Used by', users),
        ],
      }),
      section('southbound', 'In the Southbound', {
        listing: listing(
          [
            ['session', 'SESSION'],
            ['status', 'STATUS'],
            ['chassis', 'CHASSIS'],
            ['discriminator', 'DISCRIMINATOR'],
          ],
          sessions.map((one) => [
            rowLink('OVN_Southbound', one),
            one.get('status'),
            one.get('chassis_name'),
            one.get('disc'),
          ]),
          sessions.map((one) => known(STATUS, one.get('status'))),
        ),
      }),
    ],
  };
});

export const describeStaticMacBinding = northboundDescriber<'Static_MAC_Binding'>((page) => {
  const { network, row } = page;
  const port = page.take('logical_port');
  return {
    headline: `${quoted(row.get('ip'))} is at ${quoted(row.get('mac'))} for router port ${quoted(port)}.`,
    sections: [
      section('binding', 'Binding', {
        facts: [
          fact('logical-port', 'Logical port', portCalled(network, port)),
          fact('router', 'Logical router', datapathOfPort(network, port)),
          page.columns('ip', 'mac'),
          page.column('override_dynamic_mac', { note: 'whether it wins over what was learned' }),
        ],
      }),
    ],
  };
});
