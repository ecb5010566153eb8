/**
 * A simplified expression without conditions as an `or` of `and`s of clauses, where a clause is a comparison or an `or`
 * of comparisons of one symbol: the form that OVN turns into OpenFlow flows, and in which a microflow is judged.
 */
import { uniqueSymbol } from './annotate.ts';
import { combineAll, fixJunction, TRUE } from './combine.ts';
import { crush } from './crush.ts';
import type { Expression, Junction } from './types.ts';

export const normalize = (expression: Expression, budget: Budget = { left: Infinity }): Expression => {
  switch (expression.type) {
    case 'and':
      return normalizeAnd(expression, budget);
    case 'or':
      return normalizeOr(expression.children, budget);
    default:
      return expression;
  }
};

/** How many `and`s may still be made. When it is below zero the result means nothing: there would have been more. */
export interface Budget {
  left: number;
}

const normalizeAnd = (and: Junction, budget: Budget): Expression => {
  // Twenty clauses of three alternatives are 3,486,784,401 of them.
  if (--budget.left < 0) return and;
  const sorted = gather(and);
  if (sorted.type !== 'and') return sorted;
  for (const clause of sorted.children) {
    if (clause.type !== 'or') continue;
    const symbol = uniqueSymbol(clause);
    if (symbol !== undefined && !symbol.mustCrossproduct) continue;
    return normalizeOr(distribute(sorted, clause), budget);
  }
  return sorted;
};

/** x && (a || b) && y  →  x && a && y, x && b && y */
const distribute = (and: Junction, or: Junction): readonly Expression[] =>
  or.children.map((alternative) => {
    const terms = and.children.map((term) => (term === or ? alternative : term));
    return combineAll('and', terms) ?? TRUE;
  });

const normalizeOr = (alternatives: readonly Expression[], budget: Budget): Expression =>
  fixJunction(
    'or',
    alternatives.map((each) => (each.type === 'and' ? normalizeAnd(each, budget) : each)),
  );

/** OVN's order of the clauses: those about one symbol by its name, then junctions by length. */
const RANKS: Readonly<Record<Expression['type'], number>> = {
  comparison: 0,
  string: 0,
  and: 1,
  or: 2,
  boolean: 3,
  condition: 4,
};

/** Brings together what is about the same symbol, and makes one clause of it. */
const gather = (and: Junction): Expression => {
  const clauses = and.children.map((expression) => {
    const symbol = uniqueSymbol(expression);
    return { expression, symbol, rank: symbol === undefined ? RANKS[expression.type] : 0 };
  });
  clauses.sort((a, b) => {
    if (a.rank !== b.rank) return a.rank - b.rank;
    if (a.symbol !== undefined && b.symbol !== undefined && a.symbol.name !== b.symbol.name) {
      return a.symbol.name < b.symbol.name ? -1 : 1;
    }
    if (a.symbol !== undefined) return RANKS[a.expression.type] - RANKS[b.expression.type];
    return lengthOf(a.expression) - lengthOf(b.expression);
  });
  const parts: Expression[] = [];
  for (let at = 0; at < clauses.length;) {
    const { expression, symbol } = clauses[at]!;
    if (symbol === undefined) {
      parts.push(expression);
      at++;
      continue;
    }
    let end = at + 1;
    while (clauses[end]?.symbol === symbol) end++;
    const group = clauses.slice(at, end).map((clause) => clause.expression);
    const crushed = crush(combineAll('and', group) ?? TRUE, symbol);
    if (crushed.type !== 'boolean') parts.push(crushed);
    else if (!crushed.value) return crushed;
    at = end;
  }
  return combineAll('and', parts) ?? TRUE;
};

const lengthOf = (expression: Expression): number =>
  'children' in expression ? expression.children.length : 0;
