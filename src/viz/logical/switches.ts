/** A logical switch as a card: links to routers are pins, everything else is listed inside. */
import {
  byLabel,
  isLink,
  isWorkload,
  tallyPorts,
  wrongOf,
  type LogicalSwitch,
  type SwitchPort,
} from '../../model/index.ts';
import type { Badge, Item, Pin, SceneNode, Tone } from '../scene.ts';
import { DOWN_LISTED, type LogicalOptions } from './options.ts';
import { badge, count, lines, ofDatabase } from './words.ts';

export const toneOf = (port: SwitchPort): Tone => {
  switch (port.state) {
    case 'up':
      return 'good';
    case 'down':
      return 'bad';
    case 'disabled':
      return 'warn';
    case 'unknown':
      return 'unknown';
    case 'none':
      return 'idle';
  }
};

const placeOf = ({ binding }: SwitchPort): string => {
  if (binding === undefined) return '';
  return binding.chassis === undefined ? 'not bound' : `on ${binding.chassis.label}`;
};

const portTooltip = (port: SwitchPort): string =>
  lines([
    `${port.type === '' ? 'port' : `${port.type} port`} ${port.name}`,
    port.alias === undefined ? '' : `aka ${port.alias}`,
    port.addresses.map(({ text }) => text).join('\n'),
    port.networkName === undefined ? '' : `physical network ${port.networkName}`,
    port.tag === undefined ? '' : `vlan ${port.tag}`,
    port.parentName === undefined ? '' : `inside ${port.parentName}`,
    port.state === 'none' ? '' : `${port.state}${placeOf(port) === '' ? '' : `, ${placeOf(port)}`}`,
  ]);

const detailOf = (port: SwitchPort): string => {
  if (port.networkName !== undefined)
    return `${port.networkName}${port.tag === undefined ? '' : ` vlan ${port.tag}`}`;
  const address = port.addresses.find(({ ips }) => ips.length > 0) ?? port.addresses[0];
  return address?.ips[0] ?? address?.mac ?? address?.text ?? '';
};

const itemOf = (port: SwitchPort): Item => ({
  id: port.uuid,
  row: port.ref,
  name: port.type === '' ? (port.alias ?? port.name) : `${port.type} ${port.alias ?? port.name}`,
  detail: detailOf(port),
  tone: toneOf(port),
  tooltip: portTooltip(port),
});

/** What leads out of OVN, then ports that are down, then the others as they are called. */
const listed = (
  ports: readonly SwitchPort[],
  options: LogicalOptions,
): { items: SwitchPort[]; left: number } => {
  const inside = ports.filter((port) => !isLink(port));
  const special = inside.filter(({ type }) => type === 'localnet' || type === 'l2gateway' || type === 'vtep');
  const others = inside.filter((port) => !special.includes(port));
  const rank = (port: SwitchPort): number =>
    port.state === 'down' || port.state === 'disabled' ? 0 : isWorkload(port) ? 1 : 2;
  const wrongFirst = [...others].sort((a, b) => rank(a) - rank(b) || byLabel(a, b));
  const wrong = wrongFirst.filter((port) => rank(port) === 0).length;
  const limit = Math.max(options.portsListed, Math.min(wrong, DOWN_LISTED));
  const open = others.length <= options.portsListed + 1 && options.portsListed > 0 ? others.length : limit;
  const shown = wrongFirst.slice(0, open);
  return {
    items: [...special.slice(0, 4), ...shown],
    left: others.length - shown.length + Math.max(0, special.length - 4),
  };
};

const linkPin = (port: SwitchPort): Pin => ({
  id: port.uuid,
  row: port.ref,
  name: port.name,
  details: [],
  labelled: false,
  tone: port.peer === undefined ? 'bad' : 'idle',
  tooltip: lines([
    `${port.type} port ${port.name}`,
    port.peer === undefined ? `${port.peerName ?? 'its other side'} does not exist` : `to ${port.peer.name}`,
  ]),
});

const badgesOf = ({ counts }: LogicalSwitch): Badge[] =>
  counts === undefined
    ? []
    : [
        ...badge(
          'ACL',
          counts.acls + counts.portGroupAcls,
          `${counts.acls} ACLs of the switch, ${counts.portGroupAcls} by port groups`,
        ),
        ...badge('LB', counts.loadBalancers, 'load balancers'),
        ...badge('DHCP', counts.dhcpPorts, 'ports with DHCP options'),
        ...badge('DNS', counts.dnsRecords, 'sets of DNS records'),
        ...badge('QoS', counts.qosRules, 'QoS rules'),
      ];

/** A pin to a physical network, when that is drawn as a node; its id is the localnet port's. */
export const switchNode = (
  logicalSwitch: LogicalSwitch,
  options: LogicalOptions,
  drawnPhysical: ReadonlySet<string>,
): SceneNode => {
  const { ports, name, alias, subnets } = logicalSwitch;
  const tally = tallyPorts(ports);
  const wrong = wrongOf(tally);
  const { items, left } = listed(ports, options);
  const localnets = ports.filter(
    ({ networkName }) => networkName !== undefined && drawnPhysical.has(networkName),
  );
  return {
    id: ofDatabase(logicalSwitch.ref),
    kind: 'switch',
    row: logicalSwitch.ref,
    title: alias ?? name,
    subtitle: alias === undefined ? undefined : name,
    facts: [
      ...subnets.slice(0, 3).map((text) => ({ text, tone: 'idle' as const })),
      ...(subnets.length > 3
        ? [{ text: `and ${subnets.length - 3} more networks`, tone: 'idle' as const }]
        : []),
      ...(tally.all === 0
        ? []
        : [
            {
              text: [count(tally.all, 'port'), ...wrong].join(', '),
              tone: wrong.length === 0 ? ('good' as const) : ('bad' as const),
            },
          ]),
    ],
    badges: badgesOf(logicalSwitch),
    pins: [
      ...ports.filter(isLink).map(linkPin),
      ...localnets.map((port) => ({ ...linkPin(port), tone: 'idle' as const, tooltip: portTooltip(port) })),
    ],
    items: items.map(itemOf),
    more: left === 0 || items.length === 0 ? undefined : `${left} more`,
    tooltip: lines([`logical switch ${name}`, alias === undefined ? '' : `aka ${alias}`, ...subnets]),
  };
};
