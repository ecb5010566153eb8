/**
 * One hypervisor: ovsdb-server, ovs-vswitchd with dummy devices, and ovn-controller, in a run directory of its own.
 *
 * `--enable-dummy=system` and not `=override`: the latter also replaces Geneve by a dummy device, so that no
 * tunnel and no BFD session would ever come up (netdev_dummy_register in Open vSwitch's lib/netdev-dummy.c).
 *
 * The underlay is a star: `br-phys` (tunnels) and `br-ex` (provider network) of the first hypervisor carry a
 * link to each other hypervisor, over a unix socket between two dummy devices. Socket names are relative to the
 * run directory, so that captured databases hold no path of the machine that made them.
 */
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, OvsdbServer, SCHEMAS } from './ovsdb.ts';
import { Daemon, run } from './process.ts';

export interface HypervisorOptions {
  /** Counts from 1; decides the tunnel address 192.168.0.INDEX and the MAC addresses. */
  readonly index: number;
  /** Host name; `hvINDEX` when absent. */
  readonly name?: string | undefined;
  /** Name of the chassis; the host name when absent. */
  readonly systemId?: string | undefined;
  /** The lab's directory. */
  readonly directory: string;
  /** Paths of the Southbound servers' sockets. */
  readonly southbound: readonly string[];
  /** Name of the provider network that `br-ex` is mapped to; `physnet1` when absent. */
  readonly provider?: string | undefined;
  /** More `external_ids` of the Open_vSwitch row, for example `ovn-cms-options`. */
  readonly externalIds?: Readonly<Record<string, string>> | undefined;
  /** Without ovn-controller, the hypervisor is plain Open vSwitch. */
  readonly controller?: boolean | undefined;
  /** The centre of the underlay; absent on the centre itself. */
  readonly centre?: Hypervisor | undefined;
}

export interface Interface {
  /** Name of the port in `br-int`. */
  readonly name: string;
  /** Name of the logical switch port. */
  readonly ifaceId: string;
  readonly externalIds?: Readonly<Record<string, string>>;
}

const hex = (value: number): string => value.toString(16).padStart(2, '0');

const quoted = (value: string): string => JSON.stringify(value);

export class Hypervisor {
  readonly name: string;
  readonly systemId: string;
  readonly index: number;
  /** `OVS_RUNDIR` and `OVN_RUNDIR` of this hypervisor. */
  readonly directory: string;
  readonly ovs: OvsdbServer;
  /** Tunnel address. */
  readonly ip: string;
  readonly #options: HypervisorOptions;
  #switch: Daemon | undefined;
  #controller: Daemon | undefined;

  private constructor(options: HypervisorOptions, directory: string, ovs: OvsdbServer) {
    this.#options = options;
    this.index = options.index;
    this.name = options.name ?? `hv${options.index}`;
    this.systemId = options.systemId ?? this.name;
    this.directory = directory;
    this.ovs = ovs;
    this.ip = `192.168.0.${options.index}`;
  }

  /** Starts a hypervisor; with ovn-controller it returns before the chassis is registered. */
  static async start(options: HypervisorOptions): Promise<Hypervisor> {
    const directory = join(options.directory, `hv${options.index}`);
    mkdirSync(directory);
    const file = await createDatabase(join(directory, 'conf.db'), 'ovs');
    const ovs = await OvsdbServer.start({ directory, name: 'db', databases: [file] });
    const hypervisor = new Hypervisor(options, directory, ovs);
    try {
      await hypervisor.#configure();
      await hypervisor.#startSwitch();
      await hypervisor.#bridges();
      if (options.controller !== false) hypervisor.startController();
    } catch (error) {
      await hypervisor.stop();
      throw error;
    }
    return hypervisor;
  }

  get env(): Record<string, string> {
    return {
      OVS_RUNDIR: this.directory,
      OVN_RUNDIR: this.directory,
      OVS_SYSCONFDIR: this.directory,
      OVS_LOGDIR: this.directory,
      OVN_LOGDIR: this.directory,
    };
  }

