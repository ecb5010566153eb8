/** Names of fields: `reg0`, `eth.src[40]`, `ip4.src[0..7]`. */
import type { Lexer } from '../lexer/lexer.ts';
import type { Field, FieldReference, SymbolDefinition, SymbolTable } from '../symbols/types.ts';

/** A field or a range of its bits; undefined after an error. */
export const parseField = (lexer: Lexer, symbols: SymbolTable): FieldReference | undefined => {
  const { type, text, start } = lexer.token;
  const symbol = type === 'id' ? symbols.get(text) : undefined;
  if (symbol === undefined) {
    lexer.syntaxError('expecting field name');
    return undefined;
  }
  lexer.get();
  if (!lexer.match('[')) return { symbol, offset: 0, width: symbol.width };
  const fail = (message: string): undefined => {
    lexer.error(message, start);
    return undefined;
  };
  if (symbol.width === 0) return fail(`Cannot select subfield of string field ${symbol.name}.`);
  const low = lexer.forceInt();
  if (low === undefined) return undefined;
  const high = lexer.match('..') ? lexer.forceInt() : low;
  if (high === undefined || !lexer.forceMatch(']')) return undefined;
  if (low > high) return fail(`Invalid bit range ${low} to ${high}.`);
  if (high >= symbol.width) {
    return fail(`Cannot select bits ${low} to ${high} of ${symbol.width}-bit field ${symbol.name}.`);
  }
  if (symbol.level === 'nominal' && (low !== 0 || high !== symbol.width - 1)) {
    return fail(`Cannot select subfield of nominal field ${symbol.name}.`);
  }
  return { symbol, offset: low, width: high - low + 1 };
};

/** The field as it may be read back: `eth.src[40]`. */
export const formatField = ({ symbol, offset, width }: FieldReference): string => {
  if (offset === 0 && width === symbol.width) return symbol.name;
  return width === 1 ? `${symbol.name}[${offset}]` : `${symbol.name}[${offset}..${offset + width - 1}]`;
};

/** A symbol and what it expands to, as OVN's `dump-symtab` prints it. */
export const formatSymbol = (symbol: SymbolDefinition): string => {
  const { name, parent, parentOffset, width, predicate, field } = symbol;
  const meaning =
    parent !== undefined
      ? formatField({ symbol: parent, offset: parentOffset, width })
      : (predicate ?? field?.name ?? name);
  return `${name} = ${meaning}`;
};

/** Some bits of a physical field. */
export interface ResolvedField {
  readonly field: Field;
  readonly offset: number;
  readonly width: number;
}

/**
 * Where the bits are in the end. A field of a controller's action is in no word of a packet. Predicates are no fields:
 * annotated expressions have none.
 */
export const resolveField = (reference: FieldReference): ResolvedField => {
  let { symbol, offset } = reference;
  while (symbol.parent !== undefined) {
    offset += symbol.parentOffset;
    symbol = symbol.parent;
  }
  const field = symbol.field ?? (symbol.ovnField ? nowhere(symbol) : undefined);
  if (field === undefined) throw new Error(`${symbol.name} is no field of a packet`);
  return { field, offset, width: symbol.width === 0 ? field.width : reference.width };
};

const nowhere = ({ name, width }: SymbolDefinition): Field => ({
  name,
  width,
  words: [],
  writable: false,
  maskable: false,
  prerequisite: 'none',
  register: false,
});

/**
 * What is wrong with a field where one of a given width is needed (0: a string field), in a nested context in which
 * it is to be written (`scope`: WRITE_DEFAULT or WRITE_CT_COMMIT).
 */
export const checkFieldType = (
  reference: FieldReference,
  width: number,
  writable: boolean,
  scope: number,
): string | undefined => {
  const { symbol, offset } = reference;
  if (width !== reference.width) {
    if (width === 0) return `Cannot use numeric field ${symbol.name} where string field is required.`;
    if (reference.width === 0) {
      return `Cannot use string field ${symbol.name} where numeric field is required.`;
    }
    return (
      `Cannot use ${reference.width}-bit field ${symbol.name}[${offset}..${offset + reference.width - 1}] ` +
      `where ${width}-bit field is required.`
    );
  }
  if (writable && (symbol.writable & scope) === 0) return `Field ${symbol.name} is not modifiable.`;
  return undefined;
};
