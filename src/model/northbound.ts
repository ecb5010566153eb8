/** Logical switches and routers as the Northbound configures them, joined with the Southbound where there is one. */
import type { Row } from '../ovsdb/index.ts';
import { networkOf, parseAddress, type PortAddress } from './addresses.ts';
import { portAlias, routerAlias, switchAlias } from './aliases.ts';
import type { PortBinding } from './bindings.ts';
import { gatewaysOf } from './gateways.ts';
import type { Northbound } from './generated/index.ts';
import { byName, naturalCompare, type Named } from './natural.ts';
import type { Network } from './network.ts';
import { groupBy, once } from './once.ts';
import type { Gateway, LogicalRouter, RouterCounts, RouterPort } from './routers.ts';
import { stateOf } from './state.ts';
import { Thing } from './thing.ts';
import type { LogicalSwitch, PortState, SwitchCounts, SwitchPort } from './switches.ts';
import { viewsOf } from './views.ts';

type NbRow<T extends keyof Northbound> = Row<Northbound[T]>;

abstract class NbThing<T extends keyof Northbound> extends Thing<Northbound[T]> {
  protected readonly database = 'OVN_Northbound';
}

export class NbSwitchPort extends NbThing<'Logical_Switch_Port'> implements SwitchPort {
  readonly kind = 'switch port';

  /** Read once: sorting ports asks for it a million times. */
  readonly name = this.row.get('name');

  get alias(): string | undefined {
    return portAlias(this.name, this.row.get('external_ids'));
  }

  get type(): string {
    return this.row.get('type');
  }

  get addresses(): readonly PortAddress[] {
    return (this.parsed ??= this.parse());
  }

  private parsed: readonly PortAddress[] | undefined;

  private parse(): readonly PortAddress[] {
    const chosen = this.row.get('dynamic_addresses');
    return this.row.get('addresses').map((text) => {
      const address = parseAddress(text);
      if (address.kind !== 'dynamic' || chosen === undefined) return address;
      const { mac, ips } = parseAddress(chosen);
      return { ...address, mac, ips };
    });
  }

  get tag(): number | undefined {
    const tag = this.row.get('tag');
    return tag === undefined ? undefined : Number(tag);
  }

  get parentName(): string | undefined {
    return this.row.get('parent_name') || undefined;
  }

  get networkName(): string | undefined {
    return this.row.get('options').get('network_name');
  }

  get enabled(): boolean {
    return this.row.get('enabled') ?? true;
  }

  get state(): PortState {
    return stateOf(this.type, this.enabled, this.row.get('up'), this.binding);
  }

  get hasDhcp(): boolean {
    return this.row.get('dhcpv4_options') !== undefined || this.row.get('dhcpv6_options') !== undefined;
  }

  get binding(): PortBinding | undefined {
    this.bound ??= { value: this.network.bindingOf(this.name) };
    return this.bound.value;
  }

  get peerName(): string | undefined {
    if (this.type === 'router') return this.row.get('options').get('router-port');
    return this.type === 'switch' ? this.row.get('peer') : undefined;
  }

  get peer(): RouterPort | SwitchPort | undefined {
    const name = this.peerName;
    if (name === undefined) return undefined;
    return this.type === 'router' ? this.network.routerPort(name) : this.network.switchPort(name);
  }

  get switch(): LogicalSwitch | undefined {
    this.holder ??= { value: this.network.northbound.switchesOf(this)[0] };
    return this.holder.value;
  }

  // There are ten thousands of ports: no function of its own for each of them, as `once` would make.
  private bound: { readonly value: PortBinding | undefined } | undefined;
  private holder: { readonly value: LogicalSwitch | undefined } | undefined;
}

export class NbSwitch extends NbThing<'Logical_Switch'> implements LogicalSwitch {
  readonly kind = 'logical switch';

  get name(): string {
    return this.row.get('name');
  }

  get alias(): string | undefined {
    return this.called();
  }

  private readonly called = once(() => switchAlias(this.name, this.row.get('external_ids')));

  get ports(): readonly NbSwitchPort[] {
    return this.sortedPorts();
  }

