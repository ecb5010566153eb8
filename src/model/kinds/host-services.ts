/** What bridges and ports of a host are given: QoS, mirrors, controllers, exporters, CT zones (ovs-vswitchd.conf.db(5)). */
import { inHost } from './hosts.ts';
import { nameOr, namesOf, oneOrAll, ovsColumns, some, sorted } from './joins.ts';
import { hostKind } from './kind.ts';

const targetOf = (row: { get(column: 'target'): string }): string => row.get('target');
/** Of a table without names that has targets: the first. */
const firstTarget = (row: { get(column: 'targets'): readonly string[] }): string | undefined =>
  row.get('targets')[0];

export const ovsQos = hostKind('QoS', {
  title: 'QoS of a bridge port',
  name: 'ovs-qos',
  words: ['ovs-qoses'],
  summary: 'QoS of bridge ports, with their queues',
  named: (row) => row.get('type'),
  joins: [ovsColumns({ Port: ['name', 'qos'] })],
  fields: (f) => [
    f.label(['type'], 'type'),
    f.of('ports', 'table', [], ({ ref, host }) =>
      inHost(host, ({ rows }) => namesOf(rows.where('Port', 'qos', ref.uuid))),
    ),
    f.count('queues'),
    f.key('other_config', 'max-rate', 'table', { type: 'number' }),
    f.column('other_config', 'wide'),
    f.column('external_ids', 'more'),
  ],
});

export const queues = hostKind('Queue', {
  title: 'queue',
  name: 'queues',
  summary: 'Queues of QoS: rates and marks',
  named: () => undefined,
  joins: [ovsColumns({ QoS: ['queues', 'type'], Port: ['name', 'qos'] })],
  fields: (f) => [
    f.label([], 'queue'),
    f.of('ports', 'table', [], ({ ref, host }) =>
      inHost(host, ({ rows }) => {
        const holders = Array.from(rows.all('QoS')).filter((row) =>
          [...row.get('queues').values()].includes(ref.uuid),
        );
        return namesOf(holders.flatMap(({ uuid }) => rows.where('Port', 'qos', uuid)));
      }),
    ),
    f.column('dscp'),
    f.key('other_config', 'min-rate', 'table', { type: 'number' }),
    f.key('other_config', 'max-rate', 'table', { type: 'number' }),
    f.key('other_config', 'burst', 'wide', { type: 'number' }),
    f.key('other_config', 'priority', 'wide', { type: 'number' }),
    ...f.columns('more', 'other_config', 'external_ids'),
  ],
});

export const ovsMirrors = hostKind('Mirror', {
  title: 'mirror of a bridge',
  name: 'ovs-mirrors',
  summary: 'Mirrors of bridges: what is copied, and where to',
  joins: [ovsColumns({ Bridge: ['name', 'mirrors'], Port: ['name'] })],
  fields: (f) => [
    f.label(),
    f.of('bridge', 'table', [], ({ ref, host }) =>
      inHost(host, ({ rows }) => oneOrAll(namesOf(rows.where('Bridge', 'mirrors', ref.uuid)))),
    ),
    f.column('select_all'),
    f.of('sources', 'table', ['select_src_port'], ({ row, host }) =>
      inHost(host, ({ rows }) => namesOf(rows.rows('Port', row.get('select_src_port')))),
    ),
    f.of('destinations', 'table', ['select_dst_port'], ({ row, host }) =>
      inHost(host, ({ rows }) => namesOf(rows.rows('Port', row.get('select_dst_port')))),
    ),
    f.of('output', 'table', ['output_port', 'output_vlan'], ({ row, host }) => {
      const vlan = row.get('output_vlan');
      const port = nameOr(host?.rows.row('Port', row.get('output_port')), row.get('output_port'));
      return port ?? (vlan === undefined ? undefined : `VLAN ${vlan}`);
    }),
    ...f.columns('wide', 'select_vlan', 'filter', 'snaplen'),
    ...f.columns('more', 'statistics', 'external_ids'),
  ],
});

export const controllers = hostKind('Controller', {
  title: 'OpenFlow controller',
  name: 'controllers',
  words: ['get-controller'],
  summary: 'OpenFlow controllers of bridges, and whether they are connected',
  named: targetOf,
  joins: [ovsColumns({ Bridge: ['name', 'controller'] })],
  fields: (f) => [
    f.label(['target'], 'target'),
    f.of('bridge', 'table', [], ({ ref, host }) =>
      inHost(host, ({ rows }) => oneOrAll(namesOf(rows.where('Bridge', 'controller', ref.uuid)))),
    ),
    ...f.columns('table', 'is_connected', 'role', 'connection_mode', 'status'),
    ...f.columns('wide', 'type', 'inactivity_probe', 'max_backoff', 'enable_async_messages'),
    ...f.columns('more', 'local_ip', 'local_netmask', 'local_gateway', 'controller_queue_size'),
    ...f.columns('more', 'controller_rate_limit', 'controller_burst_limit', 'other_config', 'external_ids'),
  ],
});

