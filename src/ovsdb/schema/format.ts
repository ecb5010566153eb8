/**
 * Schemas back to JSON, in the shortest form that means the same: no member that says what is so anyway. The
 * form is that of Open vSwitch, so that equal schemas give equal text.
 */
import { encodeDatum } from '../datum/codec.ts';
import { formatJson } from '../json/exact.ts';
import type { Json, JsonObject } from '../json/value.ts';
import type { AtomicType, BaseType, ColumnSchema, ColumnType, DatabaseSchema, TableSchema } from './types.ts';

type Members = Record<string, Json>;

export const formatAtomicType = (type: AtomicType): Json => type;

export const formatBaseType = (base: BaseType): Json => {
  const json: Members = { type: base.type };
  if (base.enum !== undefined)
    json['enum'] = encodeDatum({ key: { type: base.type }, min: 1, max: Infinity }, base.enum);
  for (const name of [
    'minInteger',
    'maxInteger',
    'minReal',
    'maxReal',
    'minLength',
    'maxLength',
    'refTable',
  ] as const) {
    const member = base[name];
    if (member !== undefined) json[name] = member;
  }
  if (base.refType === 'weak') json['refType'] = 'weak';
  return Object.keys(json).length === 1 ? base.type : json;
};

export const formatColumnType = (type: ColumnType): Json => {
  const key = formatBaseType(type.key);
  if (type.value === undefined && type.min === 1 && type.max === 1 && typeof key === 'string') return key;
  const json: Members = { key };
  if (type.value !== undefined) json['value'] = formatBaseType(type.value);
  if (type.min !== 1) json['min'] = type.min;
  if (type.max !== 1) json['max'] = type.max === Infinity ? 'unlimited' : type.max;
  return json;
};

export const formatColumnSchema = (column: ColumnSchema): JsonObject => {
  const json: Members = { type: formatColumnType(column.type) };
  if (!column.mutable) json['mutable'] = false;
  if (column.ephemeral) json['ephemeral'] = true;
  return json;
};

/** `isRoot` is written only where it differs from `defaultIsRoot`. */
export const formatTableSchema = (table: TableSchema, defaultIsRoot = false): JsonObject => {
  const columns = [...table.columns.values()].map(
    (column) => [column.name, formatColumnSchema(column)] as const,
  );
  const json: Members = { columns: Object.fromEntries(columns) };
  if (table.mutable === false) json['mutable'] = false;
  if (table.isRoot !== defaultIsRoot) json['isRoot'] = table.isRoot;
  if (table.maxRows !== Infinity) json['maxRows'] = table.maxRows;
  if (table.indexes.length > 0) json['indexes'] = table.indexes;
  return json;
};

/** When every table is in the root set none says so: the form that programs from before `isRoot` understand. */
export const formatDatabaseSchema = (schema: DatabaseSchema): JsonObject => {
  const all = [...schema.tables.values()];
  const allRoot = all.every((table) => table.isRoot);
  const tables = all.map((table) => [table.name, formatTableSchema(table, allRoot)] as const);
  const json: Members = { name: schema.name };
  if (schema.version !== '') json['version'] = schema.version;
  if (schema.cksum !== undefined) json['cksum'] = schema.cksum;
  json['tables'] = Object.fromEntries(tables);
  return json;
};

/** A conversion need not change the version, nor need a schema have a checksum. */
export const sameSchema = (a: DatabaseSchema, b: DatabaseSchema): boolean =>
  formatJson(formatDatabaseSchema(a), true) === formatJson(formatDatabaseSchema(b), true);
