/**
 * `manifest.json`: what a snapshot holds, for people, for scripts and for `-v`.
 *
 * Tables are a list, not an object: a file with an object called "tables" looks like a schema.
 */
import type { Database, TableRows, Value } from '../../ovsdb/index.ts';
import type { Role } from '../sources.ts';

export const MANIFEST = 'manifest.json';
const SCHEMA = 'ovnscope.snapshot/1';

export interface LeftOut {
  readonly table: string;
  readonly why: string;
}

export interface SavedDatabase {
  /** Relative to the manifest. */
  readonly file: string;
  readonly database: string;
  readonly schemaVersion: string;
  /** The remote or file that it was read from. */
  readonly source: string;
  readonly rows: number;
  readonly bytes: number;
  readonly openVSwitchVersion?: string;
  readonly ovnVersion?: string;
  /** Those that have rows. */
  readonly tables: readonly TableRows[];
  readonly leftOut: readonly LeftOut[];
}

export interface Manifest {
  readonly schema: typeof SCHEMA;
  /** ISO 8601, UTC. */
  readonly created: string;
  readonly ovnscopeVersion: string;
  readonly redacted: boolean;
  readonly databases: readonly SavedDatabase[];
}

export const manifestText = (manifest: Omit<Manifest, 'schema'>): string =>
  `${JSON.stringify({ schema: SCHEMA, ...manifest }, null, 2)}\n`;

/** `undefined` for anything that is no manifest of a kind that is known here. */
export const parseManifest = (text: string): Manifest | undefined => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== 'object' || json === null) return undefined;
  const { schema, created, ovnscopeVersion, redacted, databases } = json as Partial<Record<string, unknown>>;
  const fits =
    schema === SCHEMA &&
    typeof created === 'string' &&
    typeof ovnscopeVersion === 'string' &&
    typeof redacted === 'boolean' &&
    Array.isArray(databases) &&
    databases.every(tellsLeftOut);
  return fits ? (json as Manifest) : undefined;
};

/** What `-v` prints of a database; a manifest may come from anywhere. */
const tellsLeftOut = (saved: unknown): boolean => {
  const { leftOut } = (saved ?? {}) as { readonly leftOut?: unknown };
  const isNamed = (one: unknown): boolean => typeof (one as Partial<LeftOut> | null)?.table === 'string';
  return Array.isArray(leftOut) && leftOut.every(isNamed);
};

const VERSION_KEYS = ['ovn-version', 'ovn_version', 'northd_internal_version'];

/** The versions of the programs, as far as a database tells them. */
export const versionsIn = (
  role: Role,
  database: Database,
): Pick<SavedDatabase, 'openVSwitchVersion' | 'ovnVersion'> => {
  const global = { nb: 'NB_Global', sb: 'SB_Global', ovs: 'Open_vSwitch', icNb: 'IC_NB_Global', icSb: 'IC_SB_Global' }; // prettier-ignore
  const [row] = database.table(global[role]);
  const text = (value: Value): string | undefined =>
    typeof value === 'string' && value !== '' ? value : undefined;
  const maps = ['options', 'external_ids', 'other_config'].map((column) => row?.get(column));
  const ovn = maps
    .flatMap((map) => (map instanceof Map ? VERSION_KEYS.map((key) => text(map.get(key) as Value)) : []))
    .find((version) => version !== undefined);
  const openVSwitch = text(row?.get('ovs_version'));
  return {
    ...(openVSwitch !== undefined && { openVSwitchVersion: openVSwitch }),
    ...(ovn !== undefined && { ovnVersion: ovn }),
  };
};
