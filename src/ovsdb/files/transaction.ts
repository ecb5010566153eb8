/**
 * Transaction records: ovsdb(5) "Standalone Format". Cluster members keep the same in their log entries.
 *
 *     {TABLE: {UUID: null | {COLUMN: <value>}}, "_date"?: ms, "_comment"?: string, "_is_diff"?: boolean}
 *
 * `null` deletes a row. A row that exists is modified: with `_is_diff` the values are differences (programs since
 * Open vSwitch 2.15), without it new values. Any other row is inserted; columns left out have their defaults.
 */
import { excerpt, messageOf } from '../../text/index.ts';
import type { Body } from '../json/body.ts';
import { isUuid } from '../datum/uuid.ts';
import { Raw } from '../json/raw.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Database } from '../rows/database.ts';
import { Row } from '../rows/row.ts';
import type { Table } from '../rows/table.ts';

const ANNOTATIONS: ReadonlySet<string> = new Set(['_date', '_comment', '_is_diff']);

/** What a transaction does to one table: collected first, applied when all of it is known to fit. */
interface Changes {
  readonly table: Table;
  readonly deleted: string[];
  readonly rows: Row[];
}

export interface TransactionContext {
  /** Opens the containers of rows. */
  readonly body: Body;
  /** `file:offset`, for reports. */
  readonly where: string;
}

/**
 * Applies a transaction as a whole. What does not fit the schema (a table, a column, a row's name) is reported in
 * `database.problems` and left out. Returns why nothing was applied when the changes do not fit the rows that are
 * there: the database is then not the one that the transaction was made for.
 */
export const applyTransaction = (
  database: Database,
  transaction: JsonObject,
  { body, where }: TransactionContext,
): string | undefined => {
  const isDiff = transaction['_is_diff'] === true;
  const report = (message: string): void => database.problems.add(where, message);
  const all: Changes[] = [];
  try {
    for (const name of Object.keys(transaction)) {
      const table = database.all.get(name);
      const changes: Changes | undefined = table && { table, deleted: [], rows: [] };
      if (changes !== undefined) {
        const take = (row: string, json: Json | Raw): void =>
          collect(changes, row, body.open(json), isDiff, report);
        if (body.visit('object', transaction[name], take)) all.push(changes);
        else report(`the changes of table ${excerpt(name)} are not a JSON object`);
      } else if (!ANNOTATIONS.has(name)) report(`table "${excerpt(name)}" is not in the schema: left out`);
    }
  } catch (error) {
    return `the transaction does not fit the rows before it: ${messageOf(error)}`;
  }
  const date = transaction['_date'];
  // A clock may have been set back: the latest date counts.
  if (typeof date === 'number') database.origin.changed = Math.max(database.origin.changed ?? 0, date);
  for (const { table, deleted, rows } of all) {
    for (const uuid of deleted) table.delete(uuid);
    for (const row of rows) table.set(row);
  }
  return undefined;
};

const collect = (
  { table, deleted, rows }: Changes,
  name: string,
  source: Json | Raw,
  isDiff: boolean,
  report: (message: string) => void,
): void => {
  const uuid = uuidOf(name);
  if (uuid === undefined)
    return report(`table ${table.name}: "${excerpt(name, 60)}" is not a UUID: row left out`);
  const old = table.row(uuid);
  if (source === null) {
    if (old === undefined) report(`table ${table.name}: row ${uuid} is deleted, but there is none`);
    else deleted.push(uuid);
  } else if (old !== undefined) rows.push(modified(old, source, isDiff));
  else {
    if (!(source instanceof Raw)) checkRow(table, uuid, source, report);
    rows.push(new Row(table.columns, uuid, source));
  }
};

const uuidOf = (name: string): string | undefined => {
  if (isUuid(name)) return name;
  const lower = name.toLowerCase();
  return isUuid(lower) ? lower : undefined;
};

/** Rows that are still text are checked when they are read: by their `Columns`. */
const checkRow = (table: Table, uuid: string, row: Json, report: (message: string) => void): void => {
  if (!isObject(row)) return report(`table ${table.name}: row ${uuid} is not a JSON object`);
  // Made from JSON: it has no properties but its own.
  for (const column in row) {
    if (table.columns.get(column) === undefined && column !== '_uuid' && column !== '_version') {
      report(
        `table ${table.name}: row ${uuid}: column "${excerpt(column, 60)}" is not in the schema: left out`,
      );
    }
  }
};

const modified = (old: Row, source: Json | Raw, isDiff: boolean): Row => {
  const json = source instanceof Raw ? source.parse() : source;
  if (!isObject(json)) throw new TypeError('a row that is not a JSON object');
  return isDiff ? old.patched(json) : old.replaced(json);
};
