/**
 * An expression after parsing: immutable, so that what was parsed once may be shared.
 *
 * - The children of `and` and `or` are two or more, and none of the parent's own type (grandchildren may be).
 * - A numeric comparison has a mask that is not 0 (but for `field == 0/0`, until it is simplified), and no bit of the
 *   value stands outside the mask. Value and mask are shifted to the place of the bits in the symbol.
 * - NOT, sets, ranges and reversed comparisons are gone: the parser makes them of these.
 */
import type { Format } from '../lexer/token.ts';
import type { SymbolDefinition, SymbolTable } from '../symbols/types.ts';

export type RelationalOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

export interface Comparison {
  readonly type: 'comparison';
  readonly symbol: SymbolDefinition;
  readonly operator: RelationalOperator;
  readonly value: bigint;
  readonly mask: bigint;
  /** The address set that the constant comes from. */
  readonly addressSet?: string | undefined;
}

export interface StringComparison {
  readonly type: 'string';
  readonly symbol: SymbolDefinition;
  readonly operator: RelationalOperator;
  readonly string: string;
  /** The port group, as it was written, that the string comes from. */
  readonly portGroup?: string | undefined;
}

export interface Junction {
  readonly type: 'and' | 'or';
  readonly children: readonly Expression[];
}

export interface BooleanLiteral {
  readonly type: 'boolean';
  readonly value: boolean;
}

/** `is_chassis_resident("port")`. */
export interface Condition {
  readonly type: 'condition';
  readonly not: boolean;
  readonly port: string;
}

export type Expression = Comparison | StringComparison | Junction | BooleanLiteral | Condition;

export interface IntegerConstant {
  readonly value: bigint;
  readonly mask: bigint;
  readonly masked: boolean;
  readonly format: Format;
  readonly addressSet?: string | undefined;
}

export interface StringConstant {
  readonly string: string;
  readonly portGroup?: string | undefined;
}

export type ConstantSet =
  | { readonly type: 'integer'; readonly values: readonly IntegerConstant[]; readonly inCurlies: boolean }
  | { readonly type: 'string'; readonly values: readonly StringConstant[]; readonly inCurlies: boolean };

/** What the names in an expression stand for. A set that is not known is a syntax error, an empty one is not. */
export interface Scope {
  readonly symbols: SymbolTable;
  /** Constants of the address set, in the order in which OVN compares them. */
  readonly addressSet?: (name: string) => readonly IntegerConstant[] | undefined;
  /** Names of the ports of a group. */
  readonly portGroup?: (name: string) => readonly string[] | undefined;
}
