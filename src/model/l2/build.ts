/** One network of layer 2 out of what was read of each host. */
import type { LinuxHost, OpenFlowBridge } from '../../host/index.ts';
import type { Host } from '../bridges.ts';
import { Draft } from './draft.ts';
import { addLinuxBridges } from './linux-bridges.ts';
import { addLinuxDevices } from './linux-devices.ts';
import { joinTunnels } from './tunnels.ts';
import { addOpenVSwitch } from './openvswitch.ts';
import type { L2Network } from './types.ts';

/** Either alone will do. */
export interface L2Source {
  readonly linux?: LinuxHost | undefined;
  readonly openVSwitch?: Host | undefined;
  readonly openFlow?: readonly OpenFlowBridge[] | undefined;
}

export const l2Network = (hosts: readonly L2Source[]): L2Network => {
  const draft = new Draft();
  for (const { linux, openVSwitch, openFlow } of hosts) {
    const namespaces = linux === undefined ? [] : addLinuxDevices(draft, linux);
    for (const one of namespaces) addLinuxBridges(draft, one);
    if (openVSwitch !== undefined)
      addOpenVSwitch(draft, linux?.name ?? openVSwitch.name, openVSwitch, namespaces, openFlow ?? []);
  }
  joinTunnels(draft);
  return draft.finish();
};
