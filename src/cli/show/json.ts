/** `show` for programs. Names are as the databases have them: JSON escapes them, nothing is cut or folded. */
import type {
  AvailabilityZone,
  TransitPort,
  TransitSwitch,
  Bridge,
  Chassis,
  Encap,
  Gateway,
  Host,
  ModelIssue,
  Network,
  RouterPort,
  SwitchPort,
} from '../../model/index.ts';
import type { LogicalRouter, LogicalSwitch, RouterCounts, RowRef, SwitchCounts } from '../../model/index.ts';

import { everything, type Shown } from './focus.ts';

export interface ShowPeer {
  readonly kind: 'switch port' | 'router port';
  readonly name: string;
  /** The switch or router that holds it. */
  readonly of: string | null;
}

export interface ShowJson {
  readonly schema: 'ovnscope.show/1';
  readonly databases: readonly string[];
  readonly routers: readonly ReturnType<typeof routerJson>[];
  readonly switches: readonly ReturnType<ReturnType<typeof switchJson>>[];
  readonly chassis: readonly ReturnType<typeof chassisJson>[];
  readonly hosts: readonly ReturnType<typeof hostJson>[];
  readonly interconnect: {
    readonly transitSwitches: readonly (Omit<TransitSwitch, 'tunnelKey' | 'ports'> & {
      readonly tunnelKey: number | null;
      readonly ports: readonly (Omit<TransitPort, 'zone'> & { readonly zone: string | null })[];
    })[];
    readonly availabilityZones: readonly AvailabilityZone[];
  } | null;
  readonly problems: readonly ModelIssue[];
}

const peerJson = (peer: SwitchPort | RouterPort | undefined): ShowPeer | null => {
  if (peer === undefined) return null;
  const owner = peer.kind === 'switch port' ? peer.switch : peer.router;
  return { kind: peer.kind, name: peer.name, of: owner?.name ?? null };
};

const identity = ({ ref, name, alias }: { ref: RowRef; name: string; alias?: string | undefined }) => ({
  name,
  alias: alias ?? null,
  table: ref.table,
  uuid: ref.uuid,
});

const routerPortJson = (port: RouterPort) => ({
  ...identity(port),
  mac: port.mac,
  networks: port.networks,
  enabled: port.enabled,
  peer: peerJson(port.peer),
  peerName: port.peer?.name ?? port.peerName ?? null,
  haChassisGroup: port.haGroup ?? null,
  gateways: port.gateways.map(({ chassisName, hostname, priority, active }: Gateway) => ({
    chassis: chassisName,
    hostname: hostname ?? null,
    priority,
    active,
  })),
});

const routerCountsJson = (counts: RouterCounts | undefined) =>
  counts === undefined ? null : { ...counts, natByType: Object.fromEntries(counts.natByType) };

const routerJson = (router: LogicalRouter) => ({
  ...identity(router),
  enabled: router.enabled,
  gatewayChassis: router.gatewayChassis ?? null,
  tunnelKey: router.tunnelKey ?? null,
  counts: routerCountsJson(router.counts),
  ports: router.ports.map(routerPortJson),
});

const switchPortJson = (network: Network) => (port: SwitchPort) => ({
  ...identity(port),
  type: port.type,
  addresses: port.addresses.map(({ kind, mac, ips, text }) => ({ kind, mac: mac ?? null, ips, text })),
  tag: port.tag ?? null,
  parent: port.parentName ?? null,
  networkName: port.networkName ?? null,
  enabled: port.enabled,
  state: port.state,
  peer: peerJson(port.peer),
  peerName: port.peerName ?? null,
  chassis: port.binding?.chassis?.name ?? null,
  hostname: port.binding?.chassis?.hostname ?? null,
  additionalChassis: port.binding?.additional.map(({ name }) => name) ?? [],
  interfaces: network.interfacesOf(port.name).map(({ name, host }) => ({ name, host: host.name })),
});

const switchJson = (network: Network) => (logicalSwitch: LogicalSwitch) => ({
  ...identity(logicalSwitch),
  subnets: logicalSwitch.subnets,
  tunnelKey: logicalSwitch.tunnelKey ?? null,
  counts: (logicalSwitch.counts ?? null) satisfies SwitchCounts | null,
  ports: logicalSwitch.ports.map(switchPortJson(network)),
});

const chassisJson = (chassis: Chassis) => ({
  ...identity(chassis),
  hostname: chassis.hostname,
  encaps: chassis.encaps.map(({ type, ip }: Encap) => ({ type, ip })),
  bridgeMappings: chassis.bridgeMappings ?? null,
  ports: chassis.bindings.map(({ name, type }) => ({ name, type })),
});

const bridgeJson = (bridge: Bridge) => ({
  ...identity(bridge),
  datapathType: bridge.datapathType,
  failMode: bridge.failMode ?? null,
  ports: bridge.ports.map((port) => ({
    ...identity(port),
    tag: port.tag ?? null,
    trunks: port.trunks,
    bondMode: port.bondMode ?? null,
    interfaces: port.interfaces.map((one) => ({
      ...identity(one),
      type: one.type,
      ofport: one.ofport ?? null,
      linkState: one.linkState ?? null,
      error: one.error ?? null,
      ifaceId: one.ifaceId ?? null,
    })),
  })),
});

const hostJson = (host: Host) => ({
  name: host.name,
  source: host.source,
  systemId: host.systemId ?? null,
  version: host.version ?? null,
  bridges: host.bridges.map(bridgeJson),
});

const interconnectJson = ({ interconnect }: Network): ShowJson['interconnect'] =>
  interconnect === undefined
    ? null
    : {
        transitSwitches: interconnect.transitSwitches.map((one) => ({
          ...one,
          tunnelKey: one.tunnelKey ?? null,
          ports: one.ports.map((port) => ({ ...port, zone: port.zone ?? null })),
        })),
        availabilityZones: interconnect.zones,
      };

/** Everything that `renderShow` knows, as plain values in a stable order. */
export const showJson = (network: Network, shown: Shown = everything(network)): ShowJson => ({
  schema: 'ovnscope.show/1',
  databases: [
    ...(network.nb === undefined ? [] : [network.nb.name]),
    ...(network.sb === undefined ? [] : [network.sb.name]),
    ...network.hosts.map(({ database }) => database.name),
    ...[network.interconnect?.nb, network.interconnect?.sb].flatMap((database) => database?.name ?? []),
  ],
  routers: shown.routers.map(routerJson),
  switches: shown.switches.map(switchJson(network)),
  chassis: shown.chassis.map(chassisJson),
  hosts: shown.hosts.map(hostJson),
  interconnect: shown.interconnect ? interconnectJson(network) : null,
  problems: shown.issues,
});
