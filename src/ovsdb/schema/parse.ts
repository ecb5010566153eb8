/**
 * Database schemas: RFC 7047 §3.2 with the rules that Open vSwitch adds to it.
 *
 *     <database-schema> = {name: <id>, version?: "x.y.z", cksum?: string, tables: {<id>: <table-schema>*}}
 *     <table-schema>    = {columns: {<id>: <column-schema>+}, maxRows?, isRoot?, mutable?, indexes?: [[<id>+]*]}
 *     <column-schema>   = {type: <type>, ephemeral?: boolean, mutable?: boolean}
 *
 * - No table marked `isRoot`: all are (schemas from before garbage collection).
 * - A column with a strong reference to a non-root table is kept on disk whatever `ephemeral` says.
 * - A column with a weak reference is mutable whatever `mutable` says: removing a row removes references to it.
 *
 * Strict, anything else is an error of kind `schema`. With `onProblem` the parser is tolerant, as a client of
 * servers older or newer than itself must be: unknown members are passed over, a table or column that cannot be
 * understood is left out, and each is reported.
 */
import { OvsdbError } from '../datum/error.ts';
import { isArray, type Json, type JsonObject } from '../json/value.ts';
import { parseColumnType } from './parse-type.ts';
import { isIdentifier, ObjectParser, schemaError, type Context } from './parser.ts';
import type { BaseType, ColumnSchema, DatabaseSchema, TableSchema } from './types.ts';

export interface SchemaOptions {
  /** Makes the parser tolerant; called for each table, column or reference that is left out. */
  readonly onProblem?: (problem: { where: string; message: string }) => void;
}

const VERSION = /^[0-9]+\.[0-9]+\.[0-9]+$/;

/** Throws `OvsdbError` of kind `schema`; `where` is the table and column. */
export const parseDatabaseSchema = (json: Json, options: SchemaOptions = {}): DatabaseSchema => {
  const context: Context = { tolerant: options.onProblem !== undefined };
  const parser = new ObjectParser(json, 'database schema', context);
  const name = parser.required('name', 'id') as string;
  const version = (parser.optional('version', 'string') ?? '') as string;
  const cksum = parser.optional('cksum', 'string') as string | undefined;
  const tablesJson = parser.required('tables', 'object') as JsonObject;
  parser.finish();
  if (version !== '' && !VERSION.test(version) && context.tolerant !== true) {
    throw schemaError(`schema version "${version}" not in format x.y.z`, undefined, context);
  }

  const tables = new Map<string, TableSchema>();
  for (const [table, tableJson] of Object.entries(tablesJson)) {
    attempt(table, options, () => {
      checkName(table, json, { where: table });
      tables.set(table, parseTableSchema(tableJson, table, options));
    });
  }
  const resolved = settle(tables, options);
  return cksum === undefined
    ? { name, version, tables: resolved }
    : { name, version, cksum, tables: resolved };
};

/** One table; references to other tables are not looked at. */
export const parseTableSchema = (json: Json, name: string, options: SchemaOptions = {}): TableSchema => {
  const context: Context = { where: name, tolerant: options.onProblem !== undefined };
  const parser = new ObjectParser(json, `table schema for table ${name}`, context);
  const columnsJson = parser.required('columns', 'object') as JsonObject;
  const mutable = parser.optional('mutable', 'boolean') ?? true;
  const maxRows = parser.optional('maxRows', 'integer') as number | bigint | undefined;
  const isRoot = (parser.optional('isRoot', 'boolean') ?? false) as boolean;
  const indexesJson = (parser.optional('indexes', 'array') ?? []) as readonly Json[];
  parser.finish();
  if (maxRows !== undefined && maxRows < 1) throw schemaError('maxRows must be at least 1', json, context);

  const columns = new Map<string, ColumnSchema>();
  for (const [column, columnJson] of Object.entries(columnsJson)) {
    const where = `${name}.${column}`;
    attempt(where, options, () => {
      checkName(column, json, { where });
      columns.set(column, parseColumn(columnJson, column, { where, tolerant: context.tolerant }));
    });
  }
  if (Object.keys(columnsJson).length === 0)
    throw schemaError('table must have at least one column', json, context);

  const indexes: string[][] = [];
  for (const indexJson of indexesJson) {
    attempt(`${name} (index)`, options, () => indexes.push(parseIndex(indexJson, columns, json, context)));
  }
  const limits = { maxRows: maxRows === undefined ? Infinity : Number(maxRows), isRoot, indexes };
  return mutable === false ? { name, columns, mutable, ...limits } : { name, columns, ...limits };
};

