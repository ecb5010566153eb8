/**
 * A connection to one server, for single questions: what databases there are, their schemas, and rows by condition.
 * Where a copy is to be kept, or any of several servers will do, `Replica` and `readDatabase` are the way.
 */
import type { Clock } from '../clock.ts';
import type { Json } from '../json/value.ts';
import { Problems } from '../rows/problems.ts';
import { Peer, type PeerOptions } from '../rpc/peer.ts';
import type { Select } from '../rpc/readonly.ts';
import type { DatabaseSchema } from '../schema/types.ts';
import type { Remote } from '../transport/remote.ts';
import type { Connect, TlsOptions } from '../transport/transport.ts';
import { getSchema, getServerId, listDatabases, select } from './server.ts';

export interface SessionOptions {
  readonly connect: Connect;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly tls?: TlsOptions | undefined;
  readonly onNotification?: PeerOptions['onNotification'];
}

export class Session {
  /** For requests that have no method here; it refuses whatever could change anything. */
  readonly peer: Peer;
  /** Columns that were left out of schemas because nobody knows their type. */
  readonly problems = new Problems();

  private constructor(peer: Peer) {
    this.peer = peer;
  }

  /** Rejects with `OvnscopeError` if there is no connection to be had. */
  static async open(remote: Remote, options: SessionOptions): Promise<Session> {
    const { connect, clock, signal, tls, onNotification } = options;
    const transport = await connect(remote, { signal, tls });
    return new Session(
      new Peer(transport, { clock, ...(onNotification === undefined ? {} : { onNotification }) }),
    );
  }

  /** RFC 7047 §4.1.1. */
  listDatabases(): Promise<string[]> {
    return listDatabases(this.peer);
  }

  /** RFC 7047 §4.1.2. */
  getSchema(database: string): Promise<DatabaseSchema> {
    return getSchema(this.peer, database, this.problems);
  }

  /** ovsdb-server(7), "get_server_id": a UUID. */
  getServerId(): Promise<string> {
    return getServerId(this.peer);
  }

  /** RFC 7047 §5.2.2: one list of rows for each operation, in OVSDB's JSON notation, all of one moment. */
  select(database: string, ...operations: readonly Select[]): Promise<Json[][]> {
    return select(this.peer, database, operations);
  }

  close(): void {
    this.peer.close();
  }
}
