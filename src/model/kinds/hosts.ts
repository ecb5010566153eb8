/** Hosts, bridges, their ports and interfaces: what `ovs-vsctl show` prints and more (ovs-vswitchd.conf.db(5)). */
import type { Row } from '../../ovsdb/index.ts';
import type { Host } from '../bridges.ts';
import type { OpenVSwitch } from '../generated/index.ts';
import { bindingViews } from './views.ts';
import { chassisColumns, nameOr, namesOf, nbColumns, oneOrAll, ovsColumns, some, sorted } from './joins.ts';
import { hostKind } from './kind.ts';

/** A row of the host that holds the subject. */
export const inHost = <T>(host: Host | undefined, ask: (host: Host) => T): T | undefined =>
  host === undefined ? undefined : ask(host);

/** Of the bridges that hold a port. */
const bridgesOf = (host: Host, port: string): readonly string[] =>
  namesOf(host.rows.where('Bridge', 'ports', port));

export const hosts = hostKind('Open_vSwitch', {
  title: 'host',
  name: 'hosts',
  words: ['open-vswitches', 'vswitch'],
  summary: 'Hosts, by their Open_vSwitch databases: versions, bridges, chassis',
  named: (_row, _network, host) => host?.name,
  joins: [
    ovsColumns({
      Bridge: ['name'],
      Manager: ['target'],
      SSL: ['certificate'],
      Datapath: ['datapath_version'],
    }),
  ],
  fields: (f) => [
    f.label(['external_ids']),
    f.key('external_ids', 'system-id', 'table'),
    f.column('ovs_version', 'table', { as: 'version' }),
    f.of('bridges', 'table', ['bridges'], ({ row, host }) =>
      inHost(host, ({ rows }) => namesOf(rows.rows('Bridge', row.get('bridges')))),
    ),
    f.key('external_ids', 'ovn-encap-ip', 'table', { as: 'encap-ip' }),
    f.key('external_ids', 'ovn-bridge-mappings', 'table', { as: 'bridge-mappings' }),
    f.key('external_ids', 'ovn-remote', 'wide'),
    f.key('external_ids', 'ovn-encap-type', 'wide', { as: 'encap-type' }),
    f.of('managers', 'wide', ['manager_options'], ({ row, host }) =>
      inHost(host, ({ rows }) =>
        sorted(rows.rows('Manager', row.get('manager_options')).map((one) => one.get('target'))),
      ),
    ),
    ...f.columns('wide', 'system_type', 'system_version', 'dpdk_initialized', 'dpdk_version'),
    ...f.columns('more', 'db_version', 'next_cfg', 'cur_cfg', 'datapath_types', 'iface_types'),
    f.of('datapaths', 'more', ['datapaths'], ({ row }) => sorted(row.get('datapaths').keys())),
    f.of('certificate', 'more', ['ssl'], ({ row, host }) =>
      inHost(host, ({ rows }) => rows.row('SSL', row.get('ssl'))?.get('certificate')),
    ),
    ...f.columns('more', 'statistics', 'other_config', 'external_ids'),
  ],
});

export const bridges = hostKind('Bridge', {
  title: 'bridge',
  name: 'bridges',
  words: ['br', 'list-br'],
  summary: 'Bridges of the hosts: ports, controllers, fail mode',
  joins: [
    ovsColumns({
      Controller: ['target', 'is_connected'],
      Mirror: ['name'],
      NetFlow: ['targets'],
      sFlow: ['targets'],
      IPFIX: ['targets'],
      AutoAttach: ['system_name'],
      Flow_Table: ['name'],
    }),
  ],
  fields: (f) => [
    f.name(),
    f.count('ports'),
    f.column('datapath_type'),
    f.column('fail_mode'),
    f.of('controllers', 'table', ['controller'], ({ row, host }) =>
      inHost(host, ({ rows }) =>
        sorted(rows.rows('Controller', row.get('controller')).map((one) => one.get('target'))),
      ),
    ),
    f.of(
      'connected',
      'table',
      ['controller'],
      ({ row, host }) => {
        const all = inHost(host, ({ rows }) => rows.rows('Controller', row.get('controller'))) ?? [];
        return all.length === 0 ? undefined : all.some((one) => one.get('is_connected'));
      },
      'state',
    ),
    f.key('external_ids', 'bridge-id', 'wide'),
    ...f.columns('wide', 'protocols', 'datapath_id', 'datapath_version', 'stp_enable', 'rstp_enable'),
    f.column('mcast_snooping_enable', 'wide'),
    f.of('mirrors', 'wide', ['mirrors'], ({ row, host }) =>
      inHost(host, ({ rows }) => namesOf(rows.rows('Mirror', row.get('mirrors')))),
    ),
    f.of('netflow', 'more', ['netflow'], ({ row, host }) =>
      inHost(host, ({ rows }) => rows.row('NetFlow', row.get('netflow'))?.get('targets')),
    ),
    f.of('sflow', 'more', ['sflow'], ({ row, host }) =>
      inHost(host, ({ rows }) => rows.row('sFlow', row.get('sflow'))?.get('targets')),
    ),
    f.of('ipfix', 'more', ['ipfix'], ({ row, host }) =>
      inHost(host, ({ rows }) => rows.row('IPFIX', row.get('ipfix'))?.get('targets')),
    ),
    f.of('auto-attach', 'more', ['auto_attach'], ({ row, host }) =>
      inHost(host, ({ rows }) => rows.row('AutoAttach', row.get('auto_attach'))?.get('system_name')),
    ),
    f.of('flow-tables', 'more', ['flow_tables'], ({ row, host }) =>
      sorted(
        [...row.get('flow_tables')].map(
          ([id, uuid]) => `${id}=${nameOr(host?.rows.row('Flow_Table', uuid), uuid)}`,
        ),
      ),
    ),
    ...f.columns('more', 'flood_vlans', 'status', 'rstp_status', 'other_config', 'external_ids'),
  ],
});