export const managers = hostKind('Manager', {
  title: 'manager',
  name: 'managers',
  words: ['get-manager'],
  summary: 'Addresses on which the databases of hosts listen or to which they connect',
  named: targetOf,
  fields: (f) => [
    f.label(['target'], 'target'),
    ...f.columns('table', 'is_connected', 'connection_mode', 'status'),
    ...f.columns('wide', 'inactivity_probe', 'max_backoff'),
    ...f.columns('more', 'other_config', 'external_ids'),
  ],
});

export const netflow = hostKind('NetFlow', {
  title: 'NetFlow exporter',
  name: 'netflow',
  words: ['netflows'],
  summary: 'Exporters of NetFlow: where bridges send records of flows',
  named: firstTarget,
  joins: [ovsColumns({ Bridge: ['name', 'netflow'] })],
  fields: (f) => [
    f.column('targets'),
    f.of('bridges', 'table', [], ({ ref, host }) =>
      inHost(host, ({ rows }) => namesOf(rows.where('Bridge', 'netflow', ref.uuid))),
    ),
    f.column('active_timeout'),
    ...f.columns('wide', 'engine_type', 'engine_id', 'add_id_to_interface'),
    f.column('external_ids', 'more'),
  ],
});

export const sflow = hostKind('sFlow', {
  title: 'sFlow exporter',
  name: 'sflow',
  words: ['sflows'],
  summary: 'Exporters of sFlow: where bridges send samples of packets',
  named: firstTarget,
  joins: [ovsColumns({ Bridge: ['name', 'sflow'] })],
  fields: (f) => [
    f.column('targets'),
    f.of('bridges', 'table', [], ({ ref, host }) =>
      inHost(host, ({ rows }) => namesOf(rows.where('Bridge', 'sflow', ref.uuid))),
    ),
    ...f.columns('table', 'sampling', 'polling', 'agent'),
    f.column('header', 'wide'),
    f.column('external_ids', 'more'),
  ],
});

export const ipfix = hostKind('IPFIX', {
  title: 'IPFIX exporter',
  name: 'ipfix',
  words: ['ipfixes'],
  summary: 'Exporters of IPFIX: where bridges and collector sets send records of flows',
  named: firstTarget,
  joins: [ovsColumns({ Bridge: ['name', 'ipfix'], Flow_Sample_Collector_Set: ['id', 'ipfix'] })],
  fields: (f) => [
    f.column('targets'),
    f.of('bridges', 'table', [], ({ ref, host }) =>
      inHost(host, ({ rows }) => namesOf(rows.where('Bridge', 'ipfix', ref.uuid))),
    ),
    f.of('collector-sets', 'table', [], ({ ref, host }) =>
      inHost(host, ({ rows }) =>
        sorted(
          rows.where('Flow_Sample_Collector_Set', 'ipfix', ref.uuid).map((row) => String(row.get('id'))),
        ),
      ),
    ),
    f.column('sampling'),
    ...f.columns('wide', 'obs_domain_id', 'obs_point_id', 'cache_active_timeout', 'cache_max_flows'),
    ...f.columns('more', 'stats_interval', 'template_interval', 'other_config', 'external_ids'),
  ],
});

export const collectorSets = hostKind('Flow_Sample_Collector_Set', {
  title: 'flow sample collector set',
  name: 'flow-sample-collector-sets',
  words: ['collector-sets', 'collector-set'],
  summary: 'Where bridges send the samples that flows ask for',
  named: (row) => String(row.get('id')),
  joins: [ovsColumns({ Bridge: ['name'], IPFIX: ['targets'] })],
  fields: (f) => [
    f.column('id'),
    f.of('bridge', 'table', ['bridge'], ({ row, host }) =>
      nameOr(host?.rows.row('Bridge', row.get('bridge')), row.get('bridge')),
    ),
    f.of('targets', 'table', ['ipfix'], ({ row, host }) =>
      inHost(host, ({ rows }) => rows.row('IPFIX', row.get('ipfix'))?.get('targets')),
    ),
    f.column('local_group_id'),
    f.column('external_ids', 'more'),
  ],
});

export const flowTables = hostKind('Flow_Table', {
  title: 'OpenFlow table',
  name: 'flow-tables',
  words: ['openflow-tables'],
  summary: 'OpenFlow tables that are configured: limits and prefixes',
  joins: [ovsColumns({ Bridge: ['name', 'flow_tables'] })],
  fields: (f) => [
    f.label(),
    f.of('bridges', 'table', [], ({ ref, host }) =>
      inHost(host, ({ rows }) =>
        sorted(
          Array.from(rows.all('Bridge')).flatMap((row) =>
            [...row.get('flow_tables')]
              .filter(([, uuid]) => uuid === ref.uuid)
              .map(([id]) => `${row.get('name')}:${id}`),
          ),
        ),
      ),
    ),
    ...f.columns('table', 'flow_limit', 'overflow_policy'),
    ...f.columns('wide', 'groups', 'prefixes'),
    f.column('external_ids', 'more'),
  ],
});

