/** Logical switches and routers as the Northbound configures them, joined with the Southbound where there is one. */
import type { Row } from '../ovsdb/index.ts';
import { networkOf, parseAddress, type PortAddress } from './addresses.ts';
import { portAlias, routerAlias, switchAlias } from './aliases.ts';
import type { PortBinding } from './bindings.ts';
import { gatewaysOf } from './gateways.ts';
import type { Northbound } from './generated/index.ts';
import { byName, naturalCompare } from './natural.ts';
import type { Network } from './network.ts';
import { groupBy, once } from './once.ts';
import type { Gateway, LogicalRouter, RouterCounts, RouterPort } from './routers.ts';
import { stateOf } from './state.ts';
import { Thing } from './thing.ts';
import type { LogicalSwitch, PortState, SwitchCounts, SwitchPort } from './switches.ts';

type NbRow<T extends keyof Northbound> = Row<Northbound[T]>;

abstract class NbThing<T extends keyof Northbound> extends Thing<Northbound[T]> {
  protected readonly database = 'OVN_Northbound';
}

export class NbSwitchPort extends NbThing<'Logical_Switch_Port'> implements SwitchPort {
  readonly kind = 'switch port';

  get name(): string {
    return this.row.get('name');
  }

  get alias(): string | undefined {
    return portAlias(this.name, this.row.get('external_ids'));
  }

  get type(): string {
    return this.row.get('type');
  }

  get addresses(): readonly PortAddress[] {
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
    return this.network.bindingOf(this.name);
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
    return this.network.northbound().switchOfPort.get(this.uuid)?.[0];
  }
}

export class NbSwitch extends NbThing<'Logical_Switch'> implements LogicalSwitch {
  readonly kind = 'logical switch';

  get name(): string {
    return this.row.get('name');
  }

  get alias(): string | undefined {
    return switchAlias(this.name, this.row.get('external_ids'));
  }

  get ports(): readonly NbSwitchPort[] {
    return this.sortedPorts();
  }

  private readonly sortedPorts = once(() => {
    const all = this.network.northbound().switchPorts;
    const found = this.row.get('ports').map((uuid) => all.get(uuid));
    return found.filter((port) => port !== undefined).sort(byName);
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
    const groups = new Set(
      this.ports.flatMap(({ uuid }) => this.network.northbound().groupsOfPort.get(uuid) ?? []),
    );
    return {
      acls: this.row.get('acls').length,
      portGroupAcls: [...groups].reduce((sum, group) => sum + group.get('acls').length, 0),
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
    return this.network.northbound().routerOfPort.get(this.uuid)?.[0];
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
    return this.network.nb?.table('HA_Chassis_Group').row(uuid)?.get('name') ?? uuid;
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
    const all = this.network.northbound().routerPorts;
    const found = this.row.get('ports').map((uuid) => all.get(uuid));
    return found.filter((port) => port !== undefined).sort(byName);
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
    const table = this.network.nb?.table('NAT');
    const byType = groupBy(nat, (uuid) => table?.row(uuid)?.get('type'));
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
  const groups = network.nb?.table('Load_Balancer_Group');
  const own = (row as Balanced).get('load_balancer');
  const named = (row as Balanced).get('load_balancer_group');
  const grouped = named.flatMap((uuid) => groups?.row(uuid)?.get('load_balancer') ?? []);
  return grouped.length === 0 ? own.length : new Set([...own, ...grouped]).size;
};

/** The Northbound's things and who holds them, each made once. */
export interface NorthboundIndex {
  readonly switches: readonly NbSwitch[];
  readonly routers: readonly NbRouter[];
  readonly switchPorts: ReadonlyMap<string, NbSwitchPort>;
  readonly routerPorts: ReadonlyMap<string, NbRouterPort>;
  /** By the port's UUID; more than one only in a broken database. */
  readonly switchOfPort: ReadonlyMap<string, readonly NbSwitch[]>;
  readonly routerOfPort: ReadonlyMap<string, readonly NbRouter[]>;
  readonly groupsOfPort: ReadonlyMap<string, readonly NbRow<'Port_Group'>[]>;
}

const ownersOf = <T extends { readonly row: { get(column: 'ports'): readonly string[] } }>(
  owners: readonly T[],
): Map<string, T[]> => {
  const map = new Map<string, T[]>();
  for (const owner of owners) {
    for (const uuid of owner.row.get('ports')) {
      const known = map.get(uuid);
      if (known === undefined) map.set(uuid, [owner]);
      else known.push(owner);
    }
  }
  return map;
};

export const indexNorthbound = (network: Network): NorthboundIndex => {
  const { nb } = network;
  const switches = [...(nb?.table('Logical_Switch') ?? [])]
    .map((row) => new NbSwitch(network, row))
    .sort(byName);
  const routers = [...(nb?.table('Logical_Router') ?? [])]
    .map((row) => new NbRouter(network, row))
    .sort(byName);
  const switchPorts = [...(nb?.table('Logical_Switch_Port') ?? [])].map(
    (row) => new NbSwitchPort(network, row),
  );
  const routerPorts = [...(nb?.table('Logical_Router_Port') ?? [])].map(
    (row) => new NbRouterPort(network, row),
  );
  const portGroups = once(() => [...(nb?.table('Port_Group') ?? [])].map((row) => ({ row })));
  const groups = once(
    () => new Map([...ownersOf(portGroups())].map(([uuid, owners]) => [uuid, owners.map(({ row }) => row)])),
  );
  return {
    switches,
    routers,
    switchPorts: new Map(switchPorts.map((port) => [port.uuid, port])),
    routerPorts: new Map(routerPorts.map((port) => [port.uuid, port])),
    switchOfPort: ownersOf(switches),
    routerOfPort: ownersOf(routers),
    get groupsOfPort() {
      return groups();
    },
  };
};
