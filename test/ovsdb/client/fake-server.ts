/**
 * A server whose every word a test can choose. It answers as an up-to-date ovsdb-server with the database `T`
 * does, except where a test says otherwise with `on`.
 */
import type { Json, JsonObject } from '../../../src/ovsdb/json/value.ts';
import { MessageScanner } from '../../../src/ovsdb/json/scanner.ts';
import { memoryPair, type MemoryOptions, type MemoryTransport } from '../../../src/ovsdb/transport/memory.ts';
import { formatRemote } from '../../../src/ovsdb/transport/remote.ts';
import type { Connect } from '../../../src/ovsdb/transport/transport.ts';
import { OvnscopeError } from '../../../src/text/index.ts';

export interface Request {
  readonly method: string;
  readonly params: readonly Json[];
  readonly id: Json;
}

/** The handler says everything itself, or nothing at all. */
export const SILENCE = Symbol('silence');

export class Refusal {
  readonly error: Json;

  constructor(error: Json = 'unknown method') {
    this.error = error;
  }
}

type Answer = Json | Refusal | typeof SILENCE;
export type Handler = (request: Request, connection: Connection) => Answer;

export const uuid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

const SERVER_ROW = uuid(0xffff);

export const SERVER_SCHEMA: Json = {
  name: '_Server',
  version: '1.2.0',
  tables: {
    Database: {
      columns: {
        name: { type: 'string' },
        model: { type: 'string' },
        connected: { type: 'boolean' },
        leader: { type: 'boolean' },
        schema: { type: { key: 'string', min: 0 } },
        cid: { type: { key: 'uuid', min: 0 } },
        sid: { type: { key: 'uuid', min: 0 } },
        index: { type: { key: 'integer', min: 0 } },
      },
    },
  },
};

const strings = { key: 'string', min: 0, max: 'unlimited' };

export const SCHEMA = {
  name: 'T',
  version: '1.0.0',
  tables: {
    A: {
      columns: {
        n: { type: 'integer' },
        s: { type: 'string' },
        tags: { type: strings },
        few: { type: { ...strings, max: 2 } },
        m: { type: { ...strings, value: 'string' } },
      },
    },
    B: { columns: { s: { type: 'string' } } },
  },
};

/** A row of `_Server.Database` for `T`, over that of a standalone server. */
export const status = (columns: Readonly<Record<string, Json>> = {}): JsonObject => ({
  name: 'T',
  model: 'standalone',
  connected: true,
  leader: true,
  schema: JSON.stringify(SCHEMA),
  ...columns,
});

export const clustered = (columns: Readonly<Record<string, Json>> = {}): JsonObject =>
  status({ model: 'clustered', cid: ['uuid', uuid(0xc1)], sid: ['uuid', uuid(0x51)], index: 10, ...columns });

export const serverRow = (row: JsonObject): Json => ({ Database: { [SERVER_ROW]: { initial: row } } });

/** A change of the row, as `update2` carries it: scalars and optional scalars by their new values. */
export const serverChange = (columns: JsonObject): JsonObject =>
  notify('update2', 'ovnscope _Server', { Database: { [SERVER_ROW]: { modify: columns } } });

export const notify = (method: string, ...params: Json[]): JsonObject => ({ method, params, id: null });

export class Connection {
  readonly remote: string;
  readonly requests: Request[] = [];
  /** The id under which the client follows `T` now. */
  monitorId: Json = null;
  closed = false;
  readonly transport: MemoryTransport;

  constructor(remote: string, transport: MemoryTransport) {
    this.remote = remote;
    this.transport = transport;
  }

  get methods(): string[] {
    return this.requests.map(({ method }) => method);
  }

  last(method: string): Request {
    const request = this.requests.findLast((one) => one.method === method);
    if (request === undefined) throw new Error(`no ${method} among ${this.methods.join(', ')}`);
    return request;
  }

  /** Sends all of it in one piece. */
  say(...messages: (JsonObject | string)[]): void {
    const text = messages.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('');
    this.transport.send(Buffer.from(text)).catch(() => undefined);
  }

  reply(request: Request, result: Json): JsonObject {
    return { id: request.id, result, error: null };
  }

  update(last: string, updates: Json): JsonObject {
    return notify('update3', this.monitorId, last, updates);
  }

  drop(): void {
    this.transport.close();
  }
}

export class FakeServer {
  readonly connections: Connection[] = [];
  /** Remotes at which nobody listens. */
  readonly refusing = new Set<string>();
  schema: Json = SCHEMA;
  status: JsonObject = status();
  rows: Json = {};
  transaction = uuid(1);
  private readonly handlers = new Map<string, Handler>();
  private readonly memory: MemoryOptions;

  constructor(memory: MemoryOptions = {}) {
    this.memory = memory;
    this.on('list_dbs', () => ['_Server', 'T']);
    this.on('get_schema', ({ params }) => (params[0] === '_Server' ? SERVER_SCHEMA : this.schema));
    this.on('set_db_change_aware', () => ({}));
    this.on('monitor_cond', ({ params }) => (params[0] === '_Server' ? serverRow(this.status) : this.rows));
    this.on('monitor_cond_since', () => [false, this.transaction, this.rows]);
    this.on('monitor_cond_change', () => ({}));
    this.on('echo', ({ params }) => params);
  }

  on(method: string, handler: Handler): this {
    this.handlers.set(method, handler);
    return this;
  }

  /** Handles the method's next call so, and the others as before. */
  once(method: string, handler: Handler): this {
    const before = this.handlers.get(method);
    return this.on(method, (request, connection) => {
      if (before === undefined) this.handlers.delete(method);
      else this.handlers.set(method, before);
      return handler(request, connection);
    });
  }

  readonly connect: Connect = (remote) => {
    const name = formatRemote(remote);
    if (this.refusing.has(name)) {
      return Promise.reject(new OvnscopeError('connection', 'connection refused', { where: name }));
    }
    const [client, transport] = memoryPair({ ...this.memory, names: [name, 'server'] });
    const connection = new Connection(name, transport);
    this.connections.push(connection);
    const scanner = new MessageScanner();
    transport.start({
      data: (chunk) => scanner.push(chunk, (body) => this.take(body.full() as JsonObject, connection)),
      close: () => {
        connection.closed = true;
      },
    });
    return Promise.resolve(client);
  };

  /** The connection that was made last. */
  get now(): Connection {
    const connection = this.connections.at(-1);
    if (connection === undefined) throw new Error('nobody has connected');
    return connection;
  }

  private take(json: JsonObject, connection: Connection): void {
    if (json['method'] === undefined) return;
    const request = json as unknown as Request;
    connection.requests.push(request);
    const { method, params, id } = request;
    if (method.startsWith('monitor') && params[0] === 'T') connection.monitorId = params[1] as Json;
    if (method === 'monitor_cond_change') connection.monitorId = params[1] as Json;
    const handler = this.handlers.get(method);
    const answer = handler === undefined ? new Refusal() : handler(request, connection);
    if (answer === SILENCE) return;
    if (answer instanceof Refusal) connection.say({ id, result: null, error: answer.error });
    else connection.say(connection.reply(request, answer));
  }
}
