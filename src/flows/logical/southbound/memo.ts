/**
 * Remembers only what was found with nothing missing: of a database that is read piece by piece, the same deployment
 * goes on when more rows have come.
 */

/** Who tells how often something was missing so far (`Lookup.missing`). */
export interface Source {
  readonly missing: number;
}

export class Memo<T> {
  private held: { readonly value: T } | undefined;

  /** What is remembered: for hot paths, which make no function to compute it while it is there. */
  get known(): T | undefined {
    return this.held?.value;
  }

  get(source: Source, compute: () => T): T {
    if (this.held !== undefined) return this.held.value;
    const before = source.missing;
    const value = compute();
    if (source.missing === before) this.held = { value };
    return value;
  }
}

export class MemoMap<K, T> {
  private readonly held = new Map<K, T>();

  get(source: Source, key: K, compute: () => T): T {
    const known = this.held.get(key);
    if (known !== undefined || this.held.has(key)) return known as T;
    const before = source.missing;
    const value = compute();
    if (source.missing === before) this.held.set(key, value);
    return value;
  }
}
