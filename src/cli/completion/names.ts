/**
 * Names of things in the databases that the line says, or else the environment, as every command finds them. Only
 * names are asked of a server, and a person who waits for a word is not kept waiting: what takes longer is left out.
 */
import { expectedDatabases, kindOf, kinds, naturalCompare, type Network } from '../../model/index.ts';
import type { AnyTables, Database, Value } from '../../ovsdb/index.ts';
import type { CommandArguments } from '../command.ts';
import { readNetworkOf } from '../commands/network.ts';
import type { Io } from '../io.ts';
import { DATABASES, type Role } from '../sources.ts';
import type { Candidate } from './answer.ts';
import type { Context } from './context.ts';

const SECONDS = 1;

/** What names are made of, and nothing that is long. */
const COLUMNS: ReadonlySet<string> = new Set([
  'name',
  'logical_port',
  'hostname',
  'chassis_name',
  'nb_uuid',
  'external_ids',
]);

/** A switch's ports are listed in its row; and what is named by something else. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  Logical_Switch: ['ports'],
  Logical_Router: ['ports'],
  Bridge: ['ports'],
  Port: ['interfaces'],
  Open_vSwitch: ['bridges'],
  Datapath_Binding: ['external_ids', 'nb_uuid'],
  NAT: ['external_ip'],
};

/** Many rows, and names that nobody would type; port groups of the Southbound are called `KEY_NAME`. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'Logical_Flow',
  'ACL',
  'DHCP_Options',
  'DHCPv6_Options',
  'Multicast_Group',
  'RBAC_Role',
]);

type Tables = Readonly<Record<string, { readonly columns: readonly string[] }>>;

const specOf = (role: Role): Tables =>
  Object.fromEntries(
    Object.entries(expectedDatabases[DATABASES[role] as keyof typeof expectedDatabases].tables).flatMap(
      ([table, columns]) => {
        const more = Object.hasOwn(MORE, table) ? (MORE[table] ?? []) : [];
        const found = Object.keys(columns).filter((name) => COLUMNS.has(name) || more.includes(name));
        const named =
          more.length > 0 || found.some((name) => name.endsWith('name') || name === 'logical_port');
        const leftOut = LEFT_OUT.has(table) || (role === 'sb' && table === 'Port_Group');
        return named && !leftOut ? [[table, { columns: found }]] : [];
      },
    ),
  );

export const isKind = (word: string): boolean => kindOf(word) !== undefined;

/** Throws what reading throws. */
export const namesOnLine = async (context: Context, kind: string | undefined, io: Io): Promise<string[]> => {
  const quiet = { write: () => undefined, terminal: false, columns: undefined };
  const args = argumentsOf(context.given, io.env['HOME']);
  const needs: Readonly<Record<Role, Tables>> = {
    nb: specOf('nb'),
    sb: specOf('sb'),
    ovs: specOf('ovs'),
    icNb: specOf('icNb'),
    icSb: specOf('icSb'),
  };
  const { network } = await readNetworkOf(args, { ...io, out: quiet, err: quiet }, needs);
  const found = new Set<string>();
  const add = (name: Value): void => {
    if (typeof name === 'string' && name.startsWith(context.typed)) found.add(name);
  };
  const subjects = kind?.split(',').flatMap((word) => kindOf(word)?.subjects(network) ?? []);
  for (const { name, alias } of subjects ?? []) [name, alias].forEach(add);
  if (subjects === undefined) {
    const { switches, routers, switchPorts } = network;
    for (const { alias } of [...switches, ...routers, ...switchPorts]) add(alias);
    for (const name of rowNames(network, needs)) add(name);
  }
  return [...found].sort(naturalCompare);
};

/** Straight from the rows: a catalogue of everything is more than a shell waits for. */
function* rowNames(network: Network, needs: Readonly<Record<Role, Tables>>): Generator<Value> {
  const { nb, sb, hosts, icNbRows, icSbRows } = network;
  const databases: readonly (readonly [Role, object | undefined])[] = [
    ['nb', nb],
    ['sb', sb],
    ...hosts.map(({ rows }) => ['ovs', rows.database] as const),
    ['icNb', icNbRows.database],
    ['icSb', icSbRows.database],
  ];
  for (const [role, database] of databases) {
    for (const [name, table] of (database as Database<AnyTables> | undefined)?.all ?? []) {
      if (!Object.hasOwn(needs[role], name)) continue;
      for (const row of table) {
        yield row.get(name === 'Port_Binding' ? 'logical_port' : 'name');
        if (name === 'Chassis') yield row.get('hostname');
      }
    }
  }
}

export const kindWords = (): readonly Candidate[] =>
  kinds.map(({ name, summary }) => ({ word: name, describe: summary }));

/** What the parser would have made of the line. */
const argumentsOf = (given: Context['given'], home: string | undefined): CommandArguments => {
  // The shell has not expanded it yet.
  const path = (text: string): string =>
    home !== undefined && text.startsWith('~/') ? `${home}${text.slice(1)}` : text;
  const all = (name: string): readonly string[] | undefined => given.get(name)?.map(path);
  const last = (name: string): string | undefined => all(name)?.at(-1);
  return {
    nb: all('nb'),
    sb: all('sb'),
    ovs: all('ovs'),
    icNb: all('ic-nb'),
    icSb: all('ic-sb'),
    from: all('from'),
    timeout: SECONDS,
    leaderOnly: true,
    noLeaderOnly: given.has('no-leader-only'),
    privateKey: last('private-key'),
    certificate: last('certificate'),
    caCert: last('ca-cert'),
    sslServerName: last('ssl-server-name'),
    color: 'never',
    verbose: false,
  };
};
