/** What a bridge does with a frame that came in by a port: to which ports it goes, with which tags, and why not to others. */
import { isLocalGroup, reservedAddress, type Frame, type Tag } from './frame.ts';
import type { L2Bridge, L2Port } from './types.ts';
import { admit, release, type Inside } from './vlan-rule.ts';
import type { DropReason, Exclusion } from './steps.ts';

export type Forwarded =
  | { readonly why: DropReason }
  | {
      readonly inside: Inside;
      readonly to: readonly { readonly port: L2Port; readonly tags: readonly Tag[] }[];
      readonly excluded: readonly Exclusion[];
    };

export const forward = (port: L2Port, tags: readonly Tag[], frame: Frame): Forwarded => {
  const { bridge } = port;
  if (bridge.forwarding === 'flows') return { why: { kind: 'flows' } };
  if (!port.receives) return { why: { kind: 'no-receive' } };
  const reserved = reservedAddress(frame.destination);
  if (reserved !== undefined && (port.forwardedReserved & (1 << reserved)) === 0)
    return { why: { kind: 'reserved-address' } };
  if (port.state !== 'forwarding') return { why: { kind: 'port-state', state: port.state } };
  const admitted = admit(port, tags);
  if ('refusal' in admitted) return { why: admitted.refusal };
  const { inside } = admitted;
  if (port.locked && !isKnownAt(port, inside, frame.source)) return { why: { kind: 'locked' } };
  return { inside, ...spread(port, inside, frame) };
};

/** The key of an entry of the forwarding database. */
export const fdbKey = (mac: string, vlan: number): string => `${mac} ${vlan}`;

const isKnownAt = (port: L2Port, { vlan }: Inside, source: string | undefined): boolean =>
  source !== undefined && port.bridge.fdb.get(fdbKey(source, vlan))?.port === port;

const spread = (
  from: L2Port,
  inside: Inside,
  frame: Frame,
): { to: { port: L2Port; tags: readonly Tag[] }[]; excluded: Exclusion[] } => {
  const { bridge } = from;
  const to: { port: L2Port; tags: readonly Tag[] }[] = [];
  const excluded: Exclusion[] = [];
  const wanted = wantedBy(from, inside, frame);
  for (const port of bridge.ports) {
    const why = wanted(port) ?? barrier(from, port);
    if (why !== undefined) {
      excluded.push({ port, why });
      continue;
    }
    const released = release(port, inside, isPromiscuous(port));
    if ('refusal' in released) excluded.push({ port, why: released.refusal });
    else to.push({ port, tags: released.tags });
  }
  return { to, excluded };
};

const isPromiscuous = ({ devices }: L2Port): boolean => devices.some(({ promiscuous }) => promiscuous);

/** What stands between two ports whatever the frame is. */
const barrier = (from: L2Port, to: L2Port): DropReason | undefined => {
  if (to === from && !to.hairpin) return { kind: 'same-port' };
  if (to.isSelf && from.isSelf) return { kind: 'same-port' };
  if (to.state !== 'forwarding') return { kind: 'port-state', state: to.state };
  if (!to.forwards) return { kind: 'no-forward' };
  if (from.isolated && to.isolated) return { kind: 'isolated' };
  return undefined;
};

type Wanted = (port: L2Port) => DropReason | undefined;

const wantedBy = (from: L2Port, inside: Inside, { destination }: Frame): Wanted => {
  const { bridge } = from;
  switch (destination.kind) {
    case 'broadcast':
      return flooded(from, 'broadcast');
    case 'unicast': {
      const target = targetOf(bridge, destination.mac, inside.vlan);
      if (target === undefined) return flooded(from, 'unicast');
      return (port) =>
        port === target || (port.isSelf && isPromiscuous(port) && bridge.kind === 'linux')
          ? undefined
          : { kind: 'known-elsewhere' };
    }
    case 'multicast':
      return destination.group === undefined || isBelowTags(bridge, inside)
        ? flooded(from, 'multicast')
        : toGroup(from, inside.vlan, destination.group);
  }
};

const targetOf = (bridge: L2Bridge, mac: string, vlan: number): L2Port | undefined => {
  const target = bridge.fdb.get(fdbKey(mac, vlan))?.port;
  if (target === undefined) return undefined;
  return target === 'self' ? bridge.ports.find(({ isSelf }) => isSelf) : target;
};

/** Below tags that the bridge does not look at, nothing is IP to it. Linux sees through one. */
const isBelowTags = ({ kind, vlanFiltering }: L2Bridge, { inner, hidden }: Inside): boolean =>
  kind === 'openvswitch' ? hidden.length > 0 : inner.length > (vlanFiltering ? 0 : 1);

/** Linux keeps three flags, and asks none of them of what the host itself sends; Open vSwitch has one. */
const flooded = (from: L2Port, kind: 'unicast' | 'multicast' | 'broadcast'): Wanted => {
  const { bridge } = from;
  const asksFlag = bridge.kind === 'openvswitch' || kind === 'unicast' || !from.isSelf;
  return (port) => {
    if (port.isSelf && bridge.kind === 'linux' && kind === 'unicast' && !isPromiscuous(port))
      return { kind: 'not-for-the-host' };
    return asksFlag && !port.flood[kind] ? { kind: 'no-flood', of: kind } : undefined;
  };
};

const toGroup = (from: L2Port, vlan: number, group: string): Wanted => {
  const { bridge } = from;
  const { snooping, querier, floodUnregistered, groups } = bridge.multicast;
  const flood = flooded(from, 'multicast');
  if (!snooping || isLocalGroup(group)) return flood;
  const members = groups.get(`${group} ${vlan}`);
  const floods = bridge.kind === 'linux' ? !querier : members === undefined && floodUnregistered;
  if (floods) return flood;
  return (port) => {
    if (port.multicastRouter || members?.has(port.name) === true) return undefined;
    if (port.isSelf && isPromiscuous(port) && bridge.kind === 'linux') return undefined;
    return { kind: 'no-member' };
  };
};
