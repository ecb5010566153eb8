/**
 * JSON-RPC 1.0 over one transport (RFC 7047 §4): requests find their replies by id, notifications go to a
 * handler, the server's `echo` is answered, and a silent server is found out.
 *
 * Liveness: any byte counts as life. After `probeMs` of silence an `echo` is sent; after as long again the
 * connection is given up. ovsdb-server is one thread and says nothing while it gathers a large reply, so that
 * silence is given `patienceMs` instead while a request that may be slow is under way.
 */
import { excerpt, OvnscopeError } from '../../text/index.ts';
import type { Clock } from '../clock.ts';
import type { Body } from '../json/body.ts';
import { formatJson } from '../json/exact.ts';
import { MessageScanner, type Progress } from '../json/scanner.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Transport } from '../transport/transport.ts';
import { readOnlyText, type ReadMethod, type ReadMethods } from './readonly.ts';

export interface PeerOptions {
  readonly clock: Clock;
  /** Silence after which the server is asked whether it lives; 0 never asks. */
  readonly probeMs?: number;
  /** Silence that is borne while a large reply may be in the making. */
  readonly patienceMs?: number;
  readonly onNotification?: (method: string, params: readonly Json[], body: Body) => void;
}

/** A reply's `result` as far as it was parsed, and the body that opens its rows. */
export interface Reply {
  readonly result: Json;
  readonly body: Body;
}

interface Pending {
  readonly method: ReadMethod;
  readonly receive: (reply: Reply) => unknown;
  readonly reject: (error: OvnscopeError) => void;
}

const SLOW: ReadonlySet<ReadMethod> = new Set<ReadMethod>([
  'monitor',
  'monitor_cond',
  'monitor_cond_since',
  'monitor_cond_change',
  'transact',
]);

export class Peer {
  readonly name: string;
  /** Settles when the connection is over; with the reason, if it was not asked for. */
  readonly closed: Promise<OvnscopeError | undefined>;
  bytesIn = 0;

  private readonly transport: Transport;
  private readonly options: PeerOptions;
  private readonly scanner = new MessageScanner();
  private readonly pending = new Map<number, Pending>();
  private settleClosed: (error: OvnscopeError | undefined) => void = () => undefined;
  private nextId = 1;
  private over: OvnscopeError | undefined;
  private done = false;
  /** Messages that came behind a reply that is still being taken in. */
  private waiting: Body[] | undefined;
  private lastLife: number;
  private probing = false;
  private readonly listeners = new Set<(method: string, params: readonly Json[]) => void>();
  private callOffProbe: () => void = () => undefined;

  constructor(transport: Transport, options: PeerOptions) {
    this.transport = transport;
    this.options = options;
    this.name = transport.name;
    this.lastLife = options.clock.now();
    this.closed = new Promise((resolve) => {
      this.settleClosed = resolve;
    });
    transport.start({
      data: (chunk) => this.receive(chunk),
      close: (error) => this.end(error ?? this.cut()),
    });
    this.watch();
  }

  /** Why the connection broke; `undefined` while it stands and when it was closed in order. */
  get failure(): OvnscopeError | undefined {
    return this.over;
  }

  /** How much of the message under way has arrived. */
  get progress(): Progress {
    return this.scanner.progress;
  }

  /**
   * Sends a request and waits for its reply; an `error` in the reply rejects with kind `server`.
   *
   * `receive` is called while the reply is being dispatched, before any message that follows it: a notification
   * may stand right behind the reply to a monitor, and a promise would come too late. If it returns a promise, the
   * messages that follow wait for that, except the server's echo requests, which are answered at once.
   */
  request<M extends ReadMethod>(method: M, params: ReadMethods[M]): Promise<Reply>;
  request<M extends ReadMethod, T>(
    method: M,
    params: ReadMethods[M],
    receive: (reply: Reply) => T | Promise<T>,
  ): Promise<T>;
  request<M extends ReadMethod, T>(
    method: M,
    params: ReadMethods[M],
    receive: (reply: Reply) => T | Reply | Promise<T> = (reply) => reply,
  ): Promise<T | Reply> {
    if (this.done) return Promise.reject(this.over ?? this.cut());
    const id = this.nextId++;
    return new Promise<T | Reply>((resolve, reject) => {
      const take = (reply: Reply): unknown => {
        const taken = receive(reply);
        // A failure is told by `hand`, with the name of the server.
        if (taken instanceof Promise) taken.then(resolve, () => undefined);
        else resolve(taken);
        return taken;
      };
      this.pending.set(id, { method, receive: take, reject });
      this.send({ method, params: params as readonly Json[], id }).catch((error: unknown) => {
        this.pending.delete(id);
        reject(error instanceof OvnscopeError ? error : this.broken(error));
      });
    });
  }

