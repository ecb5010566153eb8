/**
 * The lines on standard error in which Open vSwitch's programs show their JSON-RPC traffic: some tests of the
 * suite look for requests and replies there.
 *
 *     2026-01-02T03:04:05.678Z | jsonrpc | DBG | REMOTE: send request, method="NAME", params=JSON, id=JSON
 *     ... REMOTE: received reply, result=JSON, id=JSON
 */
import { formatJson } from '../../../src/ovsdb/json/exact.ts';
import { MessageScanner } from '../../../src/ovsdb/json/scanner.ts';
import { isObject, type Json, type JsonObject } from '../../../src/ovsdb/json/value.ts';
import type { Connect, Transport, TransportHandlers } from '../../../src/ovsdb/transport/transport.ts';

const isNull = (json: Json | undefined): json is null | undefined => json === null || json === undefined;

const kindOf = ({ method, id, error }: JsonObject): string => {
  if (!isNull(method)) return isNull(id) ? 'notification' : 'request';
  return isNull(error) ? 'reply' : 'error';
};

const describe = (message: JsonObject): string => {
  const parts = [kindOf(message)];
  if (!isNull(message['method'])) parts.push(`method="${String(message['method'])}"`);
  for (const name of ['params', 'result', 'error', 'id']) {
    const member = message[name];
    if (!isNull(member)) parts.push(`${name}=${formatJson(member)}`);
  }
  return parts.join(', ');
};

class Log {
  private readonly scanner = new MessageScanner();
  private readonly prefix: string;

  constructor(name: string, direction: 'send' | 'received') {
    this.prefix = `jsonrpc | DBG | ${name}: ${direction}`;
  }

  push(bytes: Uint8Array): void {
    this.scanner.push(bytes, (body) => {
      const message = body.full();
      if (!isObject(message)) return;
      process.stderr.write(`${new Date().toISOString()} | ${this.prefix} ${describe(message)}\n`);
    });
  }
}

class LoggedTransport implements Transport {
  readonly name: string;
  private readonly inner: Transport;
  private readonly sent: Log;
  private readonly received: Log;

  constructor(inner: Transport) {
    this.inner = inner;
    this.name = inner.name;
    this.sent = new Log(inner.name, 'send');
    this.received = new Log(inner.name, 'received');
  }

  async send(bytes: Uint8Array): Promise<void> {
    this.sent.push(bytes);
    await this.inner.send(bytes);
  }

  start(handlers: TransportHandlers): void {
    this.inner.start({
      data: (chunk) => {
        this.received.push(chunk);
        handlers.data(chunk);
      },
      close: (error) => handlers.close(error),
    });
  }

  pause(): void {
    this.inner.pause();
  }

  resume(): void {
    this.inner.resume();
  }

  close(): void {
    this.inner.close();
  }
}

/** The same connections, with their traffic on standard error. */
export const logged =
  (connect: Connect): Connect =>
  async (remote, options) =>
    new LoggedTransport(await connect(remote, options));
