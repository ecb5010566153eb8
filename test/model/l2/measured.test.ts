/**
 * What was measured on a real kernel and a real Open vSwitch: every frame that was sent, and at which endpoints it was seen
 * with which tags. The captures say how the host was set up then.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHosts } from '../../../src/cli/host/open.ts';
import {
  destinationOf,
  l2Network,
  tagsKey,
  walk,
  type Device,
  type Destination,
  type L2Network,
  type L2Walk,
  type Tag,
} from '../../../src/model/l2/index.ts';

interface Endpoint {
  readonly name: string;
  readonly ns: string | null;
  readonly dev: string;
  readonly mac: string;
}

interface Probe {
  readonly src: string;
  readonly tags: readonly (number | string)[];
  readonly kind: string;
  readonly dst?: string;
  readonly group?: string;
  readonly rx: readonly { readonly ep: string; readonly tags: readonly (number | string)[] }[];
}

const captures = resolve(import.meta.dirname, '../../../../shared/captures/hosts');

/** The far end of a network card: another machine, to which its wire leads. */
const FAR_ENDS: Readonly<Record<string, string>> = { up: 'eth1' };

const deviceOf = ({ devices }: L2Network, { name, ns, dev }: Endpoint): Device => {
  const wire = FAR_ENDS[name];
  const found = devices.find((one) => one.namespace === (ns ?? '') && one.name === dev);
  const card = devices.find((one) => one.namespace === '' && one.name === wire);
  const device = wire === undefined ? found : card;
  if (device === undefined) throw new Error(`no ${name}`);
  return device;
};

const tagOf = (tag: number | string): Tag =>
  typeof tag === 'string'
    ? { protocol: 0x88a8, vlan: Number(tag.slice('ad:'.length)) }
    : { protocol: 0x8100, vlan: tag };

const destination = ({ kind, dst = '', group }: Probe, macOf: ReadonlyMap<string, string>): Destination => {
  if (kind === 'bcast') return destinationOf('ff:ff:ff:ff:ff:ff');
  if (kind === 'uucast') return destinationOf('02:ff:ff:ff:ff:fe');
  if (kind === 'mcast-nonip') return destinationOf('03:00:00:00:00:01');
  if (kind === 'ipmcast') return destinationOf('01:00:5e:00:00:01', group);
  return destinationOf(kind === 'linklocal' ? dst : (macOf.get(dst) ?? ''));
};

/** `ENDPOINT@TAGS` of every endpoint at which it was seen, but for the sender itself. */
const seenIn = ({ steps }: L2Walk, endpoints: readonly Endpoint[], network: L2Network): readonly string[] => {
  const places = new Map(endpoints.map((one) => [deviceOf(network, one), one.name]));
  const seen = steps.flatMap((step) => {
    if (step.type === 'bridge' || step.before === undefined) return [];
    const name = places.get(step.device);
    if (name === undefined) return [];
    // A frame is seen at a card's far end when the card sends it.
    return (step.type === 'send') === (FAR_ENDS[name] !== undefined) ? [`${name}@${tagsKey(step.tags)}`] : [];
  });
  return [...new Set(seen)].sort();
};

describe.runIf(existsSync(captures))('frames are seen where they were measured', () => {
  it.each(['lb-vlan-aware', 'ovs-vlan-aware'])('%s', { timeout: 60_000 }, async (name) => {
    const hosts = await openHosts(resolve(captures, name));
    const network = l2Network(hosts);
    const { endpoints, probes } = JSON.parse(
      readFileSync(resolve(captures, name, 'l2-delivery.json'), 'utf8'),
    ) as { endpoints: readonly Endpoint[]; probes: readonly Probe[] };
    const macOf = new Map(endpoints.map((one) => [one.name, one.mac]));
    const byName = new Map(endpoints.map((one) => [one.name, one]));
    const wrong = probes.flatMap((probe) => {
      const from = byName.get(probe.src) as Endpoint;
      const frame = {
        tags: probe.tags.map(tagOf),
        source: from.mac,
        destination: destination(probe, macOf),
        size: 0,
      };
      const way = FAR_ENDS[probe.src] === undefined ? 'send' : 'receive';
      const seen = seenIn(walk(deviceOf(network, from), way, frame), endpoints, network);
      const measured = [
        ...new Set(probe.rx.map(({ ep, tags }) => `${ep}@${tagsKey(tags.map(tagOf))}`)),
      ].sort();
      return seen.join() === measured.join() ? [] : [{ probe: { ...probe, rx: undefined }, seen, measured }];
    });
    expect(wrong).toEqual([]);
    expect(probes).toHaveLength(3085);
  });
});
