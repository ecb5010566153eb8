/**
 * Two transports joined in memory: what one sends, the other gets, later and in pieces of a chosen size. For
 * tests of everything above the transport, which must not depend on how the network cuts its bytes.
 */
import type { OvnscopeError } from '../../text/index.ts';
import { connectionError } from './failure.ts';
import type { Transport, TransportHandlers } from './transport.ts';

export interface MemoryOptions {
  /** Size of the next piece, at least 1, of the bytes that wait; default: as sent. */
  readonly chunk?: (waiting: number) => number;
  /** `send` waits while more than this many bytes are undelivered, as a full kernel buffer does; default: never. */
  readonly capacity?: number;
  readonly names?: readonly [string, string];
}

export interface MemoryTransport extends Transport {
  /** Both ends learn of the end with this error, as when a cable is pulled; what was not delivered is lost. */
  fail(error: OvnscopeError): void;
}

/** A connected pair. Delivery is asynchronous; a piece arrives in a microtask of its own. */
export const memoryPair = (options: MemoryOptions = {}): [MemoryTransport, MemoryTransport] => {
  const [first, second] = options.names ?? ['memory:client', 'memory:server'];
  const a = new MemoryEnd(first, options);
  const b = new MemoryEnd(second, options);
  a.peer = b;
  b.peer = a;
  return [a, b];
};

interface Waiting {
  bytes: Uint8Array;
  readonly delivered: () => void;
  readonly lost: () => void;
}

class MemoryEnd implements MemoryTransport {
  readonly name: string;
  peer: MemoryEnd | undefined;
  private readonly chunk: (waiting: number) => number;
  private readonly capacity: number;
  private handlers: TransportHandlers | undefined;
  private inbox: Waiting[] = [];
  private paused = false;
  private scheduled = false;
  private ended = false;
  private error: OvnscopeError | undefined;

  constructor(name: string, options: MemoryOptions) {
    this.name = name;
    this.chunk = options.chunk ?? ((waiting) => waiting);
    this.capacity = options.capacity ?? Number.POSITIVE_INFINITY;
  }

  async send(bytes: Uint8Array): Promise<void> {
    const peer = this.peer;
    if (this.ended || peer === undefined || peer.ended) throw this.closedError();
    await new Promise<void>((resolve, reject) =>
      peer.receive(new Uint8Array(bytes), resolve, () => reject(this.closedError())),
    );
  }

  start(handlers: TransportHandlers): void {
    this.handlers = handlers;
    this.schedule();
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.schedule();
  }

  close(): void {
    this.drop();
    if (this.ended) return;
    this.end(undefined);
    this.peer?.end(undefined);
  }

  fail(error: OvnscopeError): void {
    for (const side of [this, this.peer]) {
      side?.drop();
      side?.end(error);
    }
  }

  private receive(bytes: Uint8Array, resolve: () => void, reject: () => void): void {
    const waiting = this.inbox.reduce((sum, piece) => sum + piece.bytes.length, bytes.length);
    const full = waiting > this.capacity;
    if (!full) resolve();
    this.inbox.push({ bytes, delivered: full ? resolve : ignore, lost: full ? reject : ignore });
    this.schedule();
  }

  private end(error: OvnscopeError | undefined): void {
    if (this.ended) return;
    this.ended = true;
    this.error = error;
    this.schedule();
  }

  private drop(): void {
    for (const piece of this.inbox) piece.lost();
    this.inbox = [];
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      this.deliver();
    });
  }

  private deliver(): void {
    const handlers = this.handlers;
    if (handlers === undefined) return;
    const next = this.inbox[0];
    if (next === undefined) {
      if (!this.ended) return;
      this.handlers = undefined;
      handlers.close(this.error);
      return;
    }
    if (this.paused) return;
    const size = Math.min(next.bytes.length, Math.max(1, Math.floor(this.chunk(next.bytes.length))));
    const piece = next.bytes.subarray(0, size);
    next.bytes = next.bytes.subarray(size);
    if (next.bytes.length === 0) {
      this.inbox.shift();
      next.delivered();
    }
    this.schedule();
    if (piece.length > 0) handlers.data(piece);
  }

  private closedError(): OvnscopeError {
    return this.error ?? connectionError(this.name, 'the connection is closed');
  }
}

const ignore = (): void => undefined;
