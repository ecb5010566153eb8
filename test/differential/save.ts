/** A deployment with its requests and the real answers as files: a difference can be looked at again without servers. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TraceRequest } from './request.ts';
import type { Answered } from './session.ts';

export interface Saved {
  readonly southbound: string;
  readonly requests: readonly TraceRequest[];
  readonly expected: readonly string[];
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

/** Into a directory of its own, named by the seed. */
export const save = async (
  directory: string,
  { plan, southbound, northbound, settled }: Answered,
): Promise<void> => {
  const target = join(directory, plan.seed);
  await mkdir(target, { recursive: true });
  const answered = settled.flatMap((each) => (each.skipped === undefined ? [each] : []));
  await Promise.all([
    copyFile(southbound, join(target, 'sb.db')),
    copyFile(northbound, join(target, 'nb.db')),
    writeFile(join(target, 'requests.json'), json(answered.map(({ request }) => request))),
    writeFile(join(target, 'expected.json'), json(answered.map(({ text }) => text))),
    writeFile(
      join(target, 'about.json'),
      json({ seed: plan.seed, ideas: plan.ideas, commands: plan.world.northbound }),
    ),
  ]);
};

export const load = async (target: string): Promise<Saved> => ({
  southbound: join(target, 'sb.db'),
  requests: JSON.parse(await readFile(join(target, 'requests.json'), 'utf8')) as TraceRequest[],
  expected: JSON.parse(await readFile(join(target, 'expected.json'), 'utf8')) as string[],
});