/** One column of any table. */
export const parseColumnSchema = (json: Json, name: string): ColumnSchema =>
  parseColumn(json, name, { where: name });

const parseColumn = (json: Json, name: string, context: Context): ColumnSchema => {
  const parser = new ObjectParser(json, `schema for column ${name}`, context);
  const mutable = (parser.optional('mutable', 'boolean') ?? true) as boolean;
  const ephemeral = (parser.optional('ephemeral', 'boolean') ?? false) as boolean;
  const type = parseColumnType(parser.required('type', 'string', 'object'), context);
  parser.finish();
  const weak = type.key.refType === 'weak' || type.value?.refType === 'weak';
  return { name, type, ephemeral, mutable: mutable || weak };
};

const parseIndex = (
  json: Json,
  columns: ReadonlyMap<string, ColumnSchema>,
  tableJson: Json,
  context: Context,
): string[] => {
  const names = isArray(json) ? json.filter((name) => typeof name === 'string') : [];
  if (!isArray(json) || names.length < json.length || new Set(names).size < names.length) {
    throw schemaError('array of distinct column names expected', json, context);
  }
  if (names.length === 0) throw schemaError('index must have at least one column', tableJson, context);
  for (const name of names) {
    const column = columns.get(name);
    if (column === undefined) throw schemaError(`${name} is not a valid column name`, json, context);
    if (column.ephemeral) {
      throw schemaError(`ephemeral columns (such as ${name}) may not be indexed`, tableJson, context);
    }
  }
  return names;
};

const checkName = (name: string, json: Json, context: Context): void => {
  if (name.startsWith('_')) throw schemaError('names beginning with "_" are reserved', json, context);
  if (!isIdentifier(name)) throw schemaError('name must be a valid id', json, context);
};

/** Tolerant, an error becomes a problem and the thing it concerns is missing; strict, it is thrown. */
const attempt = (where: string, options: SchemaOptions, parse: () => void): void => {
  try {
    parse();
  } catch (error) {
    if (options.onProblem === undefined || !(error instanceof OvsdbError)) throw error;
    options.onProblem({ where, message: error.message });
  }
};

/** What can be said of a table only when all are known: the root set, and where references lead. */
const settle = (
  tables: ReadonlyMap<string, TableSchema>,
  options: SchemaOptions,
): Map<string, TableSchema> => {
  const allRoot = ![...tables.values()].some((table) => table.isRoot);
  const isRoot = (name: string): boolean => allRoot || tables.get(name)?.isRoot === true;
  const settled = new Map<string, TableSchema>();
  for (const table of tables.values()) {
    const columns = new Map<string, ColumnSchema>();
    for (const column of table.columns.values()) {
      const key = settleReference(column.type.key, 'key', table, column, tables, options);
      const value =
        column.type.value && settleReference(column.type.value, 'value', table, column, tables, options);
      const kept = [key, value].some((base) => base?.refType === 'strong' && !isRoot(base.refTable ?? ''));
      const type = { ...column.type, key, ...(value === undefined ? {} : { value }) };
      columns.set(column.name, { ...column, type, ephemeral: column.ephemeral && !kept });
    }
    settled.set(table.name, { ...table, columns, isRoot: isRoot(table.name) });
  }
  return settled;
};

const settleReference = (
  base: BaseType,
  role: 'key' | 'value',
  table: TableSchema,
  column: ColumnSchema,
  tables: ReadonlyMap<string, TableSchema>,
  options: SchemaOptions,
): BaseType => {
  if (base.refTable === undefined || tables.has(base.refTable)) return base;
  const where = `${table.name}.${column.name}`;
  const reason = `column ${column.name} ${role} refers to undefined table ${base.refTable}`;
  const error = new OvsdbError('schema', {
    tag: 'syntax error',
    reason,
    where,
    expected: 'a table of this schema',
  });
  let plain = base;
  attempt(where, options, () => {
    plain = { type: base.type };
    throw error;
  });
  return plain;
};
