/** Chassis, their tunnel endpoints, and what is bound to them (ovn-sb(5)). */
import type { Row } from '../../ovsdb/index.ts';
import type { Southbound } from '../generated/index.ts';
import type { Network } from '../network.ts';
import {
  chassisColumns,
  chassisLabel,
  chassisOf,
  datapathColumns,
  datapathOf,
  hostColumns,
  merged,
  nameOr,
  namesOf,
  oneOrAll,
  sbColumns,
  some,
  sorted,
} from './joins.ts';
import { southboundKind } from './kind.ts';

type ChassisRow = Row<Southbound['Chassis']>;

/** A setting that newer controllers write to `other_config`, older ones to `external_ids`. */
const setting = (row: ChassisRow, key: string): string | undefined =>
  row.get('other_config').get(key) ?? row.get('external_ids').get(key);

const settingColumns = ['other_config', 'external_ids'] as const;

/** `geneve 192.0.2.1` */
const encapText = (row: Row<Southbound['Encap']>): string => `${row.get('type')} ${row.get('ip')}`;

/** What the controller last confirmed; before OVN 20.12 it stood in Chassis. */
const confirmed = (network: Network, row: ChassisRow): number => {
  const own = network.sbRows.where('Chassis_Private', 'chassis', row.uuid)[0];
  return Number(own?.get('nb_cfg') ?? row.get('nb_cfg'));
};

/** How many configurations it has yet to confirm. */
const behind = (network: Network, row: ChassisRow): number => {
  const [global] = network.sbRows.all('SB_Global');
  return Math.max(0, Number(global?.get('nb_cfg') ?? 0) - confirmed(network, row));
};

const isCandidate = (row: ChassisRow): boolean =>
  (setting(row, 'ovn-cms-options') ?? '').split(',').includes('enable-chassis-as-gw');

const boundTo = (network: Network, uuid: string): readonly Row<Southbound['Port_Binding']>[] => {
  const main = network.sbRows.where('Port_Binding', 'chassis', uuid);
  const additional = network.sbRows.where('Port_Binding', 'additional_chassis', uuid);
  return additional.length === 0 ? main : [...new Set([...main, ...additional])];
};

export const chassis = southboundKind('Chassis', {
  title: 'chassis',
  name: 'chassis',
  words: ['chassis-list', 'hypervisors', 'nodes'],
  summary: 'Chassis: tunnel endpoints, ports bound there, bridge mappings',
  alias: (row) => row.get('hostname') || undefined,
  joins: [
    hostColumns,
    sbColumns({
      Encap: ['type', 'ip'],
      Port_Binding: ['chassis', 'additional_chassis', 'type'],
      Chassis_Private: ['chassis', 'nb_cfg'],
      SB_Global: ['nb_cfg'],
    }),
  ],
  fields: (f) => [
    f.name(),
    f.column('hostname'),
    f.of('encaps', 'table', ['encaps'], ({ row }, { sbRows }) =>
      sorted(sbRows.rows('Encap', row.get('encaps')).map(encapText)),
    ),
    f.of('ports', 'table', [], ({ ref }, network) => boundTo(network, ref.uuid).length, 'number'),
    f.of(
      'gateway-ports',
      'table',
      [],
      ({ ref }, network) =>
        some(boundTo(network, ref.uuid).filter((row) => row.get('type') === 'chassisredirect').length),
      'number',
    ),
    f.of('bridge-mappings', 'table', settingColumns, ({ row }) => setting(row, 'ovn-bridge-mappings')),
    f.of('behind', 'wide', ['nb_cfg'], ({ row }, network) => some(behind(network, row)), 'number'),
    f.of('gateway-candidate', 'wide', settingColumns, ({ row }) => isCandidate(row)),
    f.column('transport_zones', 'wide'),
    f.of('availability-zones', 'wide', settingColumns, ({ row }) => {
      const options = (setting(row, 'ovn-cms-options') ?? '').split(',');
      const zones = options.find((option) => option.startsWith('availability-zones='));
      return zones?.slice('availability-zones='.length).split(':');
    }),
    f.of('datapath-type', 'wide', settingColumns, ({ row }) => setting(row, 'datapath-type')),
    f.of('host-read', 'more', ['name'], ({ row }, { hosts }) =>
      hosts.some(({ systemId }) => systemId === row.get('name')),
    ),
    f.column('vtep_logical_switches', 'more'),
    ...f.columns('more', 'nb_cfg', 'other_config', 'external_ids'),
  ],
});

