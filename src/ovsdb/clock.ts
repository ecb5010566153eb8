import { setImmediate } from 'node:timers/promises';

/** Time as the client needs it; tests pass their own. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  now(): number;
  /** Calls back after a while; the returned function calls it off. */
  after(milliseconds: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Resolves after a while, or at once when the signal is aborted. */
export const sleep = (clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const done = (): void => {
      callOff();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const callOff = clock.after(milliseconds, done);
    signal?.addEventListener('abort', done, { once: true });
  });

/** Does the work in steps, and lets the event loop turn between them. Work of one step is done when this returns. */
export const inTurns = (work: Iterator<void, void>, signal: AbortSignal): Promise<void> | undefined => {
  if (work.next().done === true) return undefined;
  const rest = async (): Promise<void> => {
    do await setImmediate();
    while (!signal.aborted && work.next().done !== true);
    signal.throwIfAborted();
  };
  return rest();
};
