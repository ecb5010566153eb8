/**
 * The questions that a reader asks one server, typed. What the server itself says about its databases is in the
 * database `_Server` (ovsdb-server(5)); servers before Open vSwitch 2.9 have none.
 */
import { excerpt, OvnscopeError } from '../../text/index.ts';
import type { Json } from '../json/value.ts';
import { isArray } from '../json/value.ts';
import type { Problems } from '../rows/problems.ts';
import type { AnyColumns, Row } from '../rows/row.ts';
import type { Peer } from '../rpc/peer.ts';
import type { Select } from '../rpc/readonly.ts';
import { parseDatabaseSchema } from '../schema/parse.ts';
import type { DatabaseSchema } from '../schema/types.ts';

/** A row of `_Server.Database`. */
export interface ServerStatus {
  readonly model: 'standalone' | 'clustered' | 'relay' | (string & {});
  /** Clustered: whether the server is in touch with a majority; relay: with its source. */
  readonly connected: boolean;
  readonly leader: boolean;
  readonly clusterId?: string;
  readonly serverId?: string;
  /** Clustered: of the log; never goes back within a cluster. */
  readonly index?: number | bigint;
}

export const statusOf = (row: Row<AnyColumns>): ServerStatus => {
  const optional = (name: string): string | undefined => row.get(name) as string | undefined;
  const clusterId = optional('cid');
  const serverId = optional('sid');
  const index = row.get('index') as number | bigint | undefined;
  return {
    model: row.get('model') as string,
    connected: row.get('connected') === true,
    leader: row.get('leader') === true,
    ...(clusterId === undefined ? {} : { clusterId }),
    ...(serverId === undefined ? {} : { serverId }),
    ...(index === undefined ? {} : { index }),
  };
};

export const listDatabases = async (peer: Peer): Promise<string[]> => {
  const { result } = await peer.request('list_dbs', []);
  if (!isArray(result)) throw new OvnscopeError('protocol', 'list_dbs gave no list', { where: peer.name });
  return result.filter((name): name is string => typeof name === 'string');
};

/** Columns of a type that nobody knows are left out and named in `problems`. */
export const getSchema = async (
  peer: Peer,
  database: string,
  problems: Problems,
): Promise<DatabaseSchema> => {
  const { body } = await peer.request('get_schema', [database]);
  const reply = body.full() as { result: Json };
  return parseDatabaseSchema(reply.result, {
    onProblem: ({ where, message }) => problems.add(`${peer.name} ${excerpt(where)}`, message),
  });
};

/** The server's own id (ovsdb-server(7), "get_server_id"). */
export const getServerId = async (peer: Peer): Promise<string> => {
  const { result } = await peer.request('get_server_id', []);
  return String(result);
};

/** Conditional reads in one transaction: one list of rows, as JSON, for each operation. */
export const select = async (
  peer: Peer,
  database: string,
  operations: readonly Select[],
): Promise<Json[][]> => {
  const { body } = await peer.request('transact', [database, ...operations]);
  const { result } = body.full() as { result: Json };
  if (!isArray(result)) throw new OvnscopeError('protocol', 'transact gave no list', { where: peer.name });
  return operations.map((operation, i) => {
    const answer = (result[i] ?? {}) as { rows?: Json; error?: Json; details?: Json };
    if (isArray(answer.rows)) return [...answer.rows];
    const why = [answer.error, answer.details].filter((part) => typeof part === 'string').join(': ');
    throw new OvnscopeError('server', `the server refused to read ${operation.table}: ${excerpt(why)}`, {
      where: peer.name,
    });
  });
};
