import type { Lexer } from '../lexer/lexer.ts';
import type { FieldReference, SymbolDefinition, SymbolTable } from '../symbols/types.ts';
import { annotateText } from './annotate.ts';
import { combine } from './combine.ts';
import { parseField } from './field.ts';
import type { Expression } from './types.ts';

export interface LvalueField {
  readonly field: FieldReference;
  /** What a packet must be for the field to exist. */
  readonly prerequisites: Expression | undefined;
}

/** A field that an action reads or writes; undefined after an error. */
export const parseLvalueField = (lexer: Lexer, symbols: SymbolTable): LvalueField | undefined => {
  const { start } = lexer.token;
  const field = parseField(lexer, symbols);
  if (field === undefined) return undefined;
  if (field.symbol.predicate !== undefined) {
    lexer.error(`Predicate symbol ${field.symbol.name} used where lvalue required.`, start);
  }
  let prerequisites: Expression | undefined;
  let symbol: SymbolDefinition | undefined = field.symbol;
  for (; symbol !== undefined && lexer.failure === undefined; symbol = symbol.parent) {
    if (symbol.prerequisites === undefined) continue;
    const { value, error } = annotateText(symbol.prerequisites, symbols);
    if (error !== undefined) lexer.error(error.message, start);
    else prerequisites = combine('and', prerequisites, value);
  }
  return lexer.failure === undefined ? { field, prerequisites } : undefined;
};
