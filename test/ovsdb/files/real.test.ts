/** Files that ovsdb-server and ovsdb-tool wrote, against what ovsdb-client says about the same databases. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabases } from '../../../src/ovsdb/files/search.ts';
import type { DatabaseFile } from '../../../src/ovsdb/files/open.ts';
import { OvsdbServer } from '../../lab/ovsdb.ts';
import { makeDirectory, removeDirectory, run } from '../../lab/process.ts';
import { RaftCluster } from '../../lab/raft.ts';
import { contents, dumpedContents, read, refusal, SCHEMA } from './support.ts';

let directory: string;
let schemaFile: string;

beforeAll(() => {
  directory = makeDirectory();
  schemaFile = join(directory, 'test.ovsschema');
  writeFileSync(schemaFile, JSON.stringify(SCHEMA));
});
afterAll(() => removeDirectory(directory));

/** A small generator of its own: the same transactions in every run. */
const dice = (seed: number) => (sides: number) => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return (seed >>> 8) % sides;
};

/** Operations that grow, shrink and rewrite sets, maps, references and numbers. */
const operations = (roll: (sides: number) => number): unknown[] => {
  const where = [['name', '==', `row ${roll(6)}`]];
  const tag = (): string => `t${roll(8)} "é\n`;
  const update = (row: object): object => ({ op: 'update', table: 'T', where, row });
  const mutate = (...mutation: unknown[]): object => ({
    op: 'mutate',
    table: 'T',
    where,
    mutations: [mutation],
  });
  const choices = [
    () => [
      { op: 'insert', table: 'T', row: { name: `row ${roll(6)}`, tags: ['set', [tag(), `u${roll(9)}`]] } },
    ],
    () => [{ op: 'insert', table: 'T', row: {} }],
    () => [mutate('tags', 'insert', ['set', [tag(), `v${roll(3)}`]])],
    () => [
      mutate('tags', 'delete', ['set', [tag(), tag(), tag()].filter((t, at, all) => all.indexOf(t) === at)]),
    ],
    () => [mutate('pairs', 'insert', ['map', [[`k${roll(4)}`, tag()]]])],
    () => [
      update({
        pairs: [
          'map',
          [
            [`k${roll(4)}`, tag()],
            ['fixed', tag()],
          ],
        ],
      }),
    ],
    () => [mutate('pairs', 'delete', ['set', [`k${roll(4)}`]])],
    () => [
      update({
        number: roll(2) === 0 ? roll(100) : Number.MAX_SAFE_INTEGER,
        ratio: roll(100) / 8,
        on: roll(2) === 1,
      }),
    ],
    () => [update({ maybe: roll(2) === 0 ? ['set', []] : roll(10), status: ['map', [['up', tag()]]] })],
    () => [{ op: 'insert', table: 'Part', row: { label: tag() }, 'uuid-name': 'part' }, mutate('parts', 'insert', ['set', [['named-uuid', 'part']]])], // prettier-ignore
    () => [update({ parts: ['set', []] })],
    () => [
      { op: 'insert', table: 'T', row: { name: `friend ${roll(3)}` }, 'uuid-name': 'friend' },
      mutate('friends', 'insert', ['set', [['named-uuid', 'friend']]]),
    ],
    // Weak references to the deleted rows go with them.
    () => [{ op: 'delete', table: 'T', where: [['name', '==', `friend ${roll(3)}`]] }],
    () => (roll(4) === 0 ? [{ op: 'delete', table: 'T', where }] : [mutate('number', '+=', 1)]),
  ];
  return (choices[roll(choices.length)] as () => unknown[])();
};

const churn = async (server: OvsdbServer, roll: (sides: number) => number, count: number): Promise<void> => {
  for (let n = 0; n < count; n++) {
    const all = Array.from({ length: 1 + roll(2) }, () => operations(roll)).flat() as {
      'uuid-name'?: string;
    }[];
    const once = all.filter((op, at) => op['uuid-name'] === undefined || all.findIndex((o) => o['uuid-name'] === op['uuid-name']) === at); // prettier-ignore
    await server.transact('Test', ...once, { op: 'comment', comment: 'test' });
  }
};

const open = async (file: string): Promise<DatabaseFile> => {
  const { databases } = await openDatabases(file);
  return databases[0] as DatabaseFile;
};

const expectSame = async (server: OvsdbServer, file: DatabaseFile, name = 'Test'): Promise<void> => {
  const dump = await server.client('dump', '-f', 'json', name);
  expect(contents(file.database)).toEqual(dumpedContents(dump, file.database.schema));
  expect(file.damage).toBeUndefined();
  expect(file.database.problems.list).toEqual([]);
};

