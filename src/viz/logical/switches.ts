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
import type { Badge, Item, Pin, SceneNode, Section, Tone } from '../scene.ts';
import { withMore } from '../some.ts';
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

/** Types of ports that lead out of OVN. */
const LEADING_OUT: ReadonlySet<string> = new Set(['localnet', 'l2gateway', 'vtep']);

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

/** A port as it is listed, in every view with the same id. */
export const portItem = (port: SwitchPort): Item => ({
  id: port.uuid,
  row: port.ref,
  name: port.type === '' ? (port.alias ?? port.name) : `${port.type} ${port.alias ?? port.name}`,
  detail: detailOf(port),
  tone: toneOf(port),
  tooltip: portTooltip(port),
});

/** Written out even where the others are only counted. */
const SPECIAL_LISTED = 4;

/** What leads out of OVN, then ports that are down, then the others as they are called; and how many are listed. */
const listed = (ports: readonly SwitchPort[], options: LogicalOptions): Section => {
  const inside = ports.filter((port) => !isLink(port));
  const rank = (port: SwitchPort): number => {
    if (LEADING_OUT.has(port.type)) return 0;
    return port.state === 'down' || port.state === 'disabled' ? 1 : isWorkload(port) ? 2 : 3;
  };
  const ranked = inside
    .map((port) => ({ port, rank: rank(port) }))
    .sort((a, b) => a.rank - b.rank || byLabel(a.port, b.port));
  const special = ranked.filter((one) => one.rank === 0).length;
  const wrong = ranked.filter((one) => one.rank === 1).length;
  const others = ranked.length - special;
  const limit = Math.max(options.portsListed, Math.min(wrong, DOWN_LISTED));
  const open = others <= options.portsListed + 1 && options.portsListed > 0 ? others : limit;
  return {
    title: undefined,
    items: ranked.map(({ port }) => portItem(port)),
    listed: special > SPECIAL_LISTED ? SPECIAL_LISTED : special + Math.min(open, others),
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
  const section = listed(ports, options);
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
      ...withMore(subnets, 3, (left) => `and ${left} more networks`).map((text) => ({
        text,
        tone: 'idle' as const,
      })),
      ...(tally.all === 0
        ? []
        : [
            {
              text: [count(tally.all, 'port'), ...wrong].join(', '),
              tone:
                wrong.length > 0
                  ? ('bad' as const)
                  : ports.some(({ state }) => state === 'up')
                    ? ('good' as const)
                    : ('unknown' as const),
            },
          ]),
    ],
    badges: badgesOf(logicalSwitch),
    pins: [
      ...ports.filter(isLink).map(linkPin),
      ...localnets.map((port) => ({ ...linkPin(port), tone: 'idle' as const, tooltip: portTooltip(port) })),
    ],
    sections: section.items.length === 0 ? [] : [section],
    outside: ports.some(({ type }) => type === 'localnet') ? 'network' : undefined,
    tooltip: lines([`logical switch ${name}`, alias === undefined ? '' : `aka ${alias}`, ...subnets]),
  };
};
