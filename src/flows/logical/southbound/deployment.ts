/**
 * A Southbound database as a trace reads it: datapaths, ports and the sets that matches name. Of a database that is
 * read piece by piece, what is asked for here and is not there yet is demanded (`Lookup`).
 */
import type { Lookup, Southbound } from '../../../model/index.ts';
import {
  dhcpOptionTable,
  integerSet,
  type OptionTable,
  type IntegerConstant,
  hashString,
  hashTableOrder,
} from '../../language/index.ts';
import type { Ip } from './addresses.ts';
import { LogicalDatapath } from './datapath.ts';
import { GroupFlows } from '../pipeline/group-flows.ts';
import { flowsOf } from '../pipeline/held-back.ts';
import { FlowReader, type ReadingRules } from '../pipeline/reader.ts';
import { parseVip, type Vip } from '../engine/vips.ts';
import { rowOrder } from './order.ts';
import { isUuidPrefix } from './names.ts';
import { Memo, MemoMap } from './memo.ts';
import { LogicalPort, type PortBindingRow } from './port.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const UUID_PREFIX = /^[0-9a-f-]{4,36}$/i;

const foundOne = <T>(one: T | undefined): Found<T> =>
  one === undefined ? { problem: 'unknown' } : { found: one };

export type Found<T> = { readonly found: T } | { readonly problem: 'unknown' | 'ambiguous' };

export class Deployment {
  readonly reader: FlowReader;
  private lookup: Lookup<Southbound>;
  private readonly datapaths = new MemoMap<string, LogicalDatapath | undefined>();
  private readonly ports = new MemoMap<string, LogicalPort | undefined>();
  private readonly called = new MemoMap<string, Found<LogicalDatapath>>();
  private readonly names = new MemoMap<string, LogicalPort | undefined>();
  private readonly addressSets = new MemoMap<string, readonly IntegerConstant[] | undefined>();
  private readonly portGroups = new MemoMap<string, readonly string[] | undefined>();
  private readonly groups = new MemoMap<string, GroupFlows>();
  private readonly options = new Memo<{ readonly v4: OptionTable; readonly v6: OptionTable }>();
  private readonly virtual = new Memo<ReadonlyMap<string, readonly Vip[]>>();
  private ranks: ReadonlyMap<string, number> | undefined;

  constructor(rows: Lookup<Southbound>, rules: ReadingRules) {
    this.lookup = rows;
    this.reader = new FlowReader(this, rules);
  }

  get rows(): Lookup<Southbound> {
    return this.lookup;
  }

  /** More rows of the same moment: what was found so far stays. */
  goOn(rows: Lookup<Southbound>): void {
    this.lookup = rows;
    this.ranks = undefined;
  }

  datapath(uuid: string): LogicalDatapath | undefined {
    return this.datapaths.get(this.rows, uuid, () => {
      const row = this.rows.row('Datapath_Binding', uuid);
      // What a packet needs of it is asked for together.
      this.rows.where('Port_Binding', 'datapath', uuid);
      this.rows.where('Multicast_Group', 'datapath', uuid);
      this.rows.where('Logical_DP_Group', 'datapaths', uuid);
      return row && new LogicalDatapath(this, row);
    });
  }

  portOf(row: PortBindingRow): LogicalPort | undefined {
    return this.ports.get(this.rows, row.uuid, () => {
      const datapath = this.datapath(row.get('datapath'));
      return datapath && new LogicalPort(row, datapath);
    });
  }

  /** By its exact name. */
  portByName(name: string): LogicalPort | undefined {
    return this.names.get(this.rows, name, () => {
      const [row] = this.rows.where('Port_Binding', 'logical_port', name);
      return row && this.portOf(row);
    });
  }

  /**
   * As ovn-trace takes a datapath's name: exact, by `name2`, or 4 digits or more of a UUID. Each way is gone only when
   * the one before has failed: a server is not asked for all datapaths while it may know the name.
   */
  findDatapath(name: string): Found<LogicalDatapath> {
    return this.called.get(this.rows, name, () => this.searchDatapath(name));
  }

