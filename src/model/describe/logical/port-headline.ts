/** The state of a switch port in one sentence, and its type in words (ovn-nb(5), Logical_Switch_Port "type"). */
import { excerpt } from '../../../text/index.ts';
import type { PortBinding } from '../../bindings.ts';
import type { Network } from '../../network.ts';
import { isWorkload, type SwitchPort } from '../../switches.ts';
import { known } from '../../known.ts';
import { misplaced } from './placement.ts';

const TYPES: Readonly<Record<string, string>> = {
  '': 'VM or container interface',
  router: 'attachment to a logical router',
  switch: 'attachment to another logical switch',
  localnet: 'connection to a physical network, on every chassis that maps it',
  localport: 'local port: one on every chassis, never tunnelled',
  l2gateway: 'L2 gateway to a physical network, on one chassis',
  vtep: 'port of a VTEP gateway',
  external: 'external port: DHCP and the like are answered by a chassis on behalf of a host outside',
  virtual: 'virtual port: an address that moves between parent ports',
  remote: 'port of another availability zone',
};

export const typeInWords = (type: string): string => known(TYPES, type) ?? `of type ${excerpt(type)}`;

const name = (text: string): string => excerpt(text, 80);

/** `host-2`, `host-1 and host-2`. */
const placesOf = (binding: PortBinding): string => {
  const chassis = [binding.chassis, ...binding.additional].filter((one) => one !== undefined);
  return [...new Set(chassis.map(({ label }) => name(label)))].join(' and ');
};

const boundHeadline = (port: SwitchPort, network: Network): string => {
  const { binding } = port;
  if (binding === undefined) {
    if (network.sb !== undefined) return 'down: the Southbound has no port binding for it';
    return port.state === 'unknown' ? 'state not known' : `${port.state}, by the Northbound`;
  }
  const places = placesOf(binding);
  if (port.state === 'up') return places === '' ? 'up, bound to no chassis' : `up on ${places}`;
  if (!binding.isBound) {
    if (port.type === 'virtual') return 'down: none of its parent ports has claimed the address';
    const where = misplaced(network, port);
    if (where !== undefined) return `down: bound to no chassis; ${where}`;
    const wanted = binding.requested?.label ?? binding.row.get('options').get('requested-chassis');
    const wants = wanted === undefined || wanted === '' ? '' : `; ${name(wanted)} is requested`;
    return `down: bound to no chassis${wants}`;
  }
  if (places === '') return 'down: bound to a chassis that the Southbound does not have';
  return binding.up
    ? `down in the Northbound, but reported up by ${places}`
    : `down: bound to ${places}, whose ovn-controller has not reported it up`;
};

const linkHeadline = (port: SwitchPort): string => {
  const { peer, peerName } = port;
  if (peerName === undefined) return 'leads nowhere: it names no peer';
  if (peer === undefined) return `leads nowhere: ${name(peerName)} does not exist`;
  if (peer.kind === 'switch port') return `attached to switch ${name(labelOf(peer.switch))}`;
  return `attached to router ${name(labelOf(peer.router))} by ${name(peer.name)}`;
};

const labelOf = (thing: { readonly name: string; readonly alias: string | undefined } | undefined): string =>
  thing === undefined ? '(none)' : (thing.alias ?? thing.name);

const physicalHeadline = (port: SwitchPort): string => {
  const vlan = port.tag === undefined ? '' : `, VLAN ${port.tag}`;
  return port.networkName === undefined
    ? 'names no physical network'
    : `on physical network ${name(port.networkName)}${vlan}`;
};

const otherHeadline = (port: SwitchPort): string => {
  if (port.type === 'router' || port.type === 'switch') return linkHeadline(port);
  if (port.type === 'localnet') return physicalHeadline(port);
  if (port.type === 'localport') return 'present on every chassis';
  const places = port.binding === undefined ? '' : placesOf(port.binding);
  return places === '' ? typeInWords(port.type) : `${typeInWords(port.type)}, on ${places}`;
};

export const portHeadline = (network: Network, port: SwitchPort): string => {
  if (!port.enabled) {
    const places = port.binding === undefined ? '' : placesOf(port.binding);
    return places === '' ? 'disabled' : `disabled, bound to ${places}`;
  }
  return isWorkload(port) ? boundHeadline(port, network) : otherHeadline(port);
};
