/** What controllers learned about a port or on it. */
import type { Network } from '../../network.ts';
import type { NbRow, SbRow } from '../../relations/rows.ts';
import { listing, section } from '../build.ts';
import { nbLink, portNamed, routerPortNamed, sbLink } from '../links.ts';
import type { Described, Section } from '../types.ts';
import { dateOf } from '../words.ts';

export const macBindingSection = (
  network: Network,
  title: string,
  rows: readonly SbRow<'MAC_Binding'>[],
  isWrong: (row: SbRow<'MAC_Binding'>) => boolean = () => false,
): readonly Section[] => {
  const wrong = rows.map(isWrong);
  return section('mac-bindings', title, {
    listing: listing(
      [
        ['ip', 'IP'],
        ['mac', 'MAC'],
        ['port', 'LEARNED ON'],
        ['time', 'TIME'],
      ],
      rows.map((row) => [
        sbLink(row, row.get('ip')),
        row.get('mac'),
        routerPortNamed(network, row.get('logical_port')),
        dateOf(row.get('timestamp')),
      ]),
      wrong.map((one) => (one ? 'bad' : undefined)),
    ),
    notes: [
      wrong.includes(true)
        ? 'A router in front of it learned another MAC for its address than it has: something else answers for it.'
        : undefined,
    ],
  });
};

export const staticMacBindingSection = (
  network: Network,
  rows: readonly NbRow<'Static_MAC_Binding'>[],
): readonly Section[] =>
  section('static-mac-bindings', 'Static MAC bindings', {
    listing: listing(
      [
        ['ip', 'IP'],
        ['mac', 'MAC'],
        ['port', 'ROUTER PORT'],
        ['override', 'OVERRIDES LEARNED'],
      ],
      rows.map((row) => [
        nbLink(row, row.get('ip')),
        row.get('mac'),
        routerPortNamed(network, row.get('logical_port')),
        row.get('override_dynamic_mac'),
      ]),
    ),
  });

/** Tunnel key → logical port, of one datapath. */
const portsByKey = (network: Network, datapath: string | undefined): ReadonlyMap<number, string> =>
  new Map(
    network.sbRows
      .where('Port_Binding', 'datapath', datapath)
      .map((row) => [row.get('tunnel_key'), row.get('logical_port')]),
  );

/** `datapath`: UUID of the switch's datapath binding. */
export const fdbSection = (
  network: Network,
  rows: readonly SbRow<'FDB'>[],
  datapath: string | undefined,
): readonly Section[] => {
  const ports = rows.length === 0 ? new Map<number, string>() : portsByKey(network, datapath);
  const portOf = (key: number): Described => {
    const name = ports.get(key);
    return name === undefined ? `tunnel key ${key}` : portNamed(network, name);
  };
  return section('fdb', 'Learned MACs (FDB)', {
    listing: listing(
      [
        ['mac', 'MAC'],
        ['port', 'PORT'],
        ['time', 'TIME'],
      ],
      rows.map((row) => [
        sbLink(row, row.get('mac')),
        portOf(row.get('port_key')),
        dateOf(row.get('timestamp')),
      ]),
    ),
  });
};

export const igmpSection = (network: Network, rows: readonly SbRow<'IGMP_Group'>[]): readonly Section[] =>
  section('igmp-groups', 'Multicast groups that were joined', {
    listing: listing(
      [
        ['address', 'ADDRESS'],
        ['protocol', 'PROTOCOL'],
        ['chassis', 'CHASSIS'],
        ['ports', 'PORTS'],
      ],
      rows.map((row) => {
        const uuid = row.get('chassis');
        const chassis = uuid === undefined ? undefined : network.chassisByUuid(uuid)?.label;
        return [
          sbLink(row, row.get('address')),
          row.get('protocol'),
          chassis ?? (row.get('chassis_name') || uuid),
          network.sbRows
            .rows('Port_Binding', row.get('ports'))
            .map((port) => portNamed(network, port.get('logical_port'))),
        ];
      }),
    ),
  });
