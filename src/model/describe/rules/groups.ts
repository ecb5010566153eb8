/** Port groups and address sets (ovn-nb(5)): what they hold, and which rules stand on them. */
import type { Row } from '../../../ovsdb/index.ts';
import type { Northbound } from '../../generated/index.ts';
import type { Network } from '../../network.ts';
import { byLabel } from '../../natural.ts';
import type { LogicalSwitch } from '../../switches.ts';
import { fact, linkTo, listing, section } from '../build.ts';
import { called, counted, quoted } from '../links.ts';
import type { Page } from '../page.ts';
import { northboundDescriber } from '../telling.ts';
import type { Described, Section, Tone } from '../types.ts';
import { aclListing } from './acl-list.ts';

/** Matches are text: no index finds the rules that name a group or set. */
const nameHint = (sigil: string, name: string): string =>
  `Rules whose match names it: ovnscope get acls --filter 'match~[${sigil}]${quoted(name)}'`;

const portRows = (
  network: Network,
  rows: readonly Row<Northbound['Logical_Switch_Port']>[],
): { readonly cells: readonly (readonly Described[])[]; readonly tones: readonly (Tone | undefined)[] } => {
  const ports = rows.map((row) => network.northbound.switchPort(row)).sort(byLabel);
  return {
    cells: ports.map((port) => [
      linkTo({ ...port, kind: 'logical switch port', name: port.name, alias: port.alias, ref: port.ref }),
      port.switch === undefined ? undefined : linkTo(linkable(port.switch)),
      port.state === 'none' ? undefined : port.state,
      port.row.get('addresses'),
    ]),
    tones: ports.map(({ state }) => (state === 'down' ? 'bad' : undefined)),
  };
};

const linkable = ({ kind, name, alias, ref }: LogicalSwitch) => ({ kind, name, alias, ref });

const members = (page: Page<Northbound['Port_Group']>): readonly Section[] => {
  const uuids = page.take('ports');
  const rows = page.network.nbRows.rows('Logical_Switch_Port', uuids);
  const { cells, tones } = portRows(page.network, rows);
  const known = new Set(rows.map(({ uuid }) => uuid));
  const missing = uuids.filter((uuid) => !known.has(uuid));
  return section('ports', 'Ports', {
    listing: listing(
      [
        ['port', 'PORT'],
        ['switch', 'SWITCH'],
        ['state', 'STATE'],
        ['addresses', 'ADDRESSES'],
      ],
      [
        ...cells,
        ...missing.map((uuid) => [
          { kind: 'logical switch port', name: uuid },
          undefined,
          undefined,
          undefined,
        ]),
      ],
      [...tones, ...missing.map((): Tone => 'dim')],
    ),
    notes: [missing.length === 0 ? undefined : `Of its ports, ${missing.length} could not be found.`],
  });
};

const applied = (page: Page<Northbound['Port_Group']>): ReadonlyMap<LogicalSwitch, number> => {
  const counts = new Map<LogicalSwitch, number>();
  for (const row of page.network.nbRows.rows('Logical_Switch_Port', page.row.get('ports'))) {
    for (const holder of page.network.northbound.switchesOf(row))
      counts.set(holder, (counts.get(holder) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => byLabel(a, b)));
};

export const describePortGroup = northboundDescriber<'Port_Group'>((page) => {
  const { network, row } = page;
  const switches = applied(page);
  const acls = page.take('acls');

  const size = counted(row.get('ports').length, 'port');
  const missing = acls.filter((uuid) => network.nbRows.row('ACL', uuid) === undefined);
  return {
    headline:
      `Holds ${size} on ${counted(switches.size, 'logical switch', 'logical switches')}, ` +
      `to which ${counted(acls.length, 'ACL')} ${acls.length === 1 ? 'applies' : 'apply'}.`,
    sections: [
      section('group', 'Group', { facts: [page.column('name'), page.owner()] }),
      section('datapaths', 'Logical switches that its ACLs apply to', {
        listing: listing(
          [
            ['switch', 'SWITCH'],
            ['ports', 'PORTS OF THE GROUP'],
          ],
          [...switches].map(([holder, count]) => [linkTo(linkable(holder)), count]),
        ),
      }),
      members(page),
      section('acls', 'ACLs, in the order in which they are evaluated', {
        facts: [
          fact(
            'missing-acls',
            'Not read',
            missing.map((uuid) => ({ kind: 'ACL', name: uuid })),
            { tone: 'dim' },
          ),
        ],
        listing: aclListing(network, acls),
        notes: [nameHint('@', row.get('name'))],
      }),
    ],
  };
});

export const describeAddressSet = northboundDescriber<'Address_Set'>((page) => {
  const { row } = page;
  const size = row.get('addresses').length;
  return {
    headline: `Holds ${counted(size, 'address', 'addresses')}, for matches that name $${called({ name: row.get('name') })}.`,
    sections: [
      section('set', 'Address set', {
        facts: [page.column('name'), page.owner(), fact('size', 'Size', size), page.column('addresses')],
        notes: [nameHint('$', row.get('name'))],
      }),
    ],
  };
});
