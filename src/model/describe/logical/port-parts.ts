/** Sections of a switch port: what it is, its addresses, and what its switch hands out. */
import type { Network } from '../../network.ts';
import { recordsFor, recordsOfSwitch } from '../../relations/dns.ts';
import { dhcpOfPort } from '../../relations/dhcp.ts';
import type { NbRow } from '../../relations/rows.ts';
import type { QosRow } from '../../relations/qos.ts';
import type { SwitchPort } from '../../switches.ts';
import { fact, listing, section } from '../build.ts';
import {
  chassisNamed,
  missing,
  nbLink,
  portLink,
  routerLink,
  switchLink,
  switchPortNamed,
} from '../links.ts';
import type { Fact, Section } from '../types.ts';
import { typeInWords } from './port-headline.ts';
import { ownerFact } from './rest.ts';

type PortRow = NbRow<'Logical_Switch_Port'>;

const peerFact = (port: SwitchPort): readonly Fact[] => {
  const { peer, peerName } = port;
  if (peer !== undefined) return fact('peer', 'Peer', portLink(peer));
  return peerName === undefined
    ? []
    : fact('peer', 'Peer', missing('logical port', peerName), { tone: 'bad', note: 'does not exist' });
};

export const identitySection = (
  network: Network,
  port: SwitchPort,
  row: PortRow | undefined,
): readonly Section[] => {
  const switches =
    row === undefined
      ? [port.switch].filter((one) => one !== undefined)
      : network.northbound.switchesOf(port);
  const { peer } = port;
  const router = peer?.kind === 'router port' ? peer.router : undefined;
  return section('identity', 'What it is', {
    facts: [
      fact('type', 'Type', port.type, { note: typeInWords(port.type) }),
      port.type === '' ? fact('type', 'Type', typeInWords('')) : [],
      fact('alias', 'Also known as', port.alias),
      row === undefined ? [] : ownerFact(network, row, 'OVN_Northbound'),
      fact('switch', 'Switch', switches.map(switchLink)),
      peerFact(port),
      fact('router', 'Router', router === undefined ? undefined : routerLink(router)),
      port.parentName === undefined
        ? []
        : fact('parent', 'Parent port', switchPortNamed(network, port.parentName)),
      fact('tag', 'VLAN tag', port.tag),
      fact('tag-request', 'Requested VLAN tag', row?.get('tag_request')),
      fact('network-name', 'Physical network', port.networkName),
      row === undefined ? [] : fact('enabled', 'Enabled', port.enabled, port.enabled ? {} : { tone: 'bad' }),
      row === undefined ? [] : fact('options', 'Options', row.get('options')),
    ],
  });
};

/** Facts of the Northbound about where the port should be. */
export const placementFacts = (network: Network, row: PortRow): readonly Fact[] => {
  const group = network.nbRows.row('HA_Chassis_Group', row.get('ha_chassis_group'));
  const members = network.nbRows
    .rows('HA_Chassis', group?.get('ha_chassis') ?? [])
    .toSorted((a, b) => Number(b.get('priority')) - Number(a.get('priority')));
  return [
    ...fact('northbound-up', 'Up in the Northbound', row.get('up')),
    ...fact(
      'ha-group',
      'HA chassis group',
      group === undefined ? row.get('ha_chassis_group') : nbLink(group, group.get('name')),
    ),
    ...fact(
      'ha-chassis',
      'Its chassis',
      members.map((member) => chassisNamed(network, member.get('chassis_name'))),
      { note: 'highest priority first' },
    ),
  ];
};

export const addressSection = (port: SwitchPort, row: PortRow | undefined): readonly Section[] => {
  const addresses = port.addresses.map(({ text }) => text);
  const unknown = port.addresses.some(({ kind }) => kind === 'unknown');
  const security = row?.get('port_security') ?? port.binding?.row.get('port_security') ?? [];
  const hasSecurity = port.type === '' || port.type === 'virtual';
  const isRouters = port.addresses.some(({ kind }) => kind === 'router');
  const { peer } = port;
  return section('addresses', 'Addresses and security', {
    facts: [
      fact('addresses', 'Addresses', addresses),
      fact('dynamic-addresses', 'Chosen by OVN', row?.get('dynamic_addresses')),
      isRouters && peer?.kind === 'router port'
        ? fact('router-addresses', 'Of the router port', [peer.mac, ...peer.networks].join(' '))
        : [],
      unknown ? fact('unknown', 'Unknown addresses', 'frames to MACs that no port has are sent here') : [],
      security.length > 0
        ? fact('port-security', 'Port security', security, {
            note: 'it may send from and receive for these only',
          })
        : hasSecurity
          ? fact('port-security', 'Port security', 'off', {
              note: 'nothing keeps it from using other addresses',
            })
          : [],
    ],
  });
};

