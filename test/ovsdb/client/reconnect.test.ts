/** A lost connection, and what the next one begins with. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Connect } from '../../../src/ovsdb/transport/transport.ts';
import { idle } from '../fake-clock.ts';
import { FakeServer, Refusal, SCHEMA, SILENCE, notify, serverChange, uuid } from './fake-server.ts';
import { change, closeWorlds, contentOf, failure, numbers, rowsOfA, world } from './world.ts';

afterEach(closeWorlds);

const ZERO = '00000000-0000-0000-0000-000000000000';

const withRows =
  (...rows: number[]) =>
  (server: FakeServer): void => {
    server.rows = rowsOfA('initial', ...rows);
  };

describe('after a lost connection', () => {
  it('asks for what happened since the last transaction, and for nothing else', async () => {
    const { replica, server, now, lose, shadow, events } = await world(withRows(1));
    const database = await replica.ready;
    now.say(now.update(uuid(2), rowsOfA('insert', 2)));
    await idle();
    server.on('monitor_cond_since', () => [true, uuid(3), rowsOfA('insert', 3)]);
    await lose();
    expect(server.now.last('monitor_cond_since').params[3]).toBe(uuid(2));
    expect(replica.database).toBe(database);
    expect(numbers(database)).toEqual([1, 2, 3]);
    expect(shadow.kinds).toEqual(['initial', 'update', 'update']);
    expect(events.at(-1)).toMatchObject({ kind: 'read', how: 'changes', rows: 3 });
    server.on('monitor_cond_since', () => [true, uuid(3), {}]);
    await lose();
    expect(server.now.last('monitor_cond_since').params[3]).toBe(uuid(3));
  });

  it('replaces the copy when the server does not know that transaction', async () => {
    const { replica, server, now, lose, shadow, events } = await world(withRows(1, 2));
    const database = await replica.ready;
    now.say(now.update(uuid(2), change('modify', 2, { s: 'x' })));
    await idle();
    server.rows = { A: { [uuid(2)]: { initial: { n: 2 } }, [uuid(3)]: { initial: { n: 3 } } } };
    await lose();
    expect(replica.database).not.toBe(database);
    expect(numbers(replica.database)).toEqual([2, 3]);
    expect(shadow.kinds).toEqual(['initial', 'update', 'replacement']);
    expect(
      shadow.heard[2]?.changes.map((one) => [one.uuid, one.before?.get('s'), one.after?.get('s')]),
    ).toEqual([
      [uuid(1), '', undefined],
      [uuid(2), 'x', ''],
      [uuid(3), undefined, ''],
    ]);
    expect(events.at(-1)).toMatchObject({ kind: 'read', how: 'full' });
    expect(contentOf(database)['A']?.[uuid(2)]?.['s']).toBe('x');
  });

  it('reads everything when the changes do not fit, whatever stands behind them', async () => {
    const { replica, server, lose, pause, shadow } = await world(withRows(1));
    await replica.ready;
    server.once('monitor_cond_since', (request, connection) => {
      connection.say(
        connection.reply(request, [true, uuid(5), change('modify', 9, { n: 9 })]),
        connection.update(uuid(6), rowsOfA('insert', 6)),
      );
      return SILENCE;
    });
    await lose();
    if (server.connections.length === 2) await pause();
    expect(server.connections.at(-2)?.last('monitor_cond_since').params[3]).toBe(uuid(1));
    expect(server.now.last('monitor_cond_since').params[3]).toBe(ZERO);
    expect(numbers(replica.database)).toEqual([1]);
    expect(shadow.kinds).toEqual(['initial', 'replacement']);
  });

  it('keeps the old copy while the replacement cannot be used', async () => {
    const { replica, server, lose, pause, shadow } = await world(withRows(1));
    await replica.ready;
    server.on('monitor_cond_since', (request, connection) => {
      connection.say(
        connection.reply(request, [false, uuid(5), { Unknown: { [uuid(1)]: { initial: {} } } }]),
        connection.update(uuid(6), rowsOfA('insert', 6)),
      );
      return SILENCE;
    });
    await lose();
    await pause();
    expect(server.connections.length).toBeGreaterThan(2);
    expect(numbers(replica.database)).toEqual([1]);
    server.on('monitor_cond_since', () => [true, uuid(7), rowsOfA('insert', 7)]);
    await pause();
    expect(server.now.last('monitor_cond_since').params[3]).toBe(uuid(1));
    expect(numbers(replica.database)).toEqual([1, 7]);
    expect(shadow.kinds).toEqual(['initial', 'update']);
  });

  it('starts anew where updates carry no transaction', async () => {
    for (const method of ['monitor_cond', 'monitor']) {
      const { replica, server, lose } = await world((fake) => {
        fake.on('list_dbs', () => ['T']);
        fake.on('monitor_cond_since', () => new Refusal());
        if (method === 'monitor') fake.on('monitor_cond', () => new Refusal());
        fake.on('monitor', () => fake.rows);
        fake.rows = { A: { [uuid(1)]: { [method === 'monitor' ? 'new' : 'initial']: { n: 1 } } } };
      });
      await replica.ready;
      await lose();
      expect(server.now.last('monitor_cond_since').params[3]).toBe(ZERO);
      expect(numbers(replica.database)).toEqual([1]);
    }
  });

  it('does not go on from a transaction when an update came without one', async () => {
    const { replica, server, now, lose } = await world(withRows(1));
    await replica.ready;
    now.say(notify('update2', now.monitorId, rowsOfA('insert', 2)));
    await idle();
    expect(numbers(replica.database)).toEqual([1, 2]);
    await lose();
    expect(server.now.last('monitor_cond_since').params[3]).toBe(ZERO);
  });

  it('does not take "found" for an answer to a question that was not put', async () => {
    const { replica, server, lose } = await world(withRows(1));
    await replica.ready;
    server.now.say(notify('update3', server.now.monitorId, uuid(2), change('modify', 9, {})));
    server.on('monitor_cond_since', () => [true, uuid(7), rowsOfA('insert', 2)]);
    await lose();
    expect(numbers(replica.database)).toEqual([2]);
  });

  it('reads everything when the schema is another', async () => {
    const { replica, server, lose, shadow } = await world(withRows(1));
    await replica.ready;
    const { A, B } = SCHEMA.tables;
    server.schema = {
      ...SCHEMA,
      tables: { A: { columns: { ...A.columns, extra: { type: 'string' } } }, B },
    };
    server.rows = { A: { [uuid(1)]: { initial: { n: 1, extra: 'new' } } } };
    await lose();
    expect(server.now.last('monitor_cond_since').params[3]).toBe(ZERO);
    expect(shadow.heard.at(-1)?.changes.map(({ after }) => after?.get('extra'))).toEqual(['new']);
  });

  it('waits longer from attempt to attempt, up to 8 s, until a read is complete', async () => {
    const { replica, server, events, clock } = await world(withRows(1), { random: () => 1 });
    await replica.ready;
    const waits = (): number[] =>
      events.flatMap((event) => (event.kind === 'waiting' ? [event.milliseconds] : []));
    // A server that accepts and dies in the reply has not been read from.
    server.on('monitor_cond_since', (_request, connection) => {
      connection.drop();
      return SILENCE;
    });
    server.now.drop();
    await clock.advance(30_000);
    expect(waits()).toEqual([1000, 2000, 4000, 8000, 8000, 8000]);
    server.on('monitor_cond_since', () => [false, uuid(4), rowsOfA('initial', 4)]);
    await clock.advance(8000);
    expect(numbers(replica.database)).toEqual([4]);
    server.now.drop();
    await idle();
    expect(waits().at(-1)).toBe(1000);
  });

  it('connects anew when asked to', async () => {
    const { replica, server, pause } = await world(withRows(1));
    await replica.ready;
    replica.reconnect();
    await pause();
    expect(server.connections).toHaveLength(2);
    expect(server.connections[0]?.closed).toBe(true);
    expect(numbers(replica.database)).toEqual([1]);
  });
});

describe('a reply that is taken in by turns', () => {
  /** More rows than one turn of the event loop takes. */
  const many = rowsOfA('initial', ...Array.from({ length: 45_000 }, (_, n) => n));

  const untilRead = async (replica: { readonly database: unknown }): Promise<void> => {
    while (replica.database === undefined) await idle();
  };

  it('is complete also when the connection is lost meanwhile', async () => {
    const { replica, server, shadow } = await world((fake) => {
      fake.on('monitor_cond_since', (request, connection) => {
        connection.say(
          connection.reply(request, [false, uuid(1), many]),
          connection.update(uuid(2), change('delete', 5)),
        );
        setImmediate(() => connection.drop());
        return SILENCE;
      });
    });
    await untilRead(replica);
    expect(replica.database?.table('A').size).toBe(45_000);
    expect(server.now.closed).toBe(true);
    expect(shadow.kinds).toEqual(['initial']);
  });

  it('is followed by what stood behind it', async () => {
    const { replica, shadow } = await world((fake) => {
      fake.on('monitor_cond_since', (request, connection) => {
        connection.say(
          connection.reply(request, [false, uuid(1), many]),
          connection.update(uuid(2), change('delete', 5)),
        );
        return SILENCE;
      });
    });
    await untilRead(replica);
    await idle();
    expect(replica.database?.table('A').size).toBe(44_999);
    expect(shadow.kinds).toEqual(['initial', 'update']);
  });

  it('does not come over the copy that a later connection has read', async () => {
    const { replica, server, now, shadow } = await world(withRows(1), {
      remote: 'tcp:10.0.0.1:1,tcp:10.0.0.2:1',
    });
    await replica.ready;
    server.once('monitor_cond_since', (request, connection) => {
      connection.say(connection.reply(request, [false, uuid(2), many]));
      setImmediate(() => connection.drop());
      server.rows = rowsOfA('initial', 7);
      server.transaction = uuid(3);
      return SILENCE;
    });
    now.say(notify('monitor_canceled', now.monitorId));
    for (let i = 0; i < 10; i++) await idle();
    expect(server.connections).toHaveLength(2);
    expect(numbers(replica.database)).toEqual([7]);
    server.now.say(server.now.update(uuid(4), rowsOfA('insert', 8)));
    await idle();
    expect(numbers(replica.database)).toEqual([7, 8]);
    expect(shadow.kinds).toEqual(['initial', 'replacement', 'update']);
  });

  it('that does not fit says from where it came', async () => {
    const { replica } = await world(
      (fake) => {
        fake.on('monitor_cond_since', () => [false, uuid(1), { ...(many as object), C: {} }]);
      },
      { giveUpMs: 0 },
    );
    expect(await failure(replica.ready)).toMatchObject({ kind: 'protocol', where: 'tcp:127.0.0.1:1' });
  });
});

