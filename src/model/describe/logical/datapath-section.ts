/** What the Southbound keeps for a switch or router as a whole. */
import type { Network } from '../../network.ts';
import type { SbRow } from '../../relations/rows.ts';
import { fact, listing, section } from '../build.ts';
import { sbLink } from '../links.ts';
import type { Section } from '../types.ts';
import { NO_SOUTHBOUND } from './binding-section.ts';
import { naturalCompare } from '../../natural.ts';
import { restOf } from './rest.ts';

type DatapathRow = SbRow<'Datapath_Binding'>;

export const datapathSection = (network: Network, datapath: DatapathRow | undefined): readonly Section[] =>
  section('datapath', 'Datapath', {
    facts: [
      datapath === undefined ? [] : fact('datapath', 'Datapath binding', sbLink(datapath)),
      fact('tunnel-key', 'Tunnel key', datapath?.get('tunnel_key')),
    ],
    notes: [
      network.sb === undefined
        ? NO_SOUTHBOUND
        : datapath === undefined
          ? 'The Southbound has no datapath binding for it.'
          : undefined,
    ],
  });

/** Snooping as it is configured, and groups of ports that broadcasts go to. */
export const multicastSections = (
  network: Network,
  datapath: DatapathRow | undefined,
): readonly Section[] => {
  if (datapath === undefined) return [];
  const snooping = network.sbRows.where('IP_Multicast', 'datapath', datapath.uuid);
  const groups = [...network.sbRows.where('Multicast_Group', 'datapath', datapath.uuid)].sort((a, b) =>
    naturalCompare(a.get('name'), b.get('name')),
  );
  return [
    ...snooping.flatMap((row) =>
      restOf(network, row, ['datapath', 'seq_no'], {
        database: 'OVN_Southbound',
        id: 'multicast',
        title: 'IP multicast',
      }),
    ),
    ...section('multicast-groups', 'Multicast groups', {
      listing: listing(
        [
          ['name', 'NAME'],
          ['tunnel-key', 'TUNNEL KEY'],
          ['ports', 'PORTS'],
        ],
        groups.map((row) => [sbLink(row, row.get('name')), row.get('tunnel_key'), row.get('ports').length]),
      ),
    }),
  ];
};
