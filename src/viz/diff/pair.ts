/** Which of two lists' things are the same, and both lists as one. Linear: every way to tell them is one map. */

/** What a thing is known by; `undefined` where it has nothing of the kind. */
export interface Key<T> {
  readonly of: (one: T, side: 'before' | 'after') => string | undefined;
  /** Tells only what no other thing left over on either side is known by. Other keys pair equals in their order. */
  readonly unique: boolean;
}

export interface Pairs<T> {
  readonly toAfter: ReadonlyMap<T, T>;
  readonly toBefore: ReadonlyMap<T, T>;
}

/** By the first key; what is left over by the next one. */
export const pairUp = <T>(before: readonly T[], after: readonly T[], keys: readonly Key<T>[]): Pairs<T> => {
  const [toAfter, toBefore] = [new Map<T, T>(), new Map<T, T>()];
  let [left, right] = [before, after];
  for (const { of, unique } of keys) {
    if (left.length === 0 || right.length === 0) break;
    const waiting = groups(right, (one) => of(one, 'after'));
    for (const [key, same] of groups(left, (one) => of(one, 'before'))) {
      const others = waiting.get(key);
      if (others === undefined || (unique && (same.length > 1 || others.length > 1))) continue;
      for (let i = 0; i < same.length && i < others.length; i++) {
        toAfter.set(same[i] as T, others[i] as T);
        toBefore.set(others[i] as T, same[i] as T);
      }
    }
    left = left.filter((one) => !toAfter.has(one));
    right = right.filter((one) => !toBefore.has(one));
  }
  return { toAfter, toBefore };
};

const groups = <T>(all: readonly T[], keyOf: (one: T) => string | undefined): Map<string, T[]> => {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const known = found.get(key);
    if (known === undefined) found.set(key, [one]);
    else known.push(one);
  }
  return found;
};

/** A thing of either list, or of both. */
export type Either<T> =
  | { readonly before: T; readonly after: T }
  | { readonly before: T; readonly after?: undefined }
  | { readonly before?: undefined; readonly after: T };

/** The order is `after`'s; what is gone stands behind its neighbour of `before`. */
export const merged = <T>(
  before: readonly T[],
  after: readonly T[],
  { toAfter, toBefore }: Pairs<T>,
): Either<T>[] => {
  const here = new Set(after);
  const gone = new Map<T | undefined, T[]>();
  let neighbour: T | undefined;
  for (const one of before) {
    const partner = toAfter.get(one);
    if (partner !== undefined) {
      if (here.has(partner)) neighbour = partner;
      continue;
    }
    const known = gone.get(neighbour);
    if (known === undefined) gone.set(neighbour, [one]);
    else known.push(one);
  }
  const all: Either<T>[] = (gone.get(undefined) ?? []).map((one) => ({ before: one }));
  for (const one of after) {
    const partner = toBefore.get(one);
    all.push(partner === undefined ? { after: one } : { before: partner, after: one });
    for (const lost of gone.get(one) ?? []) all.push({ before: lost });
  }
  return all;
};
