/** A deployment of OVN in user space: Northbound, Southbound, ovn-northd and hypervisors, on unix sockets. */
import { join } from 'node:path';
import { makeCertificates, type Certificates } from './certificates.ts';
import { Hypervisor, type HypervisorOptions } from './hypervisor.ts';
import { DATABASES, OvsdbServer, Relay } from './ovsdb.ts';
import { Daemon, makeDirectory, removeDirectory, run } from './process.ts';
import { RaftCluster } from './raft.ts';

export interface LabOptions {
  /** Number of hypervisors; none when absent. */
  readonly hypervisors?: number;
  /** Changes to single hypervisors, by their position. */
  readonly hypervisor?: readonly Partial<
    Pick<HypervisorOptions, 'name' | 'systemId' | 'provider' | 'externalIds'>
  >[];
  /** Runs ovn-northd; true when absent. */
  readonly northd?: boolean;
  /** Both databases as RAFT clusters of 3 members. */
  readonly clustered?: boolean;
  /** Puts a relay in front of the Southbound; hypervisors and `sb.remote` use it. */
  readonly relay?: boolean;
  /** NB and SB also listen on TCP. */
  readonly tcp?: boolean;
  /** NB and SB also listen with TLS; the certificates are in `lab.certificates`. */
  readonly tls?: boolean;
}

/** The Northbound or the Southbound. */
export interface LabDatabase {
  /** `OVN_Northbound` or `OVN_Southbound`. */
  readonly name: string;
  /** Where clients go: `unix:` remotes, comma-separated for a cluster, the relay's when there is one. */
  readonly remote: string;
  /** Paths of the unix sockets in `remote`. */
  readonly sockets: readonly string[];
  /** The servers that hold the files: one, or the members of the cluster. */
  readonly servers: readonly OvsdbServer[];
  readonly cluster: RaftCluster | undefined;
  readonly relay: Relay | undefined;
  files(): string[];
  backup(): Promise<string>;
}

