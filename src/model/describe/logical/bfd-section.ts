/** BFD sessions of router ports: as configured, and as each chassis runs them. */
import type { Network } from '../../network.ts';
import { listing, section } from '../build.ts';
import { nbLink, portNamed, sbLink } from '../links.ts';
import type { Described, Section } from '../types.ts';

const COLUMNS = [
  ['peer', 'PEER'],
  ['port', 'PORT'],
  ['from', 'FROM'],
  ['status', 'STATUS'],
  ['min-tx', 'MIN TX'],
  ['min-rx', 'MIN RX'],
  ['detect-mult', 'DETECT MULT'],
] as const;

/** `ports`: names of logical ports. */
export const bfdSection = (network: Network, ports: readonly string[]): readonly Section[] => {
  const rows = ports.flatMap((port): (readonly Described[])[] => [
    ...network.nbRows
      .where('BFD', 'logical_port', port)
      .map((row) => [
        nbLink(row),
        portNamed(network, port),
        'Northbound',
        row.get('status') ?? 'not known',
        row.get('min_tx'),
        row.get('min_rx'),
        row.get('detect_mult'),
      ]),
    ...network.sbRows
      .where('BFD', 'logical_port', port)
      .map((row) => [
        sbLink(row),
        portNamed(network, port),
        row.get('chassis_name') || 'Southbound',
        row.get('status'),
        row.get('min_tx'),
        row.get('min_rx'),
        row.get('detect_mult'),
      ]),
  ]);
  return section('bfd', 'BFD sessions', {
    listing: listing(
      COLUMNS,
      rows,
      rows.map(([, , , status]) => (status === 'down' ? 'bad' : undefined)),
    ),
  });
};
