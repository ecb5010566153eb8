/**
 * Bridges of a host (ovs-vswitchd.conf.db(5), "Bridge"): what is plugged in, who controls the flows, and for which
 * physical network OVN uses it.
 */
import type { Row } from '../../../ovsdb/index.ts';
import type { Host } from '../../bridges.ts';
import type { OpenVSwitch } from '../../generated/index.ts';
import { naturalCompare } from '../../natural.ts';
import type { Network } from '../../network.ts';
import { fact, listing, section } from '../build.ts';
import { counted, enumerated, portCalled, quoted } from '../links.ts';
import type { Page } from '../page.ts';
import { rowLink } from '../row-links.ts';
import { hostDescriber } from '../telling.ts';
import type { Described, Section, Tone } from '../types.ts';
import { errorsOf, hostLink, interfacesOf, networksOfBridge, vlansOf, withErrors } from './links.ts';
import { farChassis, TUNNEL_TYPES } from './tunnels.ts';
import { known } from '../../known.ts';

type BridgePage = Page<OpenVSwitch['Bridge']>;
type InterfaceRow = Row<OpenVSwitch['Interface']>;

/** Where the other end of an interface is: a logical port, a patch peer, a chassis or the address of a tunnel. */
const leadsTo = (network: Network, host: Host, row: InterfaceRow): Described => {
  const logical = portCalled(network, row.get('external_ids').get('iface-id'));
  if (logical !== undefined) return logical;
  const options = row.get('options');
  if (row.get('type') === 'patch') {
    const peer = options.get('peer');
    const other = host.rows.where('Interface', 'name', peer)[0];
    return other === undefined ? peer : rowLink('Open_vSwitch', other);
  }
  if (!TUNNEL_TYPES.includes(row.get('type'))) return undefined;
  const remote = options.get('remote_ip');
  const chassis = farChassis(network, host, row);
  if (chassis === undefined) return remote;
  return remote === undefined ? chassis : [chassis, remote];
};

const stateOf = (row: InterfaceRow): string | undefined =>
  row.get('error') ?? (row.get('admin_state') === 'down' ? 'admin down' : row.get('link_state'));

/** One line for each interface: bonds have several. */
const portRows = (
  page: BridgePage,
  host: Host,
  row: Row<OpenVSwitch['Port']>,
): readonly (readonly Described[])[] => {
  const bond = row.get('interfaces').length > 1 ? (row.get('bond_mode') ?? 'bond') : undefined;
  const port = rowLink('Open_vSwitch', row);
  const interfaces = interfacesOf(host, row);
  if (interfaces.length === 0)
    return [[port, undefined, 'no interface', vlansOf(row), undefined, undefined, undefined]];
  return interfaces.map((one) => [
    port,
    rowLink('Open_vSwitch', one),
    bond === undefined ? one.get('type') || 'system' : `${one.get('type') || 'system'}, ${bond}`,
    vlansOf(row),
    one.get('ofport'),
    stateOf(one),
    leadsTo(page.network, host, one),
  ]);
};

const ports = (page: BridgePage): readonly Section[] => {
  const { host } = page;
  if (host === undefined) return [];
  const uuids = page.take('ports');
  const found = [...host.rows.rows('Port', uuids)].sort((a, b) =>
    naturalCompare(a.get('name'), b.get('name')),
  );
  const missing = uuids.filter((uuid) => !found.some((row) => row.uuid === uuid));
  const rows = found.flatMap((row) => portRows(page, host, row));
  return section('ports', 'Ports', {
    facts: [
      fact(
        'missing-ports',
        'Not read',
        missing.map((uuid) => page.linkTo('Port', uuid)),
        { tone: 'dim' },
      ),
    ],
    listing: listing(
      [
        ['port', 'PORT'],
        ['interface', 'INTERFACE'],
        ['type', 'TYPE'],
        ['vlans', 'VLANS'],
        ['ofport', 'OFPORT'],
        ['state', 'STATE'],
        ['leads-to', 'LEADS TO'],
      ],
      rows,
      rows.map(([, , , , ofport, state]): Tone | undefined =>
        ofport === -1 || (state !== undefined && state !== 'up') ? 'bad' : undefined,
      ),
    ),
  });
};

