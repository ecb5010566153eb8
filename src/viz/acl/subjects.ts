/** The card of what a decision is about, and the ACLs that take part in it: for a port, a port group, a switch. */
import {
  aclsOfPort,
  aclsOfSwitch,
  byLabel,
  compareAcls,
  groupsOfPort,
  groupsOfSwitch,
  refOf,
  stageOfAcl,
  type AppliedAcl,
  type LogicalSwitch,
  type Network,
  type PortGroupRow,
  type RowRef,
  type SwitchPort,
} from '../../model/index.ts';
import { count, lines, ofDatabase } from '../logical/words.ts';
import { toneOf } from '../logical/switches.ts';
import type { Fact, Item, SceneNode, Section } from '../scene.ts';
import { withMore } from '../some.ts';

export interface AclSubject {
  /** Its card, without pins. */
  readonly card: SceneNode;
  /** `port app-1` */
  readonly called: string;
  /** In the order of evaluation. */
  readonly acls: readonly AppliedAcl[];
  /** Whether its switch has any, be they for other ports. */
  readonly hasAcls: boolean;
  /** What the tables leave out, whole sentences. */
  readonly notes: readonly string[];
}

const GROUPS_LISTED = 12;
const PORTS_LISTED = 10;

const idle = (text: string): Fact => ({ text, tone: 'idle' });

const groupItem = (group: PortGroupRow): Item => ({
  id: group.uuid,
  row: refOf('OVN_Northbound', group),
  name: group.get('name'),
  detail: count(group.get('acls').length, 'ACL'),
  tone: 'idle',
  tooltip: lines([
    `port group ${group.get('name')}`,
    count(group.get('ports').length, 'port'),
    count(group.get('acls').length, 'ACL'),
  ]),
});

const groupSection = (title: string, groups: readonly PortGroupRow[]): readonly Section[] =>
  groups.length === 0
    ? []
    : [{ title, items: groups.map(groupItem), listed: Math.min(GROUPS_LISTED, groups.length) }];

const placeOf = (port: SwitchPort): string =>
  port.binding?.chassis === undefined ? '' : `, on ${port.binding.chassis.label}`;

const stateFact = (port: SwitchPort): readonly Fact[] =>
  port.state === 'none' || port.state === 'unknown'
    ? []
    : [{ text: `${port.state}${placeOf(port)}`, tone: toneOf(port) }];

/** Addresses of a port that are lines of their own. */
const ADDRESSES = 3;

const addressFacts = ({ addresses }: SwitchPort): readonly Fact[] =>
  withMore(
    addresses.map(({ text }) => text),
    ADDRESSES,
    (left) => `and ${left} more addresses`,
  ).map(idle);

const noAcls = (acls: readonly AppliedAcl[]): readonly Fact[] => (acls.length === 0 ? [idle('no ACLs')] : []);

const othersNote = (left: number): readonly string[] => {
  if (left === 0) return [];
  return [
    left === 1
      ? '1 more ACL of its switch is not shown: it insists on another port, or on a port group that does not hold this one.'
      : `${left} more ACLs of its switch are not shown: they insist on other ports, or on port groups that do not hold this one.`,
  ];
};

const portSubject = (network: Network, uuid: string): AclSubject | undefined => {
  const row = network.nbRows.row('Logical_Switch_Port', uuid);
  const port = network.switchPorts.find((one) => one.uuid === uuid);
  if (row === undefined || port === undefined) return undefined;
  const { applied, forOthers } = aclsOfPort(network, row);
  const { alias, name } = port;
  const holder = port.switch;
  return {
    called: `port ${alias ?? name}`,
    acls: applied,
    hasAcls: applied.length + forOthers > 0,
    notes: othersNote(forOthers),
    card: {
      id: ofDatabase(port.ref),
      kind: 'port',
      label: port.type === '' ? undefined : `${port.type} port`,
      row: port.ref,
      title: alias ?? name,
      subtitle: alias === undefined ? undefined : name,
      facts: [
        ...(holder === undefined ? [] : [idle(`of switch ${holder.alias ?? holder.name}`)]),
        ...addressFacts(port),
        ...stateFact(port),
        ...noAcls(applied),
      ],
      badges: [],
      pins: [],
      sections: groupSection('Port groups that hold it', groupsOfPort(network, uuid)),
      tooltip: lines([`port ${name}`, alias === undefined ? '' : `aka ${alias}`]),
      tier: 0,
    },
  };
};

