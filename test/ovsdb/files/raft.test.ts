import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/ovsdb/json/value.ts';
import { clustered, contents, read, refusal, SCHEMA, uuid } from './support.ts';

const ME = uuid(101);
const OTHER = uuid(102);
const ONE = { [ME]: 'tcp:10.0.0.1:6644' };
const TWO = { ...ONE, [OTHER]: 'tcp:10.0.0.2:6644' };

const header = (members: JsonObject, more: JsonObject = {}): JsonObject => ({
  server_id: ME,
  cluster_id: uuid(100),
  name: 'Test',
  local_address: 'tcp:10.0.0.1:6644',
  prev_servers: members,
  prev_term: 1,
  prev_index: 5,
  prev_data: [SCHEMA, { T: { [uuid(1)]: { name: 'one' } } }],
  prev_eid: uuid(99),
  ...more,
});

/** A log entry that inserts row `n`. */
const entry = (index: number, n: number, term = 1): JsonObject => ({
  term,
  index,
  eid: uuid(200 + index),
  data: [null, { T: { [uuid(n)]: { name: `row ${n}` } }, _is_diff: true }],
});
const commit = (index: number): JsonObject => ({ commit_index: index });

const rowsOf = async (...records: readonly Json[]): Promise<string[]> => {
  const file = await read(clustered(...records));
  expect(file.damage).toBeUndefined();
  return Object.keys(contents(file.database)['T'] ?? {}).map((id) => String(Number(id.slice(-6))));
};

