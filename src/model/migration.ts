/**
 * Logical ports that are rightly plugged in on several hosts (ovn-nb(5), Logical_Switch_Port `requested-chassis`): a
 * localport is on every chassis that needs it, and a VM that migrates is on two.
 */
import type { PortBinding } from './bindings.ts';
import type { Network } from './network.ts';
import type { SwitchPort } from './switches.ts';

/** Names or host names of chassis: the first is where the port is to be, the others where it migrates to. */
export const requestedChassis = (network: Network, port: SwitchPort | PortBinding): readonly string[] => {
  const key = 'requested-chassis';
  const { ref } = port;
  const binding = port.kind === 'switch port' ? port.binding : port;
  const row =
    ref.table === 'Logical_Switch_Port' ? network.nbRows.row('Logical_Switch_Port', ref.uuid) : undefined;
  const text = binding?.row.get('options').get(key) ?? row?.get('options').get(key) ?? '';
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
};

/** By the name of the logical port. */
export const mayBeOnSeveral = (network: Network, name: string): boolean => {
  const port = network.switchPort(name);
  const binding = network.bindingOf(name);
  if ((port?.type ?? binding?.type) === 'localport') return true;
  if (binding !== undefined && binding.additional.length > 0) return true;
  const known = port ?? binding;
  return known !== undefined && requestedChassis(network, known).length > 1;
};
