/** Bridges of the Linux kernel as cards, from the model of layer 2: the same shapes as those of Open vSwitch. */
import { l2, naturalCompare } from '../../model/index.ts';
import { count } from '../logical/words.ts';
import type { Fact, Tone } from '../scene.ts';
import type { BridgeCard, CardPort, PortInterface, PortRole, Vlans } from './types.ts';

const idle = (text: string): Fact => ({ text, tone: 'idle' });

const numbers = (ranges: readonly l2.Range[]): readonly number[] =>
  ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i));

const NONE: Vlans = { mode: undefined, tag: undefined, trunks: [], customer: [] };

/** A port that takes one VLAN and sends it without tag is what others call an access port. */
const vlansOf = (rule: l2.VlanRule): Vlans => {
  if (rule.kind !== 'filtering') return NONE;
  const { pvid, ranges } = rule;
  const native = ranges.find(({ first, last }) => pvid !== undefined && first <= pvid && pvid <= last);
  const all = numbers(ranges);
  // Without VLANs Open vSwitch takes all, Linux none.
  if (all.length === 0) return NONE;
  if (pvid === undefined || native === undefined) return { ...NONE, mode: 'trunk', trunks: all };
  if (all.length === 1 && native.untagged) return { ...NONE, mode: 'access', tag: pvid };
  const mode = native.untagged ? 'native-untagged' : 'native-tagged';
  return { ...NONE, mode, tag: pvid, trunks: all.filter((vlan) => vlan !== pvid) };
};

const takesNone = ({ vlans }: l2.L2Port): boolean => vlans.kind === 'filtering' && vlans.ranges.length === 0;

const untaggedOf = (rule: l2.VlanRule): string => {
  if (rule.kind !== 'filtering') return '';
  const others = rule.ranges.filter(({ untagged, first }) => untagged && first !== rule.pvid);
  return others.length === 0 ? '' : `also sent untagged: VLAN ${l2.rangesText(others)}`;
};

const roleOf = (device: l2.Device, bridge: l2.L2Bridge): PortRole => {
  if (device.kind === 'bond' || device.kind === 'team') return 'bond';
  if (device.kind === 'tunnel') return 'tunnel';
  if (device.kind === 'hardware') return 'uplink';
  const other = device.peer?.port?.bridge;
  return other !== undefined && other !== bridge && other.host === bridge.host ? 'patch' : 'port';
};

const toneOf = ({ state }: l2.L2Port, { up }: l2.Device): Tone => {
  if (!up || state === 'disabled') return 'bad';
  return state === 'forwarding' ? 'good' : 'warn';
};

const leadsTo = (device: l2.Device): string => {
  const { peer, tunnel, tag, lower, kind } = device;
  if (peer !== undefined) return l2.deviceName(peer);
  if (tag !== undefined && lower !== undefined) return `VLAN ${tag.vlan} of ${l2.deviceName(lower)}`;
  if (kind === 'tap') return 'guest';
  if (tunnel === undefined) return '';
  const key = tunnel.key === undefined ? '' : ` key ${tunnel.key}`;
  return `${tunnel.type}${key}${tunnel.remotes.length === 0 ? '' : ` to ${tunnel.remotes.join(', ')}`}`;
};

const FLAGS: readonly (readonly [text: string, holds: (port: l2.L2Port) => boolean])[] = [
  ['isolated', ({ isolated }) => isolated],
  ['hairpin', ({ hairpin }) => hairpin],
  ['locked', ({ locked }) => locked],
  ['does not learn', ({ learning }) => !learning],
  ['no flooding of unknown unicast', ({ flood }) => !flood.unicast],
  ['no flooding of multicast', ({ flood }) => !flood.multicast],
  ['no flooding of broadcast', ({ flood }) => !flood.broadcast],
];

const memberOf = (id: string, device: l2.Device): PortInterface => ({
  id,
  row: undefined,
  // Peers are found by it: of a namespace it has that before it.
  name: l2.deviceName(device),
  tone: device.up ? 'good' : 'bad',
  tooltip: `${device.type === '' ? 'device' : device.type} ${device.name}`,
});

const cardPort = (bridge: l2.L2Bridge, port: l2.L2Port, id: string): readonly CardPort[] => {
  const [device] = port.devices;
  if (device === undefined) return [];
  const role = roleOf(device, bridge);
  const members = device.members.length > 0 ? device.members : [device];
  return [
    {
      id,
      row: undefined,
      name: port.name,
      role,
      vlans: vlansOf(port.vlans),
      interfaces: members.map((one, i) => memberOf(`${id}-${i}`, one)),
      bond: device.bond === undefined ? undefined : { mode: device.bond.mode, lacp: undefined },
      peer: role === 'patch' && device.peer !== undefined ? l2.deviceName(device.peer) : undefined,
      leadsTo: [takesNone(port) ? 'no VLAN' : '', role === 'patch' ? '' : leadsTo(device)]
        .filter((text) => text !== '')
        .join(', '),
      tone: toneOf(port, device),
      about: [
        device.type === '' ? '' : device.type,
        device.mtu === undefined ? '' : `MTU ${device.mtu}`,
        port.state === 'forwarding' ? '' : `state ${port.state}`,
        ...FLAGS.filter(([, holds]) => holds(port)).map(([text]) => text),
        untaggedOf(port.vlans),
      ],
    },
  ];
};

const factsOf = (bridge: l2.L2Bridge): readonly Fact[] => {
  const self = bridge.ports.find(({ isSelf }) => isSelf)?.devices[0];
  const addresses = (self?.addresses ?? []).filter((one) => !one.startsWith('fe80:'));
  const protocol = bridge.vlanProtocol === 0x88a8 ? ', 802.1ad' : '';
  return [
    ...addresses.map(idle),
    idle(bridge.vlanFiltering ? `VLAN filtering${protocol}` : 'does not look at VLANs'),
    ...(self?.mtu === undefined ? [] : [idle(`MTU ${self.mtu}`)]),
    ...(bridge.multicast.snooping ? [idle('multicast snooping')] : []),
    ...(self?.up === false ? [{ text: 'down', tone: 'bad' as const }] : []),
    ...(bridge.fdb.size === 0 ? [] : [idle(count(bridge.fdb.size, 'MAC'))]),
  ];
};

/** Those of one host, by namespace and name. */
export const linuxBridges = (network: l2.L2Network, host: string): readonly BridgeCard[] =>
  network.bridges
    .filter((bridge) => bridge.kind === 'linux' && bridge.host === host)
    .map((bridge): BridgeCard => {
      const name = bridge.namespace === '' ? bridge.name : `${bridge.namespace}/${bridge.name}`;
      const id = `linux-${host}-${name}`;
      return {
        id,
        row: undefined,
        name,
        kind: 'Linux bridge',
        isIntegration: false,
        facts: factsOf(bridge),
        badges: [],
        ports: bridge.ports
          .filter(({ isSelf }) => !isSelf)
          .flatMap((port) => cardPort(bridge, port, `${id}-${port.name}`))
          .sort((a, b) => naturalCompare(a.name, b.name)),
      };
    })
    .sort((a, b) => naturalCompare(a.name, b.name));
