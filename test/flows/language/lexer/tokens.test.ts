import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatToken, formatTokens, Lexer, type Token } from '../../../../src/flows/language/index.ts';
import { lexerVectors } from '../vectors.ts';

const tokens = (input: string): readonly Token[] => {
  const lexer = new Lexer(input);
  const all: Token[] = [];
  while (lexer.get() !== 'end') all.push(lexer.token);
  return all;
};

/** Type, text or value, and the input that the token is made of. */
const told = (input: string): readonly string[] =>
  tokens(input).map(({ type, text, value, start, end }) => {
    const content = type === 'integer' || type === 'masked' ? `0x${value.toString(16)}` : text;
    return `${type} ${content} <- ${input.slice(start, end)}`;
  });

describe('tokens', () => {
  it.each(lexerVectors)('OVN: $input', ({ input, tokens: expected }) => {
    expect(formatTokens(input)).toBe(expected);
  });

  it('know where they stand', () => {
    expect(told('  ip4.src == 10.0.0.0/8 // all of it')).toEqual([
      'id ip4.src <- ip4.src',
      '==  <- ==',
      'masked 0xa000000 <- 10.0.0.0/8',
    ]);
    expect(told('{$set, @group, ^variable, "a\\"b"}').filter((each) => !each.startsWith(','))).toEqual([
      '{  <- {',
      'macro set <- $set',
      'port-group group <- @group',
      'template variable <- ^variable',
      'string a"b <- "a\\"b"',
      '}  <- }',
    ]);
  });

  it.each([
    // Numbers
    ['0x00000000000000000000000000000000001', '0x1'],
    ['18446744073709551615', '18446744073709551615'],
    ['18446744073709551616', 'error("Decimal constants must be less than 2**64.")'],
    ['010', 'error("Decimal constants must not have leading zeros.")'],
    [`0x${'f'.repeat(256)}`, `0x${'f'.repeat(256)}`],
    [`0x1${'f'.repeat(256)}`, 'error("Hexadecimal constant requires more than 1024 bits.")'],
    // Addresses
    ['1.2.3.4:80', '1.2.3.4 : 80'],
    ['1..2', '1 .. 2'],
    ['256.0.0.1', 'error("Invalid numeric constant.")'],
    ['01.2.3.4', 'error("Invalid numeric constant.")'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1::2::3', 'error("Invalid numeric constant.")'],
    ['12345::', 'error("Invalid numeric constant.")'],
    ['AA:bb:CC:dd:EE:ff', 'aa:bb:cc:dd:ee:ff'],
    // Masks
    ['10.1.2.3/255.0.0.0', '10.0.0.0/8'],
    ['10.1.2.3/0.0.0.255', '0.0.0.3/0.0.0.255'],
    ['10.1.2.3/33', 'error("Value and mask have incompatible formats.")'],
    ['fe80::1/10', 'fe80::/10'],
    ['0/0x10', '0/0x10'],
    ['1/0x10', 'error("Value and mask have incompatible formats.")'],
    // Comments
    ['a /* b */ c // d', 'a c'],
    ['a /* b', 'a error("`/*\' without matching `*/\'.")'],
    // Names: addresses may start like them
    ['bad', 'bad'],
    ['bad:', 'error("Invalid numeric constant.")'],
    ['fe80.x', 'fe80.x'],
    // Characters that mean nothing; OVN tells of each byte
    ['a # b', 'a error("Invalid character `#\' in input.") b'],
    ['é', 'error("Invalid byte 0x-61 in input.") error("Invalid byte 0x-87 in input.")'],
    ['\u0001', 'error("Invalid byte 0x1 in input.")'],
    // Strings
    ['"\\ud83d\\ude00"', '"😀"'],
    ['"\\ud83d!"', 'error("malformed escaped surrogate pair")'],
    ['"\\u000"', 'error("quoted string ends within \\\\u escape")'],
    ['"\\u0000"', 'error("null bytes not supported in quoted strings")'],
    ['"\\q"', 'error("bad escape \\\\q")'],
  ])('%s => %s', (input, expected) => {
    expect(formatTokens(input)).toBe(expected);
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    'ip4',
    'a',
    'f',
    '.',
    '..',
    ':',
    '::',
    '/',
    '"',
    '\\',
    '$',
    '@',
    '^',
    '<',
    '->',
    '-',
    '!',
    '=',
  ),
  fc.constantFrom(
    '10.0.0.1',
    'fe80::1',
    '00:11:22:33:44:55',
    '0x',
    '0x1f',
    '/24',
    '//',
    '/*',
    '*/',
    '\n',
    'é',
    '😀',
  ),
  fc.ipV6(),
  fc.ipV4(),
  fc.nat().map(String),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

describe('laws', () => {
  it('whatever the text is, its tokens cover it from left to right', () => {
    fc.assert(
      fc.property(text, (input) => {
        let last = 0;
        for (const { start, end } of tokens(input)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThanOrEqual(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(input.length);
      }),
    );
  });

  it('a token that is written back is read as the same', () => {
    fc.assert(
      fc.property(text, (input) => {
        for (const token of tokens(input).filter(({ type }) => type !== 'error')) {
          const [again, ...others] = tokens(formatToken(token));
          expect(others).toEqual([]);
          expect(again).toMatchObject({
            type: token.type,
            text: token.text,
            value: token.value,
            mask: token.mask,
          });
        }
      }),
    );
  });
});
