import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Network, type NetworkSources } from '../../src/model/index.ts';
import { combinedScene, layoutScene, logicalScene, type PlacedScene } from '../../src/viz/index.ts';
import { northbound, type Rows } from '../model/build.ts';
import { workloads } from './physical/cluster.ts';
import { arbitraryScene } from './arbitrary-scene.ts';
import { hostile, kubernetes, mesh, peerLoops, provider, twoSwitches } from '../model/scenarios.ts';

const place = (sources: NetworkSources): PlacedScene => layoutScene(logicalScene(new Network(sources)));

interface Box {
  readonly id: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const boxes = ({ nodes }: PlacedScene): Box[] =>
  nodes.map(({ node, x, y, card }) => ({
    id: node.id,
    left: x,
    top: y,
    right: x + card.width,
    bottom: y + card.height,
  }));

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const overlaps = (scene: PlacedScene): string[] => {
  const all = boxes(scene);
  return all.flatMap((a, i) => all.slice(i + 1).flatMap((b) => (meet(a, b) ? [`${a.id} × ${b.id}`] : [])));
};

const outside = (scene: PlacedScene): Box[] =>
  boxes(scene).filter(
    (box) => box.left < 0 || box.top < 0 || box.right > scene.width + 0.2 || box.bottom > scene.height + 0.2,
  );

/** Pieces of edges that run through a card; the cards' borders, where they end, do not count. */
const piercings = (scene: PlacedScene): string[] => {
  const inner = boxes(scene).map((box) => ({
    ...box,
    left: box.left + 1,
    top: box.top + 1,
    right: box.right - 1,
    bottom: box.bottom - 1,
  }));
  return scene.edges.flatMap(({ edge, points }) =>
    points.slice(1).flatMap((to, i) => {
      const from = points[i] ?? to;
      const piece = {
        id: edge.id,
        left: Math.min(from.x, to.x),
        right: Math.max(from.x, to.x) + 0.1,
        top: Math.min(from.y, to.y),
        bottom: Math.max(from.y, to.y) + 0.1,
      };
      return inner.filter((box) => meet(piece, box)).map((box) => `${edge.id} through ${box.id}`);
    }),
  );
};

const orthogonal = ({ edges }: PlacedScene): boolean =>
  edges.every(({ points }) =>
    points.slice(1).every((to, i) => {
      const from = points[i] ?? to;
      return Math.abs(from.x - to.x) < 0.15 || Math.abs(from.y - to.y) < 0.15;
    }),
  );

/** Edges whose first or last point is not where a pin of theirs is. */
const loose = (scene: PlacedScene): string[] => {
  const pins = new Map<string, { x: number; y: number }[]>();
  for (const { node, x, y, card } of scene.nodes) {
    for (const one of card.pins) {
      const key = `${node.id} ${one.pin.id}`;
      pins.set(key, [...(pins.get(key) ?? []), { x: x + one.x, y: y + one.y }]);
    }
  }
  return scene.edges.flatMap(({ edge, points }) => {
    const ends = [points[0], points.at(-1)];
    const held = [edge.from, edge.to].every(({ node, pin }) =>
      pins
        .get(`${node} ${pin}`)
        ?.some((at) => ends.some((end) => end !== undefined && Math.hypot(end.x - at.x, end.y - at.y) < 1)),
    );
    return held ? [] : [edge.id];
  });
};

/** Stretches on which two edges that share no pin lie on each other, so that one cannot tell them apart. */
const merged = (scene: PlacedScene): string[] => {
  const pieces = scene.edges.flatMap(({ edge, points }) =>
    points.slice(1).map((to, i) => ({ edge, from: points[i] ?? to, to })),
  );
  const range = (a: number, b: number): readonly [number, number] => [Math.min(a, b), Math.max(a, b)];
  const shared = (a: readonly [number, number], b: readonly [number, number]): number =>
    Math.min(a[1], b[1]) - Math.max(a[0], b[0]);
  return pieces.flatMap((a, i) =>
    pieces.slice(i + 1).flatMap((b) => {
      const pins = [a.edge.from.pin, a.edge.to.pin, b.edge.from.pin, b.edge.to.pin];
      if (a.edge === b.edge || new Set(pins).size < 4) return [];
      const across = Math.abs(a.from.y - a.to.y) < 0.2;
      if (across !== Math.abs(b.from.y - b.to.y) < 0.2) return [];
      const apart = across ? Math.abs(a.from.y - b.from.y) : Math.abs(a.from.x - b.from.x);
      const length = across
        ? shared(range(a.from.x, a.to.x), range(b.from.x, b.to.x))
        : shared(range(a.from.y, a.to.y), range(b.from.y, b.to.y));
      return apart < 1.5 && length > 1 ? [`${a.edge.id} on ${b.edge.id}`] : [];
    }),
  );
};

const expectSound = (scene: PlacedScene): void => {
  expect(overlaps(scene)).toEqual([]);
  expect(outside(scene)).toEqual([]);
  expect(piercings(scene)).toEqual([]);
  expect(loose(scene)).toEqual([]);
  expect(orthogonal(scene)).toBe(true);
};

describe('a layout', () => {
  it.each<[string, NetworkSources]>([
    ['nothing', {}],
    ['two switches', twoSwitches()],
    ['provider networks', provider()],
    ['a small cluster', kubernetes(3)],
    ['fifty nodes', kubernetes(16)],
    ['five hundred nodes', kubernetes(166)],
    ['peers in loops', peerLoops()],
    ['a mesh', mesh(8)],
    ['hostile names', hostile()],
  ])('of %s lets no two cards touch and no edge run through a card', (_, sources) => {
    const scene = place(sources);
    expectSound(scene);
    expect(scene.nodes).toHaveLength(logicalScene(new Network(sources)).nodes.length);
  });

  it.each<[string, NetworkSources]>([
    ['provider networks', provider()],
    ['fifty nodes', kubernetes(16)],
    ['a mesh', mesh(4)],
    ['a larger mesh', mesh(8)],
    ['peers in loops', peerLoops()],
  ])('of %s keeps edges apart', (_, sources) => {
    expect(merged(place(sources))).toEqual([]);
  });

  it('draws every edge of the scene once', () => {
    for (const sources of [provider(), kubernetes(16), mesh(6)]) {
      const drawn = place(sources).edges.map(({ edge }) => edge.id);
      expect(drawn.sort()).toEqual(
        logicalScene(new Network(sources))
          .edges.map(({ id }) => id)
          .sort(),
      );
    }
  });

  it('puts the outside on top, then routers, then their switches', () => {
    const scene = place(provider());
    const top = (title: string) => scene.nodes.find(({ node }) => node.title === title)?.y ?? NaN;
    for (const name of ['web', 'app', 'db']) expect(top('edge A')).toBeLessThan(top(name));
    expect(top('public')).toBeLessThan(top('edge A') ?? 0);
    expect(top('physnet1')).toBe(Math.min(...scene.nodes.map(({ y }) => y)));
  });

  it('keeps texts of a card beside each other', () => {
    const { nodes } = place(kubernetes(4));
    for (const { card } of nodes) {
      for (const text of card.texts) {
        expect(text.y).toBeLessThanOrEqual(card.height);
        expect(text.x).toBeLessThanOrEqual(card.width);
      }
      const places = card.texts.map(({ x, y, anchor }) => `${anchor} ${x} ${y}`);
      expect(new Set(places).size).toBe(places.length);
    }
  });

  it('is as wide for a router of many networks as a screen can bear', () => {
    const scene = place(kubernetes(60));
    expect(scene.width / scene.height).toBeLessThan(4);
    expect(scene.height / scene.width).toBeLessThan(4);
  });
});

describe('rows of cards that are wider than one can read', () => {
  const chassis = (many: number): PlacedScene =>
    layoutScene(combinedScene(new Network(workloads(many, 2, many * 2))));
  const linesOf = ({ nodes }: PlacedScene): number =>
    new Set(nodes.filter(({ node }) => node.title.startsWith('compute-')).map(({ y }) => y)).size;

  it.each([12, 24, 40])('are broken into lines, of %i chassis', (many) => {
    const scene = chassis(many);
    expectSound(scene);
    expect(scene.width).toBeLessThan(4000);
    expect(linesOf(scene)).toBeGreaterThan(1);
  });

  it('stay as they are where they are not', () => {
    expect(linesOf(chassis(4))).toBe(1);
  });
});

/** Any tangle: routers, switches, links between them, peers both ways and one way, localnets. */
const tangle = fc.record({
  routers: fc.integer({ min: 1, max: 6 }),
  switches: fc.integer({ min: 1, max: 12 }),
  links: fc.array(fc.tuple(fc.nat(5), fc.nat(11)), { maxLength: 30 }),
  peers: fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.boolean()), { maxLength: 5 }),
  localnets: fc.array(fc.tuple(fc.nat(11), fc.nat(2)), { maxLength: 8 }),
});

