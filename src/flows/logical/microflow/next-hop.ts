/**
 * Whose MAC a packet is sent to, as a host on the port would find out:
 *
 *     ARP, neighbour discovery    everybody, the solicited-node group
 *     target in a network that    whoever has the address: a port of the switch, a router for its NAT and VIPs;
 *       holds the source            somebody made up, if there are ports behind which anybody may be
 *     else                        the router: what DHCP says, else the router port that holds the source's network
 */
import {
  canonicalIp,
  isWithin,
  naturalCompare,
  prefixLength,
  routesOfRouter,
  type LogicalSwitch,
} from '../../../model/index.ts';
import { familyOf, isOutside, knownAddresses, type Port } from './addresses.ts';
import type { Context } from './context.ts';
import type { Resolved } from './ends.ts';
import { inputOf } from './input-port.ts';
import { MADE_UP_MAC } from './source.ts';
import {
  announcedMac,
  commonNetwork,
  dhcpRouter,
  holdersOf,
  natHolder,
  type Gateway,
} from './surroundings.ts';
import type { Because, RouterChoice } from './types.ts';

export interface Hop {
  readonly mac: string;
  readonly because: Because;
}

interface Way {
  readonly source: string;
  readonly target: string;
  /** The port that was asked for. */
  readonly port: Port | undefined;
}

/** Problems: `no-router`, `router-itself`, `nobody-has`, `no-mac`. */
export const nextHop = (context: Context, way: Way): Resolved<Hop> => {
  const { from, own } = context;
  if (from.kind === 'router port') {
    if (own.mac === undefined) return { problem: { kind: 'no-mac', port: from.name } };
    return { value: { mac: own.mac, because: { kind: 'input-port', port: from.name } } };
  }
  const logicalSwitch = context.switch;
  if (logicalSwitch === undefined) return { problem: { kind: 'no-datapath', port: from.name } };
  const near = networksAround(context, way.source);
  const common = commonNetwork(near, way.source, way.target);
  // A host whose network is not known is taken to find everybody on its switch.
  if (common !== undefined || near.length === 0) {
    const found = onLink(context, logicalSwitch, way, common);
    if (found !== undefined) return found;
  }
  return beyond(context, logicalSwitch, way, common);
};

const isLink = (port: Port): boolean => port.peer?.kind === 'router port';

/** Those that hold the source. */
const networksAround = ({ networks }: Context, source: string): readonly string[] =>
  networks.filter((one) => isWithin(source, one));

const onLink = (
  context: Context,
  logicalSwitch: LogicalSwitch,
  { target, port }: Way,
  common: string | undefined,
): Resolved<Hop> | undefined => {
  const { network, from, gateways } = context;
  const holders = holdersOf(network, logicalSwitch, { ip: target }).filter(({ uuid }) => uuid !== from.uuid);
  const holder = holders.find(({ uuid }) => uuid === port?.uuid) ?? holders[0];
  if (holder !== undefined) {
    const { ips, mac: own } = knownAddresses(network, holder);
    const mac = ips.find(({ ip }) => ip === target)?.mac ?? own;
    if (mac === undefined) return { problem: { kind: 'no-mac', port: holder.name } };
    const name = holder.peer?.kind === 'router port' ? holder.peer.name : holder.name;
    return { value: { mac, because: { kind: 'same-network', port: name, network: common } } };
  }
  return answered(context, logicalSwitch, gateways, target);
};

/** What routers answer for besides their own addresses. */
const answered = (
  context: Context,
  logicalSwitch: LogicalSwitch,
  gateways: readonly Gateway[],
  target: string,
): Resolved<Hop> | undefined => {
  const nat = natHolder(context.network, gateways, target);
  if (nat !== undefined) {
    const { port } = nat.gateway;
    const because: Because = {
      kind: 'nat',
      port: port.name,
      externalIp: target,
      distributed: nat.distributedMac !== undefined,
    };
    return { value: { mac: nat.distributedMac ?? port.mac.toLowerCase(), because } };
  }
  const announced = announcedMac(logicalSwitch, target);
  if (announced !== undefined) {
    const because: Because = { kind: 'nat', port: announced.port, externalIp: target, distributed: false };
    return { value: { mac: announced.mac, because } };
  }
  const vip = context.vips(target).find(({ gateway }) => gateway !== undefined);
  if (vip?.gateway === undefined) return undefined;
  const { port } = vip.gateway;
  return {
    value: {
      mac: port.mac.toLowerCase(),
      because: { kind: 'vip', port: port.name, vip: vip.vip.text, loadBalancer: vip.name },
    },
  };
};

