import type { Diagnostic } from '../diagnostic.ts';
import { formatToken } from './format.ts';
import { scanToken } from './scan.ts';
import type { BareType, Token, TokenType } from './token.ts';

const LARGEST_INT = 0x7fffffffn;

/**
 * A text as tokens, one after the other, and the first error that anybody who reads them finds.
 *
 * The first token has to be fetched with get(). Later errors are dropped: they are most often the first one's echo.
 */
export class Lexer {
  readonly input: string;
  /** The current token; before the first get() an end. */
  token: Token = { type: 'end', text: '', format: 'decimal', value: 0n, mask: 0n, start: 0, end: 0 };
  #failure: Diagnostic | undefined;
  #ahead: Token | undefined;
  #byte = 0;
  /** Where the token before the current one ends. */
  #read = 0;

  constructor(input: string) {
    this.input = input;
  }

  get failure(): Diagnostic | undefined {
    return this.#failure;
  }

  /** Goes to the next token and gives its type. */
  get(): TokenType {
    this.#read = this.token.end;
    this.token = this.#peek();
    this.#ahead = undefined;
    this.#byte = this.token.type === 'error' && this.token.start === this.token.end ? this.#byte + 1 : 0;
    return this.token.type;
  }

  /** The type of the token after the current one. */
  lookahead(): TokenType {
    return this.#peek().type;
  }

  #peek(): Token {
    return (this.#ahead ??= scanToken(this.input, this.token.end, this.#byte));
  }

  /** Goes on if the current token has the type. */
  match(type: TokenType): boolean {
    if (this.token.type !== type) return false;
    this.get();
    return true;
  }

  /** Goes on if the current token has the type; otherwise that is an error. */
  forceMatch(type: BareType | 'end'): boolean {
    if (type === 'end') return this.forceEnd();
    if (this.match(type)) return true;
    this.syntaxError(`expecting \`${type}'`);
    return false;
  }

  /** Goes on if the current token is this identifier. */
  matchId(text: string): boolean {
    return this.#matchText('id', text);
  }

  /** Goes on if the current token is this string. */
  matchString(text: string): boolean {
    return this.#matchText('string', text);
  }

  #matchText(type: TokenType, text: string): boolean {
    if (this.token.type !== type || this.token.text !== text) return false;
    this.get();
    return true;
  }

  /** Whether the current token is a decimal number that fits in 31 bits. */
  isInt(): boolean {
    const { type, format, value } = this.token;
    return type === 'integer' && format === 'decimal' && value <= LARGEST_INT;
  }

  /** The number that the current token is, after which it goes on; undefined if it is none. */
  getInt(): number | undefined {
    if (!this.isInt()) return undefined;
    const value = Number(this.token.value);
    this.get();
    return value;
  }

  /** The same, where anything else is an error. */
  forceInt(): number | undefined {
    const value = this.getInt();
    if (value === undefined) this.syntaxError('expecting small integer');
    return value;
  }

  /** Anything but the end of the input is an error here. */
  forceEnd(): boolean {
    if (this.token.type === 'end') return true;
    this.syntaxError('expecting end of input');
    return false;
  }

  /**
   * Remembers an error at the current token, or with `from` in what was read from that offset on. If the current token
   * is itself an error, it is the one to tell.
   */
  error(message: string, from?: number): void {
    const { type, text, start, end } = this.token;
    if (type === 'error') this.#failure ??= { message: text, start, end };
    else if (from === undefined) this.#failure ??= { message, start, end };
    else this.#failure ??= { message, start: from, end: Math.max(from, this.#read) };
  }

  /** Remembers a syntax error: the current token, and what was expected in its place. */
  syntaxError(message?: string): void {
    const { type, start, end } = this.token;
    const place = type === 'end' ? ' at end of input' : ` at \`${this.input.slice(start, end)}'`;
    this.error(`Syntax error${place}${message === undefined ? '' : ` ${message}`}.`);
  }
}

/** All tokens of a text, its end left out, each as OVN writes it back. */
export const formatTokens = (input: string): string => {
  const lexer = new Lexer(input);
  const words: string[] = [];
  while (lexer.get() !== 'end') words.push(formatToken(lexer.token));
  return words.join(' ');
};
