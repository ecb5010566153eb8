/** Where the interface of a port is plugged in, against where the port is requested or bound. */
import type { Host } from '../../bridges.ts';
import { requestedChassis } from '../../migration.ts';
import type { Network } from '../../network.ts';
import { excerpt } from '../../../text/index.ts';
import type { SwitchPort } from '../../switches.ts';

const quote = (name: string): string => excerpt(name, 80);

/** By the system-id of its chassis or by the name of its host: `requested-chassis` takes both. */
const isHost = (network: Network, { systemId, name }: Host, asked: string): boolean => {
  if (asked === systemId || asked === name) return true;
  return systemId !== undefined && network.chassisByName(systemId)?.hostname === asked;
};

const labelOf = (network: Network, asked: string): string =>
  quote(network.chassisByName(asked)?.label ?? asked);

/**
 * `its interface is on compute-1, but compute-2 is requested`, where all interfaces that were found are where
 * ovn-controller will not bind the port.
 */
export const misplaced = (network: Network, port: SwitchPort): string | undefined => {
  if (port.type !== '') return undefined;
  const hosts = [...new Set(network.interfacesOf(port.name).map(({ host }) => host))];
  if (hosts.length === 0) return undefined;
  const places = `its ${hosts.length === 1 ? 'interface is' : 'interfaces are'} on ${hosts.map(({ name }) => quote(name)).join(' and ')}`;
  const requested = requestedChassis(network, port);
  if (requested.length > 0) {
    if (hosts.some((host) => requested.some((name) => isHost(network, host, name)))) return undefined;
    const wanted = requested.map((name) => labelOf(network, name)).join(' or ');
    return `${places}, but ${wanted} is requested`;
  }
  const { binding } = port;
  const bound = [binding?.chassis, ...(binding?.additional ?? [])].filter((one) => one !== undefined);
  if (bound.length === 0) return undefined;
  if (hosts.some((host) => bound.some(({ name }) => isHost(network, host, name)))) return undefined;
  return `${places}, but it is bound to ${bound.map(({ label }) => quote(label)).join(' and ')}`;
};
