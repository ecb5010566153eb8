/** Differences of two texts, as `diff -u` shows them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from './reference/process.ts';
import type { TraceRequest } from './request.ts';

export interface Difference {
  readonly seed: string;
  readonly request: TraceRequest;
  readonly expected: string;
  readonly actual: string;
}

export const unified = async (expected: string, actual: string): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'differential-'));
  try {
    await writeFile(join(directory, 'ovn-trace'), expected);
    await writeFile(join(directory, 'ovnscope'), actual);
    const names = [
      '--label=ovn-trace',
      '--label=ovnscope',
      join(directory, 'ovn-trace'),
      join(directory, 'ovnscope'),
    ];
    return (await execute('diff', ['-u', ...names])).stdout;
  } finally {
    await rm(directory, { recursive: true });
  }
};

/** Everything that is needed to see it again. */
export const describe = async ({ seed, request, expected, actual }: Difference): Promise<string> =>
  [`deployment ${seed}`, JSON.stringify(request), await unified(expected, actual)].join('\n');