  private readonly sortedPorts = once(() => {
    const rows = this.network.nbRows.rows('Logical_Switch_Port', this.row.get('ports'));
    return rows.map(this.network.northbound.switchPort).sort(byName);
  });

  get subnets(): readonly string[] {
    return this.sortedSubnets();
  }

  private readonly sortedSubnets = once(() => {
    const config = this.row.get('other_config');
    const found = this.ports.flatMap(({ peer }) => (peer?.kind === 'router port' ? peer.networks : []));
    const prefix = config.get('ipv6_prefix');
    const configured = [
      config.get('subnet'),
      prefix === undefined ? undefined : `${prefix.split('/')[0]}/64`,
    ];
    const networks = [...configured, ...found].map((text) => (text === undefined ? text : networkOf(text)));
    return [...new Set(networks.filter((text) => text !== undefined))].sort(naturalCompare);
  });

  get tunnelKey(): number | undefined {
    return this.network.tunnelKeyOf(this.uuid);
  }

  get counts(): SwitchCounts {
    return this.counted();
  }

  private readonly counted = once((): SwitchCounts => {
    const ports = this.ports.map(({ uuid }) => uuid);
    const groups = this.network.nbRows.whereAny('Port_Group', 'ports', ports);
    return {
      acls: this.row.get('acls').length,
      portGroupAcls: groups.reduce((sum, group) => sum + group.get('acls').length, 0),
      loadBalancers: loadBalancersOf(this.network, this.row),
      qosRules: this.row.get('qos_rules').length,
      dnsRecords: this.row.get('dns_records').length,
      dhcpPorts: this.ports.filter((port) => port.hasDhcp).length,
    };
  });
}

export class NbRouterPort extends NbThing<'Logical_Router_Port'> implements RouterPort {
  readonly kind = 'router port';

  get alias(): string | undefined {
    return portAlias(this.name, this.row.get('external_ids'));
  }

  get name(): string {
    return this.row.get('name');
  }

  get mac(): string {
    return this.row.get('mac');
  }

  get networks(): readonly string[] {
    return [...this.row.get('networks')].sort(naturalCompare);
  }

  get enabled(): boolean {
    return this.row.get('enabled') ?? true;
  }

  get router(): LogicalRouter | undefined {
    return this.network.northbound.routersOf(this)[0];
  }

  get peerName(): string | undefined {
    return this.row.get('peer') || undefined;
  }

  get peer(): SwitchPort | RouterPort | undefined {
    const attached = this.network.switchPortsTo(this.name)[0];
    if (attached !== undefined) return attached;
    return this.peerName === undefined ? undefined : this.network.routerPort(this.peerName);
  }

  get gateways(): readonly Gateway[] {
    return gatewaysOf(this.network, this.row, this.redirect?.chassis?.name);
  }

  get haGroup(): string | undefined {
    const uuid = this.row.get('ha_chassis_group');
    if (uuid === undefined) return undefined;
    return this.network.nbRows.row('HA_Chassis_Group', uuid)?.get('name') ?? uuid;
  }

  get isGateway(): boolean {
    const { row } = this;
    const [chassis, group] = [row.get('gateway_chassis'), row.get('ha_chassis_group')];
    return chassis.length > 0 || group !== undefined || row.get('options').has('redirect-chassis');
  }

  get binding(): PortBinding | undefined {
    return this.network.bindingOf(this.name);
  }

  get redirect(): PortBinding | undefined {
    return this.network.bindingOf(`cr-${this.name}`);
  }
}

export class NbRouter extends NbThing<'Logical_Router'> implements LogicalRouter {
  readonly kind = 'logical router';

  get name(): string {
    return this.row.get('name');
  }

  get alias(): string | undefined {
    return routerAlias(this.name, this.row.get('external_ids'));
  }

  get enabled(): boolean {
    return this.row.get('enabled') ?? true;
  }

  get ports(): readonly NbRouterPort[] {
    return this.sortedPorts();
  }

  private readonly sortedPorts = once(() => {
    const rows = this.network.nbRows.rows('Logical_Router_Port', this.row.get('ports'));
    return rows.map(this.network.northbound.routerPort).sort(byName);
  });

  get gatewayLabel(): string | undefined {
    const name = this.gatewayChassis;
    return name === undefined ? undefined : (this.network.chassisByName(name)?.label ?? name);
  }

