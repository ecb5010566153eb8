/** Random deployments and microflows, traced by both; what differs, and how much was compared. */
import { compareAnswers } from './answers.ts';
import type { Difference } from './compare.ts';
import type { Coverage } from './coverage.ts';
import { Features } from './deployment/features.ts';
import { plan } from './deployment/generate.ts';
import { microflows } from './microflows/index.ts';
import type { Tracer } from './request.ts';
import { save } from './save.ts';
import { NorthdDied, Session, type Answered } from './session.ts';

export interface RunOptions {
  readonly seeds: readonly string[];
  readonly microflows: number;
  /** Without one, only the real ovn-trace runs: to save what it says, or to see what it reaches. */
  readonly tracer?: Tracer | undefined;
  /** A directory that gets one directory for each deployment. */
  readonly save?: string | undefined;
  readonly coverage?: Coverage | undefined;
  /** Deployments at once. */
  readonly workers?: number;
}

export interface Outcome {
  readonly deployments: number;
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** Requests without one answer, by the reason, and deployments of which northd died. */
  readonly skipped: ReadonlyMap<string, number>;
}

/** `without` leaves ideas out of the deployment. */
export const answered = async (
  seed: string,
  count: number,
  without: ReadonlySet<string>,
  use: (answers: Answered) => Promise<void>,
): Promise<void> => {
  const planned = plan(seed, Features.installed(), without);
  const session = await Session.open(planned);
  try {
    await use(await session.answer(microflows(planned, count)));
  } finally {
    await session.close();
  }
};

export const run = async (options: RunOptions): Promise<Outcome> => {
  const { tracer, coverage } = options;
  const differences: Difference[] = [];
  const skipped = new Map<string, number>();
  const skip = (reason: string): void => void skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  let deployments = 0;
  let compared = 0;
  const use = async (answers: Answered): Promise<void> => {
    deployments++;
    for (const { skipped: reason } of answers.settled) if (reason !== undefined) skip(reason);
    compared += answers.settled.filter((each) => each.skipped === undefined).length;
    if (options.save !== undefined) await save(options.save, answers);
    await coverage?.add(answers);
    if (tracer !== undefined) differences.push(...(await compareAnswers(answers, tracer)));
  };
  const left = [...options.seeds];
  const work = async (): Promise<void> => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      try {
        await answered(seed, options.microflows, new Set(), use);
      } catch (error) {
        // A crash of northd is not ours; anything else is a mistake of the generator and must be seen.
        if (!(error instanceof NorthdDied)) throw error;
        skip(`${error.message} (deployment ${seed})`);
      }
    }
  };
  await Promise.all(Array.from({ length: options.workers ?? 2 }, work));
  return { deployments, compared, differences, skipped };
};
