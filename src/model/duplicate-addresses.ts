/**
 * Ports of one logical switch with the same MAC or IP: whoever answers first gets the traffic. A port's own
 * addresses count, and those of the router ports that its switch is attached to (ovn-nb(5), `addresses`). On
 * different switches the same address is none of OVN's business.
 */
import { parseIp } from './addresses.ts';
import type { Network } from './network.ts';
import { groupBy } from './once.ts';
import type { LogicalSwitch, SwitchPort } from './switches.ts';

export interface SharedAddress {
  readonly what: 'MAC' | 'IP';
  readonly address: string;
  readonly switch: LogicalSwitch;
  /** Two or more, in natural order of their names. */
  readonly ports: readonly SwitchPort[];
}

interface Held {
  readonly what: 'MAC' | 'IP';
  readonly address: string;
  readonly port: SwitchPort;
}

/** Reached by any path, or standing for something that is elsewhere: their addresses may well be another's. */
const BORROWED: ReadonlySet<string> = new Set(['virtual', 'remote', 'localnet']);

/** IPv6 has many spellings. */
const usual = (address: string): string => {
  const isLong = address.includes('::') || address.split(':').length === 8;
  return (isLong ? parseIp(address)?.correctForm() : undefined) ?? address.toLowerCase();
};

const held = (port: SwitchPort): readonly Held[] => {
  const found: Held[] = [];
  const add = (what: 'MAC' | 'IP', address: string | undefined): void => {
    if (address !== undefined && address !== '') found.push({ what, address: usual(address), port });
  };
  if (port.peer?.kind === 'router port') {
    add('MAC', port.peer.mac);
    for (const network of port.peer.networks) add('IP', network.split('/')[0]);
  } else if (!BORROWED.has(port.type)) {
    for (const { kind, mac, ips } of port.addresses) {
      if (kind !== 'static' && kind !== 'dynamic') continue;
      add('MAC', mac);
      for (const ip of ips) add('IP', ip);
    }
  }
  return found;
};

/** On one switch, in the order of its ports. */
export const sharedOn = (logicalSwitch: LogicalSwitch): readonly SharedAddress[] => {
  const all = logicalSwitch.ports.flatMap(held);
  // As on nearly every switch: nothing is there twice.
  if (new Set(all.map(({ address }) => address)).size === all.length) return [];
  return [...groupBy(all, ({ what, address }) => `${what} ${address}`).values()].flatMap((same) => {
    const [one] = same;
    const ports = [...new Set(same.map(({ port }) => port))];
    if (one === undefined || ports.length < 2) return [];
    return [{ what: one.what, address: one.address, switch: logicalSwitch, ports }];
  });
};

/** By switch. */
export const sharedAddresses = (network: Network): readonly SharedAddress[] =>
  network.switches.flatMap(sharedOn);
