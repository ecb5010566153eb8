/**
 * Opens saved databases: a file of any kind, packed with gzip or not.
 *
 *     bytes ─ detect ─┬─ log ─┬─ standalone ─┐
 *             │       │       └─ raft ───────┼─▶ Database
 *             └ gunzip└─ dump (+ schema) ────┘
 */
import { excerpt, messageOf, OvnscopeError } from '../../text/index.ts';
import type { Database, Origin } from '../rows/database.ts';
import { parseDatabaseSchema } from '../schema/parse.ts';
import type { DatabaseSchema } from '../schema/types.ts';
import { Peeked, type ByteSource } from './bytes.ts';
import { detect, type Detected, type FileKind } from './detect.ts';
import { databaseOfDump, DumpReader, schemaForDump, type DumpTable } from './dump.ts';
import { gunzip } from './gzip.ts';
import { LogReader, type Damage } from './log.ts';
import { CLUSTER_ROW_DEPTH, ClusterFile, type ClusterFacts } from './raft.ts';
import { STANDALONE_ROW_DEPTH, StandaloneFile } from './standalone.ts';

export interface DatabaseFile {
  /** As the caller named it, with the path inside an archive. */
  readonly name: string;
  readonly kind: 'standalone' | 'clustered' | 'dump';
  readonly database: Database;
  /** From here on the file was not used; also in `database.problems`. */
  readonly damage?: Damage;
  /** For files of a cluster member. */
  readonly cluster?: ClusterFacts;
}

export interface OpenOptions {
  /** Schemas for dumps, which have none; the one that fits best is taken. */
  readonly schemas?: readonly DatabaseSchema[];
  /** Called after each chunk; `total` is in bytes of the file, where that is known. */
  readonly progress?: (bytes: number, total: number | undefined) => void;
}

/** What a file turned out to be: a database, or what may help to read another one. */
export type Opened =
  | { readonly kind: 'database'; readonly file: DatabaseFile }
  | { readonly kind: 'dump'; readonly dump: PendingDump }
  | { readonly kind: 'schema'; readonly schema: DatabaseSchema }
  | { readonly kind: 'tar'; readonly peeked: Peeked }
  | { readonly kind: 'other'; readonly detected: Detected };

/** A dump that waits for its schema. */
export interface PendingDump {
  readonly tables: readonly DumpTable[];
  readonly origin: Origin;
  readonly damage: Damage | undefined;
}

/**
 * Reads one database. Throws `OvnscopeError`, kind `file`, for anything that is none, and for one that cannot be
 * read from its first record on; later damage is told in the result.
 */
export const openDatabaseFile = async (
  name: string,
  source: ByteSource,
  options: OpenOptions = {},
): Promise<DatabaseFile> => {
  const opened = await openAny(name, source, options);
  switch (opened.kind) {
    case 'database':
      return opened.file;
    case 'dump':
      return finishDump(opened.dump, options.schemas ?? []);
    case 'tar':
      await opened.peeked.close();
      throw notDatabase(name, { looksLike: 'a tar archive' });
    case 'schema':
      throw onlySchema(name, opened.schema);
    case 'other':
      throw notDatabase(name, opened.detected);
  }
};

export const notDatabase = (name: string, detected: Pick<Detected, 'looksLike' | 'hint'>): OvnscopeError =>
  new OvnscopeError('file', `${excerpt(name)} is no database: it is ${detected.looksLike}`, {
    where: excerpt(name),
    expected: 'a database file, the output of ovsdb-client backup, or an archive that contains one',
    hint: detected.hint,
  });

export const onlySchema = (name: string, schema: DatabaseSchema): OvnscopeError =>
  notDatabase(name, {
    looksLike: `a schema (${excerpt(schema.name, 40)}), which has no rows`,
    hint: 'ovsdb-client backup REMOTE saves a database with its schema',
  });

/** Reads a file of any kind; of an archive or something else only the head. */
export const openAny = async (name: string, source: ByteSource, options: OpenOptions): Promise<Opened> => {
  try {
    return await openNamed(name, source, options);
  } catch (error) {
    if (!(error instanceof OvnscopeError) || error.where !== undefined) throw error;
    const { kind, message, expected, hint } = error;
    throw new OvnscopeError(kind, `${excerpt(name)}: ${message}`, {
      where: excerpt(name),
      expected,
      hint,
      cause: error,
    });
  }
};

const openNamed = async (name: string, source: ByteSource, options: OpenOptions): Promise<Opened> => {
  const started = performance.now();
  let peeked = await Peeked.of(source.chunks());
  let detected = detect(peeked.head);
  let { size } = source;
  if (detected.kind === 'gzip') {
    peeked = await Peeked.of(gunzip(peeked.chunks()));
    size = undefined;
    detected = detect(peeked.head);
    if (detected.kind === 'gzip') detected = { kind: 'other', looksLike: 'packed with gzip twice' };
  }
  const { kind } = detected;
  if (kind === 'tar') return { kind, peeked };
  if (kind === 'other' || kind === 'gzip') {
    await peeked.close();
    return { kind: 'other', detected };
  }
  const reading: Reading = { name, kind, peeked, size, started, options };
  return kind === 'dump' || kind === 'schema' ? readDump(reading) : readLog({ ...reading, kind });
};

