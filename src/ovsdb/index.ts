/** The face of the OVSDB room: other rooms import from here only. */
export { sleep, systemClock, type Clock } from './clock.ts';

export type { Json, JsonObject } from './json/value.ts';
export { formatJson, parseJson } from './json/exact.ts';
export type { Progress } from './json/scanner.ts';

export type { Atom, Value } from './datum/value.ts';
export type * from './schema/types.ts';
export { defaultOfShape, schemaOfExpected, type ExpectedDatabase } from './schema/expected.ts';
export { parseDatabaseSchema } from './schema/parse.ts';

export { Database, type AnyTables, type Origin } from './rows/database.ts';
export { Row, type AnyColumns } from './rows/row.ts';
export { selectedRow } from './rows/selected-row.ts';
export { Table } from './rows/table.ts';
export { Problems, type Problem } from './rows/problems.ts';

export { formatRemote, formatRemotes, parseRemotes, resolveRemote } from './transport/remote.ts';
export type { Remote, RemoteList } from './transport/remote.ts';
export { connect, connectWith } from './transport/connect.ts';
export type { Connect, TlsOptions, Transport } from './transport/transport.ts';

export type { Clause, Select, Where } from './rpc/readonly.ts';
export { AllExcept, type Spec, type TableSpec } from './monitor/spec.ts';
export type { Change } from './monitor/updates.ts';

export type { ClientEvent } from './client/events.ts';
export { openReplica, readDatabase, type ReadOptions } from './client/read.ts';
export type { ChangeSet, ReplicaOptions } from './client/options.ts';
export { Moment } from './client/moment.ts';
export { Replica } from './client/replica.ts';
export { Session, type SessionOptions } from './client/session.ts';
export type { ServerStatus } from './client/server.ts';

export { openDatabases, type FoundDatabases } from './files/search.ts';
export { openDatabaseFile, type DatabaseFile } from './files/open.ts';
export type { ClusterFacts } from './files/raft.ts';
export { bytesOf } from './files/bytes.ts';
export { nodeFiles, type FileSystem } from './files/file-system.ts';
export { gunzip } from './files/gzip.ts';
export { readTar } from './files/tar.ts';
export { StandaloneWriter, type StandaloneOptions, type TableRows } from './files/write-standalone.ts';
export { writeTar, type TarFile, type TarOptions } from './files/write-tar.ts';
