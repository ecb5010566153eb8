import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorkload, Network, type NetworkSources } from '../../../src/model/index.ts';
import {
  combinedScene,
  layoutScene,
  logicalScene,
  renderSvg,
  type Scene,
  type SceneNode,
} from '../../../src/viz/index.ts';
import { northbound, southbound, uuidOf, type Rows } from '../../model/build.ts';
import { fixture, FIXTURES, type Fixture } from '../../model/fixtures.ts';
import {
  hostDatabase,
  hostile,
  kubernetes,
  mesh,
  peerLoops,
  provider,
  twoSwitches,
} from '../../model/scenarios.ts';
import { parseXml } from '../well-formed.ts';
import { chassisTables, workloads } from '../physical/cluster.ts';

const picture = (scene: Scene): string => renderSvg(layoutScene(scene));

/** Title of the card → title of the section → names of its ports. */
const placesIn = (
  scene: Scene,
  kind: SceneNode['kind'] = 'chassis',
): Record<string, Record<string, string[]>> =>
  Object.fromEntries(
    scene.nodes
      .filter((node) => node.kind === kind)
      .map(({ title, sections }) => [
        title,
        Object.fromEntries(sections.map((one) => [one.title ?? '', one.items.map(({ name }) => name)])),
      ]),
  );

const itemIds = (scene: Scene): string[] =>
  scene.nodes.flatMap(({ sections }) => sections.flatMap(({ items }) => items.map(({ id }) => id)));

const expectEveryWorkloadOnce = (network: Network): void => {
  const wanted = network.switchPorts.filter(isWorkload).map(({ uuid }) => uuid);
  const ofWorkloads = new Set(wanted);
  const found = itemIds(combinedScene(network)).filter((id) => ofWorkloads.has(id));
  expect(found.sort()).toEqual(wanted.sort());
};

describe('pictures of both sides', () => {
  it.each<[string, NetworkSources]>([
    ['two-switches', twoSwitches()],
    ['southbound-alone', { sb: twoSwitches().sb }],
    ['northbound-alone', kubernetes(3)],
    ['provider', provider()],
    ['many-bindings', workloads(14, 12, 12)],
  ])('of %s are the golden ones', async (name, sources) => {
    const scene = combinedScene(new Network(sources));
    await expect(picture(scene)).toMatchFileSnapshot(`../../golden/combined-${name}.svg`);
  });

  it.each<Fixture>(['two-switches', 'neutron', 'ovn-kubernetes'])(
    'of the fixture %s are the golden ones',
    async (name) => {
      const scene = combinedScene(await fixture(name));
      await expect(picture(scene)).toMatchFileSnapshot(`../../golden/combined-fixture-${name}.svg`);
    },
  );

  it.each<[string, NetworkSources]>([
    ['nothing', {}],
    ['hostile names', hostile()],
    ['a mesh', mesh(5)],
    ['peers in loops', peerLoops()],
  ])('of %s are well-formed and the same at every run', (_, sources) => {
    const first = picture(combinedScene(new Network(sources)));
    expect(() => parseXml(first)).not.toThrow();
    expect(picture(combinedScene(new Network(sources)))).toBe(first);
  });
});

