/**
 * Tunnels of a host to other chassis: ovn-controller marks their ports with `external_ids:ovn-chassis-id`, which is
 * the system-id of the other side, and since OVN 20 `@` with its IP (newer: `%` with the local IP).
 */
import type { Row } from '../../../ovsdb/index.ts';
import type { Host } from '../../bridges.ts';
import type { OpenVSwitch } from '../../generated/index.ts';
import { naturalCompare } from '../../natural.ts';
import type { Network } from '../../network.ts';
import { listing } from '../build.ts';
import { chassisCalled } from '../links.ts';
import { rowLink } from '../row-links.ts';
import type { Described, Link, Listing, Tone } from '../types.ts';

type InterfaceRow = Row<OpenVSwitch['Interface']>;

export const TUNNEL_TYPES: readonly string[] = [
  'geneve',
  'vxlan',
  'stt',
  'gre',
  'ip6gre',
  'erspan',
  'gtpu',
  'srv6',
  'bareudp',
];

/** The chassis at the other end, as the marks of the interface or its port tell. */
export const farChassis = (network: Network, host: Host, row: InterfaceRow): Link | undefined => {
  const port = host.rows.where('Port', 'interfaces', row.uuid)[0];
  const mark =
    row.get('external_ids').get('ovn-chassis-id') ?? port?.get('external_ids').get('ovn-chassis-id');
  return chassisCalled(network, mark?.replace(/[@%].*$/s, ''));
};

export const bfdState = (row: InterfaceRow): string | undefined => row.get('bfd_status').get('state');

const stateOf = (row: InterfaceRow): string | undefined => row.get('error') ?? row.get('link_state');

export const isTunnelDown = (row: InterfaceRow): boolean =>
  row.get('error') !== undefined || row.get('link_state') === 'down' || bfdState(row) === 'down';

/** Those of the types that OVN makes (ovn-controller(8), `ovn-encap-type`), by name. */
export const tunnelsOf = (host: Host): readonly InterfaceRow[] =>
  ['geneve', 'vxlan', 'stt']
    .flatMap((type) => host.rows.where('Interface', 'type', type))
    .sort((a, b) => naturalCompare(a.get('name'), b.get('name')));

export const tunnelListing = (network: Network, host: Host): Listing => {
  const rows = tunnelsOf(host);
  return listing(
    [
      ['chassis', 'CHASSIS'],
      ['interface', 'INTERFACE'],
      ['type', 'TYPE'],
      ['remote', 'REMOTE IP'],
      ['local', 'LOCAL IP'],
      ['state', 'STATE'],
      ['bfd', 'BFD'],
    ],
    rows.map((row): readonly Described[] => [
      farChassis(network, host, row),
      rowLink('Open_vSwitch', row),
      row.get('type'),
      row.get('options').get('remote_ip'),
      row.get('options').get('local_ip'),
      stateOf(row),
      bfdState(row),
    ]),
    rows.map((row): Tone | undefined => (isTunnelDown(row) ? 'bad' : undefined)),
  );
};
