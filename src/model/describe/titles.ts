/** What the rows of a table are called in a description: as their kind says; the table's name where no kind has it. */
import { kindOfTable } from '../kinds/index.ts';
import type { DatabaseName } from '../rowref.ts';

export const titleOf = (database: DatabaseName, table: string): string =>
  kindOfTable(database, table)?.title ?? table;
