/**
 * What of a database is wanted: tables, columns, rows. Asking for less is the normal way; a full read of a large
 * Southbound holds ovsdb-server up for seconds.
 */
import type { MonitorRequests, Where } from '../rpc/readonly.ts';
import type { DatabaseSchema } from '../schema/types.ts';

export interface TableSpec {
  /** All columns without it. */
  readonly columns?: readonly string[];
  /** Any one clause suffices; all rows without it. Who means to change it says `[true]` for all rows. */
  readonly where?: Where;
}

/** Everything that the schema has, of whatever version it is, but for some tables. */
export class AllExcept {
  readonly tables: readonly string[];

  constructor(tables: readonly string[]) {
    this.tables = tables;
  }
}

/** Table → what of it; `'all'` for everything that the schema has. */
export type Spec = Readonly<Record<string, TableSpec>> | 'all' | AllExcept;

/** What a spec says of single tables; nothing where it wants them whole. */
export const tableSpecs = (spec: Spec): Readonly<Record<string, TableSpec>> =>
  spec === 'all' || spec instanceof AllExcept ? {} : spec;

export interface Plan {
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly requests: MonitorRequests;
}

/** Rows that satisfy nothing and everything, as monitors want them. */
export const EVERY_ROW: Where = [true];

/**
 * A column that a condition names and that is not monitored is added to the monitor when the condition comes. Clients that
 * ask for the same columns share one monitor in the server, and what it keeps of changes for the others has no room for that
 * column: at the next change ovsdb-server (all versions up to 3.7 at least) reads beyond it, and ends. ovn-northd asks for all columns of
 * the Northbound, as `describe` does; what conditions name beside those is `_uuid`. Asked for from the beginning, it makes
 * the monitor another one than anybody else's, and no condition adds to it.
 */
const ROW_UUID = '_uuid';

/**
 * The part of `spec` that a server with this schema can give: tables and columns that it lacks are left out,
 * for old and new servers alike.
 */
export const planOf = (spec: Spec, schema: DatabaseSchema, where: ReadonlyMap<string, Where>): Plan => {
  const specs = tableSpecs(spec);
  const tables: { name: string; columns: readonly string[] }[] = [];
  const requests: [string, MonitorRequests[string]][] = [];
  for (const name of tableNames(spec, schema)) {
    const table = schema.tables.get(name);
    if (table === undefined) continue;
    const wanted = Object.hasOwn(specs, name) ? specs[name]?.columns : undefined;
    const columns = [...new Set(wanted ?? table.columns.keys())].filter((column) =>
      table.columns.has(column),
    );
    tables.push({ name, columns });
    const condition = where.get(name);
    requests.push([
      name,
      [condition === undefined ? { columns } : { columns: [...columns, ROW_UUID], where: condition }],
    ]);
  }
  return { tables, requests: Object.fromEntries(requests) };
};

const tableNames = (spec: Spec, schema: DatabaseSchema): readonly string[] => {
  if (spec === 'all') return [...schema.tables.keys()];
  if (spec instanceof AllExcept)
    return [...schema.tables.keys()].filter((name) => !spec.tables.includes(name));
  return Object.keys(spec);
};
