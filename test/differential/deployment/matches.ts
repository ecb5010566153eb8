/** Matches of ACLs, QoS rules and policies: what people write, over the addresses and ports of this deployment. */
import type { Random } from '../random.ts';
import type { Nic, World } from './world.ts';

/** Few, so that microflows meet rules. */
export const PORTS = [22, 53, 80, 443, 1000, 8080] as const;

const quoted = (name: string): string => JSON.stringify(name);

type Maker = (world: World, random: Random, nic: Nic) => string | undefined;

const addresses: readonly Maker[] = [
  () => undefined,
  () => 'ip4',
  () => 'ip6',
  () => 'ip',
  (_, random, nic) => (nic.v4.length === 0 ? 'ip6' : `ip4.${random.pick(['src', 'dst'])} == ${nic.v4[0]}`),
  (_, random, nic) => (nic.v6.length === 0 ? 'ip4' : `ip6.${random.pick(['src', 'dst'])} == ${nic.v6[0]}`),
  (_, random, nic) =>
    nic.home.prefix4 === undefined ? 'ip' : `ip4.${random.pick(['src', 'dst'])} == ${nic.home.prefix4}0/24`,
  (_, random, nic) =>
    nic.home.prefix6 === undefined ? 'ip' : `ip6.${random.pick(['src', 'dst'])} == ${nic.home.prefix6}/64`,
  (_, random) => `ip4.${random.pick(['src', 'dst'])} == {10.0.0.0/16, 172.31.0.0/16}`,
  (_, random) => `ip4.${random.pick(['src', 'dst'])} != 10.0.0.0/255.255.0.255`,
  (_, __, nic) => `eth.src == ${nic.mac}`,
  (world, random) => {
    const set = random.maybe(world.addressSets);
    if (set === undefined) return undefined;
    const field = { v4: 'ip4', v6: 'ip6', mac: 'eth' }[set.family];
    return `${field}.${random.pick(['src', 'dst'])} == $${set.name}`;
  },
  (world, random) => {
    const group = random.maybe(world.portGroups);
    const family = random.pick(['ip4', 'ip6'] as const);
    return group === undefined
      ? undefined
      : `${family}.${random.pick(['src', 'dst'])} == $${group.name}_${family}`;
  },
];

const protocols: readonly Maker[] = [
  () => undefined,
  () => undefined,
  () => 'tcp',
  () => 'udp',
  () => 'icmp4',
  () => 'icmp6',
  () => 'icmp',
  () => 'sctp',
  (_, random) => `tcp.dst == ${random.pick(PORTS)}`,
  (_, random) => `udp.dst == ${random.pick(PORTS)}`,
  (_, random) => `sctp.dst == ${random.pick(PORTS)}`,
  (_, random) => `tcp.dst == {${random.pick(PORTS)}, ${random.pick(PORTS)}}`,
  (_, random) => `tcp.dst >= ${random.pick(PORTS)} && tcp.dst <= ${random.pick(PORTS) + 500}`,
  (_, random) => `1 <= udp.src < ${random.pick(PORTS)}`,
  (_, random) => `(tcp.src == ${random.pick(PORTS)} || udp.src == ${random.pick(PORTS)})`,
  (_, random) => `!(tcp.dst == ${random.pick(PORTS)})`,
  () => 'tcp.flags == 2',
  () => 'icmp4.type == 8 && icmp4.code == 0',
  () => 'ip.proto == 47',
  () => 'arp',
  () => 'arp.op == 1',
  () => 'nd_ns || nd_na',
  () => 'ip.ttl == 1',
  () => 'ip.frag',
  () => 'ip.dscp == 10',
  () => 'eth.type == 0x88cc',
  () => 'eth.mcast',
  () => 'udp.dst == 67 /* DHCP */',
  () => 'vlan.present',
];

/** Conjuncts without a port. */
export const packetMatch = (world: World, random: Random): string => {
  const nic = random.maybe(world.nics);
  const parts = nic === undefined ? [] : [random.pick(addresses)(world, random, nic)];
  const known = [...parts, nic === undefined ? undefined : random.pick(protocols)(world, random, nic)].filter(
    (part) => part !== undefined,
  );
  return known.length === 0
    ? '1'
    : known.map((part) => (part.includes('||') ? `(${part})` : part)).join(' && ');
};

/** With a port, a port group, several ports or none: `field` is the one that is there at that side of the pipeline. */
export const portMatch = (
  world: World,
  random: Random,
  field: 'inport' | 'outport',
  ports: readonly string[],
  group?: string,
): string => {
  const port = random.weighted<() => string | undefined>([
    [1, () => undefined],
    [4, () => (group === undefined ? undefined : `${field} == @${group}`)],
    [4, () => (ports.length === 0 ? undefined : `${field} == ${quoted(random.pick(ports))}`)],
    [
      1,
      () =>
        ports.length < 2 ? undefined : `${field} == {${random.some(ports, 2, 2).map(quoted).join(', ')}}`,
    ],
    [0.2, () => (ports.length === 0 ? undefined : `${field} != ${quoted(random.pick(ports))}`)],
    [
      1,
      () =>
        world.portGroups.length === 0 ? undefined : `${field} == @${random.pick(world.portGroups).name}`,
    ],
  ])();
  const packet = packetMatch(world, random);
  if (port === undefined) return packet;
  return packet === '1' ? port : `${port} && ${packet}`;
};
