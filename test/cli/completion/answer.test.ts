import { describe, expect, it } from 'vitest';
import { answer, type Knowledge } from '../../../src/cli/completion/answer.ts';
import { contextOf } from '../../../src/cli/completion/context.ts';
import type { Command } from '../../../src/cli/command.ts';

const DESCRIBE: Command = {
  usage: 'describe <name>',
  summary: 'everything about one thing',
  positionals: [{ name: 'name', describe: 'thing', complete: 'thing' }],
  options: { output: { alias: 'o', choices: ['text', 'json'], describe: 'how' } },
  examples: [],
  load: () => Promise.reject(new Error('not to be run')),
};

const wordsFor = async (words: readonly string[], names: Iterable<string> = []): Promise<string[]> => {
  const knowledge: Knowledge = {
    commands: [DESCRIBE],
    isKind: (word) => Promise.resolve(word === 'port'),
    kinds: () => Promise.resolve([{ word: 'ports', describe: 'logical switch ports' }]),
    names: () => Promise.resolve(names),
  };
  const given = await answer(contextOf([DESCRIBE], words.slice(0, -1), words.at(-1) ?? ''), knowledge);
  return given.kind === 'words' ? given.candidates.map(({ word }) => word) : [given.kind];
};

describe('names from a network', () => {
  it.each([
    ['plain', true],
    ['a b', true],
    ['$(touch x)', true],
    ['`touch x`', true],
    [`"quoted' \\`, true],
    ['名前', true],
    ['two\nlines', false],
    ['tab\there', false],
    ['\u001b[31mred', false],
    ['nul\u0000', false],
    ['\u009b31m', false],
    ['right\u202eto left', false],
    ['in\u200bvisible', false],
    ['half \ud800', false],
    ['line\u2028separator', false],
    ['-rf', false],
    ['', false],
    ['x'.repeat(65_536), false],
  ])('%j => offered: %j', async (name, offered) => {
    expect(await wordsFor(['describe', ''], [name])).toEqual(offered ? [name] : []);
  });

  it('that look like options come after -- only', async () => {
    expect(await wordsFor(['describe', '--', '-r'], ['-rf', 'rf'])).toEqual(['-rf']);
  });

  it('may follow a kind', async () => {
    expect(await wordsFor(['describe', 'port/w'], ['web', 'db'])).toEqual(['port/web']);
    expect(await wordsFor(['describe', 'default/w'], ['default/web', 'web'])).toEqual(['default/web']);
  });

  it('come once each, the first 500 of those that fit', async () => {
    const names = Array.from({ length: 2000 }, (_, i) => `${i % 2 === 0 ? 'a' : 'b'}-${i >> 1}`);
    const found = await wordsFor(['describe', 'b'], [...names, ...names]);
    expect(found.length).toBe(500);
    expect(new Set(found).size).toBe(500);
    expect(found.every((name) => name.startsWith('b'))).toBe(true);
  });
});

describe('options', () => {
  it('that were given are not offered again, unless they may be', async () => {
    const offered = await wordsFor(['describe', '--color', 'never', '--from', 'x', '-']);
    expect(offered).not.toContain('--color');
    expect(offered).toContain('--from');
    expect(offered).toContain('--output');
    expect(offered).toContain('--help');
  });

  it('have values that are offered with them', async () => {
    expect(await wordsFor(['describe', '--output=j'])).toEqual(['--output=json']);
    expect(await wordsFor(['describe', '-o', 'j'])).toEqual(['json']);
    expect(await wordsFor(['describe', '--from', ''])).toEqual(['file']);
  });
});
