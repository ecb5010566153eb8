/**
 * The catalogue: every row of every database that was read, but for logical flows, each under the kind and the name
 * that a person knows. Rows that are faces of one thing lead to it by `into`:
 *
 *     Port_Binding, Datapath_Binding → the Northbound's port, switch or router
 *     other Southbound rows          → the Northbound's row of that table and name
 *     Chassis_Private, Open_vSwitch  → the chassis
 *     rows of OVN Interconnection    → the zone's own switch, port or chassis of that name
 *     Port → its only Interface, if called the same; Interface → the bridge that it is the local port of
 */
import type { AnyTables, Database, Row, Table } from '../../ovsdb/index.ts';
import type { Host } from '../bridges.ts';
import type { Network } from '../network.ts';
import { once } from '../once.ts';
import { aliasOf, systemsOf } from '../owners/index.ts';
import { refOf, type DatabaseName } from '../rowref.ts';
import { isRouterDatapath, northboundUuid } from '../southbound.ts';
import { titleOf } from './kinds.ts';
import type { Item } from './types.ts';
import { known } from '../known.ts';

/** Too many to be looked up by what they are made from. */
export const FLOWS = 'Logical_Flow';

/** northd's copy of a port group has the tunnel key of its datapath before the name. */
const COPIED = /^\d+_/;

type Ids = ReadonlyMap<string, string> | undefined;

const untyped = (database: object | undefined): Database<AnyTables> | undefined =>
  database as Database<AnyTables> | undefined;

