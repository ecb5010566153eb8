/**
 * Logical switches and routers when only the Southbound was read: derived from datapath and port bindings.
 * northd writes the Northbound's names and UUIDs into `Datapath_Binding.external_ids` (`name`, `name2`,
 * `logical-switch`, `logical-router`), in newer versions into `type` and `nb_uuid`; a router port's MAC and
 * networks are the one element of its binding's `mac` (ovn-sb(5)).
 */
import type { Row } from '../ovsdb/index.ts';
import { networkOf, parseAddress, type PortAddress } from './addresses.ts';
import { portAlias, routerAlias, switchAlias } from './aliases.ts';
import type { PortBinding, PortBindingRow } from './bindings.ts';
import { rankGateways } from './gateways.ts';
import type { Southbound } from './generated/index.ts';
import { byName, naturalCompare } from './natural.ts';
import type { Network } from './network.ts';
import { once } from './once.ts';
import type { Gateway, LogicalRouter, RouterPort } from './routers.ts';
import type { RowRef } from './rowref.ts';
import { stateOf } from './state.ts';
import { Thing } from './thing.ts';
import { isLink, type LogicalSwitch, type PortState, type SwitchPort } from './switches.ts';
import { viewsOf } from './views.ts';

type DatapathRow = Row<Southbound['Datapath_Binding']>;

const ROUTER = 'logical-router';

export const isRouterDatapath = (row: DatapathRow): boolean =>
  row.get('type') === ROUTER || row.get('external_ids').has(ROUTER);

/** The UUID of the Northbound's row. */
export const northboundUuid = (row: DatapathRow): string | undefined => {
  const ids = row.get('external_ids');
  return row.get('nb_uuid') ?? ids.get('logical-switch') ?? ids.get(ROUTER);
};

abstract class SbDatapath extends Thing<Southbound['Datapath_Binding']> {
  protected readonly database = 'OVN_Southbound';

  get name(): string {
    return this.row.get('external_ids').get('name') ?? northboundUuid(this.row) ?? this.uuid;
  }

  get tunnelKey(): number | undefined {
    return Number(this.row.get('tunnel_key'));
  }

  readonly counts = undefined;
}

abstract class SbPort {
  protected readonly network: Network;
  readonly binding: PortBinding;

  constructor(network: Network, binding: PortBinding) {
    this.network = network;
    this.binding = binding;
  }

  get ref(): RowRef {
    return this.binding.ref;
  }

  get uuid(): string {
    return this.binding.uuid;
  }

  get name(): string {
    return this.binding.name;
  }

  get enabled(): boolean {
    return true;
  }

  get peerName(): string | undefined {
    return this.binding.row.get('options').get('peer');
  }
}

export class SbSwitchPort extends SbPort implements SwitchPort {
  readonly kind = 'switch port';

  get alias(): string | undefined {
    return portAlias(this.name, this.binding.row.get('external_ids'));
  }

  /** Both kinds of binding that lead to another datapath are what the Northbound calls `router`. */
  get type(): string {
    const { type } = this.binding;
    if (type !== 'patch' && type !== 'l3gateway') return type;
    return this.peer?.kind === 'switch port' ? 'switch' : 'router';
  }

  get addresses(): readonly PortAddress[] {
    return this.binding.row.get('mac').map(parseAddress);
  }

  get tag(): number | undefined {
    const tag = this.binding.row.get('tag');
    return tag === undefined ? undefined : Number(tag);
  }

  get parentName(): string | undefined {
    return this.binding.row.get('parent_port') || undefined;
  }

  get networkName(): string | undefined {
    return this.binding.row.get('options').get('network_name');
  }

  get state(): PortState {
    return stateOf(this.binding.type, true, undefined, this.binding);
  }

  get peer(): RouterPort | SwitchPort | undefined {
    const name = this.peerName;
    return name === undefined ? undefined : (this.network.routerPort(name) ?? this.network.switchPort(name));
  }

  get switch(): LogicalSwitch | undefined {
    return this.network.southbound.switchOf(this.binding);
  }
}

export class SbSwitch extends SbDatapath implements LogicalSwitch {
  readonly kind = 'logical switch';

  get alias(): string | undefined {
    return switchAlias(this.name, this.row.get('external_ids'));
  }

  get ports(): readonly SwitchPort[] {
    return this.network.southbound.bindingsIn(this.row).map(this.network.southbound.switchPort);
  }

  get subnets(): readonly string[] {
    return this.sortedSubnets();
  }

  private readonly sortedSubnets = once(() => {
    const networks = this.ports.flatMap(({ peer }) => (peer?.kind === 'router port' ? peer.networks : []));
    const found = networks.map(networkOf).filter((text) => text !== undefined);
    return [...new Set(found)].sort(naturalCompare);
  });
}

export class SbRouterPort extends SbPort implements RouterPort {
  readonly kind = 'router port';

  get alias(): string | undefined {
    return portAlias(this.name, this.binding.row.get('external_ids'));
  }

  private get words(): readonly string[] {
    return (this.binding.row.get('mac')[0] ?? '').split(' ').filter((word) => word !== '');
  }

  get mac(): string {
    return this.words[0] ?? '';
  }

  get networks(): readonly string[] {
    return this.words.slice(1).sort(naturalCompare);
  }

  get router(): LogicalRouter | undefined {
    return this.network.southbound.routerOf(this.binding);
  }

  get peer(): SwitchPort | RouterPort | undefined {
    const name = this.peerName;
    return name === undefined ? undefined : (this.network.switchPort(name) ?? this.network.routerPort(name));
  }

  get redirect(): PortBinding | undefined {
    return this.network.bindingOf(`cr-${this.name}`);
  }

  get isGateway(): boolean {
    return this.redirect !== undefined;
  }

