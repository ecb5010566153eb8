/**
 * A proxy on a unix socket that keeps what clients send: the proof that ovnscope sends only reads. It can also
 * cut, slow and end the stream, to play a bad network.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ProxyOptions {
  readonly directory: string;
  readonly name: string;
  /** Path of the server's unix socket, or its `unix:` remote. */
  readonly target: string;
  /** Cuts what the server sends into pieces of at most so many bytes. */
  readonly chunk?: number;
  /** Milliseconds before each piece that the server sends. */
  readonly delay?: number;
  /** Ends the connection after so many bytes from the server. */
  readonly closeAfter?: number;
}

export interface Recording {
  /** From the client to the server. */
  readonly sent: Buffer[];
  /** From the server to the client, in bytes. */
  received: number;
}

export class RecordingProxy {
  readonly socket: string;
  readonly recordings: Recording[] = [];
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #options: ProxyOptions;

  private constructor(options: ProxyOptions) {
    this.#options = options;
    this.socket = join(options.directory, `${options.name}.sock`);
    this.#server = createServer((client) => {
      this.#connect(client);
    });
  }

  static async start(options: ProxyOptions): Promise<RecordingProxy> {
    const proxy = new RecordingProxy(options);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject).listen(proxy.socket, resolve);
    });
    return proxy;
  }

  get remote(): string {
    return `unix:${this.socket}`;
  }

  /** Everything clients sent, connection by connection, as text. */
  texts(): string[] {
    return this.recordings.map(({ sent }) => Buffer.concat(sent).toString('utf8'));
  }

  #connect(client: Socket): void {
    const upstream = connect(this.#options.target.replace(/^unix:/, ''));
    const recording: Recording = { sent: [], received: 0 };
    this.recordings.push(recording);
    for (const socket of [client, upstream]) {
      this.#open.add(socket);
      socket.on('error', () => {
        client.destroy();
        upstream.destroy();
      });
      socket.on('close', () => {
        this.#open.delete(socket);
      });
    }
    client.on('data', (bytes: Buffer) => {
      recording.sent.push(bytes);
      if (!upstream.write(bytes)) {
        client.pause();
        upstream.once('drain', () => client.resume());
      }
    });
    client.on('close', () => upstream.destroy());
    client.on('end', () => upstream.end());
    void this.#answer(upstream, client, recording).catch(() => client.destroy());
  }

  async #answer(upstream: Socket, client: Socket, recording: Recording): Promise<void> {
    const { chunk, delay, closeAfter = Infinity } = this.#options;
    for await (const bytes of upstream as AsyncIterable<Buffer>) {
      for (let start = 0; start < bytes.length;) {
        const size = Math.min(chunk ?? bytes.length, closeAfter - recording.received, bytes.length - start);
        const piece = bytes.subarray(start, start + size);
        if (delay !== undefined) await sleep(delay);
        if (client.destroyed) return;
        recording.received += piece.length;
        start += piece.length;
        if (!client.write(piece)) await drained(client);
        if (recording.received >= closeAfter) {
          client.end();
          upstream.destroy();
          return;
        }
      }
    }
    client.end();
  }

  /** Sockets that are open, on both sides. */
  get connections(): number {
    return this.#open.size;
  }

  /** Drops every connection; new ones are still accepted. */
  drop(): void {
    for (const socket of this.#open) socket.destroy();
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.drop();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

const drained = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
