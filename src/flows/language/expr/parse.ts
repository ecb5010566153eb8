/**
 * Text to expression (ovn-sb(5), "match"):
 *
 *     expression = not | not '&&' not '&&' … | not '||' not '||' …
 *     not        = ['!'] primary
 *     primary    = '(' expression ')' | '0' | '1' | field
 *                | 'is_chassis_resident' '(' string ')'
 *                | field operator set | set operator field | set operator field operator set
 *
 * The result has no NOT, no sets and no ranges: they become inverse operators and junctions while they are read.
 */
import type { Parsed } from '../diagnostic.ts';
import { Lexer } from '../lexer/lexer.ts';
import type { TokenType } from '../lexer/token.ts';
import type { FieldReference } from '../symbols/types.ts';
import { booleanOf, combine, combineAll, negate } from './combine.ts';
import { parseConstantSet, typeCheckConstants } from './constants.ts';
import { parseField } from './field.ts';
import type {
  Comparison,
  ConstantSet,
  Expression,
  IntegerConstant,
  RelationalOperator,
  Scope,
  StringComparison,
} from './types.ts';

const DEEPEST_PARENTHESES = 100;

const ZERO: ConstantSet = {
  type: 'integer',
  values: [{ value: 0n, mask: 0n, masked: false, format: 'hexadecimal' }],
  inCurlies: false,
};

/** The whole text as an expression. */
export const parseExpression = (text: string, scope: Scope): Parsed<Expression> => {
  const lexer = new Lexer(text);
  lexer.get();
  const value = parseExpressionFrom(lexer, scope);
  lexer.forceEnd();
  if (value === undefined || lexer.failure !== undefined) {
    return { error: lexer.failure ?? { message: 'Syntax error.', start: 0, end: text.length } };
  }
  return { value };
};

/** An expression from the current token on; undefined after an error, which the lexer then has. */
export const parseExpressionFrom = (lexer: Lexer, scope: Scope): Expression | undefined =>
  lexer.failure === undefined ? new Parser(lexer, scope).expression() : undefined;

/** A part of an expression, and whether `!` may stand before it without parentheses. */
interface Part {
  readonly expression: Expression;
  readonly atomic: boolean;
}

const atomic = (expression: Expression | undefined): Part | undefined =>
  expression && { expression, atomic: true };
const compound = (expression: Expression | undefined): Part | undefined =>
  expression && { expression, atomic: false };

class Parser {
  private readonly lexer: Lexer;
  private readonly scope: Scope;
  /** Inside an odd number of NOTs. */
  private inverted = false;
  private depth = 0;

  constructor(lexer: Lexer, scope: Scope) {
    this.lexer = lexer;
    this.scope = scope;
  }

  expression(): Expression | undefined {
    const { lexer } = this;
    const first = this.not();
    if (first === undefined) return undefined;
    const operator = lexer.token.type;
    if (operator !== '&&' && operator !== '||') return first;
    const parts = [first];
    while (lexer.match(operator)) {
      const part = this.not();
      if (part === undefined) return undefined;
      parts.push(part);
    }
    if (lexer.token.type === '&&' || lexer.token.type === '||') {
      return this.fail('&& and || must be parenthesized when used together.');
    }
    return combineAll(operator === '&&' ? 'and' : 'or', parts);
  }

  private not(): Expression | undefined {
    const { start } = this.lexer.token;
    if (!this.lexer.match('!')) return this.primary()?.expression;
    this.inverted = !this.inverted;
    const part = this.primary();
    this.inverted = !this.inverted;
    if (part === undefined) return undefined;
    if (!part.atomic) return this.fail('Missing parentheses around operand of !.', start);
    return negate(part.expression);
  }

  private primary(): Part | undefined {
    const { lexer } = this;
    switch (lexer.token.type) {
      case '(':
        lexer.get();
        return atomic(this.parenthesized());
      case 'template':
        return this.fail('Unexpanded template.');
      case 'id':
        return lexer.lookahead() === '(' ? atomic(this.call()) : this.fieldFirst();
      default:
        return this.constantFirst();
    }
  }

  private parenthesized(): Expression | undefined {
    if (this.depth >= DEEPEST_PARENTHESES) return this.fail('Parentheses nested too deeply.');
    this.depth++;
    const expression = this.expression();
    this.depth--;
    return this.lexer.forceMatch(')') ? expression : undefined;
  }

  private call(): Expression | undefined {
    const { lexer } = this;
    if (!lexer.matchId('is_chassis_resident')) return this.fail('parsing function name');
    lexer.get();
    const { type, text } = lexer.token;
    if (type !== 'string') {
      lexer.syntaxError('expecting string');
      return undefined;
    }
    lexer.get();
    return lexer.forceMatch(')') ? { type: 'condition', not: false, port: text } : undefined;
  }

  /** `field`, which means that it is not 0, or `field operator set`. */
  private fieldFirst(): Part | undefined {
    const { lexer } = this;
    const { start } = lexer.token;
    const field = parseField(lexer, this.scope.symbols);
    if (field === undefined) return undefined;
    const operator = relationalOperator(lexer.token.type);
    if (operator !== undefined) {
      lexer.get();
      const set = parseConstantSet(lexer, this.scope);
      return set && compound(this.compare(field, operator, set, start));
    }
    if (field.width === 0 || lexer.token.type === '=') {
      lexer.syntaxError('expecting relational operator');
      return undefined;
    }
    if (field.width > 1 && !this.inverted) {
      return this.fail("Explicit `!= 0' is required for inequality test of multibit field against 0.", start);
    }
    return atomic(this.compare(field, '!=', ZERO, start));
  }

