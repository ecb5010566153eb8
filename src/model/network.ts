/**
 * The network: what the databases of one deployment mean together. Views over their rows, made when asked for;
 * nothing is copied. Any subset of databases will do:
 *
 *     Northbound                 switches, routers and ports as configured
 *     + Southbound               … with where each port is bound and whether it is up
 *     Southbound alone           switches and routers derived from datapath and port bindings
 *     Open_vSwitch of hosts      bridges, and the interface that a logical port is plugged into
 */
import type { AnyTables, Database } from '../ovsdb/index.ts';
import { Host, type OvsInterface } from './bridges.ts';
import { PortBinding } from './bindings.ts';
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
import { indexNorthbound } from './northbound.ts';
import { groupBy, once } from './once.ts';
import type { LogicalRouter, RouterPort } from './routers.ts';
import { indexSouthbound, northboundUuid } from './southbound.ts';
import { isLink, type LogicalSwitch, type SwitchPort } from './switches.ts';

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

  /** In natural order of their names. */
  get switches(): readonly LogicalSwitch[] {
    return this.nb === undefined ? this.southbound().switches : this.northbound().switches;
  }

  get routers(): readonly LogicalRouter[] {
    return this.nb === undefined ? this.southbound().routers : this.northbound().routers;
  }

  get switchPorts(): readonly SwitchPort[] {
    return this.allSwitchPorts();
  }

  get routerPorts(): readonly RouterPort[] {
    return this.allRouterPorts();
  }

  get bindings(): readonly PortBinding[] {
    return this.allBindings();
  }

  get chassis(): readonly Chassis[] {
    return this.allChassis();
  }

  /** What is broken in the databases themselves, as far as this first model looks. */
  get issues(): readonly ModelIssue[] {
    return this.allIssues();
  }

  /** The first one where a broken database has several of that name. */
  switchPort(name: string): SwitchPort | undefined {
    return this.switchPortsByName().get(name)?.[0];
  }

  routerPort(name: string): RouterPort | undefined {
    return this.routerPortsByName().get(name)?.[0];
  }

  /** The switch ports whose other side is this router port: one, in a sound network. */
  switchPortsTo(routerPort: string): readonly SwitchPort[] {
    return this.switchPortsByPeer().get(routerPort) ?? [];
  }

  bindingOf(logicalPort: string): PortBinding | undefined {
    return this.bindingsByPort().get(logicalPort)?.[0];
  }

  /** By the chassis' UUID: main and additional bindings. */
  bindingsOn(chassis: string): readonly PortBinding[] {
    return this.bindingsByChassis().get(chassis) ?? [];
  }

  chassisByUuid(uuid: string): Chassis | undefined {
    return this.chassisIndex().byUuid.get(uuid);
  }

  /** By system-id. */
  chassisByName(name: string): Chassis | undefined {
    return this.chassisIndex().byName.get(name);
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
    return this.interfacesByPort().get(logicalPort) ?? [];
  }

  /** The tunnel key of the datapath that northd made from the Northbound row. */
  tunnelKeyOf(nbUuid: string): number | undefined {
    return this.tunnelKeys().get(nbUuid);
  }

  /** @internal */
  readonly northbound = once(() => indexNorthbound(this));
  /** @internal */
  readonly southbound = once(() => indexSouthbound(this));

  private readonly allSwitchPorts = once((): readonly SwitchPort[] =>
    this.nb === undefined
      ? this.switches.flatMap(({ ports }) => ports)
      : [...this.northbound().switchPorts.values()].sort(byName),
  );
  private readonly allRouterPorts = once((): readonly RouterPort[] =>
    this.nb === undefined
      ? this.routers.flatMap(({ ports }) => ports)
      : [...this.northbound().routerPorts.values()].sort(byName),
  );
  private readonly switchPortsByName = once(() => groupBy(this.switchPorts, ({ name }) => name));
  private readonly routerPortsByName = once(() => groupBy(this.routerPorts, ({ name }) => name));
  private readonly switchPortsByPeer = once(() =>
    groupBy(this.switchPorts, (port) => (isLink(port) ? port.peerName : undefined)),
  );

  private readonly allBindings = once(() =>
    [...(this.sb?.table('Port_Binding') ?? [])].map((row) => new PortBinding(this, row)).sort(byName),
  );
  private readonly bindingsByPort = once(() => groupBy(this.bindings, ({ name }) => name));
  private readonly bindingsByChassis = once(() => {
    const map = new Map<string, PortBinding[]>();
    for (const binding of this.bindings) {
      const main = binding.row.get('chassis');
      const all = new Set([...(main === undefined ? [] : [main]), ...binding.row.get('additional_chassis')]);
      for (const uuid of all) {
        const known = map.get(uuid);
        if (known === undefined) map.set(uuid, [binding]);
        else known.push(binding);
      }
    }
    return map;
  });

  private readonly allChassis = once(() =>
    [...(this.sb?.table('Chassis') ?? [])].map((row) => new Chassis(this, row)).sort(byName),
  );
  private readonly chassisIndex = once(() => ({
    byUuid: new Map(this.chassis.map((one) => [one.uuid, one])),
    byName: new Map(this.chassis.map((one) => [one.name, one])),
  }));

  private readonly interfacesByPort = once(() =>
    groupBy(
      this.hosts.flatMap(({ interfaces }) => interfaces),
      ({ ifaceId }) => ifaceId,
    ),
  );
  private readonly tunnelKeys = once(() => {
    const map = new Map<string, number>();
    for (const row of this.sb?.table('Datapath_Binding') ?? []) {
      const uuid = northboundUuid(row);
      if (uuid !== undefined) map.set(uuid, Number(row.get('tunnel_key')));
    }
    return map;
  });
  private readonly allIssues = once(() => findIssues(this));
}
