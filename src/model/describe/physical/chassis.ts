/**
 * Chassis (ovn-sb(5)): who it is, how far it has come with the configuration, what is bound to it, what it is a
 * gateway for. Tunnels are those of its host's own database, where that was read: interfaces that ovn-controller
 * marked with the chassis at the other end.
 */
import type { Row } from '../../../ovsdb/index.ts';
import type { PortBinding } from '../../bindings.ts';
import type { Host } from '../../bridges.ts';
import type { Chassis } from '../../chassis.ts';
import type { Southbound } from '../../generated/index.ts';
import { naturalCompare } from '../../natural.ts';
import type { Network } from '../../network.ts';
import { parseMappings } from '../../relations/localnet.ts';
import { fact, listing, section } from '../build.ts';
import { chassisCalled, counted, datapathLink, portCalled, quoted } from '../links.ts';
import type { Page } from '../page.ts';
import { rowLink } from '../row-links.ts';
import { southboundDescriber } from '../telling.ts';
import type { Described, Fact, Link, Section, Tone } from '../types.ts';
import { dateOf } from '../words.ts';
import { hostLink } from './links.ts';
import { tunnelListing } from './tunnels.ts';

type ChassisPage = Page<Southbound['Chassis']>;

/** What newer controllers write into `other_config` and older ones into `external_ids`. */
const setting = (page: ChassisPage, key: string, label: string): readonly Fact[] => {
  const found = page.key('other_config', key, label);
  return found.length > 0 ? found : page.key('external_ids', key, label);
};

const latest = (network: Network): number | undefined => {
  const [global] = network.sbRows.all('SB_Global');
  return global === undefined ? undefined : Number(global.get('nb_cfg'));
};

/** `Chassis.nb_cfg` is what controllers wrote before `Chassis_Private` was there. */
const progress = (page: ChassisPage): readonly Fact[] => {
  const { network, row } = page;
  const own = network.sbRows.where('Chassis_Private', 'chassis', row.uuid)[0];
  const record = own ?? network.sbRows.where('Chassis_Private', 'name', row.get('name'))[0];
  if (record === undefined || Number(row.get('nb_cfg')) === 0) page.told('nb_cfg');
  const reached = Number(record?.get('nb_cfg') ?? row.get('nb_cfg'));
  const wanted = latest(network);
  const behind = wanted === undefined ? 0 : wanted - reached;
  const when = record === undefined ? undefined : dateOf(record.get('nb_cfg_timestamp'));
  const note = [
    behind > 0 ? `${behind} behind the Southbound` : undefined,
    when === undefined ? undefined : `since ${when}`,
  ].filter((part) => part !== undefined);
  return [
    ...fact('nb-cfg', 'Configuration', reached, {
      tone: behind > 0 ? 'bad' : undefined,
      note: note.length === 0 ? undefined : note.join(', '),
    }),
    ...fact(
      'private',
      'Private record',
      record === undefined ? undefined : rowLink('OVN_Southbound', record),
    ),
  ];
};

const encaps = (page: ChassisPage): readonly Section[] => {
  const uuids = page.take('encaps');
  const rows = uuids.map((uuid): readonly Described[] => {
    const row = page.network.sbRows.row('Encap', uuid);
    return [row?.get('type'), row?.get('ip'), row?.get('options'), page.linkTo('Encap', uuid)];
  });
  return section('encaps', 'Encapsulations', {
    listing: listing(
      [
        ['type', 'TYPE'],
        ['ip', 'IP'],
        ['options', 'OPTIONS'],
        ['encap', 'ENCAP'],
      ],
      rows,
    ),
    notes: [uuids.length === 0 ? 'No other chassis can reach it: it has no encapsulation.' : undefined],
  });
};

const mappings = (page: ChassisPage, chassis: Chassis, host: Host | undefined): readonly Section[] => {
  const text = chassis.bridgeMappings ?? '';
  const key = 'ovn-bridge-mappings';
  if (page.takeKey('other_config', key) === undefined) page.takeKey('external_ids', key);
  const rows = [...parseMappings(text)].map(([network, name]): readonly Described[] => {
    const bridge = host?.rows.where('Bridge', 'name', name)[0];
    return [network, bridge === undefined ? { kind: 'bridge', name } : rowLink('Open_vSwitch', bridge)];
  });
  return section('bridge-mappings', 'Physical networks', {
    facts: [fact('ovn-bridge-mappings', 'Bridge mappings', text)],
    listing: listing(
      [
        ['network', 'NETWORK'],
        ['bridge', 'BRIDGE'],
      ],
      rows,
    ),
  });
};

const ADDED = 'additional';

const bindingRow = (network: Network, chassis: Chassis, binding: PortBinding): readonly Described[] => {
  const { row } = binding;
  const isMain = row.get('chassis') === chassis.uuid;
  const state = binding.up ? 'up' : 'down';
  return [
    datapathLink(network, row.get('datapath')),
    portCalled(network, binding.name),
    binding.type === '' ? 'VIF' : binding.type,
    isMain ? state : `${state}, ${ADDED}`,
    row.get('mac'),
    rowLink('OVN_Southbound', row),
  ];
};

const datapathName = (cell: Described): string => {
  const link = cell as Link | undefined;
  return link?.alias ?? link?.name ?? '';
};

