/** One run of the real ovn-trace, whatever its end. */
import { execFile } from 'node:child_process';

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  /** `undefined` when a signal ended it. */
  readonly status: number | undefined;
}

/** Longer than this takes only a trace that goes in circles. */
export const PATIENCE = 3000;

export const execute = (program: string, args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(
      program,
      [...args],
      { timeout: PATIENCE, killSignal: 'SIGKILL', maxBuffer: 1024 * 1024 * 1024 },
      (_, stdout, stderr) => {
        resolve({ stdout, stderr, status: child.exitCode ?? undefined });
      },
    );
  });
