/** A host of commands that only note how they were called, and streams made by hand. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { captureScript } from '../../../src/host/capture/script.ts';

/** Tools of the shell: run for real, and noted. */
const TOOLS = ['cat', 'date', 'grep', 'id', 'ls', 'mktemp', 'rm', 'rmdir', 'uname', 'wc'];

/** Of the network: only noted; each answers as `answers` says. */
export const NETWORK = [
  'bridge',
  'ebtables-save',
  'ip',
  'ip6tables-save',
  'iptables-save',
  'nft',
  'ovs-appctl',
  'ovs-ofctl',
  'ovsdb-client',
  'tc',
];

/** Words by \x1f, calls by \x1e: neither is in a name here. */
const NOTE = `{ printf '%s' "\${0##*/}"; for word in "$@"; do printf '\\037%s' "$word"; done; printf '\\036'; } >>"$CALLS"\n`;

const REAL = `#!/bin/sh\n${NOTE}PATH=/usr/bin:/bin exec "\${0##*/}" "$@"\n`;

export interface FakeHost {
  /** Bodies of `case` over the command line: `'ip -j addr') echo …;;`. `$ROOT` is the host's directory. */
  readonly answers?: string;
  readonly missing?: readonly string[];
  /** Empty files that exist on the host. */
  readonly files?: readonly string[];
  readonly shell?: readonly string[];
}

export interface Recorded {
  readonly status: number | null;
  readonly output: Buffer;
  readonly errors: string;
  readonly calls: readonly (readonly string[])[];
  /** What was left in the directory for temporary files. */
  readonly left: readonly string[];
  readonly root: string;
}

export const runScript = ({
  answers = '',
  missing = [],
  files = [],
  shell = ['/bin/sh'],
}: FakeHost): Recorded => {
  const base = mkdtempSync(join(tmpdir(), 'ovnscope-host-'));
  try {
    const [root, bin, temporary, log] = ['root', 'bin', "tmp of; 'mine'", 'calls'].map((name) =>
      join(base, name),
    ) as [string, string, string, string];
    for (const directory of [root, bin, temporary]) mkdirSync(directory);
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), '');
    }
    const inside = `case "$1 $2" in 'netns exec') shift 3; exec "$@";; esac\n`;
    const fake = `#!/bin/sh\n${NOTE}case "\${0##*/} $*" in\n${answers}\n*);;\nesac\n`;
    const put = (name: string, text: string): void => {
      writeFileSync(join(bin, name), text);
      chmodSync(join(bin, name), 0o755);
    };
    for (const tool of TOOLS) put(tool, REAL);
    for (const name of NETWORK) {
      if (!missing.includes(name)) put(name, name === 'ip' ? `${fake}${inside}` : fake);
    }
    symlinkSync('/bin/sh', join(bin, 'sh'));
    const [program = '', ...words] = shell;
    const { status, stdout, stderr } = spawnSync(program, [...words, '-s'], {
      input: captureScript({ root }),
      env: { PATH: bin, CALLS: log, ROOT: root, TMPDIR: temporary, LC_ALL: 'de_DE.UTF-8' },
      maxBuffer: 1 << 26,
    });
    const calls = readFileSync(log, 'utf8')
      .split('\x1e')
      .slice(0, -1)
      .map((call) => call.split('\x1f'));
    return { status, output: stdout, errors: stderr.toString(), calls, left: readdirSync(temporary), root };
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
};

export interface FrameOfTest {
  readonly path?: string;
  readonly command?: string;
  readonly status?: number;
  readonly output?: string | Uint8Array;
  readonly errors?: string;
}

export const TOKEN = 'aB3';

export const frame = ({
  path = '',
  command = '',
  status = 0,
  output = '',
  errors = '',
}: FrameOfTest): Buffer => {
  const parts = [path, command, output, errors].map((part) => Buffer.from(part as string));
  const lengths = parts.map((part) => part.length).join(' ');
  return Buffer.concat([
    Buffer.from(`==ovnscope-${TOKEN} file ${status} ${lengths}\n`),
    ...parts,
    Buffer.from('\n'),
  ]);
};

export const BEGIN = Buffer.from(`==ovnscope-${TOKEN} begin 1\n`);
export const END = Buffer.from(`==ovnscope-${TOKEN} end\n`);

export const streamOf = (...frames: readonly FrameOfTest[]): Buffer =>
  Buffer.concat([BEGIN, ...frames.map(frame), END]);
