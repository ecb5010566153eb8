/**
 * Finds databases by content in a file, a directory or an archive: what support archives (sosreport, must-gather)
 * and snapshots contain, under whatever names.
 */
import { excerpt, messageOf, OvnscopeError } from '../../text/index.ts';
import type { DatabaseSchema } from '../schema/types.ts';
import type { ByteSource, Peeked } from './bytes.ts';
import { nodeFiles, type FileSystem } from './file-system.ts';
import type { Damage } from './log.ts';
import {
  finishDump,
  notDatabase,
  openAny,
  onlySchema,
  type DatabaseFile,
  type OpenOptions,
  type PendingDump,
} from './open.ts';
import { readTar } from './tar.ts';

export interface Skipped {
  readonly name: string;
  readonly reason: string;
}

export interface FoundDatabases {
  /** In the order of their names in a directory, in that of the archive in an archive; dumps come last. */
  readonly databases: readonly DatabaseFile[];
  /** Looked like databases or archives, but could not be read. */
  readonly skipped: readonly Skipped[];
  /** Files that are something else. */
  readonly otherFiles: number;
}

export interface SearchOptions extends OpenOptions {
  /** At most so many files are looked at; 200,000 when absent. */
  readonly maxFiles?: number;
}

const MAX_FILES = 200_000;
/** Directories in directories, and archives in archives. */
const MAX_DEPTH = 64;
const MAX_ARCHIVES = 3;

/**
 * All databases in `path`. A single file that is no database, and a path that cannot be read, throw `OvnscopeError`
 * of kind `file`; within directories and archives such files are listed in the result.
 */
export const openDatabases = async (
  path: string,
  files: FileSystem = nodeFiles,
  options: SearchOptions = {},
): Promise<FoundDatabases> => {
  const search = new Search(files, options);
  if ((await files.kind(path)) === 'directory') await search.directory(path, 0);
  else {
    const opened = await openAny(path, await files.source(path), options);
    if (opened.kind === 'tar') await search.archive(path, opened.peeked, 1);
    else if (opened.kind === 'database') search.databases.push(opened.file);
    else if (opened.kind === 'dump') search.databases.push(finishDump(opened.dump, options.schemas ?? []));
    else if (opened.kind === 'other') throw notDatabase(path, opened.detected);
    else throw onlySchema(path, opened.schema);
  }
  search.finish();
  const { databases, skipped, otherFiles } = search;
  return { databases, skipped, otherFiles };
};

class Search implements FoundDatabases {
  readonly databases: DatabaseFile[] = [];
  readonly skipped: Skipped[] = [];
  otherFiles = 0;
  private readonly files: FileSystem;
  private readonly options: SearchOptions;
  private readonly dumps: PendingDump[] = [];
  private readonly schemas: DatabaseSchema[];
  private left: number;

  constructor(files: FileSystem, options: SearchOptions) {
    this.files = files;
    this.options = options;
    this.schemas = [...(options.schemas ?? [])];
    this.left = options.maxFiles ?? MAX_FILES;
  }

  async directory(path: string, depth: number): Promise<void> {
    if (depth > MAX_DEPTH) return this.skip(path, `more than ${MAX_DEPTH} directories deep`);
    const entries = [...(await this.files.list(path))].sort((a, b) =>
      a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
    );
    for (const { name, kind } of entries) {
      if (this.exhausted(path)) return;
      const inner = this.files.join(path, name);
      if (kind === 'other') this.otherFiles++;
      else {
        await this.guarded(inner, async () => {
          if (kind === 'directory') await this.directory(inner, depth + 1);
          else await this.file(inner, await this.files.source(inner), 0);
        });
      }
    }
  }

  async archive(path: string, peeked: Peeked, depth: number): Promise<void> {
    if (depth > MAX_ARCHIVES) {
      await peeked.close();
      return this.skip(path, `more than ${MAX_ARCHIVES} archives in each other`);
    }
    const onDamage = ({ offset, reason }: Damage): void =>
      this.skip(path, `damaged at offset ${offset}, not read from there on: ${reason}`);
    for await (const member of readTar(peeked.chunks(), onDamage)) {
      if (this.exhausted(path)) return;
      const inner = `${path}/${member.name.replace(/^(?:\.?\/)+/, '')}`;
      await this.guarded(inner, () => this.file(inner, member, depth));
    }
  }

  /** Dumps wait until the end: another file may hold their schema. */
  finish(): void {
    const schemas = [...this.schemas, ...this.databases.map((file) => file.database.schema)];
    for (const dump of this.dumps) {
      try {
        this.databases.push(finishDump(dump, schemas));
      } catch (error) {
        this.skip(dump.origin.name, messageOf(error));
      }
    }
  }

  private async file(path: string, source: ByteSource, archives: number): Promise<void> {
    this.left--;
    const opened = await openAny(path, source, this.options);
    switch (opened.kind) {
      case 'database':
        this.databases.push(opened.file);
        break;
      case 'dump':
        this.dumps.push(opened.dump);
        break;
      case 'schema':
        this.schemas.push(opened.schema);
        this.otherFiles++;
        break;
      case 'tar':
        await this.archive(path, opened.peeked, archives + 1);
        break;
      case 'other':
        if (opened.detected.unread !== true) this.otherFiles++;
        else this.skip(path, `${opened.detected.looksLike}: ${opened.detected.hint ?? 'not read'}`);
    }
  }

  private async guarded(path: string, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof OvnscopeError)) throw error;
      this.skip(path, error.message);
    }
  }

  private exhausted(path: string): boolean {
    if (this.left > 0) return false;
    if (this.left === 0)
      this.skip(path, `only the first ${this.options.maxFiles ?? MAX_FILES} files were looked at`);
    this.left = -1;
    return true;
  }

  private skip(name: string, reason: string): void {
    this.skipped.push({ name: excerpt(name, 300), reason });
  }
}
