import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import { contents, read, record, refusal, SCHEMA, standalone, textRecord, uuid } from './support.ts';

const DEFAULTS = {
  name: '',
  number: 0,
  maybe: ['set', []],
  tags: ['set', []],
  pairs: ['map', []],
  ratio: 0,
  on: false,
  parts: ['set', []],
  friends: ['set', []],
};
const A = uuid(1);
const B = uuid(2);

const after = async (...transactions: readonly Json[]) =>
  contents((await read(standalone(SCHEMA, ...transactions))).database);

describe('a standalone file', () => {
  it('of a schema alone is an empty database', async () => {
    const { database, kind, damage } = await read(standalone(SCHEMA));
    expect([database.name, kind, damage]).toEqual(['Test', 'standalone', undefined]);
    expect(database.has('T')).toBe(true);
    expect(contents(database)).toEqual({});
  });

  it('gives inserted rows their values, and defaults for what is left out', async () => {
    expect(await after({ T: { [A]: { name: 'a', tags: ['set', ['x', 'y']] }, [B]: {} } })).toEqual({
      T: { [A]: { ...DEFAULTS, name: 'a', tags: ['set', ['x', 'y']] }, [B]: DEFAULTS },
    });
  });

  it('replaces columns where the record does not say that it holds differences (before 2.15)', async () => {
    const first = { T: { [A]: { name: 'a', tags: ['set', ['x', 'y']], pairs: ['map', [['k', 'v']]] } } };
    const second = { T: { [A]: { tags: 'y', pairs: ['map', [['l', 'w']]] } }, _date: 1 };
    expect(await after(first, second)).toEqual({
      T: { [A]: { ...DEFAULTS, name: 'a', tags: 'y', pairs: ['map', [['l', 'w']]] } },
    });
  });

  it('applies differences to rows that exist, and takes new rows as they are', async () => {
    const first = {
      T: { [A]: { tags: ['set', ['x', 'y']], pairs: ['map', [['k', 'v'], ['l', 'w']]], number: 5, maybe: 3 } }, // prettier-ignore
      _is_diff: true,
    };
    const second = {
      T: {
        [A]: { tags: ['set', ['y', 'z']], pairs: ['map', [['k', 'v'], ['l', 'W'], ['m', '']]], number: 7, maybe: ['set', []] }, // prettier-ignore
        [B]: { tags: ['set', ['y', 'z']] },
      },
      _is_diff: true,
    };
    expect(await after(first, second)).toEqual({
      T: {
        [A]: { ...DEFAULTS, tags: ['set', ['x', 'z']], pairs: ['map', [['l', 'W'], ['m', '']]], number: 7 }, // prettier-ignore
        [B]: { ...DEFAULTS, tags: ['set', ['y', 'z']] },
      },
    });
  });

  it('deletes rows, and takes a row that comes back as new', async () => {
    const insert = { T: { [A]: { name: 'a', number: 1 } } };
    const remove = { T: { [A]: null } };
    const again = { T: { [A]: { name: 'b' } }, _is_diff: true };
    expect(await after(insert, remove)).toEqual({});
    expect(await after(insert, remove, again)).toEqual({ T: { [A]: { ...DEFAULTS, name: 'b' } } });
  });

  it('keeps integers beyond 2^53', async () => {
    const rows = await after({ T: { [A]: { number: 9007199254740993n } } });
    expect(rows['T']?.[A]?.['number']).toBe(9007199254740993n);
  });

  it.each([
    [{ X: { [A]: {} } }, /table "X" is not in the schema/],
    [{ T: { 'no uuid': { name: 'a' } } }, /"no uuid" is not a UUID/],
    [{ T: { [A]: { nothing: 1 } } }, /column "nothing" is not in the schema/],
    [{ T: { [A]: null } }, /is deleted, but there is none/],
    [{ T: { [A]: 5 } }, /is not a JSON object/],
    [{ T: 5 }, /the changes of table T are not a JSON object/],
  ])('reports %j and goes on', async (odd, message) => {
    const { database, damage } = await read(standalone(SCHEMA, odd, { T: { [B]: { name: 'b' } } }));
    expect(damage).toBeUndefined();
    expect(database.table('T').row(B)?.get('name')).toBe('b');
    expect(database.problems.list.map((problem) => problem.message)).toEqual([
      expect.stringMatching(message),
    ]);
  });

  it('stops at a transaction that cannot belong to the rows before it, without applying any of it', async () => {
    const odd = { T: { [B]: { name: 'b' }, [A]: [] } };
    const bytes = standalone(SCHEMA, { T: { [A]: {} } }, odd, { T: { [uuid(3)]: {} } });
    const { database, damage } = await read(bytes);
    expect(damage?.reason).toMatch(/does not fit the rows before it/);
    expect(contents(database)).toEqual({ T: { [A]: DEFAULTS } });
  });

  it('is the same however it is cut into chunks, and says where it came from', async () => {
    const rows = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [uuid(n), { name: `é${n}"\\` }]));
    const bytes = standalone(SCHEMA, { T: rows }, { T: { [uuid(7)]: null } });
    const whole = contents((await read(bytes)).database);
    for (const step of [1, 2, 3, 64, 1000])
      expect(contents((await read(bytes, step)).database)).toEqual(whole);
    const { origin } = (await read(bytes)).database;
    expect(origin).toMatchObject({ name: 'test.db', kind: 'standalone file', bytes: bytes.length });
  });

  it('does not parse the rows of a large record before somebody asks', async () => {
    const rows = Object.fromEntries(
      Array.from({ length: 5000 }, (_, n) => [
        uuid(n),
        { name: `row ${n}`, tags: ['set', ['x'.repeat(50), 'y']] },
      ]),
    );
    const bytes = standalone(SCHEMA, { T: rows }, { T: { [uuid(7)]: { tags: 'y' } }, _is_diff: true });
    const { database } = await read(bytes);
    expect(database.table('T').size).toBe(5000);
    expect(database.table('T').row(uuid(4999))?.get('name')).toBe('row 4999');
    expect(database.table('T').row(uuid(7))?.get('tags')).toEqual(['x'.repeat(50)]);
    expect(database.problems.count).toBe(0);
  });
});

