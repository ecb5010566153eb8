/** What OpenFlow and `ovs-appctl` tell of a bridge and its database does not. */
import { LOCAL_PORT, type OpenFlowBridge, type OpenFlowPort } from '../../host/index.ts';
import type { BridgeDraft, PortDraft } from './draft.ts';
import { fdbKey } from './forward.ts';

/** ovs-ofctl(8), `mod-port`. */
export const flagsOf = (
  port: OpenFlowPort | undefined,
): Pick<PortDraft, 'flood' | 'receives' | 'forwards'> => {
  const config = port?.config ?? [];
  const floods = !config.includes('NO_FLOOD');
  return {
    flood: { unicast: floods, multicast: floods, broadcast: floods },
    receives: !config.includes('NO_RECV'),
    forwards: !config.includes('NO_FWD') && !config.includes('PORT_DOWN'),
  };
};

const STP_STATES: Readonly<Record<string, string>> = {
  STP_FORWARD: 'forwarding',
  STP_LEARN: 'learning',
  STP_LISTEN: 'listening',
  STP_BLOCK: 'blocking',
};

export const stpStateOf = (port: OpenFlowPort | undefined): string | undefined => {
  const word = port?.state.find((one) => STP_STATES[one] !== undefined);
  return word === undefined ? undefined : STP_STATES[word];
};

/** `numbered`: ports by OpenFlow number. */
export const addTables = (
  bridge: BridgeDraft,
  { fdb, groups }: OpenFlowBridge,
  numbered: ReadonlyMap<number, PortDraft>,
): void => {
  for (const { port: number, mac, vlan, age } of fdb) {
    const port = number === LOCAL_PORT ? 'self' : numbered.get(number);
    if (port !== undefined) bridge.fdb.set(fdbKey(mac, vlan), { port, learned: age !== undefined });
  }
  const members = new Map<string, Set<string>>();
  for (const { port: number, vlan, group } of groups) {
    const port = numbered.get(number);
    if (port === undefined) continue;
    if (group === 'querier') {
      port.multicastRouter = true;
      continue;
    }
    const key = `${group} ${vlan}`;
    members.set(key, (members.get(key) ?? new Set()).add(port.name));
  }
  bridge.multicast = { ...bridge.multicast, groups: members };
};
