/**
 * Rows as tests/test-ovsdb.py prints them: Python's own notation of lists, tuples and strings, from which it then
 * strips commas, quotes and `UUID(...)`.
 *
 * A reference to a row that is not there is left out, also where the schema demands one: the condition of a monitor
 * may hide any row.
 */
import type { Atom, Value } from '../../../src/ovsdb/datum/value.ts';
import type { Database } from '../../../src/ovsdb/rows/database.ts';
import type { Row } from '../../../src/ovsdb/rows/row.ts';
import type { BaseType, ColumnType } from '../../../src/ovsdb/schema/types.ts';

/** Cells that were read by themselves: `UUID COLUMN` → value. */
export type Fetched = ReadonlyMap<string, Value>;

export const cellKey = (uuid: string, column: string): string => `${uuid} ${column}`;

/** Some columns of one row, with the database in which its references are looked up. */
export interface View {
  readonly uuid: string;
  has(column: string): boolean;
  get(column: string): Value;
  typeOf(column: string): ColumnType;
  readonly database: Database;
}

/** `only`: the columns to show, all that were read without it. */
export const viewOf = (database: Database, row: Row, fetched: Fetched, only?: ReadonlySet<string>): View => {
  const table = database.table(row.tableName);
  return {
    uuid: row.uuid,
    database,
    has: (column) =>
      (only === undefined || only.has(column)) &&
      (table.has(column) || fetched.has(cellKey(row.uuid, column))),
    get: (column) => fetched.get(cellKey(row.uuid, column)) ?? row.get(column),
    typeOf: (column) => table.schema.columns.get(column)?.type as ColumnType,
  };
};

const SIMPLE = ['i', 'r', 'b', 's', 'u', 'ia', 'ra', 'ba', 'sa', 'ua'];

/** Table → its row in one line, in the order in which the tables are printed. */
const PRINTERS: ReadonlyMap<string, (row: View) => string> = new Map([
  ['simple', (row: View) => columnsText(row, SIMPLE)],
  ['simple2', (row: View) => columnsText(row, ['name', 'smap', 'imap'])],
  ['simple3', (row: View) => columnsText(row, ['name', 'uset', 'uref'])],
  ['simple4', (row: View) => columnsText(row, ['name'])],
  ['simple5', (row: View) => columnsText(row, ['name', 'irefmap'])],
  ['simple6', (row: View) => columnsText(row, ['name', 'weak_ref'])],
  [
    'link1',
    (row: View) => {
      const [k, ka, l2] = ['k', 'ka', 'l2'].map((column) => referred(row, column));
      const set = row.has('ka') ? ` ka=[${(ka ?? []).sort().join(' ')}] l2=` : '';
      return `i=${plain(row, 'i')} k=${k?.[0] ?? ''}${set}${l2?.[0] ?? ''}`;
    },
  ],
  ['link2', (row: View) => `i=${plain(row, 'i')} l1=${referred(row, 'l1')[0] ?? ''}`],
  ['indexed', (row: View) => `i=${plain(row, 'i')}`],
  ['singleton', (row: View) => `name=${plain(row, 'name')}`],
]);

/** Every row of the known tables; `terse`: only that there is one. */
export const databaseLines = (database: Database, fetched: Fetched, terse: boolean): string[] => {
  const lines: string[] = [];
  for (const [table, text] of PRINTERS) {
    for (const row of database.table(table)) {
      const view = viewOf(database, row, fetched);
      lines.push(terse ? `table ${table}` : `table ${table}: ${text(view)} ${uuidText(view.uuid)}`);
    }
  }
  return lines.length === 0 ? ['empty'] : lines;
};

/** The columns of all tables that an event shows; `links` adds those that refer to other tables. */
export const eventText = (row: View, links: boolean): string =>
  columnsText(row, links ? [...SIMPLE, 'l2', 'l1'] : SIMPLE);

export const uuidText = (uuid: string): string => `uuid=${uuid}`;

const columnsText = (row: View, columns: readonly string[]): string =>
  columns
    .filter((column) => row.has(column))
    .map((column) => `${column}=${datum(row, column)} `)
    .join('')
    .trim()
    .replace(/""|,|u?'/g, '')
    .replace(/UUID\(([^)]+)\)/g, '$1')
    .replace(/False/g, 'false')
    .replace(/True/g, 'true')
    .replace(/(ba)=([^[][^ ]*) /g, '$1=[$2] ');

const datum = (row: View, column: string): string => {
  const type = row.typeOf(column);
  const value = row.get(column);
  if (value instanceof Map) {
    const valueType = type.value ?? type.key;
    const pairs = [...(value as ReadonlyMap<Atom, Atom>)].filter(
      ([k, v]) => isThere(row.database, type.key, k) && isThere(row.database, valueType, v),
    );
    return `[${pairs.map(([k, v]) => `(${python(type.key, k)}, ${python(valueType, v)})`).join(', ')}]`;
  }
  if (type.min === 1 && type.max === 1) return scalar(value as Atom);
  const present = atomsOf(value).filter((atom) => isThere(row.database, type.key, atom));
  return `[${present.map((atom) => python(type.key, atom)).join(', ')}]`;
};

const atomsOf = (value: Value): readonly Atom[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly Atom[]) : [value as Atom];

const isThere = (database: Database, base: BaseType, atom: Atom): boolean =>
  base.refTable === undefined || database.table(base.refTable).row(String(atom)) !== undefined;

/** `str(atom)` */
const scalar = (atom: Atom): string => (typeof atom === 'boolean' ? (atom ? 'True' : 'False') : String(atom));

/** `repr(atom)` */
const python = (base: BaseType, atom: Atom): string => {
  if (base.type === 'uuid') return `UUID('${String(atom)}')`;
  return typeof atom === 'string' ? quoted(atom) : scalar(atom);
};

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const quoted = (text: string): string => {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replace(/[\\\n\r\t]/g, (c) => ESCAPES[c] ?? c)
    .replace(/\p{Cc}/gu, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `${quote}${quote === "'" ? escaped.replaceAll("'", "\\'") : escaped}${quote}`;
};

const plain = (row: View, column: string): string => (row.has(column) ? scalar(row.get(column) as Atom) : '');

/** The `i` of the rows to which a column refers. */
const referred = (row: View, column: string): string[] => {
  if (!row.has(column)) return [];
  const target = row.typeOf(column).key.refTable;
  if (target === undefined) return [];
  return atomsOf(row.get(column)).flatMap((uuid) => {
    const other = row.database.table(target).row(String(uuid));
    return other === undefined ? [] : [scalar(other.get('i') as Atom)];
  });
};
