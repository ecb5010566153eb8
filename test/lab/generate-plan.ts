/** Names and addresses of a generated deployment, by position; the same for Northbound and Southbound. */

export interface Size {
  readonly switches: number;
  /** For each switch. */
  readonly ports: number;
  /** For each switch; none when absent. */
  readonly acls?: number;
  /** In all; every switch has them, through a load balancer group. None when absent. */
  readonly loadBalancers?: number;
  /** Of load balancers; 3 when absent. */
  readonly backends?: number;
  /** Switches for each router; 50 when absent. */
  readonly switchesPerRouter?: number;
}

export const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const ipv4 = (value: number): string =>
  [24, 16, 8, 0].map((shift) => String((value >>> shift) & 255)).join('.');
const mac = (prefix: number, value: number): string =>
  [prefix, 0x50, value >>> 24, value >>> 16, value >>> 8, value]
    .map((byte) => (byte & 255).toString(16).padStart(2, '0'))
    .join(':');

/** The smallest subnet that holds the ports, the router and the two reserved addresses. */
const prefixLength = (size: Size): number => Math.min(29, 32 - Math.ceil(Math.log2(size.ports + 3)));

/** Names and addresses of one switch; the same for NB and SB. */
export const planSwitch = (size: Size, index: number) => {
  const length = prefixLength(size);
  const base = (10 << 24) + index * 2 ** (32 - length);
  return {
    index,
    name: `ls-${index}`,
    router: `lr-${Math.floor(index / (size.switchesPerRouter ?? 50))}`,
    gateway: {
      name: `lrp-${index}`,
      peer: `ls-${index}-lr`,
      ip: ipv4(base + 1),
      mac: mac(0x02, index),
      length,
    },
    ports: range(size.ports).map((port) => ({
      name: `ls-${index}-p${port}`,
      ip: ipv4(base + 2 + port),
      mac: mac(0x0a, index * size.ports + port),
    })),
  };
};

export const vip = (index: number): string => ipv4((172 << 24) + (16 << 16) + index + 1);

export const backendsOf = (size: Size, index: number): string =>
  range(size.backends ?? 3)
    .map((backend) => {
      const port = index * 7 + backend;
      const base = (10 << 24) + (port % size.switches) * 2 ** (32 - prefixLength(size));
      return `${ipv4(base + 2 + (port % Math.max(size.ports, 1)))}:8080`;
    })
    .join(',');

/** Ports that rules and flows mention in turn. */
export const ACL_PORTS = [22, 53, 80, 443, 3306, 5432, 6379, 8080, 9090];

export type SwitchPlan = ReturnType<typeof planSwitch>;
