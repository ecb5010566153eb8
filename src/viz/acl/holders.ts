/** What ACLs belong to: logical switches and port groups. */
import { naturalCompare, type AclHolder, type Network, type PortGroupRow } from '../../model/index.ts';

export const isGroup = (holder: AclHolder): boolean => holder.tableName === 'Port_Group';

/** Both tables have these columns, yet the types of their rows have nothing in common. */
export const nameOf = (holder: AclHolder): string => (holder as PortGroupRow).get('name');

/** What people call a holder: the alias of a switch where there is one. */
export type LabelOf = (holder: AclHolder) => string;

export const labelsOf = (network: Network): LabelOf => {
  const aliases = new Map(network.switches.map(({ uuid, alias }) => [uuid, alias]));
  return (holder) => aliases.get(holder.uuid) ?? nameOf(holder);
};

export const portsOf = (holder: AclHolder): readonly string[] => (holder as PortGroupRow).get('ports');
export const aclsOf = (holder: AclHolder): readonly string[] => (holder as PortGroupRow).get('acls');

/** Switches, then port groups, each by what people call them. */
export const allHolders = (network: Network, labelOf: LabelOf): readonly AclHolder[] => {
  const sorted = (holders: Iterable<AclHolder>): readonly AclHolder[] =>
    [...holders]
      .map((holder) => ({ holder, label: labelOf(holder) }))
      .sort((a, b) => naturalCompare(a.label, b.label) || naturalCompare(a.holder.uuid, b.holder.uuid))
      .map(({ holder }) => holder);
  return [...sorted(network.nbRows.all('Logical_Switch')), ...sorted(network.nbRows.all('Port_Group'))];
};
