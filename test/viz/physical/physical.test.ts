import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Network, type NetworkSources } from '../../../src/model/index.ts';
import { layoutScene, physicalScene, renderSvg, type Scene, type SceneNode } from '../../../src/viz/index.ts';
import { northbound, southbound } from '../../model/build.ts';
import { fixture, type Fixture } from '../../model/fixtures.ts';
import { HOSTILE_NAMES, hostDatabase, kubernetes, provider, twoSwitches } from '../../model/scenarios.ts';
import { parseXml } from '../well-formed.ts';
import { chassisTables, cluster, hostOf, others } from './cluster.ts';

const picture = (scene: Scene): string => renderSvg(layoutScene(scene));

const cardOf = (scene: Scene, title: string): SceneNode => {
  const found = scene.nodes.find((node) => node.title === title);
  if (found === undefined) throw new Error(`no card ${title}`);
  return found;
};

const factsOf = (scene: Scene, title: string): string[] => cardOf(scene, title).facts.map(({ text }) => text);

const withHost = (): NetworkSources => ({
  ...twoSwitches(),
  ovs: [{ name: 'host-1.db', database: hostDatabase() }],
});

describe('pictures of the physical topology', () => {
  it.each<[string, () => Network]>([
    ['two-switches', () => new Network(twoSwitches())],
    ['one-host', () => new Network(withHost())],
    ['host-alone', () => new Network({ ovs: withHost().ovs })],
    ['provider', () => new Network(provider())],
    ['northbound-alone', () => new Network(kubernetes(3))],
    ['matrix', () => cluster(13, {}, [hostOf(1, others(13, 1)), hostOf(2, others(12, 2))])],
  ])('of %s are the golden ones', async (name, make) => {
    await expect(picture(physicalScene(make()))).toMatchFileSnapshot(`../../golden/physical-${name}.svg`);
  });

  it.each<Fixture>(['two-switches', 'neutron', 'ovn-kubernetes'])(
    'of the fixture %s are the golden ones',
    async (name) => {
      const scene = physicalScene(await fixture(name));
      await expect(picture(scene)).toMatchFileSnapshot(`../../golden/physical-fixture-${name}.svg`);
    },
  );
});

describe('a chassis', () => {
  it('is told by its host, its encapsulations and what is bound there', () => {
    const scene = physicalScene(new Network(twoSwitches()));
    expect(cardOf(scene, 'compute-2.example')).toMatchObject({ kind: 'chassis', subtitle: 'hv2', tier: 0 });
    expect(factsOf(scene, 'compute-2.example')).toEqual([
      'geneve 192.0.2.2',
      'vxlan 192.0.2.2',
      '1 port bound',
    ]);
    // The second one is the other's, and migrates.
    expect(factsOf(scene, 'compute-1.example')).toEqual(['geneve 192.0.2.1', '2 ports bound']);
  });

  it('lists every port, also where none is written out', () => {
    const scene = physicalScene(new Network(twoSwitches()));
    const { sections } = cardOf(scene, 'compute-2.example');
    expect(sections.map(({ listed, items }) => [listed, items.map(({ name }) => name)])).toEqual([
      [0, ['sw1-port1']],
    ]);
  });

  it('has a section for each bridge of a host that was read', () => {
    const scene = physicalScene(new Network(withHost()));
    const told = cardOf(scene, 'compute-1.example').sections.map(({ title, items }) => [
      title,
      items.map(({ name, detail, tone }) => `${name} ${detail} ${tone}`),
    ]);
    expect(told).toEqual([
      ['br-int, 1 tunnel', ['sw0-port1 10.0.0.2 good', 'sw1-port1 20.0.0.9 good']],
      ['br-ex', ['eth1 uplink, vlan 100 unknown']],
    ]);
  });

  it('is bad while it is behind the Southbound', () => {
    const sb = southbound({
      ...chassisTables(3, { 3: { other: { 'is-remote': 'true' } } }),
      SB_Global: { global: { nb_cfg: 7 } },
      Chassis_Private: { hv1: { chassis: 'hv1', nb_cfg: 7 }, hv2: { chassis: 'hv2', nb_cfg: 5 } },
    });
    const scene = physicalScene(new Network({ sb }));
    expect(factsOf(scene, 'compute-1')[0]).toBe('geneve 192.0.2.1');
    expect(cardOf(scene, 'compute-2').facts[0]).toEqual({
      text: 'stale: 2 configurations behind the Southbound',
      tone: 'bad',
    });
    expect(cardOf(scene, 'compute-3').kind).toBe('remote');
    expect(scene.summary).toBe('3 chassis (1 remote, 1 stale) · 1 tunnel');
  });

  it('says for which router ports it is the gateway, and in which rank', () => {
    const scene = physicalScene(new Network(provider()));
    const told = (title: string) =>
      cardOf(scene, title)
        .sections.filter((section) => section.title === 'Gateway of')
        .flatMap(({ items }) => items.map(({ name, detail, tone }) => `${name} · ${detail} · ${tone}`));
    expect(told('compute-2')).toEqual([
      'edge A: router-a-public · #1 priority 2, active · good',
      'router-b: router-b-public · #1 priority 2, standby · idle',
    ]);
    expect(told('compute-1')).toEqual([
      'edge A: router-a-public · #2 priority 1, standby · idle',
      'router-b: router-b-public · #2 priority 1, standby · idle',
    ]);
    expect(told('compute-3')).toEqual([]);
  });

  it('is missed where the Northbound names it as a gateway', () => {
    const { nb } = provider();
    const scene = physicalScene(new Network({ nb, sb: southbound(chassisTables(1)) }));
    expect(scene.notes).toEqual(['1 chassis named as gateway is not in the Southbound: hv2']);
  });

  it('may be a host that OVN does not know', () => {
    const host = hostOf(9, []);
    const scene = physicalScene(cluster(1, {}, [host, { ...host, name: 'clone.db' }]));
    const cards = scene.nodes.filter(({ label }) => label === 'host');
    expect(cards.map(({ facts }) => facts[0]?.text)).toEqual([
      'not in the Southbound',
      'another host has the same system-id',
    ]);
    expect(new Set(scene.nodes.map(({ id }) => id)).size).toBe(scene.nodes.length);
  });
});

