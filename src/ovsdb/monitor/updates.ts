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
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Database } from '../rows/database.ts';
import { Row } from '../rows/row.ts';
import type { Table } from '../rows/table.ts';
import { shapeCode } from '../schema/expected.ts';

export interface Change {
  readonly table: string;
  readonly uuid: string;
  /** The row before; absent when it is new. */
  readonly before?: Row;
  /** The row after; absent when it is gone. */
  readonly after?: Row;
}

/** Of these, unlike `new`, each stands alone in its update: the row can be kept as text. */
const WHOLE_ROW = ['initial', 'insert'] as const;

/**
 * Applies one set of table updates, whole or not at all. Throws `OvnscopeError` of kind `protocol` when they do not
 * fit the rows that are there (a change of an unknown row, say): the copy can then not be trusted any longer.
 */
export const applyUpdates = (database: Database, updates: Json, body: Body): Change[] => {
  const changes: Change[] = [];
  const walk = walkUpdates(database, updates, body, (made) => changes.push(made));
  while (walk.next().done !== true);
  commit(database, changes);
  return changes;
};

/**
 * Takes in the first reading of a database that nobody has seen yet; throws like `applyUpdates`. To be resumed until
 * it is done: a million rows are too many for one turn of the event loop, and the server may ask for an echo.
 */
export const fillDatabase = (database: Database, updates: Json, body: Body): Generator<void, void> =>
  walkUpdates(database, updates, body, (made, table) => {
    if (made.after !== undefined) table.set(made.after);
  });

function* walkUpdates(
  database: Database,
  updates: Json,
  body: Body,
  take: (change: Change, table: Table) => void,
): Generator<void, void> {
  if (!isObject(updates)) throw misfit('table updates that are not an object');
  for (const name of Object.keys(updates)) {
    const table = database.all.get(name);
    if (table === undefined)
      throw misfit(`an update of the table "${excerpt(name, 40)}" that was not asked for`);
    const rows = body.walk('object', updates[name], (uuid, update) =>
      take(changeOf(table, uuid, update, body), table),
    );
    if (rows === undefined) throw misfit(`updates of table ${name} that are not an object`);
    yield* rows;
  }
}

/**
 * In a reply to `monitor_cond_since` and in notifications the update lies where rows do; in a reply to `monitor` or
 * `monitor_cond` it is the container of one row.
 */
const changeOf = (table: Table, uuid: string, json: Json | Raw, body: Body): Change => {
  const before = table.row(uuid);
  let update = body.open(json);
  if (update instanceof Raw) {
    const only = update.onlyMember(WHOLE_ROW);
    if (only !== undefined) return added(table, uuid, before, only.value);
    update = update.parse();
  }
  if (!isObject(update)) throw misfit(`an update of ${table.name} that is not an object`);
  const whole = rowIn(update['initial'] ?? update['insert']);
  if (whole !== undefined) return added(table, uuid, before, whole);
  const next = rowIn(update['new']);
  if (next !== undefined && update['old'] === undefined) return added(table, uuid, before, next);
  if (before === undefined)
    throw misfit(`a change of a row of ${table.name} that is not there: ${named(uuid)}`);
  if (next !== undefined) return change(table, uuid, before, new Row(table.columns, uuid, next));
  const diff = rowIn(update['modify']);
  if (diff !== undefined) return change(table, uuid, before, before.patched(diff));
  if ('delete' in update || isObject(update['old'])) return change(table, uuid, before, undefined);
  const members = excerpt(Object.keys(update).join(', '), 60);
  throw misfit(`an update of ${table.name} of an unknown kind: ${members}`);
};

const rowIn = (json: Json | undefined): JsonObject | undefined => (isObject(json) ? json : undefined);

const added = (table: Table, uuid: string, before: Row | undefined, row: JsonObject | Raw): Change => {
  if (before !== undefined) throw misfit(`a new row of ${table.name} that is there already: ${named(uuid)}`);
  return change(table, uuid, undefined, new Row(table.columns, uuid, row));
};

const named = (uuid: string): string => excerpt(uuid, 40);

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
    const alike = old !== undefined && sameColumns(old, table);
    for (const row of table) {
      const was = old?.row(row.uuid);
      if (was === undefined) changes.push({ table: name, uuid: row.uuid, after: row });
      else if (!was.equals(row) || !(alike || row.equals(was))) {
        changes.push({ table: name, uuid: row.uuid, before: was, after: row });
      }
    }
  }
  return changes;
};

/** A row says whether it is equal in its own columns only: other columns are to be asked from both sides. */
const sameColumns = (a: Table, b: Table): boolean => shapes(a) === shapes(b);

const shapes = ({ schema }: Table): string =>
  [...schema.columns.values()].map(({ name, type }) => `${name}:${shapeCode(type)}`).join();
