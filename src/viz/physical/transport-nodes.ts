/**
 * Transport nodes (ovn-architecture(7): "hypervisors and gateways are together called transport nodes or chassis"):
 * what the Southbound knows of a chassis joined with the Open_vSwitch database of its host. A host that no chassis
 * stands for is one by itself; what it would tell ovn-controller stands in its own `external_ids`.
 */
import {
  naturalCompare,
  parseMappings,
  type Chassis,
  type Host,
  type Network,
  type RowRef,
} from '../../model/index.ts';
import { ofDatabase } from '../logical/words.ts';

export interface TunnelEndpoint {
  readonly type: string;
  readonly ip: string;
  readonly ref: RowRef | undefined;
}

export interface TransportNode {
  /** Of its card, the same in every view. */
  readonly id: string;
  /** The system-id. */
  readonly name: string;
  readonly label: string;
  readonly ref: RowRef | undefined;
  readonly chassis: Chassis | undefined;
  readonly host: Host | undefined;
  /** Another host that was read has the same system-id. */
  readonly isTwin: boolean;
  readonly encaps: readonly TunnelEndpoint[];
  readonly zones: readonly string[];
  /** Physical network → bridge. */
  readonly mappings: ReadonlyMap<string, string>;
  /** Of another availability zone. */
  readonly isRemote: boolean;
  readonly isInterconnect: boolean;
  readonly isVtep: boolean;
}

const parts = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const ofChassis = (chassis: Chassis, host: Host | undefined): TransportNode => ({
  id: ofDatabase(chassis.ref),
  name: chassis.name,
  label: chassis.label,
  ref: chassis.ref,
  chassis,
  host,
  isTwin: false,
  encaps: chassis.encaps,
  zones: chassis.row.get('transport_zones'),
  mappings: parseMappings(chassis.bridgeMappings ?? ''),
  isRemote: chassis.setting('is-remote') === 'true',
  isInterconnect: chassis.setting('is-interconn') === 'true',
  isVtep: chassis.setting('is-vtep') === 'true',
});

const ofHost = (host: Host, isTwin: boolean): TransportNode => {
  const settings = host.root?.get('external_ids') ?? new Map<string, string>();
  const ips = parts(settings.get('ovn-encap-ip'));
  return {
    id: host.root === undefined ? `host-${host.source}` : `Open_vSwitch-${host.root.uuid}`,
    name: host.systemId ?? '',
    label: host.name,
    ref:
      host.root === undefined
        ? undefined
        : { database: 'Open_vSwitch', table: 'Open_vSwitch', uuid: host.root.uuid },
    chassis: undefined,
    host,
    isTwin,
    encaps: parts(settings.get('ovn-encap-type')).flatMap((type) =>
      ips.map((ip) => ({ type, ip, ref: undefined })),
    ),
    zones: parts(settings.get('ovn-transport-zones')),
    mappings: parseMappings(settings.get('ovn-bridge-mappings') ?? ''),
    isRemote: false,
    isInterconnect: settings.get('ovn-is-interconn') === 'true',
    isVtep: false,
  };
};

/** Hosts that were cloned with their database have rows of the same UUID. */
const withOwnIds = (nodes: readonly TransportNode[]): TransportNode[] => {
  const taken = new Map<string, number>();
  return nodes.map((node) => {
    const before = taken.get(node.id) ?? 0;
    taken.set(node.id, before + 1);
    return before === 0 ? node : { ...node, id: `${node.id}-${before + 1}` };
  });
};

/** Chassis, and hosts that no chassis stands for, by what people call them. */
export const transportNodes = (network: Network): readonly TransportNode[] => {
  const hosts = new Map<string, Host>();
  for (const host of network.hosts) {
    const { systemId } = host;
    if (systemId !== undefined && !hosts.has(systemId)) hosts.set(systemId, host);
  }
  const chassis = network.chassis.map((one) => ofChassis(one, hosts.get(one.name)));
  const joined = new Set(chassis.map(({ host }) => host));
  const alone = network.hosts.filter((host) => !joined.has(host));
  const others = alone.map((host) =>
    ofHost(host, host.systemId !== undefined && hosts.get(host.systemId) !== host),
  );
  return withOwnIds(
    [...chassis, ...others].sort(
      (a, b) =>
        naturalCompare(a.label, b.label) || naturalCompare(a.name, b.name) || naturalCompare(a.id, b.id),
    ),
  );
};
