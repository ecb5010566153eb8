/** `ovnscope snapshot` from files to files: what comes back is what was there, less what had to be left out. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeSnapshot } from '../../../src/cli/snapshot/index.ts';
import { parseManifest, type Manifest } from '../../../src/cli/snapshot/manifest.ts';
import type { Io } from '../../../src/cli/io.ts';
import { openDatabases, StandaloneWriter, type Database } from '../../../src/ovsdb/index.ts';
import { parseIpv4, parseIpv6 } from '../../../src/model/redact/notation.ts';
import { northbound, openVSwitch, southbound } from '../../model/build.ts';
import { refusal } from '../../ovsdb/files/support.ts';
import { ovnscope } from '../run.ts';
import { failure, MemoryDisk, worldWith } from './support.ts';

let directory: string;
beforeAll(() => void (directory = mkdtempSync(join(tmpdir(), 'ovnscope-snapshot-'))));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Relative names: sources stand in the manifest as they were given. */
const from = (name: string): string => `fixtures/${name}`;
const into = (name: string): string => join(directory, name);

const save = async (name: string, database: Database): Promise<void> => {
  mkdirSync(into('built'), { recursive: true });
  const writer = await StandaloneWriter.of(database, { date: 0, comment: '' });
  writeFileSync(join(into('built'), name), Buffer.concat([...writer.chunks()]));
};

/** Takes a snapshot to a disk in memory, always of the same moment with the same key. */
const take = async (
  source: string,
  path: string,
  options: { readonly redact?: boolean; readonly noFlows?: boolean; readonly disk?: MemoryDisk } = {},
): Promise<{ readonly disk: MemoryDisk; readonly err: string; readonly text: (name: string) => string }> => {
  const { redact = false, noFlows = false, disk = new MemoryDisk() } = options;
  let err = '';
  const silent = { write: () => undefined, terminal: false, columns: undefined };
  const io: Io = {
    env: { OVN_RUNDIR: '/nonexistent', OVS_RUNDIR: '/nonexistent' },
    out: silent,
    err: { ...silent, write: (text) => void (err += text) },
    signal: new AbortController().signal,
  };
  const globals = { from: [source], leaderOnly: true, noLeaderOnly: false, color: 'never', verbose: false } as const; // prettier-ignore
  await takeSnapshot(globals, { path, redact, noFlows, force: false }, io, worldWith(disk));
  return { disk, err, text: (name) => String(disk.files.get(resolve(join(path, name)))) };
};

const manifestOf = (text: string): Manifest => parseManifest(text) ?? expect.fail('no manifest');

