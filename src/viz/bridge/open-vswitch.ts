/** Bridges as an Open_vSwitch database has them (ovs-vswitchd.conf.db(5)). */
import { naturalCompare, parseMappings, refOf, type Host, type Network } from '../../model/index.ts';
import { count, lines } from '../logical/words.ts';
import type { Badge, Fact } from '../scene.ts';
import { mappedBridges } from '../uplinks.ts';
import { cardPort } from './open-vswitch-ports.ts';
import type { BridgeCard, HostBridges } from './types.ts';
import { rangesOf } from './vlans.ts';

const bridgeRow = (host: Host, uuid: string) => host.rows.row('Bridge', uuid);
type BridgeRow = NonNullable<ReturnType<typeof bridgeRow>>;

const idle = (text: string): Fact => ({ text, tone: 'idle' });
const when = (holds: boolean, ...facts: readonly Fact[]): readonly Fact[] => (holds ? facts : []);

const mappingsOf = (host: Host): readonly (readonly [network: string, bridge: string])[] =>
  [...parseMappings(host.root?.get('external_ids').get('ovn-bridge-mappings') ?? '')].sort(([a], [b]) =>
    naturalCompare(a, b),
  );

const integrationOf = (host: Host): string => host.root?.get('external_ids').get('ovn-bridge') ?? 'br-int';

/** Whether a controller is connected is not kept on disk, and neither is any other state of it. */
const controllerFacts = (host: Host, row: BridgeRow): readonly Fact[] =>
  host.rows
    .rows('Controller', row.get('controller'))
    .map((one): Fact => {
      const connected = one.get('is_connected');
      const isKnown = connected || one.get('status').size > 0;
      return {
        text: `controller${isKnown && !connected ? ' not connected:' : ''} ${one.get('target')}`,
        tone: connected ? 'good' : isKnown ? 'bad' : 'unknown',
      };
    })
    .sort((a, b) => naturalCompare(a.text, b.text));

/** Where its flows come from. Without a controller nobody knows from here whether flows were added by hand. */
const forwarding = (row: BridgeRow, isIntegration: boolean, hasOvn: boolean): Fact => {
  if (row.get('controller').length > 0) return idle('driven by its controller');
  if (isIntegration && hasOvn) return idle('driven by ovn-controller');
  return row.get('fail_mode') === 'secure'
    ? idle('no controller: forwards by flows added by hand')
    : idle('forwards by NORMAL: learns MACs');
};

const protocolsOf = (row: BridgeRow): readonly Fact[] => {
  const on = [
    row.get('stp_enable') ? 'STP' : '',
    row.get('rstp_enable') ? 'RSTP' : '',
    row.get('mcast_snooping_enable') ? 'multicast snooping' : '',
  ].filter((text) => text !== '');
  return when(on.length > 0, idle(on.join(', ')));
};

const factsOf = (host: Host, row: BridgeRow, isIntegration: boolean): readonly Fact[] => {
  const name = row.get('name');
  const networks = mappingsOf(host).filter(([, bridge]) => bridge === name);
  const uuids = row.get('ports');
  const unread = uuids.length - host.rows.rows('Port', uuids).length;
  const flooded = row.get('flood_vlans');
  return [
    ...networks.map(([network]) => idle(`physical network ${network}`)),
    idle(
      `datapath ${row.get('datapath_type') || 'system'}, fail mode ${row.get('fail_mode') ?? 'standalone'}`,
    ),
    forwarding(row, isIntegration, host.ovnRemote !== undefined),
    ...controllerFacts(host, row),
    ...protocolsOf(row),
    ...when(flooded.length > 0, idle(`floods VLANs ${rangesOf(flooded)}`)),
    ...when(unread > 0, { text: `${count(unread, 'port')} not read`, tone: 'unknown' }),
  ];
};

