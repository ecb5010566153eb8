/**
 * Which databases a command reads, and where they are.
 *
 * 1. Options (`--nb`, `--sb`, `--ovs`, `--ic-nb`, `--ic-sb`, `--from`): if there is any, those and no others.
 *    Two deployments are never mixed because a variable was still set.
 * 2. Otherwise the environment, `OVN_NB_DB` and `OVN_SB_DB`, as OVN's tools read it, and for what it does not name
 * 3. the sockets at which the daemons of this machine listen, as far as they exist:
 *    `OVN_RUNDIR/ovnnb_db.sock`, `OVN_RUNDIR/ovnsb_db.sock`, `OVS_RUNDIR/db.sock`.
 *
 * A relative `unix:` path is looked up in the run directory (ovn-nbctl(8), ovs-vsctl(8)).
 */
import type { DatabaseName } from '../model/index.ts';
import { parseRemotes, resolveRemote, type RemoteList } from '../ovsdb/index.ts';
import type { GlobalArguments } from './options.ts';

export type Role = 'nb' | 'sb' | 'ovs' | 'icNb' | 'icSb';

export const DATABASES: Readonly<Record<Role, DatabaseName>> = {
  nb: 'OVN_Northbound',
  sb: 'OVN_Southbound',
  ovs: 'Open_vSwitch',
  icNb: 'OVN_IC_Northbound',
  icSb: 'OVN_IC_Southbound',
};

/** The table with the one row that stands for the whole database. */
export const GLOBAL_TABLES: Readonly<Record<Role, string>> = {
  nb: 'NB_Global',
  sb: 'SB_Global',
  ovs: 'Open_vSwitch',
  icNb: 'IC_NB_Global',
  icSb: 'IC_SB_Global',
};

export interface Source {
  readonly role: Role;
  readonly remotes: RemoteList;
  /** `option` and `environment` were asked for: failing to read them is an error. `default` was only hoped for. */
  readonly origin: 'option' | 'environment' | 'default';
}

export interface Sources {
  readonly sources: readonly Source[];
  /** Archives, directories and files in which databases are found by content. */
  readonly collections: readonly string[];
  /** Default sockets that are not there, for the message when nothing is left to read. */
  readonly absent: readonly string[];
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether something stands at a path. */
  readonly exists: (path: string) => boolean;
}

const ROLES: readonly Role[] = ['nb', 'sb', 'ovs', 'icNb', 'icSb'];
const VARIABLES: Readonly<Partial<Record<Role, string>>> = { nb: 'OVN_NB_DB', sb: 'OVN_SB_DB' };

/** Throws `OvnscopeError` of kind `usage` for a remote that is none. */
export const findSources = (args: GlobalArguments, { env, exists }: Surroundings): Sources => {
  const ovnDirectory = env['OVN_RUNDIR'] || '/var/run/ovn';
  const ovsDirectory = env['OVS_RUNDIR'] || '/var/run/openvswitch';
  const resolved = (role: Role, text: string): RemoteList => {
    const list = parseRemotes(text);
    const runDirectory = role === 'ovs' ? ovsDirectory : ovnDirectory;
    return { ...list, remotes: list.remotes.map((remote) => resolveRemote(remote, { runDirectory })) };
  };
  const collections = args.from ?? [];
  const given = ROLES.flatMap((role): Source[] =>
    (args[role] ?? []).map((text) => ({ role, remotes: resolved(role, text), origin: 'option' })),
  );
  if (given.length > 0 || collections.length > 0) return { sources: given, collections, absent: [] };

  const sources: Source[] = [];
  const absent: string[] = [];
  const sockets: readonly (readonly [Role, string])[] = [
    ['nb', `${ovnDirectory}/ovnnb_db.sock`],
    ['sb', `${ovnDirectory}/ovnsb_db.sock`],
    ['ovs', `${ovsDirectory}/db.sock`],
  ];
  for (const [role, path] of sockets) {
    const named = env[VARIABLES[role] ?? ''];
    if (named !== undefined && named !== '') {
      sources.push({ role, remotes: resolved(role, named), origin: 'environment' });
    } else if (exists(path)) {
      sources.push({ role, remotes: { remotes: [{ kind: 'unix', path }] }, origin: 'default' });
    } else absent.push(path);
  }
  return { sources, collections, absent };
};
