/** The hosts that a found thing is on. */
import type { Found, Host, Network } from '../../model/index.ts';

/** What the model's finder gives. */
export type BridgeSubject = Pick<Found, 'ref' | 'kind' | 'name' | 'host'>;

const ofLogicalPort = (network: Network, name: string): readonly Host[] => {
  const bindings = network.bindingsCalled(name);
  const chassis = bindings.flatMap((binding) => [binding.chassis, ...binding.additional]);
  const bound = chassis.flatMap((one) => (one === undefined ? [] : (network.hostOf(one) ?? [])));
  const plugged = network.interfacesOf(name).map(({ host }) => host);
  const found = new Set([...bound, ...plugged]);
  return network.hosts.filter((host) => found.has(host));
};

/** Several for a logical port that migrates, none where it cannot be told. */
export const hostsOf = (network: Network, { ref, name, host }: BridgeSubject): readonly Host[] => {
  const { database, table, uuid } = ref;
  if (database === 'Open_vSwitch') {
    const holding = network.hosts.filter((one) => one.rows.anyRow(table, uuid) !== undefined);
    const named = holding.filter((one) => one.name === host);
    return named.length === 0 ? holding : named;
  }
  if (table === 'Chassis') {
    const chassis = network.chassisByUuid(uuid);
    const found = chassis === undefined ? undefined : network.hostOf(chassis);
    return found === undefined ? [] : [found];
  }
  const isPort = ['Logical_Switch_Port', 'Logical_Router_Port', 'Port_Binding'].includes(table);
  return isPort ? ofLogicalPort(network, name) : [];
};
