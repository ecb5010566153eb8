/**
 * Odd databases on a real ovsdb-server, as far as it takes them; a database that is converted while it is read; and
 * servers that go away, hang or are slow in the middle of an answer.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../src/ovsdb/index.ts';
import { nodeFiles, openDatabases, type Database } from '../../src/ovsdb/index.ts';
import { everyCommand, lawful } from '../cli/odd/battery.ts';
import { save, scratch } from '../cli/odd/save.ts';
import { ovnscope } from '../cli/run.ts';
import { northbound, southbound } from '../model/build.ts';
import { HOSTILE_NAMES } from '../model/scenarios.ts';
import { OvsdbServer, RecordingProxy, SCHEMAS } from '../lab/index.ts';
import { otherThanReads, sentThrough } from './reads.ts';

const { directory, remove } = scratch();
afterAll(remove);

const opened = async (file: string): Promise<Database> => {
  const { databases } = await openDatabases(file, nodeFiles);
  return (databases[0] as { readonly database: Database }).database;
};

/** Text that a server takes: no NUL, no lone surrogates. */
const NAMES = HOSTILE_NAMES.filter((name) => name !== '' && !/\u0000|\p{Surrogate}/u.test(name));

/** What no index and no reference of the schema forbids. */
const accepted = (): { readonly nb: Database; readonly sb: Database } => ({
  nb: northbound({
    NB_Global: { g: {} },
    Logical_Switch: Object.fromEntries([
      ...NAMES.map((name, n) => [`s${n}`, { name, ports: [`p${n}`, 'shared'], acls: ['bad'] }]),
      ['twin1', { name: 'twin', ports: ['shared'] }],
      ['twin2', { name: 'twin', ports: ['shared'] }],
    ]) as never,
    Logical_Switch_Port: Object.fromEntries([
      ...NAMES.map((name, n) => [
        `p${n}`,
        {
          name: `p ${name}`,
          addresses: ['0a:00:00:00:00:01 10.0.0.1', name],
          external_ids: { [`k${name}`]: name },
        },
      ]),
      ['shared', { type: 'router', addresses: ['router'], options: { 'router-port': 'loop1' } }],
    ]) as never,
    Logical_Router: { r1: { ports: ['loop1', 'loop2', 'loop3'] } },
    Logical_Router_Port: {
      loop1: { mac: '0a:00:00:00:00:01', networks: ['10.0.0.1/24'], peer: 'loop2' },
      loop2: { mac: 'no', networks: ['no'], peer: 'loop3' },
      loop3: { mac: '', networks: ['10.0.0.1/24'], peer: 'loop1' },
    },
    ACL: {
      bad: { match: '((ip4 && \u001b[31m', action: 'drop', direction: 'to-lport', priority: 1, name: 'x' },
    },
  }),
  sb: southbound({
    SB_Global: { sg: {} },
    Chassis: { hv1: { encaps: ['e'], hostname: '\u001b[31m' } },
    Encap: { e: { type: 'geneve', ip: 'no', chassis_name: 'hv1' } },
    Datapath_Binding: { d: { tunnel_key: 1 } },
    Port_Binding: {
      'cr-nothing': {
        datapath: 'd',
        tunnel_key: 1,
        type: 'chassisredirect',
        options: { 'distributed-port': 'x' },
      },
      b: { logical_port: 'shared', datapath: 'd', tunnel_key: 2, chassis: 'hv1', type: 'patch' },
    },
  }),
});

const servers: OvsdbServer[] = [];
const proxies: RecordingProxy[] = [];
let nb: OvsdbServer;
let sb: OvsdbServer;
beforeAll(async () => {
  const sources = accepted();
  for (const name of ['nb', 'sb'] as const) {
    const file = join(directory, `${name}.db`);
    await save(sources[name], file);
    servers.push(await OvsdbServer.start({ directory, name, databases: [file] }));
  }
  [nb, sb] = servers as [OvsdbServer, OvsdbServer];
});
afterAll(async () => {
  for (const proxy of proxies) await proxy.stop();
  for (const server of servers) await server.stop();
});

const proxyTo = async (
  server: OvsdbServer,
  name: string,
  options: { chunk?: number; delay?: number; closeAfter?: number } = {},
): Promise<RecordingProxy> => {
  const proxy = await RecordingProxy.start({ directory, name, target: server.remote, ...options });
  proxies.push(proxy);
  return proxy;
};

describe('what a server takes', () => {
  it('is told live as from the files, and nothing is written', async () => {
    const [nbProxy, sbProxy] = [await proxyTo(nb, 'nb-proxy'), await proxyTo(sb, 'sb-proxy')];
    const sources = {
      nb: await opened(join(directory, 'nb.db')),
      sb: await opened(join(directory, 'sb.db')),
    };
    const all = [sources.nb, sources.sb].flatMap((one) => [...one.all.values()]);
    const uuids = all.flatMap(({ rows }) => [...rows.keys()].slice(0, 1));
    const live = await everyCommand(['--nb', nbProxy.remote, '--sb', sbProxy.remote], sources, { uuids });
    const saved = ['--nb', join(directory, 'nb.db'), '--sb', join(directory, 'sb.db')];
    expect((await ovnscope(['show', '--all', ...saved])).out).toBe(live.show.out);
    expect((await ovnscope(['show', '-o', 'json', ...saved])).out).toBe(live.showJson.out);
    const ports = await ovnscope(['get', 'ports,switches,acls,port-bindings', '-o', 'json', ...saved]);
    const remotes = ['--nb', nbProxy.remote, '--sb', sbProxy.remote];
    expect((await ovnscope(['get', 'ports,switches,acls,port-bindings', '-o', 'json', ...remotes])).out).toBe(
      ports.out,
    );
    expect(otherThanReads(sentThrough([nbProxy, sbProxy]))).toEqual([]);
  });
});