describe('a conversion', () => {
  const converted = {
    ...SCHEMA,
    version: '2.0.0',
    tables: { A: { columns: { n: { type: 'string' }, more: { type: 'integer' } } } },
  };

  it('is read on the same connection', async () => {
    const { replica, server, now, shadow } = await world(withRows(1, 2));
    await replica.ready;
    server.schema = converted;
    server.rows = { A: { [uuid(2)]: { initial: { n: 'two', more: 5 } } } };
    now.say(serverChange({ schema: JSON.stringify(converted) }), notify('monitor_canceled', now.monitorId));
    await idle();
    expect(server.connections).toHaveLength(1);
    expect(now.methods.slice(6)).toEqual(['get_schema', 'monitor_cond_since']);
    expect(now.last('monitor_cond_since').params[3]).toBe(ZERO);
    expect(replica.database?.schema.version).toBe('2.0.0');
    expect(contentOf(replica.database as never)).toEqual({ A: { [uuid(2)]: { n: 'two', more: 5 } } });
    expect(shadow.kinds).toEqual(['initial', 'replacement']);
    now.say(now.update(uuid(3), change('modify', 2, { more: 6 })));
    await idle();
    expect(replica.database?.table('A').row(uuid(2))?.get('more')).toBe(6);
  });

  it('that adds a column is told for each row that has it', async () => {
    const { replica, server, now, shadow } = await world(withRows(1, 2));
    await replica.ready;
    const { A, B } = SCHEMA.tables;
    server.schema = { ...SCHEMA, tables: { A: { columns: { ...A.columns, extra: { type: 'string' } } }, B } };
    server.rows = { A: { [uuid(1)]: { initial: { n: 1, extra: 'x' } }, [uuid(2)]: { initial: { n: 2 } } } };
    now.say(notify('monitor_canceled', now.monitorId));
    await idle();
    expect(shadow.heard.at(-1)?.changes.map(({ after }) => after?.get('extra'))).toContain('x');
  });

  it('that comes again before it was read is read once more', async () => {
    const { replica, server, now } = await world(withRows(1));
    await replica.ready;
    server.once('monitor_cond_since', (request, connection) => {
      server.schema = converted;
      server.rows = { A: { [uuid(2)]: { initial: { n: 'two' } } } };
      connection.say(
        connection.reply(request, [false, uuid(5), rowsOfA('initial', 9)]),
        notify('monitor_canceled', connection.monitorId),
      );
      return SILENCE;
    });
    now.say(notify('monitor_canceled', now.monitorId));
    await idle();
    expect(contentOf(replica.database as never)).toEqual({ A: { [uuid(2)]: { n: 'two', more: 0 } } });
  });

  it('into nothing, the database being removed, is a lost connection', async () => {
    const { replica, server, now, pause, events } = await world(withRows(1));
    await replica.ready;
    const again = server.once('get_schema', () => new Refusal({ error: 'unknown database' }));
    now.say(notify('monitor_canceled', now.monitorId));
    await idle();
    expect(events.at(-2)).toMatchObject({ kind: 'lost' });
    expect(numbers(replica.database)).toEqual([1]);
    again.rows = rowsOfA('initial', 1, 2);
    await pause();
    expect(numbers(replica.database)).toEqual([1, 2]);
  });
});

