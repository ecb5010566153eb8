/** Who made a row: each system is asked in turn, the one with the surest marks first. */
import type { Network } from '../network.ts';
import { naturalCompare } from '../natural.ts';
import { kubeOvn } from './kube-ovn.ts';
import { incus, lxd } from './lxd.ts';
import { neutron } from './neutron.ts';
import { ovnKubernetes } from './ovn-kubernetes.ts';
import {
  told,
  type ExternalIds,
  type Owner,
  type OwnerOptions,
  type OwnerSystem,
  type OwningSystem,
  type Recognised,
  type Subject,
} from './types.ts';

const SYSTEMS: readonly OwningSystem[] = [neutron, kubeOvn, lxd, incus, ovnKubernetes];

/** Southbound tables of what the Northbound has under another name. */
const COPIES: ReadonlySet<string> = new Set(['Port_Binding', 'Datapath_Binding']);

/** A name of 64 KiB is nobody's. */
const LONGEST = 512;

const EMPTY: ReadonlyMap<string, string> = new Map();
const NOBODY: ReadonlySet<OwnerSystem> = new Set();

/**
 * The Northbound's table and name of a Southbound row. northd copies `external_ids` of ports into port bindings;
 * of datapaths it writes `name`, and `name2` for Neutron's `network_name` or `router_name` (ovn-sb(5)).
 */
const normalised = (
  table: string,
  name: string,
  ids: ReadonlyMap<string, string>,
  type: string | undefined,
): { table: string; name: string } => {
  if (table === 'Port_Binding') return { table: 'Logical_Switch_Port', name };
  if (table !== 'Datapath_Binding') return { table, name };
  const isRouter = type === 'logical-router' || ids.has('logical-router');
  return { table: isRouter ? 'Logical_Router' : 'Logical_Switch', name: told(ids, 'name') ?? name };
};

const recognise = (
  table: string,
  name: string,
  externalIds: ExternalIds,
  options: OwnerOptions,
): { by: OwningSystem; found: Recognised } | undefined => {
  if (name.length > LONGEST) return undefined;
  const ids = externalIds ?? EMPTY;
  const managed = options.managed ?? NOBODY;
  const subject: Subject = COPIES.has(table)
    ? { ...normalised(table, name, ids, options.type), ids, managed }
    : { table, name, ids, managed };
  for (const by of SYSTEMS) {
    const found = by.recognise(subject);
    if (found !== undefined) return { by, found };
  }
  return undefined;
};

const detailsOf = (
  { prefixes, keys }: OwningSystem,
  ids: ReadonlyMap<string, string>,
  facts: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, string> => {
  const details = new Map(Object.entries(facts));
  for (const [key, value] of ids) {
    if (value === '') continue;
    const prefix = prefixes.find((one) => key.startsWith(one));
    if (prefix === undefined && !keys.has(key)) continue;
    const label = key.slice(prefix?.length ?? 0).replaceAll('_', '-');
    if (!details.has(label)) details.set(label, value);
  }
  return new Map([...details].sort(([a], [b]) => naturalCompare(a, b)));
};

/**
 * Who made the row, and what they call it; `undefined` when nothing in it tells.
 *
 *     ownerOf('Logical_Switch_Port', 'default_web-0', { namespace: 'default', pod: 'true' })
 *       → OVN-Kubernetes, pod, default/web-0
 */
export const ownerOf = (
  table: string,
  name: string,
  externalIds: ExternalIds,
  options: OwnerOptions = {},
): Owner | undefined => {
  const known = recognise(table, name, externalIds, options);
  if (known === undefined) return undefined;
  const { by, found } = known;
  return {
    system: by.system,
    kind: found.kind,
    name: found.name,
    direct: found.direct,
    details: detailsOf(by, externalIds ?? EMPTY, found.facts),
  };
};

/** The owner's name for the thing that the row stands for, where it is another than the row's own. */
export const aliasOf = (
  table: string,
  name: string,
  externalIds: ExternalIds,
  options: OwnerOptions = {},
): string | undefined => {
  const found = recognise(table, name, externalIds, options)?.found;
  return found?.direct === true && found.name !== name ? found.name : undefined;
};

const managed = new WeakMap<Network, ReadonlySet<OwnerSystem>>();

/** The systems that left sure marks on switches and routers of this network. */
export const systemsOf = (network: Network): ReadonlySet<OwnerSystem> => {
  let systems = managed.get(network);
  if (systems === undefined) {
    const found = new Set<OwnerSystem>();
    for (const { table, name, ids, type } of datapaths(network)) {
      const known = recognise(table, name, ids, { type });
      if (known !== undefined) found.add(known.by.system);
    }
    systems = found;
    managed.set(network, systems);
  }
  return systems;
};

interface Datapath {
  readonly table: string;
  readonly name: string;
  readonly ids: ExternalIds;
  readonly type?: string | undefined;
}

const datapaths = function* ({ nb, sb }: Network): Generator<Datapath> {
  if (nb === undefined) {
    for (const row of sb?.table('Datapath_Binding') ?? []) {
      yield { table: row.tableName, name: '', ids: row.get('external_ids'), type: row.get('type') };
    }
    return;
  }
  for (const row of nb.table('Logical_Router')) {
    yield { table: row.tableName, name: row.get('name'), ids: row.get('external_ids') };
  }
  for (const row of nb.table('Logical_Switch')) {
    yield { table: row.tableName, name: row.get('name'), ids: row.get('external_ids') };
  }
};
