/**
 * The ACLs that apply, in the order in which they are evaluated (ovn-nb(5), ACL):
 *
 *     from-lport, then from-lport with options:apply-after-lb, then to-lport
 *     tier ascending, priority descending
 *
 * An ACL of a port group applies to every switch that has a port of the group, not to the group's ports alone: that
 * takes a match on `inport` or `outport`.
 */
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import { mayConcern } from './conjuncts.ts';
import { groupNamed, namesInMatch } from './match-names.ts';
import { groupsOfSwitch, type PortGroupRow } from './port-groups.ts';
import type { NbRow } from './rows.ts';

export type AclRow = NbRow<'ACL'>;
export type AclHolder = NbRow<'Logical_Switch'> | PortGroupRow;
export type AclStage = 'from-lport' | 'from-lport after load balancing' | 'to-lport';

export interface AppliedAcl {
  readonly row: AclRow;
  readonly stage: AclStage;
  /** Of those asked about: the switch first, then port groups by name. */
  readonly holders: readonly AclHolder[];
}

export interface AclsOfPort {
  readonly applied: readonly AppliedAcl[];
  /** How many more its switch evaluates that insist on another port, or on a group that does not hold this one. */
  readonly forOthers: number;
}

export const stageOfAcl = (row: AclRow): AclStage => {
  if (row.get('direction') !== 'from-lport') return 'to-lport';
  return row.get('options').get('apply-after-lb') === 'true'
    ? 'from-lport after load balancing'
    : 'from-lport';
};

const STAGES: readonly AclStage[] = ['from-lport', 'from-lport after load balancing', 'to-lport'];

/** In the order of evaluation; where OVN leaves it open, by match. */
export const compareAcls = (a: AclRow, b: AclRow): number =>
  STAGES.indexOf(stageOfAcl(a)) - STAGES.indexOf(stageOfAcl(b)) ||
  Number(a.get('tier')) - Number(b.get('tier')) ||
  Number(b.get('priority')) - Number(a.get('priority')) ||
  naturalCompare(a.get('match'), b.get('match')) ||
  naturalCompare(a.uuid, b.uuid);

const appliedOf = (network: Network, holders: readonly AclHolder[]): readonly AppliedAcl[] => {
  const byUuid = new Map<string, AclHolder[]>();
  for (const holder of holders) {
    const same = holder as NbRow<'Port_Group'>;
    for (const uuid of same.get('acls')) {
      const known = byUuid.get(uuid);
      if (known === undefined) byUuid.set(uuid, [holder]);
      else known.push(holder);
    }
  }
  return [...network.nbRows.rows('ACL', [...byUuid.keys()])]
    .sort(compareAcls)
    .map((row) => ({ row, stage: stageOfAcl(row), holders: byUuid.get(row.uuid) ?? [] }));
};

/** All that the switch evaluates. */
export const aclsOfSwitch = (network: Network, row: NbRow<'Logical_Switch'>): readonly AppliedAcl[] =>
  appliedOf(network, [row, ...groupsOfSwitch(network, row)]);

/** Those that may decide about packets which the port sends (`from-lport`) or receives (`to-lport`). */
export const aclsOfPort = (network: Network, port: NbRow<'Logical_Switch_Port'>): AclsOfPort => {
  const switches = network.nbRows.where('Logical_Switch', 'ports', port.uuid);
  const groups = switches.flatMap((row) => groupsOfSwitch(network, row));
  const all = appliedOf(network, [...switches, ...new Set(groups)]);
  const mine = new Set(
    network.nbRows.where('Port_Group', 'ports', port.uuid).map((group) => group.get('name')),
  );
  const name = port.get('name');
  const known = new Set(groups.map((group) => group.get('name')));
  const isMissing = (group: string): boolean => !known.has(group) && groupNamed(network, group) === undefined;
  const applied = all.filter(({ row }) => {
    const match = row.get('match');
    const field = row.get('direction') === 'from-lport' ? 'inport' : 'outport';
    // Nobody knows whom a group that does not exist was meant to hold.
    return (
      mayConcern(match, field, name, (group) => mine.has(group)) || namesInMatch(match).groups.some(isMissing)
    );
  });
  return { applied, forOthers: all.length - applied.length };
};
