/** `ovnscope host capture` from what hosts print to files, with hosts that fail. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureScript } from '../../../src/host/capture/script.ts';
import { SECRET_TEXT } from '../../../src/model/index.ts';
import { openDatabases, StandaloneWriter, type Row } from '../../../src/ovsdb/index.ts';
import { openVSwitch, uuidOf } from '../../model/build.ts';
import { refusal } from '../../ovsdb/files/support.ts';
import { streamOf, type FrameOfTest } from '../../host/capture/support.ts';
import { ovnscope } from '../run.ts';
import { capture, ran, unreachable } from './support.ts';

let directory: string;
beforeAll(() => void (directory = mkdtempSync(join(tmpdir(), 'ovnscope-capture-'))));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const NAME = (name: string): FrameOfTest => ({
  path: 'facts/name.txt',
  command: 'uname -n',
  output: `${name}\n`,
});
const LINK: FrameOfTest = { path: 'root/ip-j-d-link.json', command: 'ip -j -d link', output: '[]\n' };

const host = (name: string, ...more: readonly FrameOfTest[]): ReturnType<typeof ran> =>
  ran(streamOf(NAME(name), LINK, ...more));

describe('ovnscope host capture', () => {
  it('saves this machine: files as the script named them, and what was run', async () => {
    const { status, err, disk, asked, text } = await capture({}, () => host('vm'));
    expect([status, err]).toMatchObject([
      0,
      expect.stringMatching(/^wrote \/cap: 1 host, 3 files, [\d.]+ k?B\n$/),
    ]);
    expect(asked.map(({ program, words }) => [program, words])).toEqual([['sh', ['-s']]]);
    expect(asked[0]?.input).toBe(captureScript());
    expect([...disk.files.keys()].sort()).toEqual([
      '/cap/vm/_capture.json',
      '/cap/vm/facts/name.txt',
      '/cap/vm/root/ip-j-d-link.json',
    ]);
    expect(JSON.parse(text('/cap/vm/_capture.json'))).toMatchObject({
      schema: 'ovnscope.capture/1',
      created: '2026-01-02T03:04:05.000Z',
      host: 'vm',
      source: 'this machine',
      complete: true,
      commands: [
        { command: 'uname -n', namespace: '', file: 'facts/name.txt', status: 0 },
        { command: 'ip -j -d link', namespace: '', file: 'root/ip-j-d-link.json', status: 0 },
      ],
      problems: [],
    });
  });

  it('keeps nine hosts when the tenth cannot be reached', async () => {
    const names = Array.from({ length: 10 }, (_, i) => `root@compute-${i}`);
    const { status, err, disk } = await capture({ ssh: names }, (target) =>
      target === 'root@compute-4'
        ? unreachable('ssh: connect to host compute-4 port 22: Connection timed out\r\n')
        : host(target.replace('root@', '')),
    );
    expect(status).toBe(1);
    const folders = new Set([...disk.files.keys()].map((path) => path.split('/')[2]));
    expect([...folders].sort()).toEqual(
      names.map((name) => name.replace('root@', '')).filter((_, i) => i !== 4),
    );
    expect(err).toContain(
      'ovnscope: cannot capture root@compute-4: ssh: connect to host compute-4 port 22: Connection timed out\n  try: ',
    );
    expect(err).toContain('root@compute-3: ');
    expect(err).toContain('wrote /cap: 9 hosts');
  });

  it('asks no more than eight at a time', async () => {
    let [now, most] = [0, 0];
    const names = Array.from({ length: 30 }, (_, i) => `h${i}`);
    await capture({ ssh: names }, async (target) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now--;
      return host(target);
    });
    expect(most).toBe(8);
  });

  it('writes nothing when no host answers, and tells each', async () => {
    const failed = capture({ ssh: ['a', 'b'] }, (target) =>
      unreachable(`ssh: ${target}: Connection refused\n`),
    );
    const error = await refusal(failed);
    expect([error.kind, error.message]).toEqual([
      'connection',
      'cannot capture a: ssh: a: Connection refused',
    ]);
  });

  it('keeps what arrived before a connection was lost', async () => {
    const whole = host('vm').output;
    const cut = ran(whole.subarray(0, whole.length - 10), {
      status: 255,
      errors: 'client_loop: send disconnect',
    });
    const { status, err, disk } = await capture({ ssh: ['vm'] }, () => cut);
    expect(status).toBe(1);
    expect(err).toContain(
      'ovnscope: vm: the capture is not whole; what arrived is kept: client_loop: send disconnect\n',
    );
    expect([...disk.files.keys()]).toContain('/cap/vm/root/ip-j-d-link.json');
  });

  it('tells what is missing in one line, made printable', async () => {
    const { err, status } = await capture({}, () =>
      host(
        'vm',
        { command: 'nft', status: 127, errors: 'nft: not found' },
        { command: 'bridge', status: 127, errors: 'bridge: not found' },
        { path: 'root/x', command: 'ip neigh', status: 1, errors: 'no \x1b[2J' },
      ),
    );
    expect(status).toBe(0);
    expect(err).toContain('ovnscope: vm: not installed there: nft, bridge\n');
    expect(err).toContain('ovnscope: vm: ip neigh: ip neigh: exit status 1: no \\e[2J\n');
  });

  it('gives hosts of one name folders of their own', async () => {
    const { disk } = await capture({ ssh: ['a', 'b', 'c'] }, (target) =>
      host(target === 'b' ? 'LOCAL' : 'local'),
    );
    const folders = new Set([...disk.files.keys()].map((path) => path.split('/')[2]));
    expect(folders).toEqual(new Set(['local', 'LOCAL-2', 'local-3']));
  });

  it('is stopped by a limit of time for each host', async () => {
    const slow = ran(streamOf(NAME('vm')).subarray(0, 60), { status: undefined, trouble: 'aborted' });
    expect((await capture({ timeout: 3 }, () => slow)).err).toContain('what arrived is kept: aborted\n');
    const { signal } = (await capture({ timeout: 3 }, () => host('vm'))).asked[0] ?? expect.fail('not asked');
    expect(signal.aborted).toBe(false);
  });

  it('needs to know where to write, before it asks anybody', async () => {
    const answer = (): never => expect.fail('was asked');
    expect((await refusal(capture({ path: undefined }, answer))).kind).toBe('usage');
    expect((await refusal(capture({ path: '/cap.zip' }, answer))).kind).toBe('usage');
    expect((await refusal(capture({ ssh: ['-oProxyCommand=id'] }, answer))).kind).toBe('usage');
  });
});

describe("Open vSwitch's database", () => {
  const ROWS = { Interface: { i: { options: { psk: 'hunter2', remote_ip: '10.9.8.7' } } } };

  const backup = async (): Promise<FrameOfTest> => {
    const writer = await StandaloneWriter.of(openVSwitch(ROWS), { date: 0, comment: '' });
    const output = Buffer.concat([...writer.chunks()]).toString();
    return { path: 'ovs/ovsdb-backup.txt', command: 'ovsdb-client backup', output };
  };

  const dump = (caption: string): FrameOfTest => {
    const options = ['map', [['psk', 'hunter2']]];
    const data = [[['uuid', uuidOf('i')], 'i', options, 'up']];
    const table = { caption, headings: ['_uuid', 'name', 'options', 'link_state'], data };
    return {
      path: 'ovs/ovsdb-dump.json',
      command: 'ovsdb-client dump',
      output: `${JSON.stringify(table)}\n`,
    };
  };

  const saved = async (
    ...frames: readonly FrameOfTest[]
  ): Promise<{ file: string; all: string; err: string }> => {
    const { disk, err } = await capture({}, () => host('vm', ...frames));
    const all = [...disk.files.values()].join('\n');
    return { file: String(disk.files.get('/cap/vm/ovs/ovsdb-backup.txt')), all, err };
  };

  const interfaceIn = async (text: string): Promise<Row | undefined> => {
    const path = join(directory, 'conf.db');
    writeFileSync(path, text);
    return (await openDatabases(path)).databases[0]?.database.table('Interface').row(uuidOf('i'));
  };

  it('is saved as every program reads it, without secrets', async () => {
    const { file, all } = await saved(await backup());
    const row = await interfaceIn(file);
    expect(row?.get('options')).toEqual(new Map([['psk', SECRET_TEXT], ['remote_ip', '10.9.8.7']])); // prettier-ignore
    expect(all).not.toContain('hunter2');
  });

  it('has what servers keep in memory only, when a dump tells it', async () => {
    const { file, all } = await saved(await backup(), dump('Interface table'));
    expect((await interfaceIn(file))?.get('link_state')).toBe('up');
    expect(all).not.toContain('hunter2');
    expect(all).not.toContain('"file": "ovs/ovsdb-dump.json"');
  });

  it('is the backup where the dump lacks a table', async () => {
    const { file, all } = await saved(await backup(), dump('Mirror table'));
    expect((await interfaceIn(file))?.get('options')).toBeInstanceOf(Map);
    expect(all).not.toContain('hunter2');
  });

  it('is left out when it cannot be read: nobody knows its secrets', async () => {
    const broken = { path: 'ovs/ovsdb-backup.txt', command: 'ovsdb-client backup', output: 'psk=hunter2' };
    for (const frames of [[broken], [dump('Interface table')], [broken, dump('Interface table')]]) {
      const { file, all, err } = await saved(...frames);
      expect(file).toBe('undefined');
      expect(all).not.toContain('hunter2');
      if (frames[0] === broken) expect(err).toContain('ovs/ovsdb-backup.txt: left out: it cannot be read');
    }
  });
});

describe('ovnscope host on the command line', () => {
  it('prints the script', async () => {
    const { status, out, err } = await ovnscope(['host', 'capture', '--print-script']);
    expect([status, out, err]).toEqual([0, captureScript(), '']);
  });

  it('saves what the script printed elsewhere', async () => {
    const stream = join(directory, 'h.capture');
    writeFileSync(stream, streamOf(NAME('h'), LINK));
    const target = join(directory, 'saved.tar.gz');
    const { status, err } = await ovnscope(['host', 'capture', '--stream', stream, '-o', target]);
    expect([status, err]).toMatchObject([0, expect.stringContaining('1 host, 3 files')]);
    const again = await ovnscope(['host', 'capture', '--stream', stream, '-o', target]);
    expect(again.err).toContain('--force replaces it');
  });

  it.each([
    [['host', 'capture', '--stream', '/nonexistent/x', '-o', '/nonexistent/y'], 'no such file'],
    [['host', 'capture', '--stream', 'README.md', '-o', '/nonexistent/y'], 'there is no capture in it'],
    [['host', 'capture'], 'where the capture goes is missing'],
    [['host', 'read', '-o', 'x'], 'host has no such task'],
    [['host'], 'a task is missing'],
    [['host', 'capture', '-o', 'x', '--ic-nb', 'y'], '--ic-nb has no effect on host capture'],
  ])('%j: %s', async (words, message) => {
    const { status, err } = await ovnscope(words);
    expect([status, err]).toMatchObject([1, expect.stringContaining(message)]);
  });
});
