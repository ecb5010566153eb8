/** Databases, tables and rows as they are read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rope } from '../../../src/ovsdb/json/rope.ts';
import { Raw } from '../../../src/ovsdb/json/raw.ts';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import { Database } from '../../../src/ovsdb/rows/database.ts';
import { Problems } from '../../../src/ovsdb/rows/problems.ts';
import { Row } from '../../../src/ovsdb/rows/row.ts';
import type { Table } from '../../../src/ovsdb/rows/table.ts';
import { parseDatabaseSchema } from '../../../src/ovsdb/schema/parse.ts';

const schema = parseDatabaseSchema({
  name: 'T',
  version: '1.0.0',
  tables: {
    A: {
      columns: {
        n: { type: 'integer' },
        name: { type: 'string' },
        up: { type: { key: 'boolean', min: 0 } },
        tags: { type: { key: 'string', min: 0, max: 'unlimited' } },
        few: { type: { key: 'string', min: 0, max: 2 } },
        valueOf: { type: 'string' },
      },
    },
  },
});

const ORIGIN = { name: 'memory', kind: 'memory' as const, bytes: 0, milliseconds: 0 };

const open = (columns?: readonly string[]): [Database, Table] => {
  const database = new Database(schema, { ...ORIGIN });
  return [database, database.open('A', columns) as Table];
};

const raw = (text: string): Raw => {
  const rope = new Rope();
  rope.append(Buffer.from(text), 0, Buffer.byteLength(text));
  return new Raw(rope, 0, rope.length);
};

const rowOf = (table: Table, source: Json | Raw, uuid = 'u1'): Row => {
  const row = new Row(table.columns, uuid, source);
  table.set(row);
  return row;
};

describe('a row', () => {
  it('is parsed when it is first asked, and each column decoded once', () => {
    const [database, table] = open();
    const row = rowOf(table, raw('{"n":9007199254740993,"tags":["set",["b","a"]],"up":true}'));
    expect(row.get('n')).toBe(9007199254740993n);
    expect(row.get('tags')).toEqual(['a', 'b']);
    expect(row.get('tags')).toBe(row.get('tags'));
    expect([row.get('name'), row.get('up')]).toEqual(['', true]);
    expect(row.tableName).toBe('A');
    expect(database.problems.count).toBe(0);
  });

  it('gives the default of a column that was left out, whatever it is called', () => {
    const [database, table] = open();
    expect(rowOf(table, {}).entries()).toEqual([
      ['few', []],
      ['n', 0],
      ['name', ''],
      ['tags', []],
      ['up', undefined],
      ['valueOf', ''],
    ]);
    expect(database.problems.count).toBe(0);
  });

  it('reports a cell that breaks the schema, once, and reads it as the default', () => {
    const [database, table] = open();
    const row = rowOf(table, { n: '1', name: 'x\u001b[31m' });
    expect([row.get('n'), row.get('n'), row.get('name')]).toEqual([0, 0, 'x\u001b[31m']);
    expect(database.problems.list).toEqual([
      { where: 'T:A:u1:n', message: 'expected integer, read a string' },
    ]);
  });

  it.each(['{"n":1', '[1]', '5'])('that is no JSON object (%s) is reported and empty', (text) => {
    const [database, table] = open();
    const row = rowOf(table, raw(text));
    expect([row.get('n'), row.get('name')]).toEqual([0, '']);
    expect(database.problems.list.map(({ where }) => where)).toEqual(['T:A:u1']);
  });

  it('does not change: a changed row is another', () => {
    const [database, table] = open();
    const row = rowOf(table, { n: 1, tags: ['set', ['a', 'b']], name: 'x' });
    const patched = row.patched({ n: 2, tags: ['set', ['b', 'c']] });
    const replaced = row.replaced({ tags: 'z', n: 'bad' });
    expect([row.get('n'), row.get('tags')]).toEqual([1, ['a', 'b']]);
    expect([patched.get('n'), patched.get('tags'), patched.get('name')]).toEqual([2, ['a', 'c'], 'x']);
    expect([replaced.get('n'), replaced.get('tags'), replaced.get('name')]).toEqual([0, ['z'], 'x']);
    expect(patched.patched({ tags: 'c' }).get('tags')).toEqual(['a']);
    expect(row.patched({ unknown: 1 }).equals(row)).toBe(true);
    expect(database.problems.list.map(({ where }) => where)).toEqual(['T:A:u1:n', 'T:A:u1:unknown']);
    expect(() => row.patched({ few: ['set', ['a', 'b', 'c']] })).toThrow('difference leaves 3 members');
    expect(() => row.patched({ tags: 5 })).toThrow('expected string');
  });

  it('is equal to one with the same values, however they were written', () => {
    const [, table] = open();
    const row = rowOf(table, { n: 1, tags: ['set', ['b', 'a']], few: ['set', []] });
    expect(row.equals(rowOf(table, raw('{"tags":["set",["a","b"]],"n":1,"name":""}')))).toBe(true);
    expect(row.equals(rowOf(table, { n: 1, tags: ['set', ['a', 'b', 'c']] }))).toBe(false);
  });
});

describe('a table', () => {
  it('knows its rows and the columns that were read', () => {
    const [database, table] = open(['n', 'newer']);
    rowOf(table, { n: 1 }, 'u1');
    rowOf(table, { n: 2 }, 'u2');
    expect([...table].map((row) => row.get('n'))).toEqual([1, 2]);
    expect([table.size, table.row('u2')?.get('n'), table.row('u3')]).toEqual([2, 2, undefined]);
    expect([table.has('n'), table.has('name'), table.has('newer')]).toEqual([true, false, false]);
    expect(database.table('A')).toBe(table);
    table.delete('u1');
    expect([...table.rows.keys()]).toEqual(['u2']);
  });

  it('keeps snapshots apart: neither side reaches the other', () => {
    const [database, table] = open();
    rowOf(table, { n: 1 }, 'u1');
    const first = database.snapshot();
    const second = database.snapshot();
    rowOf(table, { n: 2 }, 'u2');
    second.table('A').delete('u1');
    const third = first.snapshot();
    first.table('A').clear();
    expect([database, first, second, third].map((one) => one.table('A').size)).toEqual([2, 0, 0, 1]);
    table.delete('u1');
    expect(third.table('A').row('u1')?.get('n')).toBe(1);
  });
});

describe('a database', () => {
  it('gives an empty table for one that it lacks or that was not read', () => {
    const [database] = open();
    expect([database.has('A'), database.has('B'), database.table('B').size]).toEqual([true, false, 0]);
    expect(database.table('B').has('x')).toBe(false);
    expect(database.open('B')).toBeUndefined();
    expect([database.name, database.schema.version]).toEqual(['T', '1.0.0']);
  });

  it('reads columns that only a newer schema has as their defaults', () => {
    const [database, table] = open();
    const row = rowOf(table, { n: 1 });
    expect(row.get('newer')).toBeUndefined();
    const columns = { n: 'integer', newer: 'string*', newest: 'string', maybe: 'uuid?' };
    const typed = database.as<{
      A: { n: number; newer: string[]; newest: string; maybe: string | undefined };
    }>({
      name: 'T',
      version: '9.0.0',
      tables: { A: columns, B: { x: 'string' } },
    });
    const [same] = typed.table('A');
    expect([same?.get('n'), same?.get('newer'), same?.get('newest'), same?.get('maybe')]).toEqual([
      1,
      [],
      '',
      undefined,
    ]);
    expect(typed.table('A').has('newer')).toBe(false);
  });
});

describe('problems', () => {
  it('are all counted, and the first of them kept', () => {
    const problems = new Problems();
    for (let n = 0; n < 1000; n++) problems.add(`place ${n}`, 'broken');
    expect([problems.count, problems.list.length, problems.list[0]?.where]).toEqual([1000, 200, 'place 0']);
  });
});

describe('what a column may hold, told without decoding it', () => {
  const UUID = '0b7e0000-0000-4000-8000-000000000001';
  const OTHER = '0b7e0000-0000-4000-8000-000000000002';
  const typed = parseDatabaseSchema({
    name: 'T',
    version: '1.0.0',
    tables: {
      A: {
        columns: {
          name: { type: 'string' },
          alias: { type: { key: 'string', min: 0 } },
          tags: { type: { key: 'string', min: 0, max: 'unlimited' } },
          ids: { type: { key: 'string', value: 'string', min: 0, max: 'unlimited' } },
          ports: { type: { key: 'uuid', min: 0, max: 'unlimited' } },
          port: { type: { key: 'uuid', min: 0 } },
          tag: { type: { key: 'integer', min: 0 } },
        },
      },
    },
  });
  const row = (json: Json): Row => {
    const table = new Database(typed, { ...ORIGIN }).open('A') as Table;
    return rowOf(table, json);
  };

  it.each<[column: string, json: Json, text: string, answer: boolean]>([
    ['name', 'a', 'a', true],
    ['name', 'a', 'b', false],
    ['alias', ['set', []], 'a', false],
    ['alias', 'a', 'a', true],
    ['tags', ['set', ['a', 'b']], 'b', true],
    ['tags', ['set', ['a', 'b']], 'c', false],
    ['ids', ['map', [['key', 'a']]], 'a', true],
    ['ids', ['map', [['key', 'a']]], 'key', false],
    ['port', ['uuid', UUID], UUID, true],
    ['port', ['uuid', UUID.toUpperCase()], UUID, true],
    ['ports', ['set', [['uuid', UUID]]], UUID, true],
    ['ports', ['set', [['uuid', UUID]]], OTHER, false],
    ['tag', 7, 'a', false],
    ['tags', { no: 'datum' }, 'a', true],
    ['nothing', 'a', 'a', false],
  ])('%s %j: %s %s', (column, json, text, answer) => {
    expect(row({ [column]: json }).mayHold(column, new Set([text]))).toBe(answer);
  });

  it('says no only where decoding finds nothing', () => {
    const word = fc.constantFrom('', 'a', 'b', 'uuid', 'set', 'map', UUID);
    const cell = fc.oneof(
      word,
      fc.integer(),
      fc.array(word).map((words): Json => ['set', words]),
      fc.array(fc.tuple(word, word)).map((pairs): Json => ['map', pairs]),
      fc.constant<Json>(['uuid', UUID]),
    );
    fc.assert(
      fc.property(
        cell,
        word,
        fc.constantFrom('name', 'alias', 'tags', 'ids', 'ports'),
        (json, text, column) => {
          const one = row({ [column]: json });
          const may = one.mayHold(column, new Set([text]));
          const value = one.get(column);
          const held =
            value instanceof Map
              ? [...value.values()]
              : Array.isArray(value)
                ? (value as unknown[])
                : [value];
          if (held.includes(text)) expect(may).toBe(true);
        },
      ),
    );
  });
});

describe('a cell that cannot be read', () => {
  it.each([
    '["hunter2","x"]',
    '"psk=hunter2"',
    '{"psk":"hunter2"}',
    '["map",[["psk",["hunter2"]]]]',
    'hunter2',
    '"hunter2',
  ])('%s is told of without what stands in it: it may be a secret', (cell) => {
    const [database, table] = open();
    table.set(
      new Row(table.columns, '00000000-0000-0000-0000-000000000001', raw(`{"tags":${cell},"n":${cell}}`)),
    );
    const [row] = table;
    row?.get('tags');
    row?.get('n');
    expect(database.problems.count).toBeGreaterThan(0);
    expect(JSON.stringify(database.problems.list)).not.toContain('hunter2');
  });
});
