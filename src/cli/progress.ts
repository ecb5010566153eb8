/** A line on stderr that grows while a large reply is read; only on a terminal, and only when it takes a while. */
import type { Output } from './io.ts';

const FIRST_AFTER = 700;
const EVERY = 200;

export const bytesText = (bytes: number): string => {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
};

export interface Amount {
  readonly bytes: number;
  readonly rows: number | undefined;
}

/** Starts the line; the returned function removes it. */
export const showProgress = (err: Output, what: string, progress: () => Amount): (() => void) => {
  if (!err.terminal) return () => undefined;
  const began = performance.now();
  let shown = false;
  let firstByte: number | undefined;
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - began < FIRST_AFTER) return;
    const { bytes, rows } = progress();
    if (bytes > 0) firstByte ??= now;
    const seconds = Math.floor((now - began) / 1000);
    const rate =
      firstByte === undefined || now - firstByte < EVERY
        ? ''
        : `, ${bytesText((bytes / (now - firstByte)) * 1000)}/s`;
    const text =
      bytes === 0
        ? `waiting for the server, ${seconds} s`
        : `${bytesText(bytes)}${rows === undefined ? '' : `, ${rows.toLocaleString('en')} rows`}${rate}`;
    err.write(`\r\x1b[K${what}: ${text}`);
    shown = true;
  }, EVERY);
  timer.unref();
  return () => {
    clearInterval(timer);
    if (shown) err.write('\r\x1b[K');
  };
};