interface Reading {
  readonly name: string;
  readonly kind: FileKind;
  readonly peeked: Peeked;
  readonly size: number | undefined;
  readonly started: number;
  readonly options: OpenOptions;
}

/** Feeds a reader until it has seen all or has enough; gives what the source itself had to complain about. */
const feed = async (
  { peeked, size, options }: Reading,
  origin: Origin,
  reader: { damage: Damage | undefined; push(chunk: Uint8Array): void; end(): void },
): Promise<Damage | undefined> => {
  try {
    for await (const chunk of peeked.chunks()) {
      origin.bytes += chunk.length;
      reader.push(chunk);
      options.progress?.(origin.bytes, size);
      if (reader.damage !== undefined) return undefined;
    }
    reader.end();
    return undefined;
  } catch (error) {
    if (!(error instanceof OvnscopeError)) throw error;
    reader.end();
    return { offset: origin.bytes, reason: messageOf(error) };
  }
};

const readLog = async (reading: Reading & { kind: 'standalone' | 'clustered' }): Promise<Opened> => {
  const { name, kind } = reading;
  const origin: Origin = { name, kind: `${kind} file`, bytes: 0, milliseconds: 0 };
  const file = kind === 'standalone' ? new StandaloneFile(origin) : new ClusterFile(origin);
  const [magic, depth] =
    kind === 'standalone'
      ? (['JSON', STANDALONE_ROW_DEPTH] as const)
      : (['CLUSTER', CLUSTER_ROW_DEPTH] as const);
  const reader = new LogReader(magic, depth, (record) => file.take(record));
  const trouble = await feed(reading, origin, reader);
  const cluster = file instanceof ClusterFile ? file : undefined;
  const damage = earliest(earliest(reader.damage, trouble), cluster?.finish());
  const { database } = file;
  if (cluster?.refusal !== undefined) throw cluster.refusal;
  if (database === undefined) throw unreadable(name, damage, reader.records);
  origin.milliseconds = performance.now() - reading.started;
  if (damage !== undefined)
    database.problems.add(`${excerpt(name)}:${damage.offset}`, `not read from here on: ${damage.reason}`);
  const facts = cluster?.facts;
  return {
    kind: 'database',
    file: { name, kind, database, ...(damage && { damage }), ...(facts && { cluster: facts }) },
  };
};

/** A source that failed is the cause of a record that then was not whole. */
const earliest = (a: Damage | undefined, b: Damage | undefined): Damage | undefined =>
  a === undefined || b === undefined
    ? (a ?? b)
    : { offset: Math.min(a.offset, b.offset), reason: `${b.reason}; ${a.reason}` };

const unreadable = (name: string, damage: Damage | undefined, records: number): OvnscopeError => {
  const reason = damage?.reason ?? 'no schema is committed in it';
  return new OvnscopeError('file', `${excerpt(name)}: no database can be read from it: ${reason}`, {
    where: `${excerpt(name)}:${damage?.offset ?? 0}`,
    expected: records === 0 ? 'a first record with the schema' : 'a committed schema',
    hint: 'is the file a whole copy? ovsdb-client backup REMOTE saves a running database',
  });
};

const readDump = async (reading: Reading): Promise<Opened> => {
  const { name, started } = reading;
  const origin: Origin = { name, kind: 'dump', bytes: 0, milliseconds: 0 };
  const reader = new DumpReader();
  const trouble = await feed(reading, origin, reader);
  const damage = earliest(reader.damage, trouble);
  origin.milliseconds = performance.now() - started;
  if (reader.schema !== undefined) {
    return { kind: 'schema', schema: parseDatabaseSchema(reader.schema, { onProblem: () => undefined }) };
  }
  if (reader.tables.length === 0) throw unreadable(name, damage, 0);
  return { kind: 'dump', dump: { tables: reader.tables, origin, damage } };
};

/** Throws `OvnscopeError` of kind `file` when none of the schemas fits. */
export const finishDump = (dump: PendingDump, schemas: Iterable<DatabaseSchema>): DatabaseFile => {
  const { tables, origin, damage } = dump;
  const { name } = origin;
  const started = performance.now();
  const schema = schemaForDump(tables, schemas);
  if (schema === undefined) {
    const names = tables.map((table) => table.name).join(', ');
    throw new OvnscopeError(
      'file',
      `${excerpt(name)}: a dump of tables that no known schema has: ${excerpt(names)}`,
      {
        where: excerpt(name),
        expected: 'the schema of the dumped database beside it',
        hint: 'ovsdb-client backup REMOTE saves a database with its schema',
      },
    );
  }
  const database = databaseOfDump(tables, schema, origin);
  if (damage !== undefined)
    database.problems.add(`${excerpt(name)}:${damage.offset}`, `not read from here on: ${damage.reason}`);
  origin.milliseconds += performance.now() - started;
  return { name, kind: 'dump', database, ...(damage && { damage }) };
};
