/** What the tests against real servers share: a schema with every kind of column, a writer, a clock that hurries. */
import { connect as dial, type Socket } from 'node:net';
import type { Clock } from '../../../src/ovsdb/clock.ts';
import { formatJson } from '../../../src/ovsdb/json/exact.ts';
import { MessageScanner } from '../../../src/ovsdb/json/scanner.ts';
import { isObject, type Json, type JsonObject } from '../../../src/ovsdb/json/value.ts';

/** Pauses and probes pass a hundred times as fast. */
export const hurriedClock: Clock = {
  now: () => performance.now() * 100,
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds / 100);
    return () => clearTimeout(timer);
  },
};

const set = (key: Json, max: Json = 'unlimited'): JsonObject => ({ type: { key, min: 0, max } });
const map = (key: Json, value: Json): JsonObject => ({ type: { key, value, min: 0, max: 'unlimited' } });
const weak = { type: 'uuid', refTable: 'Root', refType: 'weak' };

/** Columns that random transactions write; references are written by transactions of their own. */
export const PLAIN = {
  i: { type: 'integer' },
  r: { type: 'real' },
  b: { type: 'boolean' },
  s: { type: 'string' },
  u: { type: 'uuid' },
  oi: set('integer', 1),
  or: set('real', 1),
  ob: set('boolean', 1),
  os: set('string', 1),
  ou: set('uuid', 1),
  si: set('integer'),
  sr: set('real'),
  ss: set('string'),
  su: set('uuid'),
  few: set('string', 3),
  one: { type: { key: 'integer', min: 1, max: 4 } },
  mss: map('string', 'string'),
  msi: map('string', 'integer'),
  mir: map('integer', 'real'),
  mub: map('uuid', 'boolean'),
  single: { type: { key: 'string', value: 'integer', min: 0, max: 1 } },
} satisfies JsonObject;

export const EVERY_KIND: Json = {
  name: 'Every',
  version: '1.0.0',
  tables: {
    Step: { columns: { n: { type: 'integer' } }, isRoot: true },
    Root: {
      columns: {
        ...PLAIN,
        e: { type: { key: { type: 'string', enum: ['set', ['red', 'green', 'blue']] }, min: 0, max: 1 } },
        strong: set({ type: 'uuid', refTable: 'Leaf' }),
        weak: set(weak),
        first: set(weak, 1),
        named: map('string', weak),
      },
      isRoot: true,
    },
    Leaf: { columns: { n: { type: 'integer' }, owner: set(weak, 1) } },
  },
};

const LOST = 'the connection was closed';

/**
 * A client of a few lines that may write: nothing of the client under test is in it but the splitting of bytes.
 * It connects when it has to; servers disconnect those who have not said that they bear conversions.
 */
export class Writer {
  private readonly path: string;
  private readonly database: string;
  private readonly waiting = new Map<Json, (reply: JsonObject) => void>();
  private socket: Socket | undefined;
  private id = 0;

  constructor(path: string, database: string) {
    this.path = path;
    this.database = database;
  }

  private connected(): Socket {
    if (this.socket !== undefined) return this.socket;
    const socket = (this.socket = dial(this.path));
    const scanner = new MessageScanner();
    socket.on('data', (bytes) => scanner.push(bytes, (body) => this.take(body.full() as JsonObject)));
    socket.on('error', () => undefined);
    socket.on('end', () => this.lose(socket));
    socket.on('close', () => this.lose(socket));
    return socket;
  }

  private lose(socket: Socket): void {
    if (this.socket === socket) this.socket = undefined;
    socket.destroy();
    for (const take of this.waiting.values()) take({ result: null, error: LOST });
  }

  private take(message: JsonObject): void {
    const { method, id = null, params = [] } = message;
    if (method === 'echo') this.socket?.write(formatJson({ id, result: params, error: null }));
    else this.waiting.get(id)?.(message);
  }

  /** The results of the operations; those of a transaction that failed hold an `error`. */
  async transact(...operations: Json[]): Promise<Json[]> {
    let reply = await this.request(operations);
    // Cut off before the server looked at it.
    if (reply['error'] === LOST) reply = await this.request(operations);
    if (reply['error'] !== null) throw new Error(`transact: ${formatJson(reply['error'] ?? null)}`);
    return reply['result'] as Json[];
  }

  private async request(operations: readonly Json[]): Promise<JsonObject> {
    const id = ++this.id;
    const reply = await new Promise<JsonObject>((resolve) => {
      this.waiting.set(id, resolve);
      this.connected().write(formatJson({ method: 'transact', params: [this.database, ...operations], id }));
    });
    this.waiting.delete(id);
    return reply;
  }

  /** The rows by UUID, each with its columns; `where` as in `select`. */
  async rows(table: string, columns: readonly string[], where: Json = []): Promise<Map<string, JsonObject>> {
    const [result] = await this.transact({ op: 'select', table, where, columns: ['_uuid', ...columns] });
    const { rows } = result as unknown as { rows: (JsonObject & { _uuid: [string, string] })[] };
    return new Map(rows.map(({ _uuid, ...row }) => [_uuid[1], row]));
  }

  close(): void {
    this.socket?.destroy();
  }
}

export const failed = (results: readonly Json[]): boolean =>
  results.some((result) => isObject(result) && result['error'] !== undefined);
