/** Bridges of hosts that were captured: those of Linux and those of Open vSwitch in one frame, joined by veth pairs. */
import { l2, Network, type Host } from '../../model/index.ts';
import type { Scene } from '../scene.ts';
import { sceneOfHosts } from './index.ts';
import { linuxBridges } from './linux.ts';
import { hostBridges } from './open-vswitch.ts';
import type { CardPort, HostBridges } from './types.ts';

export interface CapturedHost {
  readonly name: string;
  readonly openVSwitch: Host | undefined;
}

export const capturedScene = (hosts: readonly CapturedHost[], layer2: l2.L2Network): Scene => {
  const peers = vethPeers(layer2);
  const drawn = hosts.map(({ name, openVSwitch }): HostBridges => {
    const [own] = openVSwitch === undefined ? [] : hostBridges(new Network({}), [openVSwitch]);
    const switches = (own?.bridges ?? []).map((bridge) => ({
      ...bridge,
      ports: bridge.ports.map((port) =>
        joinedBy(port, peers.get(`${name} ${port.interfaces[0]?.name ?? ''}`)),
      ),
    }));
    return {
      id: own?.id ?? `host-${name}`,
      row: own?.row,
      name,
      subtitle: own?.subtitle,
      bridges: [...switches, ...linuxBridges(layer2, name)],
      notes: own?.notes ?? [],
    };
  });
  return sceneOfHosts(drawn, 'Bridges');
};

/** A veth whose other end is a port of another bridge joins the two as a patch does. */
const joinedBy = (port: CardPort, peer: string | undefined): CardPort =>
  peer === undefined ? port : { ...port, role: 'patch', peer };

const vethPeers = ({ devices }: l2.L2Network): ReadonlyMap<string, string> =>
  new Map(
    devices.flatMap((device): (readonly [string, string])[] => {
      const { kind, host, namespace, peer, port } = device;
      return kind === 'veth' && namespace === '' && port !== undefined && peer?.port !== undefined
        ? [[`${host} ${device.name}`, l2.deviceName(peer)]]
        : [];
    }),
  );
