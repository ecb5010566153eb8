/** The state of a router in one sentence, and what is wrong with it. */
import { excerpt } from '../../../text/index.ts';
import type { Network } from '../../network.ts';
import type { NbRow } from '../../relations/rows.ts';
import type { LogicalRouter } from '../../routers.ts';
import { counted } from '../links.ts';

const placeOf = (network: Network, router: LogicalRouter): string => {
  if (router.gatewayChassis !== undefined)
    return `gateway router on ${excerpt(router.gatewayLabel ?? '', 60)}`;
  const gateways = router.ports.filter(({ isGateway }) => isGateway);
  if (gateways.length === 0) return 'distributed router';
  const places = new Set(gateways.flatMap(({ redirect }) => redirect?.chassis?.label ?? []));
  if (places.size === 0)
    return network.sb === undefined
      ? 'distributed router with a gateway port'
      : 'distributed router whose gateway is bound to no chassis';
  const [first = ''] = places;
  return places.size === 1
    ? `distributed router with its gateway on ${excerpt(first, 60)}`
    : `distributed router with gateways on ${places.size} chassis`;
};

export const routerHeadline = (network: Network, router: LogicalRouter): string =>
  `${router.enabled ? '' : 'disabled: '}${placeOf(network, router)}, ${counted(router.ports.length, 'port')}`;

export const routerProblems = (
  network: Network,
  router: LogicalRouter,
  row: NbRow<'Logical_Router'> | undefined,
): readonly string[] => {
  const { nbRows } = network;
  const found: string[] = [];
  if (row !== undefined) {
    const same = router.name === '' ? 0 : nbRows.where('Logical_Router', 'name', router.name).length;
    if (same > 1) found.push(`${same} logical routers have this name.`);
    const lost = row.get('ports').length - nbRows.rows('Logical_Router_Port', row.get('ports')).length;
    if (lost > 0)
      found.push(`${counted(lost, 'port')} that it refers to ${lost === 1 ? 'does' : 'do'} not exist.`);
  }
  const chassis = router.gatewayChassis;
  if (chassis !== undefined && network.sb !== undefined && network.chassisByName(chassis) === undefined)
    found.push(`Its chassis "${excerpt(chassis, 80)}" is not in the Southbound.`);
  for (const port of router.ports) {
    const name = excerpt(port.name, 80);
    if (port.peer === undefined) found.push(`Port "${name}" leads nowhere.`);
    if (port.redirect !== undefined && !port.redirect.isBound)
      found.push(`The gateway of port "${name}" is bound to no chassis.`);
    if (row !== undefined && nbRows.where('Logical_Router', 'ports', port.uuid).length > 1)
      found.push(`Port "${name}" is held by several routers.`);
  }
  return found;
};
