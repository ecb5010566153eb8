/**
 * Which chassis serves which router: distributed gateway ports by the priorities of their gateway chassis or HA
 * chassis group, and gateway routers, which live on one chassis (ovn-nb(5), Logical_Router_Port, `options:chassis`).
 */
import { naturalCompare, type Network, type RouterPort } from '../../model/index.ts';
import type { Item, Section } from '../scene.ts';
import { lines } from '../logical/words.ts';

export interface GatewayRoles {
  /** By the name of the chassis, each role as an item. */
  readonly of: ReadonlyMap<string, readonly Item[]>;
  /** By the name of the chassis, of how many gateway ports it is the active one. */
  readonly active: ReadonlyMap<string, number>;
}

const portRole = (port: RouterPort, chassisName: string, rank: number | undefined): Item => {
  const gateway = rank === undefined ? undefined : port.gateways[rank];
  const active = gateway?.active ?? true;
  const router = port.router?.alias ?? port.router?.name;
  const name = port.alias ?? port.name;
  const state = active ? 'active' : 'standby';
  const serving = port.redirect?.chassis?.label;
  const place = rank === undefined ? undefined : `#${rank + 1} priority ${gateway?.priority ?? 0}`;
  return {
    id: `gateway-${port.uuid}-${chassisName}`,
    row: port.ref,
    name: router === undefined ? name : `${router}: ${name}`,
    detail: `${place ?? 'no gateway chassis'}, ${state}`,
    tone: active ? (rank === undefined ? 'warn' : 'good') : 'idle',
    tooltip: lines([
      `gateway of router port ${port.name}`,
      router === undefined ? '' : `router ${router}`,
      port.haGroup === undefined ? '' : `HA chassis group ${port.haGroup}`,
      gateway === undefined || rank === undefined
        ? 'not among its gateway chassis'
        : `priority ${gateway.priority}, ${rank + 1} of ${port.gateways.length}`,
      active ? 'active' : serving === undefined ? 'no chassis is active' : `standby, active on ${serving}`,
    ]),
  };
};

export const gatewayRoles = (network: Network): GatewayRoles => {
  const of = new Map<string, Item[]>();
  const active = new Map<string, number>();
  const add = (chassisName: string, item: Item): void => {
    const known = of.get(chassisName);
    if (known === undefined) of.set(chassisName, [item]);
    else known.push(item);
  };
  for (const port of network.routerPorts) {
    if (!port.isGateway) continue;
    const { gateways } = port;
    const serving = port.redirect?.chassis?.name;
    gateways.forEach(({ chassisName }, rank) => add(chassisName, portRole(port, chassisName, rank)));
    if (serving === undefined) continue;
    active.set(serving, (active.get(serving) ?? 0) + 1);
    if (!gateways.some(({ chassisName }) => chassisName === serving))
      add(serving, portRole(port, serving, undefined));
  }
  for (const router of network.routers) {
    const { gatewayChassis } = router;
    if (gatewayChassis === undefined) continue;
    add(gatewayChassis, {
      id: `gateway-${router.uuid}`,
      row: router.ref,
      name: router.alias ?? router.name,
      detail: 'gateway router',
      tone: 'idle',
      tooltip: `gateway router ${router.name}, on this chassis only`,
    });
  }
  for (const items of of.values()) items.sort(byImportance);
  return { of, active };
};

const rankOf = ({ tone }: Item): number => (tone === 'good' || tone === 'warn' ? 0 : 1);

/** What is active first. */
const byImportance = (a: Item, b: Item): number => rankOf(a) - rankOf(b) || naturalCompare(a.name, b.name);

export const gatewaySection = (items: readonly Item[], listed: number): Section => ({
  title: 'Gateway of',
  items,
  listed,
});