export const chassisPrivate = southboundKind('Chassis_Private', {
  title: 'private chassis record',
  name: 'chassis-private',
  words: ['chassis-privates'],
  summary: 'What each controller last confirmed, and when',
  joins: [chassisColumns, sbColumns({ SB_Global: ['nb_cfg'] })],
  fields: (f) => [
    f.name(),
    f.of('chassis', 'table', ['chassis'], ({ row }, network) => chassisOf(network, row.get('chassis'))),
    ...f.columns('table', 'nb_cfg', 'nb_cfg_timestamp'),
    f.of(
      'behind',
      'table',
      ['nb_cfg'],
      ({ row }, { sbRows }) => {
        const [global] = sbRows.all('SB_Global');
        return some(Math.max(0, Number(global?.get('nb_cfg') ?? 0) - Number(row.get('nb_cfg'))));
      },
      'number',
    ),
    f.column('external_ids', 'more'),
  ],
});

export const encaps = southboundKind('Encap', {
  title: 'encapsulation',
  name: 'encaps',
  words: ['tunnel-endpoints'],
  summary: 'Tunnel endpoints of chassis',
  named: (row) => `${row.get('type')} ${row.get('ip')}`,
  joins: [chassisColumns],
  fields: (f) => [
    ...f.columns('table', 'type', 'ip'),
    f.of('chassis', 'table', ['chassis_name'], ({ row }, network) =>
      chassisLabel(network, row.get('chassis_name')),
    ),
    f.column('options'),
    f.column('chassis_name', 'more'),
  ],
});

const encapOf = (network: Network, uuid: string | undefined): string | undefined => {
  const row = network.sbRows.row('Encap', uuid);
  return row === undefined ? uuid : encapText(row);
};

export const portBindings = southboundKind('Port_Binding', {
  title: 'port binding',
  name: 'port-bindings',
  words: ['bindings', 'binding', 'pb'],
  summary: 'Port bindings: where each logical port is, and whether it is up',
  named: (row) => row.get('logical_port'),
  joins: [
    merged(chassisColumns, datapathColumns),
    sbColumns({
      Encap: ['type', 'ip'],
      HA_Chassis_Group: ['name'],
      Gateway_Chassis: ['name'],
      Mirror: ['name'],
    }),
  ],
  fields: (f) => [
    f.name(['logical_port'], 'logical-port'),
    f.column('type'),
    f.of('datapath', 'table', ['datapath'], ({ row }, network) => datapathOf(network, row.get('datapath'))),
    f.column('tunnel_key'),
    f.of('chassis', 'table', ['chassis'], ({ row }, network) => chassisOf(network, row.get('chassis'))),
    f.column('up'),
    f.column('mac'),
    f.of('additional-chassis', 'wide', ['additional_chassis'], ({ row }, network) =>
      sorted(row.get('additional_chassis').map((uuid) => chassisOf(network, uuid))),
    ),
    f.of('requested-chassis', 'wide', ['requested_chassis'], ({ row }, network) =>
      chassisOf(network, row.get('requested_chassis')),
    ),
    f.of('encap', 'wide', ['encap'], ({ row }, network) => encapOf(network, row.get('encap'))),
    f.column('parent_port', 'wide'),
    f.column('tag', 'wide'),
    f.key('options', 'peer', 'wide'),
    f.column('virtual_parent', 'wide'),
    f.of('ha-chassis-group', 'more', ['ha_chassis_group'], ({ row }, { sbRows }) =>
      nameOr(sbRows.row('HA_Chassis_Group', row.get('ha_chassis_group')), row.get('ha_chassis_group')),
    ),
    f.of('gateway-chassis', 'more', ['gateway_chassis'], ({ row }, { sbRows }) =>
      namesOf(sbRows.rows('Gateway_Chassis', row.get('gateway_chassis'))),
    ),
    f.of('requested-additional-chassis', 'more', ['requested_additional_chassis'], ({ row }, network) =>
      sorted(row.get('requested_additional_chassis').map((uuid) => chassisOf(network, uuid))),
    ),
    f.of('additional-encap', 'more', ['additional_encap'], ({ row }, network) =>
      oneOrAll(sorted(row.get('additional_encap').map((uuid) => encapOf(network, uuid)))),
    ),
    f.of('mirrors', 'more', ['mirror_rules'], ({ row }, { sbRows }) =>
      namesOf(sbRows.rows('Mirror', row.get('mirror_rules'))),
    ),
    f.column('mirror_port', 'more'),
    ...f.columns('more', 'port_security', 'nat_addresses', 'options', 'external_ids'),
  ],
});

export const chassisKinds = [chassis, chassisPrivate, encaps, portBindings];
