/**
 * A logical datapath as a trace needs it: Datapath_Binding with its ports, multicast groups and what was learned on
 * it (ovn-sb(5)). Everything is looked up when it is asked for, once; of a database that is read piece by piece, only
 * what a trace reaches is asked for.
 */
import type { Row } from '../../../ovsdb/index.ts';
import type { Lookup, Southbound } from '../../../model/index.ts';
import { FlowTables } from '../pipeline/tables.ts';
import { parseIp, parseMac, sameIp, type Ip, type Mac } from './addresses.ts';
import type { Deployment } from './deployment.ts';
import type { LogicalPort } from './port.ts';
import { Memo, MemoMap } from './memo.ts';
import { shortenUuid } from './names.ts';

export interface MulticastGroup {
  readonly name: string;
  readonly key: number;
  /** In the order of their names. */
  readonly ports: readonly LogicalPort[];
}

export interface MacBinding {
  readonly port: number;
  readonly ip: Ip;
  readonly mac: Mac;
  readonly uuid: string;
}

export interface StaticMacBinding extends MacBinding {
  /** It counts before what was learned. */
  readonly overrides: boolean;
}

export interface FdbEntry {
  readonly mac: Mac;
  readonly port: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const byPortName = (a: LogicalPort, b: LogicalPort): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

export class LogicalDatapath {
  readonly deployment: Deployment;
  readonly row: Row<Southbound['Datapath_Binding']>;
  readonly uuid: string;
  readonly key: number;
  readonly name: string;
  readonly alias: string | undefined;
  readonly nbUuid: string;
  readonly isRouter: boolean;
  readonly flows: FlowTables;
  private readonly byKey = new Memo<ReadonlyMap<number, LogicalPort>>();
  private readonly byName = new Memo<ReadonlyMap<string, LogicalPort>>();
  private readonly groups = new Memo<readonly MulticastGroup[]>();
  private readonly gateway = new Memo<boolean>();
  private readonly keys = new MemoMap<string, number | undefined>();
  private readonly bindings = new Memo<ReadonlyMap<number, readonly MacBinding[]>>();
  private readonly fixed = new Memo<ReadonlyMap<number, readonly StaticMacBinding[]>>();
  private readonly learned = new Memo<readonly FdbEntry[]>();

  constructor(deployment: Deployment, row: Row<Southbound['Datapath_Binding']>) {
    this.deployment = deployment;
    this.row = row;
    this.uuid = row.uuid;
    this.key = row.get('tunnel_key');
    const ids = row.get('external_ids');
    this.nbUuid = row.get('nb_uuid') ?? nbUuidOf(ids) ?? row.uuid;
    this.name = ids.get('name') ?? this.nbUuid;
    this.alias = ids.get('name2');
    this.isRouter = row.get('type') === 'logical-router' || ids.has('logical-router');
    this.flows = new FlowTables(this);
  }

  /** As ovn-trace prints it. */
  friendlyName(friendly: boolean): string {
    return friendly ? shortenUuid(this.alias ?? this.name) : this.nbUuid;
  }

  private get rows(): Lookup<Southbound> {
    return this.deployment.rows;
  }

  get ports(): ReadonlyMap<number, LogicalPort> {
    return (
      this.byKey.known ??
      this.byKey.get(this.rows, () => {
        const ports = this.rows
          .where('Port_Binding', 'datapath', this.uuid)
          .map((row) => this.deployment.portOf(row))
          .filter((port) => port !== undefined);
        return new Map(ports.map((port) => [port.key, port]));
      })
    );
  }

  port(key: number): LogicalPort | undefined {
    return this.ports.get(key);
  }

  get multicastGroups(): readonly MulticastGroup[] {
    return (
      this.groups.known ??
      this.groups.get(this.rows, () =>
        this.rows.where('Multicast_Group', 'datapath', this.uuid).map((row) => ({
          name: row.get('name'),
          key: row.get('tunnel_key'),
          ports: this.rows
            .rows('Port_Binding', row.get('ports'))
            .map((port) => this.deployment.portOf(port))
            .filter((port) => port?.datapath === this)
            .sort((a, b) => byPortName(a as LogicalPort, b as LogicalPort)) as LogicalPort[],
        })),
      )
    );
  }

