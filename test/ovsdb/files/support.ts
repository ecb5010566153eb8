/** Makes log records by hand, and shows databases as plain JSON so that they can be compared. */
import { createHash } from 'node:crypto';
import { encodeDatum } from '../../../src/ovsdb/datum/codec.ts';
import { bytesOf, type ByteSource } from '../../../src/ovsdb/files/bytes.ts';
import type { FileSystem } from '../../../src/ovsdb/files/file-system.ts';
import { openDatabaseFile, type DatabaseFile } from '../../../src/ovsdb/files/open.ts';
import { formatJson, parseJson } from '../../../src/ovsdb/json/exact.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../../src/ovsdb/json/value.ts';
import type { Database } from '../../../src/ovsdb/rows/database.ts';
import type { DatabaseSchema } from '../../../src/ovsdb/schema/types.ts';
import { OvnscopeError } from '../../../src/text/index.ts';

export const textRecord = (data: string, magic = 'JSON'): Buffer => {
  const bytes = Buffer.from(data);
  const sha1 = createHash('sha1').update(bytes).digest('hex');
  return Buffer.concat([Buffer.from(`OVSDB ${magic} ${bytes.length} ${sha1}\n`), bytes]);
};

export const record = (json: Json, magic = 'JSON'): Buffer => textRecord(`${formatJson(json)}\n`, magic);

/** A whole standalone file. */
export const standalone = (...records: readonly Json[]): Buffer =>
  Buffer.concat(records.map((r) => record(r)));

/** A whole file of a cluster member. */
export const clustered = (...records: readonly Json[]): Buffer =>
  Buffer.concat(records.map((r) => record(r, 'CLUSTER')));

const map = { key: 'string', value: 'string', min: 0, max: 'unlimited' };

/** One table of every kind of column. */
export const SCHEMA: JsonObject = {
  name: 'Test',
  version: '1.0.0',
  tables: {
    T: {
      isRoot: true,
      columns: {
        name: { type: 'string' },
        number: { type: 'integer' },
        maybe: { type: { key: 'integer', min: 0, max: 1 } },
        tags: { type: { key: 'string', min: 0, max: 'unlimited' } },
        pairs: { type: map },
        ratio: { type: 'real' },
        on: { type: 'boolean' },
        parts: { type: { key: { type: 'uuid', refTable: 'Part' }, min: 0, max: 'unlimited' } },
        friends: {
          type: { key: { type: 'uuid', refTable: 'T', refType: 'weak' }, min: 0, max: 'unlimited' },
        },
        status: { type: map, ephemeral: true },
      },
    },
    Part: { columns: { label: { type: 'string' } } },
  },
};

export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export type Contents = Record<string, Record<string, Record<string, Json>>>;

/** `{table: {uuid: {column: JSON}}}`, without the columns that are not kept on disk and without empty tables. */
export const contents = (database: Database): Contents => {
  const result: Contents = {};
  for (const [name, table] of database.all) {
    for (const row of table) {
      const cells: Record<string, Json> = {};
      for (const column of table.schema.columns.values()) {
        if (!column.ephemeral) cells[column.name] = encodeDatum(column.type, row.get(column.name));
      }
      (result[name] ??= {})[row.uuid] = cells;
    }
  }
  return result;
};

/** The same of what `ovsdb-client dump -f json` printed. */
export const dumpedContents = (text: string, schema: DatabaseSchema): Contents => {
  const result: Contents = {};
  for (const line of text.trim().split('\n')) {
    const table = parseJson(line);
    if (!isObject(table) || !isArray(table['data']) || !isArray(table['headings'])) throw new Error(line);
    const name = String(table['caption']).replace(/ table$/, '');
    const headings = table['headings'].map(String);
    for (const row of table['data'] as readonly (readonly Json[])[]) {
      const cells = Object.fromEntries(headings.map((heading, at) => [heading, row[at] as Json]));
      const id = (cells['_uuid'] as readonly string[])[1] as string;
      for (const column of headings) {
        if (schema.tables.get(name)?.columns.get(column)?.ephemeral !== false) delete cells[column];
      }
      (result[name] ??= {})[id] = cells;
    }
  }
  return result;
};

export const read = (bytes: Uint8Array, step?: number): Promise<DatabaseFile> =>
  openDatabaseFile('test.db', bytesOf(bytes, step));

/** The error that reading ends with; anything but an `OvnscopeError` fails the test. */
export const refusal = async (reading: Promise<unknown>): Promise<OvnscopeError> => {
  try {
    await reading;
  } catch (error) {
    if (error instanceof OvnscopeError) return error;
    throw error;
  }
  throw new Error('read without an error');
};

/** A file system in memory: `{ 'dir/file': bytes }`. */
export const memoryFiles = (files: Readonly<Record<string, Uint8Array>>): FileSystem => {
  const below = (path: string): string[] =>
    Object.keys(files).flatMap((name) => (name.startsWith(`${path}/`) ? [name.slice(path.length + 1)] : []));
  return {
    kind: (path) => Promise.resolve(path in files ? 'file' : 'directory'),
    list: (path) => {
      const names = new Set(below(path).map((name) => name.split('/', 1)[0] as string));
      return Promise.resolve(
        [...names].map(
          (name) => ({ name, kind: `${path}/${name}` in files ? 'file' : 'directory' }) as const,
        ),
      );
    },
    source: (path): Promise<ByteSource> => Promise.resolve(bytesOf(files[path] ?? new Uint8Array(0))),
    join: (directory, name) => `${directory}/${name}`,
  };
};
