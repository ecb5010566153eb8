/** A word that stands for no kind: what was probably meant. */
import { isKindWord, kinds, nearest, type Kind } from '../model/index.ts';
import { excerpt, OvnscopeError } from '../text/index.ts';

/** At most 3, the nearest first. */
export const nearestKinds = (word: string, among: readonly Kind[] = kinds): readonly string[] =>
  nearest(
    word,
    among.flatMap(({ name, words }) => [name, ...words]),
    3,
  );

export const unknownKind = (word: string, among: readonly Kind[] = kinds): OvnscopeError => {
  const meant = nearestKinds(word, among)
    .map((one) => `"${one}"`)
    .join(' or ');
  return new OvnscopeError('usage', `no kind "${excerpt(word)}"`, {
    hint: `${meant === '' ? '' : `${meant}? `}ovnscope get --list names all kinds`,
  });
};

/** Throws `OvnscopeError` of kind `usage` where no kind goes by that word. */
export const checkKind = (word: string | undefined): void => {
  if (word !== undefined && !isKindWord(word)) throw unknownKind(word);
};
