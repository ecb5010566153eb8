/**
 * Flows that northd left without a hint, although a row made them: found by what their match says. A guess, and told
 * as one.
 */
import { parseIp, type Northbound, type RowRef } from '../../../model/index.ts';
import { formatIp6, linkLocal, parseMac } from '../southbound/addresses.ts';
import type { Candidates } from './candidates.ts';
import { sourcesOf, type Source } from './made-of.ts';
import type { Mentions } from './mentions.ts';
import { stageKind } from './stages.ts';
import type { Clue } from './types.ts';

export interface Guess {
  readonly refs: readonly RowRef[];
  readonly by: Clue;
}

/** Where an external or logical IP says more than the gateway port that stands beside it. */
const NAT_STAGES: ReadonlySet<string> = new Set([
  'unsnat',
  'post_unsnat',
  'defrag',
  'dnat',
  'undnat',
  'post_undnat',
  'snat',
  'post_snat',
  'egr_loop',
  'chk_dnat_local',
  'gw_redirect',
]);

/** northd's address sets of all VIPs of a router: `rtr_lb_<tunnel key>_ip4`. */
const ROUTER_VIPS = /^_?rtr_lb_\d+_ip[46]$/;

export const guess = (candidates: Candidates, stage: string, mentions: Mentions): Guess | undefined => {
  const byIp = (): Guess | undefined => guessed('IP', rowsWithIp(candidates, stage, mentions.ips));
  const byPort = (): Guess | undefined => guessed('port name', portsCalled(candidates, mentions.ports));
  const isNat = NAT_STAGES.has(stageKind(stage));
  return (
    bySets(candidates, mentions) ??
    (isNat ? (byIp() ?? byPort()) : byPort()) ??
    guessed('MAC', rowsWithMac(candidates, mentions.macs)) ??
    byIp()
  );
};

const guessed = (by: Clue, refs: readonly RowRef[]): Guess | undefined =>
  refs.length === 0 ? undefined : { refs: [...new Map(refs.map((ref) => [ref.uuid, ref])).values()], by };

const bySets = (candidates: Candidates, { addressSets }: Mentions): Guess | undefined =>
  addressSets.some((name) => ROUTER_VIPS.test(name))
    ? guessed('address set', candidates.of('self'))
    : undefined;

const refTo = (table: keyof Northbound & string, uuid: string): RowRef => ({
  database: 'OVN_Northbound',
  table,
  uuid,
});

/** A chassis-redirect port is the gateway face of a router port. */
const portsCalled = ({ network, isRouter }: Candidates, names: readonly string[]): readonly RowRef[] => {
  const { nbRows } = network;
  const spelled = names.flatMap((name) => (name.startsWith('cr-') ? [name, name.slice(3)] : [name]));
  return spelled.flatMap((name) =>
    isRouter
      ? nbRows
          .where('Logical_Router_Port', 'name', name)
          .map(({ uuid }) => refTo('Logical_Router_Port', uuid))
      : nbRows
          .where('Logical_Switch_Port', 'name', name)
          .map(({ uuid }) => refTo('Logical_Switch_Port', uuid)),
  );
};

/** Router ports of the router, or those that the switch leads to; external MACs of distributed NAT. */
const rowsWithMac = (candidates: Candidates, macs: readonly string[]): readonly RowRef[] => {
  if (macs.length === 0) return [];
  const { nbRows } = candidates.network;
  const has = (mac: string | undefined): boolean => mac !== undefined && macs.includes(mac.toLowerCase());
  const ports = candidates.of(candidates.isRouter ? 'ports' : 'neighbour-ports');
  return [
    ...ports.filter(({ uuid }) => has(nbRows.row('Logical_Router_Port', uuid)?.get('mac'))),
    ...candidates.of('nat').filter(({ uuid }) => has(nbRows.row('NAT', uuid)?.get('external_mac'))),
  ];
};

/** Of a switch's ports there may be thousands: they are found by name or MAC only. */
const WITH_IP: ReadonlySet<Source> = new Set(['nat', 'load-balancers', 'ports', 'routes']);

const rowsWithIp = (candidates: Candidates, stage: string, ips: readonly string[]): readonly RowRef[] => {
  if (ips.length === 0) return [];
  const wanted = new Set(ips.map(canonical));
  const sources = sourcesOf(stage).filter((source) => WITH_IP.has(source));
  for (const source of sources) {
    const found = candidates
      .of(source)
      .filter((ref) => addressesOf(candidates, ref).some((ip) => wanted.has(ip)));
    if (found.length > 0) return found;
  }
  return [];
};

const addressesOf = ({ network: { nbRows } }: Candidates, { table, uuid }: RowRef): readonly string[] => {
  switch (table) {
    case 'NAT': {
      const row = nbRows.row('NAT', uuid);
      return row === undefined ? [] : [row.get('external_ip'), row.get('logical_ip')].map(canonical);
    }
    case 'Logical_Router_Static_Route': {
      const row = nbRows.row('Logical_Router_Static_Route', uuid);
      return row === undefined ? [] : [canonical(row.get('ip_prefix'))];
    }
    case 'Load_Balancer': {
      const row = nbRows.row('Load_Balancer', uuid);
      const vips = [...(row?.get('vips').keys() ?? [])];
      return vips.map((vip) =>
        canonical(vip.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1')),
      );
    }
    case 'Logical_Router_Port': {
      const row = nbRows.row('Logical_Router_Port', uuid);
      if (row === undefined) return [];
      const own = row.get('networks').map(canonical);
      const linkLocal = linkLocalOf(row.get('mac'));
      return linkLocal === undefined ? own : [...own, linkLocal];
    }
    default:
      return [];
  }
};

/** One spelling for each address, without a prefix length; what is no address stays. */
const canonical = (text: string): string => {
  const [host = text] = text.split('/');
  return parseIp(host)?.correctForm() ?? host;
};

/** What every router port has besides its networks. */
const linkLocalOf = (mac: string): string | undefined => {
  const parsed = parseMac(mac);
  return parsed === undefined ? undefined : canonical(formatIp6(...linkLocal(parsed)));
};