  /** `0`, `1`, `set operator field` or a range. */
  private constantFirst(): Part | undefined {
    const { lexer } = this;
    const { start } = lexer.token;
    const left = parseConstantSet(lexer, this.scope);
    if (left === undefined) return undefined;
    const leftOperator = relationalOperator(lexer.token.type);
    if (leftOperator === undefined) {
      const literal = booleanLiteral(left);
      if (literal !== undefined) return atomic(booleanOf(literal));
      lexer.syntaxError('expecting relational operator');
      return undefined;
    }
    lexer.get();
    const field = parseField(lexer, this.scope.symbols);
    if (field === undefined) return undefined;
    const operator = relationalOperator(lexer.token.type);
    if (operator === undefined) {
      return compound(this.compare(field, TURNED[leftOperator], left, start));
    }
    lexer.get();
    const right = parseConstantSet(lexer, this.scope);
    if (right === undefined) return undefined;
    if (!isRange(leftOperator, operator)) {
      return this.fail(
        "Range expressions must have the form `x < field < y' or `x > field > y', " +
          "with each `<' optionally replaced by `<=' or `>' by `>=').",
        start,
      );
    }
    const above = this.compare(field, TURNED[leftOperator], left, start);
    const below = this.compare(field, operator, right, start);
    return lexer.failure === undefined ? compound(combine('and', above, below)) : undefined;
  }

  /** `field operator set` after all its checks. */
  private compare(
    field: FieldReference,
    operator: RelationalOperator,
    set: ConstantSet,
    start: number,
  ): Expression | undefined {
    const problem =
      typeCheckConstants(field, set) ??
      checkOrder(field, operator, set) ??
      checkNominal(field, operator, set, this.inverted);
    if (problem !== undefined) return this.fail(problem, start);
    if (set.values.length === 0) return booleanOf(operator === '!=');
    const comparisons =
      set.type === 'integer'
        ? compareIntegers(field, operator, set.values)
        : set.values.map(({ string, portGroup }): StringComparison => ({
            type: 'string',
            symbol: field.symbol,
            operator,
            string,
            ...(portGroup !== undefined && { portGroup }),
          }));
    return combineAll(operator === '==' ? 'or' : 'and', comparisons);
  }

  private fail(message: string, start?: number): undefined {
    this.lexer.error(message, start);
    return undefined;
  }
}

/** The operator with its operands turned around. */
const TURNED: Readonly<Record<RelationalOperator, RelationalOperator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

const relationalOperator = (type: TokenType): RelationalOperator | undefined =>
  type in TURNED ? (type as RelationalOperator) : undefined;

const isRange = (left: RelationalOperator, right: RelationalOperator): boolean => {
  const direction = left.charAt(0);
  return (direction === '<' || direction === '>') && right.startsWith(direction);
};

/** A lone decimal 0 or 1. */
const booleanLiteral = (set: ConstantSet): boolean | undefined => {
  if (set.type !== 'integer' || set.inCurlies || set.values.length !== 1) return undefined;
  const { format, masked, value } = set.values[0]!;
  return format === 'decimal' && !masked && value <= 1n ? value === 1n : undefined;
};

/** Less and greater: only of ordinal fields, with one whole constant. */
const checkOrder = (
  { symbol }: FieldReference,
  operator: RelationalOperator,
  set: ConstantSet,
): string | undefined => {
  if (operator === '==' || operator === '!=') return undefined;
  const only = 'Only == and != operators may be used';
  if (set.inCurlies) return `${only} with value sets.`;
  if (symbol.level !== 'ordinal') return `${only} with ${symbol.level} field ${symbol.name}.`;
  if (set.values.length === 0) return `${only} to compare a field against an empty value set.`;
  if (set.type !== 'integer' || !set.values[0]!.masked) return undefined;
  return (
    `${only} with masked constants.  Consider using subfields instead (e.g. eth.src[0..15] > 0x1111 in place of ` +
    'eth.src > 00:00:00:00:11:11/00:00:00:00:ff:ff).'
  );
};

/** Nominal values can only be equal, whatever NOTs stand around the comparison. */
const checkNominal = (
  { symbol }: FieldReference,
  operator: RelationalOperator,
  set: ConstantSet,
  inverted: boolean,
): string | undefined => {
  const { name, level, predicate } = symbol;
  if (level !== 'nominal') return undefined;
  const equality = operator === (inverted ? '!=' : '==');
  if (predicate === undefined) {
    if (equality) return undefined;
    return `Nominal field ${name} may only be tested for equality (taking enclosing \`!' operators into account).`;
  }
  if (set.type !== 'integer' || set.values.every(({ value }) => ((value & 1n) === 1n) === equality)) {
    return undefined;
  }
  return (
    `Nominal predicate ${name} may only be tested positively, e.g. \`${name}' or \`${name} == 1' ` +
    `but not \`!${name}' or \`${name} == 0'.`
  );
};

const compareIntegers = (
  { symbol, offset, width }: FieldReference,
  operator: RelationalOperator,
  constants: readonly IntegerConstant[],
): readonly Comparison[] => {
  const ones = (1n << BigInt(width)) - 1n;
  const shift = BigInt(offset);
  const place = (bits: bigint): bigint => (bits & ones) << shift;
  const whole = place(ones);
  return constants.map(({ value, mask, masked, addressSet }) => ({
    type: 'comparison',
    symbol,
    operator,
    value: place(value),
    mask: masked ? place(mask) : whole,
    ...(addressSet !== undefined && { addressSet }),
  }));
};
