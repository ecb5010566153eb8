import { describe, expect, it } from 'vitest';
import type { Scene, SceneNode } from '../../../src/viz/scene.ts';
import { Searches, type FoundHits } from '../../../src/viz/viewer/searches.ts';
import { largeScene, uuid } from './scenes.ts';

const here = largeScene({ switches: 3, ports: 10 });
const [router] = here.nodes;
const chassis = (number: number, lines = ''): SceneNode => ({
  ...(router as SceneNode),
  id: `Chassis-${uuid(5, number)}`,
  kind: 'chassis',
  row: { database: 'OVN_Southbound', table: 'Chassis', uuid: uuid(5, number) },
  title: `compute-${number}`,
  badges: [],
  pins: [],
  tooltip: `chassis\n${lines}`,
});
/** Holds what the first one holds, and chassis. */
const there: Scene = {
  ...here,
  view: 'physical',
  nodes: [...here.nodes, chassis(1, 'also vm-3 by chance'), chassis(2)],
};
const last: Scene = { ...here, view: 'combined', nodes: [chassis(2), chassis(7)], edges: [] };

const searches = (): Searches => new Searches([here, there, last], () => undefined);
const told = ({ hits }: FoundHits): string[] => hits.map(({ thing, view }) => `${thing.name} ${view}`);

describe('a search of all views', () => {
  it('has the view that is looked at first, then what only others have, each thing once', () => {
    const all = searches();
    expect(told(all.find(0, 'vm-3', 10, true))).toEqual(['vm-3 0', 'compute-1 1']);
    expect(told(all.find(1, 'vm-3', 10, true))).toEqual(['vm-3 1', 'compute-1 1']);
    expect(told(all.find(2, 'compute-7', 10, true))).toEqual(['compute-7 2', 'vm-7 0']);
    expect(told(all.find(0, 'compute-2', 1, true))).toEqual(['vm-2 0', 'compute-2 1']);
    expect(all.find(0, 'nothing is called so', 10, true)).toEqual({ hits: [], more: false, pending: false });
  });

  it('says whether there are more, in whichever view', () => {
    const all = searches();
    expect(all.find(0, 'vm-', 5, true)).toMatchObject({ more: true });
    expect(told(all.find(0, 'vm-', 5, true))).toEqual([
      'vm-0 0',
      'vm-1 0',
      'vm-2 0',
      'vm-3 0',
      'vm-4 0',
      'compute-1 1',
    ]);
    expect(all.find(0, 'vm-3', 1, true).more).toBe(false);
    // In the view that is looked at there are others of these: what that has is not told of other views.
    expect(told(all.find(1, 'compute', 1, true))).toEqual(['compute-1 1', 'compute-7 2']);
  });

  it('waits for nothing: other views are read in the background, once, and then are searched as well', async () => {
    const read: number[] = [];
    let ended = (): void => undefined;
    const end = new Promise<void>((resolve) => (ended = resolve));
    const all: Searches = new Searches([here, there, last], () => {
      const { hits, pending } = all.find(0, 'compute-7', 10);
      read.push(hits.filter(({ view }) => view === 2).length);
      if (!pending) ended();
    });
    expect(all.find(0, 'compute-7', 10)).toMatchObject({ pending: true });
    await end;
    expect(read.at(-1)).toBe(1);
    expect(all.index(1)).toBe(all.index(1));
  });

  it('can be asked before that is done', () => {
    const all = searches();
    all.prepareAll();
    expect(told(all.find(0, 'compute-7', 10, true))).toContain('compute-7 2');
  });
});
