/** Logical routers: ports with what they connect to, and the chassis on which they are centralised. */
import { byLabel, type LogicalRouter, type RouterPort } from '../../model/index.ts';
import type { Cell, Item, Line } from './columns.ts';
import { heading, portCell, table, text, type Page } from './page.ts';
import { nameText, tally } from './words.ts';

export const routerLines = (page: Page, router: LogicalRouter): string[] => {
  const { counts } = router;
  const { style, width } = page;
  const notes = [
    router.enabled ? '' : style.bad('disabled'),
    router.gatewayLabel === undefined ? '' : `gateway router on ${nameText(router.gatewayLabel)}`,
    tally([
      ['NAT', counts?.nat],
      ['static routes', counts?.staticRoutes],
      ['policies', counts?.policies],
      ['load balancers', counts?.loadBalancers],
    ]),
  ];
  const title = heading(page, router.name, router.alias, notes);
  if (router.ports.length === 0) return [title, style.dim('  no ports')];
  const rows = [...router.ports].sort(byLabel).map((port): Line => ({
    cells: [
      portCell(page, port),
      text(port.alias === undefined ? undefined : nameText(port.alias)),
      port.networks.map((network) => ({ text: nameText(network) })),
      text(nameText(port.mac)),
      [peerOfRouterPort(page, port)],
      gatewayCell(page, port),
    ],
  }));
  const names = ['PORT', 'ALIAS', 'NETWORKS', 'MAC', 'PEER', 'GATEWAY CHASSIS'];
  return [title, ...table(page, names, rows, width)];
};

/** Drops the headings of columns in which nothing stands. */
const peerOfRouterPort = ({ style }: Page, port: RouterPort): Item => {
  const { peer } = port;
  if (!port.enabled) return { text: 'disabled', paint: style.bad };
  if (peer?.kind === 'switch port') {
    const name =
      peer.switch === undefined ? nameText(peer.name) : nameText(peer.switch.alias ?? peer.switch.name);
    return { text: `switch ${name}` };
  }
  if (peer?.kind === 'router port') {
    return { text: `router ${nameText(peer.router?.name ?? '?')} (${nameText(peer.name)})` };
  }
  if (port.peerName !== undefined) return { text: `missing: ${nameText(port.peerName)}`, paint: style.bad };
  return { text: 'not connected', paint: style.warn };
};

const chassisText = ({ network }: Page, name: string): string => {
  const hostname = network.chassisByName(name)?.hostname;
  return nameText(hostname === undefined || hostname === '' ? name : hostname);
};

const gatewayCell = (page: Page, port: RouterPort): Cell => {
  const { style } = page;
  const items = port.gateways.map((gateway): Item => {
    const label = `${chassisText(page, gateway.chassisName)} (${gateway.priority}${gateway.active ? ', active' : ''})`;
    return gateway.active ? { text: label, paint: style.good } : { text: label };
  });
  const unbound = port.redirect !== undefined && !port.redirect.isBound;
  return unbound ? [...items, { text: 'none is active', paint: style.bad }] : items;
};
