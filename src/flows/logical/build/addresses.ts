/** Addresses of a port: `Port_Binding.mac`, `MAC {IP}` of a switch's port, `MAC {IP/PREFIX}` of a router's (ovn-sb(5)). */
import { isMapped, parseCidr, parseMac, type Ip } from '../southbound/addresses.ts';
import type { LogicalPort } from '../southbound/port.ts';

export interface PortIp {
  readonly text: string;
  readonly ip: Ip;
  readonly family: 4 | 6;
  /** Of a router's port, of its network; of others all bits. */
  readonly length: number;
}

export interface PortAddresses {
  readonly mac: string | undefined;
  readonly ips: readonly PortIp[];
}

export const addressesOf = (port: LogicalPort): PortAddresses => {
  let mac: string | undefined;
  const ips: PortIp[] = [];
  for (const word of port.row.get('mac').flatMap((text) => text.split(/\s+/))) {
    if (parseMac(word) !== undefined) mac ??= word.toLowerCase();
    const ip = parsePortIp(word);
    if (ip !== undefined) ips.push(ip);
  }
  return { mac, ips };
};

export const parsePortIp = (word: string): PortIp | undefined => {
  const cidr = word.includes('.') || word.includes(':') ? parseCidr(word) : undefined;
  if (cidr === undefined) return undefined;
  const family = isMapped(cidr.ip) && !word.includes(':') ? 4 : 6;
  return { text: word.replace(/\/.*/, ''), ip: cidr.ip, family, length: cidr.length };
};

/** Link-local addresses are only for neighbours. */
export const isLinkLocal = ({ family, ip }: PortIp): boolean =>
  family === 6 && ip[3] >>> 22 === 0xfe800000 >>> 22;

export const isWithin = (ip: PortIp, network: PortIp): boolean => {
  if (ip.family !== network.family) return false;
  const bits = ip.family === 4 ? 96 + network.length : network.length;
  for (let word = 3; word >= 0; word--) {
    const counted = Math.min(32, Math.max(0, bits - (3 - word) * 32));
    const mask = counted === 0 ? 0 : (0xffffffff << (32 - counted)) >>> 0;
    if ((((ip.ip[word] as number) ^ (network.ip[word] as number)) & mask) !== 0) return false;
  }
  return true;
};

/** The first that fits; global addresses before those of the link. */
export const ipOf = ({ ips }: PortAddresses, family: 4 | 6): PortIp | undefined => {
  const fitting = ips.filter((one) => one.family === family);
  return fitting.find((one) => !isLinkLocal(one)) ?? fitting[0];
};
