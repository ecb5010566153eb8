/**
 * The network: what the databases of one deployment mean together. Views over their rows, made when asked for;
 * nothing is copied. Any subset of databases will do:
 *
 *     Northbound                 switches, routers and ports as configured
 *     + Southbound               … with where each port is bound and whether it is up
 *     Southbound alone           switches and routers derived from datapath and port bindings
 *     Open_vSwitch of hosts      bridges, and the interface that a logical port is plugged into
 */
import type { AnyTables, Database, Row } from '../ovsdb/index.ts';
import { Host, type OvsInterface } from './bridges.ts';
import { PortBinding, type PortBindingRow } from './bindings.ts';
import { Chassis } from './chassis.ts';
import {
  interconnectNorthbound,
  interconnectSouthbound,
  northbound,
  openVSwitch,
  southbound,
  type InterconnectNorthbound,
  type InterconnectSouthbound,
  type Northbound,
  type OpenVSwitch,
  type Southbound,
} from './generated/index.ts';
import { Interconnect } from './interconnect.ts';
import { findIssues, type ModelIssue } from './issues.ts';
import { byName, naturalCompare } from './natural.ts';
import { Lookup, type Demand } from './lookup.ts';
import { NorthboundViews } from './northbound.ts';
import { once } from './once.ts';
import type { LogicalRouter, RouterPort } from './routers.ts';
import { SouthboundViews } from './southbound.ts';
import type { LogicalSwitch, SwitchPort } from './switches.ts';
import { viewsOf } from './views.ts';

export interface NetworkSources {
  readonly nb?: Database<AnyTables> | undefined;
  readonly sb?: Database<AnyTables> | undefined;
  readonly icNb?: Database<AnyTables> | undefined;
  readonly icSb?: Database<AnyTables> | undefined;
  readonly ovs?: readonly { readonly name: string; readonly database: Database<AnyTables> }[] | undefined;
  /** For databases that are read piece by piece: who takes note of what is asked for. */
  readonly demandOf?: ((database: Database<AnyTables>) => Demand | undefined) | undefined;
}

export class Network {
  readonly nb: Database<Northbound> | undefined;
  readonly sb: Database<Southbound> | undefined;
  readonly hosts: readonly Host[];
  /** Rows by what they hold: the way to ask, where a live reader should fetch no more than is asked for. */
  readonly nbRows: Lookup<Northbound>;
  readonly sbRows: Lookup<Southbound>;
  readonly icNbRows: Lookup<InterconnectNorthbound>;
  readonly icSbRows: Lookup<InterconnectSouthbound>;
  /** Present when a database of OVN Interconnection was read. */
  readonly interconnect: Interconnect | undefined;

  constructor(sources: NetworkSources) {
    this.nb = sources.nb?.as<Northbound>(northbound);
    this.sb = sources.sb?.as<Southbound>(southbound);
    const icNb = sources.icNb?.as<InterconnectNorthbound>(interconnectNorthbound);
    const icSb = sources.icSb?.as<InterconnectSouthbound>(interconnectSouthbound);
    const demandOf = (database: Database<AnyTables> | undefined): Demand | undefined =>
      database === undefined ? undefined : sources.demandOf?.(database);
    this.nbRows = new Lookup(this.nb, demandOf(sources.nb));
    this.sbRows = new Lookup(this.sb, demandOf(sources.sb));
    this.icNbRows = new Lookup(icNb, demandOf(sources.icNb));
    this.icSbRows = new Lookup(icSb, demandOf(sources.icSb));
    this.interconnect = icNb === undefined && icSb === undefined ? undefined : new Interconnect(icNb, icSb);
    this.hosts = (sources.ovs ?? [])
      .map(
        ({ name, database }) =>
          new Host(name, new Lookup(database.as<OpenVSwitch>(openVSwitch), demandOf(database)), (id) =>
            this.hostnameOf(id),
          ),
      )
      .sort((a, b) => naturalCompare(a.name, b.name));
  }

  /** Whoever is about to ask about everything says so: see `Lookup`. */
  expectMany(): void {
    const hosts = this.hosts.map(({ rows }) => rows);
    for (const rows of [this.nbRows, this.sbRows, this.icNbRows, this.icSbRows, ...hosts]) rows.expectMany();
  }

  /** In natural order of their names. */
  get switches(): readonly LogicalSwitch[] {
    return this.views.switches();
  }

  get routers(): readonly LogicalRouter[] {
    return this.views.routers();
  }

  get switchPorts(): readonly SwitchPort[] {
    return this.nb === undefined ? this.derivedSwitchPorts() : this.northbound.switchPorts();
  }

