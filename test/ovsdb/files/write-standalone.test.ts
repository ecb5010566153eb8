/** What is written is read back: by our own reader, and by Open vSwitch's programs. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeDatum } from '../../../src/ovsdb/datum/codec.ts';
import type { Value } from '../../../src/ovsdb/datum/value.ts';
import { openDatabases } from '../../../src/ovsdb/files/search.ts';
import { StandaloneWriter, type StandaloneOptions } from '../../../src/ovsdb/files/write-standalone.ts';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import { Database } from '../../../src/ovsdb/rows/database.ts';
import { Row } from '../../../src/ovsdb/rows/row.ts';
import { parseDatabaseSchema } from '../../../src/ovsdb/schema/parse.ts';
import type { ColumnType, DatabaseSchema } from '../../../src/ovsdb/schema/types.ts';
import { OvsdbServer } from '../../lab/ovsdb.ts';
import { makeDirectory, removeDirectory, run } from '../../lab/process.ts';
import { columnType, valueOf } from '../datum/arbitraries.ts';
import { dumpedContents, contents, read, SCHEMA, uuid } from './support.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');
const OPTIONS: StandaloneOptions = { date: 1_700_000_000_000, comment: 'test' };

const databaseOf = (
  schema: DatabaseSchema,
  rows: Readonly<Record<string, Record<string, Record<string, Json>>>>,
): Database => {
  // prettier-ignore
  const database = new Database(schema, { name: 'test', kind: 'memory', bytes: 0, milliseconds: 0 });
  for (const name of schema.tables.keys()) {
    const table = database.open(name);
    for (const [id, columns] of Object.entries(rows[name] ?? {})) {
      if (table !== undefined) table.set(new Row(table.columns, id, columns));
    }
  }
  return database;
};

const write = async (database: Database, options = OPTIONS): Promise<Buffer> => {
  const writer = await StandaloneWriter.of(database, options);
  const bytes = Buffer.concat([...writer.chunks()]);
  expect(bytes.length).toBe(writer.bytes);
  return bytes;
};

/** All columns, those that ovsdb-server keeps in memory only as well. */
const all = (database: Database): unknown =>
  [...database.all.values()]
    .filter((table) => table.size > 0)
    .map((table) => ({
      name: table.name,
      rows: [...table].map((row) => [row.uuid, row.entries()] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

const small = (): Database =>
  databaseOf(parseDatabaseSchema(SCHEMA), {
    T: {
      [uuid(2)]: { name: 'b "é\n', number: 9007199254740993n, parts: ['uuid', uuid(9)], status: ['map', [['up', 'yes']]] }, // prettier-ignore
      [uuid(1)]: { name: '', tags: ['set', ['x', 'y']], friends: ['uuid', uuid(2)] },
    },
    Part: { [uuid(9)]: { label: 'p' } },
  });

describe('StandaloneWriter', () => {
  it('writes the schema, then all rows in one record: tables and rows in order, defaults left out', async () => {
    const [first, second, third] = (await write(small())).toString().split('\n').filter((line) => !line.startsWith('OVSDB')); // prettier-ignore
    expect(JSON.parse(first as string)).toMatchObject({ name: 'Test', version: '1.0.0' });
    expect(second).toBe(
      `{"_date":1700000000000,"_comment":"test","Part":{"${uuid(9)}":{"label":"p"}},` +
        `"T":{"${uuid(1)}":{"tags":["set",["x","y"]],"friends":["uuid","${uuid(2)}"]},` +
        `"${uuid(2)}":{"name":"b \\"é\\n","number":9007199254740993,"parts":["uuid","${uuid(9)}"],` +
        `"status":["map",[["up","yes"]]]}}}`,
    );
    expect(third).toBe('');
  });

  it('counts what it writes', async () => {
    const { tables, rows } = await StandaloneWriter.of(small(), { ...OPTIONS, leaveOut: ['Part'] });
    expect([tables, rows]).toEqual([[{ name: 'T', rows: 2 }], 2]);
  });

  it('changes values on their way, and puts sets in order again', async () => {
    const transform = (_table: string, { name }: { name: string }, value: Value): Value =>
      name === 'tags' ? (value as readonly string[]).map((tag) => (tag === 'x' ? 'z' : 'a')) : value;
    const { database } = await read(await write(small(), { ...OPTIONS, transform }));
    expect(database.table('T').row(uuid(1))?.get('tags')).toEqual(['a', 'z']);
    const same = (_table: string, { name }: { name: string }, value: Value): Value =>
      name === 'tags' ? (value as readonly string[]).map(() => 'same') : value;
    const merged = await read(await write(small(), { ...OPTIONS, transform: same }));
    expect(merged.database.table('T').row(uuid(1))?.get('tags')).toEqual(['same']);
  });

  it('does not make the database remember what it decoded', async () => {
    let decoded = 0;
    const database = small();
    const { columns } = database.table('T');
    const decode = columns.decode.bind(columns);
    columns.decode = (...args) => (decoded++, decode(...args));
    await write(database);
    const once = decoded;
    await write(database);
    expect(decoded).toBe(2 * once);
  });

  it('any database => the same rows', async () => {
    const table = fc.array(columnType, { minLength: 1, maxLength: 4 }).chain((types) =>
      fc.record({
        types: fc.constant(types),
        rows: fc.dictionary(fc.uuid(), fc.tuple(...types.map(valueOf)), { maxKeys: 4 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom('A', 'B', 'constructor'), table), async (tables) => {
        const columnsOf = (types: readonly ColumnType[]) =>
          new Map(
            types.map((type, i) => [`c${i}`, { name: `c${i}`, type, ephemeral: i === 0, mutable: true }]),
          );
        const schema: DatabaseSchema = {
          name: 'Any',
          version: '1.0.0',
          tables: new Map(
            Object.entries(tables).map(([name, { types }]) => [
              name,
              { name, columns: columnsOf(types), maxRows: Infinity, isRoot: true, indexes: [] },
            ]),
          ),
        };
        const encode = (types: readonly ColumnType[], row: readonly Value[]) =>
          Object.fromEntries(types.map((type, i) => [`c${i}`, encodeDatum(type, row[i])]));
        const database = databaseOf(
          schema,
          Object.fromEntries(
            Object.entries(tables).map(([name, { types, rows }]) => [
              name,
              Object.fromEntries(Object.entries(rows).map(([id, row]) => [id, encode(types, row)])),
            ]),
          ),
        );
        const back = await read(await write(database));
        expect(back.damage).toBeUndefined();
        expect(all(back.database)).toEqual(all(database));
      }),
      { numRuns: 60 },
    );
  });

  it('a name as long as may be, in pieces', async () => {
    const long = 'é'.repeat(300_000);
    const database = databaseOf(parseDatabaseSchema(SCHEMA), {
      T: Object.fromEntries([1, 2, 3, 4].map((n) => [uuid(n), { name: `${n}${long}` }])),
    });
    const writer = await StandaloneWriter.of(database, OPTIONS);
    expect([...writer.chunks()].length).toBeGreaterThan(3);
    expect(contents((await read(await write(database))).database)).toEqual(contents(database));
  });

  it.each(['demo', 'two-switches/nb-cluster.db', 'ovn-kubernetes', 'neutron-capture'])(
    'captured: %s => the same',
    async (name) => {
      for (const { database } of (await openDatabases(join(FIXTURES, name))).databases) {
        const back = await read(await write(database));
        expect([back.damage, back.database.problems.list]).toEqual([undefined, []]);
        expect(all(back.database)).toEqual(all(database));
        expect(back.database.schema).toEqual(database.schema);
      }
    },
  );
});

describe('the programs of Open vSwitch', () => {
  let directory: string;
  beforeAll(() => void (directory = makeDirectory()));
  afterAll(() => removeDirectory(directory));

  it.each([
    ['nb', 'demo/nb.db'],
    ['sb', 'neutron/sb.db'],
    ['ovs', 'ovn-kubernetes/host-1.db'],
  ])('%s: ovsdb-tool and ovsdb-server open what was written', async (label, fixture) => {
    const { databases } = await openDatabases(join(FIXTURES, fixture));
    const database = databases[0]?.database as Database;
    const file = join(directory, `${label}.db`);
    writeFileSync(file, await write(database));
    expect((await run('ovsdb-tool', ['db-name', file])).trim()).toBe(database.name);
    expect((await run('ovsdb-tool', ['db-version', file])).trim()).toBe(database.schema.version);
    expect((await run('ovsdb-tool', ['db-cksum', file])).trim()).toBe(database.schema.cksum);
    expect(await run('ovsdb-tool', ['show-log', file])).toContain('"test"');
    const server = await OvsdbServer.start({ directory, name: label, databases: [file] });
    try {
      const dump = await server.client('dump', '-f', 'json', database.name);
      expect(dumpedContents(dump, database.schema)).toEqual(contents(database));
    } finally {
      await server.stop();
    }
  });

  it('take what they keep in memory only', async () => {
    const file = join(directory, 'memory.db');
    writeFileSync(file, await write(small()));
    const server = await OvsdbServer.start({ directory, name: 'memory', databases: [file] });
    try {
      expect(await server.client('dump', '-f', 'json', 'Test', 'T', 'status')).toContain('["up","yes"]');
    } finally {
      await server.stop();
    }
  });
});
