/** Servers that cannot be read from, when one gives up, and single readings. */
import { afterEach, describe, expect, it } from 'vitest';
import { readDatabase } from '../../../src/ovsdb/client/read.ts';
import type { ReplicaOptions } from '../../../src/ovsdb/client/options.ts';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import { parseRemotes } from '../../../src/ovsdb/transport/remote.ts';
import { OvnscopeError } from '../../../src/text/index.ts';
import { FakeClock, idle } from '../fake-clock.ts';
import { FakeServer, Refusal, SILENCE, uuid, type Handler } from './fake-server.ts';
import { closeWorlds, failure, numbers, rowsOfA, world } from './world.ts';

afterEach(closeWorlds);

const THREE = 'tcp:10.0.0.1:1,tcp:10.0.0.2:1,tcp:10.0.0.3:1';
const [ONE, TWO, LAST] = THREE.split(',') as [string, string, string];

describe('bad servers', () => {
  const attempt = (prepare: (server: FakeServer) => void, options: Partial<ReplicaOptions> = {}) =>
    world(prepare, { giveUpMs: 10_000, probeMs: 5000, ...options });

  it('that refuse the connection end a single reading at once', async () => {
    const { replica, clock } = await attempt((server) => server.refusing.add('tcp:127.0.0.1:1'));
    expect(await failure(replica.ready)).toMatchObject({
      message: 'connection refused',
      where: 'tcp:127.0.0.1:1',
    });
    expect(clock.now()).toBe(0);
  });

  it('without the database say what they have', async () => {
    const { replica, clock } = await attempt((server) =>
      server.on('list_dbs', () => ['_Server', 'Other', '\u001b[0m']),
    );
    expect(await failure(replica.ready)).toMatchObject({
      message: 'the server has no database T',
      hint: 'it has Other, \\e[0m',
    });
    expect(clock.now()).toBe(0);
  });

  it.each<[string, string, Handler]>([
    ['garbage', 'no JSON message', (_request, connection) => (connection.say('\u0016\u0003\u0001'), SILENCE)],
    [
      'another protocol',
      'no JSON message',
      (_request, connection) => (connection.say('HTTP/1.1 400 Bad\r\n'), SILENCE),
    ],
    ['nonsense for a list', 'list_dbs gave no list', () => ({ T: true })],
    [
      'a reply to nothing',
      'never sent',
      (_request, connection) => (connection.say({ id: 99, result: 1 }), SILENCE),
    ],
  ])('that send %s are given up at once', async (_what, reason, handler) => {
    const { replica, clock } = await attempt((server) => server.on('list_dbs', handler));
    const error = await failure(replica.ready);
    expect(error).toMatchObject({ kind: 'protocol', where: 'tcp:127.0.0.1:1' });
    expect(error.message).toContain(reason);
    expect(clock.now()).toBe(0);
  });

  it.each<[string, Json]>([
    ['no list', {}],
    ['no transaction', [false, 5, {}]],
    ['no tables', [false, uuid(1), 5]],
    ['two of three', [true, uuid(1)]],
    ['nothing', null],
  ])('that answer a monitor with %s are given up at once', async (_what, result) => {
    const { replica, clock, shadow } = await attempt((server) =>
      server.on('monitor_cond_since', () => result),
    );
    expect(await failure(replica.ready)).toMatchObject({ kind: 'protocol', where: 'tcp:127.0.0.1:1' });
    expect([clock.now(), shadow.heard]).toEqual([0, []]);
  });

  it.each<[string, Json, string]>([
    ['is no object', 5, 'schema'],
    ['has no tables', { name: 'T', version: '1.0.0' }, 'schema'],
    ['has tables that are none', { name: 'T', version: '1.0.0', tables: [] }, 'schema'],
  ])('whose schema %s are given up at once', async (_what, schema, kind) => {
    const { replica, clock } = await attempt((server) => {
      server.schema = schema;
    });
    expect(await failure(replica.ready)).toMatchObject({ kind });
    expect(clock.now()).toBe(0);
  });

  it('that refuse the monitor are given up at once', async () => {
    const { replica } = await attempt(
      (server) =>
        server.on('monitor_cond_since', () => new Refusal({ error: 'syntax error', details: 'bad' })),
      { spec: { A: { where: [['n', '==', 'x']] } } },
    );
    expect(await failure(replica.ready)).toMatchObject({
      kind: 'server',
      message: 'the server refused monitor_cond_since: syntax error: bad',
    });
  });

  it.each<[string, string, Handler]>([
    [
      'close during the first reply',
      'the server closed the connection in the middle of a message, after 40 bytes of it',
      (request, connection) => {
        const text = JSON.stringify(connection.reply(request, [false, uuid(1), rowsOfA('initial', 1)]));
        connection.say(text.slice(0, 40));
        setImmediate(() => connection.drop());
        return SILENCE;
      },
    ],
    [
      'close instead of a reply',
      'the server closed the connection',
      (_request, connection) => (connection.drop(), SILENCE),
    ],
  ])('that %s are tried again for a while', async (_what, message, handler) => {
    const { replica, server, clock } = await attempt((fake) => fake.on('monitor_cond_since', handler));
    await clock.advance(30_000);
    expect(await failure(replica.ready)).toMatchObject({
      kind: 'connection',
      message,
      where: 'tcp:127.0.0.1:1',
    });
    expect(server.connections.length).toBeGreaterThan(2);
    expect(replica.database).toBeUndefined();
    // And well again, in time:
    const brief = await attempt((fake) => fake.once('monitor_cond_since', handler));
    await brief.clock.advance(1000);
    expect(numbers(await brief.replica.ready)).toEqual([]);
  });

  it('that say nothing are given up in the end', async () => {
    const { replica, clock } = await attempt((server) =>
      server.on('list_dbs', () => SILENCE).on('echo', () => SILENCE),
    );
    await clock.advance(60_000);
    expect((await failure(replica.ready)).message).toBe('the server was silent for 5 s');
  });

  it('are told of together', async () => {
    const { replica } = await attempt(
      (server) => {
        server.refusing.add(ONE);
        server.on('list_dbs', (_request, connection) => (connection.remote === TWO ? ['X'] : 5));
      },
      { remotes: parseRemotes(THREE) },
    );
    expect((await failure(replica.ready)).message).toBe(
      [
        'no server gave the database T:',
        `  ${ONE}: connection refused`,
        `  ${TWO}: the server has no database T`,
        `  ${LAST}: list_dbs gave no list`,
      ].join('\n'),
    );
  });

  it('never end a replica that follows for ever', async () => {
    const { replica, server, clock } = await world((fake) => fake.refusing.add('tcp:127.0.0.1:1'));
    await clock.advance(3_600_000);
    server.refusing.clear();
    await clock.advance(8000);
    expect(numbers(await replica.ready)).toEqual([]);
  });
});

