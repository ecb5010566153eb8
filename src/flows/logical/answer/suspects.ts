/** Flows that are not understood and might have taken the packet, in the tables that it passed. */
import type { FlowProblem, LogicalFlow } from '../pipeline/flow.ts';
import { flatten } from '../trace/flat.ts';
import type { Trace } from '../trace/types.ts';

export interface Suspect {
  readonly flow: LogicalFlow;
  readonly problem: FlowProblem;
}

export const suspectsOf = (trace: Trace): readonly Suspect[] => {
  const found = new Map<string, Suspect>();
  for (const { steps } of flatten(trace)) {
    for (const { table } of steps) {
      for (const flow of table.broken) {
        const { problem } = flow.read;
        if (problem !== undefined) found.set(flow.uuid, { flow, problem });
      }
    }
  }
  return [...found.values()];
};
