/** DHCP options that ports are given, and who is given them (ovn-nb(5), DHCP_Options). */
import { byName } from '../natural.ts';
import type { Network } from '../network.ts';
import type { SwitchPort } from '../switches.ts';
import type { NbRow } from './rows.ts';

export type DhcpRow = NbRow<'DHCP_Options'>;

export interface GivenDhcp {
  readonly version: 4 | 6;
  readonly uuid: string;
  /** Missing where the reference leads nowhere. */
  readonly row: DhcpRow | undefined;
}

export const dhcpOfPort = (network: Network, port: NbRow<'Logical_Switch_Port'>): readonly GivenDhcp[] =>
  ([4, 6] as const).flatMap((version) => {
    const uuid = port.get(version === 4 ? 'dhcpv4_options' : 'dhcpv6_options');
    return uuid === undefined ? [] : [{ version, uuid, row: network.nbRows.row('DHCP_Options', uuid) }];
  });

/** The ports that are given these options, by name. */
export const portsGivenDhcp = (network: Network, row: { readonly uuid: string }): readonly SwitchPort[] => {
  const v4 = network.nbRows.where('Logical_Switch_Port', 'dhcpv4_options', row.uuid);
  const v6 = network.nbRows.where('Logical_Switch_Port', 'dhcpv6_options', row.uuid);
  return [...new Set([...v4, ...v6].map(network.northbound.switchPort))].sort(byName);
};
