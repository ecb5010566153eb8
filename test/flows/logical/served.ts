/** Databases read piece by piece: what is asked for is fetched, the question is put again, until nothing is missing. */
import { Database, type AnyTables } from '../../../src/ovsdb/index.ts';
import { Network } from '../../../src/model/index.ts';
import { matches } from '../../model/clause.ts';

const ROUNDS = 30;

export interface Settled<T> {
  readonly answer: T;
  /** Rows that were fetched, by table. */
  readonly rows: ReadonlyMap<string, number>;
  /** Tables that were asked for as a whole. */
  readonly whole: readonly string[];
}

/** The answer over rows that the question asked for, and no others. */
export const settle = <T>(full: readonly Database[], ask: (network: Network) => T): Settled<T> => {
  const read = new Map(full.map((database) => [database, new Set<string>()]));
  const whole = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    let grew = false;
    const parts = new Map<unknown, Database>();
    const of = (schema: string): Database | undefined => {
      const source = full.find(({ name }) => name === schema);
      if (source === undefined) return undefined;
      const copy = new Database(source.schema, source.origin);
      const known = read.get(source) as Set<string>;
      for (const [name, table] of source.all) {
        const target = copy.open(name);
        for (const row of table) if (known.has(row.uuid)) target?.set(row);
      }
      parts.set(copy, source);
      return copy;
    };
    const network = new Network({
      nb: of('OVN_Northbound'),
      sb: of('OVN_Southbound'),
      demandOf: (database: Database<AnyTables>) => ({
        want: (table, clause) => {
          const source = parts.get(database) as Database;
          const known = read.get(source) as Set<string>;
          if (clause === true) whole.add(table);
          const before = known.size;
          for (const row of source.table(table)) {
            if (clause === true || matches(row, clause)) known.add(row.uuid);
          }
          if (known.size > before) grew = true;
          return known.size > before;
        },
      }),
    });
    const answer = ask(network);
    if (!grew) return { answer, rows: counted(full, read), whole: [...whole] };
  }
  throw new Error(`no end of questions after ${ROUNDS} rounds`);
};

const counted = (
  full: readonly Database[],
  read: ReadonlyMap<Database, ReadonlySet<string>>,
): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const database of full) {
    for (const [name, table] of database.all) {
      const count = [...table].filter((row) => read.get(database)?.has(row.uuid) === true).length;
      if (count > 0) counts.set(name, count);
    }
  }
  return counts;
};

export const databasesOf = ({ nb, sb }: Network): readonly Database[] =>
  [nb, sb].filter((database) => database !== undefined).map((database) => database as unknown as Database);
