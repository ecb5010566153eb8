/** A world in which hosts answer what a test says. */
import { captureHosts, type CaptureArguments } from '../../../src/cli/host/capture.ts';
import type { Ran, Spawn, SpawnOptions } from '../../../src/cli/host/spawn.ts';
import type { Io } from '../../../src/cli/io.ts';
import { MemoryDisk, worldWith } from '../snapshot/support.ts';

export const ran = (output: Uint8Array, rest: Partial<Ran> = {}): Ran => ({
  status: 0,
  output,
  errors: '',
  trouble: undefined,
  ...rest,
});

/** ssh's own failure. */
export const unreachable = (errors: string): Ran => ran(new Uint8Array(0), { status: 255, errors });

export interface Captured {
  readonly status: 0 | 1;
  readonly out: string;
  readonly err: string;
  readonly disk: MemoryDisk;
  readonly asked: readonly SpawnOptions[];
  readonly text: (path: string) => string;
}

const ARGUMENTS: CaptureArguments = {
  path: '/cap',
  ssh: [],
  streams: [],
  sudo: false,
  printScript: false,
  force: false,
  timeout: undefined,
  verbose: false,
};

/** `answer` by the target: the host's name, or `sh`. */
export const capture = async (
  args: Partial<CaptureArguments>,
  answer: (target: string) => Ran | Promise<Ran>,
  disk = new MemoryDisk(),
): Promise<Captured> => {
  let [out, err] = ['', ''];
  const silent = { terminal: false, columns: undefined };
  const io: Io = {
    env: {},
    out: { ...silent, write: (text) => void (out += text) },
    err: { ...silent, write: (text) => void (err += text) },
    signal: new AbortController().signal,
  };
  const asked: SpawnOptions[] = [];
  const spawn: Spawn = (options) => {
    asked.push(options);
    const at = options.words.indexOf('--');
    return Promise.resolve(answer(at < 0 ? 'sh' : (options.words[at + 1] ?? '')));
  };
  const status = await captureHosts({ ...ARGUMENTS, ...args }, io, { ...worldWith(disk), spawn });
  return { status, out, err, disk, asked, text: (path) => String(disk.files.get(path)) };
};
