/**
 * The names nearest to what was typed, by the distance of Damerau and Levenshtein (optimal string alignment):
 * letters left out, added, changed, or two neighbours swapped count one each. Case does not count.
 */
import { naturalCompare } from '../natural.ts';

/** Longer names were not typed by a person; longer text is no typing error. */
const LONGEST = 200;

/** The distance, or `limit + 1` for anything beyond `limit`. */
export const distance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
      if (cost < best) best = cost;
    }
    if (best > limit) return limit + 1;
    [before, row] = [row, next];
  }
  return row[b.length] ?? limit + 1;
};

/** At most `limit` of the names, the nearest first; none that differs in more than a third of its letters. */
export const nearest = (text: string, names: Iterable<string>, limit: number): readonly string[] => {
  const typed = text.toLowerCase();
  if (typed === '' || typed.length > LONGEST) return [];
  const worst = Math.max(1, Math.ceil(typed.length / 3));
  const found = new Map<string, number>();
  for (const name of names) {
    if (name.length > LONGEST || found.has(name)) continue;
    const far = distance(typed, name.toLowerCase(), worst);
    if (far <= worst) found.set(name, far);
  }
  return [...found]
    .sort(([a, x], [b, y]) => x - y || naturalCompare(a, b))
    .slice(0, limit)
    .map(([name]) => name);
};