  get routerPorts(): readonly RouterPort[] {
    return this.nb === undefined ? this.derivedRouterPorts() : this.northbound.routerPorts();
  }

  get bindings(): readonly PortBinding[] {
    return this.allBindings();
  }

  get chassis(): readonly Chassis[] {
    return this.allChassis();
  }

  /** What is broken in the databases themselves. */
  get issues(): readonly ModelIssue[] {
    return this.allIssues();
  }

  /** The first one where a broken database has several of that name. */
  switchPort(name: string): SwitchPort | undefined {
    return this.views.switchPortsCalled(name)[0];
  }

  routerPort(name: string): RouterPort | undefined {
    return this.views.routerPortsCalled(name)[0];
  }

  /** The switch ports whose other side is this router port: one, in a sound network. */
  switchPortsTo(routerPort: string): readonly SwitchPort[] {
    return this.views.switchPortsTo(routerPort);
  }

  bindingOf(logicalPort: string): PortBinding | undefined {
    const rows = this.sbRows.where('Port_Binding', 'logical_port', logicalPort);
    const [first] = rows;
    if (first === undefined) return undefined;
    return rows.length === 1 ? this.bindingOfRow(first) : this.bindingsCalled(logicalPort)[0];
  }

  /** More than one only where two datapaths claim the name. */
  bindingsCalled(logicalPort: string): readonly PortBinding[] {
    const rows = this.sbRows.where('Port_Binding', 'logical_port', logicalPort);
    return rows.map(this.bindingOfRow).sort(byName);
  }

  /** By the chassis' UUID: main and additional bindings. */
  bindingsOn(chassis: string): readonly PortBinding[] {
    const main = this.sbRows.where('Port_Binding', 'chassis', chassis);
    const additional = this.sbRows.where('Port_Binding', 'additional_chassis', chassis);
    return [...new Set([...main, ...additional])].map(this.bindingOfRow).sort(byName);
  }

  chassisByUuid(uuid: string): Chassis | undefined {
    const row = this.sbRows.row('Chassis', uuid);
    return row === undefined ? undefined : this.chassisOfRow(row);
  }

  /** By system-id. */
  chassisByName(name: string): Chassis | undefined {
    return this.sbRows.where('Chassis', 'name', name).map(this.chassisOfRow).sort(byName)[0];
  }

  private hostnameOf(systemId: string): string | undefined {
    return this.chassisByName(systemId)?.hostname || undefined;
  }

  /** The host whose Open_vSwitch database has the chassis' system-id. */
  hostOf(chassis: Chassis): Host | undefined {
    return this.hosts.find(({ systemId }) => systemId === chassis.name);
  }

  /** Interfaces that claim the logical port: one, unless a host was cloned or a VM is migrating. */
  interfacesOf(logicalPort: string): readonly OvsInterface[] {
    return this.hosts.flatMap((host) => host.interfacesOf(logicalPort));
  }

  /** The datapath that northd made from a switch or router of the Northbound. */
  datapathOf(nbUuid: string): Row<Southbound['Datapath_Binding']> | undefined {
    const { sbRows } = this;
    return (
      sbRows.where('Datapath_Binding', 'nb_uuid', nbUuid)[0] ??
      sbRows.whereKey('Datapath_Binding', 'external_ids', 'logical-switch', nbUuid)[0] ??
      sbRows.whereKey('Datapath_Binding', 'external_ids', 'logical-router', nbUuid)[0]
    );
  }

  tunnelKeyOf(nbUuid: string): number | undefined {
    const key = this.datapathOf(nbUuid)?.get('tunnel_key');
    return key === undefined ? undefined : Number(key);
  }

  /** @internal */
  readonly northbound = new NorthboundViews(this);
  /** @internal */
  readonly southbound = new SouthboundViews(this);

  /** The Northbound's where it was read: what was configured, not what became of it. */
  private get views(): NorthboundViews | SouthboundViews {
    return this.nb === undefined ? this.southbound : this.northbound;
  }

  readonly bindingOfRow = viewsOf((row: PortBindingRow) => new PortBinding(this, row));
  readonly chassisOfRow = viewsOf((row: Row<Southbound['Chassis']>) => new Chassis(this, row));

  private readonly derivedSwitchPorts = once(() => this.switches.flatMap(({ ports }) => ports));
  private readonly derivedRouterPorts = once(() => this.routers.flatMap(({ ports }) => ports));
  private readonly allBindings = once(() =>
    [...this.sbRows.all('Port_Binding')].map(this.bindingOfRow).sort(byName),
  );
  private readonly allChassis = once(() =>
    [...this.sbRows.all('Chassis')].map(this.chassisOfRow).sort(byName),
  );
  private readonly allIssues = once(() => findIssues(this));
}
