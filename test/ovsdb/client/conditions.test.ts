import { afterEach, describe, expect, it } from 'vitest';
import { Conditions } from '../../../src/ovsdb/client/conditions.ts';
import type { Where } from '../../../src/ovsdb/rpc/readonly.ts';
import { idle } from '../fake-clock.ts';
import { Refusal, SILENCE, notify, uuid } from './fake-server.ts';
import { closeWorlds, failure, numbers, rowsOfA, world } from './world.ts';

afterEach(closeWorlds);

const ZERO = '00000000-0000-0000-0000-000000000000';
const is = (n: number): Where => [['n', '==', n]];
const all = (): boolean => true;

describe('Conditions', () => {
  it('begin as given, and are then settled and satisfied', () => {
    const conditions = new Conditions(new Map([['A', is(1)]]));
    expect(conditions.current).toEqual(new Map([['A', is(1)]]));
    expect([conditions.settled, conditions.satisfied]).toEqual([true, true]);
    expect(conditions.next(all)).toBeUndefined();
  });

  it('are changed one request at a time', () => {
    const conditions = new Conditions(new Map());
    expect(conditions.want('A', is(1))).toBe(true);
    expect(conditions.want('A', is(1))).toBe(false);
    expect(conditions.next(all)).toEqual({ A: [{ where: is(1) }] });
    expect(conditions.want('A', is(2))).toBe(true);
    expect(conditions.want('B', [false])).toBe(true);
    expect(conditions.next(all)).toBeUndefined();
    expect([conditions.settled, conditions.satisfied]).toEqual([false, false]);
    expect(conditions.current).toEqual(new Map());
    conditions.confirm();
    expect(conditions.current).toEqual(new Map([['A', is(1)]]));
    expect([conditions.settled, conditions.satisfied]).toEqual([true, false]);
    expect(conditions.next(all)).toEqual({ A: [{ where: is(2) }], B: [{ where: [false] }] });
    conditions.confirm();
    expect(conditions.satisfied).toBe(true);
  });

  it('need no change when what is wanted comes back to what is there', () => {
    const conditions = new Conditions(new Map([['A', is(1)]]));
    conditions.want('A', is(2));
    conditions.want('A', is(1));
    expect(conditions.next(all)).toBeUndefined();
    expect(conditions.want('B', [true])).toBe(false);
  });

  it('take no clause for no row', () => {
    const conditions = new Conditions(new Map([['A', []]]));
    expect(conditions.current.get('A')).toEqual([false]);
    expect(conditions.want('A', [false])).toBe(false);
    conditions.want('B', []);
    expect(conditions.next(all)).toEqual({ B: [{ where: [false] }] });
  });

  it('of tables that are not monitored are confirmed without a word', () => {
    const conditions = new Conditions(new Map());
    conditions.want('Newer', is(1));
    expect(conditions.next((table) => table === 'A')).toBeUndefined();
    expect(conditions.satisfied).toBe(true);
    conditions.want('Newer', is(2));
    conditions.want('A', is(2));
    expect(conditions.next((table) => table === 'A')).toEqual({ A: [{ where: is(2) }] });
  });

  it('go back when they are refused, unless others are wanted by then', () => {
    const conditions = new Conditions(new Map([['A', is(1)]]));
    conditions.want('A', [['no', '==', 1]]);
    conditions.want('B', is(2));
    conditions.next(all);
    conditions.want('B', is(3));
    expect(conditions.refuse()).toEqual(['A', 'B']);
    expect(conditions.settled).toBe(true);
    expect(conditions.next(all)).toEqual({ B: [{ where: is(3) }] });
  });

  it('are all asked for at once by a read that starts from nothing', () => {
    const conditions = new Conditions(new Map());
    conditions.want('A', is(1));
    conditions.next(all);
    conditions.want('A', is(2));
    conditions.restart();
    expect(conditions.current).toEqual(new Map([['A', is(2)]]));
    expect(conditions.satisfied).toBe(true);
  });
});