  private searchDatapath(name: string): Found<LogicalDatapath> {
    const { rows } = this;
    const before = rows.missing;
    const whole = UUID.test(name) ? this.datapath(name.toLowerCase()) : undefined;
    if (whole !== undefined || rows.missing !== before) return foundOne(whole);
    const [named] = [
      ...rows.whereKey('Datapath_Binding', 'external_ids', 'name', name),
      ...rows.whereKey('Datapath_Binding', 'external_ids', 'name2', name),
    ];
    if (named !== undefined) return foundOne(this.datapath(named.uuid));
    if (rows.missing !== before || !UUID_PREFIX.test(name)) return { problem: 'unknown' };
    const [first, second] = [...rows.all('Datapath_Binding')].filter(
      (row) => isUuidPrefix(row.uuid, name) || isUuidPrefix(this.datapath(row.uuid)?.nbUuid ?? '', name),
    );
    if (second !== undefined) return { problem: 'ambiguous' };
    return foundOne(first && this.datapath(first.uuid));
  }

  /** As ovn-trace takes a port's name in a microflow: exact, an alias, or 4 digits or more of a UUID. */
  findPort(name: string): Found<LogicalPort> {
    const { rows } = this;
    const before = rows.missing;
    const exact = this.portByName(name);
    if (exact !== undefined) return { found: exact };
    const found = new Set(rows.whereKey('Port_Binding', 'external_ids', 'name', name));
    if (rows.missing !== before) return { problem: 'unknown' };
    if (found.size < 2 && UUID_PREFIX.test(name)) {
      for (const row of rows.all('Port_Binding')) {
        if (isUuidPrefix(row.uuid, name) || isUuidPrefix(row.get('logical_port'), name)) found.add(row);
      }
    }
    const [row] = found;
    if (found.size > 1) return { problem: 'ambiguous' };
    return foundOne(row && this.portOf(row));
  }

  /** Constants in the order in which OVN compares them. */
  addressSet(name: string): readonly IntegerConstant[] | undefined {
    return this.addressSets.get(this.rows, name, () => {
      const [row] = this.rows.where('Address_Set', 'name', name);
      return row && integerSet(row.get('addresses'));
    });
  }

  /** The group as northd keeps it for one datapath: only its ports. */
  portGroup(datapath: LogicalDatapath, name: string): readonly string[] | undefined {
    const key = `${datapath.key}_${name}`;
    return this.portGroups.get(this.rows, key, () => {
      const [row] = this.rows.where('Port_Group', 'name', key);
      return row?.get('ports');
    });
  }

  /** Flows of a group of datapaths; `datapath` is one of them. */
  groupFlows(uuid: string, datapath: LogicalDatapath): GroupFlows {
    return this.groups.get(
      this.rows,
      uuid,
      () => new GroupFlows(datapath, flowsOf('logical_dp_group', uuid, datapath)),
    );
  }

  get dhcpOptions(): { readonly v4: OptionTable; readonly v6: OptionTable } {
    return this.options.get(this.rows, () => ({
      v4: this.optionTable('DHCP_Options'),
      v6: this.optionTable('DHCPv6_Options'),
    }));
  }

  private optionTable(table: 'DHCP_Options' | 'DHCPv6_Options'): OptionTable {
    return dhcpOptionTable(
      [...this.rows.all(table)].map((row) => ({
        name: row.get('name'),
        code: row.get('code'),
        type: row.get('type'),
      })),
    );
  }

  /** Virtual addresses of load balancers with this IP; in the order in which ovn-trace goes through them. */
  vips(ip: Ip): readonly Vip[] {
    return this.virtual.get(this.rows, () => this.readVips()).get(ip.join()) ?? [];
  }

  private readVips(): Map<string, Vip[]> {
    const found = new Map<string, Vip[]>();
    const all = [...this.rows.all('Load_Balancer')];
    const rows = this.rows.rows('Load_Balancer', rowOrder(all.map(({ uuid }) => uuid)));
    for (const row of rows) {
      for (const key of hashTableOrder(row.get('vips').keys(), hashString)) {
        const vip = parseVip(key);
        if (vip === undefined) continue;
        const known = found.get(vip.ip.join());
        if (known === undefined) found.set(vip.ip.join(), [vip]);
        else known.push(vip);
      }
    }
    return found;
  }

  /** Which comes first of two flows of one priority: as ovn-trace has them, else in the order of their UUIDs. */
  rankOf(uuid: string): number {
    if (!this.reader.rules.asOvnTrace) return Number.parseInt(uuid.slice(0, 8), 16);
    if (this.ranks === undefined) {
      const flows = this.rows.database?.table('Logical_Flow').rows.keys() ?? [];
      this.ranks = new Map(rowOrder(flows).map((one, rank) => [one, rank]));
    }
    return this.ranks.get(uuid) ?? 0;
  }
}
