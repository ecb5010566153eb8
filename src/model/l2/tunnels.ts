/** Tunnels whose both ends were read: the far end is a device like any other. */
import type { DeviceDraft, Draft } from './draft.ts';

/** What Linux and Open vSwitch call the same encapsulation of Ethernet. */
const FAMILIES: Readonly<Record<string, string>> = {
  gretap: 'gre',
  ip6gretap: 'gre',
  ip6gre: 'gre',
  ip6erspan: 'erspan',
};

const familyOf = ({ tunnel }: DeviceDraft): string => FAMILIES[tunnel?.type ?? ''] ?? tunnel?.type ?? '';

/** Where frames for it are sent to: its own address, or any of its namespace. */
const endsOf = (
  device: DeviceDraft,
  addresses: ReadonlyMap<string, readonly string[]>,
): readonly string[] => {
  const { tunnel, host, namespace } = device;
  if (tunnel?.local !== undefined) return [tunnel.local];
  return addresses.get(`${host} ${namespace}`) ?? [];
};

export const joinTunnels = ({ devices }: Draft): void => {
  const addresses = new Map<string, string[]>();
  for (const { host, namespace, addresses: own } of devices) {
    const key = `${host} ${namespace}`;
    const known = addresses.get(key) ?? [];
    addresses.set(key, known);
    for (const one of own) known.push(one.split('/')[0] ?? one);
  }
  const tunnels = devices.filter(({ tunnel }) => tunnel !== undefined);
  const byEnd = new Map<string, DeviceDraft[]>();
  for (const device of tunnels) {
    // Members of a multicast group hear each other.
    const groups = (device.tunnel?.remotes ?? []).filter(isGroup);
    for (const end of new Set([...endsOf(device, addresses), ...groups])) {
      const key = `${familyOf(device)} ${end}`;
      const known = byEnd.get(key);
      if (known === undefined) byEnd.set(key, [device]);
      else known.push(device);
    }
  }
  for (const device of tunnels) {
    const { remotes = [], known = new Map<string, string>() } = device.tunnel ?? {};
    for (const remote of new Set([...remotes, ...known.values()]))
      for (const far of byEnd.get(`${familyOf(device)} ${remote}`) ?? [])
        if (far !== device && hears(far, device, addresses)) device.far.push({ remote, device: far });
  }
};

const isGroup = (address: string): boolean => {
  const first = Number(/^\d+/.exec(address)?.[0]);
  return (first >= 224 && first < 240 && address.includes('.')) || /^ff[0-9a-f]{2}:/.test(address);
};

/** One that is told with whom it talks hears nobody else. */
const hears = (
  { tunnel }: DeviceDraft,
  from: DeviceDraft,
  addresses: ReadonlyMap<string, readonly string[]>,
): boolean => {
  const remotes = tunnel?.remotes ?? [];
  if (remotes.length === 0 || remotes.some(isGroup)) return true;
  const ends = endsOf(from, addresses);
  return remotes.some((remote) => ends.includes(remote));
};
