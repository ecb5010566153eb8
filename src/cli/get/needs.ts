/**
 * Which databases a request needs. Of a server only the columns are asked for that the answer is made of. A kind
 * cannot do without its own database; the ones that it is joined with add to what is known.
 */
import { existsSync } from 'node:fs';
import { columnsRead, databasesOf } from '../../model/index.ts';
import type { DatabaseName, Kind, Network, Selection } from '../../model/index.ts';
import { OvnscopeError } from '../../text/index.ts';
import type { CommandArguments } from '../command.ts';
import type { Io } from '../io.ts';
import type { Needs } from '../read.ts';
import { DATABASES, findSources, type Role } from '../sources.ts';
import type { Request } from './asked.ts';

const ROLES = Object.fromEntries(Object.entries(DATABASES).map(([role, name]) => [name, role])) as Readonly<
  Record<DatabaseName, Role>
>;

const TITLES: Readonly<Record<DatabaseName, readonly [title: string, option: string]>> = {
  OVN_Northbound: ['Northbound', '--nb'],
  OVN_Southbound: ['Southbound', '--sb'],
  Open_vSwitch: ['Open_vSwitch', '--ovs'],
  OVN_IC_Northbound: ['OVN_IC_Northbound', '--ic-nb'],
  OVN_IC_Southbound: ['OVN_IC_Southbound', '--ic-sb'],
};

/** Table → columns, all of them where it is `undefined`. */
type Tables = Map<string, Set<string> | undefined>;

export const needsOf = (request: Request): Needs => {
  const roles = new Map<Role, Tables>();
  const add = (database: DatabaseName, table: string, columns: readonly string[] | undefined): void => {
    const role = ROLES[database];
    const tables: Tables = roles.get(role) ?? new Map<string, Set<string> | undefined>();
    roles.set(role, tables);
    if (columns === undefined) tables.set(table, undefined);
    else if (!tables.has(table)) tables.set(table, new Set(columns));
    else for (const column of columns) tables.get(table)?.add(column);
  };
  for (const kind of request.kinds) {
    add(kind.database, kind.table, columnsRead(kind, request));
    for (const [database, tables] of Object.entries(kind.joins)) {
      for (const [table, columns] of Object.entries(tables)) add(database as DatabaseName, table, columns);
    }
  }
  return Object.fromEntries([...roles].map(([role, tables]) => [role, specOf(tables)]));
};

const specOf = (tables: Tables): Readonly<Record<string, { readonly columns?: readonly string[] }>> =>
  Object.fromEntries(
    [...tables].map(([table, columns]) => [table, columns === undefined ? {} : { columns: [...columns] }]),
  );

const notRead = (kind: Kind): OvnscopeError => {
  const [title, option] = TITLES[kind.database];
  return new OvnscopeError('usage', `no ${title} database was read: ${kind.name} are kept there`, {
    hint: `${option} REMOTE|FILE, or --from with a ${title} database inside`,
  });
};

/** Before reading: sources of databases that say nothing of these kinds will not do. */
export const checkSources = (args: CommandArguments, io: Io, kinds: readonly Kind[]): void => {
  const { sources, collections } = findSources(args, { env: io.env, exists: existsSync });
  if (collections.length > 0 || sources.length === 0) return;
  const roles = new Set(sources.map(({ role }) => role));
  const known = (database: string): boolean => roles.has(ROLES[database as DatabaseName]);
  const missing = kinds.find((kind) => ![kind.database, ...Object.keys(kind.joins)].some(known));
  if (missing !== undefined) throw notRead(missing);
};

/** After reading. Some kinds can be told from another database: switches from the Southbound. */
export const checkRead = (network: Network, kinds: readonly Kind[]): void => {
  const missing = kinds.find(
    (kind) => databasesOf(network, kind.database).length === 0 && kind.subjects(network).length === 0,
  );
  if (missing !== undefined) throw notRead(missing);
};

/**
 * What was not read and would have told more, where something is shown that may be made from it. Open_vSwitch and
 * interconnection are named with `-v` only: most who look have none of them at hand.
 */
export const missingJoins = (selections: readonly Selection[], verbose: boolean): readonly string[] => {
  const missing = new Set<DatabaseName>();
  for (const { kind, columns, network, subjects } of selections) {
    if (subjects.length === 0 || !columns.some(({ isField }) => isField)) continue;
    for (const database of [kind.database, ...Object.keys(kind.joins)] as DatabaseName[]) {
      const isOvn = database === 'OVN_Northbound' || database === 'OVN_Southbound';
      // Many hosts run Open vSwitch without OVN.
      const isUsual = isOvn && kind.database !== 'Open_vSwitch';
      if ((isUsual || verbose) && databasesOf(network, database).length === 0) missing.add(database);
    }
  }
  return [...missing].map((database) => {
    const [title, option] = TITLES[database];
    return `no ${title} database was read (${option}): what it would tell is left out`;
  });
};
