/**
 * The chassis on which a distributed gateway port may be centralised (ovn-nb(5), Logical_Router_Port):
 * `ha_chassis_group` wins over `gateway_chassis`, which wins over the old `options:redirect-chassis`.
 */
import type { Row } from '../ovsdb/index.ts';
import type { Northbound } from './generated/index.ts';
import { naturalCompare } from './natural.ts';
import type { Network } from './network.ts';
import type { Gateway } from './routers.ts';

type Candidate = readonly [name: string, priority: number];

const configured = (network: Network, row: Row<Northbound['Logical_Router_Port']>): Candidate[] => {
  const { nbRows } = network;
  const group = row.get('ha_chassis_group');
  if (group !== undefined) {
    const members = nbRows.row('HA_Chassis_Group', group)?.get('ha_chassis') ?? [];
    return candidates(nbRows.rows('HA_Chassis', members));
  }
  const gateways = nbRows.rows('Gateway_Chassis', row.get('gateway_chassis'));
  if (gateways.length > 0) return candidates(gateways);
  const redirect = row.get('options').get('redirect-chassis');
  return redirect === undefined ? [] : [[redirect, 0]];
};

/** Both tables tell the same by the same columns. */
type Ranked = Row<Pick<Northbound['HA_Chassis'], 'chassis_name' | 'priority'>>;

const candidates = (rows: readonly object[]): Candidate[] =>
  (rows as readonly Ranked[]).map((row): Candidate => [row.get('chassis_name'), Number(row.get('priority'))]);

export const rankGateways = (
  network: Network,
  found: readonly Candidate[],
  active: string | undefined,
): readonly Gateway[] =>
  found
    .map(([chassisName, priority]) => ({
      chassisName,
      hostname: network.chassisByName(chassisName)?.hostname || undefined,
      priority,
      active: chassisName === active,
    }))
    .sort((a, b) => Number(b.priority) - Number(a.priority) || naturalCompare(a.chassisName, b.chassisName));

/** Highest priority first; `active` is the chassis of the port's chassis-redirect binding. */
export const gatewaysOf = (
  network: Network,
  row: Row<Northbound['Logical_Router_Port']>,
  active: string | undefined,
): readonly Gateway[] => rankGateways(network, configured(network, row), active);
