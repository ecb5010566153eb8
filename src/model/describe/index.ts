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

/** The row that `ref` names, and the host whose database holds it. `host`: its name, where several have the row. */
export const locate = (network: Network, ref: RowRef, host?: string): Located | undefined => {
  const found = (row: object | undefined, of?: Host): Located[] =>
    row === undefined ? [] : [{ row: row as Row, host: of }];
  const { table, uuid } = ref;
  const byDatabase = {
    OVN_Northbound: () => found(network.nbRows.anyRow(table, uuid)),
    OVN_Southbound: () => found(network.sbRows.anyRow(table, uuid)),
    OVN_IC_Northbound: () => found(network.icNbRows.anyRow(table, uuid)),
    OVN_IC_Southbound: () => found(network.icSbRows.anyRow(table, uuid)),
    Open_vSwitch: () =>
      network.hosts.flatMap((one) =>
        host === undefined || host === one.name ? found(one.rows.anyRow(table, uuid), one) : [],
      ),
  };
  return byDatabase[ref.database]()[0];
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
