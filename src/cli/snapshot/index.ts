/**
 * Takes a snapshot: every database whole, as `ovsdb-client backup` would save it, with a manifest.
 *
 *     readSources ─▶ without secrets (and addresses) ─▶ StandaloneWriter ─▶ directory | tar | tar.gz
 */
import { existsSync } from 'node:fs';
import { Redactor, withoutSecrets } from '../../model/index.ts';
import {
  AllExcept,
  StandaloneWriter,
  type ColumnSchema,
  type StandaloneOptions,
  type TarFile,
  type Value,
} from '../../ovsdb/index.ts';
import { printable } from '../../text/index.ts';
import type { GlobalArguments } from '../options.ts';
import type { Io } from '../io.ts';
import { bytesText } from '../progress.ts';
import { readSources, reportLate, type Needs } from '../read.ts';
import type { Reading } from '../reading.ts';
import { findSources } from '../sources.ts';
import { VERSION } from '../version.ts';
import type { Disk } from './disk.ts';
import { MANIFEST, manifestText, versionsIn, type LeftOut, type SavedDatabase } from './manifest.ts';
import { nameReadings, type NamedReading } from './names.ts';
import { checkTarget, writeTarget } from './target.ts';

export interface SnapshotArguments {
  /** A directory, or an archive by its name. */
  readonly path: string;
  readonly noFlows: boolean;
  readonly redact: boolean;
  readonly force: boolean;
}

/** What the outside world gives; tests give their own. */
export interface World {
  readonly disk: Disk;
  readonly now: () => Date;
  readonly randomBytes: (count: number) => Uint8Array;
}

const FLOWS = 'Logical_Flow';

/** Throws `OvnscopeError`; there is then no snapshot, not even a part of one. */
export const takeSnapshot = async (
  args: GlobalArguments,
  { path, noFlows, redact, force }: SnapshotArguments,
  io: Io,
  { disk, now, randomBytes }: World,
): Promise<void> => {
  await checkTarget(disk, path, force);
  const live = !noFlows && readsLiveSouthbound(args, io);
  if (live) {
    io.err.write(
      `ovnscope: the server of the Southbound is busy while it sends ${FLOWS}; --no-flows leaves that table out\n`,
    );
  }
  const readings = await readSources({ args, io }, needsOf(noFlows));
  if (live) tellFlows(io, readings);
  const created = now();
  const redactor = redact ? new Redactor(randomBytes(16)) : undefined;
  const change = changeWith(redactor);
  const named = nameReadings(readings, (name) => redactor?.text(name) ?? name);
  const before = readings.map(({ database }) => database.problems.count);
  const options: StandaloneOptions = {
    date: created.getTime(),
    comment: `ovnscope ${VERSION} snapshot`,
    transform: change,
    leaveOut: noFlows ? [FLOWS] : [],
  };
  const written: { readonly writer: StandaloneWriter; readonly named: NamedReading }[] = [];
  for (const one of named) {
    io.signal.throwIfAborted();
    written.push({ named: one, writer: await StandaloneWriter.of(one.reading.database, options) });
  }
  // Before the rows are decoded once more.
  reportLate({ args, io }, readings, before);
  const manifest = manifestText({
    created: created.toISOString(),
    ovnscopeVersion: VERSION,
    redacted: redact,
    databases: written.map((one) => saved(one.named, one.writer, { noFlows, redactor })),
  });
  const files: readonly TarFile[] = [
    { name: MANIFEST, size: Buffer.byteLength(manifest), chunks: () => [Buffer.from(manifest)] },
    ...written.map(({ named: { file }, writer }): TarFile => ({
      name: file,
      size: writer.bytes,
      chunks: () => writer.chunks(),
    })),
  ];
  const unique = Buffer.from(randomBytes(8)).toString('hex');
  const bytes = await writeTarget(path, files, {
    disk,
    modified: created.getTime(),
    unique,
    signal: io.signal,
  });
  const rows = written.reduce((sum, { writer }) => sum + writer.rows, 0);
  const count = `${written.length} ${written.length === 1 ? 'database' : 'databases'}`;
  io.err.write(`wrote ${printable(path)}: ${count}, ${rows} rows, ${bytesText(bytes)}\n`);
};

const needsOf = (noFlows: boolean): Needs => ({
  nb: 'all',
  sb: noFlows ? new AllExcept([FLOWS]) : 'all',
  ovs: 'all',
  icNb: 'all',
  icSb: 'all',
});

const changeWith =
  (redactor: Redactor | undefined) =>
  (table: string, { name, type }: ColumnSchema, value: Value): Value => {
    if (!holdsText(type.key) && !holdsText(type.value)) return value;
    return redactor === undefined ? withoutSecrets(table, name, value) : redactor.value(table, name, value);
  };

/** UUIDs, and words that the schema lists, are nobody's secret. */
const holdsText = (type: ColumnSchema['type']['value']): boolean =>
  type?.type === 'string' && type.enum === undefined;

const readsLiveSouthbound = (args: GlobalArguments, { env }: Io): boolean =>
  findSources(args, { env, exists: existsSync }).sources.some(
    ({ role, remotes }) => role === 'sb' && remotes.remotes[0]?.kind !== 'file',
  );

const tellFlows = (io: Io, readings: readonly Reading[]): void => {
  for (const { role, name, database } of readings) {
    if (role !== 'sb' || database.origin.kind !== 'server') continue;
    const flows = database.table(FLOWS).size;
    io.err.write(
      `read ${printable(name)}: ${flows} rows of ${FLOWS}; ${bytesText(database.origin.bytes)} in all\n`,
    );
  }
};

const saved = (
  { file, reading: { role, name, database } }: NamedReading,
  writer: StandaloneWriter,
  { noFlows, redactor }: { readonly noFlows: boolean; readonly redactor: Redactor | undefined },
): SavedDatabase => {
  const written = new Set(writer.tables.map((table) => table.name));
  const leftOut = [...database.schema.tables.keys()]
    .filter((table) => !written.has(table))
    .sort()
    .map((table): LeftOut => ({
      table,
      why: noFlows && table === FLOWS ? '--no-flows' : 'not in the source',
    }));
  return {
    file,
    database: database.name,
    schemaVersion: database.schema.version,
    source: redactor?.text(name) ?? name,
    rows: writer.rows,
    bytes: writer.bytes,
    ...versionsIn(role, database),
    tables: writer.tables.filter((table) => table.rows > 0),
    leftOut,
  };
};
