/** From a trace to its answer. */
import type { AssumptionStep, Step, Trace } from '../trace/types.ts';
import { endingsOf } from './endings.ts';
import type { Ending, Outcome, TraceAnswer } from './types.ts';

export type * from './types.ts';

/** What a person asks for first: where did it arrive? */
const ORDER: Readonly<Record<Outcome['kind'], number>> = {
  delivered: 0,
  left: 1,
  answered: 2,
  rejected: 3,
  resolving: 4,
  controller: 5,
  dropped: 6,
};

export const answerTrace = (trace: Trace): TraceAnswer => {
  const all = endingsOf(trace);
  const endings = all.filter(({ aside }) => aside === undefined);
  const [first, ...others] = endings;
  // A trace has a table at least, and every table ends somewhere.
  const none: Ending = {
    outcome: { kind: 'dropped', reason: 'no-match' },
    path: [],
    hops: [trace.root],
    deciding: undefined,
    aside: undefined,
  };
  const verdict = others.reduce((best, one) => (isBetter(one, best) ? one : best), first ?? none);
  return {
    trace,
    verdict,
    endings,
    aside: all.filter(({ aside }) => aside !== undefined),
    assumptions: assumptionsIn(trace.root.steps),
  };
};

/** Of drops the one that the packet got to last. */
const isBetter = (one: Ending, best: Ending): boolean => {
  const [a, b] = [ORDER[one.outcome.kind], ORDER[best.outcome.kind]];
  return a < b || (a === b && one.outcome.kind === 'dropped' && one.path.length > best.path.length);
};

const assumptionsIn = (steps: readonly Step[]): AssumptionStep[] => {
  const found: AssumptionStep[] = [];
  const open: Step[] = [...steps].reverse();
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (step.type === 'assumption') found.push(step);
    else if ('steps' in step)
      for (let i = step.steps.length - 1; i >= 0; i--) open.push(step.steps[i] as Step);
  }
  return found;
};
