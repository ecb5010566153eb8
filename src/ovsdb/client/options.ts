/** What a replica is told, and what it tells. */
import type { Clock } from '../clock.ts';
import type { Spec } from '../monitor/spec.ts';
import type { Change } from '../monitor/updates.ts';
import type { Database } from '../rows/database.ts';
import type { RemoteList } from '../transport/remote.ts';
import type { Connect, TlsOptions } from '../transport/transport.ts';
import type { ClientEvent } from './events.ts';

export interface ReplicaOptions {
  readonly remotes: RemoteList;
  readonly database: string;
  readonly spec: Spec;
  readonly connect: Connect;
  readonly clock: Clock;
  readonly tls?: TlsOptions | undefined;
  /** Read from the leader of a cluster only, as OVN's own tools do; default true. */
  readonly leaderOnly?: boolean | undefined;
  readonly random?: (() => number) | undefined;
  readonly probeMs?: number | undefined;
  readonly patienceMs?: number | undefined;
  readonly connectTimeoutMs?: number | undefined;
  /**
   * How long to go on when no server has been fit yet but one may become so (an election, a restart).
   * Failures that no waiting can mend end the first read at once. Without it, one tries for ever.
   */
  readonly giveUpMs?: number | undefined;
  readonly onEvent?: ((event: ClientEvent) => void) | undefined;
}

/** One transaction, or a whole reading (`initial`, `replacement`), as a list of changed rows. */
export interface ChangeSet {
  readonly kind: 'initial' | 'update' | 'replacement';
  readonly database: Database;
  readonly changes: readonly Change[];
}

/**
 * Calls somebody else's function. What it throws must neither pass for a fault of the connection nor stop the
 * copy half way: it surfaces as an uncaught exception of its own.
 */
export const callOut = <T>(call: ((value: T) => void) | undefined, value: T): void => {
  try {
    call?.(value);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
};
