/** What actions need of expressions: fields and constants. */
import { describe, expect, it } from 'vitest';
import {
  checkFieldType,
  formatConstant,
  formatConstantSet,
  formatExpression,
  formatField,
  integerSet,
  Lexer,
  parseConstant,
  parseConstantSet,
  parseField,
  parseLvalueField,
  standardSymbols,
  WRITE_CT_COMMIT,
  WRITE_DEFAULT,
  type FieldReference,
} from '../../../../src/flows/language/index.ts';

const symbols = standardSymbols();

const start = (text: string): Lexer => {
  const lexer = new Lexer(text);
  lexer.get();
  return lexer;
};

const field = (text: string): FieldReference => parseField(start(text), symbols)!;

describe('fields', () => {
  it.each(['reg0', 'eth.src[40]', 'ip4.src[8..15]', 'inport'])('%s is written back', (text) => {
    expect(formatField(field(text))).toBe(text);
  });

  it.each([
    ['reg0', 32, WRITE_DEFAULT, undefined],
    ['reg0', 16, WRITE_DEFAULT, 'Cannot use 32-bit field reg0[0..31] where 16-bit field is required.'],
    ['reg0', 0, WRITE_DEFAULT, 'Cannot use numeric field reg0 where string field is required.'],
    ['inport', 32, WRITE_DEFAULT, 'Cannot use string field inport where numeric field is required.'],
    ['eth.type', 16, WRITE_DEFAULT, 'Field eth.type is not modifiable.'],
    ['ct_mark', 32, WRITE_DEFAULT, 'Field ct_mark is not modifiable.'],
    ['ct_mark', 32, WRITE_CT_COMMIT, undefined],
  ])('%s to be written with %i bits', (name, width, scope, problem) => {
    expect(checkFieldType(field(name), width, true, scope)).toBe(problem);
  });

  it.each([
    ['ip4.src', 'eth.type == 0x800'],
    ['vlan.vid', 'vlan.tci[12]'],
    ['reg0', undefined],
    ['ct.est', 'ct_state[5]'],
  ])('%s exists where %s', (name, expected) => {
    const found = parseLvalueField(start(name), symbols)!;
    expect(found.prerequisites && formatExpression(found.prerequisites)).toBe(expected);
  });

  it('cannot be a predicate where it is written', () => {
    const lexer = start('ip4 = 1');
    expect(parseLvalueField(lexer, symbols)).toBeUndefined();
    expect(lexer.failure).toEqual({
      message: 'Predicate symbol ip4 used where lvalue required.',
      start: 0,
      end: 3,
    });
  });
});

describe('constants', () => {
  it.each(['5', '0x5', '10.0.0.0/8', '::1', '"a"', '{1, 2}'])('%s is written back', (text) => {
    expect(formatConstantSet(parseConstantSet(start(text))!)).toBe(text);
  });

  it('may lack commas in a set', () => {
    expect(formatConstantSet(parseConstantSet(start('{1 2, 3}'))!)).toBe('{1, 2, 3}');
  });

  it('fit their field', () => {
    const lexer = start('256;');
    expect(parseConstant(lexer, field('ip.ttl'))).toBeUndefined();
    expect(lexer.failure?.message).toBe('9-bit constant is not compatible with 8-bit field ip.ttl.');
  });
});

describe('an address set', () => {
  it('is sorted by value, masked addresses first, without what is no address', () => {
    const texts = ['10.0.0.2', '10.0.0.0', 'nonsense', '10.0.0.0/8', '10.0.0.0/24', '9.9.9.9'];
    expect(integerSet(texts).map(formatConstant)).toEqual([
      '9.9.9.9',
      '10.0.0.0/8',
      '10.0.0.0/24',
      '10.0.0.0',
      '10.0.0.2',
    ]);
  });
});
