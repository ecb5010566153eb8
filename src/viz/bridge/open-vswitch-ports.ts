/** Ports of Open vSwitch's bridges and the interfaces behind them: which role they play, whether they work. */
import { naturalCompare, refOf, type Host, type Network } from '../../model/index.ts';
import { lines } from '../logical/words.ts';
import type { Tone } from '../scene.ts';
import { TUNNEL_TYPES } from '../tunnel-types.ts';
import { DEVICES, isUplink } from '../uplinks.ts';
import type { Bond, CardPort, PortInterface, PortRole, Vlans } from './types.ts';

const portRow = (host: Host, uuid: string) => host.rows.row('Port', uuid);
type PortRow = NonNullable<ReturnType<typeof portRow>>;
const interfaceRows = (host: Host, uuids: readonly string[]) => host.rows.rows('Interface', uuids);
type InterfaceRow = ReturnType<typeof interfaceRows>[number];

const stateOf = (row: InterfaceRow): readonly [tone: Tone, text: string] => {
  const error = row.get('error');
  const bfd = row.get('bfd_status').get('state');
  if (error !== undefined) return ['bad', error];
  if (Number(row.get('ofport') ?? 0) < 0) return ['bad', 'could not be added to the datapath'];
  if (row.get('admin_state') === 'down') return ['warn', 'admin down'];
  if (row.get('link_state') === 'down') return ['bad', 'link down'];
  if (bfd === 'down') return ['bad', 'BFD down'];
  if (row.get('cfm_fault') === true) return ['bad', 'CFM fault'];
  return row.get('link_state') === 'up' ? ['good', 'link up'] : ['unknown', ''];
};

const chassisOf = (network: Network, row: InterfaceRow, port: PortRow): string => {
  const mark =
    row.get('external_ids').get('ovn-chassis-id') ?? port.get('external_ids').get('ovn-chassis-id');
  const name = mark?.replace(/[@%].*$/s, '');
  if (name === undefined) return '';
  return `to chassis ${network.chassisByName(name)?.label ?? name}`;
};

const logicalPort = (network: Network, row: InterfaceRow): readonly [short: string, long: string] => {
  const id = row.get('external_ids').get('iface-id');
  if (id === undefined) return ['', ''];
  const port = network.switchPort(id);
  const alias = port?.alias;
  const where = port?.switch === undefined ? '' : ` of switch ${port.switch.alias ?? port.switch.name}`;
  return [alias ?? id, `logical port ${id}${alias === undefined ? '' : `, aka ${alias}`}${where}`];
};

const ofTunnel = (row: InterfaceRow): string => {
  const [options, type] = [row.get('options'), row.get('type')];
  // Of OVN's tunnels, flows set the key; so few say it.
  const key = options.get('key') ?? options.get('out_key');
  return [type, options.get('remote_ip') ?? '', key === undefined || key === 'flow' ? '' : `key ${key}`]
    .filter((text) => text !== '')
    .join(' ');
};

/** A port of ovn-controller's for a localnet port: the switch that it takes packets of. */
const ofLocalnet = (network: Network, port: PortRow): string => {
  const name = port.get('external_ids').get('ovn-localnet-port');
  if (name === undefined) return '';
  const holder = network.switchPort(name)?.switch;
  return holder === undefined ? `localnet ${name}` : `localnet of ${holder.alias ?? holder.name}`;
};

const aboutInterface = (
  network: Network,
  row: InterfaceRow,
  port: PortRow,
  isTunnel: boolean,
): readonly string[] => [
  row.get('type') === '' ? '' : `type ${row.get('type')}`,
  stateOf(row)[1],
  logicalPort(network, row)[1],
  isTunnel ? ofTunnel(row) : '',
  isTunnel ? chassisOf(network, row, port) : '',
  row.get('options').get('local_ip') === undefined ? '' : `local IP ${row.get('options').get('local_ip')}`,
  row.get('ofport') === undefined ? '' : `OpenFlow port ${row.get('ofport')}`,
  row.get('mtu') === undefined ? '' : `MTU ${row.get('mtu')}`,
];

