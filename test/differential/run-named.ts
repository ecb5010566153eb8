/** The named microflows, traced by both. */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory, removeDirectory } from '../lab/index.ts';
import type { NamedScenario } from './named/index.ts';
import { Random } from './random.ts';
import type { Tracer } from './request.ts';
import type { Settled } from './settle.ts';
import { settleFile } from './settle-file.ts';

export interface NamedOutcome {
  readonly purpose: string;
  readonly settled: Settled;
  /** What our tracer says; absent where the real one has no answer. */
  readonly actual: string | undefined;
}

export const runNamed = async (
  { name, southbound, microflows }: NamedScenario,
  tracer: Tracer,
): Promise<NamedOutcome[]> => {
  const directory = makeDirectory();
  try {
    const copy = join(directory, 'southbound.db');
    await copyFile(southbound, copy);
    const requests = microflows.map(({ request }) => request);
    const settled = await settleFile(copy, directory, requests, new Random(name));
    const actual = await tracer(
      copy,
      settled.map(({ request }) => request),
    );
    return settled.map((each, index) => ({
      purpose: `${name}: ${microflows[index]?.purpose ?? ''}`,
      settled: each,
      actual: each.skipped === undefined ? actual[index] : undefined,
    }));
  } finally {
    removeDirectory(directory);
  }
};
