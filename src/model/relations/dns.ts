/**
 * DNS records that a switch answers (ovn-nb(5), DNS): name → addresses separated by spaces, or for the reverse
 * lookup of an address (`….in-addr.arpa`, `….ip6.arpa`) the name.
 */
import { naturalCompare } from '../natural.ts';
import type { Network } from '../network.ts';
import { canonicalIp } from './addresses.ts';
import type { NbRow } from './rows.ts';

export type DnsRow = NbRow<'DNS'>;

export interface DnsRecord {
  readonly name: string;
  readonly values: readonly string[];
  readonly row: DnsRow;
}

/** By name. */
export const recordsOfSwitch = (network: Network, row: NbRow<'Logical_Switch'>): readonly DnsRecord[] =>
  network.nbRows
    .rows('DNS', row.get('dns_records'))
    .flatMap((dns) =>
      [...dns.get('records')].map(([name, text]) => ({
        name,
        values: text.split(/[\s,]+/).filter((value) => value !== ''),
        row: dns,
      })),
    )
    .sort((a, b) => naturalCompare(a.name, b.name) || naturalCompare(a.row.uuid, b.row.uuid));

/** Those that give one of the addresses. */
export const recordsFor = (records: readonly DnsRecord[], ips: readonly string[]): readonly DnsRecord[] => {
  const wanted = new Set(ips);
  return records.filter(({ values }) => values.some((value) => wanted.has(canonicalIp(value))));
};

/** The switches that answer these records, by name. */
export const switchesOfDns = (
  network: Network,
  row: { readonly uuid: string },
): readonly NbRow<'Logical_Switch'>[] =>
  [...network.nbRows.where('Logical_Switch', 'dns_records', row.uuid)].sort((a, b) =>
    naturalCompare(a.get('name'), b.get('name')),
  );
