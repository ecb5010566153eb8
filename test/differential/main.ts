/**
 *     npx tsx test/differential/main.ts --deployments 50 --microflows 100 --seed S
 *         --only SEED       one deployment by its own seed, as a difference names it; may be repeated
 *         --save DIR        writes databases, requests and the real answers
 *         --replay DIR      compares with what was saved; needs no servers
 *         --coverage        what of northd's pipelines was reached
 *         --shrink          the smallest set of ideas that still shows the difference
 *         --reference-only  does not run our tracer
 *
 * Ends with status 1 when there was a difference.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareSaved } from './answers.ts';
import { describe, type Difference } from './compare.ts';
import { Coverage } from './coverage.ts';
import { run } from './run.ts';
import { shrink } from './shrink.ts';
import { tracer } from './tracer.ts';

const SHOWN = 10;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const { values } = parseArgs({
  options: {
    deployments: { type: 'string', default: '50' },
    microflows: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true },
    save: { type: 'string' },
    replay: { type: 'string' },
    coverage: { type: 'boolean', default: false },
    shrink: { type: 'boolean', default: false },
    'reference-only': { type: 'boolean', default: false },
  },
});

const count = Number(values.microflows);

const show = async (differences: readonly Difference[]): Promise<void> => {
  for (const difference of differences.slice(0, SHOWN)) say(await describe(difference));
  if (differences.length > SHOWN) say(`… and ${differences.length - SHOWN} more`);
  say(`${differences.length} differences`);
  if (differences.length > 0) process.exitCode = 1;
};

const replay = async (directory: string): Promise<void> => {
  const names = await readdir(directory);
  const found: Difference[] = [];
  const directories = names.includes('sb.db') ? [directory] : names.map((name) => join(directory, name));
  for (const each of directories) found.push(...(await compareSaved(each, tracer)));
  await show(found);
};

const compare = async (): Promise<void> => {
  const seeds =
    values.only ??
    Array.from({ length: Number(values.deployments) }, (_, index) => `${values.seed}-${index}`);
  const coverage = values.coverage ? new Coverage() : undefined;
  const start = performance.now();
  const outcome = await run({
    seeds,
    microflows: count,
    tracer: values['reference-only'] ? undefined : tracer,
    save: values.save,
    coverage,
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  say(`${outcome.compared} microflows over ${outcome.deployments} deployments in ${seconds} s`);
  for (const [reason, times] of outcome.skipped) say(`left out, ${times} times: ${reason}`);
  if (coverage !== undefined) say(coverage.report());
  await show(outcome.differences);
  const [first] = outcome.differences;
  if (!values.shrink || first === undefined) return;
  const small = await shrink(first.seed, count, tracer);
  say(`deployment ${first.seed} needs: ${small.ideas.join(', ')}`);
  await show(small.differences);
};

await (values.replay === undefined ? compare() : replay(values.replay));
