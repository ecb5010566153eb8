/**
 * Databases with three rows in every table, every column filled and every reference leading somewhere, made from the
 * schemas: what fixtures do not have (network functions, learned routes, CT zones …) is looked at as well.
 */
import { readFileSync } from 'node:fs';
import type { NetworkSources } from '../../../src/model/index.ts';
import {
  Database,
  parseDatabaseSchema,
  Row,
  type BaseType,
  type ColumnType,
  type DatabaseSchema,
  type Json,
} from '../../../src/ovsdb/index.ts';
import { uuidOf } from '../build.ts';

const ROWS = 3;

type Part = Readonly<Record<string, Json>>;

const port = (n: number): string => `Logical_Switch_Port-${n}`;
const routerPort = (n: number): string => `Logical_Router_Port-${n}`;
const map = (pairs: Readonly<Record<string, string>>): Json => ['map', Object.entries(pairs)];

/** Strings that name other things: a column → the name in the n-th row. */
const NAMES: Readonly<Record<string, (n: number) => string>> = {
  logical_port: port,
  chassis: (n) => `Chassis-${n}`,
  chassis_name: (n) => `Chassis-${n}`,
  gateway: (n) => `Gateway-${n}`,
  gateway_name: (n) => `Gateway-${n}`,
  transit_switch: (n) => `Transit_Switch-${n}`,
  meter: (n) => `Meter-${n}`,
  match: (n) => `inport == @Port_Group-${n} && ip4.src == $Address_Set-${n}`.replaceAll('-', '_'),
  ip: (n) => `192.0.2.${n}`,
};

const SET: Readonly<Record<string, (n: number) => Part>> = {
  'OVN_Northbound.Port_Group': (n) => ({ name: `Port_Group_${n}` }),
  'OVN_Northbound.Address_Set': (n) => ({ name: `Address_Set_${n}` }),
  'OVN_Northbound.Logical_Switch_Port': (n) =>
    [
      { type: '', addresses: 'dynamic', dynamic_addresses: '0a:00:00:00:00:01 192.0.2.1' },
      { type: 'router', options: map({ 'router-port': routerPort(1) }) },
      { type: 'localnet', options: map({ network_name: 'physnet' }) },
    ][n] ?? {},
  'OVN_Northbound.NAT': (n) => ({
    type: n === 0 ? 'dnat_and_snat' : 'snat',
    ...(n === 2 ? { gateway_port: ['set', []] } : {}),
  }),
  'OVN_Northbound.Load_Balancer': () => ({
    vips: map({ '198.51.100.1:80': '192.0.2.1:1,192.0.2.9:9', '[2001:db8::1]:80': '' }),
  }),
  'OVN_Northbound.BFD': (n) => ({ logical_port: routerPort(n) }),
  'OVN_Northbound.Static_MAC_Binding': (n) => ({ logical_port: routerPort(n) }),
  'OVN_Southbound.Datapath_Binding': (n) => ({
    external_ids: map({ name: `datapath ${n}`, [n === 1 ? 'logical-router' : 'logical-switch']: `nb-${n}` }),
    type: n === 1 ? 'logical-router' : 'logical-switch',
    tunnel_key: n + 1,
  }),
  'OVN_Southbound.Port_Binding': (n) =>
    [
      { type: '' },
      { type: 'patch', logical_port: routerPort(1), options: map({ peer: port(1) }) },
      { type: 'chassisredirect', logical_port: `cr-${routerPort(1)}` },
    ][n] ?? {},
  'OVN_Southbound.Service_Monitor': (n) => ({ port: n, protocol: 'tcp' }),
  'OVN_Southbound.Logical_Flow': (n) => (n === 0 ? { logical_dp_group: ['set', []] } : {}),
  'Open_vSwitch.Open_vSwitch': (n) => ({
    external_ids: map({ 'system-id': `Chassis-${n}`, hostname: `host-${n}` }),
  }),
  'Open_vSwitch.Interface': (n) => ({ external_ids: map({ 'iface-id': port(n) }) }),
};

const idOf = (database: string, table: string, n: number): string =>
  uuidOf(`${database}.${table}.${n % ROWS}`);

const atomOf = (database: string, column: string, type: BaseType, n: number): Json => {
  if (type.type === 'uuid') return ['uuid', idOf(database, type.refTable ?? 'nothing', n)];
  if (type.enum !== undefined) return type.enum[n % type.enum.length] as Json;
  if (type.type === 'boolean') return n % 2 === 0;
  if (type.type === 'string') return NAMES[column]?.(n) ?? `${column}-${n}`;
  return Number(type.minInteger ?? 0) > n ? Number(type.minInteger) : n;
};

const cellOf = (database: string, column: string, { key, value, max }: ColumnType, n: number): Json => {
  const atoms = [n, n + 1].map((one) => atomOf(database, column, key, one));
  if (value !== undefined) {
    const held = atomOf(database, column, value, n);
    return ['map', [[atoms[0] as Json, held]]];
  }
  return max === 1 ? (atoms[0] as Json) : ['set', atoms];
};

/** Tables that hold one row. */
const isSingle = (schema: DatabaseSchema, table: string): boolean => schema.tables.get(table)?.maxRows === 1;

const fill = (
  file: string,
  { same = false, first = 0 }: { same?: boolean; first?: number } = {},
): Database => {
  const path = new URL(`../../../fixtures/schemas/${file}.ovsschema`, import.meta.url);
  const schema = parseDatabaseSchema(JSON.parse(readFileSync(path, 'utf8')) as Json);
  const database = new Database(schema, { name: file, kind: 'memory', bytes: 0, milliseconds: 0 });
  for (const [name, { columns }] of schema.tables) {
    const table = database.open(name);
    if (table === undefined) continue;
    for (let n = 0; n < (isSingle(schema, name) ? 1 : ROWS); n++) {
      const json: Record<string, Json> = {};
      for (const [column, { type }] of columns)
        json[column] = cellOf(schema.name, column, type, same ? 0 : n);
      if (columns.has('name')) json['name'] = `${name}-${same ? 0 : n}`;
      Object.assign(json, SET[`${schema.name}.${name}`]?.(same ? 0 : n + first));
      table.set(new Row(table.columns, idOf(schema.name, name, n), json));
    }
  }
  return database;
};

/** `same`: the rows of a table hold the same, so that an order looks at all that it is made from. */
export const everything = (same = false): NetworkSources => ({
  nb: fill('ovn-nb', { same }),
  sb: fill('ovn-sb', { same }),
  icNb: fill('ovn-ic-nb', { same }),
  icSb: fill('ovn-ic-sb', { same }),
  ovs: [0, 1].map((n) => ({ name: `host ${n}`, database: fill('vswitch', { same, first: n }) })),
});
