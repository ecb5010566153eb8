/**
 * ovn-trace as a daemon: it reads the database once and answers many requests over its control socket (JSON-RPC, as
 * ovs-appctl speaks it).
 *
 * It serves requests only with `--detach`, and so is no child of ours. It ends when it is told to, and at the latest when
 * the Southbound's server does, because it does not connect a second time.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { run } from '../../lab/index.ts';
import { PATIENCE } from './process.ts';

interface Reply {
  readonly result: string | null;
  readonly error: string | null;
}

/** The daemon died of the request, or did not come to an end with it. */
export class DaemonGone extends Error {}

export class TraceDaemon {
  private readonly socket: Socket;
  private readonly pid: number;

  private constructor(socket: Socket, pid: number) {
    this.socket = socket;
    this.pid = pid;
    socket.setEncoding('utf8');
    socket.on('error', () => undefined);
  }

  /** `name` is the path of its files, without an ending. */
  static async start(name: string, remote: string, options: readonly string[]): Promise<TraceDaemon> {
    const control = `${name}.ctl`;
    const pidfile = `${name}.pid`;
    await run('ovn-trace', [
      ...['--detach', '--no-chdir', `--unixctl=${control}`, `--pidfile=${pidfile}`, '--overwrite-pidfile'],
      ...[`--db=${remote}`, '--no-leader-only', '-vsyslog:off', '-vconsole:off', ...options],
    ]);
    const socket = connect(control);
    await once(socket, 'connect');
    return new TraceDaemon(socket, Number(readFileSync(pidfile, 'utf8')));
  }

  /** One after the other: a daemon does one trace at a time. */
  trace(args: readonly string[]): Promise<string> {
    const { socket } = this;
    return new Promise((resolve, reject) => {
      let text = '';
      const finish = (): void => {
        clearTimeout(timer);
        socket.removeAllListeners('data').removeAllListeners('close');
      };
      const gone = (why: string): void => {
        finish();
        this.kill();
        reject(new DaemonGone(why));
      };
      const timer = setTimeout(() => gone('no end'), PATIENCE);
      if (socket.destroyed) {
        gone('closed');
        return;
      }
      socket.once('close', () => gone('ended'));
      socket.on('data', (chunk: string) => {
        text += chunk;
        const reply = text.endsWith('}') ? parse(text) : undefined;
        if (reply === undefined) return;
        finish();
        if (reply.result === null) reject(new Error(reply.error ?? 'no answer'));
        else resolve(reply.result);
      });
      socket.write(JSON.stringify({ id: 0, method: 'trace', params: args }));
    });
  }

  stop(): void {
    this.socket.end(JSON.stringify({ id: 0, method: 'exit', params: [] }));
  }

  private kill(): void {
    this.socket.destroy();
    try {
      process.kill(this.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** A brace at the end may be one inside of a string: then there is more to come. */
const parse = (text: string): Reply | undefined => {
  try {
    return JSON.parse(text) as Reply;
  } catch {
    return undefined;
  }
};
