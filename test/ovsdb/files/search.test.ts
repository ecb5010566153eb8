import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabases, type FoundDatabases } from '../../../src/ovsdb/files/search.ts';
import { makeDirectory, removeDirectory, run } from '../../lab/process.ts';
import { clustered, contents, memoryFiles, refusal, SCHEMA, standalone, uuid } from './support.ts';

const database = standalone(SCHEMA, { T: { [uuid(1)]: { name: 'a' } } });
const schema = Buffer.from(JSON.stringify(SCHEMA, null, 2));
const dump = Buffer.from(
  `${JSON.stringify({ caption: 'Part table', data: [], headings: ['_uuid', 'label'] })}\n\n` +
    `${JSON.stringify({ caption: 'T table', data: [[['uuid', uuid(1)], 'a', 5]], headings: ['_uuid', 'name', 'number'] }, null, 2)}\n`, // prettier-ignore
);
const joining = clustered({
  server_id: uuid(1),
  local_address: 'unix:a',
  name: 'Test',
  remote_addresses: ['unix:b'],
});

let directory: string;

beforeAll(async () => {
  directory = makeDirectory();
  const put = (name: string, bytes: Uint8Array | string): void => {
    mkdirSync(join(directory, 'in', name, '..'), { recursive: true });
    writeFileSync(join(directory, 'in', name), bytes);
  };
  put('sos/etc/openvswitch/conf.db', database);
  put('sos/var/lib/ovn/ovnnb_db.db.gz', gzipSync(database));
  put('sos/var/log/messages', 'Jan 1 00:00:00 host kernel: hello\n');
  put('sos/joining', joining);
  put('sos/broken', database.subarray(0, 50));
  put('z.tar.xz', Buffer.from('\xfd7zXZ\0\0', 'latin1'));
  await run('tar', ['czf', join(directory, 'in', 'inner.tgz'), '-C', join(directory, 'in'), 'sos/etc']);
  symlinkSync('/', join(directory, 'in', 'root'));
  await run('tar', ['cf', join(directory, 'all.tar'), '-C', directory, 'in']);
  await run('tar', ['czf', join(directory, 'all.tar.gz'), '-C', directory, 'in']);
});
afterAll(() => removeDirectory(directory));

const names = (found: FoundDatabases, root: string): string[] =>
  found.databases.map((file) => file.name.slice(root.length + 1)).sort();

describe('databases are found by content', () => {
  const inside = [
    'inner.tgz/sos/etc/openvswitch/conf.db',
    'sos/etc/openvswitch/conf.db',
    'sos/var/lib/ovn/ovnnb_db.db.gz',
  ];

  it('in a directory, without following links', async () => {
    const root = join(directory, 'in');
    const found = await openDatabases(root);
    expect(names(found, root)).toEqual(inside);
    expect(found.otherFiles).toBe(2);
    expect(found.skipped.map(({ name, reason }) => [name.slice(root.length + 1), reason])).toEqual([
      ['sos/broken', expect.stringContaining('no database can be read from it') as string],
      ['sos/joining', expect.stringContaining('has not joined') as string],
      ['z.tar.xz', 'an xz archive: unpack it first: tar xf FILE, or xz -dk FILE'],
    ]);
    for (const file of found.databases) expect(contents(file.database)['T']?.[uuid(1)]?.['name']).toBe('a');
  });

  it.each(['all.tar', 'all.tar.gz'])('in %s', async (name) => {
    const path = join(directory, name);
    const found = await openDatabases(path);
    expect(names(found, path)).toEqual(inside.map((one) => `in/${one}`));
    expect(found.skipped.length).toBe(3);
    for (const file of found.databases) expect(contents(file.database)['T']?.[uuid(1)]?.['name']).toBe('a');
  });

  it('in a file that is one', async () => {
    const found = await openDatabases('a.db', memoryFiles({ 'a.db': gzipSync(database) }));
    expect(found.databases.map(({ name, kind }) => [name, kind])).toEqual([['a.db', 'standalone']]);
  });

  it('in a pipe', async () => {
    const pipe = join(directory, 'pipe');
    await run('mkfifo', [pipe]);
    const [found] = await Promise.all([openDatabases(pipe), writeFile(pipe, database)]);
    expect(found.databases.map(({ name }) => name)).toEqual([pipe]);
  });

  it('and tells how far it is', async () => {
    const seen: [number, number | undefined][] = [];
    const progress = (bytes: number, total: number | undefined): unknown => seen.push([bytes, total]);
    writeFileSync(join(directory, 'one.db'), database);
    await openDatabases(join(directory, 'one.db'), undefined, { progress });
    expect(seen).toEqual([[database.length, database.length]]);
  });

  it('no more than allowed', async () => {
    const files = memoryFiles({ 'd/a': database, 'd/b': database, 'd/c': database });
    const found = await openDatabases('d', files, { maxFiles: 2 });
    expect(names(found, 'd')).toEqual(['a', 'b']);
    expect(found.skipped).toEqual([{ name: 'd', reason: 'only the first 2 files were looked at' }]);
  });

  it('with nothing in it', async () => {
    expect(await openDatabases('d', memoryFiles({}))).toEqual({ databases: [], skipped: [], otherFiles: 0 });
  });
});

