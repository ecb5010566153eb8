/** Logical ports of a chassis: those bound there, and those that only have an interface there, as local ports do. */
import {
  byName,
  isLink,
  naturalCompare,
  type Network,
  type OvsInterface,
  type SwitchPort,
} from '../../model/index.ts';
import { portItem } from '../logical/switches.ts';
import { lines } from '../logical/words.ts';
import type { Item } from '../scene.ts';
import { integrationBridge } from './bridges.ts';
import type { TransportNode } from './transport-nodes.ts';

export interface PortsOfNode {
  readonly items: readonly Item[];
  /** How many of them are bound here; router ports of gateways are told as such. */
  readonly bound: number;
  readonly down: number;
  /** Whether an interface is that of one of the items. */
  readonly isTold: (one: OvsInterface) => boolean;
}

const isWrong = ({ tone }: Item): number => (tone === 'bad' || tone === 'warn' ? 0 : 1);

interface Entry {
  readonly port: SwitchPort;
  readonly item: Item;
}

/** Ports that are down first, then as they are called. */
const inOrder = (ports: readonly SwitchPort[]): readonly Entry[] =>
  ports
    .map((port) => ({ port, item: portItem(port), label: port.alias ?? port.name }))
    .sort(
      (a, b) =>
        isWrong(a.item) - isWrong(b.item) || naturalCompare(a.label, b.label) || byName(a.port, b.port),
    );

const unknownItem = (name: string, one: OvsInterface): Item => ({
  id: one.uuid,
  row: one.ref,
  name,
  detail: one.name,
  tone: 'unknown',
  tooltip: lines([`interface ${one.name}`, `of a logical port that is not known: ${name}`]),
});

/** By logical port, the first interface that claims it on the integration bridge. */
const pluggedInto = ({ host }: TransportNode): ReadonlyMap<string, OvsInterface> => {
  const found = new Map<string, OvsInterface>();
  if (host === undefined) return found;
  const bridge = host.bridges.find(({ name }) => name === integrationBridge(host));
  for (const { interfaces } of bridge?.ports ?? []) {
    for (const one of interfaces)
      if (one.ifaceId !== undefined && !found.has(one.ifaceId)) found.set(one.ifaceId, one);
  }
  return found;
};

/** Gives every item an id that no other one of the picture has. */
export class ItemIds {
  private readonly taken = new Set<string>();

  own(item: Item, node: TransportNode): Item {
    const id = this.taken.has(item.id) ? `${item.id}@${node.id}` : item.id;
    this.taken.add(id);
    return id === item.id ? item : { ...item, id };
  }
}

export const portsOfNode = (network: Network, node: TransportNode): PortsOfNode => {
  const bindings = (node.chassis?.bindings ?? []).filter(({ type }) => type !== 'chassisredirect');
  const plugged = pluggedInto(node);
  const bound: SwitchPort[] = [];
  const names = new Set<string>();
  for (const { name } of bindings) {
    const port = network.switchPort(name);
    if (port === undefined || isLink(port)) continue;
    names.add(name);
    bound.push(port);
  }
  const here: SwitchPort[] = [];
  const unknown: Item[] = [];
  for (const [name, one] of plugged) {
    if (names.has(name)) continue;
    const port = network.switchPort(name);
    if (port === undefined) unknown.push(unknownItem(name, one));
    else here.push(port);
  }
  const item = ({ port, item: own }: Entry): Item => {
    const one = plugged.get(port.name);
    return one === undefined
      ? own
      : { ...own, tooltip: lines([own.tooltip, `interface ${one.name}`, one.error ?? '']) };
  };
  const first = inOrder(bound);
  return {
    items: [
      ...first.map(item),
      ...inOrder(here).map(item),
      ...unknown.sort((a, b) => naturalCompare(a.name, b.name)),
    ],
    bound: first.length,
    down: first.filter((entry) => entry.item.tone === 'bad').length,
    isTold: (one) => one.ifaceId !== undefined && plugged.get(one.ifaceId) === one,
  };
};
