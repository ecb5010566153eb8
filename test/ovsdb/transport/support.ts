/** What the tests of this folder share: servers, certificates, and a transport read to its end. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { OvnscopeError } from '../../../src/text/index.ts';
import type { Transport } from '../../../src/ovsdb/transport/transport.ts';

export const run = promisify(execFile);

export const never = (): AbortSignal => new AbortController().signal;

export const bytes = (text: string): Uint8Array => Buffer.from(text);

/** A directory that `cleanUp` removes, and things to close first. */
export class Scratch {
  readonly directory: string;
  private readonly closers: (() => Promise<void> | void)[] = [];

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async make(): Promise<Scratch> {
    return new Scratch(await mkdtemp(join(tmpdir(), 'ovnscope-transport-')));
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  onCleanUp(close: () => Promise<void> | void): void {
    this.closers.push(close);
  }

  async cleanUp(): Promise<void> {
    for (const close of this.closers.reverse()) await close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

export interface Listening {
  readonly port: number;
  /** Connections that are open at the moment. */
  readonly open: Set<Socket>;
}

/** Starts a server on a path, or on a free port of 127.0.0.1, that `scratch` closes. */
export const listen = async (
  scratch: Scratch,
  serve: (socket: Socket) => void,
  path?: string,
  make: (serve: (socket: Socket) => void) => Server = createServer,
): Promise<Listening> => {
  const open = new Set<Socket>();
  const server = make(serve);
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) =>
    path === undefined ? server.listen(0, '127.0.0.1', resolve) : server.listen(path, resolve),
  );
  scratch.onCleanUp(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: path === undefined ? (server.address() as AddressInfo).port : 0, open };
};

export interface Heard {
  text(): string;
  /** Resolves once what was heard contains `part`. */
  until(part: string): Promise<void>;
  readonly closed: Promise<OvnscopeError | undefined>;
  /** How often `close` was called. */
  closes(): number;
}

/** Starts the transport and collects what comes. */
export const hear = (transport: Transport): Heard => {
  let text = '';
  let closes = 0;
  let reason: OvnscopeError | undefined;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const go of waiting.splice(0)) go();
  };
  const closed = new Promise<OvnscopeError | undefined>((resolve) =>
    transport.start({
      data: (chunk) => {
        text += Buffer.from(chunk).toString('latin1');
        wake();
      },
      close: (error) => {
        closes++;
        reason = error;
        resolve(error);
        wake();
      },
    }),
  );
  return {
    text: () => text,
    closes: () => closes,
    closed,
    until: async (part) => {
      while (!text.includes(part)) {
        if (closes > 0) throw reason ?? new Error(`closed after ${JSON.stringify(text)}`);
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      waiting = [];
    },
  };
};

/** What a promise was rejected with. */
export const failure = async (promise: Promise<unknown>): Promise<OvnscopeError> => {
  try {
    await promise;
  } catch (error) {
    return error as OvnscopeError;
  }
  throw new Error('was expected to fail');
};

/** Certificates by the `openssl` program. Files: NAME-key.pem, NAME-cert.pem. */
export class Pki {
  private readonly scratch: Scratch;

  constructor(scratch: Scratch) {
    this.scratch = scratch;
  }

  key(name: string): string {
    return this.scratch.path(`${name}-key.pem`);
  }

  certificate(name: string): string {
    return this.scratch.path(`${name}-cert.pem`);
  }

  async authority(name: string): Promise<void> {
    await this.makeKey(name);
    await this.request(name, ['-x509', '-days', '30', '-out', this.certificate(name)]);
  }

  /** `names` is the value of subjectAltName, or `undefined` for none; `days` may be negative: expired. */
  async issue(name: string, authority: string, names: string | undefined, days = 30): Promise<void> {
    await this.makeKey(name);
    const request = this.scratch.path(`${name}-req.pem`);
    const extensions = this.scratch.path(`${name}.ext`);
    await this.request(name, ['-out', request]);
    const lines = ['basicConstraints=CA:FALSE', ...(names === undefined ? [] : [`subjectAltName=${names}`])];
    await writeFile(extensions, `${lines.join('\n')}\n`);
    await run('openssl', [
      ...[
        'x509',
        '-req',
        '-in',
        request,
        '-out',
        this.certificate(name),
        '-days',
        String(days),
        '-extfile',
        extensions,
      ],
      ...[
        '-CA',
        this.certificate(authority),
        '-CAkey',
        this.key(authority),
        '-set_serial',
        String(this.serial++),
      ],
    ]);
  }

  private serial = 1;

  private async makeKey(name: string): Promise<void> {
    const curve = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'];
    await run('openssl', ['genpkey', ...curve, '-out', this.key(name)]);
  }

  private async request(name: string, more: readonly string[]): Promise<void> {
    await run('openssl', [
      'req',
      '-new',
      '-key',
      this.key(name),
      '-subj',
      `/O=Open vSwitch/CN=${name} id:1234`,
      ...more,
    ]);
  }
}
