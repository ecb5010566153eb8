/** The meaning of annotated expressions, said as plainly as possible; compile.ts says the same fast. */
import { loadField } from '../symbols/fields.ts';
import { resolveField } from './field.ts';
import type { Comparison, Expression, RelationalOperator, StringComparison } from './types.ts';

/** The number that stands for a port in a microflow. */
export type PortLookup = (name: string) => number | undefined;

/**
 * Whether a packet is one that an annotated expression describes. A comparison with a port that is not known is false, whatever its operator.
 * Every port is taken to be resident: decide conditions with evaluateConditions() if they matter.
 */
export const evaluate = (expression: Expression, words: Uint32Array, lookupPort: PortLookup): boolean => {
  switch (expression.type) {
    case 'comparison':
    case 'string':
      return evaluateComparison(expression, words, lookupPort);
    case 'and':
      return expression.children.every((child) => evaluate(child, words, lookupPort));
    case 'or':
      return expression.children.some((child) => evaluate(child, words, lookupPort));
    case 'boolean':
      return expression.value;
    case 'condition':
      return !expression.not;
  }
};

/** A comparison in terms of a physical field. */
export interface FieldComparison {
  readonly field: ReturnType<typeof resolveField>['field'];
  readonly value: bigint;
  readonly mask: bigint;
}

/** Undefined if no packet can hold it: the port is not known, or the field is one of a controller's action. */
export const resolveComparison = (
  comparison: Comparison | StringComparison,
  lookupPort: PortLookup,
): FieldComparison | undefined => {
  const { symbol } = comparison;
  const { field, offset, width } = resolveField({ symbol, offset: 0, width: symbol.width });
  if (field.words.length === 0) return undefined;
  if (comparison.type === 'string') {
    const port = lookupPort(comparison.string);
    return port === undefined
      ? undefined
      : { field, value: BigInt.asUintN(32, BigInt(port)), mask: (1n << BigInt(width)) - 1n };
  }
  const shift = BigInt(offset);
  return { field, value: comparison.value << shift, mask: comparison.mask << shift };
};

const evaluateComparison = (
  comparison: Comparison | StringComparison,
  words: Uint32Array,
  lookupPort: PortLookup,
): boolean => {
  const resolved = resolveComparison(comparison, lookupPort);
  if (resolved === undefined) return false;
  return holds(loadField(words, resolved.field) & resolved.mask, comparison.operator, resolved.value);
};

const holds = (left: bigint, operator: RelationalOperator, right: bigint): boolean => {
  switch (operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
};