const switchSubject = (network: Network, uuid: string): AclSubject | undefined => {
  const row = network.nbRows.row('Logical_Switch', uuid);
  const found = network.switches.find((one: LogicalSwitch) => one.uuid === uuid);
  if (row === undefined || found === undefined) return undefined;
  const acls = aclsOfSwitch(network, row);
  const { alias, name } = found;
  return {
    called: `switch ${alias ?? name}`,
    acls,
    hasAcls: acls.length > 0,
    notes: [],
    card: {
      id: ofDatabase(found.ref),
      kind: 'switch',
      row: found.ref,
      title: alias ?? name,
      subtitle: alias === undefined ? undefined : name,
      facts: [
        ...found.subnets.slice(0, ADDRESSES).map(idle),
        idle(count(found.ports.length, 'port')),
        ...noAcls(acls),
      ],
      badges: [],
      pins: [],
      sections: groupSection('Port groups with its ports', groupsOfSwitch(network, row)),
      tooltip: lines([`logical switch ${name}`, alias === undefined ? '' : `aka ${alias}`]),
      tier: 0,
    },
  };
};

const memberItem = (port: SwitchPort): Item => ({
  id: port.uuid,
  row: port.ref,
  name: port.alias ?? port.name,
  detail: port.switch === undefined ? '' : (port.switch.alias ?? port.switch.name),
  tone: toneOf(port),
  tooltip: lines([
    `port ${port.name}`,
    port.alias === undefined ? '' : `aka ${port.alias}`,
    port.switch === undefined ? '' : `of switch ${port.switch.alias ?? port.switch.name}`,
    port.state === 'none' ? '' : port.state,
  ]),
});

/** What is true of the ports besides: a group's ACLs are not all that they meet. */
const besides = (network: Network, ports: readonly SwitchPort[], group: PortGroupRow): readonly string[] => {
  const isMore = ports.some(({ uuid }) => {
    const holders = [
      ...network.nbRows.where('Logical_Switch', 'ports', uuid),
      ...network.nbRows.where('Port_Group', 'ports', uuid),
    ];
    return holders.some(
      (holder) => holder.uuid !== group.uuid && (holder as PortGroupRow).get('acls').length > 0,
    );
  });
  return isMore
    ? [
        'Its ports also meet ACLs of their switches and of other port groups: the view of a port has all of them.',
      ]
    : [];
};

const groupSubject = (network: Network, uuid: string): AclSubject | undefined => {
  const group = network.nbRows.row('Port_Group', uuid);
  if (group === undefined) return undefined;
  const members = new Set(group.get('ports'));
  const ports = network.switchPorts.filter((port) => members.has(port.uuid)).sort(byLabel);
  const acls = network.nbRows
    .rows('ACL', group.get('acls'))
    .map((row): AppliedAcl => ({ row, stage: stageOfAcl(row), holders: [group] }))
    .sort((a, b) => compareAcls(a.row, b.row));
  const gone = members.size - ports.length;
  const name = group.get('name');
  return {
    called: `port group ${name}`,
    acls,
    hasAcls: acls.length > 0,
    notes: besides(network, ports, group),
    card: {
      id: ofDatabase(refOf('OVN_Northbound', group)),
      kind: 'port',
      label: 'port group',
      row: refOf('OVN_Northbound', group),
      title: name,
      subtitle: undefined,
      facts: [
        ...(gone === 0 ? [] : [{ text: `${count(gone, 'port')} of it not read`, tone: 'unknown' as const }]),
        ...noAcls(acls),
      ],
      badges: [],
      pins: [],
      sections: [
        {
          title: count(ports.length, 'port'),
          items: ports.map(memberItem),
          listed: ports.length <= PORTS_LISTED + 1 ? ports.length : PORTS_LISTED,
        },
      ],
      tooltip: lines([`port group ${name}`, count(ports.length, 'port')]),
      tier: 0,
    },
  };
};

/** Nothing of a row that has no ACLs. */
export const subjectOf = (network: Network, { table, uuid }: RowRef): AclSubject | undefined => {
  switch (table) {
    case 'Logical_Switch_Port':
      return portSubject(network, uuid);
    case 'Logical_Switch':
      return switchSubject(network, uuid);
    case 'Port_Group':
      return groupSubject(network, uuid);
    default:
      return undefined;
  }
};