describe('setConditions', () => {
  it('resolves when the server has confirmed and the rows are here', async () => {
    const { replica, server, now } = await world();
    await replica.ready;
    let answer: () => void = () => undefined;
    server.on('monitor_cond_change', (request, connection) => {
      answer = () =>
        connection.say(connection.update(uuid(2), rowsOfA('insert', 5)), connection.reply(request, {}));
      return SILENCE;
    });
    const seen: number[][] = [];
    const changed = replica.setConditions({ A: is(5) }).then((result) => {
      seen.push(numbers(replica.database));
      return result;
    });
    await idle();
    expect(seen).toEqual([]);
    expect(now.last('monitor_cond_change').params).toEqual([
      'ovnscope T 1',
      'ovnscope T 2',
      { A: [{ where: is(5) }] },
    ]);
    answer();
    expect(await changed).toBe(true);
    expect(seen).toEqual([[5]]);
    expect(await replica.setConditions({ A: is(5) })).toBe(false);
  });

  it('hears updates under the old id and under the new while the change is under way', async () => {
    const { replica, server, now } = await world();
    await replica.ready;
    server.on('monitor_cond_change', () => SILENCE);
    const change = replica.setConditions({ A: is(5) });
    await idle();
    now.say(notify('update3', 'ovnscope T 1', uuid(2), rowsOfA('insert', 1)));
    now.say(notify('update3', 'ovnscope T 2', uuid(3), rowsOfA('insert', 2)));
    now.say(now.reply(now.last('monitor_cond_change'), {}));
    await change;
    expect(numbers(replica.database)).toEqual([1, 2]);
  });

  it('before the first read becomes part of it', async () => {
    let open: () => void = () => undefined;
    const { replica, now } = await world((server) => {
      server.once('list_dbs', (request, connection) => {
        open = () => connection.say(connection.reply(request, ['_Server', 'T']));
        return SILENCE;
      });
      server.rows = rowsOfA('initial', 5);
    });
    const changed = replica.setConditions({ A: is(5) });
    open();
    expect(await changed).toBe(true);
    expect(numbers(replica.database)).toEqual([5]);
    expect(now.methods).not.toContain('monitor_cond_change');
    expect(now.last('monitor_cond_since').params[2]).toMatchObject({ A: [{ where: is(5) }] });
  });

  it('while connecting anew is sent after the fast resync with those that were confirmed', async () => {
    const { replica, server, pause } = await world(undefined, { spec: { A: { where: is(1) } } });
    await replica.ready;
    server.on('monitor_cond_since', ({ params }) => [true, params[3] as string, {}]);
    server.now.drop();
    await idle();
    const changed = replica.setConditions({ A: is(2) });
    await pause();
    expect(await changed).toBe(true);
    const { params } = server.now.last('monitor_cond_since');
    expect(params[2]).toMatchObject({ A: [{ where: is(1) }] });
    expect(params[3]).toBe(uuid(1));
    expect(server.now.last('monitor_cond_change').params).toEqual([
      params[1],
      expect.anything(),
      { A: [{ where: is(2) }] },
    ]);
  });

  it('in the middle of a new survey waits for its monitor', async () => {
    const { replica, server, pause } = await world();
    await replica.ready;
    server.on('monitor_cond_since', ({ params }) => [true, params[3] as string, {}]);
    let open: () => void = () => undefined;
    server.once('list_dbs', (request, connection) => {
      open = () => connection.say(connection.reply(request, ['_Server', 'T']));
      return SILENCE;
    });
    server.now.drop();
    await pause();
    const changed = replica.setConditions({ A: is(2) });
    await idle();
    expect(server.now.methods).toEqual(['list_dbs']);
    open();
    expect(await changed).toBe(true);
    expect(server.now.methods.at(-1)).toBe('monitor_cond_change');
    expect(server.now.last('monitor_cond_change').params[0]).toBe(
      server.now.last('monitor_cond_since').params[1],
    );
  });

  it('whose fate is unknown makes the next read start from nothing', async () => {
    const { replica, server, pause } = await world(undefined, { spec: { A: { where: is(1) } } });
    await replica.ready;
    server.on('monitor_cond_change', () => SILENCE);
    const changed = replica.setConditions({ A: is(2) });
    await idle();
    // The rows of the new condition came, the reply did not.
    server.now.say(server.now.update(uuid(2), rowsOfA('insert', 2)));
    await idle();
    server.rows = rowsOfA('initial', 2);
    server.now.drop();
    await pause();
    expect(await changed).toBe(true);
    const { params } = server.now.last('monitor_cond_since');
    expect([params[2], params[3]]).toMatchObject([{ A: [{ where: is(2) }] }, ZERO]);
    expect(numbers(replica.database)).toEqual([2]);
  });

  it('is not confirmed by the reply to a change before a conversion', async () => {
    const { replica, server, now } = await world();
    await replica.ready;
    server.once('monitor_cond_change', () => SILENCE);
    const first = replica.setConditions({ A: is(2) });
    await idle();
    const before = now.last('monitor_cond_change');
    server.rows = rowsOfA('initial', 2);
    // Canceled under the id of before the change, which the server never saw.
    now.say(notify('monitor_canceled', before.params[0] as string), {
      id: before.id,
      result: null,
      error: { error: 'unknown monitor session' },
    });
    expect(await first).toBe(true);
    expect(server.connections).toHaveLength(1);
    expect(now.last('monitor_cond_since').params[2]).toMatchObject({ A: [{ where: is(2) }] });
    expect(numbers(replica.database)).toEqual([2]);
  });

  it('rejects when the server refuses, and goes back', async () => {
    const { replica, server, pause } = await world(undefined, { spec: { A: { where: is(1) } } });
    await replica.ready;
    server.once('monitor_cond_change', () => new Refusal({ error: 'syntax error', details: 'No column no' }));
    const refused = failure(replica.setConditions({ A: [['no', '==', 1]] }));
    expect(await refused).toMatchObject({
      kind: 'server',
      message: expect.stringContaining('No column no') as string,
    });
    server.rows = rowsOfA('initial', 1);
    await pause();
    const { params } = server.now.last('monitor_cond_since');
    expect([params[2], params[3]]).toMatchObject([{ A: [{ where: is(1) }] }, ZERO]);
    expect(numbers(replica.database)).toEqual([1]);
    expect(await replica.setConditions({ A: is(3) })).toBe(true);
  });

  it('does not take the end of a connection for a refusal', async () => {
    const { replica, server, pause } = await world();
    await replica.ready;
    server.on('monitor_cond_change', () => SILENCE);
    const changed = replica.setConditions({ A: is(2) });
    await idle();
    // The connection is given up for an error of another request.
    server.once('get_schema', () => new Refusal('unknown database'));
    server.now.say(notify('monitor_canceled', server.now.last('monitor_cond_change').params[1] as string));
    await pause();
    expect(await changed).toBe(true);
    expect(server.now.last('monitor_cond_since').params[2]).toMatchObject({ A: [{ where: is(2) }] });
  });

  it('rejects when the replica is closed', async () => {
    const { replica, server } = await world();
    await replica.ready;
    server.on('monitor_cond_change', () => SILENCE);
    const pending = failure(replica.setConditions({ A: is(2) }));
    await replica.close();
    expect((await pending).message).toContain('reading was ended');
  });

  it('rejects when no server can be read from', async () => {
    const { replica, clock } = await world((server) => server.refusing.add('tcp:127.0.0.1:1'));
    const pending = failure(replica.setConditions({ A: is(2) }));
    await clock.advance(100_000);
    await replica.close();
    expect((await pending).kind).toBe('connection');
  });

  it('of tables that the server lacks has nothing to wait for', async () => {
    const { replica, now } = await world(undefined, { spec: { A: {}, Newer: {} } });
    await replica.ready;
    expect(await replica.setConditions({ Newer: is(1) })).toBe(true);
    expect(now.methods).not.toContain('monitor_cond_change');
  });

  it('is satisfied by a server that gives every row anyway', async () => {
    const { replica, now } = await world((server) => {
      server.on('list_dbs', () => ['T']);
      for (const method of ['monitor_cond_since', 'monitor_cond', 'monitor_cond_change']) {
        server.on(method, () => new Refusal());
      }
      server.on('monitor', () => ({ A: { [uuid(1)]: { new: { n: 1 } } } }));
    });
    await replica.ready;
    expect(await replica.setConditions({ A: is(2) })).toBe(true);
    expect(now.methods).not.toContain('monitor_cond_change');
    expect(numbers(replica.database)).toEqual([1]);
  });

  it('may be called by a listener', async () => {
    const { replica, server } = await world((fake) => {
      fake.rows = rowsOfA('initial', 1);
    });
    await replica.ready;
    const results: Promise<boolean>[] = [];
    replica.onChange(() => {
      if (results.length === 0) results.push(replica.setConditions({ A: is(7) }));
    });
    server.now.say(server.now.update(uuid(2), rowsOfA('insert', 2)));
    await idle();
    expect(await Promise.all(results)).toEqual([true]);
  });
});
