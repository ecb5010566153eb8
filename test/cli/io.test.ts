import { describe, expect, it } from 'vitest';
import { usesColor, type ColorChoice } from '../../src/cli/io.ts';

describe('usesColor', () => {
  it.each([
    ['auto', true, {}, true],
    ['auto', false, {}, false],
    ['auto', true, { NO_COLOR: '1' }, false],
    ['auto', true, { NO_COLOR: '' }, true],
    ['auto', true, { TERM: 'dumb' }, false],
    ['auto', false, { FORCE_COLOR: '1' }, true],
    ['auto', true, { FORCE_COLOR: '0' }, false],
    ['auto', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['always', false, { NO_COLOR: '1' }, true],
    ['never', true, { FORCE_COLOR: '1' }, false],
  ] as [ColorChoice, boolean, Record<string, string>, boolean][])(
    '--color=%s, terminal %s, %j => %s',
    (choice, terminal, env, expected) => {
      const output = { write: () => undefined, terminal, columns: undefined };
      expect(usesColor(output, env, choice)).toBe(expected);
    },
  );
});
