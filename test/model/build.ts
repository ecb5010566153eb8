/**
 * Databases in memory from short notation, for tests:
 *
 *     northbound({ Logical_Switch: { sw0: { ports: ['p1', 'p2'] } }, Logical_Switch_Port: { p1: {}, p2: {} } })
 *
 * A row's key is its handle: it becomes the row's name where the table has such a column, and stands for its
 * UUID in every column that holds UUIDs. Values are plain: arrays for sets, objects for maps.
 */
import { readFileSync } from 'node:fs';
import { Database, Row, type DatabaseSchema, type Json } from '../../src/ovsdb/index.ts';
import { parseDatabaseSchema } from '../../src/ovsdb/schema/parse.ts';
import { createHash } from 'node:crypto';

export type Cell =
  string | number | boolean | readonly (string | number)[] | Readonly<Record<string, string>>;
export type Rows = Readonly<Record<string, Readonly<Record<string, Cell>>>>;
export type Tables = Readonly<Record<string, Rows>>;

const schemas = new Map<string, DatabaseSchema>();

const schemaOf = (file: string): DatabaseSchema => {
  let schema = schemas.get(file);
  if (schema === undefined) {
    const path = new URL(`../../fixtures/schemas/${file}.ovsschema`, import.meta.url);
    schema = parseDatabaseSchema(JSON.parse(readFileSync(path, 'utf8')) as Json);
    schemas.set(file, schema);
  }
  return schema;
};

/** The UUID that a handle stands for: always the same for the same text. */
export const uuidOf = (handle: string): string => {
  const hex = createHash('sha256').update(handle).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
};

const NAMES = ['name', 'logical_port', 'chassis_name'];

const encode = (cell: Cell, isUuid: boolean): Json => {
  const atom = (value: string | number | boolean): Json => (isUuid ? ['uuid', uuidOf(String(value))] : value);
  if (typeof cell !== 'object') return atom(cell);
  if (Array.isArray(cell)) return ['set', (cell as readonly string[]).map(atom)];
  return ['map', Object.entries(cell).map(([key, value]) => [key, value])];
};

const build = (schema: DatabaseSchema, tables: Tables): Database => {
  const database = new Database(schema, { name: 'test', kind: 'memory', bytes: 0, milliseconds: 0 });
  for (const name of schema.tables.keys()) database.open(name);
  for (const [name, rows] of Object.entries(tables)) {
    const table = database.table(name);
    const columns = schema.tables.get(name)?.columns;
    if (columns === undefined) throw new Error(`no table ${name}`);
    const naming = NAMES.find((column) => columns.has(column));
    for (const [handle, cells] of Object.entries(rows)) {
      const json: Record<string, Json> = naming === undefined ? {} : { [naming]: handle };
      for (const [column, cell] of Object.entries(cells)) {
        json[column] = encode(cell, columns.get(column)?.type.key.type === 'uuid');
      }
      table.set(new Row(table.columns, uuidOf(handle), json));
    }
  }
  return database;
};

export const northbound = (tables: Tables): Database => build(schemaOf('ovn-nb'), tables);
export const southbound = (tables: Tables): Database => build(schemaOf('ovn-sb'), tables);
export const openVSwitch = (tables: Tables): Database => build(schemaOf('vswitch'), tables);
export const interconnectNorthbound = (tables: Tables): Database => build(schemaOf('ovn-ic-nb'), tables);
export const interconnectSouthbound = (tables: Tables): Database => build(schemaOf('ovn-ic-sb'), tables);
