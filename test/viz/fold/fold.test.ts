import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Network } from '../../../src/model/index.ts';
import { foldScene, logicalScene, type FoldOptions, type Scene } from '../../../src/viz/index.ts';
import { kubernetes, mesh, peerLoops } from '../../model/scenarios.ts';
import { tenants, type Size } from '../networks.ts';

const fold = (size: Size, options: FoldOptions = {}): Scene =>
  foldScene(logicalScene(tenants(size)), options);

/** What a folded scene says, a line a card. */
const cards = (scene: Scene): string[] =>
  scene.nodes.map(({ kind, title, facts }) => [kind, title, ...facts.map(({ text }) => text)].join(' | '));

/** Every node of the whole scene, as often as it is there or stood for. */
const stoodFor = (scene: Scene): string[] =>
  scene.nodes.flatMap(({ id, kind, folded = [] }) => (kind === 'group' ? folded : [id, ...folded])).sort();

/** Edges that meet no pin, or no node. */
const loose = ({ nodes, edges }: Scene): string[] => {
  const pins = new Set(nodes.flatMap(({ id, pins: own }) => own.map((pin) => `${id} ${pin.id}`)));
  return edges.flatMap(({ id, from, to }) =>
    [from, to].filter(({ node, pin }) => !pins.has(`${node} ${pin}`)).map(({ node }) => `${id} at ${node}`),
  );
};

