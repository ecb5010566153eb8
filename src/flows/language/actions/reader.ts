/** What all actions' parsers share: the tokens, what has been required of packets so far, and how deep they stand. */
import { combine } from '../expr/combine.ts';
import { checkFieldType } from '../expr/field.ts';
import { parseLvalueField } from '../expr/lvalue.ts';
import { parseExpression } from '../expr/parse.ts';
import type { Expression } from '../expr/types.ts';
import { Lexer } from '../lexer/lexer.ts';
import type { BareType } from '../lexer/token.ts';
import { WRITE_DEFAULT, type FieldReference, type SymbolTable } from '../symbols/types.ts';
import type { ActionContext } from './context.ts';
import type { Action, Address } from './types.ts';

/**
 * Reads one action after its first word. What it gives counts only if the lexer has no failure afterwards: as in OVN,
 * a parser may go on after an error, for the first one is told.
 */
export type ActionParser = (reader: ActionReader) => Action | undefined;

/** The same for what stands after `field =`; the current token is the action's word. */
export type ResultParser = (reader: ActionReader, result: FieldReference) => Action | undefined;

/** Reads actions to a closing token. */
export type ListParser = (reader: ActionReader, end: '}' | 'end') => readonly Action[] | undefined;

const predicates = new WeakMap<SymbolTable, Map<string, Expression>>();

export class ActionReader {
  readonly context: ActionContext;
  readonly readList: ListParser;
  lexer: Lexer;
  /** Where the lexer's input begins in the whole text. */
  base = 0;
  prerequisites: Expression | undefined;
  /** Where the current action starts in the lexer's input. */
  actionStart = 0;
  /** How many braces are open around the current action. */
  depth = 0;
  /** Which fields may be written here. */
  scope: number = WRITE_DEFAULT;

  constructor(text: string, context: ActionContext, readList: ListParser) {
    this.context = context;
    this.readList = readList;
    this.lexer = new Lexer(text);
    this.lexer.get();
  }

  /** Goes on at an offset into the whole text, without the failure. */
  restart(text: string, offset: number): void {
    this.base = offset;
    this.lexer = new Lexer(text.slice(offset));
    this.lexer.get();
  }

  /** Where the current token starts in the whole text. */
  get offset(): number {
    return this.base + this.lexer.token.start;
  }

  /** The packet must fit a predicate: `ip`. */
  require(predicate: string): void {
    this.prerequisites = combine('and', this.prerequisites, this.predicate(predicate));
  }

  private predicate(name: string): Expression | undefined {
    const { symbols } = this.context;
    let known = predicates.get(symbols);
    if (known === undefined) {
      known = new Map();
      predicates.set(symbols, known);
    }
    let expression = known.get(name);
    if (expression === undefined) {
      expression = parseExpression(name, { symbols }).value;
      if (expression !== undefined) known.set(name, expression);
    }
    return expression;
  }

  /** A field that may be written to, if its own type says so; what it requires is required. */
  anyField(): FieldReference | undefined {
    const parsed = parseLvalueField(this.lexer, this.context.symbols);
    if (parsed === undefined) return undefined;
    this.prerequisites = combine('and', this.prerequisites, parsed.prerequisites);
    return parsed.field;
  }

  /** A field of a width (0: a string field) that is only read. */
  field(width: number): FieldReference | undefined {
    const { start } = this.lexer.token;
    const field = this.anyField();
    return field !== undefined && this.check(field, width, false, start) ? field : undefined;
  }

  /**
   * Whether a field has a width and, if it must be, is writable here; otherwise that is an error from where the field
   * starts on. Most often that is where the action does.
   */
  check(field: FieldReference, width: number, writable: boolean, start = this.actionStart): boolean {
    const problem = checkFieldType(field, width, writable, this.scope);
    if (problem !== undefined) this.lexer.error(problem, start);
    return problem === undefined;
  }

  /** Fields between parentheses, one of each width. */
  fields(widths: readonly number[]): readonly FieldReference[] | undefined {
    const { lexer } = this;
    lexer.forceMatch('(');
    return this.remainingFields(widths);
  }

  /** The same after the parenthesis. */
  remainingFields(widths: readonly number[]): readonly FieldReference[] | undefined {
    const fields: FieldReference[] = [];
    for (const [index, width] of widths.entries()) {
      if (index > 0) this.lexer.forceMatch(',');
      const field = this.field(width);
      if (field === undefined) return undefined;
      fields.push(field);
    }
    this.lexer.forceMatch(')');
    return fields;
  }

  /** A decimal number of 16 bits. */
  uint16(what: string): number | undefined {
    const { lexer } = this;
    if (lexer.isInt() && lexer.token.value <= 0xffffn) return lexer.getInt();
    lexer.syntaxError(`expecting ${what}`);
    return undefined;
  }

  /** The string that the current token is, after which it goes on. */
  string(): string | undefined {
    const { type, text } = this.lexer.token;
    if (type !== 'string') return undefined;
    this.lexer.get();
    return text;
  }

  /** The address that the current token is; it stays. */
  address(): Address | undefined {
    const { type, format, value } = this.lexer.token;
    if (type !== 'integer' || (format !== 'ipv4' && format !== 'ipv6')) return undefined;
    return { family: format === 'ipv4' ? 4 : 6, value };
  }

  /** An identifier out of several, after which it goes on. */
  oneOf<Word extends string>(words: readonly Word[]): Word | undefined {
    return words.find((word) => this.lexer.matchId(word));
  }

  /** `true` or `false`, in quotes or not. */
  boolean(): boolean | undefined {
    const { lexer } = this;
    for (const word of ['true', 'false']) {
      if (lexer.matchString(word) || lexer.matchId(word)) return word === 'true';
    }
    lexer.syntaxError('expecting true or false');
    return undefined;
  }

  /** Repeats up to a closing token, with commas that may be left out; false after an error. */
  each(close: BareType, read: () => unknown): boolean {
    const { lexer } = this;
    while (!lexer.match(close)) {
      read();
      if (lexer.failure !== undefined) return false;
      lexer.match(',');
    }
    return true;
  }

  skip(tokens: number): void {
    for (let count = 0; count < tokens; count++) this.lexer.get();
  }

  /**
   * The table after this one. (In the last table OVN refuses what needs a next one, but counts the last table's number
   * one too high, so that it never does for a flow that northd makes.)
   */
  nextTable(word: string): number | undefined {
    const { table, tables, pipeline } = this.context;
    if (table < tables[pipeline]) return table + 1;
    this.lexer.error(`"${word}" action not allowed in last table.`);
    return undefined;
  }
}
