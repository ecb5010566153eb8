/** What a packet carries beyond Ethernet. */
import { parsePortIp } from './addresses.ts';
import { solicitedAddress } from './next-hop.ts';
import type { BuildRequest } from './types.ts';

/** A client's port (RFC 6335, dynamic), and what is tried first. */
const SOURCE_PORT = 49152;
const DESTINATION_PORTS = { tcp: 80, udp: 53, sctp: 80 } as const;
const SYN = 2;
const TTL = 64;

export const payload = (
  { protocol, sourcePort, destinationPort }: BuildRequest,
  source: string,
  mac: string,
  target: string,
  family: 4 | 6,
): string[] => {
  const ip = [`ip${family}.src == ${source}`, `ip${family}.dst == ${target}`];
  switch (protocol) {
    case 'arp':
      return ['arp.op == 1', `arp.sha == ${mac}`, `arp.spa == ${source}`, `arp.tpa == ${target}`];
    case 'nd': {
      const address = parsePortIp(target);
      const to = address === undefined ? target : solicitedAddress(address);
      return [
        `ip6.src == ${source}`,
        `ip6.dst == ${to}`,
        'nd_ns',
        `nd.target == ${target}`,
        `nd.sll == ${mac}`,
      ];
    }
    case undefined:
    case 'icmp':
      return [
        ...ip,
        `ip.ttl == ${TTL}`,
        `icmp${family}.type == ${family === 4 ? 8 : 128}`,
        `icmp${family}.code == 0`,
      ];
    default: {
      const ports = [
        `${protocol}.src == ${sourcePort ?? SOURCE_PORT}`,
        `${protocol}.dst == ${destinationPort ?? DESTINATION_PORTS[protocol]}`,
      ];
      const flags = protocol === 'tcp' ? [`tcp.flags == ${SYN}`] : [];
      return [...ip, `ip.ttl == ${TTL}`, ...ports, ...flags];
    }
  }
};
