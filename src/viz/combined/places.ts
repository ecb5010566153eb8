/**
 * Where every port is that something plugs into: on a chassis, by its port binding, or nowhere. Without a Southbound
 * the interfaces of hosts tell, as far as they were read. Each port is in one place, under one switch.
 */
import { byLabel, isWorkload, type LogicalSwitch, type Network, type SwitchPort } from '../../model/index.ts';
import type { TransportNode } from '../physical/transport-nodes.ts';

/** `undefined` for ports that no switch holds. */
export type PortsBySwitch = ReadonlyMap<LogicalSwitch | undefined, readonly SwitchPort[]>;

export interface Places {
  readonly on: ReadonlyMap<TransportNode, PortsBySwitch>;
  readonly nowhere: PortsBySwitch;
  /** Ports that are bound on the chassis as well, while they migrate. */
  readonly migrating: ReadonlyMap<TransportNode, number>;
}

type Growing = Map<LogicalSwitch | undefined, SwitchPort[]>;

const push = (map: Growing, of: LogicalSwitch | undefined, port: SwitchPort): void => {
  const known = map.get(of);
  if (known === undefined) map.set(of, [port]);
  else known.push(port);
};

/** By logical port, the host that it is plugged into. */
const pluggedInto = (nodes: readonly TransportNode[]): ReadonlyMap<string, TransportNode> => {
  const found = new Map<string, TransportNode>();
  for (const node of nodes) {
    for (const { ifaceId } of node.host?.interfaces ?? [])
      if (ifaceId !== undefined && !found.has(ifaceId)) found.set(ifaceId, node);
  }
  return found;
};

/** Ports of a switch are in the order of `at`. */
export const placesOf = (
  network: Network,
  nodes: readonly TransportNode[],
  at: (port: SwitchPort) => number,
): Places => {
  const byChassis = new Map(nodes.map((node) => [node.chassis, node]));
  const plugged = network.sb === undefined ? pluggedInto(nodes) : new Map<string, TransportNode>();
  const on = new Map<TransportNode, Growing>();
  const nowhere: Growing = new Map();
  const migrating = new Map<TransportNode, number>();
  const seen = new Set<SwitchPort>();
  const put = (of: LogicalSwitch | undefined, port: SwitchPort): void => {
    if (!isWorkload(port) || seen.has(port)) return;
    seen.add(port);
    const { binding } = port;
    const chassis = binding?.chassis;
    const node = chassis === undefined ? plugged.get(port.name) : byChassis.get(chassis);
    if (node === undefined) push(nowhere, of, port);
    else {
      let known = on.get(node);
      if (known === undefined) on.set(node, (known = new Map()));
      push(known, of, port);
    }
    for (const also of binding?.additional ?? []) {
      const target = byChassis.get(also);
      if (target !== undefined) migrating.set(target, (migrating.get(target) ?? 0) + 1);
    }
  };
  for (const one of [...network.switches].sort(byLabel)) {
    const ports = one.ports.map((port) => ({ port, at: at(port) })).sort((a, b) => a.at - b.at);
    for (const { port } of ports) put(one, port);
  }
  for (const port of network.switchPorts) put(undefined, port);
  return { on, nowhere, migrating };
};
