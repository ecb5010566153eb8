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
