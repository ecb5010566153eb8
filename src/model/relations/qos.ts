/** QoS rules of a switch, in the order in which they win, and those that may concern a port (ovn-nb(5), QoS). */
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import { mayConcern } from './conjuncts.ts';
import type { NbRow } from './rows.ts';

export type QosRow = NbRow<'QoS'>;

/** By direction, then highest priority first. */
export const qosOfSwitch = (network: Network, row: NbRow<'Logical_Switch'>): readonly QosRow[] =>
  [...network.nbRows.rows('QoS', row.get('qos_rules'))].sort(
    (a, b) =>
      naturalCompare(a.get('direction'), b.get('direction')) ||
      Number(b.get('priority')) - Number(a.get('priority')) ||
      naturalCompare(a.get('match'), b.get('match')) ||
      naturalCompare(a.uuid, b.uuid),
  );

/** Rules of its switches that do not insist on another port. */
export const qosOfPort = (network: Network, port: NbRow<'Logical_Switch_Port'>): readonly QosRow[] => {
  const groups = new Set(
    network.nbRows.where('Port_Group', 'ports', port.uuid).map((group) => group.get('name')),
  );
  return network.nbRows
    .where('Logical_Switch', 'ports', port.uuid)
    .flatMap((row) => qosOfSwitch(network, row))
    .filter((rule) =>
      mayConcern(
        rule.get('match'),
        rule.get('direction') === 'from-lport' ? 'inport' : 'outport',
        port.get('name'),
        (group) => groups.has(group),
      ),
    );
};

/** The switches that hold a rule. */
export const switchesOfQos = (
  network: Network,
  row: { readonly uuid: string },
): readonly NbRow<'Logical_Switch'>[] => network.nbRows.where('Logical_Switch', 'qos_rules', row.uuid);
