/**
 * How long to wait before the next round of attempts: 1 s, doubled up to 8 s, each with jitter, so that a
 * thousand clients do not come back to a restarted server in the same instant. Only a completed read counts as
 * success: a server that accepts and then dies in the reply must not be hammered.
 */
export class Backoff {
  private readonly random: () => number;
  private readonly first: number;
  private readonly longest: number;
  private next: number;

  constructor(random: () => number = Math.random, first = 1000, longest = 8000) {
    this.random = random;
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** Milliseconds to wait now: between half of the step and the whole of it. */
  step(): number {
    const step = this.next;
    this.next = Math.min(step * 2, this.longest);
    return step / 2 + (this.random() * step) / 2;
  }

  reset(): void {
    this.next = this.first;
  }
}
