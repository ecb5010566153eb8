/**
 * From a physical network to the bridges that stand for it (ovn-controller(8), `ovn-bridge-mappings`):
 *
 *     mappings = NETWORK ":" BRIDGE { "," NETWORK ":" BRIDGE }
 *
 * as each chassis reported it, and as the hosts' own databases have it.
 */
import type { Bridge, Host } from '../bridges.ts';
import type { Chassis } from '../chassis.ts';
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';

export interface PhysicalSide {
  readonly chassis: Chassis | undefined;
  /** What people call it. */
  readonly host: string;
  /** Missing where the chassis does not map the network. */
  readonly bridgeName: string | undefined;
  /** Missing where the host's database was not read, or has no such bridge. */
  readonly bridge: Bridge | undefined;
}

/** Network → bridge; what is no pair is left out. */
export const parseMappings = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(',').flatMap((pair): [string, string][] => {
      const at = pair.indexOf(':');
      const [network, bridge] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      return at < 1 || network === '' || bridge === '' ? [] : [[network, bridge]];
    }),
  );

const bridgeOf = (host: Host | undefined, name: string | undefined): Bridge | undefined => {
  const row = name === undefined ? undefined : host?.rows.where('Bridge', 'name', name)[0];
  return row === undefined ? undefined : host?.bridgeOfRow(row);
};

/** One for each chassis, and one for each of the hosts that none of the chassis stands for. By what people call them. */
export const physicalSides = (
  network: Network,
  networkName: string,
  chassis: readonly Chassis[],
  hosts: readonly Host[] = network.hosts,
): readonly PhysicalSide[] => {
  const side = (of: Chassis | undefined, host: Host | undefined): PhysicalSide => {
    const text = of?.bridgeMappings ?? host?.root?.get('external_ids').get('ovn-bridge-mappings') ?? '';
    const bridgeName = parseMappings(text).get(networkName);
    return {
      chassis: of,
      host: of?.label ?? host?.name ?? '',
      bridgeName,
      bridge: bridgeOf(host, bridgeName),
    };
  };
  const known = new Set(chassis.map(({ name }) => name));
  const alone = hosts.filter(({ systemId }) => systemId === undefined || !known.has(systemId));
  return [
    ...chassis.map((one) => side(one, network.hostOf(one))),
    ...alone.map((host) => side(undefined, host)),
  ].sort((a, b) => naturalCompare(a.host, b.host));
};