/** Splits a command line at blanks; single or double quotes keep blanks and the other quote. */
export const words = (line: string): string[] =>
  [...line.matchAll(/(?:[^\s'"]+|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''),
  );

/** Linux takes at most 2 MiB of arguments; this many commands stay well below. */
const BATCH = 1000;

export class Lab {
  readonly directory: string;
  readonly nb: LabDatabase;
  readonly sb: LabDatabase;
  readonly hypervisors: readonly Hypervisor[];
  readonly certificates: Certificates | undefined;
  readonly #parts: Parts;

  private constructor(parts: Parts, nb: LabDatabase, sb: LabDatabase) {
    this.#parts = parts;
    this.directory = parts.directory;
    this.nb = nb;
    this.sb = sb;
    this.hypervisors = parts.hypervisors;
    this.certificates = parts.certificates;
  }

  /** Starts a deployment and waits until every chassis is registered. */
  static async start(options: LabOptions = {}): Promise<Lab> {
    const parts: Parts = { directory: makeDirectory(), stops: [], hypervisors: [] };
    try {
      if (options.tls === true) parts.certificates = await makeCertificates(join(parts.directory, 'tls'));
      const [nb, sb] = await both(startDatabase(parts, 'nb', options), startDatabase(parts, 'sb', options));
      const lab = new Lab(parts, nb, sb);
      if (options.northd !== false) {
        await Promise.all([lab.nbctl('init'), lab.sbctl('init')]);
        await lab.#startNorthd();
      }
      await lab.#startHypervisors(options);
      return lab;
    } catch (error) {
      await stopParts(parts);
      throw error;
    }
  }

  async #startNorthd(): Promise<void> {
    const control = join(this.directory, 'ovn-northd.ctl');
    const northd = Daemon.start({
      name: 'ovn-northd',
      program: 'ovn-northd',
      args: [
        `--ovnnb-db=${this.nb.remote}`,
        // ovn-northd takes a lock, which a relay does not give.
        `--ovnsb-db=${this.sb.servers.map((server) => server.remote).join(',')}`,
        `--unixctl=${control}`,
        `--pidfile=${join(this.directory, 'ovn-northd.pid')}`,
        '--overwrite-pidfile',
        '--no-chdir',
        '-vsyslog:off',
      ],
      env: this.env,
    });
    this.#parts.northd = northd;
    this.#parts.stops.push(() => northd.stop());
    await northd.ready(control);
  }

  async #startHypervisors(options: LabOptions): Promise<void> {
    const { hypervisors } = this.#parts;
    const start = async (index: number, centre?: Hypervisor): Promise<Hypervisor> => {
      const hypervisor = await Hypervisor.start({
        ...options.hypervisor?.[index - 1],
        index,
        directory: this.directory,
        southbound: this.sb.sockets,
        centre,
        controller: options.northd !== false,
      });
      this.#parts.stops.push(() => hypervisor.stop());
      return hypervisor;
    };
    const count = options.hypervisors ?? 0;
    if (count === 0) return;
    const centre = await start(1);
    hypervisors.push(centre);
    const others = Array.from({ length: count - 1 }, (_, index) => start(index + 2, centre));
    // Settled, not all: a hypervisor that came up beside one that failed must be known to be stopped.
    for (const result of await Promise.allSettled(others)) {
      if (result.status === 'rejected') throw result.reason;
      hypervisors.push(result.value);
    }
    if (options.northd === false) return;
    for (const hypervisor of hypervisors) await this.sbctl('wait-until', 'Chassis', hypervisor.systemId);
  }

  /** With it OVN's own tools find this lab by their defaults (unless it is clustered). */
  get env(): Record<string, string> {
    return {
      OVN_RUNDIR: this.directory,
      OVS_RUNDIR: this.directory,
      OVN_NB_DB: this.nb.remote,
      OVN_SB_DB: this.sb.remote,
    };
  }

  get northd(): Daemon {
    if (this.#parts.northd === undefined) throw new Error('this lab has no ovn-northd');
    return this.#parts.northd;
  }

  hypervisor(index: number): Hypervisor {
    const hypervisor = this.hypervisors[index];
    if (hypervisor === undefined) throw new Error(`the lab has no hypervisor ${index}`);
    return hypervisor;
  }

  /** `ovn-nbctl`; the remote is in the environment because the database's log keeps the command line. */
  nbctl(...args: string[]): Promise<string> {
    return run('ovn-nbctl', ['--timeout=60', '-vsyslog:off', ...args], { env: this.env });
  }

  /** Reads any member of a cluster; `sb.remote` may be a relay, which has no leader. */
  sbctl(...args: string[]): Promise<string> {
    const options = ['--no-leader-only', '--timeout=60', '-vsyslog:off'];
    return run('ovn-sbctl', [...options, ...args], { env: this.env });
  }

  /** `ovn-trace`, for example `trace('sw0', 'inport == "p0" && …')`. */
  trace(...args: string[]): Promise<string> {
    return run('ovn-trace', [`--db=${this.sb.remote}`, '--no-leader-only', '-vsyslog:off', ...args]);
  }

  /**
   * Runs many ovn-nbctl commands, given as lines of text or as words, in as few transactions as arguments
   * allow. A name such as `@x` is known within one transaction, which a thousand commands share.
   */
  async commands(list: string | readonly (string | readonly string[])[]): Promise<void> {
    const commands = (typeof list === 'string' ? list.split('\n') : list)
      .map((command) => (typeof command === 'string' ? words(command) : command))
      .filter((command) => command.length > 0);
    for (let start = 0; start < commands.length; start += BATCH) {
      await this.nbctl(...commands.slice(start, start + BATCH).flatMap((command) => ['--', ...command]));
    }
  }

  /** Waits until northd and all hypervisors have caught up with the Northbound. */
  async sync(): Promise<void> {
    await this.nbctl(this.hypervisors.length === 0 ? '--wait=sb' : '--wait=hv', 'sync');
  }

  /** Waits until these logical ports are up. */
  async up(...ports: string[]): Promise<void> {
    for (const port of ports) await this.nbctl('wait-until', 'Logical_Switch_Port', port, 'up=true');
  }

  /** Waits until this chassis holds a Southbound port, for example a gateway's `cr-` port. */
  async bound(port: string, systemId: string): Promise<void> {
    const chassis = await this.sbctl('--bare', '--columns=_uuid', 'find', 'Chassis', `name="${systemId}"`);
    await this.sbctl('wait-until', 'Port_Binding', port, `chassis=${chassis.trim()}`);
  }

  /** Paths of the database files; `ovs` by name of the hypervisor. */
  files(): { nb: string[]; sb: string[]; ovs: Record<string, string[]> } {
    return {
      nb: this.nb.files(),
      sb: this.sb.files(),
      ovs: Object.fromEntries(this.hypervisors.map(({ name, ovs }) => [name, ovs.files()])),
    };
  }

  /** The text of `ovsdb-client backup`. */
  backup(database: 'nb' | 'sb'): Promise<string> {
    return this[database].backup();
  }

  /** Everything the daemons printed. */
  log(): string {
    const daemons = [
      ...this.nb.servers.map((server) => server.daemon),
      ...this.sb.servers.map((server) => server.daemon),
      this.#parts.northd,
      ...this.hypervisors.flatMap((hv) => [hv.ovs.daemon, hv.switch, hv.controller]),
    ];
    return daemons
      .map((daemon) => (daemon === undefined ? '' : `== ${daemon.name}\n${daemon.log}`))
      .join('\n');
  }

  async stop(): Promise<void> {
    await stopParts(this.#parts);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

interface Parts {
  readonly directory: string;
  /** In the order of the starts; the last one is stopped first. */
  readonly stops: (() => Promise<void>)[];
  readonly hypervisors: Hypervisor[];
  certificates?: Certificates;
  northd?: Daemon;
}

/** Like Promise.all, but a failure waits for the other one, so that both are known to `stops`. */
const both = async <T>(one: Promise<T>, two: Promise<T>): Promise<[T, T]> => {
  await Promise.allSettled([one, two]);
  return [await one, await two];
};

const stopParts = async (parts: Parts): Promise<void> => {
  // The hypervisors go together; what they depend on goes after them, one by one.
  await Promise.all(parts.hypervisors.map((hypervisor) => hypervisor.stop()));
  for (const stop of parts.stops.reverse()) await stop();
  parts.stops.length = 0;
  removeDirectory(parts.directory);
};

const startDatabase = async (
  parts: Parts,
  schema: 'nb' | 'sb',
  options: LabOptions,
): Promise<LabDatabase> => {
  const { directory, certificates, stops } = parts;
  const common = {
    directory,
    schema,
    ...(options.tcp === undefined ? {} : { tcp: options.tcp }),
    ...(certificates === undefined ? {} : { tls: certificates }),
  };
  const name = `ovn${schema}_db`;
  let cluster: RaftCluster | undefined;
  let servers: readonly OvsdbServer[];
  if (options.clustered === true) {
    cluster = await RaftCluster.start({ ...common, name });
    servers = cluster.servers;
  } else {
    servers = [await OvsdbServer.start({ ...common, name })];
  }
  stops.push(async () => {
    await Promise.all(servers.map((server) => server.stop()));
  });
  let relay: Relay | undefined;
  let front = servers;
  if (schema === 'sb' && options.relay === true) {
    const source = servers.map((server) => server.remote).join(',');
    relay = await Relay.start({ directory, name: 'relay', database: DATABASES.sb, source });
    stops.push(() => relay?.stop() ?? Promise.resolve());
    front = [relay.server];
  }
  const holder = (): OvsdbServer | RaftCluster => {
    const server = cluster ?? servers[0];
    if (server === undefined) throw new Error('no server');
    return server;
  };
  return {
    name: DATABASES[schema],
    remote: front.map((server) => server.remote).join(','),
    sockets: front.map((server) => server.socket),
    servers,
    cluster,
    relay,
    files: () => servers.flatMap((server) => server.files()),
    backup: () => holder().backup(DATABASES[schema]),
  };
};
