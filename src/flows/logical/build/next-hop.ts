/** Whose MAC a packet is sent to: the target's own on the same switch, else that of a router port of the switch. */
import { sameIp } from '../southbound/addresses.ts';
import type { LogicalPort } from '../southbound/port.ts';
import { addressesOf, isWithin, parsePortIp, type PortIp } from './addresses.ts';
import type { Because, BuildProblem, BuildProtocol } from './types.ts';

export type NextHop =
  { readonly mac: string; readonly because: Because } | { readonly problem: BuildProblem };

const BROADCAST = 'ff:ff:ff:ff:ff:ff';
const MADE_UP = '02:00:00:00:00:02';

export const nextHop = (
  from: LogicalPort,
  source: PortIp,
  target: PortIp,
  port: LogicalPort | undefined,
  protocol: BuildProtocol | undefined,
): NextHop => {
  if (protocol === 'arp') return { mac: BROADCAST, because: { kind: 'broadcast' } };
  if (protocol === 'nd') return { mac: solicitedMac(target), because: { kind: 'solicited-node' } };
  const neighbours = [...from.datapath.ports.values()];
  const holder =
    port?.datapath === from.datapath ? port : neighbours.find((one) => one !== from && holds(one, target));
  const mac = holder === undefined ? undefined : addressesOf(holder).mac;
  if (holder !== undefined && mac !== undefined) {
    return { mac, because: { kind: 'same-switch', port: holder.name } };
  }
  const routers = routerPortsOf(neighbours);
  const owner = routers.find(({ ips }) => ips.some(({ ip }) => sameIp(ip, target.ip)));
  if (owner !== undefined) return { mac: owner.mac, because: { kind: 'same-switch', port: owner.name } };
  const translated = natHolder(neighbours, target);
  if (translated !== undefined) return translated;
  // Of several routers the one that is the gateway of the sender's network.
  const gateways = routers.filter(({ ips }) => ips.some((network) => isWithin(source, network)));
  const [router] = gateways.length > 0 ? gateways : routers;
  if (router !== undefined) {
    return { mac: router.mac, because: { kind: 'router', port: router.name, others: routers.length - 1 } };
  }
  if (neighbours.some((one) => one !== from && mayHoldAny(one))) {
    return { mac: MADE_UP, because: { kind: 'made-up' } };
  }
  return { problem: { kind: 'no-router', datapath: from.datapath.name, ip: target.text } };
};

/** Addresses that a router announces for its NAT (`nat_addresses`): `MAC IP … [is_chassis_resident("PORT")]`. */
const natHolder = (ports: readonly LogicalPort[], target: PortIp): NextHop | undefined => {
  for (const port of ports) {
    for (const element of port.row.get('nat_addresses')) {
      const [mac = '', ...words] = element.split(' ');
      const ips = words.map(parsePortIp).filter((ip) => ip !== undefined);
      if (ips.some(({ ip }) => sameIp(ip, target.ip)))
        return { mac, because: { kind: 'same-switch', port: port.options.get('peer') ?? port.name } };
    }
  }
  return undefined;
};

const holds = (port: LogicalPort, target: PortIp): boolean =>
  addressesOf(port).ips.some(({ ip }) => sameIp(ip, target.ip));

const mayHoldAny = (port: LogicalPort): boolean =>
  port.type === 'localnet' || port.type === 'l2gateway' || port.row.get('mac').includes('unknown');

interface RouterPort {
  readonly name: string;
  readonly mac: string;
  readonly ips: readonly PortIp[];
}

const routerPortsOf = (ports: readonly LogicalPort[]): RouterPort[] =>
  ports
    .flatMap((port): RouterPort[] => {
      const name = port.type === 'patch' || port.type === 'l3gateway' ? port.options.get('peer') : undefined;
      const peer = name === undefined ? undefined : port.datapath.deployment.portByName(name);
      if (peer === undefined) return [];
      const { mac, ips } = addressesOf(peer);
      return mac === undefined ? [] : [{ name: peer.name, mac, ips }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Of the solicited-node multicast address (RFC 4291, 2.7.1; RFC 2464, 7). */
const solicitedMac = ({ ip }: PortIp): string => {
  const octets = [16, 8, 0].map((shift) => ((ip[0] >>> shift) & 255).toString(16).padStart(2, '0'));
  return `33:33:ff:${octets.join(':')}`;
};

export const solicitedAddress = ({ ip }: PortIp): string =>
  `ff02::1:ff${((ip[0] >>> 16) & 255).toString(16).padStart(2, '0')}:${(ip[0] & 0xffff).toString(16)}`;
