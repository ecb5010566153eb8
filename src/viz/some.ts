/** The first of many; what is left is a count. A single one that is left takes no more room than "1 more" would. */
export interface Some<T> {
  readonly shown: readonly T[];
  /** How many there are besides: none, or at least two. */
  readonly left: number;
}

export const someOf = <T>(all: readonly T[], most: number): Some<T> => {
  const shown = all.length <= most + 1 ? all : all.slice(0, Math.max(0, most));
  return { shown, left: all.length - shown.length };
};

/** With the words for what is left as the last of them. */
export const withMore = <T>(all: readonly T[], most: number, more: (left: number) => T): readonly T[] => {
  const { shown, left } = someOf(all, most);
  return left === 0 ? shown : [...shown, more(left)];
};

/** Items of a section. Without a title and with nothing listed it is not there: a fact has the count. */
export const someItems = <T>(section: {
  readonly title: string | undefined;
  readonly items: readonly T[];
  readonly listed: number;
}): Some<T> | undefined => {
  const { title, items, listed } = section;
  if (title === undefined && (listed === 0 || items.length === 0)) return undefined;
  return someOf(items, listed);
};
