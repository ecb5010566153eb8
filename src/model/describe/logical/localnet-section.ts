/** Which bridge stands for a physical network on each chassis around. */
import type { Host } from '../../bridges.ts';
import type { Chassis } from '../../chassis.ts';
import type { Network } from '../../network.ts';
import { naturalCompare } from '../../natural.ts';
import { physicalSides, type PhysicalSide } from '../../relations/localnet.ts';
import type { SwitchPort } from '../../switches.ts';
import { linkTo, listing, section } from '../build.ts';
import { chassisLink } from '../links.ts';
import type { Described, Section } from '../types.ts';

const COLUMNS = [
  ['network', 'PHYSICAL NETWORK'],
  ['tag', 'VLAN'],
  ['chassis', 'CHASSIS'],
  ['bridge', 'BRIDGE'],
  ['datapath-type', 'DATAPATH'],
  ['patch', 'PATCH PORT'],
  ['ports', 'PORTS OF THE BRIDGE'],
] as const;

/** What ovn-controller put between the bridge and br-int for a localnet port, on both sides. */
const patchesOf = ({ bridge }: PhysicalSide, port: string): readonly string[] =>
  (['ovn-localnet-port', 'ovn-l2gateway-port'] as const)
    .flatMap((key) => bridge?.host.rows.whereKey('Port', 'external_ids', key, port) ?? [])
    .map((row) => row.get('name'))
    .sort(naturalCompare);

/** `localnets`: localnet and l2gateway ports; `hosts`: of those that were read, the ones that are shown whatever their chassis. */
export const physicalSection = (
  network: Network,
  localnets: readonly SwitchPort[],
  chassis: readonly Chassis[],
  hosts?: readonly Host[],
): readonly Section[] => {
  const rows = localnets.flatMap((port) =>
    physicalSides(network, port.networkName ?? '', chassis, hosts).map((side): readonly Described[] => [
      port.networkName,
      port.tag,
      side.chassis === undefined ? side.host : chassisLink(side.chassis),
      side.bridge === undefined
        ? (side.bridgeName ?? 'not mapped')
        : linkTo({ kind: 'bridge', name: side.bridge.name, ref: side.bridge.ref }),
      side.bridge?.datapathType,
      patchesOf(side, port.name),
      side.bridge?.ports.map(({ name }) => name).filter((name) => name !== side.bridge?.name),
    ]),
  );
  return section('physical', 'Physical side', {
    listing: listing(
      COLUMNS,
      rows,
      rows.map(([, , , bridge]) => (bridge === 'not mapped' ? 'dim' : undefined)),
    ),
    notes: [
      rows.length === 0 || network.sb === undefined || hosts !== undefined
        ? undefined
        : 'Chassis that serve a port or gateway here, and hosts that were read.',
    ],
  });
};
