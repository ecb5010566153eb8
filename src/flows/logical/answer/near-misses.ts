/**
 * Flows of a table that a packet nearly fitted: of higher priority than the one that it took, and with few conditions
 * that failed.
 */
import { evaluate, type Expression } from '../../language/index.ts';
import type { LogicalFlow } from '../pipeline/flow.ts';
import type { TableStep } from '../trace/types.ts';
import { failedFields, type FailedField } from './failed-fields.ts';

export interface NearMiss {
  readonly flow: LogicalFlow;
  /** What did not hold, of conditions that must all hold. */
  readonly failed: readonly Expression[];
  readonly fields: readonly FailedField[];
}

/** With more conditions that failed it is no near miss. */
const MOST_FAILED = 2;

/** The nearest first; of a trace that keeps packets. */
export const nearMisses = (
  { flow, packet, pipeline, table }: TableStep,
  datapath: LogicalFlow['datapath'],
  limit: number,
): readonly NearMiss[] => {
  const stage = datapath.flows.stage(pipeline, table);
  if (stage === undefined || packet === undefined) return [];
  const misses: NearMiss[] = [];
  for (const candidate of stage.flows) {
    if (flow !== undefined && candidate.priority <= flow.priority) break;
    const { meaning } = candidate.read;
    if (meaning === undefined) continue;
    const failed = failedIn(meaning.expression, packet, (name) => datapath.keyOf(name));
    if (failed.length === 0 || failed.length > MOST_FAILED) continue;
    const fields = failed.flatMap((condition) => failedFields(condition, packet, datapath));
    misses.push({ flow: candidate, failed, fields });
  }
  return misses.sort((a, b) => a.failed.length - b.failed.length).slice(0, limit);
};

const failedIn = (
  expression: Expression,
  packet: Uint32Array,
  lookupPort: (name: string) => number | undefined,
): readonly Expression[] => {
  const conditions = expression.type === 'and' ? expression.children : [expression];
  return conditions.filter((condition) => !evaluate(condition, packet, lookupPort));
};
