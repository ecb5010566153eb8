/** The ports of a switch or router, with what is asked first of each. */
import type { Network } from '../../network.ts';
import type { LogicalRouter } from '../../routers.ts';
import type { LogicalSwitch, SwitchPort } from '../../switches.ts';
import { listing, section } from '../build.ts';
import { chassisLink, chassisNamed, missing, portLink } from '../links.ts';
import type { Described, Section, Tone } from '../types.ts';

const toneOf = ({ state }: SwitchPort): Tone | undefined =>
  state === 'down' || state === 'disabled' ? 'bad' : state === 'up' ? 'good' : undefined;

const peerOf = (port: SwitchPort): Described => {
  const { peer, peerName } = port;
  if (peer !== undefined) return portLink(peer);
  return peerName === undefined ? port.parentName : missing('logical port', peerName);
};

const chassisOf = ({ binding }: SwitchPort): Described =>
  [binding?.chassis, ...(binding?.additional ?? [])].filter((one) => one !== undefined).map(chassisLink);

/** All of them; the renderer folds. */
export const switchPortList = (network: Network, one: LogicalSwitch): readonly Section[] =>
  section('ports', 'Ports', {
    listing: listing(
      [
        ['port', 'PORT'],
        ['type', 'TYPE'],
        ['addresses', 'ADDRESSES'],
        ['state', 'STATE'],
        ['chassis', 'CHASSIS'],
        ['peer', 'PEER OR PARENT'],
        ['tag', 'VLAN'],
        ['network', 'PHYSICAL NETWORK'],
        ['tunnel-key', 'TUNNEL KEY'],
      ],
      one.ports.map((port) => [
        portLink(port),
        port.type,
        port.addresses.map(({ text, kind, mac, ips }) =>
          kind === 'dynamic' && mac !== undefined ? [mac, ...ips].join(' ') : text,
        ),
        port.state === 'none' ? undefined : port.state,
        network.sb === undefined ? undefined : chassisOf(port),
        peerOf(port),
        port.tag,
        port.networkName,
        port.binding?.row.get('tunnel_key'),
      ]),
      one.ports.map(toneOf),
    ),
  });

export const routerPortList = (network: Network, router: LogicalRouter): readonly Section[] =>
  section('ports', 'Ports', {
    listing: listing(
      [
        ['port', 'PORT'],
        ['mac', 'MAC'],
        ['networks', 'NETWORKS'],
        ['peer', 'PEER'],
        ['switch', 'SWITCH OR ROUTER'],
        ['gateways', 'GATEWAY CHASSIS'],
        ['active', 'ACTIVE'],
        ['enabled', 'ENABLED'],
        ['tunnel-key', 'TUNNEL KEY'],
      ],
      router.ports.map((port) => {
        const { peer, peerName, redirect } = port;
        const beyond = peer?.kind === 'switch port' ? peer.switch : peer?.router;
        return [
          portLink(port),
          port.mac,
          port.networks,
          peer !== undefined
            ? portLink(peer)
            : peerName === undefined
              ? undefined
              : missing('logical port', peerName),
          beyond === undefined
            ? undefined
            : { kind: beyond.kind, name: beyond.name, alias: beyond.alias, ref: beyond.ref },
          port.gateways.map(({ chassisName }) => chassisNamed(network, chassisName)),
          redirect?.chassis === undefined ? undefined : chassisLink(redirect.chassis),
          port.enabled ? undefined : false,
          port.binding?.row.get('tunnel_key'),
        ];
      }),
      router.ports.map(({ enabled, redirect, peer }) =>
        !enabled || peer === undefined || (redirect !== undefined && !redirect.isBound) ? 'bad' : undefined,
      ),
    ),
  });