describe('a dump', () => {
  it('takes its schema from a file beside it', async () => {
    const found = await openDatabases('d', memoryFiles({ 'd/a.json': dump, 'd/b.ovsschema': schema }));
    const [file] = found.databases;
    expect([file?.name, file?.kind, file?.database.origin.kind]).toEqual(['d/a.json', 'dump', 'dump']);
    const table = file?.database.table('T');
    expect([table?.row(uuid(1))?.get('name'), table?.row(uuid(1))?.get('number')]).toEqual(['a', 5]);
    expect([table?.has('number'), table?.has('tags')]).toEqual([true, false]);
    expect(file?.database.problems.list).toEqual([]);
  });

  it('takes its schema from a database beside it', async () => {
    const found = await openDatabases('d', memoryFiles({ 'd/a.json': dump, 'd/b': database }));
    expect(found.databases.map((file) => file.kind)).toEqual(['standalone', 'dump']);
  });

  it('takes its schema from the caller', async () => {
    const schemas = (await openDatabases('a', memoryFiles({ a: database }))).databases.map(
      (f) => f.database.schema,
    );
    const found = await openDatabases('b', memoryFiles({ b: dump }), { schemas });
    expect(found.databases[0]?.database.table('T').size).toBe(1);
  });

  it('without a schema is a clear error', async () => {
    const error = await refusal(openDatabases('b', memoryFiles({ b: dump })));
    expect(error.message).toMatch(/a dump of tables that no known schema has: Part, T/);
    const found = await openDatabases('d', memoryFiles({ 'd/b': dump }));
    expect(found.skipped.map((one) => one.name)).toEqual(['d/b']);
  });

  it('that is cut gives the tables before the cut', async () => {
    const schemas = (await openDatabases('a', memoryFiles({ a: database }))).databases.map(
      (f) => f.database.schema,
    );
    const found = await openDatabases('b', memoryFiles({ b: dump.subarray(0, -20) }), { schemas });
    const [file] = found.databases;
    expect([file?.database.has('Part'), file?.database.has('T')]).toEqual([true, false]);
    expect(file?.damage?.reason).toMatch(/in the middle of a message/);
  });
});

describe('files that are none', () => {
  it.each<[string, Uint8Array, RegExp, RegExp | undefined]>([
    ['a schema', schema, /it is a schema \(Test\), which has no rows/, /backup/],
    ['an xz archive', Buffer.from('\xfd7zXZ\0\0', 'latin1'), /it is an xz archive/, /tar xf/],
    ['a zstd archive', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), /it is a zstd archive/, /tar xf/],
    ['a bzip2 archive', Buffer.from('BZh91AY'), /it is a bzip2 archive/, /tar xf/],
    ['JSON', Buffer.from('{"hello": 1}'), /it is JSON, but no dump and no schema/, undefined],
    ['a list', Buffer.from('{"data":[],"headings":[]}'), /without table names/, /dump -f json/],
    [
      'a dump as text',
      Buffer.from('Bridge table\n_uuid name\n----- ----\n'),
      /text output of ovsdb-client dump/,
      /-f json/,
    ],
    ['a program', Buffer.from('\x7fELF\x02\x01\x01'), /it is a program/, undefined],
    ['zeros', new Uint8Array(5000), /it is binary data/, undefined],
    ['gzip in gzip', gzipSync(gzipSync(database)), /packed with gzip twice/, undefined],
  ])('%s', async (_name, bytes, message, hint) => {
    const error = await refusal(openDatabases('it', memoryFiles({ it: bytes })));
    expect([error.kind, error.where]).toEqual(['file', 'it']);
    expect(error.message).toMatch(message);
    if (hint !== undefined) expect(error.hint).toMatch(hint);
  });

  it('a path that is not there, or may not be read', async () => {
    const error = await refusal(openDatabases(join(directory, 'nothing')));
    expect([error.kind, error.message]).toEqual(['file', expect.stringContaining('no such file')]);
  });
});
