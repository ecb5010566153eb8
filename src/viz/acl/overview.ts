/** All ACLs: a card for each switch and port group that has some, every ACL in one of them. */
import {
  compareAcls,
  refOf,
  stageOfAcl,
  type AclHolder,
  type AclRow,
  type AppliedAcl,
  type Network,
} from '../../model/index.ts';
import { count, lines, ofDatabase } from '../logical/words.ts';
import type { Fact, Scene, SceneNode } from '../scene.ts';
import { aclsOf, allHolders, isGroup, labelsOf, nameOf, portsOf, type LabelOf } from './holders.ts';
import { dropsByDefault } from './stages.ts';
import { aclTable } from './table.ts';

/** Rows of a card that are written out, by how many cards there are. */
const listedOf = (cards: number): number => (cards <= 8 ? 20 : cards <= 40 ? 8 : 3);

const applied = (row: AclRow, holders: readonly AclHolder[]): AppliedAcl => ({
  row,
  stage: stageOfAcl(row),
  holders,
});

interface Draft {
  readonly holder: AclHolder | undefined;
  readonly acls: AppliedAcl[];
  /** Told on another card, by what that is called. */
  readonly elsewhere: Map<string, number>;
}

/** An ACL that several hold is on the card of the first one. */
const draftsOf = (network: Network, labelOf: LabelOf, given: readonly AclHolder[]): readonly Draft[] => {
  const firstOf = new Map<string, AclHolder>();
  const drafts = given.map((holder): Draft => {
    const draft: Draft = { holder, acls: [], elsewhere: new Map() };
    for (const row of network.nbRows.rows('ACL', aclsOf(holder))) {
      const first = firstOf.get(row.uuid);
      if (first === undefined) {
        firstOf.set(row.uuid, holder);
        draft.acls.push(applied(row, [holder]));
      } else {
        const label = labelOf(first);
        draft.elsewhere.set(label, (draft.elsewhere.get(label) ?? 0) + 1);
      }
    }
    return draft;
  });
  return drafts;
};

const strays = (network: Network, told: readonly Draft[]): readonly Draft[] => {
  const known = new Set(told.flatMap(({ acls }) => acls.map(({ row }) => row.uuid)));
  const acls = [...network.nbRows.all('ACL')]
    .filter(({ uuid }) => !known.has(uuid))
    .map((row) => applied(row, []));
  return acls.length === 0 ? [] : [{ holder: undefined, acls, elsewhere: new Map() }];
};

const aboutOf = (
  holder: AclHolder | undefined,
  labelOf: LabelOf,
): Pick<SceneNode, 'id' | 'kind' | 'label' | 'row' | 'title' | 'subtitle' | 'tooltip'> => {
  if (holder === undefined) {
    return {
      id: 'acls-of-nothing',
      kind: 'table',
      label: 'ACLs',
      row: undefined,
      title: 'of no switch and no port group',
      subtitle: undefined,
      tooltip: 'ACLs that no switch and no port group has',
    };
  }
  const row = refOf('OVN_Northbound', holder);
  const label = labelOf(holder);
  const name = nameOf(holder);
  return {
    id: ofDatabase(row),
    kind: isGroup(holder) ? 'port' : 'switch',
    label: isGroup(holder) ? 'port group' : undefined,
    row,
    title: label,
    subtitle: name === label ? undefined : name,
    tooltip: `${isGroup(holder) ? 'port group' : 'logical switch'} ${name}`,
  };
};

const cardOf = (network: Network, draft: Draft, labelOf: LabelOf, listed: number): SceneNode => {
  const { holder, elsewhere } = draft;
  const acls = [...draft.acls].sort((a, b) => compareAcls(a.row, b.row));
  const { table, denying, faulty } = aclTable(network, acls, { listed, isStaged: true });
  const about = aboutOf(holder, labelOf);
  const facts: readonly Fact[] = [
    ...(holder === undefined ? [] : [{ text: count(portsOf(holder).length, 'port'), tone: 'idle' as const }]),
    {
      text: `${count(acls.length, 'ACL')}${denying === 0 ? '' : `, ${denying} drop or reject`}`,
      tone: 'idle',
    },
    ...(faulty === 0
      ? []
      : [{ text: `${faulty} ${faulty === 1 ? 'does' : 'do'} nothing`, tone: 'warn' as const }]),
    ...[...elsewhere].map(([label, many]): Fact => ({
      text: `${count(many, 'ACL')} shared with ${label}`,
      tone: 'idle',
    })),
  ];
  return {
    ...about,
    facts,
    badges: [],
    pins: [],
    sections: [],
    table: acls.length === 0 ? undefined : table,
    tooltip: lines([about.tooltip, ...facts.map(({ text }) => text)]),
  };
};

const emptyNote = (holders: readonly AclHolder[]): readonly string[] => {
  const groups = holders.filter(isGroup).length;
  const switches = holders.length - groups;
  const parts = [
    ...(switches === 0 ? [] : [count(switches, 'logical switch', 'logical switches')]),
    ...(groups === 0 ? [] : [count(groups, 'port group')]),
  ];
  return parts.length === 0 ? [] : [`Not shown, since without ACLs: ${parts.join(' and ')}.`];
};

/** Of all that has ACLs, or of `only`. */
export const aclOverview = (network: Network, only?: readonly AclHolder[]): Scene => {
  const labelOf = labelsOf(network);
  const holders = only ?? allHolders(network, labelOf);
  const having = holders.filter((holder) => aclsOf(holder).length > 0);
  const held = draftsOf(network, labelOf, having);
  const drafts = only === undefined ? [...held, ...strays(network, held)] : held;
  const listed = listedOf(drafts.length);
  const total = drafts.reduce((sum, { acls }) => sum + acls.length, 0);
  const drops = dropsByDefault(network);
  const groups = having.filter(isGroup).length;
  return {
    view: 'acl',
    title: 'ACLs',
    summary: [
      count(total, 'ACL'),
      count(having.length - groups, 'logical switch', 'logical switches'),
      count(groups, 'port group'),
      ...(total === 0 ? [] : [drops ? 'default: dropped on switches that have ACLs' : 'default: allowed']),
    ].join(' · '),
    nodes: drafts.map((draft) => cardOf(network, draft, labelOf, listed)),
    edges: [],
    containers: [],
    notes: [
      ...(network.nb === undefined ? ['The Northbound, which has the ACLs, was not read.'] : []),
      ...emptyNote(holders.filter((holder) => aclsOf(holder).length === 0)),
    ],
  };
};
