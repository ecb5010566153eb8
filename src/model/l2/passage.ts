/** One step of a frame at a device: where it goes next. Bridges decide in `forward.ts`. */
import type { Frame, Tag } from './frame.ts';
import type { Arrival, DropReason } from './steps.ts';
import type { Device, L2Port } from './types.ts';

/** `receive`: up into the host; `send`: out by the device. */
export type Way = 'receive' | 'send';

export type Passage =
  | { readonly to: 'device'; readonly way: Way; readonly device: Device; readonly tags: readonly Tag[] }
  | { readonly to: 'bridge'; readonly port: L2Port; readonly tags: readonly Tag[] }
  | ({ readonly to: 'end' } & Omit<Arrival, 'before' | 'device'>)
  | { readonly to: 'nowhere'; readonly why: DropReason };

export const passages = (
  way: Way,
  device: Device,
  tags: readonly Tag[],
  frame: Frame,
): readonly Passage[] => {
  if (!device.up) return [{ to: 'nowhere', why: { kind: 'down' } }];
  return way === 'receive' ? received(device, tags, frame) : sent(device, tags, frame);
};

/** In the order of the kernel: VLAN devices, bond, macvlans, bridge, stack (net/core/dev.c, `__netif_receive_skb_core`). */
const received = (device: Device, tags: readonly Tag[], frame: Frame): readonly Passage[] => {
  const [outer, ...rest] = tags;
  const { aggregate, port } = device;
  const taker =
    outer === undefined
      ? undefined
      : device.vlanDevices.find(
          ({ tag, up }) => up && tag?.vlan === outer.vlan && tag.protocol === outer.protocol,
        );
  if (taker !== undefined) return [{ to: 'device', way: 'receive', device: taker, tags: rest }];
  if (aggregate !== undefined) {
    const { bond } = aggregate;
    return bond?.mode === 'active-backup' && bond.active !== undefined && bond.active !== device.name
      ? [{ to: 'nowhere', why: { kind: 'inactive-member' } }]
      : [{ to: 'device', way: 'receive', device: aggregate, tags }];
  }
  const uppers = device.stacked.filter((upper) => isFor(upper, frame)).map(upTo(tags));
  if (port !== undefined) return [...uppers, { to: 'bridge', port, tags }];
  const taken = outer === undefined || outer.vlan === 0;
  return [...uppers, { to: 'end', as: 'stack', tags, key: undefined, taken }];
};

const upTo =
  (tags: readonly Tag[]) =>
  (device: Device): Passage => ({ to: 'device', way: 'receive', device, tags });

const downTo =
  (tags: readonly Tag[]) =>
  (device: Device): Passage => ({ to: 'device', way: 'send', device, tags });

const isFor = ({ mac }: Device, { destination }: Frame): boolean =>
  destination.kind !== 'unicast' || destination.mac === mac;

const sent = (device: Device, tags: readonly Tag[], frame: Frame): readonly Passage[] => {
  const { size } = frame;
  // A tag is not counted (net/core/dev.c, `is_skb_forwardable`).
  if (device.mtu !== undefined && size > device.mtu)
    return [{ to: 'nowhere', why: { kind: 'mtu', mtu: device.mtu, size } }];
  const { hostPort } = device;
  if (hostPort !== undefined) return [{ to: 'bridge', port: hostPort, tags }];
  switch (device.kind) {
    case 'vlan': {
      const { lower, tag } = device;
      return lower === undefined || tag === undefined
        ? [{ to: 'nowhere', why: { kind: 'no-peer' } }]
        : [downTo([tag, ...tags])(lower)];
    }
    case 'bond':
    case 'team':
      return byMembers(device, tags);
    case 'macvlan':
    case 'ipvlan': {
      const siblings = (device.lower?.stacked ?? []).filter((one) => one !== device && isFor(one, frame));
      return [
        ...siblings.map(upTo(tags)),
        ...(device.lower === undefined ? [] : [downTo(tags)(device.lower)]),
      ];
    }
    case 'veth':
    case 'patch':
      return device.peer === undefined ? [end('elsewhere', tags)] : [upTo(tags)(device.peer)];
    case 'tunnel':
      return intoTunnel(device, tags, frame);
    case 'tap':
      return [end('guest', tags)];
    case 'dummy':
    case 'loopback':
    case 'internal':
    case 'bridge':
      return [];
    case 'hardware':
    case 'other':
      return [end('wire', tags)];
  }
};

const end = (as: Arrival['as'], tags: readonly Tag[], key?: number): Passage => ({
  to: 'end',
  as,
  tags,
  key,
  taken: true,
});

/** Of a bond that spreads frames one member is taken: which one depends on a hash. */
const byMembers = ({ members, bond }: Device, tags: readonly Tag[]): readonly Passage[] => {
  const usable = members.filter(({ up }) => up);
  const active = usable.find(({ name }) => name === bond?.active) ?? usable[0];
  if (active === undefined) return [{ to: 'nowhere', why: { kind: 'down' } }];
  return (bond?.mode === 'broadcast' ? usable : [active]).map(downTo(tags));
};

const intoTunnel = (
  { tunnel, far }: Device,
  tags: readonly Tag[],
  { destination }: Frame,
): readonly Passage[] => {
  const [outer, ...rest] = tags;
  const mapped =
    outer === undefined
      ? undefined
      : tunnel?.vlanKeys.find(({ first, last }) => outer.vlan >= first && outer.vlan <= last);
  const isMapped = mapped !== undefined && outer !== undefined;
  const key = isMapped ? mapped.vni + outer.vlan - mapped.first : tunnel?.key;
  const carried = isMapped ? rest : tags;
  const known = destination.kind === 'unicast' ? tunnel?.known.get(destination.mac) : undefined;
  const remotes = known === undefined ? (tunnel?.remotes ?? []) : [known];
  const there = far
    .filter(({ remote }) => remotes.includes(remote))
    .flatMap(({ device }) => outOfTunnel(device, carried, key));
  const isAllThere = remotes.length > 0 && remotes.every((one) => far.some(({ remote }) => remote === one));
  // Others that were not read get it as well.
  return isAllThere ? there : [...there, end('tunnel', carried, key)];
};

/** A tunnel takes frames with its key; one that maps keys to VLANs tags them. */
const outOfTunnel = (device: Device, tags: readonly Tag[], key: number | undefined): readonly Passage[] => {
  const own = device.tunnel;
  const mapped =
    key === undefined
      ? undefined
      : own?.vlanKeys.find(({ first, last, vni }) => key >= vni && key <= vni + last - first);
  if (mapped !== undefined && key !== undefined)
    return [upTo([{ protocol: 0x8100, vlan: mapped.first + key - mapped.vni }, ...tags])(device)];
  return own?.key === undefined || key === undefined || own.key === key ? [upTo(tags)(device)] : [];
};

/** How a frame that a bridge sends by a port goes on. */
export const outOf = ({ devices, bond, isSelf }: L2Port, tags: readonly Tag[]): Passage | undefined => {
  const device =
    devices.find(({ name, up }) => up && name === bond?.active) ?? devices.find(({ up }) => up) ?? devices[0];
  if (device === undefined) return undefined;
  const shown = device.kind === 'patch' ? tags : tags.map(({ protocol, vlan }) => ({ protocol, vlan }));
  // The host itself receives it, or an internal port.
  return {
    to: 'device',
    way: isSelf || device.kind === 'internal' ? 'receive' : 'send',
    device,
    tags: shown,
  };
};
