/** Runs programs as whole processes and says how long they took and how much memory they had at most. */
import { spawn } from 'node:child_process';

export interface Run {
  /** Wall time in milliseconds, from start to exit. */
  readonly milliseconds: number;
  /** Peak resident memory in bytes, as the kernel counted it for the process. */
  readonly peak: number;
  readonly stdout: string;
  /** Its end. */
  readonly stderr: string;
}

/**
 * Runs to the end; throws unless the exit status is 0. Standard output is kept only if it is asked for, and read
 * and thrown away otherwise. The peak is read from the process's own status once it says that it is done with
 * `keep`-less programs: GNU time's `-f %M` does it for any program.
 */
export const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    // The shell's `exec` keeps it one process; /usr/bin/time writes the peak (kilobytes) behind everything else.
    const child = spawn('/usr/bin/time', ['-f', 'peak %M', command, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    const out: Buffer[] = [];
    let size = 0;
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size < 1 << 20) out.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err = `${err}${chunk.toString()}`.slice(-20_000);
    });
    child.on('error', reject);
    child.on('close', (status) => {
      const milliseconds = performance.now() - began;
      const peak = Number(/peak (\d+)\s*$/.exec(err)?.[1] ?? 0) * 1024;
      if (status !== 0) reject(new Error(`${command} ${args.join(' ')}: exit status ${status}\n${err}`));
      else resolve({ milliseconds, peak, stdout: Buffer.concat(out).toString(), stderr: err });
    });
  });

export interface Pair {
  readonly ours: Run;
  readonly theirs: Run;
  /** Ours divided by theirs, the median of the rounds. */
  readonly ratio: number;
}

/** Ours and theirs in turn, so that a machine that slows down slows both; medians of `rounds`. */
export const compare = async (
  rounds: number,
  ours: () => Promise<Run>,
  theirs: () => Promise<Run>,
): Promise<Pair> => {
  const pairs: { ours: Run; theirs: Run }[] = [];
  await ours();
  await theirs();
  for (let round = 0; round < rounds; round++) pairs.push({ ours: await ours(), theirs: await theirs() });
  const ratio = median(pairs.map((pair) => pair.ours.milliseconds / pair.theirs.milliseconds));
  return {
    ours: middle(pairs.map((pair) => pair.ours)),
    theirs: middle(pairs.map((pair) => pair.theirs)),
    ratio,
  };
};

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[half] as number)
    : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
};

const middle = (runs: readonly Run[]): Run => ({
  milliseconds: median(runs.map(({ milliseconds }) => milliseconds)),
  peak: Math.max(...runs.map(({ peak }) => peak)),
  stdout: runs.at(-1)?.stdout ?? '',
  stderr: runs.at(-1)?.stderr ?? '',
});
