/** Who sends: the port itself, or somebody whom OVN does not know and who is made up. */
import { Address4, Address6 } from 'ip-address';
import { canonicalIp, networkOf, parseIp, type SwitchPort } from '../../../model/index.ts';
import { bestIp, familyOf, isOutside, knownAddresses } from './addresses.ts';
import type { Context } from './context.ts';
import type { Resolved } from './ends.ts';
import { holdersOf } from './surroundings.ts';
import type { Because, Family } from './types.ts';

export interface Source {
  readonly mac: string;
  readonly macBecause: Because;
  readonly ip: string;
  readonly ipBecause: Because;
}

/** For documentation (RFC 5737, RFC 3849): no network of a deployment has them. */
const OUTSIDE: Readonly<Record<Family, string>> = { 4: '198.51.100.1', 6: '2001:db8::1' };

/** Locally administered (IEEE 802): nobody's. */
export const MADE_UP_MAC = { source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' } as const;

/**
 * `other` is where the packet goes: of several addresses the one nearest to it is taken. Problems: `no-address`,
 * `no-mac`.
 */
export const sourceOf = (context: Context, family: Family, other: string | undefined): Resolved<Source> => {
  const { from, own, request, networks } = context;
  if (from.kind === 'router port') return neighbourOf(context, family);
  const { name } = from;
  if (request.sourceIp !== undefined) {
    const ip = canonicalIp(request.sourceIp);
    const mac = own.ips.find((one) => one.ip === ip)?.mac ?? own.mac;
    return { value: { ...macOf(from, mac), ip, ipBecause: { kind: 'asked-for' } } };
  }
  const best = bestIp(own, family, other, networks);
  if (best !== undefined) {
    const mac = best.mac ?? own.mac;
    if (mac === undefined && !own.isUnknown) return { problem: { kind: 'no-mac', port: name } };
    const ipBecause: Because = { kind: 'own-address', port: name, source: best.source };
    return { value: { ...macOf(from, mac), ip: best.ip, ipBecause } };
  }
  if (own.isUnknown) {
    const near = isOutside(from) ? undefined : spareAddress(context, family, networks);
    const ipBecause: Because = { kind: 'made-up', who: isOutside(from) ? 'outside' : 'behind', port: name };
    return { value: { ...macOf(from, own.mac), ip: near ?? OUTSIDE[family], ipBecause } };
  }
  const known = own.ips.map(({ ip }) => ip);
  return { problem: { kind: 'no-address', end: 'from', port: name, family, known, isUnknown: false } };
};

type SourceMac = Pick<Source, 'mac' | 'macBecause'>;

/** For packets that need no IP. */
export const macOf = (from: SwitchPort, mac: string | undefined): SourceMac =>
  mac === undefined
    ? {
        mac: MADE_UP_MAC.source,
        macBecause: { kind: 'made-up', who: isOutside(from) ? 'outside' : 'behind', port: from.name },
      }
    : { mac, macBecause: { kind: 'own-address', port: from.name, source: 'addresses' } };

/** Somebody in a network of the router port: its peer, whoever on its switch has the address, or made up. */
const neighbourOf = (context: Context, family: Family): Resolved<Source> => {
  const { from, network, request, networks } = context;
  const { peer } = from;
  const madeUp: Because = { kind: 'made-up', who: 'neighbour', port: from.name };
  if (request.sourceIp !== undefined) {
    const ip = canonicalIp(request.sourceIp);
    const holder =
      peer?.kind === 'switch port' && peer.switch !== undefined
        ? holdersOf(network, peer.switch, { ip }).find(({ uuid }) => uuid !== peer.uuid)
        : undefined;
    const mac = holder && knownAddresses(network, holder).mac;
    const sender: SourceMac =
      holder === undefined || mac === undefined
        ? { mac: MADE_UP_MAC.source, macBecause: madeUp }
        : macOf(holder, mac);
    return { value: { ...sender, ip, ipBecause: { kind: 'asked-for' } } };
  }
  if (peer?.kind === 'router port') {
    const known = knownAddresses(network, peer);
    const best = bestIp(known, family, undefined, networks);
    if (best?.mac !== undefined) {
      const because: Because = { kind: 'own-address', port: peer.name, source: best.source };
      return { value: { mac: best.mac, macBecause: because, ip: best.ip, ipBecause: because } };
    }
  }
  const ip = spareAddress(context, family, networks) ?? OUTSIDE[family];
  return { value: { mac: MADE_UP_MAC.source, macBecause: madeUp, ip, ipBecause: madeUp } };
};

/** So many addresses are looked at. */
const TRIES = 16n;

/** From the end of the first network of the family, where people seldom are: one that no router port has, nor the port. */
const spareAddress = (
  { own, gateways }: Context,
  family: Family,
  networks: readonly string[],
): string | undefined => {
  const taken = new Set([
    ...own.ips.map(({ ip }) => ip),
    ...gateways.flatMap(({ port }) => port.networks.map((one) => canonicalIp(one.split('/')[0] ?? one))),
  ]);
  const subnet = networks
    .map((one) => networkOf(one))
    .find((one) => one !== undefined && familyOf(one) === family && parseIp(one) !== undefined);
  const address = subnet === undefined ? undefined : parseIp(subnet);
  if (address === undefined) return undefined;
  const [first, last] = [address.startAddress().bigInt(), address.endAddress().bigInt()];
  for (let i = 1n; i <= TRIES && last - i > first; i++) {
    const Address = address instanceof Address4 ? Address4 : Address6;
    const text = Address.fromBigInt(last - i).correctForm();
    if (!taken.has(text)) return text;
  }
  return undefined;
};