  /** Calls back for every notification, as far as it was parsed; the returned function ends that. */
  onNotification(listener: (method: string, params: readonly Json[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Ends the connection; outstanding requests fail. */
  close(reason?: OvnscopeError): void {
    this.end(reason);
  }

  /** The one place from which anything leaves. */
  private async send(message: JsonObject): Promise<void> {
    await this.transport.send(Buffer.from(readOnlyText(message)));
  }

  private receive(chunk: Uint8Array): void {
    if (this.done) return;
    this.bytesIn += chunk.length;
    this.lastLife = this.options.clock.now();
    this.probing = false;
    try {
      this.scanner.push(chunk, (body) => this.dispatch(body));
    } catch (error) {
      this.end(error instanceof OvnscopeError ? this.located(error) : this.broken(error));
    }
  }

  private dispatch(body: Body): void {
    if (this.done) return;
    const { root } = body;
    if (this.waiting !== undefined && !(isObject(root) && root['method'] === 'echo')) {
      this.waiting.push(body);
      return;
    }
    if (!isObject(root)) throw new OvnscopeError('protocol', 'a message that is not a JSON object');
    const { method, params, id } = root;
    if (typeof method === 'string') {
      if (!isArray(params))
        throw new OvnscopeError('protocol', `"${excerpt(method, 40)}" without a list of parameters`);
      if (id === null || id === undefined) this.notify(method, params, body);
      else this.answer(method, id, body);
    } else if (typeof id === 'number') {
      this.settle(id, root, body);
    } else if (id !== 'probe') {
      throw new OvnscopeError('protocol', 'a reply to a request that was never sent');
    }
  }

  private notify(method: string, params: readonly Json[], body: Body): void {
    this.options.onNotification?.(method, params, body);
    for (const listener of this.listeners) listener(method, params);
  }

  private answer(method: string, id: Json, body: Body): void {
    const params = (body.full() as JsonObject)['params'] ?? [];
    const reply: JsonObject =
      method === 'echo' ? { id, result: params, error: null } : { id, result: null, error: 'unknown method' };
    this.send(reply).catch((error: unknown) => this.end(this.broken(error)));
  }

  private settle(id: number, root: JsonObject, body: Body): void {
    const pending = this.pending.get(id);
    if (pending === undefined)
      throw new OvnscopeError('protocol', 'a reply to a request that was never sent');
    const { result, error } = root;
    if (result === undefined && (error === null || error === undefined))
      throw new OvnscopeError('protocol', 'a reply without a result');
    this.pending.delete(id);
    if (error !== null && error !== undefined) pending.reject(serverError(this.name, pending.method, error));
    else this.hand(pending, { result: result as Json, body });
  }

  /** Whoever cannot use a reply must not see what builds on it either: the connection ends there and then. */
  private hand(pending: Pending, reply: Reply): void {
    const failed = (thrown: unknown): void => {
      const error = thrown instanceof OvnscopeError ? this.located(thrown) : this.broken(thrown);
      this.end(error);
      pending.reject(error);
    };
    try {
      const taken = pending.receive(reply);
      if (!(taken instanceof Promise)) return;
      this.waiting = [];
      taken.then(() => this.goOn(), failed);
    } catch (thrown) {
      failed(thrown);
    }
  }

  /** Dispatches what came while a reply was being taken in. */
  private goOn(): void {
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    try {
      for (const body of waiting) this.dispatch(body);
    } catch (error) {
      this.end(error instanceof OvnscopeError ? this.located(error) : this.broken(error));
    }
  }

  private watch(): void {
    const { clock, probeMs = 5000, patienceMs = 60_000 } = this.options;
    if (probeMs === 0 || this.done) return;
    const slow = [...this.pending.values()].some(({ method }) => SLOW.has(method));
    const limit = slow ? patienceMs : probeMs;
    const silence = clock.now() - this.lastLife;
    if (silence >= limit) {
      if (this.probing || slow) return this.end(this.silent(silence));
      this.probing = true;
      this.lastLife = clock.now();
      this.send({ method: 'echo', params: [], id: 'probe' }).catch((error: unknown) =>
        this.end(this.broken(error)),
      );
    }
    this.callOffProbe = clock.after(Math.max(50, Math.min(probeMs, limit - silence)), () => this.watch());
  }

  private end(reason: OvnscopeError | undefined): void {
    if (this.done) return;
    this.done = true;
    this.over = reason;
    this.callOffProbe();
    this.transport.close();
    const failure =
      reason ?? new OvnscopeError('connection', 'the connection was closed', { where: this.name });
    for (const { reject } of this.pending.values()) reject(failure);
    this.pending.clear();
    this.settleClosed(reason);
  }

  private cut(): OvnscopeError {
    const how =
      this.scanner.unfinished() ?? (this.bytesIn === 0 ? 'before it sent anything' : 'the connection');
    const message =
      how === 'the connection'
        ? 'the server closed the connection'
        : `the server closed the connection ${how}`;
    return new OvnscopeError('connection', message, { where: this.name });
  }

  private silent(milliseconds: number): OvnscopeError {
    return new OvnscopeError(
      'connection',
      `the server was silent for ${(milliseconds / 1000).toFixed(0)} s`,
      {
        where: this.name,
        hint: 'is it an OVSDB server, and is it very busy? --timeout sets how long to wait',
      },
    );
  }

  private broken(error: unknown): OvnscopeError {
    const text = error instanceof Error ? error.message : String(error);
    return new OvnscopeError('connection', `the connection broke: ${text}`, {
      where: this.name,
      cause: error,
    });
  }

  /** An error that says where it arose is passed on as it is. */
  private located(error: OvnscopeError): OvnscopeError {
    if (error.where !== undefined && error.kind !== 'data') return error;
    const { message, expected, hint } = error;
    return new OvnscopeError('protocol', message, { where: this.name, expected, hint, cause: error });
  }
}

/** `error` is a string, or an object with `error` and `details` (RFC 7047 §3.1). */
const serverError = (where: string, method: string, error: Json): OvnscopeError => {
  const text = isObject(error)
    ? [error['error'], error['details']].filter((part) => typeof part === 'string').join(': ')
    : String(error);
  return new OvnscopeError(
    'server',
    `the server refused ${method}: ${excerpt(text || formatJson(error), 300)}`,
    {
      where,
      cause: error,
    },
  );
};
