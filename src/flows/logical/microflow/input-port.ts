/** By which port a packet comes in: not always the one that it is of (ovn-nb(5), Logical_Switch_Port, `type`). */
import type { Network, SwitchPort } from '../../../model/index.ts';
import { knownAddresses } from './addresses.ts';
import type { Context } from './context.ts';
import type { Field } from './packet.ts';

export interface Input {
  readonly inport: Field;
  /** Where the sender uses another MAC than the port's. */
  readonly mac: string | undefined;
}

export const inputOf = ({ network, from }: Context): Input => {
  const { name } = from;
  if (from.kind === 'switch port' && from.type === 'external') {
    const localnet = from.switch?.ports.find(({ type }) => type === 'localnet');
    if (localnet !== undefined) {
      const because = { kind: 'external-port', port: name, localnet: localnet.name } as const;
      return { inport: { field: 'inport', value: localnet.name, because }, mac: undefined };
    }
  }
  const parent = from.kind === 'switch port' && from.type === 'virtual' ? parentOf(network, from) : undefined;
  if (parent !== undefined) {
    const because = {
      kind: 'virtual-parent',
      port: name,
      parent: parent.port.name,
      bound: parent.bound,
    } as const;
    return {
      inport: { field: 'inport', value: parent.port.name, because },
      mac: knownAddresses(network, parent.port).mac,
    };
  }
  return { inport: { field: 'inport', value: name }, mac: undefined };
};

/** The one that has claimed it, else the first that may. */
const parentOf = (
  network: Network,
  port: SwitchPort,
): { readonly port: SwitchPort; readonly bound: boolean } | undefined => {
  const holder = port.binding?.row.get('virtual_parent');
  const claimed = holder === undefined || holder === '' ? undefined : network.switchPort(holder);
  if (claimed !== undefined) return { port: claimed, bound: true };
  const options =
    network.nbRows.row('Logical_Switch_Port', port.uuid)?.get('options') ?? port.binding?.row.get('options');
  for (const name of (options?.get('virtual-parents') ?? '').split(',')) {
    const found = name === '' ? undefined : network.switchPort(name.trim());
    if (found !== undefined) return { port: found, bound: false };
  }
  return undefined;
};