describe('folding', () => {
  it('leaves alone what can be looked at', () => {
    const scene = logicalScene(tenants({ tenants: 10, switches: 3, ports: 4 }));
    expect(foldScene(scene)).toBe(scene);
  });

  it('folds the switches of every router into a group first', () => {
    const folded = fold({ tenants: 40, switches: 4, ports: 3 });
    expect(cards(folded).filter((card) => card.startsWith('group'))).toEqual(
      Array.from({ length: 40 }, () => 'group | 4 switches | 12 ports'),
    );
    expect(folded.nodes).toHaveLength(40 + 40 + 2);
  });

  it('then takes the groups into their routers', () => {
    const folded = fold({ tenants: 120, switches: 4, ports: 8 });
    expect(
      cards(folded)
        .filter((card) => card.startsWith('router'))
        .slice(0, 2),
    ).toEqual(['router | r0 | 4 switches | 32 ports, 4 down', 'router | r1 | 4 switches | 32 ports, 4 down']);
    expect(folded.nodes.find(({ title }) => title === 'r0')?.sections).toMatchObject([
      { title: '4 switches', items: [{ name: 'sw0-0', detail: '8 ports', tone: 'bad' }, {}, {}, {}] },
    ]);
  });

  it('then makes groups of the routers, each of those that follow each other', () => {
    const folded = fold({ tenants: 450, switches: 1, ports: 1 });
    expect(folded.nodes.slice(2).map(({ title, subtitle }) => `${title}: ${subtitle}`)).toEqual([
      '100 routers: r0 … r99',
      '100 routers: r100 … r199',
      '100 routers: r200 … r299',
      '100 routers: r300 … r399',
      '50 routers: r400 … r449',
    ]);
  });

  it('counts what stands for itself: thousands of switches joined to nothing are a few cards', () => {
    expect(cards(fold({ tenants: 1000, switches: 5, ports: 2, joined: false }))).toEqual(
      Array.from({ length: 10 }, () => 'group | 100 routers | 500 switches | 1000 ports'),
    );
  });

  it('opens what is asked for, and closes nothing else for it', () => {
    const size = { tenants: 120, switches: 4, ports: 1 };
    const whole = fold(size);
    const router = whole.nodes.find(({ title }) => title === 'r7');
    const once = fold(size, { open: new Set([router?.id ?? '']) });
    expect(once.nodes).toHaveLength(whole.nodes.length + 1);
    const group = once.nodes.find(({ kind }) => kind === 'group');
    expect(group?.title).toBe('4 switches');
    const twice = fold(size, { open: new Set([router?.id ?? '', group?.id ?? '']) });
    expect(cards(twice).filter((card) => card.startsWith('switch'))).toEqual([
      'switch | ext | 203.0.113.0/24',
      ...[0, 1, 2, 3].map((n) => `switch | sw7-${n} | 10.7.${n}.0/24 | 1 port`),
    ]);
  });

  it('closes by hand: what hangs on a card is taken in, and its list is a count', () => {
    const scene = logicalScene(tenants({ tenants: 2, switches: 2, ports: 3 }));
    const router = scene.nodes.find(({ title }) => title === 'r1')?.id ?? '';
    const folded = foldScene(scene, { closed: new Set([router]) });
    expect(cards(folded)).toContain('router | r1 | 2 switches | 6 ports');
    expect(folded.nodes).toHaveLength(scene.nodes.length - 2);
  });

  it('lists all of an opened card', () => {
    const scene = logicalScene(tenants({ tenants: 1, switches: 1, ports: 60 }));
    const card = scene.nodes.find(({ title }) => title === 'sw0-0');
    expect(card?.sections[0]?.listed).toBeLessThan(60);
    const open = foldScene(scene, { open: new Set([card?.id ?? '']) });
    expect(open.nodes.find(({ id }) => id === card?.id)?.sections[0]?.listed).toBe(60);
  });

  it('keeps what is to be open out of every group', () => {
    const size = { tenants: 500, switches: 1, ports: 2, joined: false };
    const scene = logicalScene(tenants(size));
    const router = scene.nodes.find(({ title }) => title === 'r7')?.id ?? '';
    const folded = foldScene(scene, { open: new Set([router]) });
    expect(cards(folded).sort().reverse()).toEqual([
      'switch | sw7-0 | 10.7.0.0/24 | 2 ports',
      'router | r7',
      'group | 99 routers | 99 switches | 198 ports',
      ...Array.from({ length: 4 }, () => 'group | 100 routers | 100 switches | 200 ports'),
    ]);
  });

  it('counts cards that something is wrong with, and takes their tone', () => {
    const { nodes, ...scene } = logicalScene(tenants({ tenants: 400, switches: 1, ports: 1 }));
    const faulty = nodes.map((node) =>
      ['r3', 'r5'].includes(node.title)
        ? { ...node, facts: [{ text: 'disabled', tone: 'bad' as const }] }
        : node,
    );
    const group = foldScene({ ...scene, nodes: faulty }).nodes.find(({ kind }) => kind === 'group');
    expect(group?.facts.map(({ text, tone }) => `${text} ${tone}`)).toContain('2 cards with a fault bad');
  });

  it('says how many cards are folded', () => {
    expect(fold({ tenants: 40, switches: 4, ports: 3 }).notes).toEqual([
      '120 cards are folded into others, which count and name them',
    ]);
  });
});

describe('whatever is folded', () => {
  const networks: readonly [string, Network][] = [
    ['tenants', tenants({ tenants: 9, switches: 3, ports: 2 })],
    ['tenants for themselves', tenants({ tenants: 9, switches: 3, ports: 2, joined: false })],
    ['a cluster', new Network(kubernetes(9, 3))],
    ['a mesh', new Network(mesh(6))],
    ['peers in loops', new Network(peerLoops())],
  ];
  it.each(networks)('%s: every node is there or stood for once, and no edge is loose', (_, network) => {
    const scene = logicalScene(network);
    const ids = scene.nodes.map(({ id }) => id).sort();
    const options = fc.record({
      budget: fc.integer({ min: 0, max: 40 }),
      open: fc.uniqueArray(fc.constantFrom(...ids)),
      closed: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(options, ({ budget, open, closed }) => {
        const given = { budget, open: new Set(open), closed: new Set(closed) };
        const folded = foldScene(scene, given);
        expect(stoodFor(folded)).toEqual(ids);
        expect(loose(folded)).toEqual(loose(scene));
        expect(foldScene(scene, given)).toEqual(folded);
        expect(new Set(folded.nodes.map(({ id }) => id)).size).toBe(folded.nodes.length);
      }),
      { numRuns: 60 },
    );
  });
});
