/** The state of a switch in one sentence, and what is wrong with it. */
import { excerpt } from '../../../text/index.ts';
import type { Network } from '../../network.ts';
import type { NbRow } from '../../relations/rows.ts';
import type { LogicalSwitch } from '../../switches.ts';
import { counted } from '../links.ts';

/** `12 ports, 1 down, 2 disabled, behind 2 routers, on physical network physnet1`. */
export const switchHeadline = (one: LogicalSwitch): string => {
  const down = one.ports.filter(({ state }) => state === 'down').length;
  const disabled = one.ports.filter(({ state }) => state === 'disabled').length;
  const routers = new Set(
    one.ports.flatMap(({ peer }) => (peer?.kind === 'router port' ? (peer.router ?? []) : [])),
  );
  const networks = new Set(one.ports.flatMap(({ networkName }) => networkName ?? []));
  return [
    counted(one.ports.length, 'port'),
    ...(down === 0 ? [] : [`${down} down`]),
    ...(disabled === 0 ? [] : [`${disabled} disabled`]),
    routers.size === 0 ? 'behind no router' : `behind ${counted(routers.size, 'router')}`,
    ...[...networks].slice(0, 2).map((name) => `on physical network ${excerpt(name, 60)}`),
  ].join(', ');
};

export const switchProblems = (
  network: Network,
  one: LogicalSwitch,
  row: NbRow<'Logical_Switch'> | undefined,
): readonly string[] => {
  if (row === undefined) return [];
  const { nbRows } = network;
  const found: string[] = [];
  const same = one.name === '' ? 0 : nbRows.where('Logical_Switch', 'name', one.name).length;
  if (same > 1) found.push(`${same} logical switches have this name.`);
  const lost = row.get('ports').length - nbRows.rows('Logical_Switch_Port', row.get('ports')).length;
  if (lost > 0)
    found.push(`${counted(lost, 'port')} that it refers to ${lost === 1 ? 'does' : 'do'} not exist.`);
  const lostAcls = row.get('acls').length - nbRows.rows('ACL', row.get('acls')).length;
  if (lostAcls > 0)
    found.push(`${counted(lostAcls, 'ACL')} that it refers to ${lostAcls === 1 ? 'does' : 'do'} not exist.`);
  for (const port of one.ports) {
    const holders = nbRows.where('Logical_Switch', 'ports', port.uuid).length;
    if (holders > 1) found.push(`Port "${excerpt(port.name, 80)}" is held by ${holders} switches.`);
    if (port.type === 'router' && port.peer === undefined)
      found.push(`Port "${excerpt(port.name, 80)}" leads to no router port.`);
  }
  return found;
};
