/**
 * The limits of one attempt to connect: the caller's signal and a time. They hold across its steps (name lookup,
 * connection, TLS handshake) and end whichever socket is being waited for.
 */
import type { Socket } from 'node:net';
import { OvnscopeError } from '../../text/index.ts';
import { abortedError, nameOf, timeoutError } from './failure.ts';
import type { Remote } from './remote.ts';
import type { ConnectOptions } from './transport.ts';

export interface Step<S extends Socket> {
  /** What is the matter if the time runs out here. */
  readonly stage: string;
  readonly begin: () => S;
  /** The event of success. */
  readonly event: 'connect' | 'secureConnect';
  readonly explain: (error: unknown) => OvnscopeError | Promise<OvnscopeError>;
}

export class Deadline {
  private readonly name: string;
  private readonly signal: AbortSignal;
  private readonly timer: NodeJS.Timeout | undefined;
  private readonly onAbort = (): void => this.end(abortedError(this.name, this.signal.reason));
  private stage = 'nothing answered';
  private ended: OvnscopeError | undefined;
  private cancel: ((error: OvnscopeError) => void) | undefined;

  constructor(remote: Remote, options: ConnectOptions) {
    this.name = nameOf(remote);
    this.signal = options.signal;
    if (this.signal.aborted) this.onAbort();
    else this.signal.addEventListener('abort', this.onAbort, { once: true });
    const limit = options.timeoutMs;
    if (limit !== undefined)
      this.timer = setTimeout(() => this.end(timeoutError(this.name, limit, this.stage)), limit);
  }

  /** Throws if a limit is passed; for what stands between two steps. */
  check(): void {
    if (this.ended !== undefined) throw this.ended;
  }

  /** Resolves with the paused socket of a successful step; otherwise the socket is destroyed and the reason thrown. */
  async wait<S extends Socket>(step: Step<S>): Promise<S> {
    this.check();
    this.stage = step.stage;
    const socket = step.begin();
    socket.pause();
    // Stays for good: between this step and the next owner an error is kept in `socket.errored`.
    socket.on('error', () => undefined);
    const listeners = new AbortController();
    try {
      await new Promise<void>((resolve, reject) => {
        this.cancel = reject;
        const onClose = (): void => reject(new Error('the other side closed the connection'));
        socket.once(step.event, resolve).once('error', reject).once('close', onClose);
        listeners.signal.addEventListener('abort', () => {
          socket.off(step.event, resolve).off('error', reject).off('close', onClose);
        });
      });
      this.check();
      return socket;
    } catch (error) {
      socket.destroy();
      throw error instanceof OvnscopeError ? error : await step.explain(error);
    } finally {
      this.cancel = undefined;
      listeners.abort();
    }
  }

  /** The attempt is over: the limits bind no longer. */
  done(): void {
    clearTimeout(this.timer);
    this.signal.removeEventListener('abort', this.onAbort);
  }

  private end(error: OvnscopeError): void {
    this.ended ??= error;
    this.cancel?.(this.ended);
  }
}
