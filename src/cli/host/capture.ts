/**
 * `ovnscope host capture`, as a whole:
 *
 *     script ─▶ sh | ssh (8 at a time) ─▶ stream ─▶ files, without secrets ─▶ directory | tar | tar.gz
 */
import { readFile } from 'node:fs/promises';
import { captureScript, readCapture, type Capture } from '../../host/index.ts';
import { messageOf, OvnscopeError, printable } from '../../text/index.ts';
import { reportError } from '../errors.ts';
import type { Io } from '../io.ts';
import { bytesText, showProgress } from '../progress.ts';
import type { Disk } from '../snapshot/disk.ts';
import { checkTarget, writeTarget } from '../snapshot/target.ts';
import { VERSION } from '../version.ts';
import { withoutDatabaseSecrets } from './database.ts';
import { filesOf, folderNames, type CapturedHost } from './files.ts';
import { reportHost } from './report.ts';
import type { Spawn } from './spawn.ts';
import { lastLine, refusalOf, targetsOf, type Target } from './targets.ts';

export interface CaptureArguments {
  /** A directory, or an archive by its name. */
  readonly path: string | undefined;
  readonly ssh: readonly string[];
  readonly streams: readonly string[];
  readonly sudo: boolean;
  readonly printScript: boolean;
  readonly force: boolean;
  /** Seconds for each host. */
  readonly timeout: number | undefined;
  readonly verbose: boolean;
}

/** What the outside world gives; tests give their own. */
export interface HostWorld {
  readonly disk: Disk;
  readonly now: () => Date;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly spawn: Spawn;
}

const AT_A_TIME = 8;

/** What one source gave: bytes with a capture in them, or why not. */
interface Answer {
  readonly source: string;
  readonly capture: Capture | undefined;
  readonly refusal: OvnscopeError | undefined;
  /** Why it ended before its end. */
  readonly cut?: string | undefined;
}

/** 0: all hosts were captured whole. Throws `OvnscopeError` when nothing was. */
export const captureHosts = async (args: CaptureArguments, io: Io, world: HostWorld): Promise<0 | 1> => {
  if (args.printScript) {
    io.out.write(captureScript());
    return 0;
  }
  const path = checked(args);
  await checkTarget(world.disk, path, args.force);
  const fromHosts = args.streams.length > 0 && args.ssh.length === 0 ? [] : targetsOf(args.ssh, args.sudo);
  const answers = [
    ...(await Promise.all(args.streams.map(readStream))),
    ...(await askAll(fromHosts, args, io, world.spawn)),
  ];
  io.signal.throwIfAborted();
  const refused = answers.flatMap(({ refusal }) => refusal ?? []);
  const created = world.now();
  const hosts: CapturedHost[] = [];
  for (const { source, capture, cut } of answers) {
    if (capture === undefined) continue;
    const comment = `ovnscope ${VERSION} host capture`;
    const saved = await withoutDatabaseSecrets(capture.files, { date: created.getTime(), comment });
    hosts.push({
      source,
      capture,
      cut,
      files: saved.files,
      problems: [...capture.problems, ...saved.problems],
    });
  }
  const [first, ...others] = refused;
  if (hosts.length === 0) {
    for (const one of others) reportError(io.err, one, args.verbose);
    throw first ?? new OvnscopeError('usage', 'there is nothing to capture');
  }
  const names = folderNames(hosts);
  const files = hosts.flatMap((host, i) => filesOf(host, names[i] as string, created));
  const bytes = await writeTarget(path, files, {
    disk: world.disk,
    modified: created.getTime(),
    unique: Buffer.from(world.randomBytes(8)).toString('hex'),
    signal: io.signal,
  });
  for (const one of refused) reportError(io.err, one, args.verbose);
  hosts.forEach((host, i) => reportHost(io.err, names[i] as string, host, args.verbose));
  const count = `${hosts.length} ${hosts.length === 1 ? 'host' : 'hosts'}`;
  io.err.write(`wrote ${printable(path)}: ${count}, ${files.length} files, ${bytesText(bytes)}\n`);
  return refused.length === 0 && hosts.every(({ capture }) => capture.complete) ? 0 : 1;
};

const checked = ({ path, sudo, streams, ssh }: CaptureArguments): string => {
  if (path === undefined) {
    throw new OvnscopeError('usage', 'where the capture goes is missing', {
      expected: '-o DIRECTORY, -o NAME.tar.gz or -o NAME.tar',
      hint: '--print-script shows what would be run',
    });
  }
  if (sudo && streams.length > 0 && ssh.length === 0) {
    throw new OvnscopeError('usage', '--sudo has no effect with --stream: nothing is run');
  }
  return path;
};

const readStream = async (name: string): Promise<Answer> => {
  const fail = (reason: string, hint?: string): Answer => ({
    source: name,
    capture: undefined,
    refusal: new OvnscopeError('file', `cannot read ${name}: ${reason}`, {
      expected: 'what the script of ovnscope host capture --print-script printed',
      hint,
    }),
  });
  let bytes: Uint8Array;
  try {
    bytes = await readFile(name);
  } catch (error) {
    return fail((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : messageOf(error));
  }
  const capture = readCapture(bytes);
  if (capture === undefined) return fail('there is no capture in it', 'sh SCRIPT > HOST.capture');
  return { source: name, capture, refusal: undefined };
};

const askAll = async (
  targets: readonly Target[],
  { timeout }: CaptureArguments,
  io: Io,
  spawn: Spawn,
): Promise<readonly Answer[]> => {
  if (targets.length === 0) return [];
  let bytes = 0;
  const what = targets.length === 1 ? (targets[0]?.name ?? '') : `${targets.length} hosts`;
  const hide = showProgress(io.err, printable(what), () => ({ bytes, rows: undefined }));
  const input = captureScript();
  const answers: Answer[] = [];
  const ask = async (target: Target, at: number): Promise<void> => {
    const limit = timeout === undefined ? undefined : AbortSignal.timeout(timeout * 1000);
    const signal = limit === undefined ? io.signal : AbortSignal.any([io.signal, limit]);
    let own = 0;
    const onBytes = (count: number): void => {
      bytes += count;
      own += count;
    };
    const ran = await spawn({ program: target.program, words: target.words, input, signal, onBytes });
    const trouble = limit?.aborted === true ? `no end within ${timeout} seconds` : ran.trouble;
    const capture = readCapture(ran.output);
    const refusal = capture === undefined ? refusalOf(target, { ...ran, trouble }) : undefined;
    const cut = capture?.complete === false ? (trouble ?? lastLine(ran.errors)) : undefined;
    answers[at] = { source: target.name, capture, refusal, cut };
    if (targets.length > 1 && !io.signal.aborted)
      tellOne(io, target, refusal === undefined ? own : undefined);
  };
  const waiting = targets.map((target, at) => ({ target, at }));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (io.signal.aborted) return;
      await ask(next.target, next.at);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(AT_A_TIME, targets.length) }, worker));
  } finally {
    hide();
  }
  return answers;
};

/** A line for each host as it comes in, over the line that grows. */
const tellOne = ({ err }: Io, { name }: Target, bytes: number | undefined): void => {
  const said = bytes === undefined ? 'failed' : bytesText(bytes);
  err.write(`${err.terminal ? '\r\x1b[K' : ''}${printable(name)}: ${said}\n`);
};
