/**
 * Flows of a table that a packet nearly fitted: of higher priority than the one that it took, and with few conditions
 * that failed.
 */
import { evaluate, formatExpression, standardSymbols, type Expression } from '../../language/index.ts';
import type { LogicalFlow } from '../pipeline/flow.ts';
import type { TableStep } from '../trace/types.ts';

/** A condition in the names in which northd writes it: registers of 32 bits, not the wide ones that they are part of. */
export const conditionText = (condition: Expression): string => formatExpression(narrowed(condition));

const narrowed = (expression: Expression): Expression => {
  if (expression.type === 'and' || expression.type === 'or') {
    return { ...expression, children: expression.children.map(narrowed) };
  }
  if (expression.type !== 'comparison') return expression;
  const wide = /^xxreg(\d+)$/.exec(expression.symbol.name)?.[1];
  if (wide === undefined) return expression;
  for (let word = 0; word < 4; word++) {
    const shift = BigInt(32 * word);
    const symbol = standardSymbols().get(`reg${4 * Number(wide) + 3 - word}`);
    if (symbol !== undefined && expression.mask === (expression.mask & (0xffffffffn << shift))) {
      return { ...expression, symbol, value: expression.value >> shift, mask: expression.mask >> shift };
    }
  }
  return expression;
};

export interface NearMiss {
  readonly flow: LogicalFlow;
  /** What did not hold, of conditions that must all hold. */
  readonly failed: readonly Expression[];
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
    if (failed.length > 0 && failed.length <= MOST_FAILED) misses.push({ flow: candidate, failed });
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
