import { describe, expect, it } from 'vitest';
import { known } from '../../src/model/known.ts';

describe('known', () => {
  it.each([
    ['drop', 'drops'],
    ['allow', undefined],
    [undefined, undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
    ['toString', undefined],
  ])('%s => %s', (word, meaning) => {
    expect(known({ drop: 'drops' }, word)).toBe(meaning);
  });
});