describe('close', () => {
  it('ends everything, at any stage', async () => {
    for (const silent of [
      'list_dbs',
      'get_schema',
      'monitor_cond',
      'set_db_change_aware',
      'monitor_cond_since',
      '',
    ]) {
      const { replica, server, clock } = await world((fake) => {
        if (silent !== '') fake.on(silent, () => SILENCE);
      });
      await replica.close();
      await idle();
      expect(server.now.closed).toBe(true);
      expect(clock.pending).toBe(0);
      if (silent !== '')
        expect((await failure(replica.ready)).message).toContain('ended before it was complete');
      expect((await failure(replica.setConditions({ A: [true] }))).message).toContain('ended');
      await replica.close();
    }
  });

  it('ends a pause between attempts', async () => {
    const { replica, clock } = await world((server) => server.refusing.add('tcp:127.0.0.1:1'));
    expect(clock.pending).toBe(1);
    await replica.close();
    expect(clock.pending).toBe(0);
  });

  it('ends a connection that comes too late', async () => {
    const late = new FakeServer();
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const connect: Connect = async (remote, options) => {
      await gate;
      return late.connect(remote, options);
    };
    const { replica } = await world(undefined, { connect });
    const closing = replica.close();
    open();
    await closing;
    await idle();
    expect(late.now.closed).toBe(true);
    expect(late.now.methods).toEqual([]);
  });
});
