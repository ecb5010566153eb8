/** Bridges of captured hosts, of Linux and of Open vSwitch. */
import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { draw, FORMATS } from '../../../src/cli/graph/formats.ts';
import { l2SourceOf, openHosts } from '../../../src/cli/host/open.ts';
import { l2 } from '../../../src/model/index.ts';
import { capturedScene, layoutScene, renderSvg, type Scene } from '../../../src/viz/index.ts';

const root = resolve(import.meta.dirname, '../../..');
const captures = resolve(root, '../shared/captures/hosts');

const sceneOf = async (path: string): Promise<Scene> => {
  const hosts = await openHosts(path);
  return capturedScene(
    hosts.map(({ linux, openVSwitch }) => ({ name: linux.name, openVSwitch })),
    l2.l2Network(hosts.map(l2SourceOf)),
  );
};

/** `BRIDGE: PORT detail`. */
const ports = ({ nodes }: Scene): string[] =>
  nodes.flatMap(({ title, sections, pins }) => [
    ...pins.map(({ name }) => `${title} joins by ${name}`),
    ...sections.flatMap(({ items }) => items.map(({ name, detail }) => `${title}: ${name} ${detail}`)),
  ]);

describe('bridges of Linux', () => {
  it('are cards as those of Open vSwitch are, joined by veth pairs', async () => {
    const scene = await sceneOf(resolve(root, 'fixtures/hosts'));
    expect(scene.summary).toBe('1 host · 2 bridges · 7 ports (1 down)');
    expect(ports(scene)).toEqual([
      'br0 joins by pa',
      'br0: vx100 vxlan key 100 to 192.0.2.2',
      'br0: guest0 guest',
      'br0: tap1 vm1/eth0',
      'br0: tap2 vm2/eth0',
      'br1 joins by pb',
      'br1: tap3 vm3/eth0',
    ]);
    expect(scene.edges.map(({ kind }) => kind)).toEqual(['patch']);
    await expect(renderSvg(layoutScene(scene))).toMatchFileSnapshot('../../golden/bridge-linux.svg');
  });
});

describe.runIf(existsSync(captures))('captured hosts', () => {
  const names = existsSync(captures)
    ? readdirSync(captures).filter((name) => existsSync(resolve(captures, name, 'root')))
    : [];

  it.each(names)('%s is drawn in every format', async (name) => {
    const scene = await sceneOf(resolve(captures, name));
    expect(scene.nodes.length).toBeGreaterThan(0);
    const options = {
      title: undefined,
      theme: 'auto',
      scale: 1,
      width: 100,
      ascii: false,
      fold: {},
    } as const;
    for (const format of FORMATS.filter((one) => one !== 'png'))
      expect(draw(format, [scene], options).length).toBeGreaterThan(100);
  });

  it('say VLANs as those of Open vSwitch do', async () => {
    const told = ports(await sceneOf(resolve(captures, 'lb-vlan-aware')));
    for (const line of [
      'br0: p1 access 10, ep1/eth0',
      'br0: p4 trunk 10-30, ep4/eth0',
      'br0: p5 native-untagged 20, trunk 10,30-35, ep5/eth0',
      'br0: p8 no VLAN, ep8/eth0',
      'br0: lpa trunk 30, lpb',
      'br0 joins by pb0',
      'br2: br0.30 VLAN 30 of br0',
    ])
      expect(told).toContain(line);
  });

  it('join Linux bridges to Open vSwitch', async () => {
    const told = ports(await sceneOf(resolve(captures, 'ovs-neutron-ml2')));
    expect(told).toContain('br-int joins by qvo1a2b3c4d-5e');
    expect(told).toContain('qbr1a2b3c4d-5e joins by qvb1a2b3c4d-5e');
  });
});
