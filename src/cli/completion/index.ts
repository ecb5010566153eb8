/**
 * The answer to a shell that asks what can stand at the cursor:
 *
 *     ovnscope __complete bash LINE BREAKS             the line up to the cursor, and COMP_WORDBREAKS
 *     ovnscope __complete zsh|fish -- WORD… CURRENT    unquoted words, the program's name first
 *
 * First a line that says what follows, then a candidate a line:
 *
 *     words [raw]     candidates; `raw`: inside of quotes, to be put there as they are
 *     file, directory the shell knows better
 *
 * For bash a candidate is what readline puts behind the part that it keeps; for the others the whole word, and its
 * description after a tab. Never an error: nobody can read one while typing.
 */
import { commands } from '../commands/table.ts';
import type { Io } from '../io.ts';
import { answer, type Answer, type Knowledge } from './answer.ts';
import { contextOf } from './context.ts';
import { splitLine, type Line } from './line.ts';

export const complete = async (argv: readonly string[], io: Io): Promise<0> => {
  const [shell, ...rest] = argv;
  const knowledge: Knowledge = {
    commands,
    isKind: async (word) => (await import('./names.ts')).isKind(word),
    kinds: async () => (await import('./names.ts')).kindWords(),
    names: async (context, kind) => {
      try {
        return await (await import('./names.ts')).namesOnLine(context, kind, io);
      } catch {
        return [];
      }
    },
  };
  if (shell === 'bash') {
    const line = splitLine(rest[0] ?? '', rest[1] ?? '');
    const context = contextOf(commands, line.words.slice(1), line.current);
    io.out.write(forBash(await answer(context, knowledge), line));
  } else {
    const words = rest[0] === '--' ? rest.slice(1) : rest;
    const context = contextOf(commands, words.slice(1, -1), words.at(-1) ?? '');
    io.out.write(forOthers(await answer(context, knowledge), shell));
  }
  return 0;
};

const forBash = (given: Answer, { kept, quote }: Line): string => {
  if (given.kind !== 'words') return `${given.kind}\n`;
  const lines = given.candidates
    .filter(({ word }) => word.startsWith(kept) && word !== kept && isPlainIn(quote, word))
    .map(({ word }) => word.slice(kept.length));
  return [quote === '' ? 'words' : 'words raw', ...lines, ''].join('\n');
};

/** Whether the word means itself between such quotes: `!` is history even between double ones. */
const isPlainIn = (quote: Line['quote'], word: string): boolean =>
  quote === '' || !(quote === "'" ? /'/ : /["$`\\!]/).test(word);

const forOthers = (given: Answer, shell: string | undefined): string => {
  if (given.kind !== 'words') return `${given.kind}\n`;
  const lines = given.candidates
    // fish leaves a leading `~` as it is, and expands it when the line is run.
    .filter(({ word }) => shell !== 'fish' || !word.startsWith('~'))
    .map(({ word, describe }) => (describe === undefined ? word : `${word}\t${describe}`));
  return ['words', ...lines, ''].join('\n');
};
