/** Snapshots of running servers, and what Open vSwitch's programs make of them. */
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseManifest } from '../../../src/cli/snapshot/manifest.ts';
import { OvsdbServer, RecordingProxy } from '../../lab/index.ts';
import { makeDirectory, removeDirectory } from '../../lab/process.ts';
import { otherThanReads, sentThrough } from '../../integration/reads.ts';
import { ovnscope } from '../run.ts';

let directory: string;
let servers: readonly OvsdbServer[];
let proxies: readonly RecordingProxy[];

beforeAll(async () => {
  directory = makeDirectory();
  servers = await Promise.all(
    ['nb', 'sb', 'host-1'].map((name) => {
      const file = join(directory, `${name}.db`);
      copyFileSync(`fixtures/demo/${name}.db`, file);
      return OvsdbServer.start({ directory, name, databases: [file] });
    }),
  );
  proxies = await Promise.all(
    servers.map(({ name, remote }) =>
      RecordingProxy.start({ directory, name: `${name}-proxy`, target: remote }),
    ),
  );
});

afterAll(async () => {
  for (const proxy of proxies ?? []) await proxy.stop();
  for (const server of servers ?? []) await server.stop();
  removeDirectory(directory);
});

const remotes = (): string[] =>
  ['--nb', '--sb', '--ovs'].flatMap((option, i) => [option, proxies[i]?.remote ?? '']);

const NAMES = { nb: 'OVN_Northbound', sb: 'OVN_Southbound', 'ovs/network-1': 'Open_vSwitch' };

/** Rows in one order: the server lists them as its memory happens to hold them. */
const dumpOf = async (server: OvsdbServer, database: string): Promise<unknown[]> => {
  const dump = await server.client('dump', '-f', 'json', database);
  return dump
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly caption: string; readonly data: readonly unknown[] })
    .map(({ caption, data }) => [caption, data.map((row) => JSON.stringify(row)).sort()]);
};

describe('ovnscope snapshot of running servers', () => {
  it('holds what ovsdb-client says, when other servers serve it', async () => {
    const path = join(directory, 'snap');
    const { status, err } = await ovnscope(['snapshot', ...remotes(), path]);
    expect(status).toBe(0);
    expect(err).toContain('the server of the Southbound is busy while it sends Logical_Flow; --no-flows');
    expect(err).toMatch(/read unix:\S+: \d+ rows of Logical_Flow; [\d.]+ kB in all\n/);
    expect(err).toMatch(/wrote \S+snap: 3 databases, \d+ rows/);
    for (const [at, [file, database]] of Object.entries(NAMES).entries()) {
      const name = `again-${at}`;
      const again = await OvsdbServer.start({ directory, name, databases: [join(path, `${file}.db`)] });
      try {
        expect(await dumpOf(again, database)).toEqual(await dumpOf(servers[at] as OvsdbServer, database));
      } finally {
        await again.stop();
      }
    }
  });

  it('--no-flows does not ask for them', async () => {
    const before = sentThrough([...proxies]).length;
    const path = join(directory, 'small');
    const { err } = await ovnscope(['snapshot', '--no-flows', ...remotes(), path]);
    expect(err).not.toContain('Logical_Flow');
    const sent = JSON.stringify(sentThrough([...proxies]).slice(before));
    expect(sent).toContain('Logical_DP_Group');
    expect(sent).not.toContain('Logical_Flow');
    const { databases = [] } = parseManifest(readFileSync(join(path, 'manifest.json'), 'utf8')) ?? {};
    expect(databases.map(({ leftOut }) => leftOut)).toEqual([[], [{ table: 'Logical_Flow', why: '--no-flows' }], []]); // prettier-ignore
    expect(databases.map(({ source }) => source)).toEqual(proxies.map(({ remote }) => remote));
  });

  it('one of two servers gone: says which, and leaves nothing', async () => {
    const { status, err } = await ovnscope(['snapshot', '--nb', proxies[0]?.remote ?? '', '--sb', `unix:${directory}/gone.sock`, join(directory, 'gone.tar.gz')]); // prettier-ignore
    expect(status).toBe(1);
    expect(err).toContain('gone.sock');
    expect(readdirSync(directory).filter((name) => /^gone|partial/.test(name))).toEqual([]);
  });

  it('nothing but reads was sent', () => {
    expect(otherThanReads(sentThrough([...proxies]))).toEqual([]);
  });
});