const bindings = (network: Network, chassis: Chassis): readonly Section[] => {
  const rows = chassis.bindings
    .filter(({ type }) => type !== 'chassisredirect')
    .map((binding) => bindingRow(network, chassis, binding));
  const ordered = [...rows].sort(([a], [b]) => naturalCompare(datapathName(a), datapathName(b)));
  return section('bindings', 'Ports bound to it, by datapath', {
    listing: listing(
      [
        ['datapath', 'DATAPATH'],
        ['port', 'PORT'],
        ['type', 'TYPE'],
        ['state', 'STATE'],
        ['addresses', 'ADDRESSES'],
        ['binding', 'BINDING'],
      ],
      ordered,
      ordered.map(([, , , state]): Tone | undefined =>
        String(state).startsWith('down') ? 'bad' : undefined,
      ),
    ),
  });
};

/** Chassis-redirect bindings that the chassis may serve: of Gateway_Chassis or HA_Chassis rows that name it. */
const candidates = (
  network: Network,
  chassis: Chassis,
): ReadonlyMap<Row<Southbound['Port_Binding']>, number | undefined> => {
  const { sbRows } = network;
  const found = new Map<Row<Southbound['Port_Binding']>, number | undefined>();
  for (const gateway of sbRows.where('Gateway_Chassis', 'chassis', chassis.uuid)) {
    for (const row of sbRows.where('Port_Binding', 'gateway_chassis', gateway.uuid)) {
      found.set(row, gateway.get('priority'));
    }
  }
  for (const member of sbRows.where('HA_Chassis', 'chassis', chassis.uuid)) {
    for (const group of sbRows.where('HA_Chassis_Group', 'ha_chassis', member.uuid)) {
      for (const row of sbRows.where('Port_Binding', 'ha_chassis_group', group.uuid)) {
        found.set(row, member.get('priority'));
      }
    }
  }
  for (const { row, type } of chassis.bindings) {
    if (type === 'chassisredirect' && !found.has(row)) found.set(row, undefined);
  }
  return found;
};

const gateways = (network: Network, chassis: Chassis): readonly Section[] => {
  const rows = [...candidates(network, chassis)].map(([row, priority]): readonly Described[] => {
    const active = row.get('chassis') === chassis.uuid;
    const serving = row.get('chassis');
    const other = serving === undefined ? undefined : network.chassisByUuid(serving);
    const port = row.get('options').get('distributed-port') ?? row.get('logical_port').replace(/^cr-/, '');
    return [
      portCalled(network, port),
      datapathLink(network, row.get('datapath')),
      priority,
      active ? 'active' : other === undefined ? 'no chassis is active' : `standby, active on ${other.label}`,
      rowLink('OVN_Southbound', row),
    ];
  });
  return section('gateways', 'Gateway ports that it may serve', {
    listing: listing(
      [
        ['port', 'PORT'],
        ['router', 'ROUTER'],
        ['priority', 'PRIORITY'],
        ['state', 'STATE'],
        ['binding', 'BINDING'],
      ],
      rows.sort(([a], [b]) => naturalCompare(datapathName(a), datapathName(b))),
    ),
  });
};

const SETTINGS: readonly (readonly [key: string, label: string])[] = [
  ['ovn-cms-options', 'CMS options'],
  ['ovn-chassis-mac-mappings', 'MACs of physical networks'],
  ['datapath-type', 'Datapath type'],
  ['iface-types', 'Interface types'],
  ['ovn-monitor-all', 'Monitors everything'],
  ['is-interconn', 'Gateway of OVN Interconnection'],
  ['is-remote', 'In another availability zone'],
  ['is-vtep', 'Hardware VTEP'],
];

export const describeChassis = southboundDescriber<'Chassis'>((page) => {
  const { network, row } = page;
  const chassis = network.chassisOfRow(row);
  const host = network.hostOf(chassis);
  const bound = chassis.bindings.filter(({ type }) => type !== 'chassisredirect');
  const active = chassis.bindings.length - bound.length;
  const down = bound.filter(({ up }) => !up).length;
  page.told('vtep_logical_switches');
  return {
    headline:
      `${quoted(chassis.label)} carries ${counted(bound.length, 'port')}${down === 0 ? '' : ` (${down} down)`}` +
      `${active === 0 ? '' : ` and is the active gateway of ${counted(active, 'router port')}`}.`,
    sections: [
      section('chassis', 'Chassis', {
        facts: [
          page.column('hostname'),
          page.column('name', { label: 'System id' }),
          setting(page, 'ovn-version', 'OVN version'),
          progress(page),
          SETTINGS.flatMap(([key, label]) => setting(page, key, label)),
          page.column('transport_zones'),
          page.column('vtep_logical_switches'),
          fact('host', 'Host', hostLink(host)),
        ],
      }),
      encaps(page),
      mappings(page, chassis, host),
      gateways(network, chassis),
      bindings(network, chassis),
      host === undefined
        ? []
        : section('tunnels', 'Tunnels to other chassis', { listing: tunnelListing(network, host) }),
    ],
  };
});

export const describeEncap = southboundDescriber<'Encap'>((page) => {
  const { network, row } = page;
  const name = page.take('chassis_name');
  const bound = network.sbRows.where('Port_Binding', 'encap', row.uuid);
  return {
    headline: `Chassis ${quoted(network.chassisByName(name)?.label ?? name)} is reached by ${quoted(row.get('type'))} at ${quoted(row.get('ip'))}.`,
    sections: [
      section('encap', 'Encapsulation', {
        facts: [
          fact('chassis', 'Chassis', chassisCalled(network, name)),
          page.columns('type', 'ip', 'options'),
          fact(
            'ports',
            'Ports that insist on it',
            bound.map((binding) => rowLink('OVN_Southbound', binding)),
          ),
        ],
      }),
    ],
  };
});
