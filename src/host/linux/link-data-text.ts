/** Attributes of a kind of device in the plain text of `ip -d link`, under the keys and in the types of `ip -j -d link`. */
import type { Attributes, Json } from '../types.ts';
import { GRAMMARS, typed } from './link-grammars.ts';

/** No attribute takes more words; a hostile line costs no more than its length. */
const LONGEST = 256;

const merged = (into: Record<string, Json>, added: Attributes): void => {
  for (const [key, value] of Object.entries(added)) {
    const known = into[key];
    const nested = key === 'ad_info' && typeof known === 'object' && typeof value === 'object';
    into[key] = nested ? { ...(known as Attributes), ...(value as Attributes) } : value;
  }
};

/** The attributes in `words`; undefined for a kind whose text is not understood. */
export const attributesOfText = (kind: string, words: readonly string[]): Attributes | undefined => {
  const grammar = GRAMMARS.get(kind);
  if (grammar === undefined) return words.length === 0 ? {} : undefined;
  const { names = {}, booleans, texts, words: alone = {}, special = {}, first } = grammar;
  const attributes: Record<string, Json> = {};
  let index = 0;
  if (first !== undefined && words[0] !== undefined) {
    attributes[first] = words[0];
    index = 1;
  }
  while (index < words.length) {
    const word = words[index] ?? '';
    const own = Object.hasOwn(alone, word) ? alone[word] : undefined;
    const read = Object.hasOwn(special, word) ? special[word] : undefined;
    if (own !== undefined) {
      merged(attributes, { [own[0]]: own[1] });
      index += 1;
    } else if (read !== undefined) {
      const [added, taken] = read(words.slice(index, index + LONGEST));
      merged(attributes, added);
      index += taken;
    } else if (word.startsWith('<')) {
      merged(attributes, { flags: typed(word) });
      index += 1;
    } else {
      const value = words[index + 1] ?? '';
      const name = Object.hasOwn(names, word) ? (names[word] ?? word) : word;
      const isBoolean = booleans?.has(word) === true && (value === 'on' || value === 'off');
      merged(attributes, {
        [name]: isBoolean ? value === 'on' : texts?.has(word) === true ? value : typed(value),
      });
      index += 2;
    }
  }
  return attributes;
};
