/** What a table of words has for a word that a database gives: `constructor` and `__proto__` are such words as well. */
export const known = <V>(table: Readonly<Record<string, V>>, word: string | undefined): V | undefined =>
  word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
