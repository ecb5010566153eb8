/** Ties the program to the real process: streams, environment, signals, exit status. */
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { COMPLETE, main } from './main.ts';
import type { Io } from './io.ts';

/** Bytes that may wait for whoever reads the output. */
const WAITING = 1 << 22;

const room = async (): Promise<void> => {
  await nextTurn();
  if (process.stdout.writableLength > WAITING) await once(process.stdout, 'drain');
};

export const start = async (): Promise<void> => {
  const abort = new AbortController();
  for (const stream of [process.stdout, process.stderr]) {
    // A reader that has seen enough (`| head`) is no error.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      if (stream === process.stdout)
        process.stderr.write(`ovnscope: cannot write the output: ${error.message}\n`);
      process.exit(1);
    });
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      abort.abort();
      process.kill(process.pid, signal);
    });
  }
  const io: Io = {
    env: process.env,
    // Touched only by a command that reads it: an open standard input keeps a process alive.
    get in() {
      return process.stdin;
    },
    out: {
      write: (text) => void process.stdout.write(text),
      bytes: (content) => void process.stdout.write(content),
      room,
      terminal: process.stdout.isTTY === true,
      columns: process.stdout.columns,
    },
    err: {
      write: (text) => void process.stderr.write(text),
      terminal: process.stderr.isTTY === true,
      columns: process.stderr.columns,
    },
    signal: abort.signal,
  };
  process.exitCode = await main(process.argv.slice(2), io);
  // What was given up on may still be open: a pipe whose writer never came, say.
  if (process.exitCode !== 0 || process.argv[2] === COMPLETE) process.stdout.write('', () => process.exit());
};
