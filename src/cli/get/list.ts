/** `get` without a kind: which kinds there are, by database, with the shortest word for each. */
import type { Kind } from '../../model/index.ts';
import { alignColumns } from '../show/columns.ts';
import type { Style } from '../show/style.ts';

export const listKinds = (kinds: readonly Kind[], style: Style, width: number | undefined): string => {
  const databases = [...new Set(kinds.map(({ database }) => database))];
  const blocks = databases.map((database) => {
    const lines = kinds
      .filter((kind) => kind.database === database)
      .map(({ name, words, summary }) => ({
        cells: [
          [{ text: name, paint: style.name }],
          [{ text: shortest(name, words), paint: style.dim }],
          [{ text: summary }],
        ],
      }));
    return `${style.bold(database)}\n${alignColumns(lines, { indent: '  ', width }).join('\n')}\n`;
  });
  return blocks.join('\n');
};

/** Longer words save nobody any typing. */
const SHORT = 6;

const shortest = (name: string, words: readonly string[]): string => {
  const word = words.reduce((best, one) => (one.length < best.length ? one : best), name);
  return word.length <= SHORT && word !== name ? word : '';
};
