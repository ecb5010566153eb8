/**
 * Bridges of Open vSwitch (ovs-vswitchd.conf.db(5)). A port's VLANs count where the bridge forwards by NORMAL; whether it
 * does is told by its flows, or guessed by whether anything may have put flows there.
 */
import type { OpenFlowBridge, OpenFlowPort } from '../../host/index.ts';
import type { Row } from '../../ovsdb/index.ts';
import type { Host } from '../bridges.ts';
import type { OpenVSwitch } from '../generated/index.ts';
import { naturalCompare } from '../natural.ts';
import {
  bareDevice,
  barePort,
  type BridgeDraft,
  type DeviceDraft,
  type Draft,
  type PortDraft,
} from './draft.ts';
import { ALL_VLANS, rangesOf, rangesOfNumbers, withoutNumber } from './ranges.ts';
import { addTables, flagsOf, stpStateOf } from './openflow.ts';
import type { NamespaceDevices } from './linux-devices.ts';
import type { BondRule, DeviceKind, OpenVSwitchRule, Tunnel } from './types.ts';

type BridgeRow = Row<OpenVSwitch['Bridge']>;
type PortRow = Row<OpenVSwitch['Port']>;
type InterfaceRow = Row<OpenVSwitch['Interface']>;

const TUNNELS: ReadonlySet<string> = new Set([
  'geneve',
  'gre',
  'ip6gre',
  'vxlan',
  'stt',
  'erspan',
  'ip6erspan',
  'gtpu',
  'lisp',
  'bareudp',
  'srv6',
]);

const kindOf = (row: InterfaceRow): DeviceKind => {
  const type = row.get('type');
  if (type === 'internal' || type === 'patch') return type;
  if (TUNNELS.has(type)) return 'tunnel';
  if (type.startsWith('dpdkvhostuser') || type === 'tap') return 'tap';
  const driver = row.get('status').get('driver_name');
  if (driver === 'tun') return 'tap';
  return driver === 'veth' ? 'veth' : 'hardware';
};

const tunnelOf = (row: InterfaceRow): Tunnel | undefined => {
  const type = row.get('type');
  if (!TUNNELS.has(type)) return undefined;
  const options = row.get('options');
  const remote = options.get('remote_ip');
  const key = Number(options.get('key') ?? options.get('out_key') ?? 'flow');
  return {
    type,
    local: options.get('local_ip'),
    remotes: remote === undefined ? [] : [remote],
    known: new Map(),
    key: Number.isNaN(key) ? undefined : key,
    vlanKeys: [],
  };
};

const isUp = (row: InterfaceRow, kind: DeviceKind): boolean => {
  if (row.get('error') !== undefined || row.get('ofport') === -1) return false;
  if (kind === 'patch' || kind === 'tunnel') return true;
  return row.get('admin_state') !== 'down' && row.get('link_state') !== 'down';
};

/** As the database tells of it; where `ip link` tells of it as well, that says more. */
const deviceOf = (host: string, row: InterfaceRow): DeviceDraft => {
  const kind = kindOf(row);
  const mtu = row.get('mtu');
  const ifaceId = row.get('external_ids').get('iface-id');
  return {
    ...bareDevice(host, '', row.get('name')),
    kind,
    type: row.get('type'),
    up: isUp(row, kind),
    mtu: mtu === undefined ? undefined : Number(mtu),
    mac: row.get('mac_in_use'),
    tunnel: tunnelOf(row),
    alsoKnownAs: ifaceId === undefined ? [] : [ifaceId],
  };
};

const numbers = (values: readonly (number | bigint)[]): number[] => values.map(Number);

const MODES: ReadonlySet<string> = new Set([
  'access',
  'trunk',
  'native-tagged',
  'native-untagged',
  'dot1q-tunnel',
]);

/** vswitchd/bridge.c `port_configure`, ofproto/ofproto-dpif.c `bundle_set`. */
export const vlanRuleOf = (row: PortRow): OpenVSwitchRule => {
  const tag = row.get('tag');
  const said = row.get('vlan_mode');
  const implied = tag === undefined ? 'trunk' : 'access';
  const mode = (said !== undefined && MODES.has(said) ? said : implied) as OpenVSwitchRule['mode'];
  const vlan = mode === 'trunk' ? 0 : Number(tag ?? 0);
  const listed = rangesOfNumbers(numbers(row.get('trunks')));
  const trunks = listed.length === 0 ? ALL_VLANS : listed;
  const isNative = mode === 'native-tagged' || mode === 'native-untagged';
  const customer = rangesOfNumbers(numbers(row.get('cvlans')));
  const config = row.get('other_config');
  const priority = config.get('priority-tags');
  return {
    kind: 'openvswitch',
    mode,
    tag: vlan,
    // A native VLAN is always carried, and then VLAN 0 is not.
    trunks:
      isNative && vlan !== 0 ? rangesOf([...withoutNumber(trunks, 0), { first: vlan, last: vlan }]) : trunks,
    customer: customer.length === 0 ? ALL_VLANS : customer,
    outer: config.get('qinq-ethtype') === '802.1q' ? 0x8100 : 0x88a8,
    priorityTags:
      priority === 'always' || priority === 'if-nonzero' || priority === 'true'
        ? priority === 'always'
          ? 'always'
          : 'if-nonzero'
        : 'never',
  };
};

/** `Forwarding` of RSTP, `forwarding` of STP; others do not forward. */
const stateOf = (row: PortRow, bridge: BridgeRow): string => {
  if (bridge.get('rstp_enable')) {
    const state = row.get('rstp_status').get('rstp_port_state');
    if (state !== undefined) return state.toLowerCase();
  }
  if (bridge.get('stp_enable')) {
    const state = row.get('status').get('stp_state');
    if (state !== undefined) return state.toLowerCase();
  }
  return 'forwarding';
};