  get gatewayChassis(): string | undefined {
    return this.row.get('options').get('chassis') || undefined;
  }

  get tunnelKey(): number | undefined {
    return this.network.tunnelKeyOf(this.uuid);
  }

  get counts(): RouterCounts {
    const nat = this.row.get('nat');
    const byType = groupBy(this.network.nbRows.rows('NAT', nat), (row) => row.get('type'));
    return {
      nat: nat.length,
      natByType: new Map([...byType].map(([type, rows]): [string, number] => [type, rows.length]).sort()),
      staticRoutes: this.row.get('static_routes').length,
      policies: this.row.get('policies').length,
      loadBalancers: loadBalancersOf(this.network, this.row),
    };
  }
}

type Balanced = Row<Pick<Northbound['Logical_Switch'], 'load_balancer' | 'load_balancer_group'>>;

/** Its own and those of its groups, each once. */
const loadBalancersOf = (network: Network, row: object): number => {
  const own = (row as Balanced).get('load_balancer');
  const named = (row as Balanced).get('load_balancer_group');
  const groups = network.nbRows.rows('Load_Balancer_Group', named);
  const grouped = groups.flatMap((group) => group.get('load_balancer'));
  if (grouped.length === 0) return own.length;
  // The usual case, by the thousand: a set holds nothing twice.
  if (own.length === 0 && groups.length === 1) return grouped.length;
  return new Set([...own, ...grouped]).size;
};

/** The Northbound's things, each made once, and who holds them. */
export class NorthboundViews {
  readonly switch: (row: NbRow<'Logical_Switch'>) => NbSwitch;
  readonly router: (row: NbRow<'Logical_Router'>) => NbRouter;
  readonly switchPort: (row: NbRow<'Logical_Switch_Port'>) => NbSwitchPort;
  readonly routerPort: (row: NbRow<'Logical_Router_Port'>) => NbRouterPort;
  private readonly network: Network;

  constructor(network: Network) {
    this.network = network;
    this.switch = viewsOf((row) => new NbSwitch(network, row));
    this.router = viewsOf((row) => new NbRouter(network, row));
    this.switchPort = viewsOf((row) => new NbSwitchPort(network, row));
    this.routerPort = viewsOf((row) => new NbRouterPort(network, row));
  }

  readonly switches = once(() => this.viewed('Logical_Switch', this.switch));
  readonly routers = once(() => this.viewed('Logical_Router', this.router));
  readonly switchPorts = once(() => this.viewed('Logical_Switch_Port', this.switchPort));
  readonly routerPorts = once(() => this.viewed('Logical_Router_Port', this.routerPort));

  /** The switches that hold a port: more than one only in a broken database. */
  switchesOf(port: { readonly uuid: string }): readonly NbSwitch[] {
    const rows = this.network.nbRows.where('Logical_Switch', 'ports', port.uuid);
    const held = rows.map(this.switch);
    return held.length < 2 ? held : held.sort(byName);
  }

  routersOf(port: { readonly uuid: string }): readonly NbRouter[] {
    const rows = this.network.nbRows.where('Logical_Router', 'ports', port.uuid);
    return rows.map(this.router).sort(byName);
  }

  switchPortsCalled(name: string): readonly NbSwitchPort[] {
    return this.network.nbRows.where('Logical_Switch_Port', 'name', name).map(this.switchPort).sort(byName);
  }

  routerPortsCalled(name: string): readonly NbRouterPort[] {
    return this.network.nbRows.where('Logical_Router_Port', 'name', name).map(this.routerPort).sort(byName);
  }

  /** The switch ports of type router that name this router port: one, in a sound network. */
  switchPortsTo(routerPort: string): readonly NbSwitchPort[] {
    const rows = this.network.nbRows.whereKey('Logical_Switch_Port', 'options', 'router-port', routerPort);
    return rows
      .filter((row) => row.get('type') === 'router')
      .map(this.switchPort)
      .sort(byName);
  }

  private viewed<T extends keyof Northbound & string, V extends Named>(
    table: T,
    view: (row: NbRow<T>) => V,
  ): readonly V[] {
    return [...this.network.nbRows.all(table)].map(view).sort(byName);
  }
}
