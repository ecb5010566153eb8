import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spelled } from '../../../src/viz/viewer/spellings.ts';
import { SearchIndex } from '../../../src/viz/viewer/search.ts';
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
    ['by the beginning of a UUID', uuid(3, 77).slice(0, 30), 'vm-77'],
    ['by alias', `neutron-${uuid(8, 5)}`, 'switch-5'],
    ['by network of a router port', '10.0.9.1/24', 'lrp-9'],
    ['by several words, in any order', 'down compute-3 vm-', 'vm-3'],
    ['by words of the card that it is in', 'vm-101 switch-10', 'vm-101'],
  ])('%s: %s => %s', (_, query, first) => expect(names(query)[0]).toBe(first));

  it.each(['', '   ', '\u0000', 'no such thing', 'vm-1 no-such-word'])('%j finds nothing', (query) =>
    expect(index.find(query, 10)).toEqual({ things: [], more: false }),
  );

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
          const text = [thing.name, thing.where, thing.row?.uuid ?? '', ...thing.lines]
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

describe('spellings', () => {
  it.each([
    ['FA-16-3E-0-0-1', 'fa:16:3e:00:00:01'],
    ['fa16.3e00.0001', 'fa:16:3e:00:00:01'],
    ['fd00:0:0:0:0:0:0:1', 'fd00::1'],
    ['2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['web-1', 'web-1'],
  ])('%s is %s', (typed, written) => expect(spelled(typed.toLowerCase())).toBe(written));
});
