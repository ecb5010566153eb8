/** Whatever two networks hold, their difference is right. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Network } from '../../../src/model/index.ts';
import { diffScenes, logicalScene, type Scene, type SceneNode } from '../../../src/viz/index.ts';
import { northbound, type Tables } from '../../model/build.ts';

const nodeOf = ({ nodes }: Scene, id: string): SceneNode => {
  const found = nodes.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no node ${id}`);
  return found;
};

/** Any network of a few switches: ports on one of them, each with an address and up or not. */
const network = fc.uniqueArray(
  fc.record({
    name: fc.integer({ min: 0, max: 12 }),
    at: fc.integer({ min: 0, max: 3 }),
    ip: fc.integer({ min: 1, max: 3 }),
    up: fc.boolean(),
  }),
  { selector: ({ name }) => name, maxLength: 12 },
);

const drawn = (ports: typeof network extends fc.Arbitrary<infer T> ? T : never): Scene => {
  const tables: Tables = {
    Logical_Switch: Object.fromEntries(
      [...new Set(ports.map(({ at }) => at))].map((at) => [
        `s${at}`,
        { ports: ports.filter((one) => one.at === at).map(({ name }) => `p${name}`) },
      ]),
    ),
    Logical_Switch_Port: Object.fromEntries(
      ports.map(({ name, ip, up }) => [
        `p${name}`,
        name % 4 === 3
          ? { type: 'router', options: { 'router-port': `r${ip}` } }
          : name % 4 === 2
            ? { type: 'localnet', options: { network_name: `phys${ip}` } }
            : { addresses: [`0a:00:00:00:00:0${ip} 10.0.0.${ip}`], up },
      ]),
    ),
    Logical_Router: { r: { ports: ['r1', 'r2'] } },
    Logical_Router_Port: { r1: { networks: ['10.0.0.9/24'] }, r2: { networks: ['10.0.1.9/24'] } },
  };
  return logicalScene(new Network({ nb: northbound(tables) }));
};

const counts = ({ summary }: Scene): (string | undefined)[] =>
  ['added', 'removed', 'changed'].map((word) => new RegExp(`(\\d+) ${word}`).exec(summary)?.[1]);

const idsOf = ({ nodes, edges }: Scene): string[] => [
  ...nodes.flatMap((one) => [
    one.id,
    ...one.pins.map(({ id }) => id),
    ...one.sections.flatMap(({ items }) => items.map(({ id }) => id)),
  ]),
  ...edges.map(({ id }) => id),
];

describe('any two networks', () => {
  it('of which the second is the first have no difference', () => {
    fc.assert(
      fc.property(network, (ports) => {
        const [a, b] = [drawn(ports), drawn(ports)];
        const united = diffScenes(a, b);
        expect(united.summary).toBe('no difference');
        expect({ ...united, title: '', summary: '' }).toEqual({
          ...a,
          title: '',
          summary: '',
          path: undefined,
        });
      }),
    );
  });

  it('are both in their difference, which is the other way round from the other side', () => {
    fc.assert(
      fc.property(network, network, (one, other) => {
        const [a, b] = [drawn(one), drawn(other)];
        const [there, back] = [diffScenes(a, b), diffScenes(b, a)];
        const [added, removed, changed] = counts(there);
        expect(counts(back)).toEqual([removed, added, changed]);
        const ids = new Set(idsOf(there));
        const rows = (all: Scene) => idsOf(all).filter((id) => !id.startsWith('physical'));
        for (const id of [...rows(a), ...rows(b)]) expect(ids).toContain(id);
        const united = there.nodes.map(({ id }) => id);
        expect(new Set(united).size).toBe(united.length);
        for (const { from, to } of there.edges) {
          for (const end of [from, to]) {
            expect(nodeOf(there, end.node).pins.map(({ id }) => id)).toContain(end.pin);
          }
        }
      }),
    );
  });
});