describe('a database in the middle of a conversion', () => {
  it('is read before it or after it, by every command', async () => {
    const schema = JSON.parse(readFileSync(SCHEMAS.nb, 'utf8')) as {
      version: string;
      tables: Record<string, { columns: Record<string, Json> }>;
    };
    const write = (name: string): string => {
      const path = join(directory, `${name}.ovsschema`);
      writeFileSync(path, JSON.stringify(schema));
      return path;
    };
    const before = write('before');
    schema.version = '99.0.0';
    (schema.tables['Logical_Switch'] as { columns: Record<string, Json> }).columns['brand_new'] = {
      type: 'string',
    };
    delete schema.tables['Logical_Switch_Port']?.columns['tag_request'];
    const after = write('after');

    const file = join(directory, 'converted.db');
    copyFileSync(join(directory, 'nb.db'), file);
    const server = await OvsdbServer.start({ directory, name: 'converted', databases: [file] });
    servers.push(server);
    let running = true;
    let conversions = 0;
    const converting = (async () => {
      for (; running || conversions < 4; conversions++) {
        await server.convert(conversions % 2 === 0 ? after : before);
        // As long as no reading of a schema takes: back and forth within one would look like no conversion.
        await sleep(60);
      }
    })();
    const options = ['--nb', server.remote, '--timeout', '30'];
    try {
      for (let n = 0; n < 2; n++) {
        for (const args of [
          ['show'],
          ['get', 'ports', '-o', 'json'],
          ['get', 'switches', '-o', 'wide'],
          ['describe', 'twin1', 'p __proto__', '10.0.0.1'],
          ['describe', 'shared', '-o', 'json'],
          ['snapshot', join(directory, 'converted.tar.gz'), '--force'],
        ]) {
          const ran = await ovnscope([...args, ...options]);
          // Who is not known yet to understand conversions is cut off by the server.
          const isCutOff = ran.err.includes('the server broke the connection');
          lawful(args.join(' '), ran, isCutOff || args.includes('twin1') ? [1] : [0]);
        }
      }
    } finally {
      running = false;
      await converting;
    }
    expect(conversions).toBeGreaterThan(3);
    const told = await ovnscope(['show', '-o', 'json', '--from', join(directory, 'converted.tar.gz')]);
    lawful('snapshot of a conversion', told);
  });
});

describe('a server that', () => {
  const describing = (remote: string, seconds: number): string[] => [
    ...['describe', 'shared', '-o', 'json', '--nb', remote],
    ...['--timeout', String(seconds)],
  ];
  let whole: string;
  beforeAll(async () => {
    whole = (await ovnscope(describing(nb.remote, 30))).out;
  });

  it.each([10, 60_000, 90_000])(
    'goes away after %d bytes, each time: given up on in time',
    async (closeAfter) => {
      const proxy = await proxyTo(nb, `close-${closeAfter}`, { closeAfter });
      const ran = await ovnscope(describing(proxy.remote, 0.7));
      lawful('closed', ran, [0, 1]);
      if (ran.status === 1) {
        expect(ran.out).toBe('');
        expect(ran.err).toContain('not finished within 0.7 s');
      } else expect(ran.out).toBe(whole);
    },
  );

  it('hangs from the beginning: given up on in time', async () => {
    nb.freeze();
    const ran = await ovnscope(describing(nb.remote, 0.4));
    nb.thaw();
    lawful('frozen', ran, [1]);
    expect(ran.err).toContain('not finished within 0.4 s');
  });

  it('hangs in the middle: given up on in time', async () => {
    const proxy = await proxyTo(nb, 'slow', { chunk: 4000, delay: 20 });
    const running = ovnscope(describing(proxy.remote, 1));
    while ((proxy.recordings[0]?.received ?? 0) < 20_000) await sleep(5);
    nb.freeze();
    const ran = await running;
    nb.thaw();
    lawful('frozen in the middle', ran, [0, 1]);
    if (ran.status === 1) expect(ran.err).toContain('not finished within 1 s');
  });

  it('goes away in the middle and comes back: the answer is the same', async () => {
    const proxy = await proxyTo(nb, 'dropping', { chunk: 4000, delay: 5 });
    const running = ovnscope(describing(proxy.remote, 20));
    while ((proxy.recordings[0]?.received ?? 0) < 70_000) await sleep(5);
    proxy.drop();
    const ran = await running;
    lawful('dropped', ran);
    expect(ran.out).toBe(whole);
  });
});
