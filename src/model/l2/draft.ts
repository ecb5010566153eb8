/** The network of layer 2 while it is put together: the same as `types.ts`, and still open to change. */
import type { Device, L2Bridge, L2Network, L2Port, L2Problem } from './types.ts';

type Open<T> = { -readonly [Key in keyof T]: T[Key] };

export type DeviceDraft = Omit<
  Open<Device>,
  'far' | 'lower' | 'vlanDevices' | 'stacked' | 'peer' | 'aggregate' | 'members' | 'port' | 'hostPort'
> & {
  far: { readonly remote: string; readonly device: DeviceDraft }[];
  lower: DeviceDraft | undefined;
  vlanDevices: DeviceDraft[];
  stacked: DeviceDraft[];
  peer: DeviceDraft | undefined;
  aggregate: DeviceDraft | undefined;
  members: DeviceDraft[];
  port: PortDraft | undefined;
  hostPort: PortDraft | undefined;
};

export type PortDraft = Omit<Open<L2Port>, 'bridge' | 'devices'> & {
  bridge: BridgeDraft;
  devices: DeviceDraft[];
};

export type BridgeDraft = Omit<Open<L2Bridge>, 'ports' | 'fdb'> & {
  ports: PortDraft[];
  fdb: Map<string, { port: PortDraft | 'self'; learned: boolean }>;
};

export class Draft {
  readonly devices: DeviceDraft[] = [];
  readonly bridges: BridgeDraft[] = [];
  readonly problems: L2Problem[] = [];

  add(device: DeviceDraft): DeviceDraft {
    this.devices.push(device);
    return device;
  }

  addBridge(bridge: BridgeDraft): BridgeDraft {
    this.bridges.push(bridge);
    return bridge;
  }

  problem(kind: L2Problem['kind'], device: DeviceDraft, message: string): void {
    this.problems.push({ kind, device, message });
  }

  finish(): L2Network {
    return { devices: this.devices, bridges: this.bridges, problems: this.problems };
  }
}

/** A device about which nothing is known but where it is. */
export const bareDevice = (host: string, namespace: string, name: string): DeviceDraft => ({
  host,
  namespace,
  name,
  kind: 'other',
  type: '',
  up: true,
  mtu: undefined,
  mac: undefined,
  promiscuous: false,
  addresses: [],
  tag: undefined,
  lower: undefined,
  vlanDevices: [],
  stacked: [],
  peer: undefined,
  aggregate: undefined,
  members: [],
  bond: undefined,
  tunnel: undefined,
  far: [],
  port: undefined,
  hostPort: undefined,
  alsoKnownAs: [],
});

/** A port of a bridge that does nothing but forward. */
export const barePort = (bridge: BridgeDraft, name: string): PortDraft => ({
  bridge,
  name,
  devices: [],
  isSelf: false,
  vlans: { kind: 'transparent' },
  state: 'forwarding',
  isolated: false,
  hairpin: false,
  locked: false,
  learning: true,
  flood: { unicast: true, multicast: true, broadcast: true },
  multicastRouter: false,
  forwardedReserved: 0,
  receives: true,
  forwards: true,
  bond: undefined,
});