describe('readDatabase', () => {
  const options = (server: FakeServer): ReplicaOptions => ({
    remotes: parseRemotes('tcp:127.0.0.1:1'),
    database: 'T',
    spec: 'all',
    connect: server.connect,
    clock: new FakeClock(),
  });

  it('reads once and closes the connection', async () => {
    const server = new FakeServer();
    server.rows = rowsOfA('initial', 1, 2);
    const database = await readDatabase(options(server));
    await idle();
    expect(numbers(database)).toEqual([1, 2]);
    expect(database.origin).toMatchObject({ name: 'tcp:127.0.0.1:1', kind: 'server' });
    expect(server.now.closed).toBe(true);
  });

  it('gives up by itself, also when told no time', async () => {
    const server = new FakeServer();
    server.refusing.add('tcp:127.0.0.1:1');
    const error = await failure(readDatabase({ ...options(server), giveUpMs: undefined }));
    expect(error.message).toBe('connection refused');
  });

  it('ends with the reason of its signal', async () => {
    const server = new FakeServer();
    server.on('monitor_cond_since', () => SILENCE);
    const controller = new AbortController();
    const reason = new OvnscopeError('connection', 'it took too long');
    const reading = failure(readDatabase({ ...options(server), signal: controller.signal }));
    await idle();
    controller.abort(reason);
    expect(await reading).toBe(reason);
    await idle();
    expect(server.now.closed).toBe(true);
    expect(await failure(readDatabase({ ...options(server), signal: controller.signal }))).toBe(reason);
  });

  it('shows its progress', async () => {
    const server = new FakeServer();
    server.on('monitor_cond_since', (request, connection) => {
      const text = JSON.stringify(connection.reply(request, [false, uuid(1), rowsOfA('initial', 1, 2, 3)]));
      connection.say(text.slice(0, 200));
      setImmediate(() => setImmediate(() => connection.say(text.slice(200))));
      return SILENCE;
    });
    const seen: number[] = [];
    const database = await readDatabase({
      ...options(server),
      onStart: (replica) => {
        const look = (): void => {
          seen.push(replica.progress.bytes);
          if (replica.database === undefined) setImmediate(look);
        };
        look();
      },
    });
    expect(numbers(database)).toEqual([1, 2, 3]);
    expect(seen).toContain(200);
  });
});