/** Of a bond: it works with one member, yet not as it was meant to. */
const toneOfPort = (interfaces: readonly PortInterface[]): Tone => {
  const tones = new Set(interfaces.map(({ tone }) => tone));
  const [only] = tones;
  if (only === undefined) return 'bad';
  if (tones.size === 1) return only;
  if (tones.has('bad') || tones.has('warn')) return 'warn';
  return 'unknown';
};

const roleOf = (rows: readonly InterfaceRow[], isBond: boolean, isMapped: boolean): PortRole => {
  const [row] = rows;
  if (isBond) return 'bond';
  if (row === undefined) return 'port';
  if (row.get('type') === 'patch') return 'patch';
  if (TUNNEL_TYPES.has(row.get('type'))) return 'tunnel';
  return isUplink(row, isMapped) ? 'uplink' : 'port';
};

const vlansOf = (port: PortRow): Vlans => ({
  mode: port.get('vlan_mode'),
  tag: port.get('tag'),
  trunks: port.get('trunks').map(Number),
  customer: port.get('cvlans').map(Number),
});

const bondOf = (port: PortRow): Bond => {
  const lacp = port.get('lacp');
  const negotiated = port.get('status').get('lacp_status');
  return {
    mode: port.get('bond_mode') ?? 'active-backup',
    lacp:
      lacp === undefined || lacp === 'off'
        ? undefined
        : `${lacp}${negotiated === undefined ? '' : `, ${negotiated}`}`,
  };
};

const leadsTo = (network: Network, role: PortRole, row: InterfaceRow | undefined, port: PortRow): string => {
  if (row === undefined) return role === 'bond' ? '' : 'no interface';
  switch (role) {
    case 'tunnel':
      return ofTunnel(row);
    case 'patch':
      return ofLocalnet(network, port);
    case 'port': {
      const [logical] = logicalPort(network, row);
      if (logical !== '') return logical;
      return DEVICES.has(row.get('type')) ? '' : row.get('type');
    }
    default:
      return '';
  }
};

/** Nothing where the row was not read. `isMapped`: a bridge mapping leads to its bridge; `idOf`: of ids of rows. */
export const cardPort = (
  network: Network,
  host: Host,
  uuid: string,
  isMapped: boolean,
  idOf: (uuid: string) => string,
): CardPort | undefined => {
  const port = portRow(host, uuid);
  if (port === undefined) return undefined;
  const members = port.get('interfaces');
  const isBond = members.length > 1;
  const rows = interfaceRows(host, members)
    .map((row) => ({ row, name: row.get('name') }))
    .sort((a, b) => naturalCompare(a.name, b.name) || naturalCompare(a.row.uuid, b.row.uuid))
    .map(({ row }) => row);
  const role = roleOf(rows, isBond, isMapped);
  const active = port.get('bond_active_slave');
  const interfaces = rows.map((row): PortInterface => {
    const [tone] = stateOf(row);
    const isActive = active !== undefined && row.get('mac_in_use') === active;
    return {
      id: idOf(row.uuid),
      row: refOf('Open_vSwitch', row),
      name: row.get('name'),
      tone,
      tooltip: isBond
        ? lines([
            `interface ${row.get('name')}`,
            isActive ? 'active member' : '',
            ...aboutInterface(network, row, port, false),
          ])
        : '',
    };
  });
  const [first] = rows;
  return {
    id: idOf(port.uuid),
    row: refOf('Open_vSwitch', port),
    name: port.get('name'),
    role,
    vlans: vlansOf(port),
    interfaces,
    bond: isBond ? bondOf(port) : undefined,
    peer: role === 'patch' ? first?.get('options').get('peer') : undefined,
    leadsTo: leadsTo(network, role, first, port),
    tone: toneOfPort(interfaces),
    about: [
      ...(isBond || first === undefined ? [] : aboutInterface(network, first, port, role === 'tunnel')),
      role === 'patch' ? ofLocalnet(network, port) : '',
      port.get('protected') ? 'protected: never to another protected port' : '',
      port.get('qos') === undefined ? '' : 'with QoS',
    ],
  };
};
