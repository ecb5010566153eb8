/** Computes on the first call and remembers: the model's indexes are made when somebody asks for them. */
export const once = <T>(compute: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: compute() }).value;
};

/** Things by key, in the order in which they came. */
export const groupBy = <T, K>(items: Iterable<T>, keyOf: (item: T) => K | undefined): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
};
