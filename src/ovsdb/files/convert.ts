/**
 * A database under a new schema, as `ovsdb-client convert` leaves it. A member of a cluster may log the new schema
 * alone; every reader then converts the rows that it has (ovsdb-server since 3.2; earlier ones log the rows too).
 *
 * - Tables and columns that the new schema lacks are dropped, new ones are empty.
 * - A column whose type changed is read anew from its JSON text.
 * - Rows that only a dropped column kept alive are removed.
 */
import { encodeDatum } from '../datum/codec.ts';
import { Raw } from '../json/raw.ts';
import { Rope } from '../json/rope.ts';
import type { Json } from '../json/value.ts';
import type { Database } from '../rows/database.ts';
import { Row } from '../rows/row.ts';
import type { TableSchema } from '../schema/types.ts';
import { collectGarbage } from './garbage.ts';

/** Fills the empty `target` with the rows of `source`. */
export const convertRows = (source: Database, target: Database): void => {
  for (const [name, table] of target.all) {
    const old = source.all.get(name);
    if (old === undefined) continue;
    const shared = [...table.schema.columns.keys()].filter((column) => old.columns.get(column) !== undefined);
    for (const row of old)
      table.set(new Row(table.columns, row.uuid, new ConvertedRow(row, old.schema, shared)));
  }
  collectGarbage(target);
};

/** A row of the old schema as the text of one of the new, made when it is asked for. */
class ConvertedRow extends Raw {
  private readonly row: Row;
  private readonly table: TableSchema;
  private readonly shared: readonly string[];

  constructor(row: Row, table: TableSchema, shared: readonly string[]) {
    super(new Rope(), 0, 0);
    this.row = row;
    this.table = table;
    this.shared = shared;
  }

  override parse(): Json {
    const members: [string, Json][] = [];
    for (const name of this.shared) {
      const column = this.table.columns.get(name);
      if (column !== undefined) members.push([name, encodeDatum(column.type, this.row.get(name))]);
    }
    return Object.fromEntries(members);
  }
}
