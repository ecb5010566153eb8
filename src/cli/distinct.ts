/**
 * One database may be found several times: as the files of a cluster's members, as a backup beside the file it was
 * made from, as a dump beside the backup. The single row of its global table has the same UUID in all of them; of
 * those, the most useful is kept.
 */
import type { Database } from '../ovsdb/index.ts';
import type { Reading } from './reading.ts';
import { GLOBAL_TABLES, type Role } from './sources.ts';

export interface Distinct {
  readonly kept: readonly Reading[];
  readonly left: readonly {
    readonly reading: Reading;
    readonly sameAs: Reading;
    /** Whether it holds an earlier state, as far as the files tell. */
    readonly isOlder: boolean;
  }[];
}

/** Readings in their order, without those that are the same database as a better one. */
export const distinct = (readings: readonly Reading[]): Distinct => {
  const best = new Map<string, Reading>();
  for (const reading of readings) {
    const id = identity(reading);
    const other = best.get(id);
    if (other === undefined || isBetter(reading, other)) best.set(id, reading);
  }
  const kept = readings.filter((reading) => best.get(identity(reading)) === reading);
  const left = readings
    .filter((reading) => !kept.includes(reading))
    .map((reading) => {
      const sameAs = best.get(identity(reading)) as Reading;
      const [mine, theirs] = [reading.database.origin.changed, sameAs.database.origin.changed];
      const isOlder = mine !== undefined && theirs !== undefined && mine < theirs;
      return { reading, sameAs, isOlder: isOlder && rowsOf(reading) !== rowsOf(sameAs) };
    });
  return { kept, left };
};

const rowsOf = ({ database }: Reading): number =>
  [...database.all.values()].reduce((sum, table) => sum + table.size, 0);

/** A database without its global row is only the same as itself. */
const identity = ({ role, name, database }: Reading): string => {
  const [row] = database.table(GLOBAL_TABLES[role]);
  return `${role} ${row?.uuid ?? name}`;
};

/**
 * A file tells more than a dump, and one that is whole more than a damaged one; of a cluster's members the one that
 * is further in the log is better; then what changed last, and what saw later configuration.
 */
const isBetter = (a: Reading, b: Reading): boolean => {
  const areMembers = a.cluster !== undefined && b.cluster !== undefined;
  const ranks = [a, b].map(({ role, database, cluster }) => [
    database.origin.kind === 'server' ? 1 : 0,
    database.origin.kind === 'dump' ? 0 : 1,
    database.problems.count === 0 ? 1 : 0,
    areMembers ? (cluster?.commitIndex ?? 0) : 0,
    database.origin.changed ?? 0,
    configuration(role, database),
  ]);
  const [first = [], second = []] = ranks;
  const at = first.findIndex((rank, i) => rank !== second[i]);
  return at >= 0 && (first[at] as number) > (second[at] as number);
};

const configuration = (role: Role, database: Database): number => {
  const [row] = database.table(GLOBAL_TABLES[role]);
  return Number(row?.get(role === 'ovs' ? 'next_cfg' : 'nb_cfg') ?? 0);
};
