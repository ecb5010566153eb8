/**
 * Pieces of a copy that follows its server: each round is one change of the conditions of a monitor, so that what a
 * server gave stands at one moment, whatever changes meanwhile, and what changes later is told.
 */
import type { Network } from '../model/index.ts';
import { expectedDatabases, mayHold, type Demand } from '../model/index.ts';
import { formatJson, type Clause, type Database, type Json, type Spec, type Where } from '../ovsdb/index.ts';
import { OvnscopeError } from '../text/index.ts';
import type { CommandArguments } from './command.ts';
import type { Io } from './io.ts';
import { openPieces, Pieces, type Opened, type Piece } from './pieces.ts';
import type { Needs } from './read.ts';
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

interface Followed extends Piece {
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

export class Piecewise extends Pieces<Followed> {
  private constructor(opened: Opened) {
    super(opened, (reading, replica) => ({ reading, replica, wanted: new Wanted() }));
  }

  /** Throws as `readSources` does. Whoever opens it closes it. */
  static async open(args: CommandArguments, io: Io, limit?: AbortSignal): Promise<Piecewise> {
    return new Piecewise(await openPieces(args, io, NEEDS, limit));
  }

  protected databaseOf({ replica }: Followed): Database | undefined {
    return replica.database;
  }

  protected demandOf({ wanted }: Followed): Demand {
    return wanted;
  }

  get moment(): string | undefined {
    return this.transactions;
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
}
