/** The load balancers that a view is of. */
import {
  addressesOf,
  loadBalancersOf,
  naturalCompare,
  servicesOf,
  type LoadBalancerRow,
  type Network,
  type RowRef,
} from '../../model/index.ts';
import { labelOf } from './card.ts';

export interface Selected {
  readonly rows: readonly LoadBalancerRow[];
  readonly title: string;
}

const byName = (a: LoadBalancerRow, b: LoadBalancerRow): number =>
  naturalCompare(a.get('name'), b.get('name')) || naturalCompare(a.uuid, b.uuid);

const all = (network: Network): readonly LoadBalancerRow[] =>
  [...network.nbRows.all('Load_Balancer')].sort(byName);

const ofPort = (network: Network, uuid: string): Selected | undefined => {
  const port = network.switchPorts.find((one) => one.uuid === uuid);
  if (port === undefined) return undefined;
  const services = servicesOf(network, all(network), addressesOf(port).ips);
  return {
    rows: [...new Set(services.map(({ row }) => row))],
    title: `Load balancers that lead to port ${port.alias ?? port.name}`,
  };
};

const ofDatapath = (network: Network, { table, uuid }: RowRef): Selected | undefined => {
  const datapaths = table === 'Logical_Switch' ? network.switches : network.routers;
  const found = datapaths.find((one) => one.uuid === uuid);
  const row =
    table === 'Logical_Switch'
      ? network.nbRows.row('Logical_Switch', uuid)
      : network.nbRows.row('Logical_Router', uuid);
  if (found === undefined || row === undefined) return undefined;
  const kind = table === 'Logical_Switch' ? 'switch' : 'router';
  return {
    rows: loadBalancersOf(network, row).map((one) => one.row),
    title: `Load balancers of ${kind} ${found.alias ?? found.name}`,
  };
};

/** Nothing of a row that has nothing to do with them. */
export const selectBalancers = (network: Network, ref: RowRef | undefined): Selected | undefined => {
  if (ref === undefined) return { rows: all(network), title: 'Load balancers' };
  const { table, uuid } = ref;
  switch (table) {
    case 'Load_Balancer': {
      const row = network.nbRows.row('Load_Balancer', uuid);
      return row === undefined ? undefined : { rows: [row], title: `Load balancer ${labelOf(row)}` };
    }
    case 'Load_Balancer_Group': {
      const group = network.nbRows.row('Load_Balancer_Group', uuid);
      if (group === undefined) return undefined;
      const rows = [...network.nbRows.rows('Load_Balancer', group.get('load_balancer'))].sort(byName);
      return { rows, title: `Load balancers of group ${group.get('name')}` };
    }
    case 'Logical_Switch':
    case 'Logical_Router':
      return ofDatapath(network, ref);
    case 'Logical_Switch_Port':
      return ofPort(network, uuid);
    default:
      return undefined;
  }
};
