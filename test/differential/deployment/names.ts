/** Names as people and cloud systems give them, some of which are awkward to quote. */
import { uuid } from '../../lab/scenarios/rows.ts';
import type { Random } from '../random.ts';

const forms: readonly (readonly [number, (word: string) => string])[] = [
  [8, (word) => word],
  [2, (word) => word.replace(/(\d)/, '-$1')],
  [1, (word) => word.replace(/(\d)/, '.$1')],
  [1, (word) => word.replace(/(\d)/, ' $1')],
  [1, (word) => `"${word}"`],
  [1, (word) => word.replace(/(\d)/, '\\$1')],
  [1, (word) => `${word}_é`],
  [3, (word) => uuid(word)],
  [2, (word) => `${word}-${uuid(word)}`],
];

/** `word` says what it is and ends in a number. */
export const awkward = (random: Random, word: string): string => random.weighted(forms)(word);

/** A name that a match can refer to with `$` or `@`: only letters, digits, dots and underscores. */
export const identifier = (random: Random, word: string): string =>
  random.weighted([
    [4, word],
    [1, `${word}.x`],
    [2, `${word}_${uuid(word).replaceAll('-', '_')}`],
  ]);
