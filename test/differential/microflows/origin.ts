/** Where a microflow enters, and as whom. */
import type { Random } from '../random.ts';
import type { LogicalRouter, LogicalSwitch, Nic, RouterPort, World } from '../deployment/world.ts';

export interface Origin {
  readonly port: string;
  readonly home: LogicalSwitch | LogicalRouter;
  readonly mac: string;
  readonly v4: readonly string[];
  readonly v6: readonly string[];
  /** MAC addresses that the next step of a packet to elsewhere may have. */
  readonly gateways: readonly RouterPort[];
  readonly neighbours: readonly Nic[];
  /** Of the addresses that are on the same network. */
  readonly prefixes: readonly string[];
}

const prefixesOf = ({ prefix4, prefix6 }: LogicalSwitch): string[] =>
  [prefix4, prefix6].flatMap((each) => each ?? []);

export const quoted = (name: string): string => JSON.stringify(name);

const ofNic = (nic: Nic): Origin => ({
  port: nic.name,
  home: nic.home,
  mac: nic.mac,
  v4: nic.v4,
  v6: nic.v6,
  gateways: nic.home.routerPorts,
  neighbours: nic.home.nics,
  prefixes: prefixesOf(nic.home),
});

/** From a network behind a switch: someone that OVN does not know. */
const ofPort = (home: LogicalSwitch, port: string): Origin => ({
  port,
  home,
  mac: '00:00:00:00:ee:fe',
  v4: ['198.51.100.7', ...(home.prefix4 === undefined ? [] : [`${home.prefix4}254`])],
  v6: ['2001:4860::8', ...(home.prefix6 === undefined ? [] : [`${home.prefix6}fe`])],
  gateways: home.routerPorts,
  neighbours: home.nics,
  prefixes: prefixesOf(home),
});

/** What has come over a link to a router already. */
const ofRouterPort = (port: RouterPort, nic: Nic | undefined): Origin => ({
  port: port.name,
  home: port.router,
  mac: nic?.mac ?? '00:00:00:00:ee:fe',
  v4: nic?.v4 ?? ['198.51.100.7'],
  v6: nic?.v6 ?? ['2001:4860::8'],
  gateways: [port],
  neighbours: [],
  prefixes: [],
});

/** What a router sends to a switch. */
const ofLink = (port: RouterPort, home: LogicalSwitch): Origin => ({
  port: port.switchPort ?? '',
  home,
  mac: port.mac,
  v4: port.v4,
  v6: port.v6,
  gateways: home.routerPorts,
  neighbours: home.nics,
  prefixes: prefixesOf(home),
});

export const originOf = (world: World, port: string): Origin | undefined => {
  const nic = world.nics.find(({ name }) => name === port);
  return nic === undefined ? undefined : ofNic(nic);
};

export const pickOrigin = (world: World, random: Random): Origin => {
  const { nics, routerPorts } = world;
  const origin = random.weighted<() => Origin | undefined>([
    [14, () => random.maybe(nics.map(ofNic))],
    [4, () => random.maybe(world.switches.flatMap((home) => home.ports.map((port) => ofPort(home, port))))],
    [
      4,
      () =>
        random.maybe(
          world.switches.filter(({ external }) => external).map((home) => ofPort(home, home.ports[0] ?? '')),
        ),
    ],
    [
      2,
      () =>
        random.maybe(routerPorts.map((port) => ofRouterPort(port, random.maybe(port.network?.nics ?? [])))),
    ],
    [
      1,
      () =>
        random.maybe(
          routerPorts.flatMap((port) => (port.network === undefined ? [] : [ofLink(port, port.network)])),
        ),
    ],
  ])();
  const nic = nics[0];
  if (origin !== undefined) return origin;
  if (nic === undefined) throw new Error('a deployment without ports');
  return ofNic(nic);
};
