/**
 * `unix:` and `tcp:` on node:net, and the transport over any stream socket, which `tls.ts` uses too.
 *
 * Reading starts with `start`: until then the socket is paused and the kernel holds what arrives. Addresses of
 * both families are tried as RFC 8305 says by Node itself.
 */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { basename, dirname } from 'node:path';
import { OvnscopeError } from '../../text/index.ts';
import { Deadline } from './deadline.ts';
import { abortedError, explainConnect, explainLoss, nameOf } from './failure.ts';
import type { SslRemote, TcpRemote, UnixRemote } from './remote.ts';
import type { ConnectOptions, Transport, TransportHandlers } from './transport.ts';

/** How long an orderly close may take before the socket is torn down. */
const CLOSE_GRACE_MS = 500;

/** `sun_path` of unix(7) holds 108 bytes with the final NUL. */
const LONGEST_SOCKET_PATH = 107;

/** As much as a unix socket's kernel buffer holds by default. */
const INLET_BYTES = 256 * 1024;

/** `Connect` for the two kinds. */
export const connectSocket = async (
  remote: UnixRemote | TcpRemote,
  options: ConnectOptions,
): Promise<Transport> => {
  const deadline = new Deadline(remote, options);
  const inlet = new Inlet();
  try {
    const socket = await openSocket(remote, deadline, inlet);
    return new SocketTransport(nameOf(remote), socket, options.signal, { inlet });
  } finally {
    deadline.done();
  }
};

/**
 * One buffer for everything that a socket receives. A buffer for every read, as Node does it by itself, costs a
 * large reply once more in memory: they are freed too late.
 */
export class Inlet {
  deliver: (chunk: Uint8Array) => void = () => undefined;
  readonly onread = {
    buffer: Buffer.allocUnsafeSlow(INLET_BYTES),
    callback: (count: number, buffer: Uint8Array): boolean => {
      this.deliver(buffer.subarray(0, count));
      return true;
    },
  };
}

/** A connected, paused socket; rejects with an explained error. `tls.ts` goes on from here under the same deadline. */
export const openSocket = async (
  remote: UnixRemote | TcpRemote | SslRemote,
  deadline: Deadline,
  inlet?: Inlet,
): Promise<Socket> => {
  const onread = inlet === undefined ? {} : { onread: inlet.onread };
  const step = { event: 'connect', explain: (error: unknown) => explainConnect(remote, error) } as const;
  if (remote.kind !== 'unix') {
    const { host, port } = remote;
    const stage = `${host} does not answer on port ${port}`;
    return deadline.wait({
      ...step,
      stage,
      begin: () => createConnection({ host, port, noDelay: true, ...onread }),
    });
  }
  const stage = 'the server does not take the connection';
  if (Buffer.byteLength(remote.path) <= LONGEST_SOCKET_PATH) {
    return deadline.wait({ ...step, stage, begin: () => createConnection({ path: remote.path, ...onread }) });
  }
  // The way round the limit that Open vSwitch takes too: a short name through a descriptor of the directory.
  const directory = await openDirectory(remote);
  try {
    const path = `/proc/self/fd/${directory.fd}/${basename(remote.path)}`;
    return await deadline.wait({ ...step, stage, begin: () => createConnection({ path, ...onread }) });
  } finally {
    await directory.close();
  }
};

const openDirectory = async (remote: UnixRemote): Promise<FileHandle> => {
  try {
    return await open(dirname(remote.path), constants.O_RDONLY | constants.O_DIRECTORY);
  } catch (error) {
    throw await explainConnect(remote, error);
  }
};

/**
 * Why a connection ended. `error` is what the socket reported, `undefined` for an orderly end by the server;
 * `received` says whether any byte came before. The answer `undefined` means that nothing was wrong.
 */
export type ExplainEnd = (error: unknown, received: boolean) => OvnscopeError | undefined;

const explainEnd =
  (name: string): ExplainEnd =>
  (error) =>
    error === undefined ? undefined : explainLoss(name, error);

export interface SocketParts {
  readonly explain?: ExplainEnd;
  /** Where the socket's bytes come in, if it was opened with one; otherwise they are its `data` events. */
  readonly inlet?: Inlet;
}

/** A transport over a connected socket, TLS or not. */
export class SocketTransport implements Transport {
  readonly name: string;
  private readonly socket: Socket;
  private readonly signal: AbortSignal;
  private readonly explain: ExplainEnd;
  private readonly inlet: Inlet | undefined;
  private handlers: TransportHandlers | undefined;
  private failure: unknown;
  private closing = false;
  private closed = false;
  private received = false;
  private readonly onAbort = (): void => {
    this.failure ??= abortedError(this.name, this.signal.reason);
    this.socket.destroy();
  };

  constructor(name: string, socket: Socket, signal: AbortSignal, parts: SocketParts = {}) {
    this.name = name;
    this.socket = socket;
    this.signal = signal;
    this.explain = parts.explain ?? explainEnd(name);
    this.inlet = parts.inlet;
    this.failure = socket.errored ?? undefined;
    this.closed = socket.closed;
    socket.on('error', (error) => {
      this.failure ??= error;
    });
    socket.once('close', () => {
      this.closed = true;
      signal.removeEventListener('abort', this.onAbort);
      this.reportClose();
    });
    if (signal.aborted) this.onAbort();
    else if (!this.closed) signal.addEventListener('abort', this.onAbort, { once: true });
  }

  async send(bytes: Uint8Array): Promise<void> {
    if (this.closing || this.closed) throw this.sendError(undefined);
    await new Promise<void>((resolve, reject) => {
      this.socket.write(bytes, (error) => {
        // Node reports success for a write that destroying the socket cut short.
        if (error || this.socket.destroyed) reject(this.sendError(error ?? undefined));
        else resolve();
      });
    });
  }

  start(handlers: TransportHandlers): void {
    this.handlers = handlers;
    const deliver = (chunk: Uint8Array): void => {
      this.received = true;
      if (!this.closing) handlers.data(chunk);
    };
    if (this.inlet === undefined) this.socket.on('data', deliver);
    else this.inlet.deliver = deliver;
    if (this.closed) queueMicrotask(() => this.reportClose());
    else this.socket.resume();
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    if (this.handlers !== undefined) this.socket.resume();
  }

  close(): void {
    if (this.closing || this.closed) return;
    this.closing = true;
    if (this.socket.writableLength > 0) {
      this.socket.destroy();
      return;
    }
    // An orderly end (for TLS, its closing alert) keeps warnings out of the server's log.
    this.socket.destroySoon();
    this.socket.resume();
    const timer = setTimeout(() => this.socket.destroy(), CLOSE_GRACE_MS);
    this.socket.once('close', () => clearTimeout(timer));
  }

  private reportClose(): void {
    const handlers = this.handlers;
    if (handlers === undefined) return;
    this.handlers = undefined;
    handlers.close(this.closing ? undefined : this.explain(this.failure, this.received));
  }

  private sendError(error: unknown): OvnscopeError {
    const known = this.closing ? undefined : this.explain(this.failure ?? error, this.received);
    return known ?? new OvnscopeError('connection', 'the connection is closed', { where: this.name });
  }
}
