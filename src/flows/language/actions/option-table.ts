/** Options by name: those of DHCP are rows of the southbound database, the others are part of the language. */
import type { OptionDefinition } from './types.ts';

export type OptionTable = ReadonlyMap<string, OptionDefinition>;

/** The options of DHCP_Options or DHCPv6_Options. */
export const dhcpOptionTable = (rows: Iterable<OptionDefinition>): OptionTable => {
  const table = new Map<string, OptionDefinition>();
  for (const { name, code, type } of rows) table.set(name, { name, code, type });
  return table;
};

/** Codes of router advertisements' options: of RFC 4861, 8106 and 4191 but for the two that are flags, not options. */
export const ND_RA_CODES = {
  addressMode: 0,
  sourceLinkAddress: 1,
  prefix: 3,
  mtu: 5,
  routeInformation: 24,
  dnsServers: 25,
  dnsSearchList: 31,
  preference: 255,
} as const;

export const ND_RA_OPTIONS: OptionTable = dhcpOptionTable([
  { name: 'addr_mode', code: ND_RA_CODES.addressMode, type: 'str' },
  { name: 'router_preference', code: ND_RA_CODES.preference, type: 'str' },
  { name: 'slla', code: ND_RA_CODES.sourceLinkAddress, type: 'mac' },
  { name: 'prefix', code: ND_RA_CODES.prefix, type: 'ipv6' },
  { name: 'mtu', code: ND_RA_CODES.mtu, type: 'uint32' },
  { name: 'rdnss', code: ND_RA_CODES.dnsServers, type: 'ipv6' },
  { name: 'dnssl', code: ND_RA_CODES.dnsSearchList, type: 'str' },
  { name: 'route_info', code: ND_RA_CODES.routeInformation, type: 'str' },
]);

export const EMPTY_LB_BACKENDS = 'empty_lb_backends';

export const EMPTY_LB_BACKENDS_CODES = { vip: 1, protocol: 2, loadBalancer: 3 } as const;

export const CONTROLLER_EVENTS: ReadonlyMap<string, OptionTable> = new Map([
  [
    EMPTY_LB_BACKENDS,
    dhcpOptionTable([
      { name: 'vip', code: EMPTY_LB_BACKENDS_CODES.vip, type: 'str' },
      { name: 'protocol', code: EMPTY_LB_BACKENDS_CODES.protocol, type: 'str' },
      { name: 'load_balancer', code: EMPTY_LB_BACKENDS_CODES.loadBalancer, type: 'str' },
    ]),
  ],
]);
