import { afterEach, describe, expect, it } from 'vitest';
import { Peer, type PeerOptions, type Reply } from '../../../src/ovsdb/rpc/peer.ts';
import type { ReadMethod } from '../../../src/ovsdb/rpc/readonly.ts';
import type { Json, JsonObject } from '../../../src/ovsdb/json/value.ts';
import { MessageScanner } from '../../../src/ovsdb/json/scanner.ts';
import { memoryPair, type MemoryOptions, type MemoryTransport } from '../../../src/ovsdb/transport/memory.ts';
import { OvnscopeError } from '../../../src/text/index.ts';
import { FakeClock, idle } from '../fake-clock.ts';

interface Scene {
  readonly peer: Peer;
  readonly clock: FakeClock;
  readonly server: MemoryTransport;
  /** What the peer sent, in order. */
  readonly sent: JsonObject[];
  readonly notified: [string, Json][];
  /** All in one piece. */
  say(...messages: (JsonObject | string)[]): Promise<void>;
}

const open: Peer[] = [];

const scene = (options: Partial<PeerOptions> = {}, memory: MemoryOptions = {}): Scene => {
  const clock = new FakeClock();
  const [client, server] = memoryPair(memory);
  const sent: JsonObject[] = [];
  const notified: [string, Json][] = [];
  const scanner = new MessageScanner();
  server.start({
    data: (chunk) => scanner.push(chunk, (body) => sent.push(body.full() as JsonObject)),
    close: () => undefined,
  });
  const onNotification = (method: string, params: readonly Json[]): void => {
    notified.push([method, params]);
  };
  const peer = new Peer(client, { clock, onNotification, ...options });
  open.push(peer);
  const say = async (...messages: (JsonObject | string)[]): Promise<void> => {
    const text = messages.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('');
    await server.send(Buffer.from(text));
    await idle();
  };
  return { peer, clock, server, sent, notified, say };
};

afterEach(() => {
  for (const peer of open.splice(0)) peer.close();
});

const reply = (id: number, result: Json): JsonObject => ({ id, result, error: null });
const failure = (promise: Promise<unknown>): Promise<OvnscopeError> =>
  promise.then(
    () => Promise.reject(new Error('was expected to fail')),
    (error: unknown) => error as OvnscopeError,
  );

describe('requests', () => {
  it('find their replies by id, whatever the order', async () => {
    const { peer, say, sent } = scene();
    const replies = [peer.request('list_dbs', []), peer.request('get_server_id', [])];
    await idle();
    expect(sent).toEqual([
      { method: 'list_dbs', params: [], id: 1 },
      { method: 'get_server_id', params: [], id: 2 },
    ]);
    await say(reply(2, 'second'), reply(1, ['first']));
    expect((await Promise.all(replies)).map(({ result }) => result)).toEqual([['first'], 'second']);
  });

  it('work when every byte arrives alone', async () => {
    const { peer, say } = scene({}, { chunk: () => 1 });
    const answer = peer.request('list_dbs', []);
    await idle();
    await say(reply(1, ['漢😀\\']));
    expect((await answer).result).toEqual(['漢😀\\']);
  });

  it.each<[Json, string]>([
    ['unknown method', 'the server refused list_dbs: unknown method'],
    [
      { error: 'syntax error', details: 'no \u001b[31m' },
      'the server refused list_dbs: syntax error: no \\e[31m',
    ],
    [{ code: 1 }, 'the server refused list_dbs: {"code":1}'],
    [false, 'the server refused list_dbs: false'],
  ])('reject with the error %j of the reply', async (error, message) => {
    const { peer, say } = scene();
    const answer = failure(peer.request('list_dbs', []));
    await say({ id: 1, result: null, error });
    expect(await answer).toMatchObject({ kind: 'server', message, where: 'memory:client', cause: error });
    expect(peer.failure).toBeUndefined();
  });

  it('hand their reply over before anything that stands behind it in the same piece', async () => {
    const order: string[] = [];
    const { peer, say } = scene({ onNotification: () => order.push('update') });
    const monitor = peer.request('monitor', ['DB', 'm', {}], () => order.push('reply'));
    await say(reply(1, {}), { method: 'update', params: ['m', {}], id: null });
    await monitor;
    expect(order).toEqual(['reply', 'update']);
  });

  it('whose reply cannot be used end the connection before anything behind it is seen', async () => {
    const { peer, say, notified } = scene();
    const misfit = new OvnscopeError('protocol', 'a misfit');
    const answer = failure(
      peer.request('monitor', ['DB', 'm', {}], () => {
        throw misfit;
      }),
    );
    await say(reply(1, {}), { method: 'update', params: ['m', {}], id: null });
    expect(await answer).toMatchObject({ kind: 'protocol', message: 'a misfit', where: 'memory:client' });
    expect(peer.failure).toBe(await answer);
    expect(notified).toEqual([]);
  });

  it('keep the class and the place of an error that has one', async () => {
    class Special extends OvnscopeError {}
    const { peer, say } = scene();
    const special = new Special('connection', 'not fit', { where: 'here' });
    const receive = (_reply: Reply): never => {
      throw special;
    };
    const answer = failure(peer.request('list_dbs', [], receive));
    await say(reply(1, []));
    expect(await answer).toBe(special);
  });

  it.each<[string, JsonObject | string]>([
    ['a reply that nobody asked for', reply(99, {})],
    ['a reply without a result', { id: 1 }],
    ['a message that is no object', '[1,2]'],
    ['a notification without parameters', { method: 'update', id: null }],
    ['garbage', 'HTTP/1.0 200 OK'],
    ['broken JSON', '{"id":1,"result":}'],
  ])('fail, all of them, after %s', async (_what, message) => {
    const { peer, say } = scene();
    const answers = [failure(peer.request('list_dbs', [])), failure(peer.request('get_schema', ['DB']))];
    await say(message);
    for (const answer of answers) {
      expect(await answer).toMatchObject({ kind: 'protocol', where: 'memory:client' });
    }
    expect(await peer.closed).toMatchObject({ kind: 'protocol' });
    expect((await failure(peer.request('list_dbs', []))).kind).toBe('protocol');
  });

  it('that would change something are refused and not sent, casts or not', async () => {
    const { peer, sent, say } = scene();
    const operation = { op: 'insert', table: 'T', row: {} };
    const insert = peer.request('transact', ['DB', operation as never]);
    expect(await failure(insert)).toMatchObject({ kind: 'usage' });
    const lock = peer.request('lock' as ReadMethod as 'echo', ['name']);
    expect(await failure(lock)).toMatchObject({ kind: 'usage' });
    await idle();
    expect(sent).toEqual([]);
    const after = peer.request('list_dbs', []);
    await say(reply(3, []));
    expect((await after).result).toEqual([]);
  });
});