describe('physical networks', () => {
  const mapped = (n: number) => ({ other: { 'ovn-bridge-mappings': `physnet1:br-ex,phys${n}:br${n}` } });

  it('are joined to the chassis that map them', () => {
    const scene = physicalScene(cluster(2, { 1: mapped(1), 2: mapped(2) }));
    expect(factsOf(scene, 'compute-1')).toContain('bridge mapping physnet1 → br-ex');
    expect(factsOf(scene, 'physnet1')).toEqual(['br-ex on 2 chassis', 'no localnet port names it']);
    const edges = scene.edges.filter(({ kind }) => kind === 'localnet').map(({ tooltip }) => tooltip);
    expect(edges.sort()).toEqual([
      'compute-1 – physical network phys1 by br1',
      'compute-1 – physical network physnet1 by br-ex',
      'compute-2 – physical network phys2 by br2',
      'compute-2 – physical network physnet1 by br-ex',
    ]);
  });

  it('of too many chassis stand alone and say how many', () => {
    const scene = physicalScene(
      cluster(30, Object.fromEntries(Array.from({ length: 31 }, (_, n) => [n, mapped(0)]))),
    );
    expect(scene.edges).toEqual([]);
    expect(factsOf(scene, 'physnet1')[0]).toBe('br-ex on 30 chassis');
  });

  it('that a localnet port names and nobody maps are told', () => {
    expect(cardOf(physicalScene(new Network(provider())), 'physnet1').facts[0]).toEqual({
      text: 'no chassis has a bridge mapping for it',
      tone: 'bad',
    });
  });
});

describe('any names', () => {
  const anyName = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string({ unit: 'binary', maxLength: 30 }));

  it('give a well-formed file', () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, (a, b, c) => {
        const sb = southbound({
          Chassis: {
            hv1: {
              name: a,
              hostname: b,
              encaps: ['e1'],
              other_config: { 'ovn-bridge-mappings': `${c}:${a}` },
            },
            hv2: { name: b, hostname: c, encaps: ['e2'], transport_zones: [] },
          },
          Encap: { e1: { type: 'geneve', ip: c }, e2: { type: 'geneve', ip: a } },
        });
        const nb = northbound({
          Logical_Switch: { s: { name: a, ports: ['l'] } },
          Logical_Switch_Port: { l: { type: 'localnet', options: { network_name: b } } },
        });
        expect(() => parseXml(picture(physicalScene(new Network({ nb, sb }))))).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });
});
