/**
 * What an expression means without the names that stand for something else:
 *
 *     prerequisites are added        tcp.src == 80  →  tcp.src == 0x50 && ip.proto == 0x6 && (eth.type == …
 *     subfields become their fields  vlan.vid == 5  →  vlan.tci[0..11] == 0x5 && vlan.tci[12]
 *     predicates become expressions  ip4            →  eth.type == 0x800
 */
import type { Parsed } from '../diagnostic.ts';
import type { SymbolDefinition, SymbolTable } from '../symbols/types.ts';
import { combine, combineAll, negate } from './combine.ts';
import { parseExpression } from './parse.ts';
import type { Comparison, Expression, StringComparison } from './types.ts';

/** The annotated expression. What goes wrong does so in the table of symbols, so it has no place in a text. */
export const annotate = (expression: Expression, symbols: SymbolTable): Parsed<Expression> => {
  try {
    return { value: new Annotator(symbols).annotate(expression, true) };
  } catch (error) {
    return failed(error);
  }
};

/** The expression in a prerequisite or predicate, annotated. */
export const annotateText = (text: string, symbols: SymbolTable): Parsed<Expression> => {
  try {
    return { value: new Annotator(symbols).expand(text) };
  } catch (error) {
    return failed(error);
  }
};

class AnnotationError extends Error {}

const failed = (error: unknown): Parsed<Expression> => {
  if (!(error instanceof AnnotationError)) throw error;
  return { error: { message: error.message, start: 0, end: 0 } };
};

/** Prerequisites and predicates that were expanded without an error, by their table and text. */
const known = new WeakMap<SymbolTable, Map<string, Expression>>();

class Annotator {
  private readonly symbols: SymbolTable;
  private readonly expanded: Map<string, Expression>;
  /** Names of the symbols that are being expanded. */
  private readonly nesting = new Set<string>();

  constructor(symbols: SymbolTable) {
    this.symbols = symbols;
    const expanded = known.get(symbols) ?? new Map<string, Expression>();
    known.set(symbols, expanded);
    this.expanded = expanded;
  }

  expand(text: string): Expression {
    const before = this.expanded.get(text);
    if (before !== undefined) return before;
    try {
      const { value, error } = parseExpression(text, { symbols: this.symbols });
      if (error !== undefined) throw new AnnotationError(error.message);
      const expanded = this.annotate(value, true);
      this.expanded.set(text, expanded);
      return expanded;
    } catch (error) {
      if (!(error instanceof AnnotationError)) throw error;
      throw new AnnotationError(
        `Error parsing expression \`${text}' encountered as prerequisite or predicate of initial expression: ` +
          error.message,
      );
    }
  }

  /** Without `prerequisites` somebody else adds them. */
  annotate(expression: Expression, prerequisites: boolean): Expression {
    switch (expression.type) {
      case 'comparison':
      case 'string':
        return this.comparison(expression, prerequisites);
      case 'and':
      case 'or':
        break;
      default:
        return expression;
    }
    // If all is about one symbol, its prerequisites are added once, outside. They are annotated again with the rest.
    const symbol = prerequisites ? uniqueSymbol(expression) : undefined;
    const inside = prerequisites && symbol === undefined;
    const whole =
      symbol?.prerequisites === undefined
        ? expression
        : combine('and', expression, this.expand(symbol.prerequisites));
    if (whole.type !== 'and' && whole.type !== 'or') return whole;
    const children = whole.children.map((child) => this.annotate(child, inside));
    return combineAll(whole.type, children) ?? whole;
  }

  private comparison(comparison: Comparison | StringComparison, prerequisites: boolean): Expression {
    const { symbol } = comparison;
    if (this.nesting.has(symbol.name)) {
      throw new AnnotationError(`Recursive expansion of symbol \`${symbol.name}'.`);
    }
    this.nesting.add(symbol.name);
    const required =
      prerequisites && symbol.prerequisites !== undefined ? this.expand(symbol.prerequisites) : undefined;
    const meaning = this.meaning(comparison);
    this.nesting.delete(symbol.name);
    return combine('and', meaning, required);
  }

  private meaning(comparison: Comparison | StringComparison): Expression {
    const { parent, parentOffset, predicate } = comparison.symbol;
    if (comparison.type === 'string') return comparison;
    if (parent !== undefined) {
      const shift = BigInt(parentOffset);
      return {
        ...comparison,
        symbol: parent,
        value: comparison.value << shift,
        mask: comparison.mask << shift,
      };
    }
    if (predicate === undefined) return comparison;
    const expanded = this.expand(predicate);
    const positive = ((comparison.value & 1n) === 1n) !== (comparison.operator === '!=');
    return positive ? expanded : negate(expanded);
  }
}

/** The symbol that all comparisons of an expression are about, if there is one and nothing else. */
export const uniqueSymbol = (expression: Expression): SymbolDefinition | undefined => {
  switch (expression.type) {
    case 'comparison':
    case 'string':
      return expression.symbol;
    case 'and':
    case 'or': {
      const first = uniqueSymbol(expression.children[0]!);
      if (first === undefined) return undefined;
      return expression.children.every((child) => uniqueSymbol(child) === first) ? first : undefined;
    }
    default:
      return undefined;
  }
};
