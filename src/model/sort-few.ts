/** V8's sort makes two kilobytes of notes before it begins: too much for the groups of a port, of which there are thousands. */
const FEW = 8;

/** Sorts in place, stably, and gives the list. */
export const sortFew = <T>(items: T[], compare: (a: T, b: T) => number): readonly T[] => {
  if (items.length > FEW) return items.sort(compare);
  for (let i = 1; i < items.length; i++) {
    const item = items[i] as T;
    let at = i;
    for (; at > 0 && compare(items[at - 1] as T, item) > 0; at--) items[at] = items[at - 1] as T;
    items[at] = item;
  }
  return items;
};