type Tangle = typeof tangle extends fc.Arbitrary<infer T> ? T : never;

const untangled = ({ routers, switches, links, peers, localnets }: Tangle): NetworkSources => {
  const held = (prefix: string, count: number): Record<string, { ports: string[] }> =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, { ports: [] }]));
  const [lr, ls] = [held('r', routers), held('s', switches)];
  const [lrp, lsp]: [Record<string, Rows[string]>, Record<string, Rows[string]>] = [{}, {}];
  links.forEach(([r, s], i) => {
    lr[`r${r % routers}`]?.ports.push(`rp${i}`);
    ls[`s${s % switches}`]?.ports.push(`sp${i}`);
    lrp[`rp${i}`] = { mac: '0a:00:00:00:00:01', networks: [`10.${i}.0.1/24`] };
    lsp[`sp${i}`] = { type: 'router', options: { 'router-port': `rp${i}` } };
  });
  peers.forEach(([a, b, mutual], i) => {
    lr[`r${a % routers}`]?.ports.push(`a${i}`);
    lr[`r${b % routers}`]?.ports.push(`b${i}`);
    lrp[`a${i}`] = { peer: `b${i}` };
    lrp[`b${i}`] = mutual ? { peer: `a${i}` } : { peer: 'a0' };
  });
  localnets.forEach(([s, n], i) => {
    ls[`s${s % switches}`]?.ports.push(`ln${i}`);
    lsp[`ln${i}`] = { type: 'localnet', options: { network_name: `phys${n}` } };
  });
  return {
    nb: northbound({
      Logical_Router: lr,
      Logical_Switch: ls,
      Logical_Router_Port: lrp,
      Logical_Switch_Port: lsp,
    }),
  };
};

describe('any tangle of routers, switches, peers and localnets', () => {
  it('is laid out without overlap', () => {
    fc.assert(
      fc.property(tangle, (given) => expectSound(place(untangled(given)))),
      { numRuns: 300 },
    );
  });
});

describe('whatever a scene holds', () => {
  it('no two cards touch, nothing is outside, and every node is there', () => {
    fc.assert(
      fc.property(arbitraryScene(12), (scene) => {
        const placed = layoutScene(scene);
        expect(overlaps(placed)).toEqual([]);
        expect(outside(placed)).toEqual([]);
        expect(placed.nodes.map(({ node }) => node.id).sort()).toEqual(
          [...new Set(scene.nodes.map(({ id }) => id))].sort(),
        );
      }),
      { numRuns: 150 },
    );
  });
});
