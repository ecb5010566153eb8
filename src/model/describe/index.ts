/**
 * Everything about one thing: who describes the rows of which table. A description asks for rows by what they hold
 * and never goes through a whole table, so that of a live database no more is read than what is printed.
 */
import type { Row } from '../../ovsdb/index.ts';
import type { Host } from '../bridges.ts';
import type { Network } from '../network.ts';
import type { RowRef } from '../rowref.ts';
import type { Describers } from './describer.ts';
import { describeRow } from './generic.ts';
import { logicalDescribers } from './logical/index.ts';
import { physicalDescribers } from './physical/index.ts';
import { rulesDescribers } from './rules/index.ts';
import type { Description } from './types.ts';

export type * from './types.ts';

const describers: Describers = { ...logicalDescribers, ...physicalDescribers, ...rulesDescribers };

interface Located {
  readonly row: Row;
  readonly host: Host | undefined;
}

/** The row that `ref` names, and the host whose database holds it. `host`: which, where several have the row. */
export const locate = (network: Network, ref: RowRef, host?: string): Located | undefined => {
  const { database, table, uuid } = ref;
  if (database === 'Open_vSwitch') {
    const found = network.hosts.flatMap((one): Located[] => {
      const row = one.rows.anyRow(table, uuid);
      return row === undefined ? [] : [{ row, host: one }];
    });
    return found.find((one) => one.host?.name === host || one.host?.source === host) ?? found[0];
  }
  const rows = {
    OVN_Northbound: network.nbRows,
    OVN_Southbound: network.sbRows,
    OVN_IC_Northbound: network.icNbRows,
    OVN_IC_Southbound: network.icSbRows,
  }[database];
  const row = rows.anyRow(table, uuid);
  return row === undefined ? undefined : { row, host: undefined };
};

/** `undefined` when there is no such row. */
export const describe = (network: Network, ref: RowRef, host?: string): Description | undefined => {
  const located = locate(network, ref, host);
  if (located === undefined) return undefined;
  const describer = describers[`${ref.database}.${ref.table}`];
  return describer === undefined
    ? describeRow(network, located.row, ref.database, located.host)
    : describer(network, located.row, located.host);
};
