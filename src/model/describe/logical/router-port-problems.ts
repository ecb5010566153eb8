/** The state of a router port in one sentence, and what is wrong with it. */
import { excerpt } from '../../../text/index.ts';
import type { Network } from '../../network.ts';
import type { NbRow } from '../../relations/rows.ts';
import type { RouterPort } from '../../routers.ts';

const quote = (text: string): string => `"${excerpt(text, 80)}"`;
const labelOf = (thing: { readonly name: string; readonly alias: string | undefined }): string =>
  excerpt(thing.alias ?? thing.name, 80);

const leadsTo = ({ peer, peerName }: RouterPort): string => {
  if (peer?.kind === 'switch port')
    return peer.switch === undefined ? 'to a port of no switch' : `to switch ${labelOf(peer.switch)}`;
  if (peer !== undefined)
    return peer.router === undefined ? 'to a port of no router' : `to router ${labelOf(peer.router)}`;
  return peerName === undefined
    ? 'leading nowhere: no port is its peer'
    : `to ${excerpt(peerName, 80)}, which does not exist`;
};

const place = (network: Network, port: RouterPort): string => {
  if (port.isGateway) {
    const chassis = port.redirect?.chassis;
    if (chassis !== undefined) return `, gateway on ${excerpt(chassis.label, 80)}`;
    return network.sb === undefined ? ', gateway port' : ', gateway bound to no chassis';
  }
  const label = port.router?.gatewayLabel;
  return label === undefined ? '' : `, on ${excerpt(label, 80)}`;
};

/** `r1 to switch public, gateway on network-1`. */
export const routerPortHeadline = (network: Network, port: RouterPort): string => {
  const from = port.router === undefined ? 'in no router, ' : `from ${labelOf(port.router)} `;
  return `${port.enabled ? '' : 'disabled: '}${from}${leadsTo(port)}${place(network, port)}`;
};

export const routerPortProblems = (
  network: Network,
  port: RouterPort,
  row: NbRow<'Logical_Router_Port'> | undefined,
): readonly string[] => {
  const found: string[] = [];
  if (row !== undefined) {
    const { nbRows } = network;
    const same = nbRows.where('Logical_Router_Port', 'name', port.name).length;
    if (same > 1) found.push(`${same} logical router ports have this name.`);
    if (nbRows.where('Logical_Switch_Port', 'name', port.name).length > 0)
      found.push('A logical switch port has the same name.');
    const holders = nbRows.where('Logical_Router', 'ports', row.uuid).length;
    if (holders === 0) found.push('No logical router holds it.');
    if (holders > 1) found.push(`${holders} logical routers hold it.`);
    const group = row.get('ha_chassis_group');
    if (group !== undefined && nbRows.row('HA_Chassis_Group', group) === undefined)
      found.push(`Its HA chassis group ${group} does not exist.`);
  }
  return [...found, ...peerProblems(network, port), ...gatewayProblems(network, port)];
};

const peerProblems = (network: Network, port: RouterPort): string[] => {
  const found: string[] = [];
  const attached = network.switchPortsTo(port.name);
  if (attached.length > 1)
    found.push(
      `${attached.length} switch ports lead to it: ${attached.map(({ name }) => quote(name)).join(', ')}.`,
    );
  const { peerName } = port;
  if (peerName === undefined || attached.some(({ name }) => name === peerName)) return found;
  const peer = network.routerPort(peerName);
  if (peer === undefined) found.push(`Its peer ${quote(peerName)} does not exist.`);
  else if (peer.uuid === port.uuid) found.push('It is its own peer.');
  else if (peer.peerName !== port.name)
    found.push(
      `Its peer ${quote(peerName)} names ${peer.peerName === undefined ? 'no peer' : quote(peer.peerName)}.`,
    );
  return found;
};

const gatewayProblems = (network: Network, port: RouterPort): string[] => {
  if (network.sb === undefined) return [];
  const { redirect } = port;
  const found = port.gateways
    .filter(({ chassisName }) => network.chassisByName(chassisName) === undefined)
    .map(({ chassisName }) => `Gateway chassis ${quote(chassisName)} is not in the Southbound.`);
  if (port.isGateway && redirect === undefined)
    found.push('It has gateway chassis, but the Southbound has no chassis-redirect binding for it.');
  if (redirect !== undefined && !redirect.isBound)
    found.push('Its chassis-redirect binding is bound to no chassis.');
  if (redirect !== undefined && port.gateways.length === 0)
    found.push('Its chassis-redirect binding has no gateway chassis.');
  const best = port.gateways[0];
  if (best !== undefined && !best.active && redirect?.chassis !== undefined)
    found.push(
      `It is served by ${quote(redirect.chassis.label)}, not by the first choice ${quote(best.hostname ?? best.chassisName)}.`,
    );
  return found;
};
