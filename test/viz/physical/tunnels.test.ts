import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { physicalScene, type Scene, type SceneNode } from '../../../src/viz/index.ts';
import { tunnelCensus } from '../../../src/viz/physical/tunnel-census.ts';
import { TunnelEnds, tunnelsAmong, wrongOfTunnel } from '../../../src/viz/physical/tunnels.ts';
import { transportNodes } from '../../../src/viz/physical/transport-nodes.ts';
import { cluster, hostOf, others, type ChassisOf } from './cluster.ts';

const tunnelsOf = (scene: Scene): string[] =>
  scene.edges
    .filter(({ kind }) => kind === 'tunnel')
    .map(({ tone, tooltip }) => `${tone ?? ''}: ${tooltip.split('\n').join(' | ')}`);

const tableOf = (scene: Scene): SceneNode | undefined => scene.nodes.find(({ kind }) => kind === 'table');

const rowsOf = (scene: Scene): string[] =>
  (tableOf(scene)?.table?.rows ?? []).map(({ cells }) => cells.map(({ text }) => text).join(' '));

describe('tunnels between a few chassis', () => {
  it('are edges, as the Southbound alone lets expect', () => {
    expect(tunnelsOf(physicalScene(cluster(2)))).toEqual([
      'unknown: geneve tunnel compute-1 – compute-2 | 192.0.2.1 – 192.0.2.2 | its interfaces were not read',
    ]);
  });

  it('are up where the hosts have them', () => {
    const hosts = [hostOf(1, [{ to: 2 }]), hostOf(2, [{ to: 1 }])];
    expect(tunnelsOf(physicalScene(cluster(2, {}, hosts)))).toEqual([
      'good: geneve tunnel compute-1 – compute-2 | 192.0.2.1 – 192.0.2.2',
    ]);
  });

  it('are bad where one side lacks it', () => {
    const scene = physicalScene(cluster(2, {}, [hostOf(1, [{ to: 2 }]), hostOf(2, [])]));
    expect(tunnelsOf(scene)).toEqual([
      'bad: geneve tunnel compute-1 – compute-2 | 192.0.2.1 – 192.0.2.2 | compute-2 has no tunnel to compute-1 (geneve 192.0.2.1)',
    ]);
    expect(scene.summary).toBe('2 chassis · 2 hosts read · 1 tunnel (1 broken)');
    const pins = scene.nodes.flatMap((node) => node.pins.map(({ tone }) => `${node.title} ${tone}`));
    expect(pins).toEqual(['compute-1 idle', 'compute-2 bad']);
  });

  it.each<[string, Parameters<typeof hostOf>[1][number]['row'], string]>([
    ['BFD', { bfd_status: { state: 'down' } }, 'BFD down'],
    ['its link', { link_state: 'down' }, 'link down'],
    ['an error', { error: 'could not add' }, 'could not add'],
  ])('are bad where one side is down by %s', (_, row, words) => {
    const hosts = [hostOf(1, [{ to: 2, row: row ?? {} }]), hostOf(2, [{ to: 1 }])];
    expect(tunnelsOf(physicalScene(cluster(2, {}, hosts)))).toEqual([
      `bad: geneve tunnel compute-1 – compute-2 | 192.0.2.1 – 192.0.2.2 | ovn-hv2-0 of compute-1 to compute-2: ${words}`,
    ]);
  });

  it('may all be one interface, where flows choose the address', () => {
    const row = { options: { remote_ip: 'flow' } };
    const hosts = [hostOf(1, [{ to: 2, row }]), hostOf(2, [{ to: 1, row }])];
    expect(tunnelsOf(physicalScene(cluster(2, {}, hosts)))[0]).toMatch(/^good/);
  });

  it('that lead to no chassis are told on the card', () => {
    const scene = physicalScene(cluster(1, {}, [hostOf(1, [{ to: 7 }])]));
    expect(scene.nodes[0]?.facts.at(-1)).toEqual({
      text: 'tunnel ovn-hv7-0 leads to no chassis: hv7',
      tone: 'warn',
    });
  });

  const between = (a: ChassisOf, b: ChassisOf): string | undefined =>
    tunnelsOf(physicalScene(cluster(2, { 1: a, 2: b })))[0]?.replace(/^unknown: (\S+).*$/, '$1');

  it.each<[string, ChassisOf, ChassisOf, string | undefined]>([
    ['no encapsulation in common', { type: 'geneve' }, { type: 'vxlan' }, undefined],
    ['an encapsulation in common', { type: 'vxlan' }, { type: 'vxlan' }, 'vxlan'],
    ['a zone in common', { zones: ['a', 'b'] }, { zones: ['b'] }, 'geneve'],
    ['no zone in common', { zones: ['a'] }, { zones: ['b'] }, undefined],
    ['a zone on one side only', { zones: ['a'] }, {}, undefined],
    ['a VTEP on one side', { type: 'vxlan' }, { type: 'vxlan', other: { 'is-vtep': 'true' } }, 'vxlan'],
    ['a remote chassis', {}, { other: { 'is-remote': 'true' } }, undefined],
    [
      'an interconnection gateway and a remote chassis',
      { other: { 'is-interconn': 'true' } },
      { other: { 'is-remote': 'true' } },
      'geneve',
    ],
    ['two remote chassis', { other: { 'is-remote': 'true' } }, { other: { 'is-remote': 'true' } }, undefined],
  ])('with %s', (_, a, b, type) => {
    expect(between(a, b)).toBe(type);
    expect(between(b, a)).toBe(type);
  });
});