  get haGroup(): string | undefined {
    const uuid = this.redirect?.row.get('ha_chassis_group');
    return uuid === undefined
      ? undefined
      : (this.network.sbRows.row('HA_Chassis_Group', uuid)?.get('name') ?? uuid);
  }

  get gateways(): readonly Gateway[] {
    const { redirect } = this;
    const { sbRows } = this.network;
    if (redirect === undefined) return [];
    const group = sbRows.row('HA_Chassis_Group', redirect.row.get('ha_chassis_group'));
    const rows = [
      ...sbRows.rows('HA_Chassis', group?.get('ha_chassis') ?? []),
      ...sbRows.rows('Gateway_Chassis', redirect.row.get('gateway_chassis')),
    ];
    const found = rows.map((row) => {
      const { chassis, priority } = gatewayCells(row);
      const name = chassis === undefined ? undefined : this.network.chassisByUuid(chassis)?.name;
      return [name ?? '(no chassis)', priority] as const;
    });
    return rankGateways(this.network, found, redirect.chassis?.name);
  }
}

type GatewayRow = Row<Southbound['HA_Chassis']> | Row<Southbound['Gateway_Chassis']>;

const gatewayCells = (row: GatewayRow): { chassis: string | undefined; priority: number } => {
  const same = row as Row<Pick<Southbound['HA_Chassis'], 'chassis' | 'priority'>>;
  return { chassis: same.get('chassis'), priority: Number(same.get('priority')) };
};

export class SbRouter extends SbDatapath implements LogicalRouter {
  readonly kind = 'logical router';
  readonly enabled = true;

  get alias(): string | undefined {
    return routerAlias(this.name, this.row.get('external_ids'));
  }

  get ports(): readonly RouterPort[] {
    return this.network.southbound.bindingsIn(this.row).map(this.network.southbound.routerPort);
  }

  /** All ports of a gateway router are `l3gateway` bindings on its chassis. */
  get gatewayLabel(): string | undefined {
    const name = this.gatewayChassis;
    return name === undefined ? undefined : (this.network.chassisByName(name)?.label ?? name);
  }

  get gatewayChassis(): string | undefined {
    const bindings = this.ports.map(({ binding }) => binding);
    const gateway = bindings.find((binding) => binding?.type === 'l3gateway');
    return gateway?.chassis?.name ?? gateway?.row.get('options').get('l3gateway-chassis');
  }
}

/** Switches, routers and ports made of datapath and port bindings, each once. */
export class SouthboundViews {
  readonly switch: (row: DatapathRow) => SbSwitch;
  readonly router: (row: DatapathRow) => SbRouter;
  readonly switchPort: (binding: PortBinding) => SbSwitchPort;
  readonly routerPort: (binding: PortBinding) => SbRouterPort;
  private readonly network: Network;

  constructor(network: Network) {
    this.network = network;
    this.switch = viewsOf((row) => new SbSwitch(network, row));
    this.router = viewsOf((row) => new SbRouter(network, row));
    const switchPort = viewsOf((row: PortBindingRow) => new SbSwitchPort(network, network.bindingOfRow(row)));
    const routerPort = viewsOf((row: PortBindingRow) => new SbRouterPort(network, network.bindingOfRow(row)));
    this.switchPort = ({ row }) => switchPort(row);
    this.routerPort = ({ row }) => routerPort(row);
  }

  readonly switches = once(() =>
    this.datapaths()
      .filter((row) => !isRouterDatapath(row))
      .map(this.switch)
      .sort(byName),
  );
  readonly routers = once(() => this.datapaths().filter(isRouterDatapath).map(this.router).sort(byName));

  switchOf(binding: PortBinding): SbSwitch | undefined {
    const row = this.datapathOf(binding);
    return row === undefined || isRouterDatapath(row) ? undefined : this.switch(row);
  }

  routerOf(binding: PortBinding): SbRouter | undefined {
    const row = this.datapathOf(binding);
    return row === undefined || !isRouterDatapath(row) ? undefined : this.router(row);
  }

  /** Of the datapath; a chassis-redirect binding follows its port and is none of its own. */
  bindingsIn(datapath: DatapathRow): readonly PortBinding[] {
    return this.network.sbRows
      .where('Port_Binding', 'datapath', datapath.uuid)
      .filter((row) => row.get('type') !== 'chassisredirect')
      .map((row) => this.network.bindingOfRow(row))
      .sort(byName);
  }

  switchPortsCalled(name: string): readonly SbSwitchPort[] {
    return this.switchPortsOf(this.network.bindingsCalled(name));
  }

  routerPortsCalled(name: string): readonly SbRouterPort[] {
    const bindings = this.network.bindingsCalled(name).filter(isPort);
    return bindings.filter((binding) => this.routerOf(binding) !== undefined).map(this.routerPort);
  }

  switchPortsTo(routerPort: string): readonly SbSwitchPort[] {
    const rows = this.network.sbRows.whereKey('Port_Binding', 'options', 'peer', routerPort);
    const ports = this.switchPortsOf(rows.map((row) => this.network.bindingOfRow(row)));
    return ports.filter(isLink).sort(byName);
  }

  private switchPortsOf(bindings: readonly PortBinding[]): readonly SbSwitchPort[] {
    return bindings
      .filter((binding) => isPort(binding) && this.switchOf(binding) !== undefined)
      .map(this.switchPort);
  }

  private datapathOf(binding: PortBinding): DatapathRow | undefined {
    return this.network.sbRows.row('Datapath_Binding', binding.row.get('datapath'));
  }

  private datapaths(): DatapathRow[] {
    return [...this.network.sbRows.all('Datapath_Binding')];
  }
}

const isPort = ({ type }: PortBinding): boolean => type !== 'chassisredirect';
