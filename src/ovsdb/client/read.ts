/** One reading of a database from a server: the short life of a replica. */
import { OvnscopeError } from '../../text/index.ts';
import type { Database } from '../rows/database.ts';
import type { ReplicaOptions } from './options.ts';
import { Replica } from './replica.ts';

export interface ReadOptions extends ReplicaOptions {
  readonly signal?: AbortSignal | undefined;
  /** Handed the replica before it reads, to follow its progress. */
  readonly onStart?: ((replica: Replica) => void) | undefined;
}

/** How long a single reading waits for an election or a restart to be over, in milliseconds. */
const PATIENCE = 10_000;

/** Reads what `spec` wants, once, and closes the connection. Rejects with `OvnscopeError`. */
export const readDatabase = async (options: ReadOptions): Promise<Database> => {
  const { replica, database } = await openReplica(options);
  await replica.close();
  return database;
};

/** The same, and stays connected: whoever opens it closes it. */
export const openReplica = async (
  options: ReadOptions,
): Promise<{ readonly replica: Replica; readonly database: Database }> => {
  const replica = new Replica({ ...options, giveUpMs: options.giveUpMs ?? PATIENCE });
  const abort = (): void => void replica.close();
  options.signal?.addEventListener('abort', abort, { once: true });
  try {
    options.onStart?.(replica);
    options.signal?.throwIfAborted();
    return { replica, database: await replica.ready };
  } catch (error) {
    await replica.close();
    if (options.signal?.aborted === true && options.signal.reason instanceof OvnscopeError)
      throw options.signal.reason;
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
  }
};
