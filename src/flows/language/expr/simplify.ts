/**
 * An expression with no other operator than `==` on numbers:
 *
 *     a != 5       each bit differs, or those above it are equal and …   a[0] || a[1] == … || …
 *     a > 5        a 0 of the constant is 1, and the bits above are equal
 *     a <= 5       a == 5 || a < 5
 *
 * These are OVN's own terms, in its order: microflows and its test programs show them.
 */
import { combineAll, FALSE, fixJunction, TRUE } from './combine.ts';
import { bitRange } from './format.ts';
import type { Comparison, Expression } from './types.ts';

export const simplify = (expression: Expression): Expression => {
  switch (expression.type) {
    case 'comparison':
      return simplifyComparison(expression);
    case 'and':
    case 'or':
      return mapJunction(expression, simplify);
    default:
      return expression;
  }
};

/**
 * The expression with each `is_chassis_resident()` decided, and what follows from that. Nothing else changes, so this
 * may come before or after simplify().
 */
export const evaluateConditions = (
  expression: Expression,
  isResident: (port: string) => boolean,
): Expression => {
  switch (expression.type) {
    case 'condition':
      return isResident(expression.port) === expression.not ? FALSE : TRUE;
    case 'and':
    case 'or':
      return mapJunction(expression, (child) => evaluateConditions(child, isResident));
    default:
      return expression;
  }
};

/** A junction of other children. One that stays as it is is the same object: what is shared remains shared. */
const mapJunction = (
  junction: Extract<Expression, { readonly type: 'and' | 'or' }>,
  change: (child: Expression) => Expression,
): Expression => {
  const children = junction.children.map(change);
  const same = children.every((child, at) => child === junction.children[at] && child.type !== 'boolean');
  return same ? junction : fixJunction(junction.type, children);
};

const simplifyComparison = (comparison: Comparison): Expression => {
  switch (comparison.operator) {
    case '==':
      // Whatever the field is: `ip4.dst == 0/0`.
      return comparison.mask === 0n ? TRUE : comparison;
    case '!=':
      return simplifyDifferent(comparison);
    default:
      return simplifyOrder(comparison);
  }
};

/** For each bit of the mask: that bit differs, those above it do not. */
const simplifyDifferent = ({ symbol, value, mask }: Comparison): Expression => {
  const terms: Comparison[] = [];
  let rest = mask;
  while (rest !== 0n) {
    const bit = rest & -rest;
    terms.push({
      type: 'comparison',
      symbol,
      operator: '==',
      value: (value & rest) ^ bit,
      mask: rest,
    });
    rest ^= bit;
  }
  return combineAll('or', terms) ?? FALSE;
};

const simplifyOrder = (comparison: Comparison): Expression => {
  const { operator, value, mask } = comparison;
  const less = operator.startsWith('<');
  const orEqual = operator.endsWith('=');
  // Nothing is less than the least: `a >= 0` is true, `a > 0` the same as `a != 0`. So it is at the other end.
  if (value === (less ? mask : 0n)) return orEqual ? TRUE : simplifyDifferent(comparison);

  const equal: Comparison = { ...comparison, operator: '==' };
  const terms: Comparison[] = orEqual ? [equal] : [];
  const { offset, width } = bitRange(mask) ?? { offset: 0, width: 0 };
  for (let at = offset; at < offset + width; at++) {
    const bit = 1n << BigInt(at);
    if (((value & bit) !== 0n) !== less) continue;
    const below = bit - 1n;
    terms.push({ ...equal, value: (value ^ bit) & ~below, mask: mask & ~below });
  }
  return combineAll('or', terms) ?? FALSE;
};