  multicastGroup(key: number): MulticastGroup | undefined {
    return key < FIRST_GROUP ? undefined : this.multicastGroups.find((group) => group.key === key);
  }

  /** Whether a gateway router's port is on it: ovn-trace takes every gateway as local. */
  get hasGatewayPort(): boolean {
    return this.gateway.get(this.rows, () => {
      for (const port of this.ports.values()) if (port.type === 'l3gateway') return true;
      return false;
    });
  }

  /**
   * The key that a name in a match of this datapath's flows stands for; `undefined` where no port or multicast group
   * of this datapath is called so. The empty name and `none` stand for no port.
   */
  keyOf(name: string): number | undefined {
    if (name === '' || name === 'none') return 0;
    return this.keys.get(this.rows, name, () => this.findKey(name));
  }

  private findKey(name: string): number | undefined {
    const named = this.byName.get(
      this.rows,
      () => new Map([...this.ports.values()].map((port) => [port.name, port])),
    );
    return named.get(name)?.key ?? this.multicastGroups.find((one) => one.name === name)?.key;
  }

  macBinding(port: number, ip: Ip): MacBinding | undefined {
    const all = this.bindings.get(this.rows, () =>
      byPort(
        this.rows
          .where('MAC_Binding', 'datapath', this.uuid)
          .map((row) => this.bindingOf(row.uuid, row.get('logical_port'), row.get('ip'), row.get('mac'))),
      ),
    );
    return all.get(port)?.find((one) => sameIp(one.ip, ip));
  }

  /** What the configuration says in place of learning: ovn-trace does not look at it. */
  staticMacBinding(port: number, ip: Ip): StaticMacBinding | undefined {
    const all = this.fixed.get(this.rows, () =>
      byPort(
        this.rows.where('Static_MAC_Binding', 'datapath', this.uuid).map((row) => {
          const binding = this.bindingOf(row.uuid, row.get('logical_port'), row.get('ip'), row.get('mac'));
          return binding && { ...binding, overrides: row.get('override_dynamic_mac') };
        }),
      ),
    );
    return all.get(port)?.find((one) => sameIp(one.ip, ip));
  }

  private bindingOf(uuid: string, name: string, ipText: string, macText: string): MacBinding | undefined {
    const [ip, mac] = [parseIp(ipText), parseMac(macText)];
    const port = this.keyOf(name);
    return ip === undefined || mac === undefined || port === undefined ? undefined : { port, ip, mac, uuid };
  }

  fdb(low: number, high: number): FdbEntry | undefined {
    const all = this.learned.get(this.rows, () =>
      this.rows
        .where('FDB', 'dp_key', this.key)
        .map((row) => {
          const mac = parseMac(row.get('mac'));
          return mac && { mac, port: row.get('port_key') };
        })
        .filter((entry) => entry !== undefined),
    );
    return all.find(({ mac }) => mac[0] === low && mac[1] === high);
  }
}

/** Keys of multicast groups begin here (ovn-sb(5), Multicast_Group, "tunnel_key"). */
const FIRST_GROUP = 32768;

const byPort = <T extends MacBinding>(bindings: readonly (T | undefined)[]): Map<number, T[]> => {
  const found = new Map<number, T[]>();
  for (const one of bindings) {
    if (one === undefined) continue;
    const known = found.get(one.port);
    if (known === undefined) found.set(one.port, [one]);
    else known.push(one);
  }
  return found;
};

const nbUuidOf = (ids: ReadonlyMap<string, string>): string | undefined => {
  const uuid = ids.get('logical-switch') ?? ids.get('logical-router');
  return uuid !== undefined && UUID.test(uuid) ? uuid : undefined;
};
