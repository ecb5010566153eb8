/** A planned Open vSwitch as a database in memory. */
import { l2Network, type L2Network } from '../../../src/model/l2/index.ts';
import { Network } from '../../../src/model/index.ts';
import { openVSwitch, type Cell } from '../build.ts';
import type { SwitchPlan } from './random-switch.ts';

const cellsOf = (columns: Readonly<Record<string, string>>): Record<string, Cell> => {
  const cells: Record<string, Cell> = {};
  const config: Record<string, string> = {};
  for (const [column, value] of Object.entries(columns)) {
    if (column.startsWith('other_config:')) config[column.slice('other_config:'.length)] = value;
    else if (column === 'vlan_mode') cells[column] = value;
    else if (column === 'protected') cells[column] = value === 'true';
    else cells[column] = column === 'tag' ? Number(value) : value.split(',').map(Number);
  }
  return { ...cells, other_config: config };
};

export const planned = ({ vlanLimit, bridges }: SwitchPlan): L2Network => {
  type Rows = Record<string, Record<string, Cell>>;
  const [bridge, port, iface]: [Rows, Rows, Rows] = [{}, {}, {}];
  let number = 1;
  for (const { name, ports } of bridges) {
    bridge[name] = { ports: [name, ...ports.map((one) => one.name)] };
    port[name] = { interfaces: [name] };
    iface[name] = { type: 'internal', ofport: 65534 };
    for (const { name: own, peer, columns } of ports) {
      port[own] = { interfaces: [own], ...cellsOf(columns) };
      iface[own] = { ofport: number++, ...(peer === undefined ? {} : { type: 'patch', options: { peer } }) };
    }
  }
  const database = openVSwitch({
    Open_vSwitch: {
      root: { bridges: bridges.map(({ name }) => name), other_config: { 'vlan-limit': `${vlanLimit}` } },
    },
    Bridge: bridge,
    Port: port,
    Interface: iface,
  });
  const [host] = new Network({ ovs: [{ name: 'host', database }] }).hosts;
  return l2Network([{ openVSwitch: host }]);
};
