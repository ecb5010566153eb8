/**
 * The requests that ovnscope can send, as types and as a check at run time.
 *
 * Whatever leaves the process goes through `readOnlyText` in the one place that writes to a transport
 * (`peer.ts`). Not in the list, and so not expressible: insert, update, mutate, delete, wait, commit, abort,
 * comment and assert operations; lock, steal, unlock; convert; cancel. RFC 7047 §4.1, §5.2; ovsdb-server(7).
 */
import { excerpt, OvnscopeError } from '../../text/index.ts';
import { formatJson, parseJson } from '../json/exact.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json/value.ts';

/** `[column, function, value]`, RFC 7047 §5.1; value in OVSDB's JSON notation. */
export type Clause = readonly [column: string, fn: ConditionFunction, value: Json];
export type ConditionFunction = '<' | '<=' | '==' | '!=' | '>=' | '>' | 'includes' | 'excludes';

/** All clauses must hold in a `select`; any one suffices in a monitor. `true` and `false` stand alone. */
export type Where = readonly (Clause | boolean)[];

export interface Select {
  readonly op: 'select';
  readonly table: string;
  readonly where: Where;
  readonly columns?: readonly string[];
}

/** One entry of a monitor request (RFC 7047 §4.1.5, with `where` of ovsdb-server(7)). */
export interface MonitorRequest {
  readonly columns?: readonly string[];
  readonly where?: Where;
  /** What is told; all of it without. */
  readonly select?: { readonly initial: boolean };
}
export type MonitorRequests = Readonly<Record<string, readonly MonitorRequest[]>>;

/** Method → its parameters. */
export interface ReadMethods {
  list_dbs: readonly [];
  get_schema: readonly [database: string];
  get_server_id: readonly [];
  set_db_change_aware: readonly [aware: boolean];
  monitor: readonly [database: string, id: Json, requests: MonitorRequests];
  monitor_cond: readonly [database: string, id: Json, requests: MonitorRequests];
  monitor_cond_since: readonly [database: string, id: Json, requests: MonitorRequests, last: string];
  monitor_cond_change: readonly [oldId: Json, newId: Json, requests: MonitorRequests];
  monitor_cancel: readonly [id: Json];
  transact: readonly [database: string, ...operations: Select[]];
  echo: readonly Json[];
}
export type ReadMethod = keyof ReadMethods;

const METHODS: ReadonlySet<string> = new Set<ReadMethod>([
  'list_dbs',
  'get_schema',
  'get_server_id',
  'set_db_change_aware',
  'monitor',
  'monitor_cond',
  'monitor_cond_since',
  'monitor_cond_change',
  'monitor_cancel',
  'transact',
  'echo',
]);

const SELECT_MEMBERS: ReadonlySet<string> = new Set(['op', 'table', 'where', 'columns']);

/**
 * The text of a message that can only read; throws `OvnscopeError` of kind `usage` for any other. What is judged is
 * the text itself, read back: an object that shows one face to a check and another to the writer (a getter, a
 * proxy, an overridden method) gains nothing.
 */
export const readOnlyText = (message: JsonObject): string => {
  const text = formatJson(message);
  const sent = parseJson(text);
  if (!isObject(sent)) refuse('a message that is not an object');
  else if (Object.hasOwn(sent, 'method')) assertReadOnly(sent['method'], sent['params']);
  else if (!Object.hasOwn(sent, 'result')) refuse('a message that is neither a request nor a reply');
  return text;
};

const assertReadOnly = (method: Json | undefined, params: Json | undefined): void => {
  if (typeof method !== 'string' || !METHODS.has(method)) return refuse(`the method "${shown(method)}"`);
  if (!isArray(params)) return refuse(`"${method}" without a list of parameters`);
  if (method !== 'transact') return;
  if (typeof params[0] !== 'string') return refuse('a transaction without the name of a database');
  for (const operation of params.slice(1)) {
    if (!isObject(operation)) return refuse('an operation that is not an object');
    if (operation['op'] !== 'select') return refuse(`the operation "${shown(operation['op'])}"`);
    const odd = Object.keys(operation).find((name) => !SELECT_MEMBERS.has(name));
    if (odd !== undefined) return refuse(`a select with the member "${shown(odd)}"`);
  }
};

const shown = (json: Json | undefined): string =>
  excerpt(typeof json === 'string' ? json : json === undefined ? 'undefined' : formatJson(json), 40);

const refuse = (what: string): never => {
  throw new OvnscopeError('usage', `${what} was not sent: ovnscope only reads`);
};
