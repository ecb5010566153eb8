/** Who waits until conditions are confirmed. Nobody waits for ever: the end of the replica ends all waiting. */
import type { OvnscopeError } from '../../text/index.ts';

interface Waiter {
  readonly tables: readonly string[];
  readonly resolve: () => void;
  readonly reject: (error: OvnscopeError) => void;
}

export class Waiting {
  private waiters: Waiter[] = [];

  for(tables: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => this.waiters.push({ tables, resolve, reject }));
  }

  /** All that is wanted is here. */
  done(): void {
    for (const { resolve } of this.take(() => true)) resolve();
  }

  /** The server does not take the conditions of these tables. */
  refused(tables: readonly string[], error: OvnscopeError): void {
    for (const { reject } of this.take((waiter) => waiter.tables.some((name) => tables.includes(name)))) {
      reject(error);
    }
  }

  end(error: OvnscopeError): void {
    for (const { reject } of this.take(() => true)) reject(error);
  }

  private take(chosen: (waiter: Waiter) => boolean): Waiter[] {
    const taken = this.waiters.filter(chosen);
    this.waiters = this.waiters.filter((waiter) => !taken.includes(waiter));
    return taken;
  }
}
