/** A logical router as a card: every port is a labelled pin with its networks, MAC and gateway chassis. */
import type { LogicalRouter, Network, RouterPort } from '../../model/index.ts';
import type { Badge, Pin, SceneNode, Tone } from '../scene.ts';
import { withMore } from '../some.ts';
import { staticRoutes } from './routes.ts';
import { badge, lines, ofDatabase } from './words.ts';

/** Of a port with many networks, as many are written on the pin. */
const NETWORKS_SHOWN = 3;

const gatewayLine = (port: RouterPort): string[] => {
  const { gateways } = port;
  if (!port.isGateway) return [];
  const active = gateways.find((gateway) => gateway.active);
  const first = active ?? gateways[0];
  if (first === undefined) return ['gateway: none'];
  if (port.redirect !== undefined && active === undefined)
    return [`gateway: none of ${gateways.length} active`];
  return [
    `gateway ${first.hostname ?? first.chassisName}${gateways.length > 1 ? ` +${gateways.length - 1}` : ''}`,
  ];
};

const toneOf = (port: RouterPort): Tone => {
  if (!port.enabled) return 'warn';
  if (port.peer === undefined) return port.peerName === undefined ? 'unknown' : 'bad';
  // Peers that do not name each other carry nothing.
  if (port.peer.kind === 'router port' && (port.peer === port || port.peer.peer !== port)) return 'bad';
  return port.redirect !== undefined && !port.redirect.isBound ? 'bad' : 'idle';
};

const pinOf = (port: RouterPort): Pin => {
  const { networks } = port;
  const shown = withMore(networks, NETWORKS_SHOWN, (left) => `and ${left} more`);
  return {
    id: port.uuid,
    row: port.ref,
    name: port.alias ?? port.name,
    details: [...shown, port.mac, ...gatewayLine(port)].filter((text) => text !== ''),
    labelled: true,
    tone: toneOf(port),
    tooltip: lines([
      `router port ${port.name}`,
      port.alias === undefined ? '' : `aka ${port.alias}`,
      ...networks,
      port.mac,
      port.enabled ? '' : 'disabled',
      ...port.gateways.map(
        ({ chassisName, hostname, priority, active }) =>
          `gateway ${hostname ?? chassisName}, priority ${priority}${active ? ', active' : ''}`,
      ),
      port.peer === undefined
        ? `not connected${port.peerName === undefined ? '' : `: ${port.peerName} does not exist`}`
        : `to ${port.peer.name}`,
    ]),
  };
};

const badgesOf = ({ counts }: LogicalRouter): Badge[] => {
  if (counts === undefined) return [];
  const kinds = [...counts.natByType].map(([type, many]) => `${many} ${type}`).join(', ');
  return [
    ...badge('NAT', counts.nat, kinds === '' ? 'NAT' : kinds),
    ...badge('routes', counts.staticRoutes, 'static routes'),
    ...badge('policies', counts.policies, 'routing policies'),
    ...badge('LB', counts.loadBalancers, 'load balancers'),
  ];
};

/** `openRoutes`: static routes are written out. */
export const routerNode = (network: Network, router: LogicalRouter, openRoutes: boolean): SceneNode => {
  const { name, alias, gatewayLabel } = router;
  return {
    id: ofDatabase(router.ref),
    kind: 'router',
    row: router.ref,
    title: alias ?? name,
    subtitle: alias === undefined ? undefined : name,
    facts: [
      ...(gatewayLabel === undefined
        ? []
        : [{ text: `gateway router on ${gatewayLabel}`, tone: 'idle' as const }]),
      ...(router.enabled ? [] : [{ text: 'disabled', tone: 'warn' as const }]),
    ],
    badges: badgesOf(router),
    pins: router.ports.map(pinOf),
    sections: staticRoutes(network, router, openRoutes),
    outside: gatewayLabel === undefined ? undefined : 'gateway',
    tooltip: lines([`logical router ${name}`, alias === undefined ? '' : `aka ${alias}`]),
  };
};