describe('damage', () => {
  const good = standalone(SCHEMA, { T: { [A]: { name: 'a' } } });
  const last = record({ T: { [B]: { name: 'b' } } });

  it.each<[string, Buffer, RegExp]>([
    ['half a header', last.subarray(0, 20), /the file ends in the header of a record/],
    ['half a record', last.subarray(0, -5), /claims \d+ bytes, but the file ends after \d+ of them/],
    [
      'a wrong SHA-1',
      Buffer.from(last.toString().replace('"b"', '"c"')),
      /has SHA-1 \w{40}, the header says/,
    ],
    ['garbage', Buffer.from('\0'.repeat(512)), /no header of a record, but "\\x00/],
    ['text', Buffer.from('hello\n'), /no header of a record, but "hello"/],
    ['a length of zero', Buffer.from(`OVSDB JSON 0 ${'0'.repeat(40)}\n`), /no header of a record/],
    ['another magic', record({}, 'CLUSTER'), /kind "CLUSTER" among those of kind "JSON"/],
    ['no JSON', textRecord('{"T":nonsense}\n'), /is not JSON/],
    ['half of JSON', textRecord('{"T":{\n'), /is not JSON: in the middle of a message/],
    ['an array', textRecord('[1]\n'), /is not a JSON object/],
    ['two objects', textRecord('{}{}\n'), /more than one/],
    ['nothing', textRecord('\n'), /is not a JSON object/],
  ])('%s after the last good record is told and left out', async (_name, tail, reason) => {
    for (const step of [1, 100, 1 << 20]) {
      const { database, damage } = await read(
        Buffer.concat([good, tail, last]).subarray(0, good.length + tail.length),
        step,
      );
      expect(damage).toEqual({ offset: good.length, reason: expect.stringMatching(reason) as string });
      expect(Object.keys(contents(database)['T'] ?? {})).toEqual([A]);
      expect(database.problems.list.at(-1)?.where).toBe(`test.db:${good.length}`);
    }
  });

  it('nothing after a damaged record is used', async () => {
    const { database } = await read(Buffer.concat([good, Buffer.from('x\n'), last]));
    expect(Object.keys(contents(database)['T'] ?? {})).toEqual([A]);
  });

  it.each<[string, Buffer, RegExp]>([
    ['empty', Buffer.alloc(0), /is no database: it is empty/],
    ['half a first record', good.subarray(0, 100), /no database can be read from it: the record claims/],
    ['a first record that is no schema', standalone({ hello: 1 }), /the first record is not a schema/],
    ['text', Buffer.from('#!/bin/sh\n'), /is no database: it is text that begins "#!\/bin\/sh\\n"/],
    ['an escape', Buffer.from('\u001b[31m'), /it is text that begins "\\e\[31m"/],
    ['a newer log', Buffer.from('OVSDB FUTURE 5 x\n'), /a log of OVSDB of an unknown kind/],
  ])('a file that is no database is a clear error: %s', async (_name, bytes, message) => {
    const error = await refusal(read(bytes));
    expect(error.kind).toBe('file');
    expect(error.message).toMatch(message);
    expect(error.expected).toBeDefined();
  });
});
