/** What recording proxies saw, message by message: the proof that nothing but reads was sent. */
import { MessageScanner } from '../../src/ovsdb/json/scanner.ts';
import type { Json, JsonObject } from '../../src/ovsdb/json/value.ts';
import type { RecordingProxy } from '../lab/index.ts';

export interface Sent {
  readonly method: string;
  readonly params: readonly Json[];
}

/** Requests only; the answers to the server's `echo` have no method. */
export const sentThrough = (proxies: readonly Pick<RecordingProxy, 'recordings'>[]): Sent[] =>
  proxies
    .flatMap((proxy) => proxy.recordings)
    .flatMap(({ sent }) => {
      const requests: Sent[] = [];
      const scanner = new MessageScanner();
      for (const bytes of sent) {
        scanner.push(bytes, (body) => {
          const { method, params } = body.full() as JsonObject;
          if (typeof method === 'string')
            requests.push({ method, params: (params ?? []) as readonly Json[] });
        });
      }
      return requests;
    });

/** The methods of RFC 7047 and ovsdb-server(7) that cannot change anything. */
const READS = new Set([
  'echo',
  'get_schema',
  'get_server_id',
  'list_dbs',
  'monitor',
  'monitor_cancel',
  'monitor_cond',
  'monitor_cond_change',
  'monitor_cond_since',
  'set_db_change_aware',
]);

/** Whatever else was sent; empty when all is well. */
export const otherThanReads = (sent: readonly Sent[]): Sent[] =>
  sent.filter(({ method, params }) => {
    if (method !== 'transact') return !READS.has(method);
    return params.slice(1).some((operation) => (operation as JsonObject)['op'] !== 'select');
  });

/**
 * Columns that a condition named later and that the monitor was not told of at first, as `TABLE.COLUMN`. Each could end an
 * ovsdb-server (src/ovsdb/monitor/spec.ts).
 */
export const surprisingColumns = (proxies: readonly Pick<RecordingProxy, 'recordings'>[]): string[] =>
  proxies
    .flatMap(({ recordings }) => recordings)
    .flatMap((recording) => {
      const told = new Set<string>();
      const surprises: string[] = [];
      for (const { method, params } of sentThrough([{ recordings: [recording] }])) {
        if (!method.startsWith('monitor_cond')) continue;
        for (const [table, requests] of Object.entries((params[2] ?? {}) as JsonObject)) {
          for (const { columns, where } of requests as readonly JsonObject[]) {
            for (const column of (columns ?? []) as readonly string[]) told.add(`${table}.${column}`);
            const clauses = ((where ?? []) as readonly Json[]).filter((clause) => Array.isArray(clause));
            const named = clauses.map((clause) => `${table}.${String((clause as readonly Json[])[0])}`);
            surprises.push(...named.filter((column) => !told.has(column)));
          }
        }
      }
      return surprises;
    });
