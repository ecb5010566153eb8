/** Load balancers of a switch or router by VIP, and the VIPs behind which a port is a backend. */
import type { Network } from '../../network.ts';
import {
  balancedVips,
  type AppliedLoadBalancer,
  type Backend,
  type LoadBalancerRow,
  type Service,
} from '../../relations/load-balancers.ts';
import type { Vip } from '../../relations/vips.ts';
import { listing, section } from '../build.ts';
import { counted, nbLink } from '../links.ts';
import type { Described, Link, Section, Tone } from '../types.ts';

export const loadBalancerLink = (row: LoadBalancerRow): Link => nbLink(row, row.get('name'));

const COLUMNS = [
  ['load-balancer', 'LOAD BALANCER'],
  ['protocol', 'PROTOCOL'],
  ['vip', 'VIP'],
  ['backends', 'BACKENDS'],
  ['group', 'GROUP'],
] as const;

/** Absent, it is tcp; a virtual address without port is for all protocols (ovn-nb(5), Load_Balancer). */
const protocolOf = (row: LoadBalancerRow, vip: Vip | undefined): string | undefined =>
  vip?.ip !== undefined && vip.port === undefined ? undefined : (row.get('protocol') ?? 'tcp');

/** `10.0.0.2:80 (offline)`. */
const backendText = ({ text, health }: Backend): string =>
  health === undefined ? text : `${text} (${health})`;

const rowsOf = (
  network: Network,
  { row, groups }: AppliedLoadBalancer,
): readonly (readonly [cells: readonly Described[], tone: Tone | undefined])[] => {
  const from = groups.map((group) => nbLink(group, group.get('name')));
  const link = loadBalancerLink(row);
  const vips = balancedVips(network, row);
  if (vips.length === 0) return [[[link, protocolOf(row, undefined), undefined, undefined, from], undefined]];
  return vips.map((vip) => {
    const { backends } = vip;
    const isDead = backends.length > 0 && backends.every(({ health }) => health === 'offline');
    const cells = [link, protocolOf(row, vip), vip.text, backends.map(backendText), from];
    return [cells, isDead ? 'bad' : undefined];
  });
};

/** Of a switch or router: a row for each VIP. */
export const loadBalancerSection = (
  network: Network,
  loadBalancers: readonly AppliedLoadBalancer[],
): readonly Section[] => {
  const rows = loadBalancers.flatMap((one) => rowsOf(network, one));
  return section('load-balancers', 'Load balancers', {
    listing: listing(
      COLUMNS,
      rows.map(([cells]) => cells),
      rows.map(([, tone]) => tone),
    ),
  });
};

const SERVICE_COLUMNS = [
  ['load-balancer', 'LOAD BALANCER'],
  ['protocol', 'PROTOCOL'],
  ['vip', 'VIP'],
  ['backend', 'BACKEND'],
  ['health', 'HEALTH'],
  ['backends', 'OF BACKENDS'],
] as const;

/** The VIPs that lead to a port, out of `total` load balancers that its packets may meet. */
export const serviceSection = (services: readonly Service[], total: number): readonly Section[] =>
  section('load-balancers', 'Load balancers', {
    listing: listing(
      SERVICE_COLUMNS,
      services.map(({ row, vip, backend, health }) => [
        loadBalancerLink(row),
        protocolOf(row, vip),
        vip.text,
        backend.text,
        health,
        vip.backends.length,
      ]),
      services.map(({ health }) => (health === 'offline' || health === 'error' ? 'bad' : undefined)),
    ),
    notes: [
      total === 0
        ? undefined
        : `${counted(total, 'load balancer')} on its switch and the routers in front: ${services.length === 0 ? 'none leads to it' : 'shown are those that lead to it'}.`,
    ],
  });
