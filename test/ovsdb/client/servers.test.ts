/** Which server is read from, which is not, and when one gives up. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/ovsdb/json/value.ts';
import { idle } from '../fake-clock.ts';
import { clustered, type FakeServer, serverChange, serverRow, SILENCE, status, uuid } from './fake-server.ts';
import { closeWorlds, failure, numbers, rowsOfA, world } from './world.ts';

afterEach(closeWorlds);

const THREE = 'tcp:10.0.0.1:1,tcp:10.0.0.2:1,tcp:10.0.0.3:1';
const [ONE, TWO, LAST] = THREE.split(',') as [string, string, string];

/** A cluster of which one member leads. */
const cluster =
  (rows: Record<string, () => JsonObject>) =>
  (server: FakeServer): void => {
    server.rows = rowsOfA('initial', 1);
    server.on('monitor_cond', (_request, connection) =>
      serverRow((rows[connection.remote] as () => JsonObject)()),
    );
  };

const remotes = (server: FakeServer): string[] => server.connections.map(({ remote }) => remote);

describe('a cluster', () => {
  it('is read from its leader', async () => {
    const { replica, server } = await world(
      cluster({
        [ONE]: () => clustered({ leader: false }),
        [TWO]: () => clustered({ connected: false }),
        [LAST]: () => clustered(),
      }),
      { remote: THREE, giveUpMs: 0 },
    );
    expect(numbers(await replica.ready)).toEqual([1]);
    expect(remotes(server)).toEqual([ONE, TWO, LAST]);
    expect(server.connections.map(({ methods }) => methods.includes('monitor_cond_since'))).toEqual([
      false,
      false,
      true,
    ]);
    expect(replica.status).toEqual({
      model: 'clustered',
      connected: true,
      leader: true,
      clusterId: uuid(0xc1),
      serverId: uuid(0x51),
      index: 10,
    });
  });

  it('is read from a follower when that is asked for, but not from one that is cut off', async () => {
    const { server, replica } = await world(
      cluster({ [ONE]: () => clustered({ connected: false }), [TWO]: () => clustered({ leader: false }) }),
      { remote: `${ONE},${TWO}`, leaderOnly: false },
    );
    await replica.ready;
    expect(remotes(server)).toEqual([ONE, TWO]);
  });

  it('is left by the leader that was', async () => {
    let leader = ONE;
    const member = (name: string) => (): JsonObject => clustered({ leader: leader === name });
    const { replica, server, clock } = await world(
      cluster({ [ONE]: member(ONE), [TWO]: member(TWO), [LAST]: member(LAST) }),
      { remote: THREE },
    );
    await replica.ready;
    server.on('monitor_cond_since', ({ params }) => [true, params[3] as Json, {}]);
    leader = LAST;
    server.now.say(serverChange({ leader: false }));
    await idle();
    // Without any waiting: the loss of a good server begins a round.
    expect(clock.now()).toBe(0);
    expect(remotes(server)).toEqual([ONE, TWO, LAST]);
    expect(server.connections[0]?.closed).toBe(true);
    expect(server.now.last('monitor_cond_since').params[3]).toBe(uuid(1));
    leader = TWO;
    server.now.drop();
    await idle();
    expect(clock.now()).toBe(0);
    expect(remotes(server)).toEqual([ONE, TWO, LAST, ONE, TWO]);
  });

  it('is left when the news stands right behind the first reply', async () => {
    const { replica, server, events } = await world((fake) => {
      fake.on('monitor_cond', (request, connection) => {
        connection.say(connection.reply(request, serverRow(clustered())), serverChange({ leader: false }));
        return SILENCE;
      });
    });
    expect(replica.database).toBeUndefined();
    expect(server.now.closed).toBe(true);
    expect(events.filter(({ kind }) => kind === 'failed')).toMatchObject([
      { reason: 'the server is not the leader of its cluster' },
    ]);
  });

  it('is not read from a member that is behind', async () => {
    let index = 10;
    const { replica, server, events, lose, pause } = await world(
      cluster({ [ONE]: () => clustered({ index }), [TWO]: () => clustered({ index: index - 8 }) }),
      { remote: `${ONE},${TWO}`, leaderOnly: false },
    );
    await replica.ready;
    index = 12;
    server.now.say(serverChange({ index }));
    server.refusing.add(ONE);
    await lose();
    expect(server.now.remote).toBe(TWO);
    expect(server.now.methods).not.toContain('monitor_cond_since');
    expect(events.filter(({ kind }) => kind === 'failed').at(0)).toMatchObject({
      remote: TWO,
      reason: 'the server is behind: at index 4, 12 was read before',
    });
    index = 20;
    await pause();
    await pause();
    expect(server.now.methods).toContain('monitor_cond_since');
  });

  it('is not another cluster', async () => {
    const { replica, server, events, lose } = await world(
      cluster({ [ONE]: () => clustered(), [TWO]: () => clustered({ cid: ['uuid', uuid(0xc2)] }) }),
      { remote: `${ONE},${TWO}` },
    );
    await replica.ready;
    server.refusing.add(ONE);
    await lose();
    expect(events.find(({ kind }) => kind === 'failed')).toMatchObject({
      reason: `the server belongs to cluster ${uuid(0xc2)}, not to ${uuid(0xc1)}`,
    });
  });

  it('is the one whose id was given', async () => {
    const wrong = await world(cluster({ [ONE]: () => clustered() }), {
      remote: `cid:${uuid(0xc9)},${ONE}`,
      giveUpMs: 60_000,
    });
    expect(await failure(wrong.replica.ready)).toMatchObject({
      kind: 'connection',
      where: ONE,
      message: expect.stringContaining(`cluster ${uuid(0xc1)}`) as string,
      hint: expect.stringContaining('different clusters') as string,
    });
    expect(wrong.clock.now()).toBe(0);
    const right = await world(cluster({ [ONE]: () => clustered() }), { remote: `cid:${uuid(0xc1)},${ONE}` });
    expect(numbers(await right.replica.ready)).toEqual([1]);
  });

  it('is waited for while it elects', async () => {
    let leader = false;
    const { replica, clock } = await world(cluster({ [ONE]: () => clustered({ leader }) }), {
      remote: ONE,
      giveUpMs: 10_000,
    });
    await clock.advance(2000);
    leader = true;
    await clock.advance(8000);
    expect(numbers(await replica.ready)).toEqual([1]);
  });

  it('is waited for while it joins', async () => {
    let schema: Json = ['set', []];
    const { replica, clock, events } = await world(cluster({ [ONE]: () => clustered({ schema }) }), {
      giveUpMs: 60_000,
      remote: ONE,
    });
    expect(events.at(-2)).toMatchObject({
      kind: 'failed',
      reason: 'the server has not got the schema of T yet',
    });
    await clock.advance(2000);
    schema = 'here';
    await clock.advance(8000);
    expect(numbers(await replica.ready)).toEqual([1]);
  });
});

describe('a relay', () => {
  it('is read when it has its source', async () => {
    let connected = false;
    const { replica, clock, events } = await world(
      cluster({ [ONE]: () => status({ model: 'relay', connected, leader: false }) }),
      { remote: ONE, giveUpMs: 60_000 },
    );
    expect(events.find(({ kind }) => kind === 'failed')).toMatchObject({
      reason: 'the server has no connection to its source, its T may be old',
    });
    connected = true;
    await clock.advance(2000);
    expect(numbers(await replica.ready)).toEqual([1]);
  });
});
