import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OvsdbError } from '../../../src/ovsdb/datum/index.ts';
import { parseJson } from '../../../src/ovsdb/json/exact.ts';
import type { Json, JsonObject } from '../../../src/ovsdb/json/value.ts';
import {
  formatColumnSchema,
  formatDatabaseSchema,
  formatTableSchema,
  parseColumnSchema,
  parseDatabaseSchema,
  parseTableSchema,
} from '../../../src/ovsdb/schema/index.ts';
import { schemaFixtures } from '../../../scripts/generate-types.ts';
import { anyJson } from '../datum/arbitraries.ts';

const refersTo = (refTable: string, refType?: string): Json => ({
  key: { type: 'uuid', refTable, ...(refType === undefined ? {} : { refType }) },
});

const database = (tables: JsonObject, more: JsonObject = {}): JsonObject => ({
  name: 'mydb',
  tables,
  ...more,
});

const caught = (run: () => unknown): OvsdbError => {
  try {
    run();
  } catch (error) {
    if (error instanceof OvsdbError) return error;
  }
  throw new Error('no OvsdbError was thrown');
};

describe('parseColumnSchema', () => {
  it.each<[JsonObject, JsonObject]>([
    [{ type: 'integer' }, { type: 'integer' }],
    [
      { type: 'real', mutable: false },
      { type: 'real', mutable: false },
    ],
    [
      { type: 'uuid', ephemeral: true },
      { type: 'uuid', ephemeral: true },
    ],
    [{ type: refersTo('a', 'weak'), mutable: false }, { type: refersTo('a', 'weak') }],
  ])('%j => %j', (json, canonical) => {
    expect(formatColumnSchema(parseColumnSchema(json, 'c'))).toEqual(canonical);
  });
});

describe('parseTableSchema', () => {
  const columns = { a: { type: 'integer' }, b: { type: 'string' } };

  it.each<[JsonObject, JsonObject]>([
    [{ columns }, { columns }],
    [
      { columns, mutable: false },
      { columns, mutable: false },
    ],
    [
      { columns, isRoot: true },
      { columns, isRoot: true },
    ],
    [
      { columns, maxRows: 2 },
      { columns, maxRows: 2 },
    ],
    [
      { columns, indexes: [['b', 'a']] },
      { columns, indexes: [['b', 'a']] },
    ],
  ])('%j', (json, canonical) => {
    expect(formatTableSchema(parseTableSchema(json, 't'))).toEqual(canonical);
  });

  it('writes isRoot only where it differs from the default', () => {
    expect(formatTableSchema(parseTableSchema({ columns }, 't'), true)).toEqual({ columns, isRoot: false });
    expect(formatTableSchema(parseTableSchema({ columns, isRoot: true }, 't'), true)).toEqual({ columns });
  });

  it.each<[JsonObject, string, string]>([
    [{}, "Parsing table schema for table t failed: Required 'columns' member is missing.", 't'],
    [{ columns: {} }, 'table must have at least one column', 't'],
    [{ columns, maxRows: 0 }, 'maxRows must be at least 1', 't'],
    [{ columns: { _a: { type: 'integer' } } }, 'names beginning with "_" are reserved', 't._a'],
    [{ columns: { 'a-b': { type: 'integer' } } }, 'name must be a valid id', 't.a-b'],
    [{ columns: { a: { type: { key: 'void' } } } }, '"void" is not an atomic-type', 't.a'],
    [{ columns, indexes: [['b', 'a'], [0]] }, 'array of distinct column names expected', 't'],
    [{ columns, indexes: [['a', 'a']] }, 'array of distinct column names expected', 't'],
    [{ columns, indexes: [[]] }, 'index must have at least one column', 't'],
    [{ columns, indexes: [['constructor']] }, 'constructor is not a valid column name', 't'],
    [
      { columns: { a: { type: 'integer', ephemeral: true } }, indexes: [['a']] },
      'ephemeral columns (such as a) may not be indexed',
      't',
    ],
  ])('refuses %j', (json, reason, where) => {
    const error = caught(() => parseTableSchema(json, 't'));
    expect([error.kind, error.reason, error.where]).toEqual(['schema', reason, where]);
  });
});

