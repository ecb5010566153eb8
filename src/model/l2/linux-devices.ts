/** Devices of a Linux host from `ip -d link`, and what stands on what: veth pairs, VLAN devices, bonds, macvlans. */
import type { Attributes, Json, Link, LinuxHost, Namespace } from '../../host/index.ts';
import { bareDevice, type DeviceDraft, type Draft } from './draft.ts';
import type { Tag } from './frame.ts';
import type { BondRule, DeviceKind, Tunnel } from './types.ts';

/** Devices of one namespace, by what links call each other. */
export interface NamespaceDevices {
  readonly namespace: Namespace;
  readonly byName: ReadonlyMap<string, DeviceDraft>;
  readonly byIndex: ReadonlyMap<number, DeviceDraft>;
}

const KINDS: Readonly<Record<string, DeviceKind>> = {
  bridge: 'bridge',
  vlan: 'vlan',
  bond: 'bond',
  team: 'team',
  veth: 'veth',
  tun: 'tap',
  dummy: 'dummy',
  macvlan: 'macvlan',
  macvtap: 'macvlan',
  ipvlan: 'ipvlan',
  ipvtap: 'ipvlan',
  openvswitch: 'internal',
  vxlan: 'tunnel',
  geneve: 'tunnel',
  gretap: 'tunnel',
  ip6gretap: 'tunnel',
  erspan: 'tunnel',
  ip6erspan: 'tunnel',
};

const kindOf = ({ kind, type, parent }: Link): DeviceKind => {
  if (kind !== undefined) return KINDS[kind] ?? 'other';
  if (type === 'loopback') return 'loopback';
  return type === 'ether' || type === undefined || parent !== undefined ? 'hardware' : 'other';
};

export const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? `${value}` : undefined;

/** Numbers, also as strings and with 0x. */
export const numberOf = (value: Json | undefined): number | undefined => {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
};

export const protocolOf = (value: Json | undefined): Tag['protocol'] =>
  textOf(value)?.toLowerCase() === '802.1ad' ? 0x88a8 : 0x8100;

const tagOf = ({ kind, data }: Link): Tag | undefined => {
  const vlan = kind === 'vlan' ? numberOf(data['id']) : undefined;
  return vlan === undefined ? undefined : { protocol: protocolOf(data['protocol']), vlan };
};

const bondOf = ({ kind, data }: Link, { bonding }: Namespace, name: string): BondRule | undefined => {
  if (kind !== 'bond' && kind !== 'team') return undefined;
  const told = bonding.find((one) => one.name === name);
  return {
    mode: textOf(data['mode']) ?? told?.mode ?? (kind === 'team' ? 'team' : 'balance-rr'),
    active: textOf(data['active_slave']) ?? told?.activeMember,
  };
};

const real = (address: string | undefined): string[] =>
  address === undefined || address === 'any' || address === '0.0.0.0' || address === '::' ? [] : [address];

/** `0.0.0.100` or 100: how iproute2 prints GRE keys. */
const keyOf = (data: Attributes): number | undefined => {
  if (data['external'] === true) return undefined;
  const key = data['id'] ?? data['okey'] ?? data['ikey'];
  const dotted = typeof key === 'string' ? /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(key) : null;
  if (dotted === null) return numberOf(key);
  return dotted.slice(1).reduce((all, part) => all * 256 + Number(part), 0);
};

/** By link, from the forwarding databases of tunnels. */
interface Remotes {
  readonly flooded: ReadonlyMap<string, readonly string[]>;
  readonly known: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** What is flooded goes to the remotes of the entries for the MAC of zeros. */
const ALL_ZEROS = '00:00:00:00:00:00';

const remotesOf = ({ fdb }: Namespace): Remotes => {
  const known = new Map<string, Map<string, string>>();
  for (const { link, mac, remote } of fdb) {
    if (remote === undefined || mac === ALL_ZEROS) continue;
    const own = known.get(link) ?? new Map<string, string>();
    known.set(link, own.set(mac, remote));
  }
  return {
    flooded: grouped(fdb, ({ link, mac, remote }) => [link, mac === ALL_ZEROS ? remote : undefined]),
    known,
  };
};

const tunnelOf = (link: Link, { vlans }: Namespace, { flooded, known }: Remotes): Tunnel | undefined => {
  // Open vSwitch's own devices (`vxlan_sys_4789`) carry what its interfaces say.
  if (KINDS[link.kind ?? ''] !== 'tunnel' || link.portKind === 'openvswitch') return undefined;
  const { data, name } = link;
  const text = (key: string): string | undefined => textOf(data[key]);
  const remotes = [
    ...real(text('remote') ?? text('remote6')),
    ...real(text('group') ?? text('group6')),
    ...(flooded.get(name) ?? []),
  ];
  return {
    type: link.kind ?? '',
    local: real(text('local') ?? text('local6'))[0],
    remotes: [...new Set(remotes)],
    known: known.get(name) ?? new Map(),
    key: keyOf(data),
    vlanKeys: vlans?.find((one) => one.link === name)?.tunnels ?? [],
  };
};

const isUp = ({ flags }: Link): boolean => flags.includes('UP') && !flags.includes('NO-CARRIER');

const deviceOf = (
  host: string,
  namespace: Namespace,
  link: Link,
  addresses: readonly string[],
  remotes: Remotes,
): DeviceDraft => ({
  ...bareDevice(host, namespace.name, link.name),
  kind: kindOf(link),
  type: link.kind ?? '',
  up: isUp(link),
  mtu: link.mtu,
  mac: link.mac,
  promiscuous: (link.promiscuity ?? 0) > 0 || link.flags.includes('PROMISC'),
  addresses,
  tag: tagOf(link),
  bond: bondOf(link, namespace, link.name),
  tunnel: tunnelOf(link, namespace, remotes),
  alsoKnownAs: [...link.altNames, ...(link.alias === undefined ? [] : [link.alias])],
});

const grouped = <T>(
  all: readonly T[],
  entryOf: (one: T) => readonly [key: string, value: string | undefined],
): Map<string, string[]> => {
  const groups = new Map<string, string[]>();
  for (const one of all) {
    const [key, value] = entryOf(one);
    if (value === undefined) continue;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [value]);
    else known.push(value);
  }
  return groups;
};

