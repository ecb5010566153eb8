/** Streams that are whole, cut off, damaged, and full of what looks like frames. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCaptureStream, readCapture, type Capture } from '../../../src/host/capture/stream.ts';
import { BEGIN, END, frame, streamOf, TOKEN, type FrameOfTest } from './support.ts';

const read = (bytes: Uint8Array): Capture => readCapture(bytes) ?? expect.fail('no capture');
const messages = ({ problems }: Capture): string[] => problems.map(({ message }) => message);

const LINK: FrameOfTest = { path: 'root/ip-j-d-link.json', command: 'ip -j -d link', output: '[]\n' };
const ADDR: FrameOfTest = { path: 'root/ip-j-addr.json', command: 'ip -j addr', output: '[{}]' };

describe('a stream', () => {
  it('gives files, commands and what the host is', () => {
    const bytes = streamOf(
      { path: 'facts/name.txt', command: 'uname -n', output: 'compute-1\n' },
      { path: 'facts/date.txt', command: 'date', output: '2026-01-02T03:04:05Z\n' },
      { path: 'facts/user.txt', command: 'id -u', output: '0\n' },
      LINK,
    );
    const capture = read(bytes);
    expect(capture).toMatchObject({
      host: 'compute-1',
      time: '2026-01-02T03:04:05Z',
      asRoot: true,
      complete: true,
    });
    expect(capture.files.at(-1)).toEqual({ path: 'root/ip-j-d-link.json', text: '[]\n' });
    expect(capture.commands.at(-1)).toEqual({
      command: 'ip -j -d link',
      file: 'root/ip-j-d-link.json',
      namespace: '',
      status: 0,
      errors: '',
    });
    expect(capture.problems).toEqual([]);
  });

  it('passes over what a login shell says before, between and after', () => {
    const noise = Buffer.from('Welcome to ==ovnscope-zz begin 1\nüöä\xff\n');
    const bytes = Buffer.concat([noise, BEGIN, frame(LINK), noise, frame(ADDR), END, noise]);
    expect(read(bytes).files.map(({ path }) => path)).toEqual([LINK.path, ADDR.path]);
    expect(read(bytes).complete).toBe(true);
    expect(isCaptureStream(bytes)).toBe(true);
  });

  it('is none without a beginning', () => {
    expect(readCapture(Buffer.from('bash: sh: command not found\n'))).toBeUndefined();
    expect(readCapture(new Uint8Array(0))).toBeUndefined();
    expect(isCaptureStream(Buffer.from('{"ovn":1}'))).toBe(false);
  });

  it('keeps what is whole of one that was cut off at any byte, and says so', () => {
    const whole = streamOf(LINK, ADDR);
    for (let length = BEGIN.length; length < whole.length - 1; length++) {
      const { files, complete, problems } = read(whole.subarray(0, length));
      const expected = [
        BEGIN.length + frame(LINK).length,
        BEGIN.length + frame(LINK).length + frame(ADDR).length,
      ];
      expect(files.length).toBe(expected.filter((end) => end <= length).length);
      expect([complete, problems.length, problems[0]?.message]).toEqual([
        false,
        1,
        'cut off: the end is missing',
      ]);
    }
  });

  it('goes on behind a frame that is not as long as it says', () => {
    const broken = Buffer.from(String(frame(LINK)).replace(/ 3 0\n/, ' 4 0\n'));
    const capture = read(Buffer.concat([BEGIN, broken, frame(ADDR), END]));
    expect(capture.files.map(({ path }) => path)).toEqual([ADDR.path]);
    expect(messages(capture)).toEqual(['a frame is not as long as it says; left out']);
    expect(capture.complete).toBe(false);
  });

  it('survives line ends of another system by saying what it left out', () => {
    const capture = read(Buffer.from(String(streamOf(LINK, ADDR)).replaceAll('\n', '\r\n')));
    expect(capture.complete).toBe(false);
    expect(capture.problems.length).toBeGreaterThan(0);
  });

  it('takes output for what it is, whatever it looks like', () => {
    const looks = [
      String(END),
      String(frame(LINK)),
      `\n==ovnscope-${TOKEN} file 0 1 1 1 1\nabcd\n`,
      '\0\xff',
      '',
    ];
    const capture = read(
      streamOf(...looks.map((output, i) => ({ path: `root/${i}`, command: 'x', output }))),
    );
    expect(capture.files.map(({ text }) => text)).toEqual(looks);
    expect(capture.complete).toBe(true);
  });

  it('never throws, and never loses a whole frame before damage', () => {
    const whole = streamOf(LINK, ADDR);
    fc.assert(
      fc.property(fc.nat(whole.length), fc.uint8Array({ maxLength: 40 }), (at, junk) => {
        const bytes = Buffer.concat([whole.subarray(0, at), junk, whole.subarray(at)]);
        const capture = readCapture(bytes);
        const isWhole = at >= BEGIN.length + frame(LINK).length;
        if (isWhole) expect(capture?.files[0]?.text).toBe('[]\n');
      }),
      { numRuns: 500 },
    );
  });

  it('gives names that are safe for a file system, each its own', () => {
    const output = '[]';
    const capture = read(
      streamOf(
        { path: 'netns/../x', command: 'a', output },
        { path: 'netns/a b\n/x', command: 'a', output },
        { path: 'netns/a b\n/x', command: 'a', output },
      ),
    );
    expect(capture.files.map(({ path }) => path)).toEqual([
      'netns/%2E%2E/x',
      'netns/a%20b%0A/x',
      'netns/a%20b%0A/x~2',
    ]);
    expect(capture.commands.map(({ namespace }) => namespace)).toEqual(['..', 'a b\n', 'a b\n']);
  });
});

describe('problems of a stream', () => {
  const failed = (command: string, errors: string, path = `root/${command}`, status = 1): FrameOfTest => ({
    path,
    command,
    status,
    errors,
  });

  it('are one for all that only root may do', () => {
    const capture = read(
      streamOf(
        failed(
          'ovsdb-client backup',
          'ovsdb-client: failed to connect to "unix:db.sock" (Permission denied)\n',
        ),
        failed(
          'ip -n a link',
          'setting the network namespace "a" failed: Operation not permitted',
          'netns/a/x',
        ),
        failed('iptables-save', 'Fatal: Could not fetch rule set: Permission denied (you must be root)'),
      ),
    );
    expect(capture.problems).toEqual([
      {
        source: 'ovsdb-client, ip, iptables-save',
        where: undefined,
        message: 'permission denied, for root only: ovsdb-client backup and 2 more',
        lost: 3,
      },
    ]);
    expect(capture.files).toEqual([]);
  });

  it('are one for a namespace, however many commands it took along', () => {
    const errors = 'Cannot open network namespace "a": No such file or directory\n';
    const capture = read(
      streamOf(failed('ip -n a addr', errors, 'netns/a/1'), failed('tc -n a qdisc', errors, 'netns/a/2')),
    );
    expect(capture.problems).toEqual([
      { source: 'netns/a', where: undefined, message: 'the namespace vanished while it was read', lost: 2 },
    ]);
  });

  it('are none where the kernel has no bridges; half a line of JSON is no file', () => {
    const capture = read(
      streamOf({
        path: 'root/bridge-j-d-mdb.json',
        command: 'bridge -j -d mdb',
        status: 255,
        output: '[{"mdb":[',
        errors: 'RTNETLINK answers: Operation not supported\nDump terminated\n',
      }),
    );
    expect([capture.problems, capture.files]).toEqual([[], []]);
  });

  it('name the command and the first thing that it said, made printable', () => {
    const capture = read(streamOf(failed('ip -j neigh', '\n\x1b[31mno\n', 'root/ip-j-neigh.json')));
    expect(capture.problems).toEqual([
      {
        source: 'ip -j neigh',
        where: undefined,
        message: 'ip -j neigh: exit status 1: \\e[31mno',
        lost: 1,
      },
    ]);
  });

  it('are none where a command said why it was not run', () => {
    const capture = read(streamOf({ command: 'nft', errors: 'not run: no module\n' }));
    expect([capture.problems, capture.notes]).toEqual([[], [{ command: 'nft', text: 'not run: no module' }]]);
  });
});
