/** Which logical switch port is behind the address of a backend. */
import { addressesOf, type Network, type SwitchPort } from '../../model/index.ts';
import type { Backend } from './health.ts';

export type PortsOf = (backend: Backend) => readonly SwitchPort[];

/**
 * The port that `ip_port_mappings` names, or those that have the address. Of all ports only those with one of the
 * backends' addresses are kept; only addresses that may be written in several ways are put into canonical spelling.
 */
export const ownersOf = (network: Network, backends: readonly Backend[]): PortsOf => {
  const wanted = new Set(backends.flatMap(({ ip }) => ip ?? []));
  const byIp = new Map<string, SwitchPort[]>();
  const mayHave = ({ addresses }: SwitchPort): boolean =>
    addresses.some(({ ips }) => ips.some((ip) => ip.includes(':') || wanted.has(ip)));
  const ports = wanted.size === 0 ? [] : network.switchPorts;
  for (const port of ports) {
    // The addresses of a port to a router are the router's.
    if (port.type === 'router' || !mayHave(port)) continue;
    for (const ip of addressesOf(port).ips) {
      if (!wanted.has(ip)) continue;
      const same = byIp.get(ip);
      if (same === undefined) byIp.set(ip, [port]);
      else same.push(port);
    }
  }
  return ({ ip, portName }) => {
    const named = portName === undefined ? undefined : network.switchPort(portName);
    if (named !== undefined) return [named];
    return ip === undefined ? [] : (byIp.get(ip) ?? []);
  };
};