export const textOf = (row: Row, column: string): string | undefined => {
  const value = row.get(column);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

export const idsOf = (row: Row, column = 'external_ids'): Ids => {
  const value = row.get(column);
  return value instanceof Map ? (value as ReadonlyMap<string, string>) : undefined;
};

/** Columns that name a row, where it is not `name`. */
const NAMES: Readonly<Record<string, string>> = {
  Port_Binding: 'logical_port',
  Chassis_Template_Var: 'chassis',
};

/** What a row is called, of itself; a host, which has no name of its own, is called as it was read. */
export const nameOf = (row: Row): string | undefined =>
  row.tableName === 'Datapath_Binding'
    ? idsOf(row)?.get('name')
    : textOf(row, known(NAMES, row.tableName) ?? 'name');

const northbound = (table: string): string => titleOf('OVN_Northbound', table);

export class Catalog {
  readonly items: readonly Item[];
  /** By UUID; copied databases hold the same one twice. */
  readonly byUuid = new Map<string, Item[]>();
  private readonly network: Network;
  private readonly rowsOf: (table: Table) => Iterable<Row>;
  private readonly northbound = new Map<string, Item>();
  private readonly chassis = new Map<string, Item>();

  /** `rowsOf`: which rows of a table to take, as if the databases did not have the others. */
  constructor(network: Network, rowsOf: (table: Table) => Iterable<Row> = (table) => table) {
    this.network = network;
    this.rowsOf = rowsOf;
    const items: Item[] = [];
    const take = (item: Item): void => {
      items.push(item);
      const known = this.byUuid.get(item.ref.uuid);
      if (known === undefined) this.byUuid.set(item.ref.uuid, [item]);
      else known.push(item);
    };
    for (const item of this.rows('OVN_Northbound', network.nb)) {
      take(item);
      const key = `${item.ref.table}\n${item.name}`;
      if (!this.northbound.has(key)) this.northbound.set(key, item);
    }
    for (const item of this.rows('OVN_Southbound', network.sb)) {
      take(item);
      if (item.ref.table === 'Chassis') this.chassis.set(item.name, item);
    }
    for (const item of items) {
      if (item.ref.database === 'OVN_Southbound') item.into = this.faceOf(item);
    }
    for (const item of this.rows('OVN_IC_Northbound', network.icNbRows.database)) take(this.joined(item));
    for (const item of this.rows('OVN_IC_Southbound', network.icSbRows.database)) take(this.joined(item));
    for (const host of network.hosts) for (const item of this.rowsOfHost(host)) take(item);
    this.items = items;
  }

  private readonly managed = once(() => systemsOf(this.network));

  private *rows(database: DatabaseName, tables: object | undefined, host?: Host): Generator<Item> {
    for (const [name, table] of untyped(tables)?.all ?? []) {
      if (name === FLOWS) continue;
      const rowKind = titleOf(database, name);
      for (const row of this.rowsOf(table)) yield this.itemOf(database, row, rowKind, host);
    }
  }

  private itemOf(database: DatabaseName, row: Row, rowKind: string, host: Host | undefined): Item {
    const table = row.tableName;
    const name = table === 'Open_vSwitch' && host !== undefined ? host.name : nameOf(row);
    const known = { type: textOf(row, 'type'), managed: this.managed() };
    const ids = idsOf(row);
    const [ref, shown] = [refOf(database, row), name ?? row.uuid];
    const alias = this.plainAlias(row, shown, ids) ?? aliasOf(table, shown, ids, known);
    return {
      ref,
      kind: this.kind(database, row) ?? rowKind,
      rowKind,
      name: shown,
      alias: alias === shown || alias === '' ? undefined : alias,
      host: host?.name,
      row,
      into: undefined,
    };
  }

  /** What a person calls things that no owner names. */
  private plainAlias(row: Row, name: string, ids: Ids): string | undefined {
    const table = row.tableName;
    if (table === 'Chassis') return textOf(row, 'hostname');
    if (table === 'Port_Binding') return aliasOf(table, name, ids) ?? ids?.get('name');
    return table === 'Datapath_Binding' ? ids?.get('name2') : undefined;
  }

  /** Without a Northbound, bindings are the ports, and datapaths the switches and routers. */
  private kind(database: DatabaseName, row: Row): string | undefined {
    const table = row.tableName;
    if (database !== 'OVN_Southbound' || this.network.nb !== undefined) return undefined;
    if (table === 'Datapath_Binding') {
      return northbound(isRouterDatapath(row as never) ? 'Logical_Router' : 'Logical_Switch');
    }
    if (table !== 'Port_Binding' || row.get('type') === 'chassisredirect') return undefined;
    const isRouter = this.routers().has(row.get('datapath') as string);
    return northbound(isRouter ? 'Logical_Router_Port' : 'Logical_Switch_Port');
  }

  private readonly routers = once(() => {
    const rows = [...(this.network.sb?.table('Datapath_Binding') ?? [])];
    return new Set(rows.filter(isRouterDatapath).map(({ uuid }) => uuid));
  });

  private faceOf({ ref: { table }, row, name }: Item): Item | undefined {
    const made = (northbound: string, called: string): Item | undefined =>
      this.northbound.get(`${northbound}\n${called}`);
    const byUuid = (uuid: string | undefined): Item | undefined =>
      uuid === undefined
        ? undefined
        : this.byUuid.get(uuid)?.find(({ ref }) => ref.database === 'OVN_Northbound');
    switch (table) {
      case 'Port_Binding':
        return made('Logical_Switch_Port', name) ?? made('Logical_Router_Port', name);
      case 'Datapath_Binding':
        return byUuid(northboundUuid(row as never));
      case 'Chassis_Private':
        return this.chassis.get(name);
      case 'Load_Balancer':
        return byUuid(idsOf(row)?.get('lb_id')) ?? made(table, name);
      case 'DNS':
        return byUuid(idsOf(row)?.get('dns_id'));
      case 'HA_Chassis_Group':
        // northd makes one of a router port's gateway chassis, and calls it as the port.
        return made(table, name) ?? made('Logical_Router_Port', name);
      case 'Static_MAC_Binding':
        return byUuid(this.configuredBinding(row));
      case 'Port_Group':
        return made(table, name) ?? made(table, name.replace(COPIED, ''));
      default:
        return made(table, name);
    }
  }

  /** A static MAC binding has no name: port and address tell which it is. */
  private configuredBinding(row: Row): string | undefined {
    const port = row.get('logical_port') as string;
    const same = this.network.nbRows.where('Static_MAC_Binding', 'logical_port', port);
    return same.find((one) => one.get('ip') === row.get('ip'))?.uuid;
  }

  /** What OVN Interconnection has of this zone is in the zone's own databases. */
  private joined(item: Item): Item {
    const { table } = item.ref;
    if (table === 'Transit_Switch') item.into = this.northbound.get(`Logical_Switch\n${item.name}`);
    if (table === 'Port_Binding') item.into = this.northbound.get(`Logical_Switch_Port\n${item.name}`);
    if (table === 'Gateway') item.into = this.chassis.get(item.name);
    return item;
  }

  private rowsOfHost(host: Host): readonly Item[] {
    const items = [...this.rows('Open_vSwitch', host.database, host)];
    const called = (table: string): ReadonlyMap<string, Item> =>
      new Map(items.filter(({ ref }) => ref.table === table).map((item) => [item.name, item]));
    const [bridges, interfaces] = [called('Bridge'), called('Interface')];
    for (const item of items) {
      if (item.ref.table === 'Interface') item.into = bridges.get(item.name);
      if (item.ref.table === 'Open_vSwitch') item.into = this.chassis.get(host.systemId ?? '');
      if (item.ref.table === 'Port') {
        const only = interfaces.get(item.name);
        const held = item.row.get('interfaces') as readonly string[] | undefined;
        if (held?.length === 1 && held[0] === only?.ref.uuid) item.into = only;
      }
    }
    return items;
  }
}

/**
 * As much of the catalogue as tells what is called so, with what it is a face of: for one question, before indexes of
 * everything are worth their time.
 */
export const catalogOfName = (network: Network, name: string): Catalog => {
  const names = new Set([name, name.replace(COPIED, '')].filter((one) => one !== ''));
  const called = (table: Table): readonly Row[] => {
    // A host is called as its chassis.
    if (table.name === 'Open_vSwitch' || table.name === 'Chassis') return [...table];
    const column = table.name === 'Datapath_Binding' ? 'external_ids' : (known(NAMES, table.name) ?? 'name');
    return [...table].filter((row) => row.mayHold(column, names));
  };
  // What northd made a Southbound row from has that name, or is told by its UUID.
  const origins = new Set<unknown>();
  for (const table of untyped(network.sb)?.all.values() ?? []) {
    if (table.name === FLOWS) continue;
    for (const row of called(table)) {
      origins.add(row.get('nb_uuid'));
      for (const id of idsOf(row)?.values() ?? []) origins.add(id);
    }
  }
  return new Catalog(network, (table) => {
    const rows = called(table);
    const more = [...origins].map((uuid) => (typeof uuid === 'string' ? table.row(uuid) : undefined));
    return [...new Set([...rows, ...more.filter((row) => row !== undefined)])];
  });
};

/** The item and what it is a face of, the thing itself last. */
export const facesOf = (item: Item): readonly Item[] => {
  const faces = [item];
  for (let next = item.into; next !== undefined && faces.length < 4; next = next.into) faces.push(next);
  return faces;
};

/** Whether the row has a name of its own. */
export const isNamed = (item: Item): boolean => item.name !== item.ref.uuid;
