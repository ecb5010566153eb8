/**
 * `trace` of a server that is read piece by piece says the same as of the whole database from its file; it asks for the
 * flows of the datapaths that the packet visits and for nothing but reads; `--watch` follows what happens.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Network } from '../../src/model/index.ts';
import { nodeFiles, openDatabases, type Database, type JsonObject } from '../../src/ovsdb/index.ts';
import { RecordingProxy, startNamed, type Lab } from '../lab/index.ts';
import { ovnscope } from '../cli/run.ts';
import { otherThanReads, sentThrough, surprisingColumns } from './reads.ts';

const opened = async (file: string): Promise<Database> => {
  const { databases } = await openDatabases(file, nodeFiles);
  return (databases[0] as { readonly database: Database }).database;
};

const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  'two-switches': [
    '--from sw0-p1 --to sw1-p1 --tcp --dport 80 --reply --explain',
    '--from sw0-p1 --to 10.0.1.1 --icmp',
    '--from sw1-p1 --to fd00:1::12 --udp --dport 53',
    '--from sw0-p1 --to sw1-p1 --all',
    '--from 10.0.0.11 --to sw0-p2 --json',
  ],
  neutron: [
    '--from app-1 --to db-1 --tcp --dport 3306 --explain',
    '--from web-1 --to 10.1.0.100 --tcp --dport 80 --reply',
    '--from app-1 --to 10.0.0.1 --arp',
    '--from app-2 --to 192.0.2.1 --icmp --json',
    '--from app-1 --to db-1 --tcp --dport 5432 --on compute-1',
  ],
  'ovn-kubernetes': [
    '--from shop/frontend-7c9f6d5b8d-8wz5r --to 10.96.121.40 --tcp --dport 5432 --reply',
    '--from default/client --to shop/backend-5d8b9c7f6d-t6rgh --tcp --dport 5432 --explain',
    '--from default/client --to 192.0.2.1 --udp --dport 53',
    '--from default/client --to 172.18.0.4 --tcp --dport 30080 --json',
  ],
};

/** One line for each question of a batch. */
async function* lines(...all: readonly string[]): AsyncGenerator<string> {
  for (const line of all) yield Promise.resolve(`${line}\n`);
}

describe.each(Object.keys(QUESTIONS))('trace, on %s', (name) => {
  const directory = mkdtempSync(join(tmpdir(), 'trace-'));
  let lab: Lab;
  let proxies: RecordingProxy[] = [];
  let live: string[];
  let saved: string[];

  beforeAll(async () => {
    lab = await startNamed(name);
    proxies = await Promise.all(
      [lab.nb, lab.sb].map(({ name: server, remote }) =>
        RecordingProxy.start({ directory, name: `${server}-proxy`, target: remote }),
      ),
    );
    live = proxies.flatMap(({ remote }, i) => [i === 0 ? '--nb' : '--sb', remote]);
    for (const database of ['nb', 'sb'] as const) {
      writeFileSync(join(directory, `${database}.db`), await lab.backup(database));
    }
    saved = ['--nb', join(directory, 'nb.db'), '--sb', join(directory, 'sb.db')];
  });

  afterAll(async () => {
    for (const proxy of proxies) await proxy.stop();
    await lab?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  /** What was asked of the servers while something was done: table and condition. */
  const askedWhile = async (act: () => Promise<unknown>): Promise<(readonly [string, string])[]> => {
    const before = proxies.map(({ recordings }) => recordings.length);
    await act();
    const since = proxies.map(({ recordings }, i) => ({ recordings: recordings.slice(before[i]) }));
    return sentThrough(since)
      .filter(({ method }) => method === 'transact')
      .flatMap(({ params }) => params.slice(1) as readonly JsonObject[])
      .map(({ table, where }) => [table as string, JSON.stringify(where)] as const);
  };

  it.each(QUESTIONS[name] ?? [])('%s: as from the file', async (question) => {
    const words = ['trace', ...question.split(' ')];
    const fromServer = await ovnscope([...words, ...live]);
    const fromFiles = await ovnscope([...words, ...saved]);
    expect(fromServer).toEqual(fromFiles);
    expect(fromServer.status).toBe(0);
  });

  it('answers a batch as from the file', async () => {
    const microflows = await Promise.all(
      (QUESTIONS[name] ?? []).map(async (question) => {
        const words = question.split(' ').filter((word) => !/^--(all|json|reply|explain)$/.test(word));
        const { out } = await ovnscope(['trace', ...words, '--json', ...saved]);
        return (JSON.parse(out) as { microflow: string }).microflow;
      }),
    );
    const batch = (databases: readonly string[]): ReturnType<typeof ovnscope> =>
      ovnscope(['trace', '--batch', '-', ...databases], {}, { in: lines(...microflows) });
    const fromServer = await batch(live);
    expect(fromServer).toEqual(await batch(saved));
    expect(fromServer.out.trimEnd().split('\n')).toHaveLength(microflows.length);
  });

  it('answers a name that no server can be asked for, and the questions after it', async () => {
    const questions = ['a\0b\tinport == "p" && ip4', '\ud800\tinport == "p" && ip4', 'nobody\tip4'];
    const ask = (databases: readonly string[]): ReturnType<typeof ovnscope> =>
      ovnscope(['trace', '--batch', '-', ...databases], {}, { in: lines(...questions) });
    const { out, status } = await ask(live);
    expect(status).toBe(1);
    const kinds = out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { error: { kind: string } }).error.kind);
    expect(kinds).toEqual(['unknown-datapath', 'unknown-datapath', 'unknown-datapath']);
    expect(await ask(saved)).toEqual({ out, status, err: '' });
  });

  it('asks for no flows but those of datapaths that the packet visits', async () => {
    const sb = await opened(join(directory, 'sb.db'));
    const { sbRows } = new Network({ sb });
    const all = [...sbRows.all('Datapath_Binding')].map(({ uuid }) => uuid);
    const [question = ''] = QUESTIONS[name] ?? [];
    const words = ['trace', ...question.split(' ').filter((word) => word !== '--explain'), '--json'];
    const { out } = await ovnscope([...words, ...saved]);
    const told = JSON.parse(out) as {
      hops: { datapath: { uuid: string } }[];
      reply?: { hops: { datapath: { uuid: string } }[] };
    };
    const visited = new Set([...told.hops, ...(told.reply?.hops ?? [])].map(({ datapath }) => datapath.uuid));
    const asked = await askedWhile(() => ovnscope([...words, ...live]));
    const flows = asked.filter(([table]) => table === 'Logical_Flow').map(([, where]) => where);
    expect(flows.length).toBeGreaterThan(0);
    expect(flows.filter((where) => where === '[]')).toEqual([]);
    const datapathsAskedFor = all.filter((uuid) => flows.some((where) => where.includes(uuid)));
    expect(datapathsAskedFor.sort()).toEqual([...visited].sort());
    expect(visited.size).toBeLessThan(all.length + 1);
  });

  it('has sent nothing but reads', () => {
    expect(sentThrough(proxies).length).toBeGreaterThan(20);
    expect(otherThanReads(sentThrough(proxies))).toEqual([]);
  });

  it('has named no column in a condition that the monitor did not have', () => {
    expect([...new Set(surprisingColumns(proxies))]).toEqual([]);
  });
});
