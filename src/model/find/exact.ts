/**
 * What a server is asked for when a thing is looked for by its exact name, alias or UUID: rows that are called so,
 * in whatever table. Where none is found, the names and addresses of all have to be read.
 */
import type { Clause } from '../../ovsdb/index.ts';
import { expectedDatabases } from '../expected.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Columns that hold what people call a row. */
const NAMES: ReadonlySet<string> = new Set(['name', 'logical_port', 'hostname', 'chassis_name']);

/** Table → keys of `external_ids` under which a cloud keeps the name that it gave. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  Logical_Switch: ['neutron:network_name', 'network_name'],
  Logical_Router: ['neutron:router_name'],
  Logical_Switch_Port: ['neutron:port_name', 'pod'],
  Load_Balancer: ['k8s.ovn.org/owner'],
  Datapath_Binding: ['name', 'name2'],
  Port_Binding: ['name', 'neutron:port_name', 'pod'],
  Interface: ['iface-id'],
};

/** Table → keys of `options` by which a thing is known: the physical network of a localnet port. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  Logical_Switch_Port: ['network_name'],
  Port_Binding: ['network_name'],
};

const SEVERAL: ReadonlySet<string> = new Set(['string?', 'string*', 'string+']);

/** The names that a row may have whom somebody calls `text`: `KIND/NAME`, `NAMESPACE/POD`, without a cloud's prefix. */
const spellings = (text: string): readonly string[] => {
  const slash = text.indexOf('/');
  const after = slash < 0 ? [] : [text.slice(slash + 1), text.replace('/', '_'), swapped(text, slash)];
  // northd's copy of a port group has the tunnel key of its datapath before the name.
  const copied = /^\d+_(.+)$/s.exec(text)?.slice(1) ?? [];
  return [...new Set([text, ...after, ...copied, `neutron-${text}`])].filter((one) => one !== '');
};

const swapped = (text: string, slash: number): string => `${text.slice(slash + 1)}.${text.slice(0, slash)}`;

/** Database → table → clauses, any one of which suffices. */
export const exactWants = (text: string): Readonly<Record<string, Readonly<Record<string, Clause[]>>>> => {
  const names = spellings(text);
  const uuids = names.filter((name) => UUID.test(name)).map((name) => name.toLowerCase());
  return Object.fromEntries(
    Object.values(expectedDatabases).map(({ name, tables }) => [
      name,
      Object.fromEntries(
        Object.entries(tables).map(([table, columns]) => [
          table,
          [
            ...uuids.map(byUuid),
            ...byName(columns, names),
            ...byKeys('external_ids', ALIASES[table] ?? [], names),
            ...byKeys('options', OPTIONS[table] ?? [], names),
          ],
        ]),
      ),
    ]),
  );
};

const byUuid = (uuid: string): Clause => ['_uuid', '==', ['uuid', uuid]];

const byName = (columns: Readonly<Record<string, string>>, names: readonly string[]): Clause[] =>
  Object.entries(columns).flatMap(([column, shape]): Clause[] => {
    if (!NAMES.has(column)) return [];
    if (shape === 'string') return names.map((name) => [column, '==', name]);
    return SEVERAL.has(shape) ? names.map((name) => [column, 'includes', name]) : [];
  });

const byKeys = (column: string, keys: readonly string[], names: readonly string[]): Clause[] =>
  names.flatMap((name) => keys.map((key): Clause => [column, 'includes', ['map', [[key, name]]]]));