export const ovsSsl = hostKind('SSL', {
  title: 'SSL configuration of a host',
  name: 'ovs-ssl',
  summary: 'Certificates of the hosts',
  named: (row) => row.get('certificate'),
  fields: (f) => [
    f.label(['certificate'], 'certificate'),
    ...f.columns('table', 'private_key', 'ca_cert', 'bootstrap_ca_cert'),
    f.column('external_ids', 'more'),
  ],
});

export const autoAttach = hostKind('AutoAttach', {
  title: 'auto-attach configuration',
  name: 'auto-attach',
  words: ['autoattaches'],
  summary: 'Auto-attach of bridges (SPB): services and VLANs',
  named: (row) => row.get('system_name'),
  joins: [ovsColumns({ Bridge: ['name', 'auto_attach'] })],
  fields: (f) => [
    f.label(['system_name'], 'system-name'),
    f.of('bridges', 'table', [], ({ ref, host }) =>
      inHost(host, ({ rows }) => namesOf(rows.where('Bridge', 'auto_attach', ref.uuid))),
    ),
    ...f.columns('table', 'system_description', 'mappings'),
  ],
});

export const ovsDatapaths = hostKind('Datapath', {
  title: 'datapath of a host',
  name: 'ovs-datapaths',
  summary: 'Datapaths of the hosts: what they are capable of, CT zones',
  tableWord: 'prefixed',
  named: (row) => row.get('datapath_version'),
  joins: [ovsColumns({ Open_vSwitch: ['datapaths'] })],
  fields: (f) => [
    f.of('type', 'table', [], ({ ref, host }) =>
      inHost(host, ({ rows }) =>
        oneOrAll(
          sorted(
            Array.from(rows.all('Open_vSwitch')).flatMap((row) =>
              [...row.get('datapaths')].filter(([, uuid]) => uuid === ref.uuid).map(([type]) => type),
            ),
          ),
        ),
      ),
    ),
    f.column('datapath_version', 'table', { as: 'version' }),
    f.of('ct-zones', 'table', ['ct_zones'], ({ row }) => some(row.get('ct_zones').size), 'number'),
    f.column('ct_zone_default_limit'),
    f.column('capabilities', 'wide'),
    f.column('external_ids', 'more'),
  ],
});

export const ctZones = hostKind('CT_Zone', {
  title: 'connection tracking zone',
  name: 'ct-zones',
  words: ['connection-tracking-zones'],
  summary: 'Connection tracking zones that are configured: limits and timeouts',
  named: () => undefined,
  joins: [ovsColumns({ Datapath: ['ct_zones', 'datapath_version'], CT_Timeout_Policy: ['timeouts'] })],
  fields: (f) => [
    f.of('zone', 'table', [], ({ ref, host }) =>
      inHost(host, ({ rows }) =>
        oneOrAll(
          sorted(
            Array.from(rows.all('Datapath')).flatMap((row) =>
              [...row.get('ct_zones')].filter(([, uuid]) => uuid === ref.uuid).map(([zone]) => String(zone)),
            ),
          ),
        ),
      ),
    ),
    f.column('limit'),
    f.of('timeouts', 'table', ['timeout_policy'], ({ row, host }) =>
      inHost(host, ({ rows }) => rows.row('CT_Timeout_Policy', row.get('timeout_policy'))?.get('timeouts')),
    ),
    f.column('external_ids', 'more'),
  ],
});

export const ctTimeoutPolicies = hostKind('CT_Timeout_Policy', {
  title: 'connection tracking timeout policy',
  name: 'ct-timeout-policies',
  words: ['connection-tracking-timeout-policies'],
  summary: 'Timeouts of connection tracking zones',
  named: () => undefined,
  joins: [ovsColumns({ CT_Zone: ['timeout_policy'] })],
  fields: (f) => [
    f.label([], 'policy'),
    f.of(
      'zones',
      'table',
      [],
      ({ ref, host }) =>
        inHost(host, ({ rows }) => some(rows.where('CT_Zone', 'timeout_policy', ref.uuid).length)),
      'number',
    ),
    f.column('timeouts'),
    f.column('external_ids', 'more'),
  ],
});

export const hostServiceKinds = [
  ovsQos,
  queues,
  ovsMirrors,
  controllers,
  managers,
  netflow,
  sflow,
  ipfix,
  collectorSets,
  flowTables,
  ovsSsl,
  autoAttach,
  ovsDatapaths,
  ctZones,
  ctTimeoutPolicies,
];
