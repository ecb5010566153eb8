/** Junctions: building them without breaking their rules, and repairing them where children became constants. */
import type { BooleanLiteral, Expression, Junction, RelationalOperator } from './types.ts';

export const TRUE: BooleanLiteral = { type: 'boolean', value: true };
export const FALSE: BooleanLiteral = { type: 'boolean', value: false };

export const booleanOf = (value: boolean): BooleanLiteral => (value ? TRUE : FALSE);

/**
 * One expression of many. Children of those that are junctions of the same type become children of the new one; of a
 * single expression the result is that expression.
 */
export const combineAll = (
  type: Junction['type'],
  expressions: readonly Expression[],
): Expression | undefined => {
  if (expressions.length < 2) return expressions[0];
  if (expressions.every((each) => each.type !== type)) return { type, children: expressions };
  const children: Expression[] = [];
  for (const each of expressions) {
    if (each.type === type) for (const child of each.children) children.push(child);
    else children.push(each);
  }
  return { type, children };
};

/** Both of two expressions, of which either may be missing. */
export function combine(type: Junction['type'], a: Expression, b: Expression | undefined): Expression;
export function combine(
  type: Junction['type'],
  a: Expression | undefined,
  b: Expression | undefined,
): Expression | undefined;
export function combine(
  type: Junction['type'],
  a: Expression | undefined,
  b: Expression | undefined,
): Expression | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return combineAll(type, [a, b]);
}

/** A junction of any number of children, some of which may be constants or junctions of the same type. */
export const fixJunction = (type: Junction['type'], expressions: readonly Expression[]): Expression => {
  const shortCircuit = type === 'or';
  const children: Expression[] = [];
  for (const each of expressions) {
    const parts = each.type === type ? each.children : [each];
    for (const part of parts) {
      if (part.type !== 'boolean') children.push(part);
      else if (part.value === shortCircuit) return booleanOf(shortCircuit);
    }
  }
  if (children.length > 1) return { type, children };
  return children[0] ?? booleanOf(!shortCircuit);
};

const INVERSE: Readonly<Record<RelationalOperator, RelationalOperator>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** The opposite, by De Morgan: there is no NOT in an expression. */
export const negate = (expression: Expression): Expression => {
  switch (expression.type) {
    case 'comparison':
    case 'string':
      return { ...expression, operator: INVERSE[expression.operator] };
    case 'and':
    case 'or':
      return { type: expression.type === 'and' ? 'or' : 'and', children: expression.children.map(negate) };
    case 'boolean':
      return booleanOf(!expression.value);
    case 'condition':
      return { ...expression, not: !expression.not };
  }
};
