/** Where a packet starts: the port, its switch or router, and what stands around it. */
import type { LogicalSwitch, Network } from '../../../model/index.ts';
import { knownAddresses, type Known, type Port } from './addresses.ts';
import { gatewaysOf, networksOf, vipHolders, type Gateway, type VipHolder } from './surroundings.ts';
import type { DatapathName, MicroflowRequest } from './types.ts';

export interface Context {
  readonly network: Network;
  readonly request: MicroflowRequest;
  readonly from: Port;
  readonly datapath: DatapathName;
  /** `undefined` where a packet comes in by a router port. */
  readonly switch: LogicalSwitch | undefined;
  readonly gateways: readonly Gateway[];
  /** By which the sender knows who is near. */
  readonly networks: readonly string[];
  readonly own: Known;
  /** Load balancers within reach that have the address. */
  readonly vips: (ip: string) => readonly VipHolder[];
}

/** `undefined` for a port of no switch or router. */
export const contextOf = (network: Network, request: MicroflowRequest, from: Port): Context | undefined => {
  const holder = from.kind === 'switch port' ? from.switch : from.router;
  if (holder === undefined) return undefined;
  const logicalSwitch = holder.kind === 'logical switch' ? holder : undefined;
  // What a router sends into the switch does not go back to it.
  const gateways =
    logicalSwitch === undefined
      ? []
      : gatewaysOf(logicalSwitch).filter(({ port }) => port.uuid !== from.peer?.uuid);
  const found = new Map<string, readonly VipHolder[]>();
  const arrivesBy: readonly Gateway[] =
    from.kind === 'router port' ? [{ port: from, router: from.router }] : gateways;
  return {
    network,
    request,
    from,
    datapath: { kind: holder.kind, name: holder.name, alias: holder.alias, uuid: holder.uuid },
    switch: logicalSwitch,
    gateways,
    networks:
      from.kind === 'router port'
        ? from.networks
        : logicalSwitch === undefined
          ? []
          : networksOf(network, from, logicalSwitch),
    own: knownAddresses(network, from),
    vips: (ip) => {
      let known = found.get(ip);
      if (known === undefined) {
        known = vipHolders(network, logicalSwitch, arrivesBy, ip);
        found.set(ip, known);
      }
      return known;
    },
  };
};
