/**
 * The decision about one port, port group or switch: a card for each stage in which there are ACLs, its rows as OVN goes
 * through them, and at the end what happens to packets that none of them decides about.
 */
import { dotPin } from '../pins.ts';
import type { AclStage, AppliedAcl, Network } from '../../model/index.ts';
import { count } from '../logical/words.ts';
import type { Cell, Fact, Pin, SceneEdge, SceneNode } from '../scene.ts';
import type { LabelOf } from './holders.ts';
import { aclTable } from './table.ts';

const STAGES: readonly (readonly [stage: AclStage, id: string, about: string])[] = [
  ['from-lport', 'from-lport', 'packets that come from ports'],
  ['from-lport after load balancing', 'from-lport-after-lb', 'with destinations that load balancers chose'],
  ['to-lport', 'to-lport', 'packets on their way to ports'],
];

/** Rows of a table that are written out. */
const LISTED = 80;

/** ovn-nb(5), `NB_Global.options:default_acl_drop`. */
export const dropsByDefault = (network: Network): boolean => {
  for (const row of network.nbRows.all('NB_Global')) {
    if (row.get('options').get('default_acl_drop') === 'true') return true;
  }
  return false;
};

const factsOf = (all: number, denying: number, faulty: number): readonly Fact[] => [
  {
    text: `${count(all, 'ACL')}${denying === 0 ? '' : `, ${denying} drop or reject`}`,
    tone: 'idle',
  },
  ...(faulty === 0
    ? []
    : [{ text: `${faulty} ${faulty === 1 ? 'does' : 'do'} nothing`, tone: 'warn' as const }]),
];

const defaultRow = (id: string, drops: boolean) => ({
  id: `${id}-default`,
  cells: new Map<string, Cell>([
    ['action', drops ? { text: 'drop', tone: 'bad' } : { text: 'allow', tone: 'good' }],
    ['match', { text: drops ? 'default: dropped' : 'default: allowed' }],
  ]),
  tooltip: drops
    ? 'what no ACL decides is dropped: NB_Global options:default_acl_drop'
    : 'what no ACL decides is allowed',
});

export interface StageCards {
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  /** Of the subject's card: one to each stage. */
  readonly pins: readonly Pin[];
}

/** `subject`: id of the card above. `acls` in the order of evaluation; `hasAcls`: the switch has some, for whichever port. */
export const stageCards = (
  network: Network,
  subject: string,
  acls: readonly AppliedAcl[],
  hasAcls: boolean,
  labelOf: LabelOf,
): StageCards => {
  const drops = dropsByDefault(network);
  const nodes: SceneNode[] = [];
  const edges: SceneEdge[] = [];
  const pins: Pin[] = [];
  for (const [stage, name, about] of STAGES) {
    const own = acls.filter((acl) => acl.stage === stage);
    // Where a switch has any ACL at all, `default_acl_drop` drops in every stage (ovn-northd 23.03 and later).
    if (own.length === 0 && !(drops && hasAcls)) continue;
    const id = `acl-${name}`;
    const { table, denying, faulty } = aclTable(network, own, {
      listed: LISTED,
      labelOf,
      last: defaultRow(id, drops),
    });
    const cut = table.listed < table.rows.length;
    nodes.push({
      id,
      kind: 'table',
      label: 'ACLs',
      row: undefined,
      title: stage,
      subtitle: about,
      facts: [
        ...factsOf(own.length, denying, faulty),
        ...(cut ? [{ text: `default: ${drops ? 'dropped' : 'allowed'}`, tone: 'idle' as const }] : []),
      ],
      badges: [],
      pins: [dotPin(`${id}-in`, stage)],
      sections: [],
      table,
      tooltip: `ACLs of direction ${stage}: ${about}`,
      tier: 1,
    });
    pins.push({ ...dotPin(`${id}-out`, stage), name: stage });
    edges.push({
      id: `${subject}-${id}`,
      from: { node: subject, pin: `${id}-out` },
      to: { node: id, pin: `${id}-in` },
      kind: 'link',
      group: -1,
      tooltip: `${count(own.length, 'ACL')}, ${stage}`,
    });
  }
  return { nodes, edges, pins };
};
