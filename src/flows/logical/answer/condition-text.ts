/** A condition of an annotated match as text. */
import { formatExpression, standardSymbols, type Expression } from '../../language/index.ts';

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
