/**
 * The second connection, through which the tests change the database. It belongs to the test program: nothing in
 * ovnscope can send a transaction that writes. One request at a time; the server's `echo` is answered.
 */
import { messageOf } from '../../../src/text/index.ts';
import { formatJson } from '../../../src/ovsdb/json/exact.ts';
import { MessageScanner } from '../../../src/ovsdb/json/scanner.ts';
import { isObject, type Json, type JsonObject } from '../../../src/ovsdb/json/value.ts';
import type { RemoteList } from '../../../src/ovsdb/transport/remote.ts';
import type { Connect, TlsOptions, Transport } from '../../../src/ovsdb/transport/transport.ts';

const TIMEOUT_MS = 2000;

interface Waiting {
  readonly resolve: (reply: JsonObject) => void;
  readonly reject: (error: Error) => void;
}

export class Writer {
  private readonly transport: Transport;
  private readonly scanner = new MessageScanner();
  private waiting: Waiting | undefined;
  private nextId = 0;

  constructor(transport: Transport) {
    this.transport = transport;
    transport.start({
      data: (chunk) => this.receive(chunk),
      close: (error) => this.fail(error ?? new Error('jsonrpc transaction failed: End of file')),
    });
  }

  /** The first of the servers that takes the connection. */
  static async open(
    { remotes }: RemoteList,
    connect: Connect,
    tls: TlsOptions | undefined,
    signal: AbortSignal,
  ): Promise<Writer> {
    let last: unknown;
    for (const remote of remotes) {
      try {
        return new Writer(await connect(remote, { signal, tls, timeoutMs: TIMEOUT_MS }));
      } catch (error) {
        last = error;
      }
    }
    throw last;
  }

  /** Sends `["DATABASE", OPERATION, ...]` and gives the reply as it came. */
  async transact(params: Json): Promise<JsonObject> {
    const answer = new Promise<JsonObject>((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
    await this.send({ method: 'transact', params, id: this.nextId++ });
    return answer;
  }

  close(): void {
    this.transport.close();
  }

  private receive(chunk: Uint8Array): void {
    try {
      this.scanner.push(chunk, (body) => this.dispatch(body.full()));
    } catch (error) {
      this.fail(new Error(messageOf(error)));
      this.transport.close();
    }
  }

  private dispatch(message: Json): void {
    if (!isObject(message)) return;
    const { method, params, id } = message;
    if (method === 'echo') {
      this.send({ id: id ?? null, result: params ?? [], error: null }).catch((error: unknown) =>
        this.fail(new Error(messageOf(error))),
      );
    } else if (method === undefined || method === null) {
      const { waiting } = this;
      this.waiting = undefined;
      waiting?.resolve(message);
    }
  }

  private async send(message: JsonObject): Promise<void> {
    await this.transport.send(Buffer.from(formatJson(message)));
  }

  private fail(error: Error): void {
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.reject(error);
  }
}
