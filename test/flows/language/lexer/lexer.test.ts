import { describe, expect, it } from 'vitest';
import { Lexer } from '../../../../src/flows/language/index.ts';

const start = (input: string): Lexer => {
  const lexer = new Lexer(input);
  lexer.get();
  return lexer;
};

describe('Lexer', () => {
  it('goes on where a token fits, and stays where it does not', () => {
    const lexer = start('next(table=5);');
    expect(lexer.matchId('drop')).toBe(false);
    expect(lexer.matchId('next')).toBe(true);
    expect(lexer.lookahead()).toBe('id');
    expect(lexer.match('(')).toBe(true);
    lexer.get();
    expect(lexer.match('=')).toBe(true);
    expect(lexer.getInt()).toBe(5);
    expect([lexer.match(')'), lexer.match(';'), lexer.forceEnd()]).toEqual([true, true, true]);
    expect(lexer.failure).toBeUndefined();
  });

  it.each([
    ['2147483647', 2147483647],
    ['2147483648', undefined],
    ['0x5', undefined],
    ['5/1', undefined],
  ])('%s as a small integer: %s', (input, value) => {
    expect(start(input).getInt()).toBe(value);
  });

  it('tells what stands there and what should', () => {
    const lexer = start('a   "b c" ]');
    lexer.get();
    lexer.forceMatch('(');
    expect(lexer.failure).toEqual({
      message: 'Syntax error at `"b c"\' expecting `(\'.',
      start: 4,
      end: 9,
    });
  });

  it('tells of the end of the input', () => {
    const lexer = start('a ');
    lexer.get();
    lexer.forceInt();
    expect(lexer.failure).toEqual({
      message: 'Syntax error at end of input expecting small integer.',
      start: 2,
      end: 2,
    });
  });

  it('keeps the first error', () => {
    const lexer = start('a b');
    lexer.error('first');
    lexer.get();
    lexer.syntaxError('expecting more');
    expect(lexer.failure).toEqual({ message: 'first', start: 0, end: 1 });
  });

  it('tells of a token that is an error instead of what it spoils', () => {
    const lexer = start('a & b');
    lexer.get();
    lexer.syntaxError('expecting end of input');
    expect(lexer.failure).toEqual({ message: "`&' is only valid as part of `&&'.", start: 2, end: 3 });
  });
});
