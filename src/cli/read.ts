/** Reads the databases that a command asks for: from servers only what it needs, from files what is there. */
import { existsSync } from 'node:fs';
import {
  connect,
  formatRemotes,
  nodeFiles,
  openDatabases,
  readDatabase,
  systemClock,
  type ClientEvent,
  schemaOfExpected,
  type Database,
  type DatabaseFile,
  type DatabaseSchema,
  type ReadOptions,
  type Spec,
} from '../ovsdb/index.ts';
import {
  interconnectNorthbound,
  interconnectSouthbound,
  northbound,
  openVSwitch,
  southbound,
} from '../model/index.ts';
import { OvnscopeError, printable } from '../text/index.ts';
import { distinct } from './distinct.ts';
import { reportProblems, reportSkipped } from './errors.ts';
import type { Io } from './io.ts';
import type { GlobalArguments } from './options.ts';
import { bytesText, showProgress } from './progress.ts';
import type { Reading } from './reading.ts';
import { manifestLine, readManifest } from './snapshot/read-manifest.ts';
import { DATABASES, findSources, type Role, type Source } from './sources.ts';

/** For each role, what is needed of the database when it is read from a server. */
export type Needs = Readonly<Partial<Record<Role, Spec>>>;

export interface ReadContext {
  readonly io: Io;
  readonly args: GlobalArguments;
  /** How a server is read; at once and whole without it. */
  readonly readServer?: ((options: ReadOptions) => Promise<Database>) | undefined;
  /** When the time is up, where that is counted from earlier than now. */
  readonly limit?: AbortSignal | undefined;
  /** What went wrong last with each remote: told when time is up. */
  readonly troubles?: Map<string, string>;
}

/** When `--timeout` is over, counted from now. */
export const limitOf = ({ timeout }: GlobalArguments): AbortSignal | undefined =>
  timeout === undefined ? undefined : AbortSignal.timeout(Math.ceil(timeout * 1000));

/** Throws `OvnscopeError` when nothing can be read, or when something that was asked for cannot. */
export const readSources = async (asked: ReadContext, needs: Needs): Promise<readonly Reading[]> => {
  const troubles = new Map<string, string>();
  const context = { ...asked, troubles };
  const { io, args } = context;
  const { sources, collections, absent } = findSources(args, { env: io.env, exists: existsSync });
  const wanted = sources.filter(({ role }) => needs[role] !== undefined);
  if (wanted.length === 0 && collections.length === 0) throw nothingToRead(absent, sources);
  const limit = asked.limit ?? limitOf(args);
  const signals = limit === undefined ? [io.signal] : [io.signal, limit];
  const signal = AbortSignal.any(signals);
  try {
    const [live, collected] = await Promise.all([
      Promise.all(wanted.map((source) => readSource(context, source, needs[source.role] as Spec, signal))),
      Promise.all(collections.map((path) => readCollection(context, path, signal))),
    ]);
    const all = [...live, ...collected].flat();
    if (all.length === 0) throw nothingToRead(absent, sources);
    const { kept: readings, left } = distinct(all);
    for (const { reading, sameAs, isOlder } of left) {
      const what = isOlder ? 'an older state of the database in' : 'the same database as';
      io.err.write(`ovnscope: ${printable(reading.name)} is ${what} ${printable(sameAs.name)}: left out\n`);
    }
    for (const { name, database } of readings) {
      reportProblems(io.err, name, database.problems.count, database.problems.list, args.verbose);
    }
    return readings;
  } catch (error) {
    if (limit?.aborted === true) throw timedOut(args.timeout as number, troubles, error);
    throw error;
  }
};

/** What was found to be wrong while answering, after the answer: rows are decoded when they are looked at. */
export const reportLate = (
  { io, args }: ReadContext,
  readings: readonly Reading[],
  before: readonly number[],
): void => {
  readings.forEach(({ name, database }, i) => {
    const count = database.problems.count;
    if (count > (before[i] ?? 0)) reportProblems(io.err, name, count, database.problems.list, args.verbose);
  });
};

const readSource = async (
  context: ReadContext,
  source: Source,
  spec: Spec,
  signal: AbortSignal,
): Promise<Reading[]> => {
  const [remote] = source.remotes.remotes;
  if (remote?.kind === 'file') return readFile(context, source.role, remote.path, signal);
  try {
    return [await readServer(context, source, spec, signal)];
  } catch (error) {
    if (source.origin !== 'default' || !(error instanceof OvnscopeError)) throw error;
    context.io.err.write(`ovnscope: ${DATABASES[source.role]} left out: ${printable(error.message)}\n`);
    return [];
  }
};

const readServer = async (
  context: ReadContext,
  source: Source,
  spec: Spec,
  signal: AbortSignal,
): Promise<Reading> => {
  const { io, args } = context;
  const name = formatRemotes(source.remotes);
  const database = DATABASES[source.role];
  let stopProgress = (): void => undefined;
  try {
    const read = await (context.readServer ?? readDatabase)({
      remotes: source.remotes,
      database,
      spec,
      connect,
      clock: systemClock,
      signal,
      leaderOnly: args.leaderOnly && !args.noLeaderOnly,
      tls: {
        privateKey: args.privateKey,
        certificate: args.certificate,
        caCertificate: args.caCert,
        bootstrapCaCertificate: args.bootstrapCaCert,
        serverName: args.sslServerName,
      },
      onStart: (replica) => {
        stopProgress = showProgress(io.err, `reading ${database}`, () => replica.progress);
      },
      onEvent: (event) => {
        if (event.kind === 'failed' || event.kind === 'lost')
          context.troubles?.set(event.remote, event.reason);
        if (args.verbose) tell(io, event);
      },
    });
    return { role: source.role, name, database: read };
  } finally {
    stopProgress();
  }
};

