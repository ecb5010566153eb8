/**
 * Rows in bulk, written in one of two ways: with many `transact` requests over one connection (RFC 7047,
 * section 4.1.3), or straight into a standalone database file (ovsdb(5): a line `OVSDB JSON LENGTH SHA1`, then
 * the record; the first record is the schema).
 */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { schemaPath } from './ovsdb.ts';

/** A row to be: columns are in the notation of RFC 7047; references are `["uuid", UUID]`. */
export interface Row {
  readonly table: string;
  readonly uuid: string;
  readonly columns: Readonly<Record<string, unknown>>;
}

/** One transaction's rows. A row refers to rows of its own batch and of earlier ones. */
export type Batch = readonly Row[];

/** Writes a standalone database file; gives the number of rows. */
export const writeDatabase = async (
  file: string,
  schema: string,
  batches: Iterable<Batch>,
): Promise<number> => {
  const stream = createWriteStream(file);
  const record = async (value: unknown): Promise<void> => {
    const json = Buffer.from(`${JSON.stringify(value)}\n`);
    const sha1 = createHash('sha1').update(json).digest('hex');
    stream.write(`OVSDB JSON ${json.length} ${sha1}\n`);
    if (!stream.write(json)) await once(stream, 'drain');
  };
  await record(JSON.parse(await readFile(schemaPath(schema), 'utf8')));
  let rows = 0;
  for (const batch of batches) {
    const tables: Record<string, Record<string, unknown>> = {};
    for (const row of batch) (tables[row.table] ??= {})[row.uuid] = row.columns;
    rows += batch.length;
    await record({ ...tables, _date: 1700000000000, _comment: 'lab' });
  }
  stream.end();
  await once(stream, 'finish');
  return rows;
};

/** The end of the JSON text that starts at `start`, or -1; a scan for braces outside of strings. */
const endOfMessage = (text: string, start: number): number => {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return at + 1;
  }
  return -1;
};

interface Reply {
  readonly id: unknown;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: readonly { readonly uuid?: readonly [string, string]; readonly error?: string }[] | null;
  readonly error?: unknown;
}

/** A connection that writes: for the lab only, ovnscope itself has no such thing. */
export class Writer {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, { resolve(reply: Reply): void; reject(error: Error): void }>();
  #text = '';
  #id = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      this.#receive(text);
    });
    socket.on('error', (error) => {
      this.#fail(error);
    });
    socket.on('close', () => {
      this.#fail(new Error('the server closed the connection'));
    });
  }

  static async open(path: string): Promise<Writer> {
    const socket = connect(path);
    await once(socket, 'connect');
    return new Writer(socket);
  }

  #receive(text: string): void {
    this.#text += text;
    for (;;) {
      const end = endOfMessage(this.#text, 0);
      if (end < 0) return;
      const reply = JSON.parse(this.#text.slice(0, end)) as Reply;
      this.#text = this.#text.slice(end);
      if (reply.method === 'echo') {
        this.#socket.write(JSON.stringify({ id: reply.id, result: reply.params, error: null }));
        continue;
      }
      const id = Number(reply.id);
      this.#waiting.get(id)?.resolve(reply);
      this.#waiting.delete(id);
    }
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  /** Runs one transaction; gives the UUIDs of what it inserted, by operation. */
  async transact(database: string, operations: readonly unknown[]): Promise<readonly (string | undefined)[]> {
    const id = ++this.#id;
    const reply = await new Promise<Reply>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.write(JSON.stringify({ method: 'transact', params: [database, ...operations], id }));
    });
    const results = reply.result ?? [];
    const failed = results.find((result) => result?.error !== undefined);
    if (failed !== undefined || (reply.error !== null && reply.error !== undefined)) {
      throw new Error(`transact on ${database}: ${JSON.stringify(failed ?? reply.error)}`);
    }
    return results.map((result) => result?.uuid?.[1]);
  }

  close(): void {
    this.#socket.destroy();
  }
}

const named = (uuid: string): string => `r${uuid.replaceAll('-', '_')}`;

/** Inserts batches over one connection; gives the number of rows. The server chooses the rows' UUIDs. */
export const insertRows = async (
  socket: string,
  database: string,
  batches: Iterable<Batch>,
): Promise<number> => {
  const writer = await Writer.open(socket);
  const actual = new Map<string, string>();
  let rows = 0;
  try {
    for (const batch of batches) {
      const here = new Set(batch.map((row) => row.uuid));
      const resolve = (value: unknown): unknown => {
        if (!Array.isArray(value)) return value;
        const [tag, uuid] = value as unknown[];
        if (tag !== 'uuid' || typeof uuid !== 'string') return value.map((each) => resolve(each));
        return here.has(uuid) ? ['named-uuid', named(uuid)] : ['uuid', actual.get(uuid) ?? uuid];
      };
      const uuids = await writer.transact(
        database,
        batch.map(({ table, uuid, columns }) => ({
          op: 'insert',
          table,
          'uuid-name': named(uuid),
          row: Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, resolve(value)])),
        })),
      );
      for (const [index, row] of batch.entries()) {
        const uuid = uuids[index];
        if (uuid !== undefined) actual.set(row.uuid, uuid);
      }
      rows += batch.length;
    }
  } finally {
    writer.close();
  }
  return rows;
};
