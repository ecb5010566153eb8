/** Where frames begin and end: what is plugged into bridges, and by which port it gets in. */
import { l2 } from '../../model/index.ts';

export interface End {
  readonly device: l2.Device;
  /** What it is called in both set-ups: `NAMESPACE/NAME`. */
  readonly name: string;
  readonly entry: { readonly port: l2.L2Port; readonly tags: readonly l2.Tag[] } | undefined;
}

const BROADCAST: l2.Frame = { tags: [], source: undefined, destination: { kind: 'broadcast' }, size: 0 };

/** The first bridge that a frame without tag comes to, with the tags that it has then. */
const entryOf = (device: l2.Device): End['entry'] => {
  const way = device.port !== undefined || device.aggregate !== undefined ? 'receive' : 'send';
  const { steps, drops } = l2.walk(device, way, BROADCAST);
  for (const step of steps) {
    if (step.type !== 'bridge') continue;
    const before = step.before === undefined ? undefined : steps[step.before];
    return { port: step.port, tags: before === undefined || before.type === 'bridge' ? [] : before.tags };
  }
  // A port that takes no frame without tag is a way in all the same.
  const dropped = drops.find(({ at }) => 'devices' in at);
  return dropped === undefined ? undefined : { port: dropped.at as l2.L2Port, tags: dropped.tags };
};

/** Everything that a domain reaches, and every port that leads outside. */
export const endsOf = (network: l2.L2Network, domains: readonly l2.Domain[]): ReadonlyMap<string, End> => {
  const devices = new Set<l2.Device>();
  for (const { members } of domains) for (const { device } of members) devices.add(device);
  for (const { ports } of network.bridges)
    for (const { devices: own } of ports)
      for (const device of own) if (leadsOutside(device)) devices.add(device);
  return new Map(
    [...devices].map((device) => {
      const name = l2.deviceName(device);
      return [name, { device, name, entry: entryOf(device) }];
    }),
  );
};

const leadsOutside = (device: l2.Device): boolean =>
  device.peer === undefined &&
  device.far.length === 0 &&
  device.hostPort === undefined &&
  device.kind !== 'vlan';
