import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SceneNode } from '../../../src/viz/scene.ts';
import { SearchIndex } from '../../../src/viz/viewer/search.ts';
import { uuidOf } from '../../../src/viz/viewer/things.ts';
import { largeScene, uuid } from './scenes.ts';

const scene = largeScene({ switches: 20, ports: 10 });
const index = new SearchIndex(scene);
const names = (query: string, limit = 10): string[] =>
  index.find(query, limit).things.map(({ name }) => name);

describe('search', () => {
  it.each([
    ['exact names first', 'vm-1', 'vm-1'],
    ['however they are written', 'SWITCH-7', 'switch-7'],
    ['by address', '10.0.3.36', 'vm-34'],
    ['by MAC', 'fa:16:3e:00:00:2a', 'vm-42'],
    ['by MAC without zeroes', 'FA:16:3E:0:0:2a', 'vm-42'],
    ['by MAC with dashes', 'FA-16-3E-00-00-2A', 'vm-42'],
    ['by MAC with dots', 'fa16.3e00.002a', 'vm-42'],
    ['by the beginning of a UUID', uuid(3, 77).slice(0, 30), 'vm-77'],
    ['by UUID without dashes', uuid(3, 77).replaceAll('-', ''), 'vm-77'],
    ['by UUID in capitals', uuid(3, 77).toUpperCase(), 'vm-77'],
    ['by id', `Logical_Switch_Port-${uuid(3, 77)}`, 'vm-77'],
    ['by alias', `neutron-${uuid(8, 5)}`, 'switch-5'],
    ['by network of a router port', '10.0.9.1/24', 'lrp-9'],
    ['by several words, in any order', 'down compute-3 vm-', 'vm-3'],
    ['by words of the card that it is in', 'vm-101 switch-10', 'vm-101'],
  ])('%s: %s => %s', (_, query, first) => expect(names(query)[0]).toBe(first));

  it.each(['', '   ', '\u0000', 'no such thing', 'vm-1 no-such-word'])('%j finds nothing', (query) =>
    expect(index.find(query, 10)).toEqual({ things: [], more: false }),
  );

  it('takes addresses in any spelling, whole ones first, however the database has them', () => {
    const [first] = scene.nodes as readonly [SceneNode, ...SceneNode[]];
    const node = (title: string, tooltip: string): SceneNode => ({
      ...first,
      id: `Chassis-${uuid(7, tooltip.length)}`,
      row: undefined,
      title,
      tooltip,
      pins: [],
      sections: [],
    });
    const nodes = [
      node('longer', 'fd00::12 10.0.0.12'),
      node('shorter', 'FD00:0:0:0:0:0:0:1 10.0.0.1/24 fa-16-3e-0-0-1'),
    ];
    const one = new SearchIndex({ ...scene, nodes, edges: [] });
    const all = (query: string): string[] => one.find(query, 10).things.map(({ name }) => name);
    for (const query of ['fd00::1', 'FD00:0000::0001', '10.0.0.1'])
      expect(all(query)).toEqual(['shorter', 'longer']);
    expect(all('fd00:0:0:0:0:0:0:12')).toEqual(['longer']);
    expect(all('fa:16:3e:00:00:01')).toEqual(['shorter']);
    expect(all('fa16.3e00.0001 shorter')).toEqual(['shorter']);
    // Without a row: by the UUID in its id.
    expect(all(uuid(7, 'fd00::12 10.0.0.12'.length).slice(0, 36))).toEqual(['longer']);
  });

  it('says whether there are more', () => {
    expect(index.find('vm-', 10)).toMatchObject({ more: true });
    expect(index.find('vm-', 10).things).toHaveLength(10);
    expect(index.find('switch-19', 10).more).toBe(false);
  });

  it('finds every thing by its name, and nothing that has not all words', () => {
    fc.assert(
      fc.property(fc.constantFrom(...index.things), fc.string(), ({ name }, other) => {
        expect(names(name, 1000)).toContain(name);
        for (const thing of index.find(other, 1000).things) {
          const text = [thing.name, thing.where, uuidOf(thing) ?? '', ...thing.lines]
            .join('\n')
            .toLowerCase();
          for (const word of other.trim().toLowerCase().split(/\s+/)) expect(text).toContain(word);
        }
      }),
    );
  });

  it('takes letters whose lower case is longer', () => {
    const [first] = scene.nodes;
    const one = {
      ...scene,
      nodes: [
        { ...first, title: 'İİİ' },
        { ...first, id: 'b', title: 'after' },
      ],
    };
    expect(new SearchIndex(one as typeof scene).find('after', 5).things[0]?.name).toBe('after');
  });

  it('finds what there is among 50,000', () => {
    const large = new SearchIndex(largeScene({ switches: 1000, ports: 50 }));
    const found = (query: string) => large.find(query, 50).things.length;
    expect(
      ['1', 'vm-49999', '10.3.', 'fa:16:3e:00:c3', 'nothing has this', 'down compute-39 vm'].map(found),
    ).toEqual([50, 1, 50, 50, 0, 50]);
  });
});
