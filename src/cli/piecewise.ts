/**
 * Databases that are read piece by piece: files whole, of a server only the rows that an answer turns out to need.
 *
 *     answer over the rows at hand → what it looked for and did not find → ask the servers for that → answer again
 *
 * until an answer lacks nothing. Each round is one change of the conditions of a monitor, so that what a server
 * gave stands at one moment, whatever changes meanwhile. A chain of references is as many rounds as it is long.
 */
import type { Network } from '../model/index.ts';
import { expectedDatabases, mayHold, type Demand } from '../model/index.ts';
import {
  formatJson,
  openReplica,
  sleep,
  systemClock,
  type AnyTables,
  type Clause,
  type Database,
  type Json,
  type Replica,
  type Spec,
  type Where,
} from '../ovsdb/index.ts';
import { OvnscopeError } from '../text/index.ts';
import type { CommandArguments } from './command.ts';
import { networkOf } from './commands/network.ts';
import type { Io } from './io.ts';
import { limitOf, readSources, reportLate, timedOut, type Needs } from './read.ts';
import type { Reading } from './reading.ts';
import { DATABASES, GLOBAL_TABLES, type Role } from './sources.ts';

/** More rows than this of one table are not asked for one by one. */
const MOST_CLAUSES = 1000;

/** A chain of references that is longer than this is no chain. */
const MOST_ROUNDS = 50;

/** Database → table → clauses, any one of which suffices. */
export type Wants = Readonly<Record<string, Readonly<Record<string, readonly Clause[]>>>>;

/** What is wanted of one server, by the text of each clause. */
class Wanted implements Demand {
  private readonly tables = new Map<string, Map<string, Clause> | true>();
  private changed = new Set<string>();
  /** Asked for since the last call of `take`: not here yet. */
  private fresh = new Set<string>();

  want(table: string, clause: Clause | true): boolean {
    const known = this.tables.get(table);
    if (known === true) return this.fresh.has(table);
    if (clause === true || (known?.size ?? 0) >= MOST_CLAUSES) {
      this.tables.set(table, true);
      this.changed.add(table);
      this.fresh.add(table);
      return true;
    }
    const text = formatJson(clause as Json);
    if (known?.has(text) === true) return this.fresh.has(`${table} ${text}`);
    if (known === undefined) this.tables.set(table, new Map([[text, clause]]));
    else known.set(text, clause);
    this.changed.add(table);
    this.fresh.add(`${table} ${text}`);
    return true;
  }

  /** Conditions that are new since the last call. */
  take(): Readonly<Record<string, Where>> | undefined {
    this.fresh = new Set();
    if (this.changed.size === 0) return undefined;
    const where = [...this.changed].map((table): [string, Where] => {
      const clauses = this.tables.get(table);
      return [table, clauses === true || clauses === undefined ? [true] : [...clauses.values()]];
    });
    this.changed = new Set();
    return Object.fromEntries(where);
  }
}

interface Context {
  readonly args: CommandArguments;
  readonly io: Io;
  /** When the time is up. */
  readonly limit: AbortSignal | undefined;
}

interface Piece {
  readonly reading: Reading;
  readonly replica: Replica;
  readonly wanted: Wanted;
}

/** Everything that the schemas of this version know, and at first none of its rows. */
const emptySpec = (role: Role): Spec =>
  Object.fromEntries(
    Object.keys(expectedDatabases[DATABASES[role]]?.tables ?? {}).map((table) => [
      table,
      // Conditions come for all of them: a monitor must know from the beginning (`monitor/spec.ts`).
      { where: table === GLOBAL_TABLES[role] ? [true] : [] },
    ]),
  );

const NEEDS: Needs = {
  nb: emptySpec('nb'),
  sb: emptySpec('sb'),
  ovs: emptySpec('ovs'),
  icNb: emptySpec('icNb'),
  icSb: emptySpec('icSb'),
};

export class Piecewise {
  private readonly readings: readonly Reading[];
  private readonly pieces: readonly Piece[];
  private readonly replicas: readonly Replica[];
  private readonly context: Context;
  /** How often the servers were asked. */
  rounds = 0;

  private whole: Network | undefined;
  private readonly before: readonly number[];

  private constructor(
    readings: readonly Reading[],
    replicas: ReadonlyMap<Database, Replica>,
    context: Context,
  ) {
    this.readings = readings;
    this.replicas = [...replicas.values()];
    this.pieces = readings.flatMap((reading): Piece[] => {
      const replica = replicas.get(reading.database);
      return replica === undefined ? [] : [{ reading, replica, wanted: new Wanted() }];
    });
    this.context = context;
    this.before = readings.map(({ database }) => database.problems.count);
  }

