/** Port groups (ovn-nb(5), Port_Group): whom they hold, and which switches they thereby concern. */
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import type { NbRow } from './rows.ts';

export type PortGroupRow = NbRow<'Port_Group'>;

const byGroupName = (a: PortGroupRow, b: PortGroupRow): number =>
  naturalCompare(a.get('name'), b.get('name')) || naturalCompare(a.uuid, b.uuid);

/** Groups that hold the port, by its UUID. */
export const groupsOfPort = (network: Network, port: string): readonly PortGroupRow[] =>
  [...network.nbRows.where('Port_Group', 'ports', port)].sort(byGroupName);

/** Groups that hold any port of the switch. */
export const groupsOfSwitch = (network: Network, row: NbRow<'Logical_Switch'>): readonly PortGroupRow[] => {
  const held = network.nbRows.whereAny('Port_Group', 'ports', row.get('ports'));
  return [...held].sort(byGroupName);
};