describe('the combined view', () => {
  it('puts every port on its chassis, by switch, and says what is bound nowhere', () => {
    const scene = combinedScene(new Network(twoSwitches()));
    expect(placesIn(scene)).toEqual({
      'compute-1.example': { sw0: ['sw0-port1'] },
      'compute-2.example': { sw1: ['sw1-port1'] },
      'Not bound': { sw0: ['sw0-port2'] },
    });
    expect(scene.nodes.find(({ id }) => id === 'not-bound')?.facts).toEqual([
      { text: '1 port, 1 down', tone: 'bad' },
    ]);
    expect(scene.summary).toMatch(/ · 1 not bound$/);
  });

  it('says where a port is as well while it migrates', () => {
    const scene = combinedScene(new Network(twoSwitches()));
    const card = scene.nodes.find(({ title }) => title === 'compute-1.example');
    expect(card?.facts.map(({ text }) => text)).toContain('1 port bound here as well, migrating');
  });

  it('leaves to switches what is on no chassis', () => {
    expect(placesIn(combinedScene(new Network(provider())), 'switch')).toMatchObject({
      public: { '': ['localnet provnet-public'] },
      'mgmt vlan 77': { '': ['localnet provnet-mgmt', 'localport mgmt-dhcp'] },
      web: {},
    });
  });

  it('joins a switch to each chassis where it has ports, once', () => {
    const scene = combinedScene(new Network(provider()));
    const edges = scene.edges.filter(({ kind }) => kind === 'binding').map(({ tooltip }) => tooltip);
    expect(edges.filter((text) => text.startsWith('web'))).toEqual([
      'web – compute-1: 4 ports bound',
      'web – compute-2: 4 ports bound',
      'web – compute-3: 3 ports bound',
    ]);
    expect(edges.filter((text) => text.startsWith('mgmt'))).toEqual([
      'mgmt vlan 77 – compute-1: 1 port bound',
    ]);
  });

  it('has rows: routers, switches, chassis, physical networks', () => {
    const tiers: Record<string, number | undefined> = {};
    for (const { kind, tier } of combinedScene(new Network(provider())).nodes) tiers[kind] = tier;
    expect(tiers).toEqual({ router: 0, switch: 1, chassis: 2, physical: 3 });
  });

  it('leaves edges away where nobody could follow them, and says so', () => {
    const scene = combinedScene(new Network(workloads(40, 9, 8)));
    expect(scene.edges).toEqual([]);
    expect(scene.notes).toEqual([
      '320 pairs of logical switch and chassis are not drawn as edges: the chassis list their ports by switch.',
    ]);
    expect(placesIn(scene)['compute-1']?.['net0']).toEqual(['vm-1-7']);
  });

  it('opens the cards of a few chassis and counts on those of many', () => {
    const listed = (chassis: number) =>
      combinedScene(new Network(workloads(chassis, 12, 1)))
        .nodes.filter(({ title }) => title === 'compute-1')
        .flatMap(({ sections }) => sections.map(({ title, listed }) => `${title ?? ''} ${listed}`));
    expect(listed(12)).toEqual(['net0 8']);
    expect(listed(13)).toEqual(['net0 0']);
  });

  it('asks the hosts where no Southbound was read', () => {
    const { nb } = twoSwitches();
    const ovs = [{ name: 'host-1.db', database: hostDatabase() }];
    expect(placesIn(combinedScene(new Network({ nb, ovs })))).toEqual({
      'host-1.db': { sw0: ['sw0-port1'] },
      'Not known where': { sw0: ['sw0-port2'], sw1: ['sw1-port1'] },
    });
  });

  it('knows ports by the ids of the logical view', () => {
    const network = new Network(provider());
    expect(new Set(itemIds(combinedScene(network)))).toEqual(new Set(itemIds(logicalScene(network))));
  });
});

const TYPES = ['', 'virtual', 'external', 'l2gateway', 'localnet', 'localport', 'router', 'vtep'];

const anyPort = fc.record({
  switches: fc.uniqueArray(fc.nat(4), { maxLength: 2 }),
  type: fc.constantFrom(...TYPES),
  chassis: fc.option(fc.nat(4)),
  also: fc.option(fc.nat(3)),
  up: fc.boolean(),
  binding: fc.boolean(),
});

describe('every port that something plugs into', () => {
  it.each(FIXTURES)('is an item exactly once in the fixture %s', async (name) => {
    expectEveryWorkloadOnce(await fixture(name));
    expectEveryWorkloadOnce(await fixture(name, ['sb']));
    expectEveryWorkloadOnce(await fixture(name, ['nb', 'ovs']));
  });

  it('is an item exactly once, bound or not, held by a switch or not', () => {
    fc.assert(
      fc.property(fc.array(anyPort, { maxLength: 30 }), (given) => {
        const switches: Record<string, { ports: string[] }> = {};
        for (let i = 0; i < 5; i++) switches[`s${i}`] = { ports: [] };
        const [ports, bindings]: [Record<string, Rows[string]>, Record<string, Rows[string]>] = [{}, {}];
        given.forEach(({ switches: held, type, chassis, also, up, binding }, i) => {
          for (const s of held) switches[`s${s}`]?.ports.push(`p${i}`);
          ports[`p${i}`] = { type, up };
          if (binding)
            bindings[`p${i}`] = {
              datapath: `dp${i % 5}`,
              // hv5 is named and not there.
              ...(chassis === null ? {} : { chassis: `hv${chassis + 1}` }),
              ...(also === null ? {} : { additional_chassis: [`hv${also + 1}`] }),
            };
        });
        const nb = northbound({ Logical_Switch: switches, Logical_Switch_Port: ports });
        const sb = southbound({ ...chassisTables(4), Port_Binding: bindings });
        expectEveryWorkloadOnce(new Network({ nb, sb }));
        expectEveryWorkloadOnce(new Network({ nb }));
      }),
      { numRuns: 150 },
    );
  });

  it('is told by its UUID', () => {
    expect(itemIds(combinedScene(new Network(twoSwitches())))).toContain(uuidOf('sw0-port2'));
  });
});
