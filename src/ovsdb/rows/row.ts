/**
 * One row, immutable. A row begins as text that nobody has looked at; the first question parses it, and each
 * column is decoded when it is asked for, once.
 */
import { messageOf } from '../../text/index.ts';
import { decodeDatum, sameValue } from '../datum/codec.ts';
import { applyDiff } from '../datum/diff.ts';
import type { Value } from '../datum/value.ts';
import { Raw } from '../json/raw.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Column, Columns } from './columns.ts';

/** Any column by name: what a row is without a generated type. */
export type AnyColumns = Readonly<Record<string, Value>>;

const UNREAD = Symbol('not decoded yet');
type Cell = Value | typeof UNREAD;

const EMPTY: JsonObject = {};

/** Anything that is no datum may hold anything: decoding it will tell. */
const jsonMayHold = (json: Json | undefined, texts: ReadonlySet<string>): boolean => {
  if (typeof json === 'string') return texts.has(json);
  if (!isArray(json)) return typeof json !== 'number' && typeof json !== 'boolean';
  const [tag, content] = json;
  if (tag === 'uuid')
    return typeof content !== 'string' || texts.has(content) || texts.has(content.toLowerCase());
  if (!isArray(content)) return true;
  if (tag === 'map') return content.some((pair) => !isArray(pair) || jsonMayHold(pair[1], texts));
  return content.some((element) => jsonMayHold(element, texts));
};

export class Row<R = AnyColumns> {
  readonly uuid: string;
  private readonly columns: Columns;
  private source: Json | Raw;
  private cells: Cell[] | undefined;

  constructor(columns: Columns, uuid: string, source: Json | Raw, cells?: Cell[]) {
    this.columns = columns;
    this.uuid = uuid;
    this.source = source;
    this.cells = cells;
  }

  get tableName(): string {
    return this.columns.table.name;
  }

  /**
   * The column's value. A column that this database's schema lacks reads as the default of its kind when the
   * table was told to expect it (`Columns.expect`), else as `undefined`.
   */
  get<K extends keyof R & string>(name: K): R[K] {
    const column = this.columns.get(name);
    if (column === undefined) return this.columns.missing(name) as R[K];
    const value = this.decoded(column);
    return (column.adapt === undefined ? value : column.adapt(value)) as R[K];
  }

  /**
   * Whether the column may hold one of these texts or UUIDs as its value, an element or the value of a key. No is sure; yes
   * is for `get` to confirm. Told from JSON that is not decoded, so that looking for one row costs no cells of all.
   */
  mayHold(name: string, texts: ReadonlySet<string>): boolean {
    const column = this.columns.get(name);
    if (texts.has('')) return true;
    if (column === undefined) return false;
    if (column.adapt !== undefined || (this.cells?.[column.index] ?? UNREAD) !== UNREAD) return true;
    const json = this.json();
    return Object.hasOwn(json, name) ? jsonMayHold(json[name], texts) : column.type.min > 0;
  }

  /** The value as this database's schema has it; `undefined` for a column that the schema lacks. */
  stored(name: string): Value {
    const column = this.columns.get(name);
    return column === undefined ? undefined : this.decoded(column);
  }

  private decoded(column: Column): Value {
    this.cells ??= new Array<Cell>(this.columns.size).fill(UNREAD);
    let cell = this.cells[column.index] as Cell;
    if (cell === UNREAD) {
      const json = this.json();
      const member = column.isInherited && !Object.hasOwn(json, column.name) ? undefined : json[column.name];
      cell = this.columns.decode(column, member, this.uuid);
      this.cells[column.index] = cell;
    }
    return cell as Value;
  }

  /** Names of all columns of the schema, in their own order: the same list for every row of a table. */
  get columnNames(): readonly string[] {
    return this.columns.names();
  }

  /** What stands in the column of `columnNames` at this place. */
  storedAt(place: number): Value {
    const column = this.columns.sorted()[place];
    return column === undefined ? undefined : this.decoded(column);
  }

  /** All columns of the schema, decoded, by name. */
  entries(): [string, Value][] {
    return this.columns.sorted().map((column) => [column.name, this.decoded(column)]);
  }

  /** A copy with other values in the given columns (`JSON as sent`): the older row stays as it was. */
  replaced(changes: JsonObject): Row<R> {
    return this.changed(changes, (column, json) => this.columns.decode(column, json, this.uuid));
  }

  /** Whether both rows hold the same values in all columns of this row's schema. */
  equals(other: Row<R>): boolean {
    for (const { name, type } of this.columns.all()) {
      if (!sameValue(type, this.stored(name), other.stored(name))) return false;
    }
    return true;
  }

  /**
   * A copy with differences applied, as `update2` and database files carry them: sets by symmetric difference,
   * maps by key, scalars and optional scalars by replacement (ovsdb-server(7), "update2"). Throws `OvnscopeError`
   * of kind `data` for a difference that cannot be read or does not fit: whatever one made of it would be wrong.
   */
  patched(diffs: JsonObject): Row<R> {
    return this.changed(diffs, (column, json, old) => {
      const diff = decodeDatum(column.type, json, { constraints: false });
      return applyDiff(column.type, old, diff);
    });
  }

  private changed(changes: JsonObject, combine: (column: Column, json: Json, old: Value) => Value): Row<R> {
    const cells = this.cells?.slice() ?? new Array<Cell>(this.columns.size).fill(UNREAD);
    for (const [name, json] of Object.entries(changes)) {
      const column = this.columns.get(name);
      if (column === undefined)
        this.columns.report(this.uuid, name, 'a column that the schema does not have');
      else cells[column.index] = combine(column, json, this.decoded(column));
    }
    return new Row<R>(this.columns, this.uuid, this.source, cells);
  }

  private json(): JsonObject {
    const { source } = this;
    if (source instanceof Raw) this.source = this.parsed(source);
    return this.source as JsonObject;
  }

  private parsed(source: Raw): JsonObject {
    try {
      const json = source.parse();
      if (isObject(json)) return json;
      this.columns.report(this.uuid, undefined, 'the row is not a JSON object');
    } catch (error) {
      // Where, not what: a piece of the row may hold a secret.
      this.columns.report(this.uuid, undefined, messageOf(error).replace(/ stands .*$/s, ''));
    }
    return EMPTY;
  }
}
