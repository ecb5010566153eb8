import type { RowRef } from '../../model/index.ts';
import type { Badge } from '../scene.ts';

export const count = (many: number, singular: string, plural = `${singular}s`): string =>
  `${many} ${many === 1 ? singular : plural}`;

/** The parts that say something, one line each. */
export const lines = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');

/** A badge only where there is something to count. */
export const badge = (label: string, many: number, tooltip: string): Badge[] =>
  many === 0 ? [] : [{ text: `${label} ${many}`, tooltip: `${many} ${tooltip}`.replace(/^\d+ (?=\d)/, '') }];

/** An id that is the same in every view of the same database. */
export const ofDatabase = ({ table, uuid }: RowRef): string => `${table}-${uuid}`;
