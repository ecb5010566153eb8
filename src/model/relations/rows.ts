/** Rows of the two OVN databases by table, for signatures. */
import type { Row } from '../../ovsdb/index.ts';
import type { Northbound, Southbound } from '../generated/index.ts';

export type NbRow<T extends keyof Northbound> = Row<Northbound[T]>;
export type SbRow<T extends keyof Southbound> = Row<Southbound[T]>;

interface Identified {
  readonly uuid: string;
}

/** Each row once, in the order in which they came. */
export const distinct = <R extends Identified>(rows: Iterable<R>): readonly R[] => {
  const byUuid = new Map<string, R>();
  for (const row of rows) if (!byUuid.has(row.uuid)) byUuid.set(row.uuid, row);
  return [...byUuid.values()];
};