describe('the server', () => {
  it('has its echo answered with its own words', async () => {
    const { sent, say } = scene();
    await say({ method: 'echo', params: ['x', { y: [1] }], id: 'echo' });
    expect(sent).toEqual([{ id: 'echo', result: ['x', { y: [1] }], error: null }]);
  });

  it('has its echo answered while a large reply is awaited, and behind half of it', async () => {
    const { peer, sent, say } = scene();
    const answer = peer.request('monitor', ['DB', 'm', {}]);
    await say({ method: 'echo', params: [], id: 'a' });
    expect(sent.at(-1)).toEqual({ id: 'a', result: [], error: null });
    const rows = Object.fromEntries(
      Array.from({ length: 9000 }, (_, i) => [`u${i}`, { new: { s: 'x'.repeat(40) } }]),
    );
    const text = JSON.stringify(reply(1, { T: rows }));
    await say(text.slice(0, 300_000));
    expect(peer.progress.bytes).toBe(300_000);
    await say(text.slice(300_000), { method: 'echo', params: [], id: 'b' });
    expect(sent.at(-1)).toEqual({ id: 'b', result: [], error: null });
    expect((await answer).body.full()).toEqual(JSON.parse(text));
  });

  it('is told that another request is not known', async () => {
    const { sent, say } = scene();
    await say({ method: 'shutdown', params: [], id: 7 });
    expect(sent).toEqual([{ id: 7, result: null, error: 'unknown method' }]);
  });

  it('is heard in order', async () => {
    const { notified, say } = scene({}, { chunk: (waiting) => Math.min(waiting, 3) });
    await say(...Array.from({ length: 20 }, (_, n) => ({ method: `n${n}`, params: [n], id: null })));
    expect(notified).toEqual(Array.from({ length: 20 }, (_, n) => [`n${n}`, [n]]));
  });
});

