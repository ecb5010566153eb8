import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Network } from '../../../src/model/index.ts';
import { lbScene } from '../../../src/viz/index.ts';
import { northbound, type Rows } from '../../model/build.ts';
import { HOSTILE_NAMES } from '../../model/scenarios.ts';
import { parseXml } from '../well-formed.ts';
import { picture, cluster, edges } from './shops.ts';

const endpoint = fc
  .tuple(fc.nat(3), fc.constantFrom('', ':80', ':81'))
  .map(([n, port]) => `10.0.0.${n}${port}`);
const anyBalancers = fc.array(
  fc.dictionary(
    endpoint.map((text) => text.replace('10.0.0', '192.0.2')),
    fc.array(endpoint, { maxLength: 4 }).map((texts) => texts.join()),
    { maxKeys: 4 },
  ),
  { maxLength: 16, size: 'max' },
);

const anyName = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string({ unit: 'binary', maxLength: 20 }));

describe('any load balancers', () => {
  it('have every VIP as a pin or an item exactly once, and edges between pins that are there', () => {
    fc.assert(
      fc.property(anyBalancers, (balancers) => {
        const nb = northbound({
          Load_Balancer: Object.fromEntries(
            balancers.map((vips, i): [string, Rows[string]] => [`lb${i}`, { vips }]),
          ),
        });
        const scene = lbScene(new Network({ nb }));
        const shown = scene.nodes
          .filter(({ kind }) => kind === 'load balancer')
          .flatMap((node) => [
            ...node.pins.filter(({ labelled }) => labelled).map(({ id }) => id),
            ...node.sections.slice(0, 1).flatMap(({ items }) => items.map(({ id }) => id)),
          ]);
        expect(new Set(shown).size).toBe(shown.length);
        expect(shown).toHaveLength(balancers.reduce((sum, vips) => sum + Object.keys(vips).length, 0));
        const led = [
          ...edges(scene, 'backend'),
          ...scene.nodes.flatMap((node) => node.sections.slice(1).flatMap(({ items }) => items)),
        ];
        const wanted = balancers.flatMap((vips) =>
          Object.values(vips).map((texts) => new Set(texts.split(',').filter((text) => text !== '')).size),
        );
        expect(led).toHaveLength(wanted.reduce((sum, many) => sum + many, 0));
        const ids = scene.nodes.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const known = new Set(scene.nodes.flatMap((node) => node.pins.map((pin) => `${node.id} ${pin.id}`)));
        for (const { from, to } of scene.edges)
          for (const end of [from, to]) expect(known).toContain(`${end.node} ${end.pin}`);
      }),
      { numRuns: 100 },
    );
  });

  it('give a well-formed file whatever they are called', () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, (a, b, c) => {
        const nb = northbound({
          Logical_Switch: { s: { name: a, load_balancer: ['lb'] } },
          Load_Balancer: { lb: { name: b, vips: { [a]: b, [c]: `${a},${c}` }, options: { [a]: c } } },
        });
        expect(() => parseXml(picture(lbScene(new Network({ nb }))))).not.toThrow();
      }),
      { numRuns: 60 },
    );
  });

  it('with 5,000 backends among 20,000 ports are all there', () => {
    const ip = (i: number): string => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
    const ports = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, i) => [`p${i}`, { addresses: [`0a:00:00:00:00:01 ${ip(i)}`] }]),
    );
    const backends = Array.from({ length: 5000 }, (_, i) => `${ip(4 * i)}:80`);
    const network = new Network({
      nb: northbound({
        Logical_Switch: { s: { ports: Object.keys(ports), load_balancer: ['lb'] } },
        Logical_Switch_Port: ports,
        Load_Balancer: { lb: { vips: { '192.0.2.1:80': backends.join() } } },
      }),
    });
    const scene = lbScene(network);
    expect(scene.summary).toBe('1 load balancer · 1 VIP · 5000 backends');
  });

  it('of 5,000 on 500 switches by one group are all there', () => {
    const network = cluster(5000, 500);
    expect(lbScene(network).nodes).toHaveLength(5001);
  });
});
