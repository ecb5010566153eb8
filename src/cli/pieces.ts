/**
 * Databases of which an answer gets the rows that it turns out to need: files whole, of a server piece by piece.
 *
 *     answer over the rows at hand → what it looked for and did not find → ask the servers for that → answer again
 *
 * until an answer lacks nothing. A chain of references is as many rounds as it is long.
 */
import type { Demand, Network } from '../model/index.ts';
import {
  openReplica,
  sleep,
  systemClock,
  type AnyTables,
  type Database,
  type Replica,
} from '../ovsdb/index.ts';
import { OvnscopeError } from '../text/index.ts';
import type { CommandArguments } from './command.ts';
import { networkOf } from './commands/network.ts';
import type { Io } from './io.ts';
import { limitOf, readSources, reportLate, timedOut, type Needs } from './read.ts';
import type { Reading } from './reading.ts';

export interface PiecesContext {
  readonly args: CommandArguments;
  readonly io: Io;
  /** When the time is up. */
  readonly limit: AbortSignal | undefined;
}

export interface Opened {
  readonly readings: readonly Reading[];
  readonly replicas: ReadonlyMap<Database, Replica>;
  readonly context: PiecesContext;
}

/** A server among what is read. */
export interface Piece {
  readonly reading: Reading;
  readonly replica: Replica;
}

/** Opens what the arguments name; of servers `needs` is read. Throws as `readSources` does. */
export const openPieces = async (
  args: CommandArguments,
  io: Io,
  needs: Needs,
  limit = limitOf(args),
): Promise<Opened> => {
  const replicas = new Map<Database, Replica>();
  try {
    const readings = await readSources(
      {
        args,
        io,
        limit,
        readServer: async (options) => {
          const { replica, database } = await openReplica(options);
          replicas.set(database, replica);
          return database;
        },
      },
      needs,
    );
    return { readings, replicas, context: { args, io, limit } };
  } catch (error) {
    await Promise.all([...replicas.values()].map((replica) => replica.close()));
    throw error;
  }
};

export abstract class Pieces<P extends Piece = Piece> {
  /** How often the servers were asked. */
  rounds = 0;
  protected readonly pieces: readonly P[];
  private readonly readings: readonly Reading[];
  private readonly replicas: readonly Replica[];
  private readonly context: PiecesContext;
  private whole: Network | undefined;
  private readonly before: readonly number[];

  protected constructor(
    { readings, replicas, context }: Opened,
    pieceOf: (reading: Reading, replica: Replica) => P,
  ) {
    this.readings = readings;
    // Also those of readings that turned out to be another's copy.
    this.replicas = [...replicas.values()];
    this.pieces = readings.flatMap((reading): P[] => {
      const replica = replicas.get(reading.database);
      return replica === undefined ? [] : [pieceOf(reading, replica)];
    });
    this.context = context;
    this.before = readings.map(({ database }) => database.problems.count);
  }

  /** Asks for what was noted; returns whether there was anything to ask for, so that the question is put again. */
  abstract fetch(): Promise<boolean>;

  /** What the rows at hand are of, as long as they are of one moment; `undefined` where that is not known. */
  abstract get moment(): string | undefined;

  protected abstract databaseOf(piece: P): Database | undefined;

  protected abstract demandOf(piece: P): Demand;

  /** Whether there is a server among the sources: what follows need not be read in pieces without one. */
  get isLive(): boolean {
    return this.pieces.length > 0;
  }

  /** The network over the rows that are here now; `demanding` takes note of what is missing. */
  network({ demanding = true }: { readonly demanding?: boolean } = {}): Network {
    // Of files nothing is missing, and nothing changes.
    if (!this.isLive) return (this.whole ??= networkOf(this.readings, this.context).network);
    const demands = new Map<Database, Demand>();
    const readings = this.readings.map((reading): Reading => {
      const piece = this.pieces.find((one) => one.reading === reading);
      const database = piece === undefined ? undefined : this.databaseOf(piece)?.snapshot();
      if (piece === undefined || database === undefined) return reading;
      if (demanding) demands.set(database, this.demandOf(piece));
      return { ...reading, database };
    });
    return networkOf(readings, this.context, (database: Database<AnyTables>) => demands.get(database))
      .network;
  }

  /** Calls back when a server has changed rows that are here; the returned function ends that. */
  onChange(listener: () => void): () => void {
    const ends = this.replicas.map((replica) => replica.onChange(listener));
    return () => ends.forEach((end) => end());
  }

  /** Tells what was found to be wrong with rows while the answer was made. */
  finish(): void {
    const now = this.readings.map((reading): Reading => {
      const piece = this.pieces.find((one) => one.reading === reading);
      const database = piece === undefined ? undefined : this.databaseOf(piece);
      return database === undefined ? reading : { ...reading, database };
    });
    reportLate(this.context, now, this.before);
  }

  /** Rows that servers gave. */
  get rows(): number {
    return this.pieces.reduce((sum, piece) => {
      const tables = this.databaseOf(piece)?.all.values() ?? [];
      return sum + [...tables].reduce((rows, table) => rows + table.size, 0);
    }, 0);
  }

  /** What servers sent for it. */
  get bytes(): number {
    return this.pieces.reduce((sum, { replica }) => sum + replica.received, 0);
  }

  async close(): Promise<void> {
    await Promise.all(this.replicas.map((replica) => replica.close()));
  }

  /** When the time is up, for whoever goes on in another way. */
  get limit(): AbortSignal | undefined {
    return this.context.limit;
  }

  protected get transactions(): string | undefined {
    const last = this.replicas.map((replica) => replica.transaction);
    return last.includes(undefined) ? undefined : last.join();
  }

  /** The work, unless the time is up before, or a server that it needs is gone for long. */
  protected async inTime<T>(work: Promise<T>): Promise<T> {
    const { io, args, limit } = this.context;
    const signal = AbortSignal.any(limit === undefined ? [io.signal] : [io.signal, limit]);
    const abort = (): void => void this.close();
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    const done = new AbortController();
    try {
      return await Promise.race([work, this.lost(done.signal)]);
    } catch (error) {
      if (!signal.aborted || io.signal.aborted) throw error;
      throw timedOut(args.timeout as number, new Map(), error);
    } finally {
      done.abort();
      signal.removeEventListener('abort', abort);
    }
  }

  /** A replica tries for ever; whoever waits for an answer does not. */
  private async lost(signal: AbortSignal): Promise<never> {
    let since: number | undefined;
    while (!signal.aborted) {
      await sleep(systemClock, LOOK, signal);
      const gone = this.pieces.find(({ replica }) => replica.connected === undefined);
      if (gone === undefined) since = undefined;
      else if (systemClock.now() - (since ??= systemClock.now()) >= LOST) {
        const { name } = gone.reading;
        throw new OvnscopeError('connection', `${name} went away in the middle, and did not come back`, {
          hint: 'the same command again',
        });
      }
    }
    return new Promise<never>(() => undefined);
  }
}

/** How long a server that went away in the middle is waited for, and how often that is looked at, in milliseconds. */
const LOST = 10_000;
const LOOK = 200;
