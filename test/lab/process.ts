/**
 * Running real programs so that none of them outlives the test that started it.
 *
 * Daemons run in the foreground as children, never with `--detach`. Four nets catch them: `stop()`; an exit
 * hook of this process; SIGINT and SIGTERM; and the kernel's parent-death signal (prctl(2) PR_SET_PDEATHSIG,
 * set by util-linux's setpriv), which holds even when this process is killed with SIGKILL.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const DIRECTORY_PREFIX = 'ovnlab-';
const LOG_LIMIT = 4 * 1024 * 1024;

/** Daemons live in sbin, which the PATH of an ordinary user lacks; the user's own OVN must not be reached. */
const baseEnvironment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(OVN|OVS)_/.test(name))),
  PATH: `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`,
});

const children = new Set<ChildProcess>();
const directories = new Set<string>();
let hooked = false;

const cleanUpNow = (): void => {
  for (const child of children) child.kill('SIGKILL');
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
};

const hook = (): void => {
  if (hooked) return;
  hooked = true;
  process.on('exit', cleanUpNow);
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => {
      cleanUpNow();
      process.exit(status);
    });
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Removes what labs of dead processes left behind (only a SIGKILL leaves anything). */
const sweep = (): void => {
  for (const name of readdirSync(tmpdir())) {
    const pid = /^ovnlab-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
};

/**
 * A fresh directory, removed at the latest when this process ends. Its name is short because the path of a
 * unix socket may have at most 107 bytes.
 */
export const makeDirectory = (): string => {
  hook();
  if (directories.size === 0) sweep();
  const directory = mkdtempSync(join(tmpdir(), `${DIRECTORY_PREFIX}${process.pid}-`));
  directories.add(directory);
  return directory;
};

export const removeDirectory = (directory: string): void => {
  rmSync(directory, { recursive: true, force: true });
  directories.delete(directory);
};

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Milliseconds; 60,000 when absent. */
  readonly timeout?: number;
}

/** Runs a program to its end and gives its stdout; a non-zero status is an error that quotes stderr. */
export const run = (program: string, args: readonly string[], options: RunOptions = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...args],
      {
        env: { ...baseEnvironment(), ...options.env },
        timeout: options.timeout ?? 60_000,
        maxBuffer: 1024 * 1024 * 1024,
        killSignal: 'SIGKILL',
      },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else {
          const command = [program, ...args].join(' ').slice(0, 2000);
          const reason = error.killed === true ? 'took too long' : `status ${String(error.code)}`;
          reject(new Error(`${command}: ${reason}\n${stderr}${stdout}`.trimEnd(), { cause: error }));
        }
      },
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
  });

/** Waits until `condition` gives something other than `undefined` or `false`. */
export const until = async <T>(
  what: string,
  condition: () => T | undefined | false | Promise<T | undefined | false>,
  timeout = 30_000,
): Promise<T> => {
  const end = Date.now() + timeout;
  let pause = 5;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`waited ${timeout} ms for ${what}`);
    await sleep(pause);
    pause = Math.min(pause * 2, 100);
  }
};

const accepts = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });

const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));

export interface DaemonOptions {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that runs until it is stopped. */
export class Daemon {
  readonly name: string;
  readonly #options: DaemonOptions;
  #child: ChildProcess | undefined;
  #log = '';

  private constructor(options: DaemonOptions) {
    this.name = options.name;
    this.#options = options;
  }

  static start(options: DaemonOptions): Daemon {
    hook();
    const daemon = new Daemon(options);
    daemon.#spawn(options.args);
    return daemon;
  }

  #spawn(args: readonly string[]): void {
    const { program, env } = this.#options;
    const [file, rest] =
      setpriv === undefined ? [program, [...args]] : [setpriv, ['--pdeathsig', 'SIGKILL', program, ...args]];
    // A group of its own: a Ctrl-C in the terminal reaches us alone, and we end the daemons in order.
    const child = spawn(file, rest, {
      env: { ...baseEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.#child = child;
    children.add(child);
    const forget = (): void => {
      children.delete(child);
      if (this.#child === child) this.#child = undefined;
    };
    child.once('exit', (code, signal) => {
      this.#append(`[${this.name} ended: ${signal ?? `status ${String(code)}`}]\n`);
      forget();
    });
    child.once('error', (error) => {
      this.#append(`[${this.name} did not start: ${error.message}]\n`);
      forget();
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#append(text);
      });
    }
  }

  #append(text: string): void {
    this.#log += text;
    if (this.#log.length > LOG_LIMIT) this.#log = this.#log.slice(-LOG_LIMIT / 2);
  }

  /** What the program printed so far, all starts together. */
  get log(): string {
    return this.#log;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get running(): boolean {
    return this.#child !== undefined;
  }

  /** Waits until the program's socket accepts a connection; its death meanwhile is an error with its log. */
  async ready(socket: string): Promise<void> {
    await this.waitFor(`${socket} to accept`, () => existsSync(socket) && accepts(socket));
  }

  async waitFor<T>(
    what: string,
    condition: () => T | undefined | false | Promise<T | undefined | false>,
    timeout?: number,
  ): Promise<T> {
    try {
      return await until(
        what,
        () => {
          if (!this.running) throw new Error(`${this.name} ended while we waited for ${what}`);
          return condition();
        },
        timeout,
      );
    } catch (error) {
      const tail = this.#log.split('\n').slice(-20).join('\n');
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n${tail}`, { cause: error });
    }
  }

  /** Sends a signal; false when the program is not running. SIGSTOP and SIGCONT freeze and thaw it. */
  signal(signal: NodeJS.Signals): boolean {
    return this.#child?.kill(signal) ?? false;
  }

  /** Ends the program with SIGTERM, and with SIGKILL when it does not listen. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM', 3000);
  }

  /** Ends the program as a crash does: no goodbye to anyone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL', 3000);
  }

  async #end(signal: NodeJS.Signals, patience: number): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const gone = new Promise<void>((resolve) => {
      child.once('close', () => {
        resolve();
      });
    });
    child.kill(signal);
    child.kill('SIGCONT');
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    await gone;
    clearTimeout(timer);
  }

  /** Starts the program again, with other arguments when given. */
  restart(args: readonly string[] = this.#options.args): void {
    if (this.running) throw new Error(`${this.name} still runs`);
    this.#spawn(args);
  }
}

/** Pids of the daemons that this process started and that still run. */
export const runningDaemons = (): number[] =>
  [...children].map((child) => child.pid).filter((pid): pid is number => pid !== undefined);
