/** Which IP addresses are a port's own, and whether one lies within a network. Malformed text is within nothing. */
import { Address4, Address6 } from 'ip-address';
import { parseIp } from '../addresses.ts';
import type { RouterPort } from '../routers.ts';
import type { SwitchPort } from '../switches.ts';

export interface Owned {
  readonly macs: readonly string[];
  readonly ips: readonly string[];
}

/** One spelling for each IP address: lower case, zeroes left out; text that is none stays as it is. */
export const canonicalIp = (text: string): string => {
  const address = parseIp(text);
  return address === undefined || text.includes('/') ? text : address.correctForm();
};

/** MACs and IPs of a switch port; of one that leads to a router, the router port's. */
export const addressesOf = (port: SwitchPort | RouterPort): Owned => {
  if (port.kind === 'router port') {
    const ips = port.networks.map((network) => network.split('/')[0] ?? '');
    return unique([port.mac.toLowerCase()], ips);
  }
  const own = unique(
    port.addresses.flatMap(({ mac }) => mac ?? []),
    port.addresses.flatMap(({ ips }) => ips),
  );
  const isRouter = port.addresses.some(({ kind }) => kind === 'router');
  return isRouter && port.peer?.kind === 'router port' ? addressesOf(port.peer) : own;
};

const unique = (macs: readonly string[], ips: readonly string[]): Owned => ({
  macs: [...new Set(macs.filter((mac) => mac !== ''))],
  ips: [...new Set(ips.filter((ip) => ip !== '').map(canonicalIp))],
});

/** `10.0.0.5` in `10.0.0.0/24`; an address is within itself. */
export const isWithin = (ip: string, network: string): boolean => {
  const [inner, outer] = [parseIp(ip), parseIp(network)];
  if (inner instanceof Address4 && outer instanceof Address4) return inner.isInSubnet(outer);
  return inner instanceof Address6 && outer instanceof Address6 && inner.isInSubnet(outer);
};

/** `fd00::1/64` → 64, an address without a length → 32 or 128; of what is neither, nothing. */
export const prefixLength = (network: string): number | undefined => parseIp(network)?.subnetMask;

export const isIpv6 = (text: string): boolean => parseIp(text) instanceof Address6;
