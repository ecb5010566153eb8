/**
 * The addresses by which a port is known (ovn-nb(5)):
 *
 *     switch port   addresses (dynamic ones as OVN chose them), else port_security, else options:virtual-ip
 *     … to a router what the router port has
 *     router port   mac, networks, and the link-local address that it makes of its MAC
 */
import {
  canonicalIp,
  isIpv6,
  isWithin,
  parseAddress,
  parseIp,
  type Network,
  type RouterPort,
  type SwitchPort,
} from '../../../model/index.ts';
import { formatIp6, linkLocal, parseMac } from '../southbound/addresses.ts';
import type { AddressSource, Family } from './types.ts';

export type Port = SwitchPort | RouterPort;

export interface PortIp {
  /** In its one spelling, without a prefix length. */
  readonly ip: string;
  readonly family: Family;
  /** Of the same element. */
  readonly mac: string | undefined;
  readonly source: AddressSource;
}

export interface Known {
  readonly mac: string | undefined;
  readonly ips: readonly PortIp[];
  /** Anything may be behind it. */
  readonly isUnknown: boolean;
}

/** Outside of them is what OVN does not know. */
const OUTSIDE: ReadonlySet<string> = new Set(['localnet', 'l2gateway', 'vtep']);

export const isOutside = (port: Port): boolean => port.kind === 'switch port' && OUTSIDE.has(port.type);

export const familyOf = (ip: string): Family => (isIpv6(ip) ? 6 : 4);

export const isLinkLocal = (ip: string): boolean => isWithin(ip, 'fe80::/10');

export const knownAddresses = (network: Network, port: Port): Known =>
  port.kind === 'router port' ? ofRouterPort(port) : ofSwitchPort(network, port);

const ofRouterPort = ({ mac: text, networks }: RouterPort): Known => {
  const mac = text === '' ? undefined : text.toLowerCase();
  const ips = networks.flatMap((one) => portIp(one, mac, 'networks'));
  const linkLocal = mac === undefined ? undefined : linkLocalOf(mac);
  const own = linkLocal === undefined ? [] : portIp(linkLocal, mac, 'link-local');
  return { mac, ips: [...ips, ...own], isUnknown: false };
};

const ofSwitchPort = (network: Network, port: SwitchPort): Known => {
  const row = network.nbRows.row('Logical_Switch_Port', port.uuid);
  const peer = port.peer?.kind === 'router port' ? ofRouterPort(port.peer) : undefined;
  const written = port.addresses.flatMap(({ mac, ips }) => ips.flatMap((ip) => portIp(ip, mac, 'addresses')));
  const secured = (row?.get('port_security') ?? [])
    .map(parseAddress)
    .flatMap(({ mac, ips }) => ips.filter(isHost).flatMap((ip) => portIp(ip, mac, 'port security')));
  const virtual = row?.get('options').get('virtual-ip');
  const shared = virtual === undefined ? [] : portIp(virtual, undefined, 'virtual-ip');
  // What is written in `addresses` tells more than what port security lets through.
  const own = [written, secured, shared].find(({ length }) => length > 0) ?? [];
  return {
    mac: port.addresses.find(({ mac }) => mac !== undefined)?.mac ?? secured[0]?.mac ?? peer?.mac,
    ips: own.length > 0 ? own : (peer?.ips ?? []),
    isUnknown: isOutside(port) || port.addresses.some(({ kind }) => kind === 'unknown'),
  };
};

/** Port security may name networks: `10.0.0.0/24` is nobody's address, `10.0.0.4/24` is. */
const isHost = (text: string): boolean => {
  const address = parseIp(text);
  if (address === undefined || !text.includes('/')) return address !== undefined;
  return address.correctForm() !== address.startAddress().correctForm() || address.subnetMask >= 32;
};

const portIp = (text: string, mac: string | undefined, source: AddressSource): readonly PortIp[] => {
  const [host = text] = text.split('/');
  if (parseIp(host) === undefined) return [];
  const ip = canonicalIp(host);
  return [{ ip, family: familyOf(ip), mac, source }];
};

/** The one that is in a network with `other`; global ones before those of the link, unless `other` is of the link. */
export const bestIp = (
  { ips }: Known,
  family: Family,
  other: string | undefined,
  networks: readonly string[],
): PortIp | undefined => {
  const fitting = ips.filter((one) => one.family === family);
  const near = networks.filter((one) => other !== undefined && isWithin(other, one));
  const wantsLink = other !== undefined && isLinkLocal(other);
  return (
    fitting.find(({ ip }) => isLinkLocal(ip) === wantsLink && near.some((one) => isWithin(ip, one))) ??
    fitting.find(({ ip }) => isLinkLocal(ip) === wantsLink) ??
    fitting[0]
  );
};

/** What a port makes of its MAC. */
const linkLocalOf = (mac: string): string | undefined => {
  const parsed = parseMac(mac);
  return parsed === undefined ? undefined : canonicalIp(formatIp6(...linkLocal(parsed)));
};
