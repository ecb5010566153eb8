/**
 * Applies what monitors send to a database.
 *
 *     update  (RFC 7047 §4.1.6):      {table: {uuid: {"old": ROW, "new": ROW}}}   whole rows; old holds what changed
 *     update2 (ovsdb-server(7) §4.1.14): {table: {uuid: {"initial": ROW} | {"insert": ROW}
 *                                                 | {"modify": DIFF} | {"delete": null}}}
 *
 * In `initial` and `insert`, columns with their default value are left out. One notification is one transaction:
 * it becomes one list of changes, in the order in which it was sent.
 */
import { excerpt, OvnscopeError } from '../../text/index.ts';
import type { Body } from '../json/body.ts';
import { Raw } from '../json/raw.ts';
import { isObject, type Json } from '../json/value.ts';
import type { Database } from '../rows/database.ts';
import { Row } from '../rows/row.ts';
import type { Table } from '../rows/table.ts';

export interface Change {
  readonly table: string;
  readonly uuid: string;
  /** The row before; absent when it is new. */
  readonly before?: Row;
  /** The row after; absent when it is gone. */
  readonly after?: Row;
}

const WHOLE_ROW = ['initial', 'insert', 'new'] as const;

/**
 * Applies one set of table updates, whole or not at all. Throws `OvnscopeError` of kind `protocol` when they do not
 * fit the rows that are there (a change of an unknown row, say): the copy can then not be trusted any longer.
 */
export const applyUpdates = (database: Database, updates: Json, body: Body): Change[] => {
  if (!isObject(updates)) throw misfit('table updates that are not an object');
  const changes: Change[] = [];
  for (const name of Object.keys(updates)) {
    const table = database.all.get(name);
    const rows = updates[name];
    if (table === undefined)
      throw misfit(`an update of the table "${excerpt(name, 40)}" that was not asked for`);
    if (!isObject(rows)) throw misfit(`updates of table ${name} that are not an object`);
    for (const uuid of Object.keys(rows)) {
      changes.push(changeOf(table, uuid, body.open(rows[uuid] as Json)));
    }
  }
  commit(database, changes);
  return changes;
};

const changeOf = (table: Table, uuid: string, update: Json | Raw): Change => {
  const before = table.row(uuid);
  if (update instanceof Raw) {
    const whole = update.onlyMember(WHOLE_ROW);
    if (whole !== undefined) return change(table, uuid, before, new Row(table.columns, uuid, whole.value));
    update = update.parse();
  }
  if (!isObject(update)) throw misfit(`an update of ${table.name} that is not an object`);
  const whole = update['initial'] ?? update['insert'] ?? update['new'];
  if (isObject(whole)) return change(table, uuid, before, new Row(table.columns, uuid, whole));
  if (before === undefined)
    throw misfit(`a change of a row of ${table.name} that is not there: ${excerpt(uuid, 40)}`);
  if (isObject(update['modify'])) return change(table, uuid, before, before.patched(update['modify']));
  if ('delete' in update || isObject(update['old'])) return change(table, uuid, before, undefined);
  throw misfit(
    `an update of ${table.name} of an unknown kind: ${excerpt(Object.keys(update).join(', '), 60)}`,
  );
};

const change = (table: Table, uuid: string, before: Row | undefined, after: Row | undefined): Change => ({
  table: table.name,
  uuid,
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

const commit = (database: Database, changes: readonly Change[]): void => {
  let table: Table | undefined;
  for (const { table: name, uuid, after } of changes) {
    if (table?.name !== name) table = database.all.get(name);
    if (after === undefined) table?.delete(uuid);
    else table?.set(after);
  }
};

const misfit = (what: string): OvnscopeError => new OvnscopeError('protocol', `the server sent ${what}`);

/** The changes that lead from one reading of a database to another, as if they had been sent. */
export const differences = (before: Database, after: Database): Change[] => {
  const changes: Change[] = [];
  for (const [name, table] of before.all) {
    const next = after.all.get(name);
    for (const row of table) {
      if (next?.row(row.uuid) === undefined) changes.push({ table: name, uuid: row.uuid, before: row });
    }
  }
  for (const [name, table] of after.all) {
    const old = before.all.get(name);
    for (const row of table) {
      const was = old?.row(row.uuid);
      if (was === undefined) changes.push({ table: name, uuid: row.uuid, after: row });
      else if (!was.equals(row)) changes.push({ table: name, uuid: row.uuid, before: was, after: row });
    }
  }
  return changes;
};
