/** Where a port is bound: its port binding, and the OVS interfaces that claim it. */
import type { PortBinding } from '../../bindings.ts';
import type { OvsInterface } from '../../bridges.ts';
import type { Network } from '../../network.ts';
import { fact, linkTo, listing, section } from '../build.ts';
import { chassisOf, interfaceLink, sbLink, switchPortNamed } from '../links.ts';
import type { Described, Fact, Section } from '../types.ts';

export const NO_SOUTHBOUND =
  'No Southbound database was read: chassis, bindings and learned addresses are not known.';

/** Stands where the rules of the Northbound would be. */
export const noNorthbound = (network: Network): readonly Section[] =>
  network.nb !== undefined
    ? []
    : section('northbound', 'Configuration', {
        notes: ['No Northbound database was read: ACLs, NAT, load balancers and DHCP are not known.'],
      });

/** Columns of Port_Binding that `bindingFacts` shows, or that repeat the Northbound. */
export const BINDING_SAID = [
  'logical_port',
  'type',
  'chassis',
  'additional_chassis',
  'requested_chassis',
  'requested_additional_chassis',
  'up',
  'tunnel_key',
  'datapath',
  'virtual_parent',
  'encap',
  'additional_encap',
  'gateway_chassis',
  'ha_chassis_group',
];

/** Types whose controller tells that their flows are in place; for others `up` says nothing. */
const REPORTED = new Set(['', 'virtual', 'external', 'l2gateway', 'chassisredirect']);

const encapText = (network: Network, uuid: string): string => {
  const encap = network.sbRows.row('Encap', uuid);
  return encap === undefined ? uuid : `${encap.get('type')} ${encap.get('ip')}`;
};

/** How far a chassis is behind what the Southbound asks of all, when it is. */
const behind = (network: Network, binding: PortBinding): readonly Fact[] => {
  const name = binding.chassis?.name;
  const own = network.sbRows.where('Chassis_Private', 'name', name)[0]?.get('nb_cfg');
  const [global] = network.sbRows.all('SB_Global');
  const wanted = global?.get('nb_cfg');
  if (own === undefined || wanted === undefined || Number(own) >= Number(wanted)) return [];
  return fact('chassis-behind', 'Chassis is behind', `nb_cfg ${own} of ${wanted}`, { tone: 'bad' });
};

/** `leavesBy` a physical network: the tunnels of its chassis are for others. */
export const bindingFacts = (
  network: Network,
  binding: PortBinding,
  leavesBy: 'tunnels' | 'physical network' = 'tunnels',
): readonly Fact[] => {
  const { row } = binding;
  const datapath = network.sbRows.row('Datapath_Binding', row.get('datapath'));
  const parent = row.get('virtual_parent');
  const encaps = [row.get('encap'), ...row.get('additional_encap')].filter((uuid) => uuid !== undefined);
  const own = encaps.map((uuid) => encapText(network, uuid));
  const served = binding.chassis?.encaps.map(({ type, ip }) => `${type} ${ip}`) ?? [];
  return [
    ...fact('binding-type', 'Type in the Southbound', binding.type),
    ...fact('chassis', 'Chassis', chassisOf(network, row.get('chassis'))),
    ...fact('additional-chassis', 'Additional chassis', links(network, row.get('additional_chassis'))),
    ...fact('requested-chassis', 'Requested chassis', chassisOf(network, row.get('requested_chassis'))),
    ...fact(
      'requested-additional-chassis',
      'Requested additional chassis',
      links(network, row.get('requested_additional_chassis')),
    ),
    ...(REPORTED.has(binding.type) ? fact('up', 'Reported up', row.get('up')) : []),
    ...fact(
      'virtual-parent',
      'Virtual parent',
      parent === undefined ? undefined : switchPortNamed(network, parent),
    ),
    ...fact('tunnel-key', 'Tunnel key', row.get('tunnel_key')),
    ...fact('datapath', 'Datapath', datapath === undefined ? row.get('datapath') : sbLink(datapath)),
    ...fact('datapath-tunnel-key', 'Tunnel key of the datapath', datapath?.get('tunnel_key')),
    ...(leavesBy === 'physical network'
      ? fact('encap', 'Encap', own, { note: 'for other networks only' })
      : own.length > 0
        ? fact('encap', 'Encap', own)
        : fact('encap', 'Encap', served, { note: 'of the chassis' })),
    ...behind(network, binding),
  ];
};

const links = (network: Network, uuids: readonly string[]): Described =>
  uuids.map((uuid) => chassisOf(network, uuid)).filter((link) => link !== undefined);

/** Where the port is bound; a note where nobody can know. */
export const bindingSection = (
  network: Network,
  bindings: readonly PortBinding[],
  facts: readonly (readonly Fact[])[] = [],
  leavesBy: 'tunnels' | 'physical network' = 'tunnels',
): readonly Section[] => {
  const [first] = bindings;
  return section('binding', 'Binding', {
    facts: [...facts, first === undefined ? [] : bindingFacts(network, first, leavesBy)],
    notes: [network.sb === undefined ? NO_SOUTHBOUND : undefined],
  });
};

const INTERFACE_COLUMNS = [
  ['host', 'HOST'],
  ['bridge', 'BRIDGE'],
  ['interface', 'INTERFACE'],
  ['type', 'TYPE'],
  ['ofport', 'OFPORT'],
  ['link', 'LINK'],
  ['mac', 'MAC'],
  ['error', 'ERROR'],
] as const;

const interfaceCells = (one: OvsInterface): readonly Described[] => {
  const place = one.host.portOfInterface(one.uuid);
  const row = one.host.rows.row('Interface', one.uuid);
  const bridge = one.host.rows.where('Bridge', 'name', place?.bridge)[0];
  const attached = row?.get('external_ids').get('attached-mac') ?? row?.get('mac_in_use');
  return [
    one.host.name,
    bridge === undefined
      ? place?.bridge
      : linkTo({ kind: 'bridge', name: bridge.get('name'), ref: one.host.bridgeOfRow(bridge).ref }),
    interfaceLink(one),
    one.type || 'system',
    one.ofport,
    one.linkState,
    attached,
    one.error,
  ];
};

/** The OVS interfaces that stand for logical port `name` on the hosts that were read. */
export const interfaceSection = (
  network: Network,
  name: string,
  title = 'OVS interfaces',
): readonly Section[] => {
  const found = network.interfacesOf(name);
  return section('interfaces', title, {
    listing: listing(
      INTERFACE_COLUMNS,
      found.map(interfaceCells),
      found.map((one) => (one.error !== undefined || (one.ofport ?? 1) < 0 ? 'bad' : undefined)),
    ),
  });
};
