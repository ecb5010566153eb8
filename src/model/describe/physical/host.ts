/** A host by the one row of its Open_vSwitch table: who it is to OVN, its versions, its bridges. */
import type { OpenVSwitch } from '../../generated/index.ts';
import { naturalCompare } from '../../natural.ts';
import { fact, listing, section } from '../build.ts';
import { chassisCalled, counted, quoted } from '../links.ts';
import type { Page } from '../page.ts';
import { rowLink } from '../row-links.ts';
import { hostDescriber } from '../telling.ts';
import type { Described, Section, Tone } from '../types.ts';
import { errorsOf, networksOfBridge, withErrors } from './links.ts';
import { tunnelListing } from './tunnels.ts';

type HostPage = Page<OpenVSwitch['Open_vSwitch']>;

/** What ovn-controller reads (ovn-controller(8), "Configuration"). */
const SETTINGS: readonly (readonly [key: string, label: string])[] = [
  ['ovn-remote', 'Southbound'],
  ['ovn-encap-type', 'Encapsulations'],
  ['ovn-encap-ip', 'Address of tunnels'],
  ['ovn-bridge', 'Integration bridge'],
  ['ovn-bridge-mappings', 'Bridge mappings'],
  ['ovn-cms-options', 'CMS options'],
  ['ovn-monitor-all', 'Monitors everything'],
  ['ovn-is-interconn', 'Gateway of OVN Interconnection'],
];

const bridges = (page: HostPage): readonly Section[] => {
  const { host } = page;
  const uuids = page.take('bridges');
  const rows = uuids.map((uuid): readonly Described[] => {
    const row = host?.rows.row('Bridge', uuid);
    if (row === undefined) return [page.linkTo('Bridge', uuid), ...Array<undefined>(5)];
    return [
      rowLink('Open_vSwitch', row),
      row.get('ports').length,
      row.get('datapath_type') || 'system',
      row.get('fail_mode') ?? 'standalone',
      networksOfBridge(host, row.get('name')),
      errorsOf(host, row.get('ports')) || undefined,
    ];
  });
  const nameOf = ([cell]: readonly Described[]): string => (cell as { readonly name: string }).name;
  const ordered = [...rows].sort((a, b) => naturalCompare(nameOf(a), nameOf(b)));
  return section('bridges', 'Bridges', {
    listing: listing(
      [
        ['bridge', 'BRIDGE'],
        ['ports', 'PORTS'],
        ['datapath-type', 'DATAPATH TYPE'],
        ['fail-mode', 'FAIL MODE'],
        ['networks', 'PHYSICAL NETWORKS'],
        ['errors', 'INTERFACES WITH ERRORS'],
      ],
      ordered,
      ordered.map((cells): Tone | undefined => (cells[5] === undefined ? undefined : 'bad')),
    ),
  });
};

const managers = (page: HostPage): readonly Section[] => {
  const rows = page.take('manager_options').map((uuid): readonly Described[] => {
    const row = page.host?.rows.row('Manager', uuid);
    const state = row === undefined ? undefined : row.get('is_connected') ? 'connected' : 'not connected';
    return [page.linkTo('Manager', uuid), state, row?.get('status')];
  });
  return section('managers', 'Managers of its database', {
    listing: listing(
      [
        ['manager', 'MANAGER'],
        ['state', 'STATE'],
        ['status', 'STATUS'],
      ],
      rows,
    ),
  });
};

const versions = (page: HostPage): readonly Section[] => {
  const { row } = page;
  const behind = Number(row.get('next_cfg')) - Number(row.get('cur_cfg'));
  page.told('next_cfg');
  return section('versions', 'Versions', {
    facts: [
      page.column('ovs_version', { label: 'Open vSwitch' }),
      page.column('db_version', { label: 'Schema' }),
      page.columns('system_type', 'system_version'),
      page.flag('dpdk_initialized', { label: 'DPDK' }),
      page.column('dpdk_version', { label: 'DPDK version' }),
      page.columns('datapath_types', 'iface_types'),
      page.column('cur_cfg', {
        label: 'Configuration',
        tone: behind > 0 ? ('bad' satisfies Tone) : undefined,
        note: behind > 0 ? `ovs-vswitchd has yet to take up ${row.get('next_cfg')}` : undefined,
      }),
    ],
  });
};

export const describeHost = hostDescriber<'Open_vSwitch'>((page) => {
  const { network, host, row } = page;
  const systemId = page.takeKey('external_ids', 'system-id');
  const chassis = chassisCalled(network, systemId);
  const unknown = chassis !== undefined && chassis.ref === undefined && network.sb !== undefined;
  const bridgeRows = host?.rows.rows('Bridge', row.get('bridges')) ?? [];
  const errors = errorsOf(
    host,
    bridgeRows.flatMap((bridge) => bridge.get('ports')),
  );
  const as =
    systemId === undefined ? 'no system-id, so that OVN does not know it' : `system-id ${quoted(systemId)}`;
  return {
    name: host?.name,
    headline: `Host with ${counted(row.get('bridges').length, 'bridge')}, Open vSwitch ${quoted(row.get('ovs_version') ?? 'of unknown version')} and ${as}${withErrors(errors)}.`,
    sections: [
      section('host', 'Host', {
        facts: [
          page.key('external_ids', 'hostname', 'Hostname'),
          fact('source', 'Read from', host?.source),
          fact('system-id', 'System id', systemId),
          fact(
            'chassis',
            'Chassis',
            chassis,
            unknown ? { tone: 'bad', note: 'is not in the Southbound' } : {},
          ),
          SETTINGS.flatMap(([key, label]) => page.key('external_ids', key, label)),
          fact('ssl', 'SSL', page.link('ssl')),
        ],
      }),
      versions(page),
      bridges(page),
      managers(page),
      host === undefined ? [] : section('tunnels', 'Tunnels', { listing: tunnelListing(network, host) }),
    ],
  };
});
