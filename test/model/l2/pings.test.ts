/** Pings that were measured on real hosts: whether a frame gets there, and one gets back. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHosts, type OpenedHost } from '../../../src/cli/host/open.ts';
import {
  findPath,
  l2Network,
  type Device,
  type L2Network,
  type PathTarget,
} from '../../../src/model/l2/index.ts';

interface Ping {
  readonly from: string;
  readonly to: string;
  readonly what: string;
  readonly ok: boolean;
}

const captures = resolve(import.meta.dirname, '../../../../shared/captures/hosts');

/** Measured, but told by neither configuration nor tables. */
const NOT_TOLD = new Set([
  // Open vSwitch 3.1.0 does not flood to internal ports that were added after RSTP was enabled.
  'f1 - internal port mgmt70',
  // Another machine, whose MAC nobody had learned when the state was collected: the frame is flooded.
  'dhcp ns to other host, VLAN 101 on eth1',
  'dhcp ns to other host over vxlan-1001 multicast group',
]);

const number = (ip: string): number => ip.split('.').reduce((all, part) => all * 256 + Number(part), 0);

/** The device by which the namespace has the address on a link of its own; nothing where it is routed. */
const sender = ({ linux }: OpenedHost, { devices }: L2Network, { from, to }: Ping): Device | undefined => {
  const namespace = linux.namespaces.find(({ name }) => name === from);
  const near = namespace?.addresses.find(
    ({ family, address, prefixLength }) =>
      family === 'inet' &&
      Math.floor(number(address) / 2 ** (32 - prefixLength)) ===
        Math.floor(number(to) / 2 ** (32 - prefixLength)),
  );
  return devices.find((device) => device.namespace === namespace?.name && device.name === near?.link);
};

/** Who has the address, or the MAC that the sender had learned for it. */
const target = (
  { linux }: OpenedHost,
  { devices }: L2Network,
  { from, to }: Ping,
): PathTarget | undefined => {
  const found = devices.filter(({ addresses }) => addresses.some((one) => one.startsWith(`${to}/`)));
  const [device] = found;
  if (device !== undefined && found.length === 1) return { kind: 'device', device };
  const neighbours = linux.namespaces.find(({ name }) => name === from)?.neighbours ?? [];
  const mac = neighbours.find(({ address }) => address === to)?.mac;
  return mac === undefined ? undefined : { kind: 'mac', mac };
};

const gets = (from: Device, to: PathTarget): boolean =>
  findPath({ from, tags: [], to, size: 0 }).path !== undefined;

describe.runIf(existsSync(captures))('what was pinged', () => {
  it.each([
    ['lb-legacy-neutron', 9],
    ['lb-bond', 6],
    ['ovs-bond-tunnels', 10],
    ['ovs-features', 4],
  ])('%s', async (name, least) => {
    const [host] = await openHosts(resolve(captures, name));
    if (host === undefined) throw new Error('no host');
    const network = l2Network([host]);
    const pings = readFileSync(resolve(captures, name, 'pings.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Ping)
      .filter(({ what }) => !NOT_TOLD.has(what));
    const judged = pings.flatMap((ping) => {
      const [from, to] = [sender(host, network, ping), target(host, network, ping)];
      if (from === undefined || to === undefined) return [];
      const back = to.kind === 'mac' || gets(to.device, { kind: 'device', device: from });
      return [{ what: ping.what, measured: ping.ok, ok: gets(from, to) && back }];
    });
    expect(judged.filter(({ measured, ok }) => measured !== ok)).toEqual([]);
    expect(judged.length).toBeGreaterThanOrEqual(least);
  });
});
