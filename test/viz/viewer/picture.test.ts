/** What the viewer computes about pictures, without a browser: what is in the window, near, moved, unfolded. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutScene } from '../../../src/viz/layout/index.ts';
import { act } from '../../../src/viz/viewer/actions.ts';
import { hubsOf, neighbourhood, withoutHidden } from '../../../src/viz/viewer/around.ts';
import {
  bringIntoView,
  cameraAt,
  centreOf,
  fit,
  seen,
  toPicture,
  zoomBy,
} from '../../../src/viz/viewer/camera.ts';
import { cardBoxes, detailFor, edgeBoxes, meeting } from '../../../src/viz/viewer/cull.ts';
import { hitAt } from '../../../src/viz/viewer/hit.ts';
import { partBox } from '../../../src/viz/viewer/marks.ts';
import { movePlaced } from '../../../src/viz/viewer/moved.ts';
import { extentOf, nearest, readingOrder } from '../../../src/viz/viewer/order.ts';
import { Shown } from '../../../src/viz/viewer/shown.ts';
import { initial, untouched, type Focus, type ViewState } from '../../../src/viz/viewer/state.ts';
import { largeScene } from './scenes.ts';

const scene = largeScene({ switches: 12, ports: 5, perRouter: 4 });
const placed = layoutScene(scene);
const window = { width: 1200, height: 800 };
const titled = (title: string): string => scene.nodes.find((node) => node.title === title)?.id ?? '';
const titles = (nodes: readonly { readonly title: string }[]): string[] =>
  nodes.map(({ title }) => title).sort();

const number = fc.integer({ min: -3000, max: 3000 });
const camera = fc.record({ x: number, y: number, k: fc.constantFrom(0.05, 0.3, 1, 3) });

describe('the camera', () => {
  it('has the whole picture in the window when it fits it in', () => {
    const view = seen(fit(extentOf(placed), window), window, 0);
    expect(meeting(cardBoxes(placed.nodes), view)).toHaveLength(placed.nodes.length);
    expect(view.x).toBeLessThanOrEqual(0);
    expect(view.x + view.width).toBeGreaterThanOrEqual(placed.width);
  });

  it('comes back from a link to where it was', () => {
    fc.assert(
      fc.property(camera, (one) => {
        const again = cameraAt(centreOf(one, window), window);
        expect(again.x).toBeCloseTo(one.x, 6);
        expect(again.y).toBeCloseTo(one.y, 6);
      }),
    );
  });

  it('zooms around a point that stays', () => {
    fc.assert(
      fc.property(camera, fc.record({ x: number, y: number }), (one, at) => {
        const [before, after] = [toPicture(one, at), toPicture(zoomBy(one, 1.2, at), at)];
        expect(after.x).toBeCloseTo(before.x, 3);
        expect(after.y).toBeCloseTo(before.y, 3);
      }),
    );
  });

  it('brings a box into the window, as near as it is asked to, and moves nothing that is there', () => {
    fc.assert(
      fc.property(camera, number, number, (one, x, y) => {
        const box = { x, y, width: 100, height: 60 };
        const there = bringIntoView(one, box, window, 0.6);
        expect(there.k).toBeGreaterThanOrEqual(0.6);
        const [left, top] = [box.x * there.k + there.x, box.y * there.k + there.y];
        expect(left).toBeGreaterThanOrEqual(0);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(left + box.width * there.k).toBeLessThanOrEqual(window.width);
        expect(top + box.height * there.k).toBeLessThanOrEqual(window.height);
        expect(bringIntoView(there, box, window, 0)).toEqual(there);
      }),
    );
  });
});

describe('what is drawn', () => {
  it('is what meets the window, and all of it', () => {
    const boxes = cardBoxes(placed.nodes);
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 2000 }), (x, y, width) => {
        const view = { x, y, width, height: 500 };
        const expected = placed.nodes.flatMap((one, i) =>
          one.x <= x + width &&
          one.x + one.card.width >= x &&
          one.y <= y + 500 &&
          one.y + one.card.height >= y
            ? [i]
            : [],
        );
        expect(meeting(boxes, view)).toEqual(expected);
      }),
    );
    expect(meeting(edgeBoxes(placed.edges), extentOf(placed))).toHaveLength(placed.edges.length);
  });

  it.each([
    [1, 500, 'full'],
    [0.3, 500, 'full'],
    [0.1, 500, 'plain'],
    [0.3, 9000, 'plain'],
    [1, 9000, 'full'],
    [1, 20_000, 'plain'],
  ] as const)('at scale %d and %d elements is %s', (k, weight, detail) =>
    expect(detailFor(k, weight)).toBe(detail),
  );

  it('is found under a point: cards, their switches, ports, edges, nothing', () => {
    const one = placed.nodes.find(({ node }) => node.title === 'switch-3');
    if (one === undefined) throw new Error('no such card');
    const { x, y, card } = one;
    expect(hitAt(placed, { x: x + 20, y: y + 12 }, 1).card).toBe(one);
    expect(hitAt(placed, { x: x + card.width - 4, y }, 1)).toMatchObject({ onSwitch: true });
    const item = card.items[1];
    expect(hitAt(placed, { x: x + (item?.x ?? 0) + 20, y: y + (item?.y ?? 0) }, 1).part).toBe(item?.item.id);
    const line = placed.edges[0];
    const [a, b] = [line?.points[0], line?.points[1]];
    const middle = { x: ((a?.x ?? 0) + (b?.x ?? 0)) / 2, y: ((a?.y ?? 0) + (b?.y ?? 0)) / 2 };
    expect(hitAt({ ...placed, nodes: [] }, middle, 1).edge?.edge.id).toBe(line?.edge.id);
    expect(hitAt(placed, { x: -500, y: -500 }, 1)).toEqual({});
  });
});

describe('neighbourhoods', () => {
  it('are as far as they say', () => {
    expect(titles(neighbourhood(scene, titled('switch-5'), 1).nodes)).toEqual(['router-1', 'switch-5']);
    expect(neighbourhood(scene, titled('switch-5'), 2).nodes).toHaveLength(5);
    expect(neighbourhood(scene, titled('switch-5'), 2).edges).toHaveLength(4);
    expect(neighbourhood(scene, 'nobody', 2)).toBe(scene);
  });

  it('without what is hidden, or the edges of that', () => {
    const left = withoutHidden(scene, new Set([titled('router-0')]));
    expect(left.nodes).toHaveLength(14);
    expect(left.edges).toHaveLength(8);
    expect(withoutHidden(scene, new Set(['nobody']))).toBe(scene);
  });

  it('hubs are what others hang on alone', () => {
    expect(titles(scene.nodes.filter(({ id }) => hubsOf(scene).has(id)))).toEqual([
      'router-0',
      'router-1',
      'router-2',
    ]);
  });
});

describe('cards that were moved', () => {
  it('keep their edges, orthogonal, from pin to pin; nothing else moves', () => {
    fc.assert(
      fc.property(number, number, (x, y) => {
        const id = titled('switch-2');
        const moved = movePlaced(placed, new Map([[id, { x, y }]]));
        for (const { edge, points } of moved.edges) {
          if (edge.to.node !== id) expect(placed.edges.some((one) => one.points === points)).toBe(true);
          for (const [i, point] of points.slice(1).entries()) {
            const before = points[i] ?? point;
            expect(before.x === point.x || before.y === point.y).toBe(true);
          }
        }
        const end = moved.edges.find(({ edge }) => edge.to.node === id)?.points.at(-1);
        const one = moved.nodes.find(({ node }) => node.id === id);
        const pin = one?.card.pins[0];
        expect(end).toEqual({ x: x + (pin?.x ?? 0), y: y + (pin?.y ?? 0) });
      }),
    );
    expect(movePlaced(placed, new Map([['nobody', { x: 1, y: 1 }]]))).toBe(placed);
  });

  it('belong to the whole', () => {
    const moved = movePlaced(placed, new Map([[titled('switch-2'), { x: -700, y: 9000 }]]));
    const { x, y, height } = extentOf(moved);
    expect(x).toBe(-700);
    expect(y + height).toBeGreaterThan(9000);
  });
});

describe('ways through the cards', () => {
  it('line by line, each card once', () => {
    const order = readingOrder(placed.nodes);
    expect([...order].sort()).toEqual(placed.nodes.map(({ node }) => node.id).sort());
  });

  it('lead back', () => {
    const order = readingOrder(placed.nodes);
    const down = nearest(placed.nodes, order[0] ?? '', 'ArrowDown');
    expect(down).toBeDefined();
    expect(nearest(placed.nodes, down ?? '', 'ArrowUp')).toBeDefined();
    expect(nearest(placed.nodes, order[0] ?? '', 'ArrowUp')).toBeUndefined();
    expect(nearest(placed.nodes, 'nobody', 'ArrowUp')).toBeUndefined();
  });
});

describe('what is folded', () => {
  const large = largeScene({ switches: 600, ports: 3, perRouter: 20 });
  const shown = new Shown(large);

  it('is unfolded as far as one thing needs it', () => {
    expect(shown.sceneOf(untouched).nodes.length).toBeLessThan(large.nodes.length);
    for (const node of [large.nodes[35], large.nodes[400], large.nodes.at(-1)]) {
      const state = shown.reveal(untouched, { node: node?.id ?? '' });
      expect(shown.sceneOf(state).nodes.some(({ id }) => id === node?.id)).toBe(true);
      const holder = shown.holderOf(state, node?.id ?? '');
      expect(holder === undefined ? [] : [...state.open]).toEqual(
        holder === undefined ? [] : expect.arrayContaining([holder]),
      );
    }
  });

  it('is shown though it was hidden, or too far away', () => {
    const [near, far] = [large.nodes[0]?.id ?? '', large.nodes.at(-1)?.id ?? ''];
    const hidden = shown.reveal({ ...untouched, hidden: new Set([near]) }, { node: near });
    expect(hidden.hidden.size).toBe(0);
    const state = shown.reveal({ ...untouched, around: { node: near, hops: 1 } }, { node: far });
    expect(state.around).toBeUndefined();
    expect(shown.sceneOf(state).nodes.some(({ id }) => id === far)).toBe(true);
  });

  it('has the pin of what it is folded into once that pin is looked for', () => {
    const [router] = large.nodes;
    const pin = router?.pins[7]?.id ?? '';
    const state = shown.reveal(untouched, { node: router?.id ?? '', part: pin });
    expect(partBoxIn(shown, state, { node: router?.id ?? '', part: pin })).toBeDefined();
  });
});

const partBoxIn = (shown: Shown, state: ViewState, { node, part }: Focus) => {
  const one = shown.placedOf(state).nodes.find((placedNode) => placedNode.node.id === node);
  return one === undefined || part === undefined ? undefined : partBox(one, part);
};

describe('a port that is found', () => {
  const long = largeScene({ switches: 2, ports: 900 });
  const shown = new Shown(long);
  const { id: node = '', sections } = long.nodes.find(({ title }) => title === 'switch-1') ?? {
    sections: [],
  };
  const at = (number: number): Focus => ({ node, part: sections[0]?.items[number]?.id });
  const listed = (state: ViewState): readonly string[] =>
    (shown.placedOf(state).nodes.find((one) => one.node.id === node)?.card.items ?? []).map(
      ({ item }) => item.name,
    );

  it('is where it was if it is written there', () => {
    expect(shown.reveal(untouched, at(3))).toBe(untouched);
  });

  it('has its card unfolded if it is written there then', () => {
    const state = shown.reveal(untouched, at(100));
    expect([...state.open]).toEqual([node]);
    expect(state.found.size).toBe(0);
    expect(listed(state)).toHaveLength(400);
    expect(partBoxIn(shown, state, at(100))).toBeDefined();
  });

  it('stands first where its card would not list it however far it is unfolded; what was listed stays', () => {
    const state = shown.reveal(untouched, at(850));
    expect([...state.found]).toEqual([[node, at(850).part]]);
    expect(listed(state)).toEqual(['vm-1750', ...listed(untouched)]);
    expect(partBoxIn(shown, state, at(850))).toBeDefined();
    const next = shown.reveal(state, at(851));
    expect(listed(next)).toEqual(['vm-1751', ...listed(untouched)]);
    const closed = shown.reveal({ ...untouched, closed: new Set([node]) }, at(850));
    expect(listed(closed)).toEqual(['vm-1750']);
  });

  it('goes back into the count when its card is folded', () => {
    const revealed = shown.reveal({ ...untouched, open: new Set([node]) }, at(850));
    const state = { ...initial, ...revealed, focus: at(850) };
    const folded = act(state, 'fold', { shown, placed: shown.placedOf(state), views: 1 });
    expect(listed(folded)).toEqual([]);
    expect(folded.focus).toEqual({ node });
  });

  it('leaves everything as it is if there is no such card', () => {
    const state = { ...untouched, hidden: new Set([node]) };
    expect(shown.reveal(state, { node: 'nobody', part: 'nothing' })).toBe(state);
    expect(shown.reveal(state, { node: 'nobody' })).toBe(state);
    expect(shown.reveal(untouched, { node, part: 'nothing' })).toBe(untouched);
  });
});
