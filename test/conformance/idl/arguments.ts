/**
 * What stands on the command line of `idl` before the commands.
 *
 *     SCHEMA REMOTES [KEY CERTIFICATE CA] [track-notify] [?TABLE:COLUMN[!],...[?TABLE:COLUMN[!],...]...]
 *
 * The three files belong to `ssl:`. A column with `!` is known but not followed; `fetch` reads it.
 */
import { readFileSync } from 'node:fs';
import { OvnscopeError } from '../../../src/text/index.ts';
import { parseJson } from '../../../src/ovsdb/json/exact.ts';
import type { TableSpec } from '../../../src/ovsdb/monitor/spec.ts';
import { parseDatabaseSchema, type DatabaseSchema } from '../../../src/ovsdb/schema/index.ts';
import { parseRemotes, type RemoteList } from '../../../src/ovsdb/transport/remote.ts';
import type { TlsOptions } from '../../../src/ovsdb/transport/transport.ts';

export interface Source {
  readonly schema: DatabaseSchema;
  readonly remotes: RemoteList;
  readonly tls: TlsOptions | undefined;
  readonly rest: readonly string[];
}

export const parseSource = (schemaFile: string, remotes: string, words: readonly string[]): Source => {
  const schema = parseDatabaseSchema(parseJson(readFileSync(schemaFile, 'utf8')));
  const list = parseRemotes(remotes);
  if (!remotes.startsWith('ssl:')) return { schema, remotes: list, tls: undefined, rest: words };
  const [privateKey, certificate, caCertificate, ...rest] = words;
  if (privateKey === undefined || certificate === undefined || caCertificate === undefined) {
    throw new OvnscopeError(
      'usage',
      'SSL/TLS connection requires private key, certificate for private key, and peer CA certificate as arguments',
    );
  }
  return { schema, remotes: list, tls: { privateKey, certificate, caCertificate }, rest };
};

export type Tables = Readonly<Record<string, TableSpec>>;

/** All tables and columns of the schema. */
export const wholeSchema = (schema: DatabaseSchema): Tables =>
  Object.fromEntries(
    [...schema.tables].map(([name, table]) => [name, { columns: [...table.columns.keys()] }]),
  );

/** `?TABLE:COLUMN,...?TABLE:...` */
export const parseSelection = (text: string, schema: DatabaseSchema): Tables =>
  Object.fromEntries(
    text
      .slice(1)
      .split('?')
      .map((part) => {
        const [table = '', columns = ''] = part.split(':');
        const known = schema.tables.get(table);
        if (known === undefined) throw new OvnscopeError('usage', `no table "${table}" in the schema`);
        const names = columns.split(',');
        const odd = names.find((name) => !known.columns.has(name.replace(/!$/, '')));
        if (odd !== undefined) throw new OvnscopeError('usage', `no column "${odd}" in table ${table}`);
        return [table, { columns: names.filter((name) => !name.endsWith('!')) }];
      }),
  );