const beyond = (
  context: Context,
  logicalSwitch: LogicalSwitch,
  way: Way,
  common: string | undefined,
): Resolved<Hop> => {
  const { from, networks, datapath } = context;
  const isVip = common !== undefined && context.vips(way.target).length > 0;
  if (common === undefined || isVip) {
    const router = routerFor(context, logicalSwitch, way);
    if (router !== undefined) return { value: router };
  }
  // A router's own packets for elsewhere leave by another router or the network outside, not by a guest.
  const inport = inputOf(context).inport.value;
  const unknown = logicalSwitch.ports.find(
    (one) =>
      one.name !== inport &&
      (isOutside(one) || (!isLink(from) && knownAddresses(context.network, one).isUnknown)),
  );
  if (unknown !== undefined) {
    const who = isOutside(unknown) ? 'outside' : 'behind';
    return {
      value: { mac: MADE_UP_MAC.destination, because: { kind: 'made-up', who, port: unknown.name } },
    };
  }
  if (common === undefined && from.peer?.kind === 'router port') {
    return {
      problem: { kind: 'router-itself', port: from.name, routerPort: from.peer.name, ip: way.target },
    };
  }
  if (common === undefined) {
    return { problem: { kind: 'no-router', datapath: datapath.name, ip: way.target, networks } };
  }
  const nearest = logicalSwitch.ports
    .flatMap((one) => knownAddresses(context.network, one).ips.map(({ ip }) => ip))
    .filter((ip) => isWithin(ip, common))
    .sort((a, b) => closeness(b, way.target) - closeness(a, way.target) || naturalCompare(a, b));
  return {
    problem: {
      kind: 'nobody-has',
      ip: way.target,
      network: common,
      nearest: [...new Set(nearest)].slice(0, 5),
    },
  };
};

/** How many characters two texts begin with alike. */
const closeness = (a: string, b: string): number => {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
};

const routerFor = (context: Context, logicalSwitch: LogicalSwitch, way: Way): Hop | undefined => {
  const { from, gateways, networks, network } = context;
  const family = familyOf(way.source);
  const fitting = gateways.filter(
    ({ port }) => port.mac !== '' && port.networks.some((one) => familyOf(one) === family),
  );
  const holding = fitting.filter(({ port }) => port.networks.some((one) => isWithin(way.source, one)));
  // A sender from elsewhere uses any of them.
  const candidates = holding.length > 0 ? holding : fitting;
  const advertised = from.kind === 'switch port' && family === 4 ? dhcpRouter(network, from) : undefined;
  const chosen = choose(context, candidates, way.target, advertised);
  if (advertised !== undefined && chosen?.by !== "DHCP's router option") {
    const holder = holdersOf(network, logicalSwitch, { ip: advertised }).find(
      ({ uuid }) => uuid !== from.uuid,
    );
    const mac = holder && knownAddresses(network, holder).mac;
    if (holder !== undefined && mac !== undefined) {
      return { mac, because: { kind: 'dhcp-router', port: holder.name, ip: advertised } };
    }
  }
  if (chosen === undefined) return undefined;
  const { gateway, by } = chosen;
  return {
    mac: gateway.port.mac.toLowerCase(),
    because: {
      kind: 'router-port',
      port: gateway.port.name,
      router: gateway.router?.name,
      target: way.target,
      networks,
      by,
      others: candidates.filter((one) => one !== gateway).map(({ port }) => port.name),
      isGateway: gateway.port.isGateway,
    },
  };
};

interface Chosen {
  readonly gateway: Gateway;
  readonly by: RouterChoice;
}

const choose = (
  context: Context,
  candidates: readonly Gateway[],
  target: string,
  advertised: string | undefined,
): Chosen | undefined => {
  const [first, ...others] = candidates;
  if (first === undefined) return undefined;
  const byDhcp = candidates.find(({ port }) =>
    port.networks.some((one) => canonicalIp(one.split('/')[0] ?? one) === advertised),
  );
  if (byDhcp !== undefined) return { gateway: byDhcp, by: "DHCP's router option" };
  if (others.length === 0) return { gateway: first, by: 'only' };
  const connected = candidates.find(({ router }) =>
    router?.ports.some(({ networks }) => networks.some((one) => isWithin(target, one))),
  );
  if (connected !== undefined) return { gateway: connected, by: 'connected network' };
  const lengths = candidates.map((gateway) => ({ gateway, length: longestRoute(context, gateway, target) }));
  const longest = Math.max(...lengths.map(({ length }) => length));
  const best = lengths.filter(({ length }) => length === longest);
  if (longest >= 0 && best.length === 1 && best[0] !== undefined)
    return { gateway: best[0].gateway, by: 'route' };
  return { gateway: best[0]?.gateway ?? first, by: 'name' };
};

/** -1 for none. */
const longestRoute = ({ network }: Context, { router }: Gateway, target: string): number => {
  if (router === undefined) return -1;
  const row = network.nbRows.row('Logical_Router', router.uuid);
  const routes = routesOfRouter(network, router, row, network.datapathOf(router.uuid)?.uuid);
  const fitting = routes.filter(({ policy, prefix }) => policy === 'dst-ip' && isWithin(target, prefix));
  return Math.max(-1, ...fitting.map(({ prefix }) => prefixLength(prefix) ?? -1));
};