  /** Throws as `readSources` does. Whoever opens it closes it. */
  static async open(args: CommandArguments, io: Io): Promise<Piecewise> {
    const replicas = new Map<Database, Replica>();
    const limit = limitOf(args);
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
        NEEDS,
      );
      return new Piecewise(readings, replicas, { args, io, limit });
    } catch (error) {
      await Promise.all([...replicas.values()].map((replica) => replica.close()));
      throw error;
    }
  }

  /** Whether there is a server among the sources: what follows need not be read in pieces without one. */
  get isLive(): boolean {
    return this.pieces.length > 0;
  }

  /** Asks for rows before any question is put; what an older server's schema lacks holds of none. */
  want(wants: Wants): void {
    for (const { reading, wanted } of this.pieces) {
      const { name, schema } = reading.database;
      for (const [table, clauses] of Object.entries(wants[name] ?? {})) {
        const columns = schema.tables.get(table)?.columns;
        for (const clause of clauses) {
          const [column, , value] = clause;
          const type = columns?.get(column)?.type;
          const fits = type !== undefined && (typeof value !== 'string' || mayHold(type.key, value));
          if (column === '_uuid' || fits) wanted.want(table, clause);
        }
      }
    }
  }

  /** The answer to a question, when nothing is missing for it. */
  async settle<T>(ask: (network: Network) => T): Promise<T> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      await this.fetch();
      const answer = ask(this.network());
      if (!(await this.fetch())) return answer;
    }
    throw new OvnscopeError('data', `no end of references after ${MOST_ROUNDS} rounds of reading`, {
      hint: 'ovnscope snapshot, then the same command with --from',
    });
  }

  /** The network over the rows that are here now; `demanding` takes note of what is missing. */
  network({ demanding = true }: { readonly demanding?: boolean } = {}): Network {
    // Of files nothing is missing, and nothing changes.
    if (!this.isLive) return (this.whole ??= networkOf(this.readings, this.context).network);
    const demands = new Map<Database, Demand>();
    const readings = this.readings.map((reading): Reading => {
      const piece = this.pieces.find((one) => one.reading === reading);
      const database = piece?.replica.database?.snapshot();
      if (piece === undefined || database === undefined) return reading;
      if (demanding) demands.set(database, piece.wanted);
      return { ...reading, database };
    });
    return networkOf(readings, this.context, (database: Database<AnyTables>) => demands.get(database))
      .network;
  }

  /** The transaction that each server's rows are of; `undefined` where a server does not tell. */
  get transactions(): string | undefined {
    const last = this.replicas.map((replica) => replica.transaction);
    return last.includes(undefined) ? undefined : last.join();
  }

  /** Calls back when a server has changed rows that are here; the returned function ends that. */
  onChange(listener: () => void): () => void {
    const ends = this.replicas.map((replica) => replica.onChange(listener));
    return () => ends.forEach((end) => end());
  }

  /** Tells what was found to be wrong with rows while the answer was made. */
  finish(): void {
    const now = this.readings.map((reading): Reading => {
      const database = this.pieces.find((one) => one.reading === reading)?.replica.database;
      return database === undefined ? reading : { ...reading, database };
    });
    reportLate(this.context, now, this.before);
  }

  /** Rows that servers gave. */
  get rows(): number {
    return this.pieces.reduce((sum, { replica }) => {
      const tables = replica.database?.all.values() ?? [];
      return sum + [...tables].reduce((rows, table) => rows + table.size, 0);
    }, 0);
  }

  /** What servers sent for it. */
  get bytes(): number {
    return this.pieces.reduce((sum, { replica }) => sum + replica.received, 0);
  }

  async close(): Promise<void> {
    // Also those of readings that turned out to be another's copy.
    await Promise.all(this.replicas.map((replica) => replica.close()));
  }

  /** Asks for what was noted; returns whether there was anything to ask for. */
  async fetch(): Promise<boolean> {
    const asked = this.pieces.flatMap(({ replica, wanted }) => {
      const where = wanted.take();
      return where === undefined ? [] : [replica.setConditions(where)];
    });
    if (asked.length === 0) return false;
    this.rounds++;
    await this.inTime(Promise.all(asked));
    return true;
  }

  private async inTime<T>(work: Promise<T>): Promise<T> {
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
