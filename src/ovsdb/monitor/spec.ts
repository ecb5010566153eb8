/**
 * What of a database is wanted: tables, columns, rows. Asking for less is the normal way; a full read of a large
 * Southbound holds ovsdb-server up for seconds.
 */
import type { MonitorRequests, Where } from '../rpc/readonly.ts';
import type { DatabaseSchema } from '../schema/types.ts';

export interface TableSpec {
  /** All columns without it. */
  readonly columns?: readonly string[];
  /** Any one clause suffices; all rows without it. */
  readonly where?: Where;
}

/** Table → what of it; `'all'` for everything that the schema has. */
export type Spec = Readonly<Record<string, TableSpec>> | 'all';

export interface Plan {
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly requests: MonitorRequests;
}

/** Rows that satisfy nothing and everything, as monitors want them. */
export const EVERY_ROW: Where = [true];

/**
 * The part of `spec` that a server with this schema can give: tables and columns that it lacks are left out,
 * for old and new servers alike.
 */
export const planOf = (spec: Spec, schema: DatabaseSchema, where: ReadonlyMap<string, Where>): Plan => {
  const names = spec === 'all' ? [...schema.tables.keys()] : Object.keys(spec);
  const tables: { name: string; columns: readonly string[] }[] = [];
  const requests: [string, MonitorRequests[string]][] = [];
  for (const name of names) {
    const table = schema.tables.get(name);
    if (table === undefined) continue;
    const wanted = spec === 'all' ? undefined : spec[name]?.columns;
    const columns = [...new Set(wanted ?? table.columns.keys())].filter((column) =>
      table.columns.has(column),
    );
    tables.push({ name, columns });
    const condition = where.get(name);
    requests.push([name, [condition === undefined ? { columns } : { columns, where: condition }]]);
  }
  return { tables, requests: Object.fromEntries(requests) };
};
