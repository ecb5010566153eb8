import { describe, expect, it } from 'vitest';
import { examplesOf, matches } from './console.ts';

describe('examplesOf', () => {
  it('reads commands and what follows them', () => {
    const text = 'a\n```console\n$ one\nx\n\n$ two\n```\n```sh\n$ not run\n```\n';
    expect(examplesOf('a.md', text)).toEqual([
      { file: 'a.md', line: 3, command: 'one', expected: ['x'] },
      { file: 'a.md', line: 6, command: 'two', expected: [] },
    ]);
  });
});

describe('matches', () => {
  it.each([
    [['a'], ['a'], true],
    [['a'], ['a', 'b'], false],
    [['a', '…'], ['a', 'b', 'c'], true],
    [['…', 'c'], ['a', 'b', 'c'], true],
    [['a', '…', 'c'], ['a', 'c'], true],
    [['a', '…', 'c'], ['a', 'b'], false],
    [[], [], true],
  ])('%j ~ %j => %s', (expected, actual, result) => {
    expect(matches(expected, actual)).toBe(result);
  });
});
