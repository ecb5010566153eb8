/** A RAFT cluster whose leader dies, a relay, TLS, and servers that are not what was asked for. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDatabase, type ReadOptions } from '../../../src/ovsdb/client/read.ts';
import type { ReplicaOptions } from '../../../src/ovsdb/client/options.ts';
import { Replica } from '../../../src/ovsdb/client/replica.ts';
import type { ClientEvent } from '../../../src/ovsdb/client/events.ts';
import type { Json } from '../../../src/ovsdb/json/value.ts';
import type { Database } from '../../../src/ovsdb/rows/database.ts';
import { connect } from '../../../src/ovsdb/transport/connect.ts';
import { parseRemotes } from '../../../src/ovsdb/transport/remote.ts';
import { otherThanReads, sentThrough } from '../../integration/reads.ts';
import {
  makeCertificates,
  makeDirectory,
  OvsdbServer,
  RaftCluster,
  RecordingProxy,
  Relay,
  removeDirectory,
  type Certificates,
} from '../../lab/index.ts';
import { hurriedClock, Writer } from './live.ts';
import { failure, Shadow } from './world.ts';

const NB = 'OVN_Northbound';
const ROWS = 4000;

let directory: string;
let cluster: RaftCluster;
/** One before each member, by its position: nothing reaches a server unseen. */
let proxies: RecordingProxy[] = [];
/** The same, slow enough that a read takes a while. */
let slowProxies: RecordingProxy[] = [];
let relayProxy: RecordingProxy | undefined;

const startProxies = (
  name: string,
  how: { chunk?: number; delay?: number } = {},
): Promise<RecordingProxy[]> => {
  const inside = join(directory, name);
  mkdirSync(inside);
  return Promise.all(
    cluster.servers.map((server, n) =>
      RecordingProxy.start({ directory: inside, name: `p${n}`, target: server.remote, ...how }),
    ),
  );
};

const all = (some: readonly RecordingProxy[]): string => some.map(({ remote }) => remote).join(',');
const before = (member: number): string => (proxies[member] as RecordingProxy).remote;

const addresses = (n: number): Json => [
  'set',
  Array.from({ length: 10 }, (_, i) => `10.${n >> 8}.${n & 255}.${i}`),
];

beforeAll(async () => {
  directory = makeDirectory();
  cluster = await RaftCluster.start({ directory, name: 'nb', schema: 'nb' });
  proxies = await startProxies('p');
  slowProxies = await startProxies('s', { chunk: 16_384, delay: 2 });
  await write(
    ...Array.from({ length: ROWS }, (_, n) => ({
      op: 'insert',
      table: 'Address_Set',
      row: { name: `as${n}`, addresses: addresses(n) },
    })),
  );
});

afterAll(async () => {
  await Promise.all([...proxies, ...slowProxies].map((proxy) => proxy.stop()));
  await relayProxy?.stop();
  await cluster?.stop();
  if (directory !== undefined) removeDirectory(directory);
});

/** Through the leader of the moment. */
const write = async (...operations: Json[]): Promise<void> => {
  const writer = new Writer(cluster.member(await cluster.leader()).socket, NB);
  await writer.transact(...operations);
  writer.close();
};

let marks = 0;
const mark = async (): Promise<string> => {
  const name = `mark${++marks}`;
  await write({ op: 'insert', table: 'Address_Set', row: { name } });
  return name;
};

const names = (database: Database | undefined): string[] =>
  [...(database?.table('Address_Set') ?? [])].map((row) => row.get('name') as string).sort();

const onServer = async (): Promise<string[]> => {
  const writer = new Writer(cluster.member(await cluster.leader()).socket, NB);
  const rows = await writer.rows('Address_Set', ['name']);
  writer.close();
  return [...rows.values()].map((row) => row['name'] as string).sort();
};

const options = (remote: string, more: Partial<ReplicaOptions> = {}): ReplicaOptions => ({
  remotes: parseRemotes(remote),
  database: NB,
  spec: { Address_Set: {} },
  connect,
  clock: hurriedClock,
  probeMs: 0,
  ...more,
});

const follow = (remote: string, more: Partial<ReplicaOptions> = {}): [Replica, ClientEvent[], Shadow] => {
  const [events, shadow]: [ClientEvent[], Shadow] = [[], new Shadow()];
  const replica = new Replica(options(remote, { onEvent: (event) => events.push(event), ...more }));
  replica.onChange((changes) => shadow.take(changes));
  return [replica, events, shadow];
};

const reach = async (replica: Replica, name: string): Promise<void> => {
  while (!names(replica.database).includes(name)) {
    await new Promise<void>((resolve) => {
      const off = replica.onChange(() => {
        off();
        resolve();
      });
    });
  }
};

const read = (remote: string, more: Partial<ReadOptions> = {}): Promise<Database> =>
  readDatabase({ ...options(remote), ...more });

