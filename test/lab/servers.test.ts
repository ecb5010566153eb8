import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  makeCertificates,
  makeDirectory,
  RaftCluster,
  RecordingProxy,
  Relay,
  removeDirectory,
  run,
  runningDaemons,
  startServer,
  type Identity,
} from './index.ts';

let directory: string;
const stops: (() => Promise<void>)[] = [];

const stopLater = <T extends { stop(): Promise<void> }>(part: T): T => {
  stops.push(() => part.stop());
  return part;
};

beforeEach(() => {
  directory = makeDirectory();
});

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  expect(runningDaemons()).toEqual([]);
  removeDirectory(directory);
});

const addSwitch = (remote: string, name: string): Promise<string> =>
  run('ovn-nbctl', [`--db=${remote}`, '--timeout=30', '-vsyslog:off', 'ls-add', name]);

const listSwitches = (remote: string): Promise<string> =>
  run('ovn-nbctl', [`--db=${remote}`, '--no-leader-only', '--timeout=30', '-vsyslog:off', 'ls-list']);

describe('one server', () => {
  it('serves several databases over unix and TCP, and comes back on the same port', async () => {
    const server = stopLater(await startServer({ directory, name: 'db', schema: 'nb', tcp: true }));
    await server.addDatabase(join(directory, 'sb.db'), 'sb');
    const list = ['list-dbs', server.tcpRemote];
    expect(await run('ovsdb-client', list)).toBe('OVN_Northbound\nOVN_Southbound\n_Server\n');
    await server.kill();
    await server.restart();
    expect(await run('ovsdb-client', list)).toBe('OVN_Northbound\n_Server\n');
  });

  it('converts its database while it is served', async () => {
    const schema = (version: string, columns: object): string => {
      const file = join(directory, `${version}.ovsschema`);
      writeFileSync(file, JSON.stringify({ name: 'T', version, tables: { T: { columns } } }));
      return file;
    };
    const one = schema('1.0.0', { a: { type: 'string' } });
    const two = schema('2.0.0', { a: { type: 'string' }, b: { type: 'integer' } });
    const server = stopLater(await startServer({ directory, name: 'db', schema: one }));
    await server.transact('T', { op: 'insert', table: 'T', row: { a: 'x' } });
    await server.convert(two);
    expect(await server.transact('T', { op: 'select', table: 'T', where: [], columns: ['a', 'b'] })).toEqual([
      { rows: [{ a: 'x', b: 0 }] },
    ]);
    await expect(server.transact('T', { op: 'comment' })).rejects.toThrow('syntax error');
  });

  it('speaks TLS with those who trust its authority and are trusted by it', async () => {
    const tls = await makeCertificates(join(directory, 'tls'));
    const server = stopLater(await startServer({ directory, name: 'db', schema: 'nb', tls }));
    const list = (identity: Identity, ca: string): Promise<string> =>
      run('ovsdb-client', [
        ...['-t', '10', '-vsyslog:off', '-p', identity.key, '-c', identity.certificate, '-C', ca],
        ...['list-dbs', server.tlsRemote],
      ]);
    expect(await list(tls.client, tls.ca)).toContain('OVN_Northbound');
    await expect(list(tls.client, tls.wrongCa)).rejects.toThrow();
    await expect(list(tls.wrongClient, tls.ca)).rejects.toThrow();
    await expect(run('openssl', ['verify', '-CAfile', tls.ca, tls.expired.certificate])).rejects.toThrow(
      'expired',
    );
  });
});

describe('a RAFT cluster', () => {
  it('elects a new leader when the leader dies, and takes it back', async () => {
    const cluster = stopLater(await RaftCluster.start({ directory, name: 'nb', schema: 'nb' }));
    await addSwitch(cluster.remote, 'before');
    const first = await cluster.leader();
    await cluster.kill(first);
    const second = await cluster.leader();
    expect(second).not.toBe(first);
    await addSwitch(cluster.remote, 'after');
    await cluster.restart(first);
    expect(await listSwitches(cluster.remote)).toMatch(/after.*before/s);
    expect(await cluster.cid()).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('elects a new leader when the leader is cut off', async () => {
    const cluster = stopLater(await RaftCluster.start({ directory, name: 'nb', schema: 'nb' }));
    const first = await cluster.leader();
    await cluster.cutOff(first);
    expect(await cluster.leader([first])).not.toBe(first);
    await cluster.rejoin(first);
    await addSwitch(cluster.remote, 'healed');
  });
});

describe('a relay', () => {
  it('serves the database of the server behind it', async () => {
    const server = stopLater(await startServer({ directory, name: 'nb', schema: 'nb' }));
    const relay = stopLater(
      await Relay.start({ directory, name: 'relay', database: 'OVN_Northbound', source: server.remote }),
    );
    await run('ovn-nbctl', [`--db=${relay.remote}`, '--no-leader-only', '--timeout=30', 'ls-add', 'sw0']);
    expect(await listSwitches(server.remote)).toContain('sw0');
  });
});

describe('a recording proxy', () => {
  it('keeps what the client sent, and can cut what the server answers', async () => {
    const server = stopLater(await startServer({ directory, name: 'nb', schema: 'nb' }));
    const proxy = stopLater(
      await RecordingProxy.start({ directory, name: 'proxy', target: server.remote, chunk: 100 }),
    );
    expect(await run('ovsdb-client', ['list-dbs', proxy.remote])).toBe('OVN_Northbound\n_Server\n');
    expect(await listSwitches(proxy.remote)).toBe('');
    expect(proxy.texts()[0]).toContain('"method":"list_dbs"');
    expect(proxy.texts()[1]).toContain('"monitor_cond_since"');
  });

  it('can end the connection in the middle of an answer', async () => {
    const server = stopLater(await startServer({ directory, name: 'nb', schema: 'nb' }));
    mkdirSync(join(directory, 'p'));
    const proxy = stopLater(
      await RecordingProxy.start({
        directory: join(directory, 'p'),
        name: 'p',
        target: server.socket,
        closeAfter: 9,
      }),
    );
    await expect(run('ovsdb-client', ['list-dbs', proxy.remote])).rejects.toThrow(/End of file|reset/);
    expect(proxy.recordings[0]?.received).toBe(9);
  });
});
