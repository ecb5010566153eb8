/** Expressions back to text that can be parsed again: OVN's own form, with all numbers in hexadecimal. */
import { formatHexadecimal, formatString } from '../lexer/format.ts';
import type { Comparison, Expression } from './types.ts';

export const formatExpression = (expression: Expression): string => {
  switch (expression.type) {
    case 'comparison':
      return formatComparison(expression);
    case 'string':
      return `${expression.symbol.name} ${expression.operator} ${formatString(expression.string)}`;
    case 'and':
      return expression.children.map(formatChild).join(' && ');
    case 'or':
      return expression.children.map(formatChild).join(' || ');
    case 'boolean':
      return expression.value ? '1' : '0';
    case 'condition':
      return `${expression.not ? '!' : ''}is_chassis_resident(${formatString(expression.port)})`;
  }
};

const formatChild = (child: Expression): string => {
  const text = formatExpression(child);
  return child.type === 'and' || child.type === 'or' ? `(${text})` : text;
};

/** `field`, `!field[3]`, `field[0..7] == 0x1`, or with a mask of several runs of bits `field == 0x1/0x101`. */
const formatComparison = ({ symbol, operator, value, mask }: Comparison): string => {
  const range = bitRange(mask);
  if (range?.width === 1 && (operator === '==' || operator === '!=')) {
    const positive = (value >> BigInt(range.offset) !== 0n) !== (operator === '!=');
    const bit = symbol.width > 1 ? `[${range.offset}]` : '';
    return `${positive ? '' : '!'}${symbol.name}${bit}`;
  }
  if (range === undefined) {
    return `${symbol.name} ${operator} ${formatHexadecimal(value)}/${formatHexadecimal(mask)}`;
  }
  const { offset, width } = range;
  let bits = '';
  if (width < symbol.width) bits = width > 1 ? `[${offset}..${offset + width - 1}]` : `[${offset}]`;
  return `${symbol.name}${bits} ${operator} ${formatHexadecimal(value >> BigInt(offset))}`;
};

/** Where the bits of a mask are, if they are one run. */
export const bitRange = (mask: bigint): { readonly offset: number; readonly width: number } | undefined => {
  if (mask === 0n) return undefined;
  const lowest = mask & -mask;
  const offset = lowest.toString(2).length - 1;
  const run = mask >> BigInt(offset);
  return (run & (run + 1n)) === 0n ? { offset, width: run.toString(2).length } : undefined;
};
