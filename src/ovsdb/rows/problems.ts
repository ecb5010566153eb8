/**
 * What could not be understood while reading, counted and named: a broken row never stops a look at the rest,
 * and never goes unmentioned.
 */
export interface Problem {
  /** `database:table:row:column` as far as it applies, or `file:offset`. */
  readonly where: string;
  readonly message: string;
}

/** Past this many, problems are only counted: a broken million rows must not fill the memory. */
const KEPT = 200;

export class Problems {
  private readonly kept: Problem[] = [];
  private total = 0;

  add(where: string, message: string): void {
    this.total++;
    if (this.kept.length < KEPT) this.kept.push({ where, message });
  }

  /** How many there were, kept or not. */
  get count(): number {
    return this.total;
  }

  get list(): readonly Problem[] {
    return this.kept;
  }
}
