/**
 * The only file that starts programs: a shell here, or ssh to a host. What either is given to run is the script of
 * `host/capture`, on standard input.
 */
import { spawn as start } from 'node:child_process';

export interface Ran {
  /** undefined: it was ended by a signal. */
  readonly status: number | undefined;
  readonly output: Uint8Array;
  /** The last of what it complained about. */
  readonly errors: string;
  /** Why it could not be started or was ended. */
  readonly trouble: string | undefined;
}

export interface SpawnOptions {
  readonly program: 'sh' | 'ssh';
  readonly words: readonly string[];
  readonly input: string;
  readonly signal: AbortSignal;
  readonly onBytes: (count: number) => void;
}

/** Resolves always. */
export type Spawn = (options: SpawnOptions) => Promise<Ran>;

/** No host says so much of its networks; a flow table may say a lot. */
const LARGEST = 1 << 30;
const LAST_ERRORS = 8192;

export const spawn: Spawn = ({ program, words, input, signal, onBytes }) =>
  new Promise((resolve) => {
    const output: Buffer[] = [];
    let errors = Buffer.alloc(0);
    let size = 0;
    let trouble: string | undefined;
    const child = start(program, [...words], { stdio: ['pipe', 'pipe', 'pipe'], signal });
    child.on('error', (error: NodeJS.ErrnoException) => {
      trouble ??= error.code === 'ENOENT' ? `${program} is not installed here` : error.message;
      // Not started: there will be no `close`.
      if (child.pid === undefined) finish(undefined);
    });
    // A shell that ended early reads no more.
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      onBytes(chunk.length);
      if (size <= LARGEST) output.push(chunk);
      else if (trouble === undefined) {
        trouble = `more than ${LARGEST} bytes`;
        child.kill();
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors = Buffer.concat([errors, chunk]).subarray(-LAST_ERRORS);
    });
    const finish = (status: number | null | undefined): void =>
      resolve({
        status: status ?? undefined,
        output: Buffer.concat(output),
        errors: errors.toString(),
        trouble,
      });
    child.on('close', finish);
    child.stdin.end(input);
  });