describe('a standalone file of ovsdb-server', () => {
  it.each<[string, string[]]>([
    ['with differences', []],
    ['with whole columns, as before 2.15', ['--disable-file-column-diff']],
  ])('%s is the database that the server has', async (name, extra) => {
    const server = await OvsdbServer.start({
      directory,
      name: `alone${extra.length}`,
      schema: schemaFile,
      extra,
    });
    const [path] = server.files() as [string];
    const roll = dice(name.length);
    try {
      await expectSame(server, await open(path));
      for (let round = 0; round < 4; round++) {
        await churn(server, roll, 25);
        expect(readFileSync(path, 'latin1').includes('"_is_diff":true')).toBe(extra.length === 0);
        await expectSame(server, await open(path));
        if (round === 1) await server.compact();
      }
      const backup = await read(Buffer.from(await server.backup('Test')));
      await expectSame(server, backup);
      const dump = Buffer.from(await server.client('dump', '-f', 'json', '--pretty', 'Test'));
      const schemas = [backup.database.schema];
      writeFileSync(join(directory, 'dump.json'), dump);
      const { databases } = await openDatabases(join(directory, 'dump.json'), undefined, { schemas });
      await expectSame(server, databases[0] as DatabaseFile);
    } finally {
      await server.stop();
    }
  });

  it('is what ovsdb-tool query says, also after ovsdb-tool compact and convert', async () => {
    const file = join(directory, 'tool.db');
    await run('ovsdb-tool', ['create', file, schemaFile]);
    const rows = Array.from({ length: 30 }, (_, n) => ({
      op: 'insert',
      table: 'T',
      row: { name: `n${n}`, number: n },
    }));
    await run('ovsdb-tool', ['transact', file, JSON.stringify(['Test', ...rows])]);
    const remove = { op: 'delete', table: 'T', where: [['number', '<', 10]] };
    await run('ovsdb-tool', ['transact', file, JSON.stringify(['Test', remove])]);
    const select = { op: 'select', table: 'T', where: [], columns: ['_uuid', 'name'] };
    const answer = async (): Promise<unknown> => {
      const text = await run('ovsdb-tool', ['query', file, JSON.stringify(['Test', select])]);
      const [{ rows: found }] = JSON.parse(text) as [{ rows: { _uuid: [string, string]; name: string }[] }];
      return Object.fromEntries(found.map(({ _uuid, name }) => [_uuid[1], name]));
    };
    const names = async (): Promise<unknown> =>
      Object.fromEntries(
        [...(await open(file)).database.table('T')].map((row) => [row.uuid, row.get('name')]),
      );
    expect(await names()).toEqual(await answer());
    await run('ovsdb-tool', ['compact', file]);
    expect(await names()).toEqual(await answer());
    const { tables } = SCHEMA as unknown as { tables: { T: { columns: Record<string, unknown> } } };
    const { ratio: _ratio, ...columns } = tables.T.columns;
    const converted = { ...SCHEMA, version: '2.0.0', tables: { ...tables, T: { ...tables.T, columns } } };
    writeFileSync(join(directory, 'two.ovsschema'), JSON.stringify(converted));
    await run('ovsdb-tool', ['convert', file, join(directory, 'two.ovsschema')]);
    expect(await names()).toEqual(await answer());
    const { database } = await open(file);
    expect([database.schema.version, database.schema.tables.get('T')?.columns.has('ratio')]).toEqual([
      '2.0.0',
      false,
    ]);
  });
});

