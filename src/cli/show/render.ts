/**
 * `ovnscope show` as text. In the order in which an operator asks at three in the morning: how much is there
 * and is something wrong; how are networks routed; what is plugged in where and is it up; which machines carry
 * it. Names and terms are those of `ovn-nbctl show` and `ovn-sbctl show`.
 */
import type {
  Chassis,
  Host,
  LogicalRouter,
  LogicalSwitch,
  Network,
  RouterPort,
  SwitchPort,
} from '../../model/index.ts';
import { byLabel, isWorkload, naturalCompare } from '../../model/index.ts';
import { alignColumns, type Cell, type Item, type Line } from './columns.ts';
import { foldPorts, isDown } from './fold.ts';
import { interconnectSections } from './interconnect.ts';
import { heading, section, table, text, type Page } from './page.ts';
import { coloured, plain } from './style.ts';
import { addressText, countOf, nameText, tally } from './words.ts';

export interface ShowOptions {
  readonly color: boolean;
  /** Terminal columns; long rows are stacked to fit as well as they can. */
  readonly width?: number | undefined;
  /** Every port and every problem by name. */
  readonly all?: boolean | undefined;
}

/** More problems of one kind than this are counted, without `all`. */
const ISSUES_NAMED = 8;

/** The text, ending in a newline. Nothing in it but newlines (and SGR, with colour) moves a terminal. */
export const renderShow = (network: Network, options: ShowOptions): string => {
  const page: Page = {
    network,
    style: options.color ? coloured : plain,
    width: options.width,
    all: options.all ?? false,
  };
  const sections = [
    summary(page),
    ...section(page, 'Logical routers', [...network.routers].sort(byLabel), routerLines),
    ...section(page, 'Logical switches', [...network.switches].sort(byLabel), switchLines),
    ...chassisSection(page),
    ...interconnectSections(page),
    ...section(page, 'Open vSwitch', network.hosts, hostLines),
    ...issueSection(page),
    ...missing(page),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
};

const databasesOf = ({ nb, sb, hosts, interconnect }: Network) =>
  [nb, sb, interconnect?.nb, interconnect?.sb, ...hosts.map(({ database }) => database)].flatMap(
    (database) => database ?? [],
  );

const summary = ({ network, style }: Page): string[] => {
  const workloads = network.switchPorts.filter(isWorkload);
  const down = workloads.filter((port) => port.state === 'down').length;
  const disabled = workloads.filter((port) => port.state === 'disabled').length;
  const wrong = [down > 0 ? `${down} down` : '', disabled > 0 ? `${disabled} disabled` : ''].filter(
    (text) => text !== '',
  );
  const parts: string[] = [];
  if (network.nb !== undefined || network.sb !== undefined) {
    parts.push(countOf(network.routers.length, 'logical router'));
    parts.push(countOf(network.switches.length, 'logical switch', 'logical switches'));
    const state = wrong.length === 0 ? '' : ` (${style.bad(wrong.join(', '))})`;
    parts.push(`${countOf(workloads.length, 'port')}${state}`);
  }
  if (network.sb !== undefined) parts.push(`${network.chassis.length} chassis`);
  const { interconnect } = network;
  if (interconnect !== undefined) {
    parts.push(countOf(interconnect.transitSwitches.length, 'transit switch', 'transit switches'));
    parts.push(countOf(interconnect.zones.length, 'availability zone'));
  }
  if (network.hosts.length > 0) parts.push(countOf(network.hosts.length, 'Open vSwitch host'));
  if (parts.length === 0) return ['No database was read.'];
  const problems = network.issues.length;
  if (problems > 0) parts.push(style.warn(countOf(problems, 'problem')));
  const unread = databasesOf(network).reduce((sum, database) => sum + database.problems.count, 0);
  if (unread > 0) parts.push(style.warn(`${countOf(unread, 'thing')} not understood`));
  if (problems + unread === 0) parts.push(style.good('no problems'));
  return [parts.join(', ')];
};

const routerLines = (page: Page, router: LogicalRouter): string[] => {
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
      [{ text: nameText(port.name) }],
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

const switchLines = (page: Page, logicalSwitch: LogicalSwitch): string[] => {
  const { style, width } = page;
  const { counts, ports } = logicalSwitch;
  const workloads = ports.filter(isWorkload);
  const down = workloads.filter(isDown).length;
  const notes = [
    logicalSwitch.subnets.map(nameText).join(', '),
    workloads.length === 0 ? '' : countOf(workloads.length, 'port'),
    down === 0 ? '' : style.bad(`${down} down`),
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
  const folded = foldPorts(ports, page.all);
  const rows = [...folded.shown].sort(byLabel).map((port): Line => ({
    cells: [
      [{ text: nameText(port.name) }],
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
  if (folded.wrong > 0) lines.push(`  ${style.bad(`… and ${folded.wrong} more that are down`)}`);
  if (folded.well > 0)
    lines.push(style.dim(`  … and ${countOf(folded.well, 'port')} not shown, none down (--all)`));
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

const chassisSection = (page: Page): string[][] => {
  const { network, style, width } = page;
  if (network.chassis.length === 0) return [];
  const chassisByLabel = [...network.chassis].sort((a, b) => naturalCompare(a.label, b.label));
  const rows = chassisByLabel.map((chassis): Line => ({ cells: chassisCells(page, chassis) }));
  const names = ['NAME', 'HOSTNAME', 'ENCAPS', 'PORTS', 'BRIDGE MAPPINGS', 'ROLE'];
  return [[style.bold('Chassis'), '', ...table(page, names, rows, width)]];
};

const chassisCells = ({ style }: Page, chassis: Chassis): readonly Cell[] => {
  const { encaps, bindings } = chassis;
  const none: Cell = [{ text: 'no encap', paint: style.bad }];
  const vifs = bindings.filter(({ type }) => isWorkload({ type })).length;
  const gateways = bindings.filter(({ type }) => type === 'chassisredirect' || type === 'l3gateway').length;
  return [
    [{ text: nameText(chassis.name) }],
    text(chassis.hostname === '' ? undefined : nameText(chassis.hostname)),
    encaps.length === 0 ? none : encaps.map(({ type, ip }) => ({ text: nameText(`${type} ${ip}`) })),
    [{ text: `${vifs}${gateways === 0 ? '' : ` + ${countOf(gateways, 'gateway port')}`}` }],
    text(nameText(chassis.bridgeMappings ?? '').replace('""', '')),
    chassis.isGatewayCandidate ? [{ text: 'gateway' }] : [],
  ];
};

const hostLines = (page: Page, host: Host): string[] => {
  const { style, width } = page;
  const id = host.systemId === undefined ? 'no system-id' : `system-id ${nameText(host.systemId)}`;
  const version = host.version === undefined ? '' : `Open vSwitch ${nameText(host.version)}`;
  const source = host.source === host.name ? '' : `from ${nameText(host.source)}`;
  const lines = [heading(page, host.name, undefined, [id, version, source])];
  for (const bridge of host.bridges) {
    const kind = [bridge.datapathType, bridge.failMode ?? ''].filter((part) => part !== '').map(nameText);
    lines.push(
      `  bridge ${style.name(nameText(bridge.name))}${kind.length === 0 ? '' : style.dim(` (${kind.join(', ')})`)}`,
    );
    const rows = bridge.ports.map((port): Line => ({
      cells: [
        [{ text: nameText(port.name) }],
        text(
          port.interfaces.length > 1
            ? `bond of ${port.interfaces.length}`
            : nameText(port.interfaces[0]?.type || 'system'),
        ),
        text(vlanText(port.tag, port.trunks)),
        port.interfaces.flatMap(({ ifaceId }) =>
          ifaceId === undefined ? [] : [{ text: `→ ${nameText(ifaceId)}` }],
        ),
        port.interfaces.flatMap(({ error }) =>
          error === undefined ? [] : [{ text: nameText(error), paint: style.bad }],
        ),
      ],
    }));
    lines.push(...alignColumns(rows, { indent: '    ', width }));
  }
  return lines;
};

const vlanText = (tag: number | undefined, trunks: readonly number[]): string | undefined => {
  if (tag !== undefined) return `vlan ${tag}`;
  return trunks.length === 0
    ? undefined
    : `trunk ${trunks.length > 8 ? `of ${trunks.length} VLANs` : trunks.join(',')}`;
};

const issueSection = ({ network, style, all }: Page): string[][] => {
  if (network.issues.length === 0) return [];
  const lines = [style.bold(style.warn('Problems')), ''];
  const seen = new Map<string, number>();
  for (const { kind, message } of network.issues) {
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    if (all || count <= ISSUES_NAMED) lines.push(`  ${message}`);
  }
  if (!all) {
    for (const [kind, count] of seen) {
      if (count > ISSUES_NAMED)
        lines.push(style.dim(`  … and ${count - ISSUES_NAMED} more: ${kind} (--all)`));
    }
  }
  return [lines];
};

const missing = ({ network, style }: Page): string[][] => {
  if (network.nb === undefined && network.sb === undefined) return [];
  if (network.sb === undefined)
    return [[style.dim('Without a Southbound database: where ports are bound is not known.')]];
  if (network.nb !== undefined) return [];
  return [[style.dim('Without a Northbound database: ACLs, NAT, routes and load balancers are not known.')]];
};