describe('tunnels between many chassis', () => {
  it('are edges up to twelve of them', () => {
    const scene = physicalScene(cluster(12));
    expect(tunnelsOf(scene)).toHaveLength(66);
    expect(tableOf(scene)).toBeUndefined();
  });

  it('are a matrix from thirteen on', () => {
    const hosts = [hostOf(1, others(13, 1)), hostOf(2, others(12, 2))];
    const scene = physicalScene(cluster(13, { 3: { type: 'stt' } }, hosts));
    expect(scene.edges).toEqual([]);
    expect(tableOf(scene)?.table?.columns).toEqual([
      '',
      'chassis',
      ...others(13, 0).map(({ to }) => String(to)),
    ]);
    expect(rowsOf(scene).slice(0, 4)).toEqual([
      '1 compute-1  ● · ● ● ● ● ● ● ● ● ● ●',
      '2 compute-2 ●  · ● ● ● ● ● ● ● ● ● ▽',
      '3 compute-3 · ·  · · · · · · · · · ·',
      '4 compute-4 ○ ○ ·  ○ ○ ○ ○ ○ ○ ○ ○ ○',
    ]);
    expect(tableOf(scene)?.table?.rows[1]?.tooltip).toBe(
      'tunnels of compute-2\ncompute-2 has no tunnel to compute-13 (geneve 192.0.2.13)',
    );
    expect(
      tableOf(scene)
        ?.facts.map(({ text }) => text)
        .slice(0, 2),
    ).toEqual(['66 tunnels: geneve 66', '1 broken']);
  });

  it('are counts and exceptions from sixty-five on', () => {
    const hosts = [hostOf(1, others(65, 1)), hostOf(2, others(64, 2).slice(1))];
    const scene = physicalScene(cluster(65, { 64: { type: 'vxlan' }, 63: { type: 'vxlan' } }, hosts));
    expect(tableOf(scene)?.facts.map(({ text }) => text)).toEqual([
      '1954 tunnels: geneve 1953, vxlan 1',
      '2 broken',
    ]);
    expect(rowsOf(scene)).toEqual([
      'compute-1 ● up compute-2 ▽ missing geneve',
      'compute-2 ▽ missing compute-65 ○ not read geneve',
    ]);
  });

  it('without exceptions are counts only', () => {
    const table = tableOf(physicalScene(cluster(70)));
    expect(table?.table).toBeUndefined();
    expect(table?.facts.map(({ text }) => text)).toEqual([
      '2415 tunnels: geneve 2415',
      'no host was read: their state is not known',
    ]);
  });
});

describe('the census of tunnels', () => {
  const anyChassis = fc.record({
    type: fc.constantFrom('geneve', 'vxlan', 'stt'),
    zones: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
    other: fc.constantFrom({}, { 'is-remote': 'true' }, { 'is-interconn': 'true' }, { 'is-vtep': 'true' }),
  });
  const anyHost = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 8 }));

  it('says the same as looking at every pair', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyChassis, anyHost), { minLength: 1, maxLength: 8 }), (given) => {
        const hosts = given.flatMap(([{ type }, to], i) =>
          to === null
            ? []
            : [
                hostOf(
                  i + 1,
                  to.filter((n) => n !== i + 1).map((n) => ({ to: n, type })),
                ),
              ],
        );
        const chassis = Object.fromEntries(given.map(([one], i) => [i + 1, one]));
        const nodes = transportNodes(cluster(given.length, chassis, hosts));
        const ends = new TunnelEnds();
        const all = tunnelsAmong(ends, nodes);
        const census = tunnelCensus(ends, nodes);
        const counts: Record<string, number> = {};
        for (const { type } of all) counts[type] = (counts[type] ?? 0) + 1;
        expect(Object.fromEntries(census.counts)).toEqual(counts);
        expect(census.exceptions).toEqual(all.filter((tunnel) => wrongOfTunnel(tunnel).length > 0));
      }),
      { numRuns: 200 },
    );
  });
});
