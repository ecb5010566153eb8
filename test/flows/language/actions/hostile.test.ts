import { describe, expect, it } from 'vitest';
import { actionsOf, errorOf, formatted } from './read.ts';

const DEEP = 20_000;

describe('hostile actions', () => {
  it('nest no deeper than OVN allows', () => {
    const nest = (depth: number): string => `${'clone { '.repeat(depth)}output;${' };'.repeat(depth)}`;
    expect(formatted(nest(31))).toBe(nest(31));
    for (const depth of [32, DEEP]) {
      expect(errorOf(nest(depth))?.message).toBe('maximum depth of nested actions reached');
    }
  });

  it.each([
    'clone {',
    'clone { foo;',
    'foo( ;',
    'foo;',
    '}',
    '{',
    ')',
    '"',
    '\u0000',
    'é',
    'reg0 = 1;',
    'reg0[0] = select(',
    'ct_lb_mark(backends=1.2.3.4; ',
    'log(name="x", ',
    'ct_commit { reg0 = {',
    '1.2.3.4/',
  ])('%j again and again is read in a time that grows with its length', (part) => {
    const text = part.repeat(Math.ceil(100_000 / part.length));
    errorOf(text);
    expect(actionsOf(text, { lenient: true })).toBeDefined();
  });

  it('keeps names that JavaScript gives a meaning', () => {
    for (const word of ['constructor', '__proto__', 'toString']) {
      expect(errorOf(`${word};`)?.message).toBe(`Syntax error at \`${word}' expecting action.`);
      expect(errorOf(`reg0[0] = ${word}();`)?.message).toBe(
        `Syntax error at \`${word}' expecting field name.`,
      );
    }
  });
});
