/**
 * Rows of one moment that are selected one after another.
 *
 * A replica is of one moment as well, but whenever it wants other rows the server goes through all of a table for those
 * that no longer and those that newly belong to it, and a monitor's clauses cannot be joined by "and". Here each
 * question is a transaction of its own, so that other clients get their turns in between, and a monitor that begins
 * without any row tells whether something changed meanwhile:
 *
 *     monitor {initial: false} → select → select → … → any request: nothing was told before its reply
 *
 * ovsdb-server sends a session what changed before it takes the session's next request (ovsdb_jsonrpc_session_run).
 */
import type { Json } from '../json/value.ts';
import type { Peer } from '../rpc/peer.ts';
import type { MonitorRequests, Select } from '../rpc/readonly.ts';
import { listDatabases, select } from './server.ts';

/** Longer than what glibc's malloc serves without looking (1,024 octets). */
const NOTHING = ' '.repeat(4096);

let moments = 0;

export class Moment {
  private readonly peer: Peer;
  private readonly database: string;
  private readonly id: string;
  private readonly end: () => void;
  private changed = false;

  private constructor(peer: Peer, database: string) {
    this.peer = peer;
    this.database = database;
    this.id = `ovnscope moment ${++moments}`;
    this.end = peer.onNotification((method, [id]) => {
      // A monitor that is cancelled tells no more of what changes.
      if (id === this.id && /^(update|monitor_canceled)/.test(method)) this.changed = true;
    });
  }

  /** `columns`: of each table those of which a change matters. Rejects with `OvnscopeError`. */
  static async begin(
    peer: Peer,
    database: string,
    columns: Readonly<Record<string, readonly string[]>>,
  ): Promise<Moment> {
    const moment = new Moment(peer, database);
    const requests: MonitorRequests = Object.fromEntries(
      Object.entries(columns).map(([table, names]) => [
        table,
        [{ columns: names, select: { initial: false } }],
      ]),
    );
    await peer.request('monitor', [database, moment.id, requests]);
    return moment;
  }

  /** One list of rows for each operation, in OVSDB's JSON notation. Rejects with `OvnscopeError`. */
  select(...operations: readonly Select[]): Promise<Json[][]> {
    return select(this.peer, this.database, operations);
  }

  /** Whether all that was selected until now stood there at the same time. */
  async holds(): Promise<boolean> {
    if (!this.changed) await listDatabases(this.peer);
    return !this.changed;
  }

  /**
   * After a large answer the server's C library has much to put in order, and does it when the next text of some length
   * comes in: this is one, so that the next question need not wait for it.
   */
  tidy(): void {
    this.peer.request('echo', [NOTHING]).catch(() => undefined);
  }

  /** The connection is whole or gone afterwards, and nothing of this is left on it. */
  async finish(): Promise<void> {
    this.end();
    if (this.peer.failure === undefined) await this.peer.request('monitor_cancel', [this.id]);
  }
}
