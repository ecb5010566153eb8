/**
 * `describe` of a server that is read piece by piece says the same as `describe` of the whole database from its
 * file; it asks for no more than it needs, and for nothing but reads.
 */
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Network } from '../../src/model/index.ts';
import { nodeFiles, openDatabases, type Database, type JsonObject } from '../../src/ovsdb/index.ts';
import { OvsdbServer, RecordingProxy } from '../lab/index.ts';
import { ovnscope } from '../cli/run.ts';
import { otherThanReads, sentThrough, surprisingColumns } from './reads.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');

const opened = async (file: string): Promise<Database> => {
  const { databases } = await openDatabases(file, nodeFiles);
  return (databases[0] as { readonly database: Database }).database;
};

/** Tables whose rows are all described; of others a few. */
const FEW = 3;
/** Rows of which a description would be as long as the database. */
const LEFT_OUT = new Set(['Logical_Flow']);

describe.each(['two-switches', 'ovn-kubernetes', 'neutron'])('describe, on %s', (name) => {
  const directory = mkdtempSync(join(tmpdir(), 'describe-'));
  const files: Record<string, string> = {};
  const servers: OvsdbServer[] = [];
  const proxies: RecordingProxy[] = [];
  const live: string[] = [];
  const saved: string[] = [];
  const uuids: string[] = [];

  beforeAll(async () => {
    const hosts = readdirSync(join(fixtures, name)).filter((file) => /^host-\d+\.db$/.test(file));
    for (const file of ['nb.db', 'sb.db', ...hosts]) {
      const copy = join(directory, file);
      copyFileSync(join(fixtures, name, file), copy);
      files[file] = copy;
      const server = await OvsdbServer.start({ directory, name: file, databases: [copy] });
      servers.push(server);
      const proxy = await RecordingProxy.start({
        directory,
        name: `${file}-proxy`,
        target: server.socket,
      });
      proxies.push(proxy);
      const option = file === 'nb.db' ? '--nb' : file === 'sb.db' ? '--sb' : '--ovs';
      live.push(option, proxy.remote);
      saved.push(option, join(fixtures, name, file));
      const database = await opened(copy);
      for (const table of database.all.values()) {
        if (LEFT_OUT.has(table.name)) continue;
        const isSwitchOrPort = /^Logical_(Switch|Router)|^Port_Binding$|^Chassis$/.test(table.name);
        uuids.push(...[...table.rows.keys()].sort().slice(0, isSwitchOrPort ? 8 : FEW));
      }
    }
  });

  afterAll(async () => {
    for (const proxy of proxies) await proxy.stop();
    for (const server of servers) await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('says the same of a server as of its files', async () => {
    expect(uuids.length).toBeGreaterThan(50);
    const fromFiles = await ovnscope(['describe', ...uuids, '-o', 'json', ...saved]);
    const { items } = JSON.parse(fromFiles.out) as { items: unknown[] };
    expect(items.length).toBe(uuids.length);
    for (const [i, uuid] of uuids.entries()) {
      const fromServer = await ovnscope(['describe', uuid, '-o', 'json', ...live]);
      expect([uuid, fromServer.status, fromServer.err]).toEqual([uuid, 0, '']);
      const answer = JSON.parse(fromServer.out) as { items: unknown[] };
      expect([uuid, answer.items]).toEqual([uuid, [items[i]]]);
    }
  });

  it('finds things by name and address as the files do', async () => {
    const nb = await opened(files['nb.db'] as string);
    const network = new Network({ nb });
    const words = network.switchPorts
      .filter(({ type }) => type === '')
      .slice(0, 3)
      .flatMap((port) => [port.name, port.addresses[0]?.mac, port.addresses[0]?.ips[0]])
      .filter((word) => word !== undefined);
    expect(words.length).toBeGreaterThan(3);
    for (const word of words) {
      const [fromServer, fromFiles] = await Promise.all([
        ovnscope(['describe', word, '-o', 'json', ...live]),
        ovnscope(['describe', word, '-o', 'json', ...saved]),
      ]);
      expect([word, fromServer]).toEqual([word, fromFiles]);
    }
  });

  it('never asks for whole tables of what it describes by name', async () => {
    const before = proxies.map(({ recordings }) => recordings.length);
    const nb = await opened(files['nb.db'] as string);
    const port = new Network({ nb }).switchPorts.find(({ type }) => type === '');
    await ovnscope(['describe', port?.name ?? '', ...live]);
    const since = proxies.map(({ recordings }, i) => ({ recordings: recordings.slice(before[i]) }));
    const wheres = sentThrough(since)
      .filter(({ method }) => method.startsWith('monitor_cond'))
      .flatMap(({ params }) => Object.entries((params[2] ?? {}) as JsonObject))
      .flatMap(([table, requests]) =>
        (requests as readonly JsonObject[]).map(({ where }) => [table, where] as const),
      );
    const GLOBAL = new Set(['NB_Global', 'SB_Global', 'Open_vSwitch', 'Database']);
    const whole = wheres.filter(
      ([table, where]) => !GLOBAL.has(table) && (where === undefined || JSON.stringify(where) === '[true]'),
    );
    expect(wheres.length).toBeGreaterThan(10);
    expect(whole).toEqual([]);
  });

  it('has sent nothing but reads', () => {
    expect(sentThrough(proxies).length).toBeGreaterThan(100);
    expect(otherThanReads(sentThrough(proxies))).toEqual([]);
  });

  it('has named no column in a condition that the monitor did not have', () => {
    expect([...new Set(surprisingColumns(proxies))]).toEqual([]);
  });
});

describe('one server that two remotes lead to', () => {
  const directory = mkdtempSync(join(tmpdir(), 'describe-'));
  let server: OvsdbServer;
  let proxies: RecordingProxy[];

  beforeAll(async () => {
    const copy = join(directory, 'host.db');
    copyFileSync(join(fixtures, 'two-switches/host-1.db'), copy);
    server = await OvsdbServer.start({ directory, name: 'host', databases: [copy] });
    const start = (name: string) => RecordingProxy.start({ directory, name, target: server.socket });
    proxies = [await start('a'), await start('b')];
  });

  afterAll(async () => {
    for (const proxy of proxies) await proxy.stop();
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('is described once, and no connection stays open', async () => {
    const remotes = proxies.flatMap(({ remote }) => ['--ovs', remote]);
    const { status, out, err } = await ovnscope(['describe', 'br-int', ...remotes]);
    expect([status, out.split('\n')[0]]).toEqual([0, 'bridge br-int']);
    expect(err).toContain('is the same database as');
    await expect.poll(() => proxies.map(({ connections }) => connections)).toEqual([0, 0]);
  });
});
