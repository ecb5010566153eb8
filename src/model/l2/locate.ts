/** Devices as people call them. */
import type { Device, L2Network } from './types.ts';

/**
 * All that are called so: `eth0`, `NAMESPACE/eth0`, `HOST:eth0`, `HOST:NAMESPACE/eth0`, an alias or `iface-id`, a MAC, an IP
 * address. A name is looked for before an alias, an alias before an address.
 */
export const devicesCalled = ({ devices }: L2Network, text: string): readonly Device[] => {
  for (const fits of [isNamed, isAlsoKnown, hasAddress]) {
    const found = devices.filter((device) => fits(device, text));
    if (found.length > 0) return found;
  }
  return [];
};

/** With as much before the name as tells it from others: `ep1/eth0`, `compute-1:br-int`. */
export const deviceName = ({ host, namespace, name }: Device, withHost = false): string =>
  `${withHost ? `${host}:` : ''}${namespace === '' ? '' : `${namespace}/`}${name}`;

const isNamed = (device: Device, text: string): boolean =>
  text === device.name || text === deviceName(device) || text === deviceName(device, true);

const isAlsoKnown = ({ alsoKnownAs }: Device, text: string): boolean => alsoKnownAs.includes(text);

const hasAddress = ({ mac, addresses }: Device, text: string): boolean => {
  const lower = text.toLowerCase();
  return mac === lower || addresses.some((address) => address === lower || address.split('/')[0] === lower);
};