const mirrorBadges = (host: Host, row: BridgeRow): readonly Badge[] => {
  const nameOf = (uuid: string): string => host.rows.row('Port', uuid)?.get('name') ?? uuid;
  const named = (title: string, uuids: readonly string[]): string =>
    uuids.length === 0 ? '' : `${title} ${uuids.map(nameOf).sort(naturalCompare).join(', ')}`;
  return host.rows
    .rows('Mirror', row.get('mirrors'))
    .map((mirror): Badge => {
      const [vlans, output, vlan] = [
        mirror.get('select_vlan'),
        mirror.get('output_port'),
        mirror.get('output_vlan'),
      ];
      return {
        text: `mirror ${mirror.get('name')}`,
        tooltip: lines([
          `mirror ${mirror.get('name')}`,
          mirror.get('select_all') ? 'of every packet' : '',
          named('arriving at', mirror.get('select_src_port')),
          named('leaving by', mirror.get('select_dst_port')),
          vlans.length === 0 ? '' : `in VLANs ${rangesOf(vlans)}`,
          output === undefined ? '' : `to port ${nameOf(output)}`,
          vlan === undefined ? '' : `to VLAN ${vlan}`,
          output === undefined && vlan === undefined ? 'to nowhere' : '',
        ]),
      };
    })
    .sort((a, b) => naturalCompare(a.text, b.text));
};

const EXPORTS = [
  ['netflow', 'NetFlow'],
  ['sflow', 'sFlow'],
  ['ipfix', 'IPFIX'],
] as const;

const badgesOf = (host: Host, row: BridgeRow): readonly Badge[] => [
  ...mirrorBadges(host, row),
  ...EXPORTS.filter(([column]) => row.get(column) !== undefined).map(([, text]) => ({
    text,
    tooltip: `exports flows by ${text}`,
  })),
];

/** Two databases may be copies of one host: then their rows have the same UUIDs, and ids say which of them it is. */
type IdOf = (uuid: string) => string;

const bridgeCard = (network: Network, host: Host, uuid: string, idOf: IdOf): readonly BridgeCard[] => {
  const row = bridgeRow(host, uuid);
  if (row === undefined) return [];
  const name = row.get('name');
  const isIntegration = name === integrationOf(host);
  const isMapped = mappedBridges(host).has(name);
  return [
    {
      id: idOf(`Bridge-${uuid}`),
      row: refOf('Open_vSwitch', row),
      name,
      kind: 'Open vSwitch',
      isIntegration,
      facts: factsOf(host, row, isIntegration),
      badges: badgesOf(host, row),
      ports: host.rows
        .rows('Port', row.get('ports'))
        .map((port) => cardPort(network, host, port.uuid, isMapped, idOf))
        .filter((port) => port !== undefined)
        .sort((a, b) => naturalCompare(a.name, b.name) || naturalCompare(a.id, b.id)),
    },
  ];
};

/** Mappings to bridges that the host does not have: packets of that physical network go nowhere. */
const mappingNotes = (host: Host, bridges: readonly BridgeCard[]): readonly string[] => {
  const known = new Set(bridges.map(({ name }) => name));
  return mappingsOf(host)
    .filter(([, bridge]) => !known.has(bridge))
    .map(
      ([network, bridge]) =>
        `${host.name}: bridge mapping ${network} → ${bridge}, but there is no such bridge.`,
    );
};

const subtitleOf = (host: Host): string =>
  [
    host.systemId === undefined || host.systemId === host.name ? '' : host.systemId,
    host.version === undefined ? '' : `Open vSwitch ${host.version}`,
  ]
    .filter((text) => text !== '')
    .join(' · ');

/** Of each host, in the order given; its bridges by name. */
export const hostBridges = (network: Network, hosts: readonly Host[]): readonly HostBridges[] => {
  const seen = new Set<string>();
  const frames = new Set<string>();
  return hosts.map((host, i) => {
    const uuids = host.bridges.map(({ uuid }) => uuid);
    const isCopy = uuids.some((uuid) => seen.has(uuid));
    for (const uuid of uuids) seen.add(uuid);
    const idOf: IdOf = (id) => (isCopy ? `copy-${i}-${id}` : id);
    const wanted = `host-${host.systemId ?? host.source}`;
    const id = frames.has(wanted) ? `${wanted}-${i}` : wanted;
    frames.add(id);
    const bridges = uuids.flatMap((uuid) => bridgeCard(network, host, uuid, idOf));
    return {
      id,
      row: host.root === undefined ? undefined : refOf('Open_vSwitch', host.root),
      name: host.name,
      subtitle: subtitleOf(host) || undefined,
      bridges,
      notes: mappingNotes(host, bridges),
    };
  });
};
