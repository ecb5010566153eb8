/**
 * VLANs of ports, of `bridge vlan` and `bridge vlan tunnelshow`. By version and option:
 *
 *     [{"ifname":"eth1","vlans":[{"vlan":10,"vlanEnd":20,"flags":["PVID","Egress Untagged"],"state":"forwarding"}]}]
 *     [{"ifname":"eth1","vlans":[{"vid":10,"flags":[],"rx_bytes":1592,…}]}]        bridge -s vlan
 *     {"eth1":[{"vlan":10,"flags":["PVID"]}]}                                       before 4.20
 *     [{"ifname":"vx0","tunnels":[{"vlan":100,"vlanEnd":105,"tunid":10100,"tunidEnd":10105}]}]
 *
 * A port without VLANs is not listed. A bridge that does not filter lists VLAN 1 all the same.
 */
import type { Parsed } from '../parsed.ts';
import type { PortVlans, VlanRange } from '../types.ts';
import { readItems, type Item } from './item.ts';
import { holdsJson } from './json.ts';
import { Problems } from './problems.ts';
import { joinedTunnels, joinedVlans } from './vlan-ranges.ts';
import { tunnelsOfText, vlansOfText } from './vlans-text.ts';

type Tunnel = PortVlans['tunnels'][number];

const LAST_VLAN = 4095;

/** `vlan` or `vid`, and the same with `End`. */
const rangeOf = (item: Item): { first: number; last: number } | undefined => {
  const first = item.integer('vlan') ?? item.integer('vid');
  const last = item.integer('vlanEnd') ?? item.integer('vidEnd') ?? first;
  if (first === undefined || last === undefined || first < 0 || last < first || last > LAST_VLAN)
    return item.lose('a VLAN without its number; expected "vlan" of 0 to 4095');
  return { first, last };
};

const vlanOf = (item: Item): VlanRange | undefined => {
  const range = rangeOf(item);
  const flags = item.words('flags');
  return range === undefined
    ? undefined
    : {
        ...range,
        pvid: flags.includes('PVID'),
        untagged: flags.includes('Egress Untagged'),
        state: item.text('state'),
      };
};

const tunnelOf = (item: Item): Tunnel | undefined => {
  const range = rangeOf(item);
  if (range === undefined) return undefined;
  const vni = item.integer('tunid');
  const last = item.integer('tunidEnd') ?? vni;
  if (vni === undefined || last === undefined || last - vni !== range.last - range.first)
    return item.lose('a tunnel whose VLANs and ids are not equally many; expected "tunid" and "tunidEnd"');
  return { ...range, vni };
};

/** What stands under `key` by port, in either form. */
const byPort = <T>(
  text: string,
  problems: Problems,
  key: string,
  read: (item: Item) => T | undefined,
): Map<string, T[]> => {
  const ports = new Map<string, T[]>();
  const add = (name: string, items: readonly Item[]): void => {
    const found = items.flatMap((item) => read(item) ?? []);
    const known = ports.get(name);
    ports.set(name, known === undefined ? found : known.concat(found));
  };
  for (const item of readItems(text, problems)) {
    const name = item.text('ifname');
    if (name !== undefined) add(name, item.items(key));
    else if (Object.values(item.fields).every(Array.isArray))
      for (const port of Object.keys(item.fields)) add(port, item.items(port));
    else item.lose(`a port without its name; expected "ifname" and "${key}"`);
  }
  return ports;
};

/** Reads `bridge -j vlan` (also `-d`, `-c`, `-s`) or its plain text. */
export const parseBridgeVlans = (text: string, source: string): Parsed<PortVlans[]> => {
  const problems = new Problems(source);
  const ports = holdsJson(text) ? byPort(text, problems, 'vlans', vlanOf) : vlansOfText(text, problems);
  const value = [...ports].map(([link, vlans]) => ({ link, vlans: joinedVlans(vlans), tunnels: [] }));
  return { value, problems: problems.list };
};

/** Reads `bridge -j vlan tunnelshow` or its plain text: the same ports, with tunnels only. */
export const parseVlanTunnels = (text: string, source: string): Parsed<PortVlans[]> => {
  const problems = new Problems(source);
  const ports = holdsJson(text) ? byPort(text, problems, 'tunnels', tunnelOf) : tunnelsOfText(text, problems);
  const value = [...ports].map(([link, tunnels]) => ({ link, vlans: [], tunnels: joinedTunnels(tunnels) }));
  return { value, problems: problems.list };
};

/** `vlans` with the tunnels of `tunnels`; ports that have tunnels alone come last. */
export const withTunnels = (vlans: readonly PortVlans[], tunnels: readonly PortVlans[]): PortVlans[] => {
  const left = new Map(tunnels.map((port) => [port.link, port]));
  const merged = vlans.map((port) => {
    const added = left.get(port.link);
    left.delete(port.link);
    return added === undefined
      ? port
      : { ...port, tunnels: joinedTunnels([...port.tunnels, ...added.tunnels]) };
  });
  return [...merged, ...left.values()];
};