/** VLANs as a person says them: the access VLAN, or the trunk's. */
const vlansOf = (row: Row<OpenVSwitch['Port']>): string | undefined => {
  const [tag, trunks] = [row.get('tag'), row.get('trunks')];
  if (tag !== undefined && trunks.length > 0) return `${tag}, trunk ${trunks.join(',')}`;
  return tag === undefined ? (trunks.length === 0 ? undefined : `trunk ${trunks.join(',')}`) : String(tag);
};

export const bridgePorts = hostKind('Port', {
  title: 'bridge port',
  name: 'bridge-ports',
  words: ['ovs-ports', 'list-ports'],
  summary: 'Ports of bridges: VLANs, bonds, interfaces',
  tableWord: 'prefixed',
  joins: [ovsColumns({ Bridge: ['name', 'ports'], Interface: ['name', 'type'], QoS: ['type'] })],
  fields: (f) => [
    f.name(),
    f.of('bridge', 'table', [], ({ ref, host }) => inHost(host, (one) => oneOrAll(bridgesOf(one, ref.uuid)))),
    f.of('interfaces', 'table', ['interfaces'], ({ row, host }) =>
      inHost(host, ({ rows }) => namesOf(rows.rows('Interface', row.get('interfaces')))),
    ),
    f.of('vlans', 'table', ['tag', 'trunks'], ({ row }) => vlansOf(row)),
    f.column('vlan_mode'),
    f.column('bond_mode'),
    ...f.columns('wide', 'lacp', 'bond_active_slave', 'bond_updelay', 'bond_downdelay', 'cvlans'),
    f.of('qos', 'wide', ['qos'], ({ row, host }) => host?.rows.row('QoS', row.get('qos'))?.get('type')),
    f.column('mac', 'wide'),
    ...f.columns('more', 'tag', 'trunks', 'protected', 'bond_fake_iface', 'fake_bridge', 'status'),
    ...f.columns('more', 'rstp_status', 'rstp_statistics', 'statistics', 'other_config', 'external_ids'),
  ],
});

/** The port of an interface, and the bridge of that. */
const placeOf = (host: Host, uuid: string): { port: string | undefined; bridge: string | undefined } => {
  const port = host.rows.where('Port', 'interfaces', uuid)[0];
  if (port === undefined) return { port: undefined, bridge: undefined };
  return { port: port.get('name'), bridge: bridgesOf(host, port.uuid)[0] };
};

/** Up when both the device and its link are. */
const stateOf = (row: Row<OpenVSwitch['Interface']>): string | undefined => {
  if (row.get('error') !== undefined) return 'error';
  const [admin, link] = [row.get('admin_state'), row.get('link_state')];
  return admin === undefined && link === undefined ? undefined : admin === 'down' ? 'disabled' : link;
};

export const interfaces = hostKind('Interface', {
  title: 'interface',
  name: 'interfaces',
  words: ['iface', 'ifaces', 'list-ifaces'],
  summary: 'Interfaces of the hosts: bridge, state, the logical port that is plugged in',
  joins: [
    ovsColumns({ Port: ['name', 'interfaces'], Bridge: ['name', 'ports'] }),
    bindingViews,
    chassisColumns,
    nbColumns({ Logical_Switch_Port: ['name', 'external_ids'] }),
  ],
  fields: (f) => [
    f.name(),
    f.of('bridge', 'table', [], ({ ref, host }) => inHost(host, (one) => placeOf(one, ref.uuid).bridge)),
    f.column('type'),
    f.column('ofport'),
    f.of('state', 'table', ['admin_state', 'link_state', 'error'], ({ row }) => stateOf(row), 'state'),
    f.of('logical-port', 'table', ['external_ids'], ({ row }) => row.get('external_ids').get('iface-id')),
    f.key('options', 'remote_ip', 'table'),
    f.of('bound', 'wide', ['external_ids'], ({ row, host }, network) => {
      const binding = network.bindingOf(row.get('external_ids').get('iface-id') ?? '');
      if (binding === undefined) return undefined;
      return [binding.chassis, ...binding.additional].some((one) => one?.name === host?.systemId);
    }),
    f.of('port', 'wide', [], ({ ref, host }) => inHost(host, (one) => placeOf(one, ref.uuid).port)),
    f.column('mac_in_use', 'wide'),
    f.key('external_ids', 'attached-mac', 'wide'),
    f.key('options', 'peer', 'wide'),
    ...f.columns('wide', 'mtu', 'link_speed', 'duplex', 'error'),
    ...f.columns('more', 'admin_state', 'link_state', 'link_resets', 'ifindex', 'ofport_request'),
    ...f.columns('more', 'mac', 'mtu_request', 'lacp_current'),
    f.of(
      'policing-rate',
      'more',
      ['ingress_policing_rate'],
      ({ row }) => some(Number(row.get('ingress_policing_rate'))),
      'number',
    ),
    ...f.columns('more', 'bfd', 'bfd_status', 'cfm_fault', 'cfm_fault_status', 'lldp'),
    ...f.columns('more', 'statistics', 'status', 'options', 'other_config', 'external_ids'),
  ],
});

export const hostKinds = [hosts, bridges, bridgePorts, interfaces];