describe('liveness', () => {
  const probe = { method: 'echo', params: [], id: 'probe' };

  it('asks after silence and gives up after as long again', async () => {
    const { peer, clock, sent } = scene({ probeMs: 5000 });
    await clock.advance(4999);
    expect(sent).toEqual([]);
    await clock.advance(1);
    expect(sent).toEqual([probe]);
    await clock.advance(4900);
    expect(peer.failure).toBeUndefined();
    await clock.advance(200);
    expect(await peer.closed).toMatchObject({ kind: 'connection', message: 'the server was silent for 5 s' });
    expect(clock.pending).toBe(0);
  });

  it('lives on with an answer, and asks again', async () => {
    const { peer, clock, sent, say } = scene({ probeMs: 1000 });
    for (let round = 1; round <= 5; round++) {
      await clock.advance(1100);
      expect(sent).toHaveLength(round);
      await say({ id: 'probe', result: [], error: null });
    }
    expect(peer.failure).toBeUndefined();
  });

  it('takes any byte for life', async () => {
    const { peer, clock, say } = scene({ probeMs: 1000 });
    await say('{"method":"update","params":["');
    for (let i = 0; i < 20; i++) {
      await clock.advance(1500);
      await say('x');
    }
    expect(peer.failure).toBeUndefined();
  });

  it('bears the silence before a large reply, up to its limit', async () => {
    const { peer, clock, sent, say } = scene({ probeMs: 1000, patienceMs: 20_000 });
    const answer = peer.request('monitor_cond_since', ['DB', 'm', {}, '0']);
    await clock.advance(15_000);
    expect(sent).toHaveLength(1);
    await say(reply(1, [false, '0', {}]));
    await answer;
    await clock.advance(1000);
    expect(sent.at(-1)).toEqual(probe);
    await clock.advance(1100);
    expect(peer.failure?.message).toContain('silent');
  });

  it('gives up when that limit is passed', async () => {
    const { peer, clock } = scene({ probeMs: 1000, patienceMs: 20_000 });
    const answer = failure(peer.request('transact', ['DB']));
    await clock.advance(21_100);
    expect((await answer).message).toBe('the server was silent for 20 s');
    expect(peer.failure).toBe(await answer);
  });

  it('has the same patience when a probe was under way already', async () => {
    const { peer, clock, say } = scene({ probeMs: 1000, patienceMs: 20_000 });
    await clock.advance(1000);
    const answer = peer.request('monitor', ['DB', 'm', {}]);
    await clock.advance(10_000);
    expect(peer.failure).toBeUndefined();
    await say(reply(1, {}));
    await answer;
  });

  it('has none for a server that does not answer a small question', async () => {
    const { peer, clock } = scene({ probeMs: 1000, patienceMs: 20_000 });
    const answer = failure(peer.request('list_dbs', []));
    await clock.advance(2200);
    expect((await answer).message).toContain('silent');
    expect(peer.failure).toBeDefined();
  });

  it('never asks when told so', async () => {
    const { peer, clock, sent } = scene({ probeMs: 0 });
    await clock.advance(1_000_000);
    expect([sent, peer.failure]).toEqual([[], undefined]);
  });
});

describe('the end', () => {
  it.each([
    ['', 'the server closed the connection before it sent anything'],
    ['{"id":1,', 'the server closed the connection in the middle of a message, after 8 bytes of it'],
    ['{"method":"x","params":[],"id":null}', 'the server closed the connection'],
  ])('after %j', async (text, message) => {
    const { peer, server } = scene();
    const answer = failure(peer.request('list_dbs', []));
    if (text !== '') await server.send(Buffer.from(text));
    await idle();
    server.close();
    expect(await answer).toMatchObject({ kind: 'connection', message, where: 'memory:client' });
    expect(await peer.closed).toBe(await answer);
  });

  it('is passed on as the transport tells it', async () => {
    const { peer, server } = scene();
    const error = new OvnscopeError('connection', 'the cable was pulled', { where: 'memory:client' });
    server.fail(error);
    expect(await peer.closed).toBe(error);
  });

  it('in good order has no reason, and fails what is outstanding', async () => {
    const { peer, clock } = scene();
    const answer = failure(peer.request('list_dbs', []));
    peer.close();
    expect(await peer.closed).toBeUndefined();
    expect((await answer).message).toBe('the connection was closed');
    expect(clock.pending).toBe(0);
    peer.close(new OvnscopeError('connection', 'too late'));
    expect(peer.failure).toBeUndefined();
  });
});

describe('a reply that takes long to take in', () => {
  it('keeps what follows waiting, in order, but not the server that asks for an echo', async () => {
    const { peer, say, sent, notified } = scene();
    let finish: (value: string) => void = () => undefined;
    const taken = peer.request('list_dbs', [], () => new Promise<string>((resolve) => (finish = resolve)));
    const other = peer.request('get_server_id', []);
    await idle();
    const note = (text: string): JsonObject => ({ method: 'update', params: [text], id: null });
    await say(reply(1, []), note('first'), reply(2, 'id'), { method: 'echo', params: ['alive?'], id: 'x' });
    await say(note('second'));
    expect(notified).toEqual([]);
    expect(sent.at(-1)).toEqual({ id: 'x', result: ['alive?'], error: null });
    finish('done');
    expect(await taken).toBe('done');
    await idle();
    expect(notified).toEqual([
      ['update', ['first']],
      ['update', ['second']],
    ]);
    expect((await other).result).toBe('id');
  });

  it('ends the connection when it fails', async () => {
    const { peer, say, notified } = scene();
    const taken = failure(
      peer.request('list_dbs', [], () => Promise.reject(new OvnscopeError('data', 'no use'))),
    );
    await idle();
    await say(reply(1, []), { method: 'update', params: [], id: null });
    expect((await taken).message).toBe('no use');
    expect((await peer.closed)?.message).toBe('no use');
    expect(notified).toEqual([]);
  });
});
