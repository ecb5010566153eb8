/** The ACL view: which ACLs a packet meets, in the order in which OVN evaluates them (ovn-nb(5), "ACL"). */
import type { AclHolder, Network, RowRef } from '../../model/index.ts';
import { count } from '../logical/words.ts';
import type { Scene } from '../scene.ts';
import { labelsOf } from './holders.ts';
import { aclOverview } from './overview.ts';
import { stageCards } from './stages.ts';
import { subjectOf, type AclSubject } from './subjects.ts';

const sceneOf = (network: Network, { card, called, acls, hasAcls, notes }: AclSubject): Scene => {
  const { nodes, edges, pins } = stageCards(network, card.id, acls, hasAcls, labelsOf(network));
  return {
    view: 'acl',
    title: `ACLs of ${called}`,
    summary: [count(acls.length, 'ACL'), ...nodes.map(({ title }) => title)].join(' · '),
    nodes: [{ ...card, pins }, ...nodes],
    edges,
    containers: [],
    notes,
  };
};

/** The switches and port groups that have an ACL. */
const holdersOf = (network: Network, acl: string): readonly AclHolder[] => [
  ...network.nbRows.where('Logical_Switch', 'acls', acl),
  ...network.nbRows.where('Port_Group', 'acls', acl),
];

/**
 * The ACLs of a logical switch port, a port group or a logical switch, as `ref` says; those beside an ACL; or without
 * `ref` all of them, by switch and port group. Of anything else, a scene without cards that says so.
 */
export const aclScene = (network: Network, ref?: RowRef): Scene => {
  network.expectMany();
  if (ref === undefined) return aclOverview(network);
  if (ref.table === 'ACL') {
    const holders = holdersOf(network, ref.uuid);
    const [only] = holders;
    if (holders.length !== 1 || only === undefined) return aclOverview(network, holders);
    return aclScene(network, { database: 'OVN_Northbound', table: only.tableName, uuid: only.uuid });
  }
  const subject = subjectOf(network, ref);
  if (subject !== undefined) return sceneOf(network, subject);
  return {
    ...aclOverview(network, []),
    notes: ['ACLs are of logical switches, their ports, and port groups.'],
  };
};