describe('a cluster', () => {
  it('is read from the leader only, or from any member', async () => {
    const leader = await cluster.leader();
    const followers = proxies.filter((_, n) => n !== leader);
    for (const follower of followers) {
      const error = await failure(read(follower.remote, { giveUpMs: 100 }));
      expect(error).toMatchObject({ kind: 'connection', where: follower.remote });
      expect(error.message).toContain('not the leader');
      expect(error.hint).toContain('--no-leader-only');
      const database = await read(follower.remote, { leaderOnly: false });
      expect(names(database)).toEqual(await onServer());
    }
    const [replica, events] = follow(all(proxies));
    await replica.ready;
    expect(replica.connected).toBe(before(leader));
    expect(events.at(-1)).toMatchObject({ method: 'monitor_cond_since', how: 'full', rows: ROWS });
    expect(replica.status?.clusterId).toBe(await cluster.cid());
    await replica.close();
  });

  it('is pinned by its id', async () => {
    const right = await read(`${all(proxies)},cid:${await cluster.cid()}`);
    expect(right.table('Address_Set').size).toBe(ROWS);
    const wrong = read(`${all(proxies)},cid:00000000-0000-4000-8000-000000000000`);
    expect((await failure(wrong)).message).toContain('belongs to cluster');
  });

  it('is followed through the death of its leader, without reading all again', async () => {
    const [replica, events, shadow] = follow(all(proxies));
    await replica.ready;
    await reach(replica, await mark());
    const leader = await cluster.leader();
    await cluster.kill(leader);
    await cluster.leader([leader]);
    await reach(replica, await mark());
    expect(names(replica.database)).toEqual(await onServer());
    expect(events.filter(({ kind }) => kind === 'read').at(-1)).toMatchObject({ how: 'changes' });
    expect(shadow.kinds).not.toContain('replacement');
    await cluster.restart(leader);
    await replica.close();
  });

  it('is read through the death of its leader in the middle of the reply', async () => {
    const leader = await cluster.leader();
    const [replica, events] = follow(all(slowProxies));
    while (replica.progress.bytes < 100_000) await new Promise((resolve) => setTimeout(resolve, 1));
    await cluster.kill(leader);
    expect(names(await replica.ready)).toEqual(await onServer());
    expect(events).toContainEqual(
      expect.objectContaining({
        kind: 'failed',
        remote: slowProxies[leader]?.remote,
        reason: expect.stringContaining('in the middle of a message') as string,
      }),
    );
    await reach(replica, await mark());
    await cluster.restart(leader);
    await replica.close();
  });

  it('is left by a member that is cut off', async () => {
    const [replica] = follow(all(proxies));
    await replica.ready;
    const leader = await cluster.leader();
    await cluster.cutOff(leader);
    await cluster.leader([leader]);
    while (replica.connected === undefined || replica.connected === before(leader)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await cluster.rejoin(leader);
    await reach(replica, await mark());
    expect(names(replica.database)).toEqual(await onServer());
    await replica.close();
  });

  it('is read through a relay', async () => {
    const relay = await Relay.start({ directory, name: 'relay', database: NB, source: cluster.remote });
    relayProxy = await RecordingProxy.start({ directory, name: 'relay-proxy', target: relay.remote });
    const [replica] = follow(relayProxy.remote);
    await replica.ready;
    expect(replica.status?.model).toBe('relay');
    await reach(replica, await mark());
    expect(names(replica.database)).toEqual(await onServer());
    await replica.close();
    await relay.stop();
  });

  it('was only ever read', () => {
    const sent = sentThrough([...proxies, ...slowProxies, ...(relayProxy === undefined ? [] : [relayProxy])]);
    expect(sent.length).toBeGreaterThan(20);
    expect(otherThanReads(sent)).toEqual([]);
  });
});

describe('a server', () => {
  let server: OvsdbServer;
  let plain: OvsdbServer;
  let certificates: Certificates;

  beforeAll(async () => {
    certificates = await makeCertificates(join(directory, 'tls'));
    server = await OvsdbServer.start({ directory, name: 'one', schema: 'nb', tls: certificates });
    plain = await OvsdbServer.start({ directory, name: 'plain', schema: 'nb', tcp: true });
  });
  afterAll(async () => {
    await server?.stop();
    await plain?.stop();
  });

  const own = (): { privateKey: string; certificate: string } => ({
    privateKey: certificates.client.key,
    certificate: certificates.client.certificate,
  });

  it('without the database says what it has', async () => {
    const error = await failure(read(plain.tcpRemote, { database: 'OVN_Northboun' }));
    expect(error).toMatchObject({
      message: 'the server has no database OVN_Northboun',
      where: plain.tcpRemote,
      hint: `it has ${NB}`,
    });
  });

  it('that is not there', async () => {
    const error = await failure(read(`unix:${join(directory, 'none.sock')}`));
    expect(error).toMatchObject({ kind: 'connection', where: `unix:${join(directory, 'none.sock')}` });
  });

  it('is read with TLS when each side trusts the other', async () => {
    const tls = { ...own(), caCertificate: certificates.ca };
    expect((await read(server.tlsRemote, { tls })).table('Address_Set').size).toBe(0);
  });

  it('is not read with the wrong authority', async () => {
    const tls = { ...own(), caCertificate: certificates.wrongCa };
    const error = await failure(read(server.tlsRemote, { tls }));
    expect(error).toMatchObject({ kind: 'connection', where: server.tlsRemote });
    expect(error.message).toMatch(/certificate/);
  });

  it('does not speak to one whose certificate it does not trust', async () => {
    const { key, certificate } = certificates.wrongClient;
    const tls = { privateKey: key, certificate, caCertificate: certificates.ca };
    expect(await failure(read(server.tlsRemote, { tls, giveUpMs: 200 }))).toMatchObject({
      kind: 'connection',
    });
  });

  it('asked in the wrong language says nothing that can be read', async () => {
    expect((await failure(read(server.tlsRemote.replace('ssl:', 'tcp:'), { giveUpMs: 200 }))).kind).toMatch(
      /connection|protocol/,
    );
    const tls = { ...own(), caCertificate: certificates.ca };
    const reversed = plain.tcpRemote.replace('tcp:', 'ssl:');
    expect((await failure(read(reversed, { tls, giveUpMs: 200, connectTimeoutMs: 5000 }))).kind).toBe(
      'connection',
    );
  });

  it('that hangs is given up', async () => {
    server.freeze();
    try {
      const error = await failure(read(server.remote, { probeMs: 5000, giveUpMs: 50 }));
      expect(error.message).toContain('silent');
    } finally {
      server.thaw();
    }
  });
});
