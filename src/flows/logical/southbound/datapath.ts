/**
 * A logical datapath as a trace needs it: Datapath_Binding with its ports, multicast groups and what was learned on
 * it (ovn-sb(5)). Everything is looked up when it is asked for, once; of a database that is read piece by piece, only
 * what a trace reaches is asked for.
 */
import type { Row } from '../../../ovsdb/index.ts';
import type { Southbound } from '../../../model/index.ts';
import { FlowTables } from '../pipeline/tables.ts';
import { parseIp, parseMac, sameIp, type Ip, type Mac } from './addresses.ts';
import type { Deployment } from './deployment.ts';
import type { LogicalPort } from './port.ts';
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

export interface FdbEntry {
  readonly mac: Mac;
  readonly port: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const byName = (a: LogicalPort, b: LogicalPort): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

export class LogicalDatapath {
  readonly deployment: Deployment;
  readonly row: Row<Southbound['Datapath_Binding']>;
  readonly uuid: string;
  readonly key: number;
  readonly name: string;
  readonly alias: string | undefined;
  readonly nbUuid: string;
  readonly flows: FlowTables;
  private portsByKey: ReadonlyMap<number, LogicalPort> | undefined;
  private portsByName: ReadonlyMap<string, LogicalPort> | undefined;
  private groups: readonly MulticastGroup[] | undefined;
  private readonly keys = new Map<string, number | undefined>();
  private bindings: ReadonlyMap<number, readonly MacBinding[]> | undefined;
  private fixed: ReadonlyMap<number, readonly (MacBinding & { readonly overrides: boolean })[]> | undefined;
  private learned: readonly FdbEntry[] | undefined;

  constructor(deployment: Deployment, row: Row<Southbound['Datapath_Binding']>) {
    this.deployment = deployment;
    this.row = row;
    this.uuid = row.uuid;
    this.key = row.get('tunnel_key');
    const ids = row.get('external_ids');
    this.nbUuid = row.get('nb_uuid') ?? nbUuidOf(ids) ?? row.uuid;
    this.name = ids.get('name') ?? this.nbUuid;
    this.alias = ids.get('name2');
    this.flows = new FlowTables(this);
  }

  /** As ovn-trace prints it. */
  friendlyName(friendly: boolean): string {
    return friendly ? shortenUuid(this.alias ?? this.name) : this.nbUuid;
  }

  get isRouter(): boolean {
    return this.row.get('type') === 'logical-router' || this.row.get('external_ids').has('logical-router');
  }

  get ports(): ReadonlyMap<number, LogicalPort> {
    this.portsByKey ??= new Map(
      this.deployment.rows
        .where('Port_Binding', 'datapath', this.uuid)
        .map((row) => this.deployment.portOf(row))
        .filter((port) => port !== undefined)
        .map((port) => [port.key, port]),
    );
    return this.portsByKey;
  }

  port(key: number): LogicalPort | undefined {
    return this.ports.get(key);
  }

  get multicastGroups(): readonly MulticastGroup[] {
    this.groups ??= this.deployment.rows.where('Multicast_Group', 'datapath', this.uuid).map((row) => ({
      name: row.get('name'),
      key: row.get('tunnel_key'),
      ports: this.deployment.rows
        .rows('Port_Binding', row.get('ports'))
        .map((port) => this.deployment.portOf(port))
        .filter((port) => port?.datapath === this)
        .sort((a, b) => byName(a as LogicalPort, b as LogicalPort)) as LogicalPort[],
    }));
    return this.groups;
  }

  multicastGroup(key: number): MulticastGroup | undefined {
    return this.multicastGroups.find((group) => group.key === key);
  }

  /** Whether a gateway router's port is on it: ovn-trace takes every gateway as local. */
  get hasGatewayPort(): boolean {
    for (const port of this.ports.values()) if (port.type === 'l3gateway') return true;
    return false;
  }

  /**
   * The key that a name in a match of this datapath's flows stands for; `undefined` where no port or multicast group
   * of this datapath is called so. The empty name and `none` stand for no port.
   */
  keyOf(name: string): number | undefined {
    if (name === '' || name === 'none') return 0;
    if (!this.keys.has(name)) this.keys.set(name, this.findKey(name));
    return this.keys.get(name);
  }

  private findKey(name: string): number | undefined {
    this.portsByName ??= new Map([...this.ports.values()].map((port) => [port.name, port]));
    const port = this.portsByName.get(name);
    return port === undefined ? this.multicastGroups.find((one) => one.name === name)?.key : port.key;
  }

  macBinding(port: number, ip: Ip): MacBinding | undefined {
    this.bindings ??= byPort(
      this.deployment.rows
        .where('MAC_Binding', 'datapath', this.uuid)
        .map((row) => this.bindingOf(row.uuid, row.get('logical_port'), row.get('ip'), row.get('mac'))),
    );
    return this.bindings.get(port)?.find((one) => sameIp(one.ip, ip));
  }

  /** What the configuration says in place of learning: ovn-trace does not look at it. */
  staticMacBinding(port: number, ip: Ip): (MacBinding & { readonly overrides: boolean }) | undefined {
    this.fixed ??= byPort(
      this.deployment.rows.where('Static_MAC_Binding', 'datapath', this.uuid).map((row) => {
        const binding = this.bindingOf(row.uuid, row.get('logical_port'), row.get('ip'), row.get('mac'));
        return binding && { ...binding, overrides: row.get('override_dynamic_mac') };
      }),
    );
    return this.fixed.get(port)?.find((one) => sameIp(one.ip, ip));
  }

  private bindingOf(uuid: string, name: string, ipText: string, macText: string): MacBinding | undefined {
    const [ip, mac] = [parseIp(ipText), parseMac(macText)];
    const port = this.keyOf(name);
    return ip === undefined || mac === undefined || port === undefined ? undefined : { port, ip, mac, uuid };
  }

  fdb(low: number, high: number): FdbEntry | undefined {
    this.learned ??= this.deployment.rows
      .where('FDB', 'dp_key', this.key)
      .map((row) => {
        const mac = parseMac(row.get('mac'));
        return mac && { mac, port: row.get('port_key') };
      })
      .filter((entry) => entry !== undefined);
    return this.learned.find(({ mac }) => mac[0] === low && mac[1] === high);
  }
}

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
