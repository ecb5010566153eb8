/**
 * A Southbound database as a trace reads it: datapaths, ports and the sets that matches name. Of a database that is
 * read piece by piece, what is asked for here and is not there yet is demanded (`Lookup`).
 */
import type { Lookup, Southbound } from '../../../model/index.ts';
import { dhcpOptionTable, integerSet, type OptionTable, type IntegerConstant } from '../../language/index.ts';
import type { Ip } from './addresses.ts';
import { LogicalDatapath } from './datapath.ts';
import { FlowReader, type ReadingRules } from '../pipeline/reader.ts';
import { parseVip, type Vip } from '../engine/vips.ts';
import { bucketMask, bucketOf } from './order.ts';
import { isUuidPrefix } from './names.ts';
import { LogicalPort, type PortBindingRow } from './port.ts';

export type Found<T> = { readonly found: T } | { readonly problem: 'unknown' | 'ambiguous' };

export class Deployment {
  readonly rows: Lookup<Southbound>;
  readonly reader: FlowReader;
  private readonly datapaths = new Map<string, LogicalDatapath | undefined>();
  private readonly ports = new Map<string, LogicalPort | undefined>();
  private readonly names = new Map<string, LogicalPort | undefined>();
  private readonly addressSets = new Map<string, readonly IntegerConstant[] | undefined>();
  private readonly portGroups = new Map<string, readonly string[] | undefined>();
  private options: { readonly v4: OptionTable; readonly v6: OptionTable } | undefined;
  private mask: number | undefined;
  private virtual: ReadonlyMap<string, readonly Vip[]> | undefined;

  constructor(rows: Lookup<Southbound>, rules: ReadingRules) {
    this.rows = rows;
    this.reader = new FlowReader(this, rules);
  }

  datapath(uuid: string): LogicalDatapath | undefined {
    if (!this.datapaths.has(uuid)) {
      const row = this.rows.row('Datapath_Binding', uuid);
      this.datapaths.set(uuid, row && new LogicalDatapath(this, row));
    }
    return this.datapaths.get(uuid);
  }

  portOf(row: PortBindingRow): LogicalPort | undefined {
    if (!this.ports.has(row.uuid)) {
      const datapath = this.datapath(row.get('datapath'));
      this.ports.set(row.uuid, datapath && new LogicalPort(row, datapath));
    }
    return this.ports.get(row.uuid);
  }

  /** By its exact name. */
  portByName(name: string): LogicalPort | undefined {
    if (!this.names.has(name)) {
      const [row] = this.rows.where('Port_Binding', 'logical_port', name);
      this.names.set(name, row && this.portOf(row));
    }
    return this.names.get(name);
  }

  /** As ovn-trace takes a datapath's name: exact, by `name2`, or 4 digits or more of a UUID. */
  findDatapath(name: string): Found<LogicalDatapath> {
    const named = [
      ...this.rows.whereKey('Datapath_Binding', 'external_ids', 'name', name),
      ...this.rows.whereKey('Datapath_Binding', 'external_ids', 'name2', name),
    ];
    const uuids =
      named.length > 0 || name.length < 4
        ? []
        : [...this.rows.all('Datapath_Binding')].filter(
            (row) =>
              isUuidPrefix(row.uuid, name) || isUuidPrefix(this.datapath(row.uuid)?.nbUuid ?? '', name),
          );
    const [first, second] = named.length > 0 ? named.slice(0, 1) : uuids;
    if (first === undefined) return { problem: 'unknown' };
    if (second !== undefined) return { problem: 'ambiguous' };
    const found = this.datapath(first.uuid);
    return found === undefined ? { problem: 'unknown' } : { found };
  }

  /** As ovn-trace takes a port's name in a microflow: exact, an alias, or 4 digits or more of a UUID. */
  findPort(name: string): Found<LogicalPort> {
    const exact = this.portByName(name);
    if (exact !== undefined) return { found: exact };
    const found = new Set(this.rows.whereKey('Port_Binding', 'external_ids', 'name', name));
    if (found.size < 2 && /^[0-9a-f-]{4,36}$/.test(name)) {
      for (const row of this.rows.all('Port_Binding')) {
        if (isUuidPrefix(row.uuid, name) || isUuidPrefix(row.get('logical_port'), name)) found.add(row);
      }
    }
    const [row] = found;
    if (row === undefined) return { problem: 'unknown' };
    if (found.size > 1) return { problem: 'ambiguous' };
    const port = this.portOf(row);
    return port === undefined ? { problem: 'unknown' } : { found: port };
  }

  /** Constants in the order in which OVN compares them. */
  addressSet(name: string): readonly IntegerConstant[] | undefined {
    if (!this.addressSets.has(name)) {
      const [row] = this.rows.where('Address_Set', 'name', name);
      this.addressSets.set(name, row && integerSet(row.get('addresses')));
    }
    return this.addressSets.get(name);
  }

  /** The group as northd keeps it for one datapath: only its ports. */
  portGroup(datapath: LogicalDatapath, name: string): readonly string[] | undefined {
    const key = `${datapath.key}_${name}`;
    if (!this.portGroups.has(key)) {
      const [row] = this.rows.where('Port_Group', 'name', key);
      this.portGroups.set(key, row?.get('ports'));
    }
    return this.portGroups.get(key);
  }

  get dhcpOptions(): { readonly v4: OptionTable; readonly v6: OptionTable } {
    const options = (table: 'DHCP_Options' | 'DHCPv6_Options'): OptionTable =>
      dhcpOptionTable(
        [...this.rows.all(table)].map((row) => ({
          name: row.get('name'),
          code: row.get('code'),
          type: row.get('type'),
        })),
      );
    this.options ??= { v4: options('DHCP_Options'), v6: options('DHCPv6_Options') };
    return this.options;
  }

  /** Virtual addresses of load balancers with this IP; in the order in which ovn-trace goes through them. */
  vips(ip: Ip): readonly Vip[] {
    this.virtual ??= this.readVips();
    return this.virtual.get(ip.join()) ?? [];
  }

  private readVips(): Map<string, Vip[]> {
    const found = new Map<string, Vip[]>();
    const rows = [...this.rows.all('Load_Balancer')];
    const mask = bucketMask(rows.length);
    rows.sort((a, b) => bucketOf(a.uuid, mask) - bucketOf(b.uuid, mask));
    for (const row of rows) {
      for (const key of row.get('vips').keys()) {
        const vip = parseVip(key);
        if (vip === undefined) continue;
        const known = found.get(vip.ip.join());
        if (known === undefined) found.set(vip.ip.join(), [vip]);
        else known.push(vip);
      }
    }
    return found;
  }

  /** Which comes first of two flows of one priority: see `order.ts`. */
  bucketOf(uuid: string): number {
    this.mask ??= bucketMask(this.rows.database?.table('Logical_Flow').size ?? 0);
    return bucketOf(uuid, this.mask);
  }
}