export const addLinuxDevices = (draft: Draft, host: LinuxHost): readonly NamespaceDevices[] => {
  const all = host.namespaces.map((namespace): NamespaceDevices => {
    const addresses = grouped(namespace.addresses, ({ link, address, prefixLength }) => [
      link,
      `${address}/${prefixLength}`,
    ]);
    const remotes = remotesOf(namespace);
    const byName = new Map<string, DeviceDraft>();
    const byIndex = new Map<number, DeviceDraft>();
    for (const link of namespace.links) {
      const device = draft.add(deviceOf(host.name, namespace, link, addresses.get(link.name) ?? [], remotes));
      byName.set(link.name, device);
      byIndex.set(link.index, device);
    }
    return { namespace, byName, byIndex };
  });
  const ends = vethEnds(all);
  for (const own of all) {
    for (const link of own.namespace.links) {
      const device = own.byName.get(link.name);
      if (device === undefined) continue;
      if (device.kind === 'veth') pair(draft, device, link, own, all, ends);
      else stand(draft, device, link, own, all);
      join(device, link, own);
    }
  }
  return all;
};

interface End {
  readonly device: DeviceDraft;
  readonly own: NamespaceDevices;
}

/** `index peer's index` → devices that say so: both ends of a pair name each other. */
const vethEnds = (all: readonly NamespaceDevices[]): ReadonlyMap<string, readonly End[]> => {
  const ends = new Map<string, End[]>();
  for (const own of all) {
    for (const { kind, index, lower, name } of own.namespace.links) {
      const device = own.byName.get(name);
      if (kind !== 'veth' || lower?.index === undefined || device === undefined) continue;
      const key = `${index} ${lower.index}`;
      const known = ends.get(key);
      if (known === undefined) ends.set(key, [{ device, own }]);
      else known.push({ device, own });
    }
  }
  return ends;
};

const pair = (
  draft: Draft,
  device: DeviceDraft,
  { index, lower }: Link,
  own: NamespaceDevices,
  all: readonly NamespaceDevices[],
  ends: ReadonlyMap<string, readonly End[]>,
): void => {
  const [name, peerIndex, id] = [lower?.name, lower?.index, lower?.namespaceId];
  if (id === undefined) {
    device.peer = name !== undefined ? own.byName.get(name) : own.byIndex.get(peerIndex ?? -1);
  } else {
    const named = isRoot(own) ? all.filter(({ namespace }) => namespace.id === id) : [];
    const candidates = (ends.get(`${peerIndex} ${index}`) ?? []).filter(
      (end) => end.own !== own && agrees(end, own),
    );
    const exact = candidates.filter((end) => named.includes(end.own));
    const found = exact.length > 0 ? exact : candidates;
    device.peer = found.length === 1 ? found[0]?.device : undefined;
  }
  if (device.peer === undefined)
    draft.problem('no-peer', device, 'the other end of the veth pair is in no namespace that was read');
};

const isRoot = ({ namespace }: NamespaceDevices): boolean => namespace.name === '';

/** What the root namespace says of the other end must fit: it knows the numbers of namespaces. */
const agrees = ({ device, own: theirs }: End, mine: NamespaceDevices): boolean => {
  if (!isRoot(theirs) || mine.namespace.id === undefined) return true;
  const link = theirs.namespace.links.find(({ name }) => name === device.name);
  return link?.lower?.namespaceId === undefined || link.lower.namespaceId === mine.namespace.id;
};

/** VLAN devices, macvlans: their lower device may be in another namespace. */
const stand = (
  draft: Draft,
  device: DeviceDraft,
  { lower }: Link,
  own: NamespaceDevices,
  all: readonly NamespaceDevices[],
): void => {
  if (device.kind !== 'vlan' && device.kind !== 'macvlan' && device.kind !== 'ipvlan') return;
  const where =
    lower?.namespaceId === undefined
      ? own
      : (all.find(({ namespace }) => namespace.id === lower.namespaceId) ?? all.find(isRoot));
  const found =
    lower?.name !== undefined && where === own
      ? own.byName.get(lower.name)
      : where?.byIndex.get(lower?.index ?? -1);
  if (found === undefined) {
    draft.problem('no-lower', device, 'the device that it stands on was not read');
    return;
  }
  device.lower = found;
  (device.kind === 'vlan' ? found.vlanDevices : found.stacked).push(device);
};

const join = (device: DeviceDraft, { master, portKind }: Link, own: NamespaceDevices): void => {
  if (master === undefined || (portKind !== 'bond' && portKind !== 'team')) return;
  const aggregate = own.byName.get(master);
  if (aggregate === undefined || (aggregate.kind !== 'bond' && aggregate.kind !== 'team')) return;
  device.aggregate = aggregate;
  aggregate.members.push(device);
};