const readFile = async (
  context: ReadContext,
  role: Role,
  path: string,
  signal: AbortSignal,
): Promise<Reading[]> => {
  const readings = await readCollection(context, path, signal);
  const fitting = readings.filter((reading) => reading.role === role);
  if (fitting.length > 0) return fitting;
  const others = readings.map(({ database }) => database.name);
  throw new OvnscopeError('file', `no ${DATABASES[role]} in ${printable(path)}`, {
    where: path,
    expected: DATABASES[role],
    hint: `it holds ${[...new Set(others)].map(printable).join(', ')}; --from takes any`,
  });
};

const readCollection = async (
  { io, args }: ReadContext,
  path: string,
  signal: AbortSignal,
): Promise<Reading[]> => {
  let bytes = 0;
  const stopProgress = showProgress(io.err, `reading ${printable(path)}`, () => ({ bytes, rows: undefined }));
  const opening = openDatabases(path, nodeFiles, {
    schemas: knownSchemas(),
    progress: (read) => {
      bytes = read;
    },
  });
  const { databases, skipped, otherFiles } = await orAborted(opening, signal).finally(stopProgress);
  reportSkipped(io.err, skipped, args.verbose);
  const manifest = args.verbose ? await readManifest(path) : undefined;
  if (manifest !== undefined) io.err.write(`${manifestLine(path, manifest)}\n`);
  const passedOver = otherFiles - (manifest === undefined ? 0 : 1);
  if (args.verbose && passedOver > 0) {
    io.err.write(`${printable(path)}: ${passedOver} other files passed over; links are not followed\n`);
  }
  const readings: Reading[] = [];
  for (const found of databases) {
    const role = roleOf(found.database.name);
    if (args.verbose) tellFound(io, found);
    if (role === undefined) {
      io.err.write(
        `ovnscope: ${printable(found.name)}: a database ${printable(found.database.name)}, not one of OVN's: left out\n`,
      );
    } else readings.push({ role, name: found.name, database: found.database, cluster: found.cluster });
  }
  if (readings.length === 0) {
    throw new OvnscopeError('file', `no database of OVN or Open vSwitch in ${printable(path)}`, {
      where: path,
      expected: 'a database file, an ovsdb-client backup, or a directory or tar archive that holds some',
      hint: args.verbose ? undefined : '-v tells what was looked at',
    });
  }
  return readings;
};

/** Opening a pipe that nobody writes to cannot be called off, but need not be waited for. */
const orAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = (): void => reject(new OvnscopeError('file', 'reading was ended'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });

/** For dumps, which come without a schema. */
const knownSchemas = (): DatabaseSchema[] =>
  [northbound, southbound, openVSwitch, interconnectNorthbound, interconnectSouthbound].map(schemaOfExpected);

const roleOf = (name: string): Role | undefined =>
  (Object.keys(DATABASES) as Role[]).find((role) => DATABASES[role] === name);

const tellFound = (io: Io, { name, database, kind }: DatabaseFile): void => {
  const { bytes, milliseconds } = database.origin;
  const rows = [...database.all.values()].reduce((sum, table) => sum + table.size, 0);
  const time = `${milliseconds.toFixed(0)} ms`;
  io.err.write(
    `read ${printable(database.name)} ${printable(database.schema.version)} from ${printable(name)} (${kind}): ${rows} rows, ${bytesText(bytes)} in ${time}\n`,
  );
};

const tell = (io: Io, event: ClientEvent): void => {
  switch (event.kind) {
    case 'read': {
      const { remote, database, rows, bytes, milliseconds, method } = event;
      const time = `${milliseconds.toFixed(0)} ms`;
      io.err.write(
        `read ${database} from ${printable(remote)}: ${rows} rows, ${bytesText(bytes)} in ${time} (${method})\n`,
      );
      return;
    }
    case 'waiting':
      io.err.write(`next try in ${(event.milliseconds / 1000).toFixed(1)} s\n`);
      return;
    case 'failed':
    case 'lost':
      io.err.write(`${event.kind} ${printable(event.remote)}: ${printable(event.reason)}\n`);
      return;
    case 'connecting':
    case 'connected':
      io.err.write(`${event.kind} ${printable(event.remote)}\n`);
  }
};

const nothingToRead = (absent: readonly string[], sources: readonly Source[]): OvnscopeError =>
  new OvnscopeError('usage', 'no database to read', {
    expected:
      sources.length > 0
        ? 'a database that this command looks at'
        : `a server at ${absent.join(', ')}, OVN_NB_DB or OVN_SB_DB in the environment, or an option`,
    hint: 'ovnscope show --nb tcp:HOST:6641 --sb tcp:HOST:6642, or --from ARCHIVE',
  });

export const timedOut = (
  seconds: number,
  troubles: ReadonlyMap<string, string>,
  cause: unknown,
): OvnscopeError =>
  new OvnscopeError('connection', `not finished within ${seconds} s`, {
    where:
      troubles.size === 0
        ? undefined
        : [...troubles].map(([remote, reason]) => `${remote}: ${reason}`).join('; '),
    hint: 'a larger --timeout, or -v to see what it waits for',
    cause,
  });
