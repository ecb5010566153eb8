/**
 * The physical side of a port. What leaves by a provider network goes through the bridge that its chassis maps the
 * network to; everything else through the tunnels of its chassis.
 */
import type { Host } from '../../bridges.ts';
import type { Chassis } from '../../chassis.ts';
import type { Network } from '../../network.ts';
import { chassisAround } from '../../relations/attachments.ts';
import { isWorkload, type SwitchPort } from '../../switches.ts';
import { listing, section } from '../build.ts';
import { hostLink } from '../physical/links.ts';
import { farChassis, isTunnelDown, tunnelsOf } from '../physical/tunnels.ts';
import type { Described, Section } from '../types.ts';
import { physicalSection } from './localnet-section.ts';

/** Of the Southbound's ports all localnet ones are asked for: they are fewer than the ports of a switch. */
export const localnetsBeside = (network: Network, port: SwitchPort): readonly SwitchPort[] => {
  if (port.ref.table === 'Logical_Switch_Port')
    return (port.switch?.ports ?? []).filter(({ type }) => type === 'localnet');
  const datapath = port.binding?.row.get('datapath');
  return network.sbRows
    .where('Port_Binding', 'type', 'localnet')
    .filter((row) => row.get('datapath') === datapath)
    .map((row) => network.southbound.switchPort(network.bindingOfRow(row)));
};

/** The port that has an interface: a nested port has none, and an address that moves is where its parent is. */
export const carrierOf = (port: SwitchPort): string | undefined =>
  port.parentName ?? port.binding?.row.get('virtual_parent');

/** Where its packets leave: a router's port has no chassis but that of its gateway. */
const placesOf = ({ binding, peer }: SwitchPort): readonly Chassis[] => {
  const redirect = peer?.kind === 'router port' ? peer.redirect : undefined;
  const found = [binding?.chassis, ...(binding?.additional ?? []), redirect?.chassis];
  return [...new Set(found.filter((one) => one !== undefined))];
};

const tunnelSection = (network: Network, hosts: readonly Host[]): readonly Section[] => {
  const rows = hosts.flatMap((host): (readonly Described[])[] => {
    const tunnels = tunnelsOf(host);
    const down = tunnels.filter(isTunnelDown);
    const far = down.map((row) => farChassis(network, host, row)).filter((link) => link !== undefined);
    return tunnels.length === 0 ? [] : [[hostLink(host), tunnels.length, down.length, far]];
  });
  return section('physical', 'Physical side', {
    listing: listing(
      [
        ['host', 'HOST'],
        ['tunnels', 'TUNNELS'],
        ['down', 'DOWN'],
        ['far', 'DOWN TO'],
      ],
      rows,
      rows.map(([, , down]) => (down === 0 ? undefined : 'bad')),
    ),
  });
};

export const portPhysicalSections = (
  network: Network,
  port: SwitchPort,
  localnets: readonly SwitchPort[],
): readonly Section[] => {
  if (port.networkName !== undefined) {
    const around = port.type === 'localnet' ? (port.switch?.ports ?? []) : [port];
    return physicalSection(network, [port], chassisAround(network, around));
  }
  const chassis = placesOf(port);
  const plugged = network.interfacesOf(carrierOf(port) ?? port.name).map(({ host }) => host);
  if (localnets.length > 0) return physicalSection(network, localnets, chassis, plugged);
  const bound = chassis.map((one) => network.hostOf(one)).filter((host) => host !== undefined);
  return isWorkload(port) ? tunnelSection(network, [...new Set([...bound, ...plugged])]) : [];
};
