/** What is wrong with a switch port, as far as looking up its neighbours tells. */
import { excerpt } from '../../../text/index.ts';
import { sharedOn } from '../../duplicate-addresses.ts';
import { mayBeOnSeveral } from '../../migration.ts';
import type { Network } from '../../network.ts';
import type { NbRow } from '../../relations/rows.ts';
import { isWorkload, type SwitchPort } from '../../switches.ts';
import { section } from '../build.ts';
import { enumerated } from '../links.ts';
import type { Section } from '../types.ts';
import { misplaced } from './placement.ts';

const quote = (text: string): string => `"${excerpt(text, 80)}"`;

export const problemSection = (problems: readonly (string | undefined)[]): readonly Section[] =>
  section('problems', 'Problems', { notes: [...new Set(problems)] });

const nameProblems = (network: Network, port: SwitchPort, row: NbRow<'Logical_Switch_Port'>): string[] => {
  const { nbRows } = network;
  const found: string[] = [];
  const same = nbRows.where('Logical_Switch_Port', 'name', port.name).length;
  if (same > 1) found.push(`${same} logical switch ports have this name.`);
  const holders = nbRows.where('Logical_Switch', 'ports', row.uuid).length;
  if (holders === 0) found.push('No logical switch holds it.');
  if (holders > 1) found.push(`${holders} logical switches hold it.`);
  const routerPorts = nbRows.where('Logical_Router_Port', 'name', port.name).length;
  if (routerPorts > 0) found.push('A logical router port has the same name.');
  const { parentName } = port;
  if (parentName !== undefined && network.switchPort(parentName) === undefined)
    found.push(`Its parent ${quote(parentName)} does not exist.`);
  return found;
};

const peerProblems = (network: Network, port: SwitchPort): string[] => {
  if (port.type !== 'router' && port.type !== 'switch') return [];
  const { peer, peerName } = port;
  if (peerName === undefined) return ['It names no peer.'];
  if (peer === undefined) return [`Its peer ${quote(peerName)} does not exist.`];
  if (peer.uuid === port.uuid) return ['It is its own peer.'];
  if (peer.kind === 'switch port') {
    return peer.peerName === port.name
      ? []
      : [
          `Its peer ${quote(peerName)} names ${peer.peerName === undefined ? 'no peer' : quote(peer.peerName)}.`,
        ];
  }
  const sharers = network.switchPortsTo(peerName).filter(({ uuid }) => uuid !== port.uuid);
  return sharers.map(({ name }) => `Switch port ${quote(name)} leads to the same router port.`);
};

const bindingProblems = (network: Network, port: SwitchPort): string[] => {
  const found: string[] = [];
  const bindings = network.bindingsCalled(port.name);
  const [binding] = bindings;
  if (bindings.length > 1) found.push(`${bindings.length} port bindings have this name.`);
  if (binding === undefined) {
    if (network.sb !== undefined) found.push('The Southbound has no port binding for it.');
    return found;
  }
  if (binding.isBound && binding.chassis === undefined)
    found.push('The chassis that it is bound to is not in the Southbound.');
  const { chassis, requested } = binding;
  if (chassis !== undefined && requested !== undefined && chassis.uuid !== requested.uuid)
    found.push(`It is bound to ${quote(chassis.label)}, but ${quote(requested.label)} is requested.`);
  return found;
};

const stateProblems = (port: SwitchPort, row: NbRow<'Logical_Switch_Port'>): string[] => {
  const [nb, sb] = [row.get('up'), port.binding?.row.get('up')];
  if (!isWorkload(port) || nb === undefined || sb === undefined || nb === sb) return [];
  return [`The Northbound says ${nb ? 'up' : 'down'}, the Southbound ${sb ? 'up' : 'down'}.`];
};

const interfaceProblems = (network: Network, port: SwitchPort): string[] => {
  const found: string[] = [];
  const interfaces = network.interfacesOf(port.name);
  const hosts = new Set(interfaces.map(({ host }) => host.name));
  const where = misplaced(network, port);
  if (where !== undefined) found.push(`${where.charAt(0).toUpperCase()}${where.slice(1)}.`);
  if (hosts.size > 1 && !mayBeOnSeveral(network, port.name))
    found.push(`Interfaces on ${hosts.size} hosts claim it: ${[...hosts].map(quote).join(', ')}.`);
  for (const one of interfaces) {
    if (one.error !== undefined)
      found.push(`Interface ${quote(one.name)} on ${quote(one.host.name)}: ${excerpt(one.error)}.`);
  }
  return found;
};

/** Whoever answers first gets the traffic. */
const addressProblems = (network: Network, row: NbRow<'Logical_Switch_Port'>): string[] =>
  network.northbound.switchesOf(row).flatMap((one) =>
    sharedOn(one).flatMap(({ what, address, ports }) => {
      if (!ports.some(({ uuid }) => uuid === row.uuid)) return [];
      const others = ports.filter(({ uuid }) => uuid !== row.uuid).map((other) => quote(other.name));
      return [`${what} ${excerpt(address, 60)} is on ${enumerated(others)} of its switch as well.`];
    }),
  );

const danglingProblems = (network: Network, row: NbRow<'Logical_Switch_Port'>): string[] => {
  const { nbRows } = network;
  const references = [
    ['DHCPv4 options', row.get('dhcpv4_options'), 'DHCP_Options'],
    ['DHCPv6 options', row.get('dhcpv6_options'), 'DHCP_Options'],
    ['HA chassis group', row.get('ha_chassis_group'), 'HA_Chassis_Group'],
  ] as const;
  return references.flatMap(([what, uuid, table]) =>
    uuid === undefined || nbRows.row(table, uuid) !== undefined ? [] : [`Its ${what} ${uuid} do not exist.`],
  );
};

export const portProblems = (
  network: Network,
  port: SwitchPort,
  row: NbRow<'Logical_Switch_Port'> | undefined,
): readonly string[] => [
  ...(row === undefined ? [] : nameProblems(network, port, row)),
  ...peerProblems(network, port),
  ...bindingProblems(network, port),
  ...(row === undefined ? [] : stateProblems(port, row)),
  ...interfaceProblems(network, port),
  ...(row === undefined ? [] : addressProblems(network, row)),
  ...(row === undefined ? [] : danglingProblems(network, row)),
];