describe('parseDatabaseSchema', () => {
  it('takes every table for a root where none is marked', () => {
    const schema = parseDatabaseSchema(database({ a: { columns: { x: { type: 'integer' } } } }));
    expect(schema.tables.get('a')?.isRoot).toBe(true);
    expect(schema.version).toBe('');
  });

  it('keeps strong references to non-root tables on disk, whatever "ephemeral" says', () => {
    const schema = parseDatabaseSchema(
      database({
        a: {
          columns: {
            x: { type: refersTo('b'), ephemeral: true },
            y: { type: refersTo('a'), ephemeral: true },
          },
        },
        b: { columns: { z: { type: 'integer' } }, isRoot: true },
      }),
    );
    const columns = schema.tables.get('a')?.columns;
    expect([columns?.get('x')?.ephemeral, columns?.get('y')?.ephemeral]).toEqual([true, false]);
  });

  it('has room for names that JavaScript objects have already', () => {
    const names = ['constructor', 'toString', 'hasOwnProperty', 'valueOf'];
    const columns = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
    const schema = parseDatabaseSchema(
      database(Object.fromEntries(names.map((name) => [name, { columns }]))),
    );
    expect([...schema.tables.keys()]).toEqual(names);
    expect(parseDatabaseSchema(formatDatabaseSchema(schema)).tables.get('constructor')?.columns.size).toBe(4);
    expect(() => parseDatabaseSchema(parseJson('{"name":"x","tables":{"__proto__":{}}}'))).toThrow(
      'reserved',
    );
  });

  it.each<[Json, string]>([
    [
      database({ a: { columns: { x: { type: refersTo('c') } } } }),
      'column x key refers to undefined table c',
    ],
    [database({}, { version: 'xxx' }), 'schema version "xxx" not in format x.y.z'],
    [{ name: 'mydb' }, "Parsing database schema failed: Required 'tables' member is missing."],
    [null, 'Parsing database schema failed: Object expected.'],
  ])('refuses %j', (json, reason) => {
    expect(caught(() => parseDatabaseSchema(json)).reason).toBe(reason);
  });

  it.each(schemaFixtures().map((file) => [basename(file), file] as const))(
    'writes %s as it was read',
    (_, file) => {
      const json = parseJson(readFileSync(file, 'utf8'));
      const schema = parseDatabaseSchema(json);
      const written = formatDatabaseSchema(schema);
      expect(parseDatabaseSchema(written)).toEqual(schema);
      expect(Object.keys(written['tables'] as object)).toEqual(
        Object.keys((json as JsonObject)['tables'] as object),
      );
    },
  );

  it('throws nothing but OvsdbError, whatever the JSON', () => {
    const run = (json: Json, tolerant: boolean): void => {
      try {
        parseDatabaseSchema(json, tolerant ? { onProblem: () => undefined } : {});
      } catch (error) {
        expect(error).toBeInstanceOf(OvsdbError);
      }
    };
    const likely = anyJson.map((columns) =>
      database({ a: { columns }, b: { columns: { c: { type: columns } } } }),
    );
    fc.assert(fc.property(fc.oneof(anyJson, likely), fc.boolean(), run));
  });
});

describe('a tolerant reader', () => {
  const read = (json: Json): { problems: string[]; columns: string[]; tables: string[] } => {
    const problems: string[] = [];
    const schema = parseDatabaseSchema(json, {
      onProblem: ({ where, message }) => problems.push(`${where}: ${message}`),
    });
    const columns = [...(schema.tables.get('t')?.columns.keys() ?? [])];
    return { problems, columns, tables: [...schema.tables.keys()] };
  };

  it('leaves out a column of a type that it does not know, and says so', () => {
    const columns = { old: { type: 'string' }, new: { type: { key: 'decimal' } } };
    expect(read(database({ t: { columns, indexes: [['new'], ['old']] } }))).toEqual({
      tables: ['t'],
      columns: ['old'],
      problems: [
        't.new: "decimal" is not an atomic-type, read "decimal"',
        't (index): new is not a valid column name, read ["new"]',
      ],
    });
  });

  it('passes over members of later schemas, and a version it cannot read', () => {
    const columns = { a: { type: { key: 'string', colour: 1 }, compressed: true } };
    const json = database({ t: { columns, shard: 2 } }, { version: 'next', owner: 'me' });
    expect(read(json)).toEqual({ tables: ['t'], columns: ['a'], problems: [] });
  });

  it('leaves out a table that is none', () => {
    const { tables, problems } = read(database({ t: { columns: { a: { type: 'string' } } }, u: 5, _v: {} }));
    expect(tables).toEqual(['t']);
    expect(problems).toEqual([
      'u: Parsing table schema for table u failed: Object expected., read 5',
      expect.stringContaining('_v: names beginning with "_" are reserved'),
    ]);
  });

  it('keeps a reference to a missing table as a plain UUID', () => {
    const { columns, problems } = read(database({ t: { columns: { a: { type: refersTo('gone') } } } }));
    expect(columns).toEqual(['a']);
    expect(problems).toEqual(['t.a: column a key refers to undefined table gone']);
  });

  it('still wants a schema', () => {
    expect(() => read([])).toThrow('Object expected');
    expect(() => read({ name: 'x' })).toThrow("Required 'tables' member is missing.");
  });
});
