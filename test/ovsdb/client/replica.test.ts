/** Reading and following, and what is made of updates. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import { idle } from '../fake-clock.ts';
import { Refusal, SCHEMA, SILENCE, notify, status, uuid } from './fake-server.ts';
import { change, closeWorlds, numbers, rowsOfA, world } from './world.ts';

afterEach(closeWorlds);

const ZERO = '00000000-0000-0000-0000-000000000000';

describe('the first read', () => {
  it('asks about the server, then the schema, then for the rows', async () => {
    const { replica, now, events, shadow } = await world((server) => {
      server.rows = rowsOfA('initial', 1, 2);
    });
    const database = await replica.ready;
    expect(numbers(database)).toEqual([1, 2]);
    expect(now.methods).toEqual([
      'list_dbs',
      'get_schema',
      'monitor_cond',
      'set_db_change_aware',
      'get_schema',
      'monitor_cond_since',
    ]);
    expect(now.last('monitor_cond_since').params).toEqual([
      'T',
      'ovnscope T 1',
      {
        A: [{ columns: ['n', 's', 'tags', 'few', 'm'] }],
        B: [{ columns: ['s'] }],
      },
      ZERO,
    ]);
    expect(events.map(({ kind }) => kind)).toEqual(['connecting', 'connected', 'read']);
    expect(events.at(-1)).toMatchObject({ how: 'full', method: 'monitor_cond_since', rows: 2 });
    expect(shadow.kinds).toEqual(['initial']);
    expect(replica.status).toEqual({ model: 'standalone', connected: true, leader: true });
    expect(replica.connected).toBe('tcp:127.0.0.1:1');
  });

  it('asks for the tables, columns and rows that are wanted and that there are', async () => {
    const { now } = await world(undefined, {
      spec: {
        A: { columns: ['s', 'newer', 's'], where: [['n', '==', 1]] },
        Newer: {},
      },
    });
    expect(now.last('monitor_cond_since').params[2]).toEqual({
      A: [{ columns: ['s', '_uuid'], where: [['n', '==', 1]] }],
    });
  });

  it('is the same one byte at a time', async () => {
    const { replica, now } = await world(
      (server) => {
        server.rows = { A: { [uuid(1)]: { initial: { n: 1, s: '漢😀"\\', tags: ['set', ['a', 'b']] } } } };
      },
      { memory: { chunk: () => 1 } },
    );
    const row = (await replica.ready).table('A').row(uuid(1));
    expect(row?.get('s')).toBe('漢😀"\\');
    now.say(now.update(uuid(2), change('modify', 1, { tags: ['set', ['b', 'é']] })));
    await idle();
    expect(replica.database?.table('A').row(uuid(1))?.get('tags')).toEqual(['a', 'é']);
    expect(row?.get('tags')).toEqual(['a', 'b']);
  });

  it('falls back from monitor_cond_since to monitor_cond to monitor', async () => {
    const cond = await world((server) => {
      server.on('monitor_cond_since', () => new Refusal());
      server.rows = rowsOfA('initial', 1);
    });
    expect(numbers(await cond.replica.ready)).toEqual([1]);
    cond.now.say(notify('update2', cond.now.monitorId, rowsOfA('insert', 2)));
    await idle();
    expect(numbers(cond.replica.database)).toEqual([1, 2]);

    const plain = await world(
      (server) => {
        server.on('list_dbs', () => ['T']);
        server.on('monitor_cond_since', () => new Refusal());
        server.on('monitor_cond', () => new Refusal());
        server.on('monitor', () => ({ A: { [uuid(1)]: { new: { n: 1 } } } }));
      },
      { spec: { A: { where: [['n', '==', 1]] } } },
    );
    expect(numbers(await plain.replica.ready)).toEqual([1]);
    expect(plain.now.methods).toEqual([
      'list_dbs',
      'get_schema',
      'monitor_cond_since',
      'monitor_cond',
      'monitor',
    ]);
    expect(plain.now.last('monitor').params[2]).toEqual({ A: [{ columns: ['n', 's', 'tags', 'few', 'm'] }] });
    const { monitorId } = plain.now;
    plain.now.say(
      notify('update', monitorId, { A: { [uuid(2)]: { new: { n: 2 } } } }),
      notify('update', monitorId, { A: { [uuid(1)]: { new: { n: 5 }, old: { n: 1 } } } }),
      notify('update', monitorId, { A: { [uuid(2)]: { old: { n: 2 } } } }),
    );
    await idle();
    expect(numbers(plain.replica.database)).toEqual([5]);
  });

  it.each(['monitor_cond_since', 'monitor_cond', 'monitor'])(
    'keeps the rows of a large %s reply',
    async (method) => {
      const count = 9000;
      const kind = method === 'monitor' ? 'new' : 'initial';
      const rows = Object.fromEntries(
        Array.from({ length: count }, (_, n) => [uuid(n), { [kind]: { n, s: 'x'.repeat(20) } }]),
      );
      const { replica, now, events } = await world((server) => {
        server.rows = { A: rows };
        const supported = ['monitor_cond_since', 'monitor_cond', 'monitor'];
        for (const better of supported.slice(0, supported.indexOf(method))) {
          server.on(better, ({ params }) =>
            params[0] === '_Server' ? { Database: { [uuid(0)]: { initial: status() } } } : new Refusal(),
          );
        }
        server.on('monitor', () => ({ A: rows }));
      });
      expect(numbers(await replica.ready)).toEqual(Array.from({ length: count }, (_, n) => n));
      expect(events.at(-1)).toMatchObject({ method, rows: count });
      // The same in a large notification, with changes of both kinds.
      const next = Object.fromEntries(
        Array.from({ length: count }, (_, n) => [
          uuid(n),
          method === 'monitor' ? { new: { n: -n, s: 'y'.repeat(20) }, old: { n } } : { modify: { n: -n } },
        ]),
      );
      const params = method === 'monitor_cond_since' ? [uuid(2), { A: next }] : [{ A: next }];
      const name = { monitor_cond_since: 'update3', monitor_cond: 'update2', monitor: 'update' }[
        method
      ] as string;
      now.say(notify(name, now.monitorId, ...(params as Json[])));
      await idle();
      expect(numbers(replica.database)).toEqual(Array.from({ length: count }, (_, n) => n + 1 - count));
      expect(replica.database?.problems.list).toEqual([]);
    },
  );

  it('does without _Server, which old servers lack', async () => {
    const { replica, now } = await world((server) => {
      server.on('list_dbs', () => ['T']);
      server.rows = rowsOfA('initial', 1);
    });
    expect(numbers(await replica.ready)).toEqual([1]);
    expect(now.methods).toEqual(['list_dbs', 'get_schema', 'monitor_cond_since']);
    expect(replica.status).toBeUndefined();
  });

  it('leaves out what of the schema nobody knows, and says so', async () => {
    const { replica, now } = await world((server) => {
      const { A, B } = SCHEMA.tables;
      const columns = {
        ...A.columns,
        odd: { type: 'quaternion' },
        odder: { type: { key: 'integer', shape: 1 } },
      };
      server.schema = { ...SCHEMA, future: true, tables: { A: { columns, colour: 'red' }, B } };
      server.rows = rowsOfA('initial', 1);
    });
    const database = await replica.ready;
    expect(numbers(database)).toEqual([1]);
    expect(database.problems.list.map(({ where }) => where)).toContain('tcp:127.0.0.1:1 A.odd');
    expect(now.last('monitor_cond_since').params[2]).toMatchObject({
      A: [{ columns: expect.not.arrayContaining(['odd']) as string[] }],
    });
  });

  it('counts cells that break the schema and reads them as defaults', async () => {
    const { replica } = await world((server) => {
      server.rows = {
        A: {
          [uuid(1)]: { initial: { n: 'one', s: 'fine', tags: ['set', [1]], m: ['map', [['k']]] } },
          [uuid(2)]: { initial: { n: 2 } },
        },
      };
    });
    const database = await replica.ready;
    const row = database.table('A').row(uuid(1));
    expect(['n', 's', 'tags', 'm'].map((name) => row?.get(name))).toEqual([0, 'fine', [], new Map()]);
    expect(database.problems.count).toBe(3);
    expect(database.problems.list[0]?.where).toBe(`T:A:${uuid(1)}:n`);
    expect(database.table('A').row(uuid(2))?.get('n')).toBe(2);
  });

  it('may find nothing', async () => {
    const { replica, shadow } = await world(undefined, { spec: { Newer: {} } });
    expect((await replica.ready).all.size).toBe(0);
    expect(shadow.heard.map(({ changes }) => changes)).toEqual([[]]);
  });
});

describe('following', () => {
  it('tells every transaction in order, as one list of changes', async () => {
    const { replica, now, shadow } = await world((server) => {
      server.rows = rowsOfA('initial', 1);
    });
    await replica.ready;
    now.say(
      now.update(uuid(2), rowsOfA('insert', 2, 3)),
      now.update(uuid(3), { A: { [uuid(2)]: { delete: null }, [uuid(3)]: { modify: { n: 30 } } } }),
      now.update(uuid(4), {}),
    );
    await idle();
    expect(shadow.kinds).toEqual(['initial', 'update', 'update']);
    const [, , last] = shadow.heard;
    expect(
      last?.changes.map(({ table, before, after }) => [table, before?.get('n'), after?.get('n')]),
    ).toEqual([
      ['A', 2, undefined],
      ['A', 3, 30],
    ]);
    expect(numbers(replica.database)).toEqual([1, 30]);
  });

  it('hears what stands right behind the reply to its monitor', async () => {
    const { replica, shadow } = await world((server) => {
      server.on('monitor_cond_since', (request, connection) => {
        connection.say(
          connection.reply(request, [false, uuid(1), rowsOfA('initial', 1)]),
          connection.update(uuid(2), rowsOfA('insert', 2)),
        );
        return SILENCE;
      });
    });
    await replica.ready;
    expect(numbers(replica.database)).toEqual([1, 2]);
    expect(shadow.kinds).toEqual(['initial', 'update']);
  });

  it('leaves a snapshot as it was', async () => {
    const { replica, now } = await world((server) => {
      server.rows = rowsOfA('initial', 1);
    });
    const snapshot = (await replica.ready).snapshot();
    now.say(now.update(uuid(2), { A: { [uuid(1)]: { modify: { n: 7 } }, [uuid(2)]: { insert: { n: 2 } } } }));
    await idle();
    expect(numbers(snapshot)).toEqual([1]);
    expect(numbers(replica.database)).toEqual([2, 7]);
  });

  it('passes over updates of monitors that are not its own, and notifications that it does not know', async () => {
    const { replica, now } = await world();
    await replica.ready;
    now.say(
      notify('update3', 'someone', uuid(9), rowsOfA('insert', 1)),
      notify('update3', 'ovnscope T 99', uuid(9), rowsOfA('insert', 1)),
      notify('update3', ['uuid'], uuid(9), rowsOfA('insert', 1)),
      notify('locked', 'x'),
      notify('update3'),
      notify('monitor_canceled', 'someone'),
    );
    await idle();
    expect(numbers(replica.database)).toEqual([]);
    expect(now.closed).toBe(false);
  });

  const misfits: [string, Json][] = [
    ['changes a row that is not there', change('modify', 9, { n: 9 })],
    ['removes a row that is not there', change('delete', 9)],
    ['adds a row that is there', change('insert', 1, { n: 9 })],
    ['is of a table that was not asked for', { C: { [uuid(1)]: { insert: {} } } }],
    ['is of an unknown kind', { A: { [uuid(1)]: { rotate: {} } } }],
    ['is no object', [1]],
    ['holds rows that are no object', { A: [] }],
    ['holds a row update that is no object', { A: { [uuid(1)]: 5 } }],
    ['leaves more members than the column may have', change('modify', 1, { few: ['set', ['a', 'b', 'c']] })],
    ['holds a difference that is no value', change('modify', 1, { tags: 5 })],
  ];

  it.each(misfits)('reads everything again when an update %s', async (_what, updates) => {
    const { replica, server, now, shadow, pause } = await world((fake) => {
      fake.rows = rowsOfA('initial', 1);
    });
    await replica.ready;
    // The good part before the misfit, and what follows, in the same piece: none of it may be half believed.
    const mixed = { A: { [uuid(5)]: { insert: { n: 5 } } } };
    const both = typeof updates === 'object' && !Array.isArray(updates) ? { ...mixed, ...updates } : updates;
    const behind = now.update(uuid(3), rowsOfA('insert', 6));
    now.say(now.update(uuid(2), both as Json), behind);
    await idle();
    expect(now.closed).toBe(true);
    expect(numbers(replica.database)).toEqual([1]);
    expect(shadow.kinds).toEqual(['initial']);
    server.rows = rowsOfA('initial', 1, 2);
    await pause();
    expect(server.now.last('monitor_cond_since').params[3]).toBe(ZERO);
    expect(numbers(replica.database)).toEqual([1, 2]);
    expect(shadow.kinds).toEqual(['initial', 'replacement']);
    expect(shadow.heard[1]?.changes).toHaveLength(1);
  });

  it('survives a listener that throws: the copy and its place in the history stay together', async () => {
    const thrown: unknown[] = [];
    const before = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => thrown.push(error));
    try {
      const { replica, server, now, lose } = await world((fake) => {
        fake.rows = { A: { [uuid(1)]: { initial: { tags: 'a' } } } };
      });
      await replica.ready;
      replica.onChange(() => {
        throw new Error('of the listener');
      });
      now.say(now.update(uuid(2), change('modify', 1, { tags: 'b' })));
      await idle();
      expect(now.closed).toBe(false);
      expect(thrown).toEqual([new Error('of the listener')]);
      server.on('monitor_cond_since', ({ params }) => [true, params[3] as Json, {}]);
      await lose();
      expect(server.now.last('monitor_cond_since').params[3]).toBe(uuid(2));
      expect(replica.database?.table('A').row(uuid(1))?.get('tags')).toEqual(['a', 'b']);
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of before) process.on('uncaughtException', listener);
    }
  });
});