describe('files of a cluster', () => {
  const insert = (name: string, n: number): object => ({ op: 'insert', table: name, row: { name: `ls${n}`, external_ids: ['map', [['n', String(n)]]] } }); // prettier-ignore

  it('of three members give what the servers have, before and after compaction, conversion and a death', async () => {
    const cluster = await RaftCluster.start({ directory, name: 'three', schema: 'nb' });
    const add = async (from: number, to: number): Promise<void> => {
      const server = cluster.member(await cluster.leader());
      for (let n = from; n < to; n++) {
        const rename = { op: 'mutate', table: 'Logical_Switch', where: [], mutations: [['external_ids', 'insert', ['map', [[`m${n}`, 'x']]]]] }; // prettier-ignore
        await server.transact('OVN_Northbound', insert('Logical_Switch', n), rename);
      }
    };
    /** A member writes down what is committed when it hears of it, a moment after the leader. */
    const expectAllSame = async (): Promise<void> => {
      await expect
        .poll(async () => {
          const files = await Promise.all(cluster.files().map(open));
          return new Set(files.map((file) => file.cluster?.commitIndex)).size;
        })
        .toBe(1);
      for (const [n, path] of cluster.files().entries()) {
        if (cluster.member(n).daemon.running)
          await expectSame(cluster.member(n), await open(path), 'OVN_Northbound');
      }
    };
    try {
      await add(0, 10);
      await expectAllSame();
      const facts = (await open(cluster.files()[1] as string)).cluster;
      expect(facts?.members.size).toBe(3);
      expect(facts?.clusterId).toBe(await cluster.cid());
      await cluster.compact();
      await add(10, 15);
      await expectAllSame();
      const leader = cluster.member(await cluster.leader());
      const schema = JSON.parse(await leader.client('get-schema', 'OVN_Northbound')) as { version: string; tables: Record<string, { columns: Record<string, unknown> }> }; // prettier-ignore
      schema.version = '99.0.0';
      (schema.tables['Logical_Switch'] as { columns: Record<string, unknown> }).columns['colour'] = {
        type: 'string',
      };
      writeFileSync(join(directory, 'nb2.ovsschema'), JSON.stringify(schema));
      await leader.convert(join(directory, 'nb2.ovsschema'));
      await add(15, 18);
      await expectAllSame();
      expect((await open(cluster.files()[2] as string)).database.schema.version).toBe('99.0.0');
      const dead = await cluster.leader();
      const before = contents((await open(cluster.files()[dead] as string)).database);
      await cluster.kill(dead);
      const next = await cluster.leader([dead]);
      await add(18, 20);
      const [told, leader2] = await Promise.all(
        [3 - dead - next, next].map((n) => open(cluster.files()[n] as string)),
      );
      expect(told?.cluster?.leader).toBe(leader2?.cluster?.serverId);
      expect(contents((await open(cluster.files()[dead] as string)).database)).toEqual(before);
      await cluster.restart(dead);
      await expectAllSame();
      const standalone = join(directory, 'standalone.db');
      // The tool of Open vSwitch 3.1 loses the schema of a conversion and applies its rows twice: compact it away.
      await cluster.compact();
      await add(20, 22);
      await expectAllSame();
      await cluster.stop();
      await run('ovsdb-tool', ['cluster-to-standalone', standalone, cluster.files()[0] as string]);
      expect(contents((await open(standalone)).database)).toEqual(
        contents((await open(cluster.files()[0] as string)).database),
      );
    } finally {
      await cluster.stop();
    }
  });

  it('just created or joining', async () => {
    const [first, second] = [join(directory, 'c1.db'), join(directory, 'c2.db')];
    await run('ovsdb-tool', ['create-cluster', first, schemaFile, 'unix:c1.raft']);
    await run('ovsdb-tool', ['join-cluster', second, 'Test', 'unix:c2.raft', 'unix:c1.raft']);
    const { database, cluster } = await open(first);
    expect([database.name, cluster?.name, cluster?.members.size]).toEqual(['Test', 'Test', 1]);
    expect(cluster?.serverId).toBe((await run('ovsdb-tool', ['db-sid', first])).trim());
    const error = await refusal(openDatabases(second));
    expect([error.message, error.hint]).toEqual([
      expect.stringContaining('has not joined') as string,
      expect.stringContaining('unix:c1.raft') as string,
    ]);
  });

  it('of a created cluster that holds a standalone database', async () => {
    const [alone, member] = [join(directory, 'd.db'), join(directory, 'd1.db')];
    await run('ovsdb-tool', ['create', alone, schemaFile]);
    await run('ovsdb-tool', ['transact', alone, JSON.stringify(['Test', { op: 'insert', table: 'T', row: { name: 'x' } }])]); // prettier-ignore
    await run('ovsdb-tool', ['create-cluster', member, alone, 'unix:d1.raft']);
    // In a cluster no column is ephemeral.
    const [joined, single] = [(await open(member)).database, (await open(alone)).database];
    expect(joined.schema.tables.get('T')?.columns.get('status')?.ephemeral).toBe(false);
    for (const row of single.table('T'))
      expect(Object.fromEntries(joined.table('T').row(row.uuid)?.entries() ?? [])).toEqual(
        Object.fromEntries(row.entries()),
      );
    expect(joined.table('T').size).toBe(1);
  });
});

const FIXTURES = join(import.meta.dirname, '../../../fixtures');
/** More captures may stand beside a work tree of the project. */
const CAPTURES = join(import.meta.dirname, '../../../../shared/captures');

describe('captured deployments', () => {
  it('are read without a problem', async () => {
    for (const root of [FIXTURES, CAPTURES].filter((directory) => existsSync(directory))) {
      const { databases, skipped } = await openDatabases(root);
      expect(skipped).toEqual([]);
      expect(databases.length).toBeGreaterThan(20);
      for (const { name, database, damage } of databases) {
        for (const table of database.all.values()) for (const row of table) row.entries();
        expect([name, damage, database.problems.list]).toEqual([name, undefined, []]);
      }
    }
  });

  it('as a dump are what they are as a backup', async () => {
    const { databases } = await openDatabases(join(FIXTURES, 'neutron-capture'));
    const [backup, dump] = ['OVN_Northbound.backup', 'OVN_Northbound.dump.jsonl'].map((name) =>
      databases.find((file) => file.name.endsWith(name)),
    ) as [DatabaseFile, DatabaseFile];
    expect(contents(dump.database)).toEqual(contents(backup.database));
  });
});
