/** Holds a tracer against what the real one said about a deployment. */
import type { Difference } from './compare.ts';
import type { Tracer } from './request.ts';
import { load } from './save.ts';
import type { Answered } from './session.ts';

export const compareAnswers = async (
  { plan, southbound, settled }: Answered,
  tracer: Tracer,
): Promise<Difference[]> => {
  const known = settled.flatMap((each) => (each.skipped === undefined ? [each] : []));
  const requests = known.map(({ request }) => request);
  return differences(
    plan.seed,
    requests,
    known.map(({ text }) => text),
    await tracer(southbound, requests),
  );
};

/** The same over a directory that `save` wrote. */
export const compareSaved = async (directory: string, tracer: Tracer): Promise<Difference[]> => {
  const { southbound, requests, expected } = await load(directory);
  return differences(directory, requests, expected, await tracer(southbound, requests));
};

const differences = (
  seed: string,
  requests: readonly Difference['request'][],
  expected: readonly string[],
  actual: readonly string[],
): Difference[] =>
  requests.flatMap((request, index) => {
    const [theirs = '', ours = ''] = [expected[index], actual[index]];
    return theirs === ours ? [] : [{ seed, request, expected: theirs, actual: ours }];
  });
