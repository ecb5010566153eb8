/**
 * Virtual addresses of load balancers by the address that a connection was opened to. ovn-trace looks through all of the
 * deployment, by address alone, and takes the first.
 */
import { mapped, parseIp, isMapped, formatIp4, formatIp6, type Ip } from '../southbound/addresses.ts';
import type { Deployment } from '../southbound/deployment.ts';
import { CT_IP4_DST, CT_IP6_DST, at, ipAt, type Packet } from './packet.ts';

export interface Vip {
  readonly ip: Ip;
  /** 0 if there is none. */
  readonly port: number;
  /** The address. */
  readonly text: string;
}

/** `10.0.0.1:80`, `[fd00::1]:80`, an address alone; `undefined` for anything else. */
export const parseVip = (key: string): Vip | undefined => {
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?$/.exec(key);
  const ip = parseIp(match?.[1] ?? match?.[2] ?? '');
  if (ip === undefined || match === null) {
    // IPv6 without brackets has no port.
    const alone = parseIp(key);
    return alone && { ip: alone, port: 0, text: ipText(alone) };
  }
  return { ip, port: Number(match[3] ?? 0), text: ipText(ip) };
};

const ipText = (ip: Ip): string => (isMapped(ip) ? formatIp4(ip[0]) : formatIp6(...ip));

/** Whether it is the address that the packet's connection was opened to. */
export const sameWords = (ip: Ip, packet: Packet): boolean =>
  isMapped(ip) ? at(packet, CT_IP4_DST) === ip[0] : same(ip, ipAt(packet, CT_IP6_DST));

const same = (a: Ip, b: Ip): boolean => a.every((word, i) => word === b[i]);

export const vipOf = (deployment: Deployment, packet: Packet, port?: number): Vip | undefined => {
  const v4 = deployment.vips(mapped(at(packet, CT_IP4_DST)));
  const found = v4.length > 0 ? v4 : deployment.vips(ipAt(packet, CT_IP6_DST));
  return (port === undefined ? undefined : found.find((vip) => vip.port === port)) ?? found[0];
};
