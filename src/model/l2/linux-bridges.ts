/** Bridges of a Linux host: `ip -d link` of bridge and ports, `bridge vlan`, `bridge fdb`, `bridge mdb`. */
import type { Attributes, Json, Link, Namespace, PortVlans } from '../../host/index.ts';
import { barePort, type BridgeDraft, type DeviceDraft, type Draft, type PortDraft } from './draft.ts';
import { fdbKey } from './forward.ts';
import { numberOf, protocolOf, textOf, type NamespaceDevices } from './linux-devices.ts';
import type { VlanRule } from './types.ts';

/** Flags come as booleans, older as `on`. */
const flag = (value: Json | undefined, otherwise: boolean): boolean => {
  if (typeof value === 'boolean') return value;
  const text = textOf(value);
  return text === undefined ? otherwise : text === 'on' || text === '1' || text === 'true';
};

/** `prio 8000 …` numbers of old iproute2 are names in the new (net/if_bridge.h, BR_STATE_*). */
const STATES: readonly string[] = ['disabled', 'listening', 'learning', 'forwarding', 'blocking'];

const stateOf = (data: Attributes): string | undefined => {
  const { state } = data;
  return typeof state === 'number' ? STATES[state] : textOf(state);
};

const vlansOf = (filtering: boolean, vlans: PortVlans | undefined): VlanRule => {
  if (!filtering) return { kind: 'transparent' };
  const ranges = (vlans?.vlans ?? []).map(({ first, last, untagged, state }) => ({
    first,
    last,
    untagged,
    state: state ?? 'forwarding',
  }));
  return { kind: 'filtering', pvid: vlans?.vlans.find(({ pvid }) => pvid)?.first, ranges };
};

const portOf = (
  bridge: BridgeDraft,
  device: DeviceDraft,
  { data: bridgeData }: Link,
  { name, portData: data }: Link,
  { routerPorts }: Namespace,
  vlans: PortVlans | undefined,
): PortDraft => {
  // Without spanning tree its address is one like all others (net/bridge/br_input.c, `br_handle_frame`).
  const stp = (numberOf(bridgeData['stp_state']) ?? 0) === 0 ? 1 : 0;
  const router = numberOf(data['multicast_router']);
  return {
    ...barePort(bridge, name),
    devices: [device],
    vlans: vlansOf(bridge.vlanFiltering, vlans),
    state: stateOf(data) ?? 'forwarding',
    isolated: flag(data['isolated'], false),
    hairpin: flag(data['hairpin'], false),
    locked: flag(data['locked'], false),
    learning: flag(data['learning'], true),
    flood: {
      unicast: flag(data['flood'], true),
      multicast: flag(data['mcast_flood'], true),
      broadcast: flag(data['bcast_flood'], true),
    },
    multicastRouter:
      router === 2 || routerPorts.some((one) => one.bridge === bridge.name && one.port === name),
    forwardedReserved:
      stp | (numberOf(bridgeData['group_fwd_mask']) ?? 0) | (numberOf(data['group_fwd_mask']) ?? 0),
  };
};

export const addLinuxBridges = (draft: Draft, own: NamespaceDevices): void => {
  const { namespace, byName } = own;
  const vlans = new Map(namespace.vlans?.map((one) => [one.link, one]));
  const bridges = new Map<string, { bridge: BridgeDraft; link: Link }>();
  for (const link of namespace.links) {
    const device = byName.get(link.name);
    if (device?.kind !== 'bridge') continue;
    const bridge = draft.addBridge(bridgeOf(device, link, namespace));
    device.hostPort = selfPort(bridge, device, vlans.get(link.name));
    bridge.ports.push(device.hostPort);
    bridges.set(link.name, { bridge, link });
  }
  for (const link of namespace.links) {
    const device = byName.get(link.name);
    const found = link.master === undefined ? undefined : bridges.get(link.master);
    if (found === undefined || device === undefined) continue;
    const port = portOf(found.bridge, device, found.link, link, namespace, vlans.get(link.name));
    device.port = port;
    found.bridge.ports.push(port);
  }
  fillTables(
    [...bridges.values()].map(({ bridge }) => bridge),
    namespace,
  );
};

const bridgeOf = (device: DeviceDraft, { data }: Link, { name }: Namespace): BridgeDraft => ({
  host: device.host,
  namespace: name,
  name: device.name,
  kind: 'linux',
  ports: [],
  forwarding: 'normal',
  vlanFiltering: (numberOf(data['vlan_filtering']) ?? 0) === 1,
  vlanProtocol: protocolOf(data['vlan_protocol']),
  vlanLimit: 1,
  multicast: {
    snooping: (numberOf(data['mcast_snooping']) ?? 1) === 1,
    querier: (numberOf(data['mcast_querier']) ?? 0) === 1,
    floodUnregistered: false,
    groups: new Map(),
  },
  fdb: new Map(),
});

const selfPort = (bridge: BridgeDraft, device: DeviceDraft, vlans: PortVlans | undefined): PortDraft => ({
  ...barePort(bridge, bridge.name),
  devices: [device],
  isSelf: true,
  vlans: vlansOf(bridge.vlanFiltering, vlans),
  // What the host itself sends to reserved addresses goes out.
  forwardedReserved: 0xffff,
});

const entryKey = ({ vlanFiltering }: BridgeDraft, text: string, vlan: number | undefined): string =>
  fdbKey(text, vlanFiltering ? (vlan ?? 0) : 0);

/** Once through each table, however many bridges there are. */
const fillTables = (bridges: readonly BridgeDraft[], { fdb, mdb }: Namespace): void => {
  const byName = new Map(bridges.map((bridge) => [bridge.name, bridge]));
  const ports = new Map(bridges.flatMap((bridge) => bridge.ports.map((port) => [port.name, port])));
  for (const { link, mac, state, vlan, bridge: name } of fdb) {
    const bridge = byName.get(name ?? link);
    const port = ports.get(link);
    if (bridge === undefined || port?.bridge !== bridge) continue;
    bridge.fdb.set(entryKey(bridge, mac, vlan), {
      // Permanent entries are the bridge's own addresses (NUD_PERMANENT: `BR_FDB_LOCAL`).
      port: port.isSelf || state === 'permanent' ? 'self' : port,
      learned: state !== 'permanent' && state !== 'static',
    });
  }
  const groups = new Map<BridgeDraft, Map<string, Set<string>>>();
  for (const { bridge: name, port, group, vlan } of mdb) {
    const bridge = byName.get(name);
    if (bridge === undefined) continue;
    const own = groups.get(bridge) ?? new Map<string, Set<string>>();
    groups.set(bridge, own);
    const key = entryKey(bridge, group, vlan);
    own.set(key, (own.get(key) ?? new Set()).add(port));
  }
  for (const [bridge, own] of groups) bridge.multicast = { ...bridge.multicast, groups: own };
};
