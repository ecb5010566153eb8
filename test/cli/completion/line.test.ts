import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLine } from '../../../src/cli/completion/line.ts';

/** What bash 5 has by itself. */
const BREAKS = ' \t\n"\'@><=;|&(:';

describe('a line that is being typed', () => {
  it.each([
    ['ovnscope ', ['ovnscope'], '', '', ''],
    ['ovnscope sh', ['ovnscope'], 'sh', '', ''],
    ['ovnscope describe a\\ b', ['ovnscope', 'describe'], 'a b', '', ''],
    ['ovnscope describe "a b', ['ovnscope', 'describe'], 'a b', '', '"'],
    ["ovnscope describe 'a b", ['ovnscope', 'describe'], 'a b', '', "'"],
    ['ovnscope describe "a \\"$x\\q', ['ovnscope', 'describe'], 'a "$x\\q', '', '"'],
    ['ovnscope describe a"b c"d', ['ovnscope', 'describe'], 'ab cd', 'ab c', ''],
    ['ovnscope --from "my files" sh', ['ovnscope', '--from', 'my files'], 'sh', '', ''],
    ["ovnscope --from '' sh", ['ovnscope', '--from', ''], 'sh', '', ''],
    ['ovnscope --color=al', ['ovnscope'], '--color=al', '--color=', ''],
    ['ovnscope get k8s:pod@no', ['ovnscope', 'get'], 'k8s:pod@no', 'k8s:pod@', ''],
    ['ovnscope get k8s\\:po', ['ovnscope', 'get'], 'k8s:po', '', ''],
    ['ovnscope get "k8s:po', ['ovnscope', 'get'], 'k8s:po', '', '"'],
    ['ovnscope get $(touch x)', ['ovnscope', 'get', '$(touch'], 'x)', '', ''],
    ['ovnscope get a\\', ['ovnscope', 'get'], 'a', '', ''],
    ['', [], '', '', ''],
  ] as const)('%j => words %j, current %j, kept %j, quote %j', (line, words, current, kept, quote) => {
    expect(splitLine(line, BREAKS)).toEqual({ words, current, kept, quote });
  });

  it('gives back words that were quoted', () => {
    const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        const line = words.map((word) => `${quoted(word)} `).join('');
        expect(splitLine(line, BREAKS).words).toEqual(words);
      }),
    );
  });

  it('keeps a beginning of the word, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: fc.constantFrom(...BREAKS) }), (line, breaks) => {
        const { current, kept } = splitLine(line, breaks);
        expect(current.startsWith(kept)).toBe(true);
      }),
    );
  });
});
