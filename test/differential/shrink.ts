/** Makes a deployment that shows a difference as small as leaving ideas out can make it. */
import { compareAnswers } from './answers.ts';
import type { Difference } from './compare.ts';
import { Features } from './deployment/features.ts';
import { plan } from './deployment/generate.ts';
import type { Tracer } from './request.ts';
import { answered } from './run.ts';

export interface Shrunk {
  readonly ideas: readonly string[];
  readonly differences: readonly Difference[];
}

const differencesOf = async (
  seed: string,
  count: number,
  without: ReadonlySet<string>,
  tracer: Tracer,
): Promise<readonly Difference[]> => {
  let found: readonly Difference[] = [];
  await answered(seed, count, without, async (answers) => {
    found = await compareAnswers(answers, tracer);
  });
  return found;
};

export const shrink = async (seed: string, count: number, tracer: Tracer): Promise<Shrunk> => {
  const without = new Set<string>();
  let differences = await differencesOf(seed, count, without, tracer);
  const { ideas } = plan(seed, Features.installed());
  for (const idea of differences.length === 0 ? [] : ideas) {
    const fewer = await differencesOf(seed, count, new Set([...without, idea]), tracer);
    if (fewer.length === 0) continue;
    without.add(idea);
    differences = fewer;
  }
  return { ideas: ideas.filter((idea) => !without.has(idea)), differences };
};
