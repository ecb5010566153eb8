/** The neighbourhood of things in a scene, and things by what they are called. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Network } from '../../../src/model/index.ts';
import {
  aroundScene,
  findInScene,
  layoutScene,
  logicalScene,
  renderSvg,
  type Scene,
} from '../../../src/viz/index.ts';
import { uuidOf } from '../../model/build.ts';
import { fixture } from '../../model/fixtures.ts';
import { hostile, kubernetes, provider } from '../../model/scenarios.ts';
import { item, joined, node, scene } from '../diff/scenes.ts';

const names = ({ nodes }: Scene): string => nodes.map(({ id }) => id).join(' ');

describe('around', () => {
  const chain = joined('a-b b-c c-d b-e f');

  it.each([
    [['a'], 0, 'a'],
    [['a'], 1, 'a b'],
    [['a'], 2, 'a b c e'],
    [['a'], 9, 'a b c d e'],
    [['a', 'd'], 1, 'a b c d'],
    [['f'], 3, 'f'],
    [['b'], -1, 'b'],
    // A pin, and an edge.
    [['c>b'], 0, 'c'],
    [['c>d-d>c'], 0, 'c d'],
  ] as [string[], number, string][])('%j, %i hops: %s', (ids, hops, kept) => {
    expect(names(aroundScene(chain, ids, hops))).toBe(kept);
  });

  it('says what is joined beyond the rim, and how to see it', () => {
    const near = aroundScene(chain, ['a'], 1);
    expect(near.notes).toEqual(['2 more things are joined to these: --hops 2 shows them']);
    expect(near.nodes.map(({ facts }) => facts.map(({ text }) => text))).toEqual([
      [],
      ['2 neighbours not shown'],
    ]);
    expect(near.edges.map(({ id }) => id)).toEqual(['a>b-b>a']);
    expect(near.nodes[1]?.pins.map(({ id }) => id)).toEqual(['b>a', 'b>c', 'b>e']);
    expect(near.summary).toBe('2 of 6 in the picture');
    expect(aroundScene(chain, ['a'], 9).notes).toEqual([]);
    expect(aroundScene(chain, ['c'], 1).notes).toEqual([
      '2 more things are joined to these: --hops 2 shows them',
    ]);
    expect(aroundScene(chain, ['d'], 2).notes).toEqual([
      '2 more things are joined to these: --hops 3 shows them',
    ]);
  });

  it('lists what was asked for', () => {
    const many = Array.from({ length: 50 }, (_, i) => item(`p${i}`));
    const near = aroundScene(scene([node('a', {}, many), node('b')]), ['p30', 'p2'], 1);
    const [section] = near.nodes[0]?.sections ?? [];
    expect([section?.items.slice(0, 3).map(({ id }) => id), section?.listed]).toEqual([
      ['p2', 'p30', 'p0'],
      9,
    ]);
    expect(section?.items).toHaveLength(50);
  });

  it('keeps frames that have nodes', () => {
    const frame = (id: string) => ({ id, title: id, subtitle: undefined, row: undefined, tooltip: '' });
    const all = scene(
      [node('a', { container: 'x' }), node('b', { container: 'y' })],
      [],
      [frame('x'), frame('y'), frame('z')],
    );
    expect(aroundScene(all, ['a'], 1).containers.map(({ id }) => id)).toEqual(['x']);
    expect(names(aroundScene(all, ['y'], 1))).toBe('b');
  });

  it('of what is not there is a mistake', () => {
    expect(() => aroundScene(chain, ['a', 'x\u001b', 'y'], 1)).toThrow('the picture has no "x\\e", no "y"');
  });

  it('has what is asked for and nothing twice, and more with each hop', () => {
    const graph = fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(graph, fc.nat(4), (pairs, hops) => {
        const all = joined(pairs.map(([a, b]) => (a === b ? `n${a}` : `n${a}-n${b}`)).join(' '));
        const start = all.nodes[0]?.id ?? '';
        const [near, far] = [aroundScene(all, [start], hops), aroundScene(all, [start], hops + 1)];
        const kept = near.nodes.map(({ id }) => id);
        expect(kept).toContain(start);
        expect(far.nodes.map(({ id }) => id)).toEqual(expect.arrayContaining(kept));
        const beyond = Number(/^\d+/.exec(near.notes.at(-1) ?? '')?.[0] ?? 0);
        expect(far.nodes.length - near.nodes.length).toBe(beyond);
        for (const { from, to } of near.edges)
          expect(kept).toEqual(expect.arrayContaining([from.node, to.node]));
      }),
    );
  });

  it('is found in fifty thousand ports', () => {
    const all = scene(
      Array.from({ length: 500 }, (_, n) =>
        node(
          `s${n}`,
          {},
          Array.from({ length: 100 }, (_x, i) => item(`s${n}p${i}`)),
        ),
      ),
    );
    expect(names(aroundScene(all, findInScene(all, 's77p7'), 1))).toBe('s77');
    expect(findInScene(all, '10.0.0.1')).toEqual([]);
  });

  it('has a golden picture', async () => {
    const all = logicalScene(new Network(kubernetes(9, 40)));
    const near = aroundScene(all, findInScene(all, 'default_pod-3-31'), 2);
    await expect(renderSvg(layoutScene(near))).toMatchFileSnapshot('../../golden/around-pod.svg');
  });
});

describe('things are found', async () => {
  const neutron = logicalScene(await fixture('neutron'));
  const titled = (ids: readonly string[]): string[] => {
    const things = new Map(
      neutron.nodes.flatMap(({ id, title, pins, sections }) => [
        [id, title] as const,
        ...pins.map((one) => [one.id, one.name] as const),
        ...sections.flatMap(({ items }) => items.map((one) => [one.id, one.name] as const)),
      ]),
    );
    return ids.map((id) => things.get(id) ?? id);
  };

  it.each([
    ['by name', 'app-1', ['app-1']],
    ['by the title of a node', 'public', ['public']],
    ['by what is under the title', 'neutron-efa1f375-d761-44fa-a1a3-556a97e641e6', ['public']],
    ['whatever the case', 'APP-1', ['app-1']],
    ['by the name that OVN uses', '5eb7e725-e6ba-443f-aa90-6437aa7be080', ['app-1']],
    ['by MAC', 'FA-16-3E-2C-A5-58', ['app-1']],
    ['by IP', '10.0.0.11', ['app-1']],
    ['by IP of a router', '10.0.1.1', ['lrp-2b502a6f-25c3-4b7e-abc7-eaea7939edb3']],
    ['by IPv6', 'fd00:a:0::11', ['app-1']],
    ['by a part, if by nothing else', 'appli', ['appliance']],
  ])('%s', (_, query, found) => {
    expect(titled(findInScene(neutron, query))).toEqual(found);
  });

  it('by the first digits of a UUID', () => {
    const { nb, sb } = provider();
    const all = logicalScene(new Network({ nb, sb }));
    const uuid = uuidOf('neutron-web');
    expect(findInScene(all, uuid.slice(0, 8))).toEqual([`Logical_Switch-${uuid}`]);
    expect(findInScene(all, `Logical_Switch-${uuid}`)).toEqual([`Logical_Switch-${uuid}`]);
  });

  it('nowhere', () => {
    expect(findInScene(neutron, 'no such thing')).toEqual([]);
    expect(findInScene(neutron, ' ')).toEqual([]);
    const odd = logicalScene(new Network(hostile()));
    expect(findInScene(odd, '__proto__').length).toBeGreaterThan(0);
  });
});