describe('ovnscope snapshot', () => {
  it.each(['all', 'all.tar', 'all.tar.gz', 'all.tgz'])('%s: every row comes back', async (name) => {
    const path = into(name);
    const { status, out, err } = await ovnscope(['snapshot', '--from', from('demo'), path]);
    expect([status, out]).toEqual([0, '']);
    expect(err).toMatch(/^wrote \S+: 5 databases, \d+ rows, [\d.]+ kB\n$/);
    const [was, is] = [await openDatabases(from('demo')), await openDatabases(path)];
    const texts = (list: typeof was): string[] => list.databases.map(({ database }) => database.name).sort();
    expect(texts(is)).toEqual(texts(was));
    for (const { database } of was.databases) {
      const same = is.databases.some(
        (other) => other.database.name === database.name && sameRows(other.database, database),
      );
      expect([database.origin.name, same]).toEqual([database.origin.name, true]);
    }
    expect([is.skipped, is.otherFiles]).toEqual([[], 1]);
  });

  const sameRows = (a: Database, b: Database): boolean =>
    [...b.all].every(([name, table]) =>
      [...table].every((row) => {
        const other = a.all.get(name)?.row(row.uuid);
        return other !== undefined && row.equals(other);
      }),
    );

  it.each(['show', 'graph'])('%s says the same of the snapshot', async (command) => {
    const path = into(`same-${command}.tar.gz`);
    await ovnscope(['snapshot', '--from', from('ovn-kubernetes'), path]);
    const [was, is] = [await ovnscope([command, '--from', from('ovn-kubernetes')]), await ovnscope([command, '--from', path])]; // prettier-ignore
    const sourceless = (text: string): string => text.replace(/from \S+$/gm, 'from …');
    expect(sourceless(is.out)).toBe(sourceless(was.out));
    expect(is.err).toBe('');
  });

  it('only its owner can read it', async () => {
    await ovnscope(['snapshot', '--from', from('two-switches/nb.db'), into('own.tar')]);
    await ovnscope(['snapshot', '--from', from('two-switches/nb.db'), into('own')]);
    const mode = (name: string): number => statSync(into(name)).mode & 0o777;
    expect([mode('own.tar'), mode('own'), mode('own/nb.db'), mode('own/manifest.json')]).toEqual([
      0o600, 0o700, 0o600, 0o600,
    ]);
    expect(readdirSync(directory).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('the same databases at the same moment => the same bytes', async () => {
    const [a, b] = [await take(from('demo'), 's.tar.gz'), await take(from('demo'), 's.tar.gz')];
    expect(a.disk.files.get(resolve('s.tar.gz'))?.equals(b.disk.files.get(resolve('s.tar.gz')) as Buffer)).toBe(true); // prettier-ignore
  });

  it('the manifest tells what there is', async () => {
    const { text } = await take(from('two-switches/sb.db'), 's', { noFlows: true });
    const { databases, ...rest } = manifestOf(text('manifest.json'));
    expect(rest).toEqual({
      schema: 'ovnscope.snapshot/1',
      created: '2026-01-02T03:04:05.000Z',
      ovnscopeVersion: 'development',
      redacted: false,
    });
    expect(databases.length).toBe(1);
    const [{ tables, rows, bytes, ...facts }] = databases as [Manifest['databases'][0]];
    expect(facts).toEqual({
      file: 'sb.db',
      database: 'OVN_Southbound',
      schemaVersion: '20.27.0',
      source: 'fixtures/two-switches/sb.db',
      ovnVersion: '23.03.1-20.27.0-70.6',
      leftOut: [{ table: 'Logical_Flow', why: '--no-flows' }],
    });
    expect(bytes).toBe(Buffer.byteLength(text('sb.db')));
    expect(rows).toBe(tables.reduce((sum, table) => sum + table.rows, 0));
    expect(tables).toContainEqual({ name: 'Chassis', rows: 2 });
    expect(text('sb.db').split('\n')[3]).not.toContain('Logical_Flow');
  });

  it('-v tells what the manifest says', async () => {
    const args = ['snapshot', '--redact', '--no-flows', '--from', from('demo')];
    for (const name of ['told', 'told.tar.gz', 'told.tar']) {
      await ovnscope([...args, into(name)]);
      const { err } = await ovnscope(['show', '-v', '--from', into(name)]);
      expect(err).toMatch(/told\S*: a snapshot of \d{4}-\S+Z by ovnscope development, redacted, without Logical_Flow\n/); // prettier-ignore
      expect((await ovnscope(['show', '--from', into(name)])).err).toBe('');
    }
  });

  it('a manifest from elsewhere cannot write to the terminal', async () => {
    const path = into('hostile');
    mkdirSync(path, { recursive: true });
    const databases = [{ leftOut: [{ table: '\u001b[2J' }] }];
    const json = { schema: 'ovnscope.snapshot/1', created: '\u001b]0;x\u0007', ovnscopeVersion: '\n', redacted: false, databases }; // prettier-ignore
    writeFileSync(join(path, 'manifest.json'), JSON.stringify(json));
    writeFileSync(join(path, 'nb.db'), readFileSync(from('two-switches/nb.db')));
    const { err } = await ovnscope(['show', '-v', '--from', path]);
    expect(err).toContain('a snapshot of \\e]0;x\\x07 by ovnscope \\n, without \\e[2J\n');
  });

  it.each([
    ['{', undefined],
    ['{"schema":"ovnscope.snapshot/1"}', undefined],
    ['null', undefined],
    [
      '{"schema":"ovnscope.snapshot/1","created":"x","ovnscopeVersion":"x","redacted":true,"databases":[null]}',
      undefined,
    ],
    [
      '{"schema":"ovnscope.snapshot/1","created":"x","ovnscopeVersion":"x","redacted":true,"databases":[{"leftOut":[{"table":5}]}]}',
      undefined,
    ],
    ['[]', undefined],
    ['x'.repeat(1000), undefined],
  ])('a manifest that is none is passed over: %s', async (text, expected) => {
    expect(parseManifest(text)).toBe(expected);
    const path = into('odd');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'manifest.json'), text);
    writeFileSync(join(path, 'nb.db'), readFileSync(from('two-switches/nb.db')));
    const { status, err } = await ovnscope(['show', '-v', '--from', path]);
    expect(status).toBe(0);
    expect(err).not.toContain('snapshot of');
  });
});

describe('in the way', () => {
  it('a directory that is not empty, a file, a path that leads nowhere', async () => {
    mkdirSync(into('full/x'), { recursive: true });
    writeFileSync(into('taken.tar'), 'old');
    const run = (...args: string[]) => ovnscope(['snapshot', '--from', from('two-switches/nb.db'), ...args]);
    expect((await run(into('full'))).err).toContain('the directory is not empty');
    expect((await run(into('full'), '--force')).err).toContain('the directory is not empty');
    expect((await run(into('taken.tar'))).err).toContain('--force replaces it');
    expect(readFileSync(into('taken.tar'), 'utf8')).toBe('old');
    expect((await run(into('no/where.tar'))).err).toContain('no such directory');
    expect((await run(into('taken.tar/x.tar'))).err).toContain('part of the path is a file');
    expect((await run(into('taken.tar'), '--force')).status).toBe(0);
    expect((await ovnscope(['show', '--from', into('taken.tar')])).status).toBe(0);
  });

  it('nothing is read when nothing can be written', async () => {
    writeFileSync(into('here.tar'), '');
    const { status, err } = await ovnscope(['snapshot', '--nb', 'unix:/nonexistent', into('here.tar')]);
    expect(status).toBe(1);
    expect(err).toContain('a file is there already');
  });

  it.each(['s', 's.tar.gz'])('%s: a full disk leaves nothing half', async (path) => {
    const disk = new MemoryDisk();
    disk.free = 2000;
    const error = await refusal(take(from('demo'), path, { disk }));
    expect(error.message).toBe(`cannot write ${path}: no space left on the device`);
    expect(disk.files.size).toBe(0);
  });

  it('a disk that fails otherwise', async () => {
    const disk = new MemoryDisk();
    disk.broken = failure('EROFS');
    expect((await refusal(take(from('demo'), 's', { disk }))).message).toContain('read-only');
  });

  it('one of two sources gone: no snapshot', async () => {
    const { status, err } = await ovnscope(['snapshot', '--nb', from('two-switches/nb.db'), '--sb', 'unix:/nonexistent.sock', into('two')]); // prettier-ignore
    expect(status).toBe(1);
    expect(err).toContain('/nonexistent.sock');
    expect(readdirSync(directory)).not.toContain('two');
  });

  it('without a path', async () => {
    const { status, err } = await ovnscope(['snapshot']);
    expect([status, err]).toEqual([1, expect.stringContaining('is missing') as string]);
  });
});

describe('secrets', () => {
  it('never are in a snapshot', async () => {
    await save('host.db', openVSwitch({
      Open_vSwitch: { o: { external_ids: { hostname: '../../x\n', 'api-token': 'hunter2-a' }, other_config: { private_key: '-----BEGIN PRIVATE KEY-----hunter2-b' } } },
      Interface: { i: { options: { psk: 'hunter2-c', remote_ip: '10.9.8.7' } } },
    })); // prettier-ignore
    await save('nb.db', northbound({ NB_Global: { g: { options: { radius_secret: 'hunter2-d' } } } }));
    const { disk, text } = await take(into('built'), 's');
    for (const bytes of disk.files.values()) expect(bytes.toString()).not.toContain('hunter2');
    expect([...disk.files.keys()].map((name) => name.slice(resolve('s').length + 1)).sort()).toEqual([
      'manifest.json',
      'nb.db',
      'ovs/_.._x_.db',
    ]);
    expect(text('ovs/_.._x_.db')).toContain('["psk","<secret left out>"],["remote_ip","10.9.8.7"]');
  });
});

const ADDRESS = /(?:[0-9a-f]{2}:){5}[0-9a-f]{2}|\d+\.\d+\.\d+\.\d+|[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*/gi;

/** The addresses in a text that mean one machine, as they are written. */
const unicastIn = (text: string): Set<string> =>
  new Set(
    (text.match(ADDRESS) ?? []).filter((address) => {
      const ipv4 = parseIpv4(address);
      if (ipv4 !== undefined) return ipv4 >>> 24 > 0 && ipv4 >>> 24 < 224 && ![127, 169].includes(ipv4 >>> 24);
      const ipv6 = parseIpv6(address);
      if (ipv6 !== undefined) return ipv6[0] !== 0 && ipv6[0] >>> 24 !== 0xff && (ipv6[2] | ipv6[3]) !== 0;
      return address.length === 17 && (parseInt(address.slice(0, 2), 16) & 1) === 0 && !/^[0:]*$/.test(address);
    }),
  ); // prettier-ignore

describe('--redact', () => {
  it.each(['demo', 'neutron', 'ovn-kubernetes'])('%s: no address of before is left', async (name) => {
    const plain = await take(from(name), 's');
    const redacted = await take(from(name), 's', { redact: true });
    const before = unicastIn([...plain.disk.files.values()].join('\n'));
    expect(before.size).toBeGreaterThan(30);
    const after = unicastIn([...redacted.disk.files.values()].join('\n'));
    expect([...before].filter((address) => after.has(address))).toEqual([]);
    expect(after.size).toBeGreaterThan(before.size * 0.9);
  });

  it.each(['demo', 'neutron', 'ovn-kubernetes'])(
    '%s: the network is the same but for its addresses',
    async (name) => {
      const path = into(`redacted-${name}`);
      await ovnscope(['snapshot', '--redact', '--from', from(name), path]);
      const skeleton = async (source: string): Promise<string> => {
      const { out, status } = await ovnscope(['show', '--all', '-o', 'json', '--from', source]);
      expect(status).toBe(0);
      const words = out.replace(ADDRESS, 'A').replaceAll(/(?:::)?A(?:\/\d+)?|"[^"]*\.db"/g, 'A');
      return words.split('\n').map((line) => line.trim().replace(/,$/, '')).sort().join('\n');
    }; // prettier-ignore
      expect(await skeleton(path)).toBe(await skeleton(from(name)));
    },
  );

  it('certificates, their files and host names with addresses', async () => {
    await save('host.db', openVSwitch({
      Open_vSwitch: { o: { external_ids: { hostname: 'ip-10-9-8-7' }, other_config: { certificate: '/etc/c.pem', 'ovn-x': 'kept' } } },
      SSL: { s: { private_key: '/etc/k.pem', certificate: '/etc/c.pem', ca_cert: '/etc/ca.pem' } },
      Interface: { i: { options: { remote_cert: '/etc/r.pem', remote_name: 'cn.example', remote_ip: '10.9.8.7' }, mac_in_use: '0a:0b:0c:01:02:03' } },
      Bridge: { b: { datapath_id: '00000a0b0c010203' } },
    })); // prettier-ignore
    await save('nb.db', northbound({ NB_Global: { g: { options: { mac_prefix: '0a:0b:0c' } } }, Load_Balancer: { lb: { vips: { '10.9.8.7:80': '10.9.8.6:8080,10.9.8.5:8080' } } } })); // prettier-ignore
    await save('sb.db', southbound({ Encap: { e: { ip: '10.9.8.7' } }, Logical_Flow: { f: { match: 'ip4.dst == 10.9.8.7 && eth.dst == 0a:0b:0c:01:02:03' } } })); // prettier-ignore
    const { disk } = await take(into('built'), 's', { redact: true });
    const text = [...disk.files].flat().join('\n');
    for (const gone of ['.pem', 'cn.example', '10.9.8', '10-9-8', '0a:0b:0c', '0a0b0c']) expect(text).not.toContain(gone); // prettier-ignore
    for (const kept of ['["ovn-x","kept"]', '["certificate","<left out>"]']) expect(text).toContain(kept);
    const ip = /"ip":"([\d.]+)"/.exec(text)?.[1] ?? expect.fail('no address');
    const mac = /"mac_in_use":"([0-9a-f:]+)"/.exec(text)?.[1] ?? expect.fail('no address');
    expect(text).toContain(`ip4.dst == ${ip} && eth.dst == ${mac}`);
    expect(text).toContain(`["remote_ip","${ip}"]`);
    expect(text).toContain(`[["${ip}:80","${ip.replace(/\.\d+$/, '')}.`);
    expect(text).toContain(`ip-${ip.replaceAll('.', '-')}`);
    expect(text).toContain(`["mac_prefix","${mac.slice(0, 8)}"]`);
    expect(text).toContain(`"datapath_id":"0000${mac.replaceAll(':', '')}"`);
  });
});
