/**
 * What `ovnscope snapshot --redact` makes of a value, beyond leaving its secrets out (`secrets.ts`):
 *
 * - addresses become other addresses (`addresses.ts`, `text.ts`), in keys of maps as well;
 * - what tells of certificates and SNMP is left out: the SSL tables, `certificate`, `private_key`, `ca_cert`,
 *   `remote_cert`, `remote_name` (the name in a certificate) wherever they are.
 *
 * Names, host names and UUIDs stay, but for the addresses in them.
 */
import type { Atom, Value } from '../../ovsdb/index.ts';
import { mapStrings, remembering, SECRET_TEXT, withoutSecrets, wordsOf } from './secrets.ts';
import { AddressText } from './text.ts';

/** What stands where something was that is not secret, but tells of the deployment's security. */
export const REDACTED_TEXT = '<left out>';

const CERTIFICATE =
  /(?:^| )(?:cert|certs|certificate|certificates|cacert|private key|snmp|remote name)(?: |$)/;

const isCertificateName = remembering((name) => CERTIFICATE.test(wordsOf(name)));

const isCertificate = (column: string, key: string | undefined): boolean =>
  isCertificateName(column) || (key !== undefined && isCertificateName(key));

export class Redactor {
  private readonly addresses: AddressText;

  /** `key`: 16 random bytes; the same key makes the same replacements. Who keeps it can guess the addresses. */
  constructor(key: Uint8Array) {
    this.addresses = new AddressText(key);
  }

  /** A text with other addresses: for names that go into messages and file names. */
  text(text: string): string {
    return this.addresses.replaced(text);
  }

  /** A column's value without secrets, certificates and addresses; itself when there is nothing to change. */
  value(table: string, column: string, value: Value): Value {
    const open = withoutSecrets(table, column, value);
    const changed = mapStrings(open, (text, key) => {
      if (text === '' || text === SECRET_TEXT) return text;
      if (isCertificate(column, key)) return REDACTED_TEXT;
      if (key === 'mac_prefix') return this.addresses.macPrefix(text);
      const isDatapath = column === 'datapath_id' || key === 'datapath-id';
      return isDatapath ? this.addresses.datapathId(text) : this.addresses.replaced(text);
    });
    return changed instanceof Map ? this.keys(changed as ReadonlyMap<Atom, Atom>) : changed;
  }

  private keys(map: ReadonlyMap<Atom, Atom>): ReadonlyMap<Atom, Atom> {
    const entries = [...map];
    const changed = entries.map(([key, value]): [Atom, Atom] => [
      typeof key === 'string' ? this.addresses.replaced(key) : key,
      value,
    ]);
    return changed.every(([key], at) => key === entries[at]?.[0]) ? map : new Map(changed);
  }
}
