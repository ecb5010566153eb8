/**
 * A replica that is asked, instead of one that calls: changes that have arrived wait until `run` takes them in.
 * The test program does so at fixed points, as the clients of Open vSwitch do, so that its output does not depend on
 * whether a change or the reply to the transaction that made it comes first.
 *
 * `changeSeqno` counts what the clients of Open vSwitch count: each update, and each reading that is complete.
 */
import type { Change } from '../../../src/ovsdb/monitor/updates.ts';
import type { ChangeSet, ReplicaOptions } from '../../../src/ovsdb/client/options.ts';
import { Replica } from '../../../src/ovsdb/client/replica.ts';
import type { Database } from '../../../src/ovsdb/rows/database.ts';
import type { Where } from '../../../src/ovsdb/rpc/readonly.ts';
import { formatJson } from '../../../src/ovsdb/json/exact.ts';
import { EVERY_ROW, tableSpecs, type TableSpec } from '../../../src/ovsdb/monitor/spec.ts';

export type Notify = (database: Database, change: Change) => void;

export class Idl {
  changeSeqno = 0;
  /** As of the last `run`. */
  database: Database | undefined;
  private readonly options: ReplicaOptions;
  private readonly notify: Notify | undefined;
  private replica: Replica | undefined;
  private readonly arrivals: (() => void)[] = [];
  private readonly sleepers: (() => void)[] = [];
  private readonly conditions = new Map<string, Where>();
  /** Table → the `setConditions` of which no confirmation has been taken in yet. */
  private readonly unconfirmed = new Map<string, number>();
  private turn = 0;

  constructor(options: ReplicaOptions, notify?: Notify) {
    this.options = options;
    this.notify = notify;
  }

  /** The remote that is connected now. */
  get sessionName(): string | undefined {
    return this.replica?.connected;
  }

  /** Begins to read; conditions that were set before are part of the first request. */
  start(): void {
    const { spec } = this.options;
    const tables: Record<string, TableSpec> = { ...tableSpecs(spec) };
    for (const [table, where] of this.conditions) tables[table] = { ...tables[table], where };
    this.unconfirmed.clear();
    this.replica = new Replica({
      ...this.options,
      spec: tables,
      onEvent: (event) => {
        if (event.kind === 'read') this.arrive(() => void this.changeSeqno++);
      },
    });
    this.replica.onChange((changes) => {
      const snapshot = changes.database.snapshot();
      this.arrive(() => this.take(changes, snapshot));
    });
  }

  /** Takes in all that has arrived; returns whether anything changed. */
  run(): boolean {
    const before = this.changeSeqno;
    for (const take of this.arrivals.splice(0)) take();
    return this.changeSeqno !== before;
  }

  /** Waits until `done` holds or something has changed. */
  async wait(done: () => boolean): Promise<void> {
    while (!done() && !this.run()) await new Promise<void>((resolve) => this.sleepers.push(resolve));
  }

  async waitForChange(seqno: number): Promise<void> {
    await this.wait(() => this.changeSeqno !== seqno);
  }

  /** For each table whether its condition is new, or still under way; `[]` stands for no row. */
  setConditions(where: ReadonlyMap<string, Where>): Map<string, boolean> {
    const turn = ++this.turn;
    const changed = new Map<string, boolean>();
    const wanted: Record<string, Where> = {};
    for (const [table, given] of where) {
      const clauses = given.length === 0 ? [false] : given;
      if (formatJson(this.conditions.get(table) ?? EVERY_ROW) !== formatJson(clauses)) {
        this.conditions.set(table, clauses);
        this.unconfirmed.set(table, turn);
      }
      changed.set(table, this.unconfirmed.has(table));
      wanted[table] = clauses;
    }
    this.replica?.setConditions(wanted).then(
      () => this.arrive(() => this.confirm(turn)),
      (error: unknown) => this.arrive(() => this.fail(error)),
    );
    return changed;
  }

  get conditionsConfirmed(): boolean {
    return this.unconfirmed.size === 0;
  }

  reconnect(): void {
    this.replica?.reconnect();
  }

  /** A change that did not come through the replica, such as a column that was read by itself. */
  touch(): void {
    this.arrive(() => void this.changeSeqno++);
  }

  async close(): Promise<void> {
    await this.replica?.close();
  }

  /** What the replica resolves with is that all conditions set until then are confirmed. */
  private confirm(until: number): void {
    for (const [table, turn] of this.unconfirmed) if (turn <= until) this.unconfirmed.delete(table);
  }

  private fail(error: unknown): never {
    throw error instanceof Error ? error : new Error(String(error));
  }

  /** Sleepers wake when the event loop has done all that is at hand: what came together is taken in together. */
  private arrive(take: () => void): void {
    this.arrivals.push(take);
    setImmediate(() => {
      for (const wake of this.sleepers.splice(0)) wake();
    });
  }

  private take({ kind, changes }: ChangeSet, database: Database): void {
    this.database = database;
    // A reading that is complete counts by itself, even if it brought nothing new.
    if (kind === 'update' && changes.length > 0) this.changeSeqno++;
    if (this.notify === undefined) return;
    // The clients of Open vSwitch forget all rows, and then find each of them new.
    const told = kind === 'replacement' ? everything(database) : changes;
    for (const change of told) this.notify(database, change);
  }
}

const everything = (database: Database): Change[] =>
  [...database.all.values()].flatMap((table) =>
    [...table].map((row) => ({ table: table.name, uuid: row.uuid, after: row })),
  );
