/**
 * Which rows are wanted of each table, and which the server has confirmed.
 *
 * The rows at hand answer to the acknowledged conditions, never to those still under way. A connection that is
 * lost with a change under way leaves it unknown which of the two the rows answer to: then, and only then, the
 * next read starts from nothing (`settled` says so).
 */
import { formatJson } from '../json/exact.ts';
import type { Json } from '../json/value.ts';
import { EVERY_ROW, tableSpecs, type Spec } from '../monitor/spec.ts';
import type { MonitorRequests, Where } from '../rpc/readonly.ts';

export class Conditions {
  private readonly wanted: Map<string, Where>;
  private acknowledged: Map<string, Where>;
  private underWay: Map<string, Where> | undefined;

  constructor(initial: ReadonlyMap<string, Where>) {
    this.wanted = new Map([...initial].map(([table, where]) => [table, orNone(where)]));
    this.acknowledged = new Map(this.wanted);
  }

  /** Of the tables of which a spec does not want every row. */
  static of(spec: Spec): Conditions {
    const given = Object.entries(tableSpecs(spec)).flatMap(([table, { where }]): [string, Where][] =>
      where === undefined ? [] : [[table, where]],
    );
    return new Conditions(new Map(given));
  }

  /** Returns whether anything is different from what was wanted before. */
  want(table: string, clauses: Where): boolean {
    const where = orNone(clauses);
    if (same(this.wanted.get(table), where)) return false;
    this.wanted.set(table, where);
    return true;
  }

  /** What the rows at hand answer to. */
  get current(): ReadonlyMap<string, Where> {
    return this.acknowledged;
  }

  /** Whether it is known what the rows at hand answer to. */
  get settled(): boolean {
    return this.underWay === undefined;
  }

  /** Whether the server has confirmed all that is wanted. */
  get satisfied(): boolean {
    return this.settled && this.pending().size === 0;
  }

  /** For a read that starts from nothing: everything wanted is asked for at once. */
  restart(): void {
    this.acknowledged = new Map(this.wanted);
    this.underWay = undefined;
  }

  /**
   * The change to send now, if there is one and none is under way. A table that is not monitored (an older
   * server's schema lacks it) has no rows whatever the condition: nothing is sent, and nothing waited for.
   */
  next(monitored: (table: string) => boolean): MonitorRequests | undefined {
    if (this.underWay !== undefined) return undefined;
    const pending = this.pending();
    for (const [table, where] of [...pending]) {
      if (monitored(table)) continue;
      this.acknowledged.set(table, where);
      pending.delete(table);
    }
    if (pending.size === 0) return undefined;
    this.underWay = pending;
    return Object.fromEntries([...pending].map(([table, where]) => [table, [{ where }]]));
  }

  confirm(): void {
    for (const [table, where] of this.underWay ?? []) this.acknowledged.set(table, where);
    this.underWay = undefined;
  }

  /**
   * The server refused the change that is under way: what is wanted goes back to what is there, unless something
   * else is wanted by now. Returns the tables of the change.
   */
  refuse(): string[] {
    const refused = [...(this.underWay ?? [])];
    for (const [table, where] of refused) {
      if (same(this.wanted.get(table), where))
        this.wanted.set(table, this.acknowledged.get(table) ?? EVERY_ROW);
    }
    this.underWay = undefined;
    return refused.map(([table]) => table);
  }

  private pending(): Map<string, Where> {
    return new Map([...this.wanted].filter(([table, where]) => !same(this.acknowledged.get(table), where)));
  }
}

/**
 * Any one clause suffices, so that none at all lets no row through. Servers read `[]` as "every row"; the clients
 * of Open vSwitch send `[false]` for it, and so does this one.
 */
const orNone = (where: Where): Where => (where.length === 0 ? [false] : where);

const same = (a: Where | undefined, b: Where | undefined): boolean =>
  formatJson((a ?? EVERY_ROW) as readonly Json[]) === formatJson((b ?? EVERY_ROW) as readonly Json[]);
