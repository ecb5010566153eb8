import type { Row } from '../ovsdb/index.ts';

export type DatabaseName =
  'OVN_Northbound' | 'OVN_Southbound' | 'Open_vSwitch' | 'OVN_IC_Northbound' | 'OVN_IC_Southbound';

/** The row that a thing stands for: enough to find it again with `ovn-nbctl list TABLE UUID`. */
export interface RowRef {
  readonly database: DatabaseName;
  readonly table: string;
  readonly uuid: string;
}

export const refOf = (database: DatabaseName, row: Pick<Row, 'uuid' | 'tableName'>): RowRef => ({
  database,
  table: row.tableName,
  uuid: row.uuid,
});
