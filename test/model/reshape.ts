/** A database in memory as another version of its schema would hold it. */
import { encodeDatum } from '../../src/ovsdb/datum/codec.ts';
import {
  Database,
  Row,
  type ColumnSchema,
  type ColumnType,
  type Json,
  type TableSchema,
} from '../../src/ovsdb/index.ts';

export interface Shape {
  readonly keepTable?: (table: string) => boolean;
  readonly keepColumn?: (table: string, column: string) => boolean;
  readonly typeOf?: (table: string, column: ColumnSchema) => ColumnType;
  /** Columns that no version has, with what every row holds in them. */
  readonly more?: ReadonlyMap<string, readonly [ColumnType, Json]>;
  /** A table that no version has, with one row of `more`. */
  readonly moreTables?: readonly string[];
}

/** A value of one type as another has it, where that can be. */
const convert = (json: Json, from: ColumnType, to: ColumnType): Json | undefined => {
  if (from === to) return json;
  const pairs =
    Array.isArray(json) && (json[0] === 'set' || json[0] === 'map') ? (json[1] as readonly Json[]) : [json];
  const flat = from.value === undefined ? pairs : pairs.map((pair) => (pair as readonly Json[])[0] as Json);
  const atoms = flat.map((atom): Json => {
    if (to.key.type === 'uuid') return ['uuid', '11111111-2222-3333-4444-555555555555'];
    const text = Array.isArray(atom) ? String(atom[1]) : String(atom);
    if (to.key.type === 'string') return text;
    return to.key.type === 'boolean' ? text.length % 2 === 0 : text.length;
  });
  const [first] = atoms;
  if (to.value !== undefined) return first === undefined ? undefined : ['map', [[first, first]]];
  return to.max === 1
    ? first
    : ['set', [...new Map(atoms.map((atom) => [JSON.stringify(atom), atom])).values()]];
};

export const reshaped = (database: Database, shape: Shape): Database => {
  const {
    keepTable = () => true,
    keepColumn = () => true,
    typeOf = (_, { type }) => type,
    more = new Map<string, readonly [ColumnType, Json]>(),
  } = shape;
  const added = [...more].map(([name, [type]]): [string, ColumnSchema] => [
    name,
    { name, type, ephemeral: false, mutable: true },
  ]);
  const fixed = { maxRows: Infinity, isRoot: true, indexes: [] };
  const tables = [...database.schema.tables.values()]
    .filter(({ name }) => keepTable(name))
    .map((table): TableSchema => {
      const kept = [...table.columns.values()]
        .filter(({ name }) => keepColumn(table.name, name))
        .map((column): [string, ColumnSchema] => [
          column.name,
          { ...column, type: typeOf(table.name, column) },
        ]);
      return { ...table, indexes: [], columns: new Map([...kept, ...added]) };
    });
  for (const name of shape.moreTables ?? []) tables.push({ ...fixed, name, columns: new Map(added) });
  const schema = { ...database.schema, tables: new Map(tables.map((table) => [table.name, table])) };
  const copy = new Database(schema, database.origin);
  const held = Object.fromEntries([...more].map(([name, [, value]]) => [name, value]));
  for (const { name, columns } of tables) {
    const table = copy.open(name);
    if (table === undefined) continue;
    for (const row of database.table(name)) {
      const json: Record<string, Json> = {};
      for (const { name: column, type } of columns.values()) {
        const from = database.schema.tables.get(name)?.columns.get(column)?.type;
        if (from === undefined) continue;
        const value = convert(encodeDatum(from, row.get(column)), from, type);
        if (value !== undefined) json[column] = value;
      }
      table.set(new Row(table.columns, row.uuid, { ...json, ...held }));
    }
    if (shape.moreTables?.includes(name) === true)
      table.set(new Row(table.columns, '99999999-8888-7777-6666-555555555555', held));
  }
  return copy;
};