  /** The socket as seen from the run directory: OVS resolves a relative `unix:` path there. */
  #southboundRemote(): string {
    return this.#options.southbound
      .map((path) => {
        const name = path.slice(path.lastIndexOf('/') + 1);
        if (!existsSync(join(this.directory, name))) symlinkSync(path, join(this.directory, name));
        return `unix:${name}`;
      })
      .join(',');
  }

  async #configure(): Promise<void> {
    const ids = {
      'system-id': this.systemId,
      hostname: this.name,
      'ovn-encap-type': 'geneve',
      'ovn-encap-ip': this.ip,
      'ovn-bridge-mappings': `${this.#options.provider ?? 'physnet1'}:br-ex`,
      ...(this.#options.controller === false ? {} : { 'ovn-remote': this.#southboundRemote() }),
      ...this.#options.externalIds,
    };
    const version = /\d+\.\d+\.\d+/.exec(await run('ovs-vswitchd', ['--version']))?.[0] ?? '';
    const schema = await run('ovsdb-tool', ['schema-version', SCHEMAS.ovs]);
    await this.vsctl(
      ...['--no-wait', 'init', '--', 'set', 'Open_vSwitch', '.'],
      // What ovs-ctl(8) writes on a real host.
      ...[`ovs-version=${quoted(version)}`, `db-version=${quoted(schema.trim())}`],
      ...['system-type=lab', 'system-version=1'],
      ...Object.entries(ids).map(([key, value]) => `external-ids:${key}=${quoted(value)}`),
      ...['other_config:n-handler-threads=1', 'other_config:n-revalidator-threads=1'],
    );
  }

  async #startSwitch(): Promise<void> {
    this.#switch = Daemon.start({
      name: `${this.name} ovs-vswitchd`,
      program: 'ovs-vswitchd',
      args: [
        this.ovs.remote,
        '--enable-dummy=system',
        '--disable-system',
        `--pidfile=${join(this.directory, 'ovs-vswitchd.pid')}`,
        `--unixctl=${join(this.directory, 'ovs-vswitchd.ctl')}`,
        '--no-chdir',
        '-vsyslog:off',
      ],
      env: this.env,
    });
    await this.#switch.ready(join(this.directory, 'ovs-vswitchd.ctl'));
  }

  async #bridges(): Promise<void> {
    const bridge = (name: string, number: number): string[] => [
      ...['--', 'add-br', name, '--', 'set', 'Bridge', name],
      `other-config:hwaddr="02:00:00:00:${hex(this.index)}:${hex(number)}"`,
    ];
    await this.vsctl(
      ...bridge('br-phys', 1),
      ...bridge('br-ex', 2),
      ...bridge('br-int', 3),
      'fail-mode=secure',
      'other-config:disable-in-band=true',
    );
    await this.appctl('netdev-dummy/ip4addr', 'br-phys', `${this.ip}/24`);
    await this.appctl('ovs/route/add', `${this.ip}/24`, 'br-phys');
    const { centre } = this.#options;
    if (centre === undefined) return;
    for (const network of ['br-phys', 'br-ex']) {
      const link = `${network}-hv${this.index}`;
      await centre.#dummyPort(network, link, `pstream=punix:${link}.link`);
      await this.#dummyPort(network, `${network}-up`, `stream=unix:../hv${centre.index}/${link}.link`);
    }
  }

  #dummyPort(bridge: string, name: string, option: string): Promise<string> {
    return this.vsctl(
      ...['add-port', bridge, name, '--', 'set', 'Interface', name, 'type=dummy'],
      `options:${option.replace(/=(.*)$/, '="$1"')}`,
    );
  }

  startController(): void {
    if (this.#controller !== undefined) {
      this.#controller.restart();
      return;
    }
    this.#controller = Daemon.start({
      name: `${this.name} ovn-controller`,
      program: 'ovn-controller',
      args: [
        this.ovs.remote,
        `--pidfile=${join(this.directory, 'ovn-controller.pid')}`,
        '--overwrite-pidfile',
        '--no-chdir',
        '-vsyslog:off',
      ],
      env: this.env,
    });
  }

  /** Ends ovn-controller; by default as a crash, which leaves the chassis in the Southbound. */
  async stopController(gracefully = false): Promise<void> {
    await (gracefully ? this.#controller?.stop() : this.#controller?.kill());
  }

  get controller(): Daemon {
    if (this.#controller === undefined) throw new Error(`${this.name} has no ovn-controller`);
    return this.#controller;
  }

  get switch(): Daemon {
    if (this.#switch === undefined) throw new Error(`${this.name} has no ovs-vswitchd`);
    return this.#switch;
  }

  /** ovn-controller takes no `--unixctl`: its socket is named after its pid. */
  get controllerControl(): string {
    const pid = readFileSync(join(this.directory, 'ovn-controller.pid'), 'utf8').trim();
    return join(this.directory, `ovn-controller.${pid}.ctl`);
  }

  vsctl(...args: string[]): Promise<string> {
    return run('ovs-vsctl', ['--timeout=60', '-vsyslog:off', ...args], { env: this.env });
  }

  /** `ovs-appctl` on ovs-vswitchd. */
  appctl(...args: string[]): Promise<string> {
    return run('ovs-appctl', ['-t', join(this.directory, 'ovs-vswitchd.ctl'), ...args], { env: this.env });
  }

  /** `ovn-appctl` on ovn-controller. */
  controllerAppctl(...args: string[]): Promise<string> {
    return run('ovn-appctl', ['-t', this.controllerControl, ...args], { env: this.env });
  }

  ofctl(...args: string[]): Promise<string> {
    return run('ovs-ofctl', ['-vsyslog:off', ...args], { env: this.env });
  }

  /** Plugs interfaces into `br-int`, all in one transaction. */
  async plug(...interfaces: Interface[]): Promise<void> {
    const commands = interfaces.flatMap(({ name, ifaceId, externalIds }) => [
      ...['--', 'add-port', 'br-int', name, '--', 'set', 'Interface', name, 'type=dummy'],
      ...Object.entries({ 'iface-id': ifaceId, ...externalIds }).map(
        ([key, value]) => `external-ids:${key}=${quoted(value)}`,
      ),
    ]);
    await this.vsctl(...commands);
  }

  async unplug(...names: string[]): Promise<void> {
    await this.vsctl(...names.flatMap((name) => ['--', 'del-port', 'br-int', name]));
  }

  /** Lets a packet (hex digits, or a flow in ovs-ofctl's syntax) arrive at an interface. */
  async receive(name: string, packet: string): Promise<void> {
    await this.appctl('netdev-dummy/receive', name, packet);
  }

  files(): string[] {
    return this.ovs.files();
  }

  async stop(): Promise<void> {
    await this.#controller?.kill();
    await this.#switch?.stop();
    await this.ovs.stop();
  }
}
