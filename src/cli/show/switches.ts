/** Logical switches: ports with addresses, state and the place where they are bound. */
import {
  byLabel,
  isWorkload,
  tallyPorts,
  wrongOf,
  type LogicalSwitch,
  type SwitchPort,
} from '../../model/index.ts';
import type { Cell, Item, Line } from './columns.ts';
import { foldPorts } from './fold.ts';
import { heading, portCell, table, text, type Page } from './page.ts';
import { addressText, countOf, nameText, tally } from './words.ts';

export const switchLines = (page: Page, logicalSwitch: LogicalSwitch): string[] => {
  const { style, width } = page;
  const { counts, ports } = logicalSwitch;
  const tallied = tallyPorts(ports);
  const notes = [
    logicalSwitch.subnets.map(nameText).join(', '),
    tallied.all === 0 ? '' : countOf(tallied.all, 'port'),
    ...wrongOf(tallied).map(style.bad),
    tally([
      ['ACLs', counts === undefined ? undefined : counts.acls + counts.portGroupAcls],
      ['load balancers', counts?.loadBalancers],
      ['DNS', counts?.dnsRecords],
      ['ports with DHCP', counts?.dhcpPorts],
      ['QoS', counts?.qosRules],
    ]),
  ];
  const title = heading(page, logicalSwitch.name, logicalSwitch.alias, notes);
  if (ports.length === 0) return [title, style.dim('  no ports')];
  const folded = foldPorts(ports, page.all, page.shown.port);
  const rows = [...folded.shown].sort(byLabel).map((port): Line => ({
    cells: [
      portCell(page, port),
      text(port.alias === undefined ? undefined : nameText(port.alias)),
      text(typeText(port)),
      addressCell(page, port),
      [stateItem(page, port)].filter((item) => item.text !== ''),
      placeCell(page, port),
    ],
  }));
  const lines = [
    title,
    ...table(page, ['PORT', 'ALIAS', 'TYPE', 'ADDRESSES', 'STATE', 'CHASSIS'], rows, width),
  ];
  if (folded.wrong > 0) lines.push(`  ${style.bad(`… and ${folded.wrong} more that are down or disabled`)}`);
  if (folded.well > 0)
    lines.push(style.dim(`  … and ${countOf(folded.well, 'port')} not shown, none down or disabled (--all)`));
  return lines;
};

const typeText = (port: SwitchPort): string | undefined => {
  const tag = port.tag === undefined ? '' : ` vlan ${port.tag}`;
  if (port.parentName !== undefined) return `in ${nameText(port.parentName)}${tag}`;
  if (port.networkName !== undefined) return `${nameText(port.type)} ${nameText(port.networkName)}${tag}`;
  return port.type === '' ? undefined : `${nameText(port.type)}${tag}`;
};

/** A link says what is on its other side; any other port its addresses. */
const addressCell = (page: Page, port: SwitchPort): Cell => {
  const { style } = page;
  const { peer } = port;
  if (peer?.kind === 'router port') {
    return [{ text: `→ ${nameText(peer.router?.alias ?? peer.router?.name ?? '?')} ${nameText(peer.name)}` }];
  }
  if (peer?.kind === 'switch port')
    return [{ text: `→ ${nameText(peer.switch?.name ?? '?')} ${nameText(peer.name)}` }];
  if (port.peerName !== undefined)
    return [{ text: `→ missing: ${nameText(port.peerName)}`, paint: style.bad }];
  const addresses = port.type === 'localnet' ? [] : port.addresses;
  return addresses.map((address) => ({ text: addressText(address) }));
};

const stateItem = ({ style }: Page, { state }: SwitchPort): Item => {
  switch (state) {
    case 'up':
      return { text: 'up', paint: style.good };
    case 'down':
    case 'disabled':
      return { text: state, paint: style.bad };
    case 'unknown':
      return { text: '?', paint: style.dim };
    case 'none':
      return { text: '' };
  }
};

/** Where it is bound, or why it is not, and the interface it is plugged into when its host was read. */
const placeCell = (page: Page, port: SwitchPort): Cell => {
  const { network, style } = page;
  const { binding } = port;
  const interfaces = network.interfacesOf(port.name).map(({ name, host }): Item => {
    const isThere = host.systemId !== undefined && host.systemId === binding?.chassis?.name;
    return {
      text: isThere ? nameText(name) : `${nameText(name)} on ${nameText(host.name)}`,
      paint: style.dim,
    };
  });
  if (binding === undefined || !isWorkload(port)) return interfaces;
  const { chassis, additional, requested } = binding;
  if (chassis === undefined) {
    const wanted = requested === undefined ? '' : `, wants ${nameText(requested.label)}`;
    const why = binding.isBound ? 'on a missing chassis' : `not bound${wanted}`;
    return [{ text: why, paint: style.bad }, ...interfaces];
  }
  const more = additional.map(({ label }): Item => ({ text: `also ${nameText(label)}` }));
  const pending: Item[] = binding.up ? [] : [{ text: 'flows not in place', paint: style.warn }];
  return [{ text: nameText(chassis.label) }, ...more, ...pending, ...interfaces];
};