describe('the file of a cluster member', () => {
  it('is its snapshot and the entries that are committed', async () => {
    expect(await rowsOf(header(TWO))).toEqual(['1']);
    expect(await rowsOf(header(TWO), entry(6, 2), entry(7, 3))).toEqual(['1']);
    expect(await rowsOf(header(TWO), entry(6, 2), commit(6), entry(7, 3))).toEqual(['1', '2']);
    expect(await rowsOf(header(TWO), entry(6, 2), commit(6), entry(7, 3), commit(7))).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  it('alone in its cluster commits what it writes', async () => {
    expect(await rowsOf(header(ONE), entry(6, 2), commit(6), entry(7, 3))).toEqual(['1', '2', '3']);
  });

  it('an entry with an index that is there replaces the log from it on', async () => {
    const replaced = [entry(6, 2), entry(7, 3), entry(8, 4), entry(7, 5, 2)];
    expect(await rowsOf(header(TWO), ...replaced, commit(7))).toEqual(['1', '2', '5']);
    expect(await rowsOf(header(ONE), ...replaced)).toEqual(['1', '2', '5']);
  });

  it('a configuration that is replaced with its entry does not count', async () => {
    const alone = { term: 1, index: 6, servers: ONE };
    expect(await rowsOf(header(TWO), alone, entry(7, 2))).toEqual(['1', '2']);
    expect(await rowsOf(header(TWO), alone, entry(6, 2))).toEqual(['1']);
  });

  it('tells what it knows of the cluster', async () => {
    const file = await read(
      clustered(
        header(ONE, { prev_election_timer: 1000 }),
        { term: 2, vote: ME },
        { term: 2, leader: ME },
        { term: 2, index: 6, servers: TWO },
        { term: 2, index: 7, election_timer: 2000 },
        commit(7),
        entry(8, 2, 2),
        { term: 3, leader: OTHER },
        { note: 'transfer leadership', comment: 'bye' },
      ),
    );
    expect(file.kind).toBe('clustered');
    expect(file.database.origin.kind).toBe('clustered file');
    expect(file.cluster).toEqual({
      serverId: ME,
      clusterId: uuid(100),
      name: 'Test',
      localAddress: 'tcp:10.0.0.1:6644',
      term: 3,
      commitIndex: 7,
      lastIndex: 8,
      members: new Map(Object.entries(TWO)),
      leader: OTHER,
      electionTimer: 2000,
      left: false,
    });
  });

  it('says when its member has left', async () => {
    expect((await read(clustered(header(TWO), { note: 'left' }))).cluster?.left).toBe(true);
  });

  it('a schema with a transaction starts the database anew', async () => {
    const data = [{ ...SCHEMA, version: '2.0.0' }, { T: { [uuid(9)]: {} } }];
    const anew = { term: 1, index: 6, eid: uuid(1), data };
    expect(await rowsOf(header(ONE), anew)).toEqual(['9']);
    expect((await read(clustered(header(ONE), anew))).database.schema.version).toBe('2.0.0');
  });

  it('a schema alone converts the rows that are there', async () => {
    const part = (refType: string) => ({
      key: { type: 'uuid', refTable: 'Part', refType },
      min: 0,
      max: 'unlimited',
    });
    const old = { ...SCHEMA, tables: { T: { isRoot: true, columns: { name: { type: 'string' }, number: { type: 'integer' }, held: { type: part('strong') }, dropped: { type: part('strong') }, seen: { type: part('weak') } } }, Part: { columns: { label: { type: 'string' } } }, Gone: { isRoot: true, columns: { label: { type: 'string' } } } } }; // prettier-ignore
    const { T, Part } = old.tables;
    const { number: _number, dropped: _dropped, ...columns } = T.columns;
    const more = {
      ...columns,
      name: { type: { key: 'string', min: 0, max: 'unlimited' } },
      extra: { type: 'integer' },
    };
    const next = { ...SCHEMA, version: '2.0.0', tables: { T: { ...T, columns: more }, Part } };
    const [a, b] = [
      ['uuid', uuid(50)],
      ['uuid', uuid(51)],
    ];
    const rows = {
      T: { [uuid(1)]: { name: 'one', number: 7, held: a, dropped: b, seen: ['set', [a, b]] }, [uuid(2)]: {} },
      Part: { [uuid(50)]: { label: 'a' }, [uuid(51)]: { label: 'b' } },
      Gone: { [uuid(60)]: {} },
    } as Json;
    const convert = { term: 1, index: 6, eid: uuid(1), data: [next, null] } as Json;
    const later = {
      term: 1,
      index: 7,
      eid: uuid(2),
      data: [null, { T: { [uuid(1)]: { extra: 4 } }, _is_diff: true }],
    };
    const { database } = await read(
      clustered(header(ONE, { prev_data: [old as Json, rows] }), convert, later),
    );
    // As ovsdb-server does: a part goes with the last column that held it, and the weak reference with the part;
    // an empty string becomes a set of one empty string.
    expect(contents(database)).toEqual({
      T: {
        [uuid(1)]: { name: 'one', held: a, seen: a, extra: 4 },
        [uuid(2)]: { name: '', held: ['set', []], seen: ['set', []], extra: 0 },
      },
      Part: { [uuid(50)]: { label: 'a' } },
    });
    expect(database.problems.count).toBe(0);
  });

  it('opens the schema and the rows of a large snapshot', async () => {
    const rows = Object.fromEntries(
      Array.from({ length: 4000 }, (_, n) => [uuid(n), { name: `row ${n} ${'x'.repeat(80)}` }]),
    );
    const { database } = await read(clustered(header(ONE, { prev_data: [SCHEMA, { T: rows }] })));
    expect(database.table('T').size).toBe(4000);
    expect(database.table('T').row(uuid(3999))?.get('name')).toMatch(/^row 3999 x+$/);
    expect(database.problems.count).toBe(0);
  });

  it.each<[string, JsonObject, RegExp]>([
    ['a gap', entry(8, 2), /entry 8 where 6 should be/],
    ['a committed entry again', entry(4, 2), /entry 4 would replace a committed one/],
    ['an earlier term', entry(6, 2, 0.5), /without a term/],
    ['a commit index ahead of the log', commit(6), /commit index 6, but the last entry is 5/],
    ['a commit index that goes back', commit(3), /commit index 3 after 5/],
    ['a record of no kind', { hello: 1 }, /without a term/],
    ['data of no kind', { term: 1, index: 6, data: 5 }, /not \[schema, transaction\]/],
    [
      'a schema with a transaction that does not fit',
      { term: 1, index: 6, data: [SCHEMA, 5] },
      /is not a JSON object/,
    ],
    ['a transaction of no kind', { term: 1, index: 6, data: [null, 5] }, /is not a JSON object/],
  ])('stops at %s and keeps what is before', async (_name, odd, reason) => {
    const bytes = clustered(header(ONE));
    const { database, damage } = await read(Buffer.concat([bytes, clustered(odd, entry(7, 9))]));
    expect(damage).toEqual({ offset: bytes.length, reason: expect.stringMatching(reason) as string });
    expect(Object.keys(contents(database)['T'] ?? {})).toEqual([uuid(1)]);
  });

  it('of a member that has not joined has no data, and says whom it would join', async () => {
    const { server_id, local_address, name } = header(ONE);
    const joining = { server_id, local_address, name, remote_addresses: ['ssl:10.0.0.2:6644'] } as JsonObject;
    const error = await refusal(read(clustered(joining)));
    expect(error.kind).toBe('file');
    expect(error.message).toMatch(/a cluster member that has not joined/);
    expect(error.hint).toContain('ssl:10.0.0.2:6644');
  });

  it('without a committed schema is an error', async () => {
    const { prev_data: _data, prev_index: _index, ...empty } = header(TWO);
    const error = await refusal(read(clustered(empty)));
    expect(error.message).toMatch(/no schema is committed in it/);
  });
});
