/** Making a table of symbols. A symbol may only name those that are there already. */
import { parseField } from '../expr/field.ts';
import { parseExpression } from '../expr/parse.ts';
import type { Expression } from '../expr/types.ts';
import { Lexer } from '../lexer/lexer.ts';
import { WRITE_DEFAULT, type Field, type Level, type SymbolDefinition, type SymbolTable } from './types.ts';

interface Options {
  readonly prerequisites?: string;
  /** The field never is a dimension of a conjunctive match: alternatives are multiplied out. */
  readonly mustCrossproduct?: boolean;
  /** Where the symbol may be written if its field may be: WRITE_DEFAULT, WRITE_CT_COMMIT or both. */
  readonly scope?: number;
}

export class SymbolTableBuilder {
  private readonly symbols: Map<string, SymbolDefinition>;

  constructor(base?: SymbolTable) {
    this.symbols = new Map(base);
  }

  get table(): SymbolTable {
    return this.symbols;
  }

  remove(...names: readonly string[]): void {
    for (const name of names) this.symbols.delete(name);
  }

  /** A number: ordinal if single bits of the field can be compared. */
  addField(name: string, field: Field, options: Options = {}): void {
    this.add(name, options, {
      width: field.width,
      level: field.maskable ? 'ordinal' : 'nominal',
      writable: field.writable ? (options.scope ?? WRITE_DEFAULT) : 0,
      field,
    });
  }

  /** The name of a port, which the field holds as a number. */
  addString(name: string, field: Field, options: Options = {}): void {
    const writable = field.writable ? (options.scope ?? WRITE_DEFAULT) : 0;
    this.add(name, options, { width: 0, level: 'nominal', writable, field });
  }

  /** Some bits of a symbol: `vlan.tci[0..11]`. */
  addSubfield(name: string, bits: string, options: Options = {}): void {
    const lexer = new Lexer(bits);
    lexer.get();
    const reference = parseField(lexer, this.symbols);
    lexer.forceEnd();
    if (reference === undefined || lexer.failure !== undefined) {
      throw new Error(`${name} = ${bits}: ${lexer.failure?.message}`);
    }
    const { symbol: parent, offset: parentOffset, width } = reference;
    const writable = parent.writable === 0 ? 0 : (options.scope ?? WRITE_DEFAULT);
    this.add(name, options, { width, level: parent.level, writable, parent, parentOffset });
  }

  /** A name for an expression. */
  addPredicate(name: string, predicate: string): void {
    const { value, error } = parseExpression(predicate, { symbols: this.symbols });
    if (error !== undefined) throw new Error(`${name} = ${predicate}: ${error.message}`);
    this.add(name, {}, { width: 1, level: levelOf(value), writable: 0, predicate });
  }

  /** A field that exists only in actions of OVN's controller. */
  addOvnField(name: string, width: number): void {
    this.add(name, {}, { width, level: 'nominal', writable: -1, ovnField: true });
  }

  private add(
    name: string,
    { prerequisites, mustCrossproduct = false }: Options,
    rest: Pick<SymbolDefinition, 'width' | 'level' | 'writable'> & Partial<SymbolDefinition>,
  ): void {
    if (this.symbols.has(name)) throw new Error(`symbol ${name} is there already`);
    this.symbols.set(name, {
      name,
      prerequisites,
      mustCrossproduct,
      field: undefined,
      parent: undefined,
      parentOffset: 0,
      predicate: undefined,
      ovnField: false,
      ...rest,
    });
  }
}

/** An expression can be negated unless something in it is nominal. */
const levelOf = (expression: Expression): Level => {
  switch (expression.type) {
    case 'comparison':
    case 'string':
      return expression.symbol.level === 'nominal' ? 'nominal' : 'Boolean';
    case 'and':
    case 'or':
      return expression.children.some((child) => levelOf(child) === 'nominal') ? 'nominal' : 'Boolean';
    default:
      return 'Boolean';
  }
};
