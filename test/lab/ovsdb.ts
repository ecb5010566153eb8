/**
 * ovsdb-server as a child process: standalone or relay, over unix, TCP and TLS, with one or several databases.
 * The RAFT cluster is made of these servers in raft.ts. Sources: ovsdb-server(1), ovsdb-tool(1), ovsdb(7).
 */
import { existsSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import type { Certificates } from './certificates.ts';
import { Daemon, run } from './process.ts';

/** Schemas that the packages install; any other is given as a path. */
export const SCHEMAS = {
  nb: '/usr/share/ovn/ovn-nb.ovsschema',
  sb: '/usr/share/ovn/ovn-sb.ovsschema',
  ovs: '/usr/share/openvswitch/vswitch.ovsschema',
} as const;

export type SchemaName = keyof typeof SCHEMAS;

/** The name of the database that a schema defines. */
export const DATABASES = { nb: 'OVN_Northbound', sb: 'OVN_Southbound', ovs: 'Open_vSwitch' } as const;

export const schemaPath = (schema: string): string =>
  schema in SCHEMAS ? SCHEMAS[schema as SchemaName] : schema;

/** Makes an empty standalone database file. `schema` is `nb`, `sb`, `ovs` or the path of a schema. */
export const createDatabase = async (file: string, schema: string): Promise<string> => {
  await run('ovsdb-tool', ['create', file, schemaPath(schema)]);
  return file;
};

export interface ServerOptions {
  /** Where the sockets are, and files that are created. */
  readonly directory: string;
  /** Names the sockets (`NAME.sock`, `NAME.ctl`) and the created file (`NAME.db`). */
  readonly name: string;
  /** What to serve: files of any format, or `relay:DB:REMOTE`. When absent, `schema` is created and served. */
  readonly databases?: readonly string[];
  /** `nb`, `sb`, `ovs`, or the path of a schema. */
  readonly schema?: string;
  /** Also listens on a TCP port of 127.0.0.1 that the kernel chooses. */
  readonly tcp?: boolean;
  /** Also listens with TLS; clients must show a certificate of the same authority. */
  readonly tls?: Certificates;
  /** Serves with another of `tls`'s certificates than `server`. */
  readonly identity?: 'server' | 'otherName' | 'expired';
  readonly extra?: readonly string[];
}

interface Ports {
  readonly tcp: number | undefined;
  readonly tls: number | undefined;
}

/** With 0, ovsdb-server logs the numbers that the kernel chose, in no particular order: which is whose is not told. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const answers = (port: number): Promise<true | undefined> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(undefined));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });

export class OvsdbServer {
  readonly name: string;
  readonly directory: string;
  readonly databases: readonly string[];
  /** Path of the unix socket. */
  readonly socket: string;
  /** Path of the control socket, for `ovs-appctl -t`. */
  readonly control: string;
  readonly daemon: Daemon;
  readonly #tcpPort: number | undefined;
  readonly #tlsPort: number | undefined;
  readonly #options: ServerOptions;

  private constructor(options: ServerOptions, databases: readonly string[], ports: Ports) {
    this.#options = options;
    this.#tcpPort = ports.tcp;
    this.#tlsPort = ports.tls;
    this.name = options.name;
    this.directory = options.directory;
    this.databases = databases;
    this.socket = join(options.directory, `${options.name}.sock`);
    this.control = join(options.directory, `${options.name}.ctl`);
    this.daemon = Daemon.start({
      name: options.name,
      program: 'ovsdb-server',
      args: this.#arguments(),
      env: { OVS_RUNDIR: options.directory },
    });
  }

  /** Starts a server and waits until every one of its sockets can be used. */
  static async start(options: ServerOptions): Promise<OvsdbServer> {
    let databases = options.databases;
    if (databases === undefined) {
      const file = join(options.directory, `${options.name}.db`);
      if (!existsSync(file)) await createDatabase(file, options.schema ?? 'nb');
      databases = [file];
    }
    const ports: Ports = {
      tcp: options.tcp === true ? await freePort() : undefined,
      tls: options.tls === undefined ? undefined : await freePort(),
    };
    const server = new OvsdbServer(options, databases, ports);
    try {
      await server.ready();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  #arguments(): string[] {
    const { tcp, tls, identity, extra } = this.#options;
    const args = [
      ...this.databases,
      `--remote=punix:${this.socket}`,
      `--unixctl=${this.control}`,
      '--no-chdir',
      '-vsyslog:off',
    ];
    if (tcp === true) args.push(`--remote=ptcp:${this.#tcpPort}:127.0.0.1`);
    if (tls !== undefined) {
      const own = tls[identity ?? 'server'];
      args.push(`--remote=pssl:${this.#tlsPort}:127.0.0.1`);
      args.push(`--private-key=${own.key}`, `--certificate=${own.certificate}`, `--ca-cert=${tls.ca}`);
    }
    return [...args, ...(extra ?? [])];
  }

  async ready(): Promise<void> {
    await this.daemon.ready(this.socket);
    await this.daemon.ready(this.control);
    for (const port of [this.#tcpPort, this.#tlsPort]) {
      if (port !== undefined) await this.daemon.waitFor(`port ${port}`, () => answers(port));
    }
  }

  get listensTcp(): boolean {
    return this.#tcpPort !== undefined;
  }

  get listensTls(): boolean {
    return this.#tlsPort !== undefined;
  }

  /** `unix:PATH`. */
  get remote(): string {
    return `unix:${this.socket}`;
  }

  /** `tcp:127.0.0.1:PORT`; the server must have been started with `tcp`. */
  get tcpRemote(): string {
    if (this.#tcpPort === undefined) throw new Error(`${this.name} does not listen on TCP`);
    return `tcp:127.0.0.1:${this.#tcpPort}`;
  }

  /** `ssl:127.0.0.1:PORT`; the server must have been started with `tls`. */
  get tlsRemote(): string {
    if (this.#tlsPort === undefined) throw new Error(`${this.name} does not listen with TLS`);
    return `ssl:127.0.0.1:${this.#tlsPort}`;
  }

  /** The database files (not what is relayed). */
  files(): string[] {
    return this.databases.filter((database) => !database.startsWith('relay:'));
  }

  /** `ovs-appctl` on this server, for example `appctl('ovsdb-server/compact')`. */
  appctl(...args: string[]): Promise<string> {
    return run('ovs-appctl', ['-t', this.control, ...args]);
  }

  /** `ovsdb-client COMMAND REMOTE …`. */
  client(command: string, ...args: string[]): Promise<string> {
    return run('ovsdb-client', ['-vsyslog:off', command, this.remote, ...args]);
  }

  /** Sends one `transact` request; gives the results as JSON, an error for any that failed. */
  async transact(database: string, ...operations: unknown[]): Promise<unknown[]> {
    const text = await this.client('transact', JSON.stringify([database, ...operations]));
    const results = JSON.parse(text) as unknown[];
    for (const result of results) {
      if (typeof result === 'object' && result !== null && 'error' in result) {
        throw new Error(`transact on ${database}: ${JSON.stringify(result)}`);
      }
    }
    return results;
  }

  /** What `ovsdb-client backup` prints: the database as a standalone file with one record of data. */
  backup(database: string): Promise<string> {
    return this.client('backup', database);
  }

  /** Converts the database to another schema while it is served. */
  async convert(schema: string): Promise<void> {
    await this.client('convert', schemaPath(schema));
  }

  /** Adds a database file (created when `schema` is given) to the running server. */
  async addDatabase(file: string, schema?: string): Promise<void> {
    if (schema !== undefined) await createDatabase(file, schema);
    await this.appctl('ovsdb-server/add-db', file);
  }

  /** Removes a database, by the database's name, from the running server. */
  async removeDatabase(name: string): Promise<void> {
    await this.appctl('ovsdb-server/remove-db', name);
  }

  async compact(): Promise<void> {
    await this.appctl('ovsdb-server/compact');
  }

  /** Stops answering without closing anything, as a machine that hangs. */
  freeze(): void {
    this.daemon.signal('SIGSTOP');
  }

  thaw(): void {
    this.daemon.signal('SIGCONT');
  }

  async stop(): Promise<void> {
    await this.daemon.stop();
  }

  async kill(): Promise<void> {
    await this.daemon.kill();
  }

  /** Starts the server again on the same sockets and ports (after `stop` or `kill`; stops it first if need be). */
  async restart(): Promise<void> {
    if (this.daemon.running) await this.stop();
    this.daemon.restart(this.#arguments());
    await this.ready();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  toString(): string {
    return `${this.name} (${this.databases.map((database) => basename(database)).join(', ')})`;
  }
}

/** Shorthand of `OvsdbServer.start`. */
export const startServer = (options: ServerOptions): Promise<OvsdbServer> => OvsdbServer.start(options);

export interface RelayOptions extends Omit<ServerOptions, 'databases' | 'schema'> {
  /** The database's name, for example `OVN_Southbound`. */
  readonly database: string;
  /** The server or servers behind the relay. */
  readonly source: string;
}

/** A server that serves another server's database from memory and forwards transactions to it. */
export class Relay {
  readonly server: OvsdbServer;

  private constructor(server: OvsdbServer) {
    this.server = server;
  }

  /** Starts a relay and waits until it has the database. */
  static async start(options: RelayOptions): Promise<Relay> {
    const server = await OvsdbServer.start({
      ...options,
      databases: [`relay:${options.database}:${options.source}`],
    });
    const relay = new Relay(server);
    await server.daemon.waitFor(`the relay of ${options.database}`, () => relay.connected(options.database));
    return relay;
  }

  get remote(): string {
    return this.server.remote;
  }

  /** Whether the relay has its source's data, by its own `_Server` database. */
  async connected(database: string): Promise<boolean> {
    const [result] = (await this.server.transact('_Server', {
      op: 'select',
      table: 'Database',
      where: [['name', '==', database]],
      columns: ['connected', 'schema'],
    })) as [{ rows: { connected: boolean; schema: unknown }[] }];
    const row = result.rows[0];
    return row !== undefined && row.connected && typeof row.schema === 'string';
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
