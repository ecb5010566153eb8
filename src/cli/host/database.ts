/**
 * Open vSwitch's database in a capture: what `ovsdb-client backup` and `ovsdb-client dump` said become one file as
 * `ovnscope snapshot` writes it, with the columns that servers keep in memory only, and without secrets.
 */
import { withoutSecrets } from '../../model/index.ts';
import {
  bytesOf,
  openDatabaseFile,
  StandaloneWriter,
  type Database,
  type DatabaseFile,
} from '../../ovsdb/index.ts';
import type { CapturedFile, HostProblem } from '../../host/index.ts';
import { OvnscopeError } from '../../text/index.ts';

const BACKUP = 'ovs/ovsdb-backup.txt';
const DUMP = 'ovs/ovsdb-dump.json';

export interface SavedFiles {
  readonly files: readonly CapturedFile[];
  readonly problems: readonly HostProblem[];
}

/** The files with that one in the place of both. What cannot be read is left out: nobody knows its secrets. */
export const withoutDatabaseSecrets = async (
  files: readonly CapturedFile[],
  { date, comment }: { readonly date: number; readonly comment: string },
): Promise<SavedFiles> => {
  const others = files.filter(({ path }) => path !== BACKUP && path !== DUMP);
  const problems: HostProblem[] = [];
  const textOf = (wanted: string): string | undefined => files.find(({ path }) => path === wanted)?.text;
  const open = async (
    path: string,
    schemas: readonly Database['schema'][],
  ): Promise<DatabaseFile | undefined> => {
    const text = textOf(path);
    if (text === undefined) return undefined;
    try {
      return await openDatabaseFile(path, bytesOf(Buffer.from(text)), { schemas });
    } catch (error) {
      if (!(error instanceof OvnscopeError)) throw error;
      // The error's own words may quote what nobody is to see.
      const message =
        'left out: it cannot be read as a database, so its secrets cannot be told from the rest';
      problems.push({ source: path, where: undefined, message, lost: 1 });
      return undefined;
    }
  };
  const backup = await open(BACKUP, []);
  // Without a schema a dump tells no types: it cannot be told from another database's.
  const dump = backup === undefined ? undefined : await open(DUMP, [backup.database.schema]);
  const best = dump !== undefined && backup !== undefined && isAsWhole(dump, backup) ? dump : backup;
  if (best === undefined) return { files: others, problems };
  const writer = await StandaloneWriter.of(best.database, {
    date,
    comment,
    transform: (table, { name }, value) => withoutSecrets(table, name, value),
  });
  const text = Buffer.concat([...writer.chunks()]).toString();
  return { files: [...others, { path: BACKUP, text }], problems };
};

/** A dump is a document for each table: where it was cut off nothing shows but tables that lack. */
const isAsWhole = (dump: DatabaseFile, backup: DatabaseFile): boolean =>
  dump.damage === undefined &&
  [...backup.database.all].every(
    ([name, table]) => table.size === 0 || (dump.database.all.get(name)?.size ?? 0) > 0,
  );