export const dhcpSection = (network: Network, row: PortRow): readonly Section[] =>
  section('dhcp', 'DHCP', {
    listing: listing(
      [
        ['version', 'VERSION'],
        ['cidr', 'CIDR'],
        ['options', 'OPTIONS'],
      ],
      dhcpOfPort(network, row).map(({ version, uuid, row: dhcp }) => [
        `DHCPv${version}`,
        dhcp === undefined ? missing('DHCP options', uuid) : nbLink(dhcp, dhcp.get('cidr')),
        dhcp?.get('options'),
      ]),
    ),
  });

export const dnsSection = (network: Network, row: PortRow, ips: readonly string[]): readonly Section[] => {
  const switches = network.nbRows.where('Logical_Switch', 'ports', row.uuid);
  const all = switches.flatMap((one) => recordsOfSwitch(network, one));
  return section('dns', 'DNS records', {
    listing: listing(
      [
        ['name', 'NAME'],
        ['addresses', 'ADDRESSES'],
      ],
      recordsFor(all, ips).map(({ name, values, row: dns }) => [nbLink(dns, name), values]),
    ),
    notes: [
      all.length === 0
        ? undefined
        : `Its switch answers ${all.length} ${all.length === 1 ? 'name' : 'names'} by itself.`,
    ],
  });
};

export const qosSection = (
  rules: readonly QosRow[],
  options?: ReadonlyMap<string, string>,
): readonly Section[] =>
  section('qos', 'QoS', {
    facts: [
      fact('qos-options', 'Options', new Map([...(options ?? [])].filter(([key]) => key.startsWith('qos_')))),
    ],
    listing: listing(
      [
        ['direction', 'DIRECTION'],
        ['priority', 'PRIORITY'],
        ['match', 'MATCH'],
        ['action', 'MARKING'],
        ['bandwidth', 'BANDWIDTH'],
      ],
      rules.map((rule) => [
        nbLink(rule, rule.get('direction')),
        rule.get('priority'),
        rule.get('match'),
        rule.get('action'),
        rule.get('bandwidth'),
      ]),
    ),
  });

export const mirrorSection = (network: Network, row: PortRow): readonly Section[] =>
  section('mirrors', 'Mirrors', {
    listing: listing(
      [
        ['mirror', 'MIRROR'],
        ['type', 'TYPE'],
        ['filter', 'FILTER'],
        ['sink', 'SINK'],
        ['index', 'INDEX'],
      ],
      network.nbRows
        .rows('Mirror', row.get('mirror_rules'))
        .map((mirror) => [
          nbLink(mirror, mirror.get('name')),
          mirror.get('type'),
          mirror.get('filter'),
          mirror.get('sink'),
          mirror.get('index'),
        ]),
    ),
  });

export const healthSection = (
  network: Network,
  port: SwitchPort,
  row: PortRow | undefined,
): readonly Section[] => {
  const monitors = network.sbRows
    .where('Service_Monitor', 'logical_port', port.name)
    .map((one) => [
      'service monitor',
      one.get('protocol') ?? 'tcp',
      one.get('ip'),
      one.get('port') === 0 ? undefined : one.get('port'),
      one.get('src_ip'),
      one.get('status') ?? 'not known',
    ]);
  const checks = network.nbRows
    .rows('Logical_Switch_Port_Health_Check', row?.get('health_checks') ?? [])
    .map((one) => [
      'health check',
      one.get('protocol'),
      one.get('address'),
      one.get('port') === 0 ? undefined : one.get('port'),
      one.get('src_ip'),
      one.get('status') ?? 'not known',
    ]);
  const rows = [...checks, ...monitors];
  return section('health', 'Health checks', {
    listing: listing(
      [
        ['kind', 'KIND'],
        ['protocol', 'PROTOCOL'],
        ['address', 'ADDRESS'],
        ['port', 'PORT'],
        ['source', 'SOURCE'],
        ['status', 'STATUS'],
      ],
      rows,
      rows.map((cells) => (cells[5] === 'offline' || cells[5] === 'error' ? 'bad' : undefined)),
    ),
  });
};