const controllers = (page: BridgePage): readonly Section[] => {
  const rows = page.take('controller').map((uuid): readonly Described[] => {
    const row = page.host?.rows.row('Controller', uuid);
    return [
      page.linkTo('Controller', uuid),
      row === undefined ? undefined : row.get('is_connected') ? 'connected' : 'not connected',
      row?.get('role'),
      row?.get('status'),
    ];
  });
  return section('controllers', 'OpenFlow controllers', {
    listing: listing(
      [
        ['controller', 'CONTROLLER'],
        ['state', 'STATE'],
        ['role', 'ROLE'],
        ['status', 'STATUS'],
      ],
      rows,
      rows.map(([, state]): Tone | undefined => (state === 'not connected' ? 'bad' : undefined)),
    ),
  });
};

const flowTables = (page: BridgePage): readonly Section[] => {
  const rows = [...page.take('flow_tables')].map(
    ([id, uuid]) => [id, page.linkTo('Flow_Table', uuid)] as const,
  );
  return section('flow-tables', 'Flow tables with settings', {
    listing: listing(
      [
        ['table', 'TABLE'],
        ['settings', 'SETTINGS'],
      ],
      rows,
    ),
  });
};

/** What a bridge does without a controller (ovs-vswitchd.conf.db(5), `fail_mode`). */
const FAIL_MODES: Readonly<Record<string, string>> = {
  secure: 'without its flows, packets are dropped',
  standalone: 'without its controller, it is a switch that learns MACs',
};

export const describeBridge = hostDescriber<'Bridge'>((page) => {
  const { host, row } = page;
  const networks = networksOfBridge(host, row.get('name'));
  const fail = row.get('fail_mode');
  const errors = errorsOf(host, row.get('ports'));
  const where = host === undefined ? '' : ` on ${quoted(host.name)}`;
  const serves = networks.length === 0 ? '' : `, for physical network ${enumerated(networks.map(quoted))}`;
  return {
    headline: `Bridge${where} with ${counted(row.get('ports').length, 'port')}${serves}${withErrors(errors)}.`,
    sections: [
      section('bridge', 'Bridge', {
        facts: [
          page.column('name'),
          fact('host', 'Host', hostLink(host)),
          fact('physical-networks', 'Physical networks', networks, { note: 'by ovn-bridge-mappings' }),
          page.column('datapath_type', { value: row.get('datapath_type') || 'system' }),
          page.columns('datapath_version', 'datapath_id'),
          page.column('fail_mode', {
            value: fail ?? 'standalone',
            note: known(FAIL_MODES, fail ?? 'standalone'),
          }),
          page.columns('protocols', 'flood_vlans'),
          page.flag('stp_enable', { label: 'STP' }),
          page.flag('rstp_enable', { label: 'RSTP' }),
          page.flag('mcast_snooping_enable', { label: 'Multicast snooping' }),
          page.columns('rstp_status', 'status'),
        ],
      }),
      ports(page),
      controllers(page),
      section('monitoring', 'Mirrors and flow export', {
        facts: [
          fact('mirrors', 'Mirrors', page.links('mirrors')),
          fact('netflow', 'NetFlow', page.link('netflow')),
          fact('sflow', 'sFlow', page.link('sflow')),
          fact('ipfix', 'IPFIX', page.link('ipfix')),
          fact(
            'collector-sets',
            'Sample collector sets',
            (host?.rows.where('Flow_Sample_Collector_Set', 'bridge', row.uuid) ?? []).map((set) =>
              rowLink('Open_vSwitch', set),
            ),
          ),
          fact('auto-attach', 'Auto attach', page.link('auto_attach')),
        ],
      }),
      flowTables(page),
    ],
  };
});