const bondOf = (row: PortRow, interfaces: readonly InterfaceRow[]): BondRule | undefined => {
  if (interfaces.length < 2) return undefined;
  const mac = row.get('bond_active_slave');
  return {
    mode: row.get('bond_mode') ?? 'active-backup',
    active: interfaces.find((one) => mac !== undefined && one.get('mac_in_use') === mac)?.get('name'),
  };
};

const isNormal = (row: BridgeRow, openFlow: OpenFlowBridge | undefined): boolean =>
  openFlow?.forwarding === undefined
    ? row.get('controller').length === 0 && row.get('fail_mode') !== 'secure'
    : openFlow.forwarding === 'normal';

/** A set of OVSDB has no order. */
const sorted = <R extends { get(column: 'name'): string }>(rows: Iterable<R>): readonly R[] =>
  [...rows].sort((a, b) => naturalCompare(a.get('name'), b.get('name')));

interface PatchEnd {
  readonly device: DeviceDraft;
  readonly peer: string;
}

export const addOpenVSwitch = (
  draft: Draft,
  name: string,
  host: Host,
  linux: readonly NamespaceDevices[],
  openFlow: readonly OpenFlowBridge[],
): void => {
  const { rows } = host;
  const ends = new Map<string, PatchEnd>();
  const known = linuxDevices(linux);
  const limit = Number(host.root?.get('other_config').get('vlan-limit') ?? 1);
  for (const row of sorted(rows.all('Bridge'))) {
    const told = openFlow.find(({ bridge }) => bridge === row.get('name'));
    const bridge = draft.addBridge(bridgeOf(name, row, told, limit));
    const numbered = new Map<number, PortDraft>();
    for (const portRow of sorted(rows.rows('Port', row.get('ports')))) {
      const interfaces = rows.rows('Interface', portRow.get('interfaces'));
      const port = portOf(bridge, row, portRow, interfaces, told);
      bridge.ports.push(port);
      for (const interfaceRow of interfaces) {
        const device = merged(draft, deviceOf(name, interfaceRow), known);
        if (device.kind === 'internal') device.hostPort = port;
        else device.port = port;
        port.devices.push(device);
        numbered.set(Number(interfaceRow.get('ofport')), port);
        if (device.kind === 'patch')
          ends.set(device.name, { device, peer: interfaceRow.get('options').get('peer') ?? '' });
      }
    }
    if (told !== undefined) addTables(bridge, told, numbered);
  }
  for (const { device, peer } of ends.values()) {
    const other = ends.get(peer);
    // A patch works where both ends name each other.
    if (other?.peer === device.name) device.peer = other.device;
    else draft.problem('no-peer', device, 'the patch port has no peer that names it');
  }
};

const portOf = (
  bridge: BridgeDraft,
  row: BridgeRow,
  portRow: PortRow,
  interfaces: readonly InterfaceRow[],
  openFlow: OpenFlowBridge | undefined,
): PortDraft => {
  const passes = row.get('other_config').get('forward-bpdu') === 'true' ? 0xffff : 0;
  const told = openFlowPort(openFlow, interfaces);
  return {
    ...barePort(bridge, portRow.get('name')),
    isSelf: portRow.get('name') === row.get('name'),
    vlans: vlanRuleOf(portRow),
    isolated: portRow.get('protected'),
    multicastRouter: portRow.get('other_config').get('mcast-snooping-flood') === 'true',
    forwardedReserved: passes,
    ...flagsOf(told),
    state: stpStateOf(told) ?? stateOf(portRow, row),
    bond: bondOf(portRow, interfaces),
  };
};

/** Names are cut in OpenFlow 1.0: the number is the interface's. */
const openFlowPort = (
  openFlow: OpenFlowBridge | undefined,
  interfaces: readonly InterfaceRow[],
): OpenFlowPort | undefined => {
  const numbers = new Set(interfaces.map((row) => row.get('ofport')).map(Number));
  return openFlow?.ports.find(({ number }) => numbers.has(number));
};

/** A name is that of the root namespace first; internal ports may have been moved into another. */
const linuxDevices = (linux: readonly NamespaceDevices[]): ReadonlyMap<string, DeviceDraft> => {
  const known = new Map<string, DeviceDraft>();
  for (const { byName, namespace } of linux)
    for (const [name, device] of byName)
      if (!known.has(name) && (namespace.name === '' || device.kind === 'internal')) known.set(name, device);
  return known;
};

const merged = (draft: Draft, device: DeviceDraft, known: ReadonlyMap<string, DeviceDraft>): DeviceDraft => {
  const found = device.kind === 'patch' || device.kind === 'tunnel' ? undefined : known.get(device.name);
  if (found === undefined) return draft.add(device);
  if (device.kind === 'internal') found.kind = 'internal';
  found.alsoKnownAs = [...found.alsoKnownAs, ...device.alsoKnownAs];
  return found;
};

const bridgeOf = (
  host: string,
  row: BridgeRow,
  openFlow: OpenFlowBridge | undefined,
  limit: number,
): BridgeDraft => ({
  host,
  namespace: '',
  name: row.get('name'),
  kind: 'openvswitch',
  ports: [],
  forwarding: isNormal(row, openFlow) ? 'normal' : 'flows',
  vlanFiltering: true,
  vlanProtocol: 0x8100,
  // 0 is as many as it can: two.
  vlanLimit: limit === 0 ? 2 : limit,
  multicast: {
    snooping: row.get('mcast_snooping_enable'),
    querier: false,
    floodUnregistered: row.get('other_config').get('mcast-snooping-disable-flood-unregistered') !== 'true',
    groups: new Map(),
  },
  fdb: new Map(),
});
